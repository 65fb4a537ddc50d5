"""Vocabulary: words speak for the concepts that training saw, and for no others."""

from zlib import crc32

import numpy as np
import pytest

from dragoman.extract.coding import Coder
from dragoman.extract.vocabulary import Table, features, polar, table, vocabulary
from dragoman.extract.wording import concept_key, wording
from dragoman.record import Stance
from dragoman.settings.codebooks import shipped_codebook

BOOK = shipped_codebook("russia-ukraine")
KEYS = {c.id: concept_key(c.id, c.text, Stance.SUPPORT) for c in BOOK.concepts}


PAIRS = [(key, stance) for key in KEYS.values() for stance in Stance]


def test_words_speak_for_the_concept_that_they_are_of() -> None:
    names = features("said", "a thousand prisoners of war will be exchanged on Friday")
    found = vocabulary().bearing(PAIRS).evidence(names)
    key, stance = PAIRS[int(found.argmax())]
    assert (key, stance) == (KEYS["prisoner-exchange"], Stance.SUPPORT)


def test_a_concept_that_training_did_not_see_gets_nothing() -> None:
    names = features("said", "a thousand prisoners of war will be exchanged on Friday")
    every = vocabulary().bearing(PAIRS).evidence(names)
    unseen = [(12345, Stance.SUPPORT), *PAIRS, (12345, Stance.OPPOSE)]
    assert vocabulary().bearing(unseen).evidence(names).tolist() == [0.0, *every, 0.0]
    assert not vocabulary().bearing(unseen[:1]).evidence(names).any()


def test_every_concept_of_the_shipped_codebooks_is_known() -> None:
    known = set(vocabulary().concepts.tolist())
    for name in ("russia-ukraine", "gaza", "iran-nuclear", "generic"):
        for concept in shipped_codebook(name).concepts:
            assert concept_key(concept.id, concept.text, Stance.SUPPORT) in known


def test_a_coder_without_words_goes_by_nearness_alone() -> None:
    words = wording("Russia", "vows", "to fight on until its goals are reached")
    with_words = Coder(BOOK).chances(words, 0.0)
    without = Coder(BOOK, known_words=lambda: None).chances(words, 0.0)
    assert {c: s for s, c, _ in with_words} != {c: s for s, c, _ in without}


def test_features_tell_the_cue_from_the_content() -> None:
    names = features("rejected", "more talks")
    assert {"w talk", "c reject", "kind reject", "kw reject talk"} <= names
    assert "w reject" not in names


def test_a_stance_is_read_from_words_cue_and_negations() -> None:
    assert polar({"w truce", "c reject", "neg 1", "len 1", "p a truce"}) == {
        "w truce",
        "c reject",
        "neg 1",
    }


def test_a_table_gives_back_the_weights_that_it_was_made_of() -> None:
    weights = np.array([[0.5, 0.0], [-1.0, 0.25], [0.001, 0.0]])
    made: Table = table(weights, np.array([1.0, 2.0]), ["a", "b", "c"], least=0.01)
    keys, steps = made.steps_of(np.array([1, 0]))
    told = dict(zip(keys.tolist(), (steps * made.step).tolist(), strict=True))
    assert told == {
        crc32(b"a"): pytest.approx([0.0, 0.5], abs=0.01),
        crc32(b"b"): pytest.approx([0.25, -1.0], abs=0.01),
    }
    assert made.steps_of(np.array([1]))[0].tolist() == [crc32(b"b")]
    assert made.bias.tolist() == [1.0, 2.0]
