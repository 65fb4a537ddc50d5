"""The likeliest spans of a statement: one source at most, three runs of content at most."""

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.pieces import Ints

Floats = NDArray[np.float32]

_MOST_RUNS = 3

LEANING = 1.0
"""Log odds that a statement without a source gives to words that may be one. Of 58 that had a word
so likely, 32 then had the annotators' source; only ten of them should have had none (2026-11)."""

State = tuple[str, int, int]
"""Where a path is: its tag, sources so far (one at most), content runs so far (three at most)."""

_OUT, _SOURCE, _CONTENT = "O", "S", "C"
_ENTRANCE: State = (_OUT, 0, 0)
_TAG = {_OUT: 0, _SOURCE: 1, _CONTENT: 2}
_FIRST = {_OUT: 0, _SOURCE: 1, _CONTENT: 3}  # the role of a run's first word, and of the others
_MORE = {_OUT: 0, _SOURCE: 2, _CONTENT: 4}


def _moves() -> dict[State, list[State]]:
    """Give the states that a run may follow on, each after all its own predecessors."""
    moves: dict[State, list[State]] = {_ENTRANCE: []}
    for seen in (0, 1):
        for runs in range(_MOST_RUNS + 1):
            if runs:
                moves[_CONTENT, seen, runs] = [
                    (tag, seen, runs - 1) for tag in _TAG if (tag, seen, runs - 1) in moves
                ]
            if seen:
                before: list[State] = [(_OUT, 0, runs), (_CONTENT, 0, runs)]
                moves[_SOURCE, seen, runs] = [state for state in before if state in moves]
            if seen or runs:
                inner: list[State] = [(_SOURCE, seen, runs), (_CONTENT, seen, runs)]
                moves[_OUT, seen, runs] = [state for state in inner if state in moves]
    return moves


_MOVES = _moves()


def best_paths(scores: Floats) -> Ints:
    """The best allowed tag sequence of each row of log probabilities (rows, words, 5).

    Viterbi over runs, not over words: no state follows on a later one, so each state's best run up
    to every word comes from one running maximum, and the loop is over the states alone.

    Returns (rows, words) of 0 nothing, 1 source, 2 content, 3 content that starts a run.
    """
    rows, length, _ = scores.shape
    total = scores.cumsum(1, dtype=np.float64)
    # Of the best path that is in a state: its score before each word and at the end; and what a
    # run that begins with a word has gained, from which backtracking tells where one began.
    values = {_ENTRANCE: np.concatenate([np.zeros((rows, 1)), total[..., 0]], 1)}
    gains: dict[State, NDArray[np.float64]] = {}
    for state, before in list(_MOVES.items())[1:]:
        more = total[..., _MORE[state[0]]]
        gain = reduce(np.maximum, [values[old][:, :-1] for old in before])
        gains[state] = gain + (scores[..., _FIRST[state[0]]] - more)
        values[state] = value = np.empty((rows, length + 1))
        value[:, 0] = -np.inf
        np.maximum.accumulate(gains[state], 1, out=value[:, 1:])
        value[:, 1:] += more
    path = np.zeros((rows, length), np.int64)
    for row in range(rows):
        end = length
        state = _best(list(_MOVES), values, row, end)
        while state != _ENTRANCE:
            start = int(gains[state][row, :end].argmax())
            path[row, start:end] = _TAG[state[0]]
            if state[0] == _CONTENT:
                path[row, start] = 3
            state, end = _best(_MOVES[state], values, row, start), start
    return path


def with_likely_sources(paths: Ints, scores: Floats) -> Ints:
    """Give paths without a source the one that is nearly likely enough; their contents stay.

    "..., adding that", "and has accused": the cue's holder stands some way before, where no word is
    likelier a source than not.

    Args:
        paths: What `best_paths` gave.
        scores: What it took.
    """
    bare = np.flatnonzero(~(paths == 1).any(1))
    if not len(bare):
        return paths
    leaning = scores[bare].copy()
    leaning[..., 1:3] += LEANING
    source = best_paths(leaning) == 1
    free = ~(source & (paths[bare] > 0)).any(1)
    result = paths.copy()
    result[bare] += source & free[:, None]
    return result


def _best(
    states: list[State], values: dict[State, NDArray[np.float64]], row: int, place: int
) -> State:
    return max(states, key=lambda state: values[state][row, place])
