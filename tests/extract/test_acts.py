"""Acts in English: our own examples of each act, and that reading is sure, even and quick."""

import time
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.acts import (
    ACTS,
    act_with_confidence,
    features,
    named_by,
    probabilities,
    weights,
)
from dragoman.extract.cues import act_of
from dragoman.extract.loading import lexicon_for
from dragoman.extract.said import Said, sentence_around
from dragoman.extract.signals import signals
from dragoman.record import Act, QuoteForm

CASES = yaml.safe_load(Path(__file__).with_name("acts.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(case[:3])[:60])
def test_act_is_read_from_cue_and_content_together(case: list[str]) -> None:
    act, cue, content, *source = case
    said = Said(cue=cue, content=(content,), source=source[0] if source else None)
    assert act_with_confidence(said)[0] is Act(act)


def test_every_act_has_an_example() -> None:
    assert {Act(case[0]) for case in CASES} == set(Act)


def test_an_act_that_the_cue_names_is_surer_than_one_of_the_content() -> None:
    named = act_with_confidence(Said(cue="denied", content=("the army had crossed the lake",)))
    plain = act_with_confidence(Said(cue="said", content=("the army had not crossed the lake",)))
    assert named[0] is Act.DENY
    assert 1 >= named[1] > 0.7
    assert plain[0] is not Act.DENY or plain[1] < named[1]


def test_prior_decides_where_we_are_unsure_and_not_where_the_cue_is_plain() -> None:
    prior = [0.001] * len(ACTS)
    prior[ACTS.index(Act.PREDICT)] = 1 - 0.001 * (len(ACTS) - 1)
    unsure = Said(cue="said", content=("the ferry would be late",))
    alone, blended = probabilities(unsure), probabilities(unsure, prior)
    place = ACTS.index(Act.PREDICT)
    assert blended[place] > alone[place]
    sure = Said(cue="did not immediately respond", content=("to a request for comment",))
    assert act_with_confidence(sure, prior)[0] is Act.DECLINE_COMMENT


@given(st.text(max_size=80), st.lists(st.text(max_size=200), max_size=3), st.text(max_size=200))
def test_any_text_has_an_act(cue: str, content: list[str], around: str) -> None:
    said = Said(cue=cue, content=tuple(content), quote=QuoteForm.MIXED, around=around)
    chances = probabilities(said)
    assert chances.shape == (len(Act),)
    assert np.isclose(chances.sum(), 1)


def test_spans_and_white_space_and_case_do_not_matter() -> None:
    one = Said(cue="said", content=("We will never accept the plan",))
    other = Said(cue="SAID", content=("we will  never\naccept the plan",))
    assert features(one) == features(other)


def test_subject_is_the_source_itself_where_their_names_begin_alike() -> None:
    own = Said(cue="said", content=("Ostmark would send a team",), source="the Ostmarkish minister")
    other = Said(cue="said", content=("Varland would send a team",), source="the Ostmarkish envoy")
    assert "clause own will" in features(own)
    assert "clause other will" in features(other)


def test_prior_that_is_sure_of_an_assertion_is_believed_less() -> None:
    said = Said(cue="said", content=("the council would meet the mayor",))
    even = probabilities(said, [1 / len(ACTS)] * len(ACTS))
    place = ACTS.index(Act.ASSERT)
    assert even[place] < probabilities(said)[place]


def test_refusal_until_something_is_done_is_a_demand_unless_the_cue_names_the_refusal() -> None:
    prior = [0.01] * len(ACTS)
    prior[ACTS.index(Act.REJECT)] = 1 - 0.01 * (len(ACTS) - 1)
    words = ("we will not accept the plan", "we will not accept the plan until they leave")
    plain = [act_with_confidence(Said(cue="said", content=(text,)), prior)[0] for text in words]
    assert plain == [Act.REJECT, Act.DEMAND]
    named = Said(cue="ruled out", content=("a truce that would not hold unless they leave",))
    assert act_with_confidence(named, prior)[0] is Act.REJECT


def test_refusal_names_its_act_before_the_verb_that_it_refuses() -> None:
    assert named_by("could not confirm") is Act.DECLINE_COMMENT
    assert named_by("confirmed") is Act.CONFIRM
    assert named_by("said") is None


def test_sentence_around_ends_at_its_neighbours() -> None:
    text = "It rained. In the end the envoy said that he would stay. Nobody moved."
    start = text.index("said")
    assert (
        sentence_around(text, start, start + 20) == "In the end the envoy said that he would stay."
    )
    assert sentence_around("said", 0, 4) == "said"


def test_other_languages_are_read_by_their_lexicon() -> None:
    assert act_of("отвергла", "этот план", lexicon_for("ru")) is Act.REJECT
    assert act_of("démenti", "ces informations", lexicon_for("fr")) is Act.DENY


def test_signals_of_cues_are_named_as_the_acts_are() -> None:
    assert {Act(name) for name in signals().cues} == set(Act) - {Act.ASSERT}


def test_weights_are_small_and_in_order() -> None:
    fitted = weights()
    assert (np.diff(fitted.keys.astype(np.int64)) > 0).all()
    assert fitted.values.shape == (len(fitted.keys), len(Act))
    assert fitted.values.nbytes + fitted.keys.nbytes < 1_000_000


def test_long_content_is_read_within_a_second() -> None:
    said = Said(cue="said " * 200, content=("we will not accept that they must go. " * 2000,))
    weights()
    started = time.process_time()
    act_with_confidence(said)
    assert time.process_time() - started < 1
