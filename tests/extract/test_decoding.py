"""Decoding: a second look at content that no statement explains; statements longer than a look."""

import numpy as np

from dragoman.extract.trained.decoding import (
    FAR,
    REACH,
    Found,
    Projections,
    Scorer,
    decode,
    doubtful_cues,
    unexplained,
)
from dragoman.extract.trained.pieces import Pieces

PAIR, ROLES = 2, 5


def words(count: int) -> Pieces:
    """Make pieces of so many words of one letter, in one paragraph and sentence."""
    places = np.arange(count)
    zeros = np.zeros(count, np.int64)
    return Pieces(places, places, places * 2, places * 2 + 1, zeros, zeros)


def projections(count: int, cue: int, content: range, cue_logit: float = 8) -> Projections:
    """Say that one word is a cue and that some words are content, whatever the cue."""
    cues = np.zeros((count, 3), np.float32)
    cues[:, 0] = 8 - cue_logit
    cues[cue, 1] = cue_logit
    said = np.zeros((count, PAIR), np.float32)
    said[list(content), 0] = 9
    flat = np.full((count, 2), -9, np.float32)
    flat[list(content), 1] = 9
    nothing = np.zeros((count, PAIR), np.float32)
    return Projections(
        cues=cues,
        cue_side=nothing,
        word_side=said,
        flat=flat,
        boilerplate=np.zeros(count, np.float32),
        act_cue=nothing,
        act_word=nothing,
        mentions=np.zeros((count, 17), np.float32),
        chain_left=nothing,
        chain_right=nothing,
    )


def scorer() -> Scorer:
    """Make weights that call content what `word_side` says, and nothing else."""
    roles = np.zeros((PAIR, ROLES), np.float32)
    roles[0, 3:] = 1
    return Scorer(
        distance=np.zeros((41, PAIR), np.float32),
        paragraph=np.zeros((5, PAIR), np.float32),
        roles=roles,
        roles_bias=np.array([4, 0, 0, 0, 0], np.float32),
        context_in=np.zeros((PAIR, 1), np.float32),
        context_in_bias=np.zeros(1, np.float32),
        context=np.zeros((1, 3, 1, 1), np.float32),
        context_bias=np.zeros((1, 1), np.float32),
        dilations=np.array([1]),
        context_out=np.zeros((1, ROLES), np.float32),
        acts=np.zeros((PAIR, 13), np.float32),
        acts_bias=np.zeros(13, np.float32),
    )


def test_content_longer_than_the_first_look_is_read_whole() -> None:
    long = range(3, 3 + 2 * REACH)
    (found,) = decode(projections(FAR, 1, long), words(FAR), scorer())
    assert found.content == [(long.start, long.stop)]


def test_unexplained_content_gives_a_doubtful_cue_a_second_look() -> None:
    view = projections(40, 5, range(6, 20), cue_logit=3)
    assert view.cues[5].argmax() == 0, "at first look the word is no cue"
    (found,) = decode(view, words(40), scorer())
    assert found.cue == (5, 6)
    assert found.content == [(6, 20)]
    assert found.cue_probability < 0.5, "and the doubt is kept"


def test_a_word_that_is_surely_no_cue_gets_no_second_look() -> None:
    view = projections(40, 5, range(6, 20), cue_logit=0)
    assert decode(view, words(40), scorer()) == []


def test_content_of_a_statement_is_explained() -> None:
    view = projections(40, 5, range(6, 20))
    found = Found((5, 6), None, [(6, 20)], 1, 1, 1, 1, np.full(13, 1 / 13, np.float32))
    assert unexplained(view, [found]) == []
    assert unexplained(view, []) == [(6, 20)]


def test_doubtful_cue_takes_in_neighbours_nearly_as_likely() -> None:
    chance = np.zeros((30, 3), np.float32)
    chance[:, 0] = 1
    chance[8:10, 0] = [0.6, 0.7]
    assert doubtful_cues(chance, [], [(12, 20)]) == [(8, 10)]
    assert doubtful_cues(chance, [(8, 10)], [(12, 20)]) == []
