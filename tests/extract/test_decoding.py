"""Decoding: a second look at content that no statement explains; statements longer than a look."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dragoman.extract.trained.decoding import (
    FAR,
    REACH,
    Found,
    Projections,
    Scorer,
    decode,
    doubtful_cues,
    run_means,
    softmax,
    unexplained,
)
from dragoman.extract.trained.paths import Floats, best_paths, with_likely_sources
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


def roles(inputs: dict[str, NDArray[np.generic]]) -> Floats:
    """Call content what `word_side` says, and nothing else."""
    logits = np.zeros((*inputs["near"].shape, ROLES), np.float32)
    logits[..., 0] = 4
    logits[..., 3:] = inputs["words"][inputs["near"]][..., :1]
    return softmax(logits)


SCORER = Scorer(roles, np.zeros((PAIR, 13), np.float32), np.zeros(13, np.float32))


def test_content_longer_than_the_first_look_is_read_whole() -> None:
    long = range(3, 3 + 2 * REACH)
    (found,) = decode(projections(FAR, 1, long), words(FAR), SCORER)
    assert found.content == [(long.start, long.stop)]


def test_unexplained_content_gives_a_doubtful_cue_a_second_look() -> None:
    view = projections(40, 5, range(6, 20), cue_logit=3)
    assert view.cues[5].argmax() == 0, "at first look the word is no cue"
    (found,) = decode(view, words(40), SCORER)
    assert found.cue == (5, 6)
    assert found.content == [(6, 20)]
    assert found.cue_probability < 0.5, "and the doubt is kept"


def test_a_word_that_is_surely_no_cue_gets_no_second_look() -> None:
    view = projections(40, 5, range(6, 20), cue_logit=0)
    assert decode(view, words(40), SCORER) == []


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


def test_mean_states_of_runs_of_several_lengths() -> None:
    states = np.arange(12, dtype=np.float32).reshape(6, 2)
    starts, ends = np.array([0, 2, 5]), np.array([3, 4, 6])
    wanted = [states[a:b].mean(0) for a, b in zip(starts, ends, strict=True)]
    assert np.allclose(run_means(states, starts, ends), wanted)


def allowed(roles: tuple[int, ...]) -> bool:
    """Tell whether roles word by word are a statement's: O, B-source, I-source, B-, I-content."""
    follows = all(
        role not in (2, 4) or before in (role - 1, role)
        for before, role in zip((0, *roles), roles, strict=False)
    )
    return follows and roles.count(1) <= 1 and roles.count(3) <= 3


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_best_path_is_the_best_of_all_allowed_ones(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, 6, ROLES)).astype(np.float32)
    every = np.array([path for path in product(range(ROLES), repeat=6) if allowed(path)])
    for row, path in zip(scores, best_paths(scores), strict=True):
        best = every[row[np.arange(6), every].sum(1).argmax()]
        assert path.tolist() == [(0, 1, 1, 3, 2)[role] for role in best]


def test_at_most_three_runs_of_content() -> None:
    scores = np.full((1, 9, ROLES), -9, np.float32)
    scores[0, ::2, 3] = scores[0, 1::2, 0] = 0
    assert (best_paths(scores) == 3).sum() == 3


def chances(*likely: tuple[int, float]) -> Floats:
    """Give eight words: content from the fifth on, and some words that may be the source."""
    found = np.full((1, 8, ROLES), 0.001, np.float32)
    found[..., 0] = 0.9
    found[0, 4:, 0], found[0, 4:, 4], found[0, 4, 3] = 0.001, 0.9, 0.9
    for word, chance in likely:
        found[0, word, 0], found[0, word, 1] = 1 - chance, chance
    return np.log(found)


def test_nearly_likely_source_is_taken_where_there_is_none() -> None:
    scores = chances((1, 0.45))
    bare = best_paths(scores)
    assert bare[0].tolist() == [0, 0, 0, 0, 3, 2, 2, 2]
    assert with_likely_sources(bare, scores)[0].tolist() == [0, 1, 0, 0, 3, 2, 2, 2]


def test_unlikely_source_is_not_taken_and_a_likely_one_stays_alone() -> None:
    for scores in (chances((1, 0.1)), chances((1, 0.45), (3, 0.8))):
        paths = best_paths(scores)
        assert (with_likely_sources(paths, scores) == paths).all()
