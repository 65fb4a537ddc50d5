"""Word projections of a whole document -> statements, in numpy.

The encoder reads a document in overlapping windows; each word's projections are taken from the
window it is deepest inside of, and laid side by side. Every cue is then scored against the words
around it, whatever window they were read in, so that a content may run over any number of windows
and no statement depends on where a seam fell.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pieces import Ints, Pieces

Floats = NDArray[np.float32]

REACH = 320  # words on either side of a cue that may belong to its statement at first look
_BOUNDS = np.array([*range(1, 9), 11, 16, 22, 32, 45, 64, 90, 128, 181, 256, 362, 512])
_MOST_RUNS = 3
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Projections:
    """What the encoder says about each word of a document."""

    cues: Floats  # (words, 3) logits
    cue_side: Floats  # (words, pair)
    word_side: Floats
    boilerplate: Floats  # (words,) logits
    act_cue: Floats  # (words, pair)
    act_word: Floats
    mentions: Floats  # (words, tags) logits
    chain_left: Floats  # (words, chain)
    chain_right: Floats


@dataclass(frozen=True, slots=True)
class Scorer:
    """The small weights that are applied per cue."""

    distance: Floats  # (41, pair)
    paragraph: Floats  # (5, pair)
    roles: Floats  # (pair, 5)
    roles_bias: Floats
    context_in: Floats  # (pair, channels): the convolution's input
    context_in_bias: Floats
    context: Floats  # (kernel, channels, channels)
    context_bias: Floats
    context_out: Floats  # (channels, 5)
    acts: Floats  # (pair, 13)
    acts_bias: Floats
    cue_bias: float = 0.0  # added to B and I: above 0 finds more cues

    @classmethod
    def load(cls, path: Path, cue_bias: float = 0.0) -> Scorer:
        """Read from .npz."""
        with np.load(path, allow_pickle=False) as file:
            return cls(**{name: file[name] for name in file.files}, cue_bias=cue_bias)


@dataclass(slots=True)
class Found:
    """A statement in word ranges (half-open), with what its confidence is made of."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: list[tuple[int, int]]
    cue_probability: float
    source_probability: float
    content_probability: float
    act: int
    act_probability: float


def distance_buckets(offset: Ints) -> Ints:
    """Signed word distances -> 0..40: exact to 8, then about sqrt(2) wider each, to 512 and
    beyond."""
    bucket: Ints = 20 + np.sign(offset) * np.searchsorted(_BOUNDS, np.abs(offset), side="right")
    return bucket


def word_offsets(words: Ints, start: Ints | int, end: Ints | int) -> Ints:
    """Signed distance of words from a cue [start, end): 0 inside."""
    return np.where(words < start, words - start, np.maximum(words - end + 1, 0))


def softmax(logits: Floats) -> Floats:
    """Along the last axis."""
    power = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = power / power.sum(-1, keepdims=True)
    return result


def find_cues(probabilities: Floats) -> list[tuple[int, int]]:
    """Maximal runs B I* of the most likely tags (an I with nothing before it starts a cue)."""
    tags = probabilities.argmax(-1)
    found: list[tuple[int, int]] = []
    for word in np.flatnonzero(tags):
        if tags[word] == 2 and found and found[-1][1] == word:
            found[-1] = (found[-1][0], int(word) + 1)
        else:
            found.append((int(word), int(word) + 1))
    return found


def decode(view: Projections, pieces: Pieces, scorer: Scorer) -> list[Found]:
    """All statements of a document, in order of their cues."""
    if not len(pieces.heads):
        return []
    probabilities = softmax(view.cues + np.array([0, scorer.cue_bias, scorer.cue_bias], np.float32))
    cues = find_cues(probabilities)
    if not cues:
        return []
    logits, lefts = role_logits(view, pieces, scorer, cues)
    chance = softmax(logits)
    paths = best_paths(np.log(np.maximum(chance, 1e-9)))
    found = []
    for n, cue in enumerate(cues):
        source, content = _spans(paths[n], lefts[n])
        if not content:
            continue
        act, sure = _act(view, scorer, cue, content)
        sums = [float(1 - probabilities[w, 0]) for w in range(*cue)]
        source_chance = _run_chance(
            chance[n, :, 1] + chance[n, :, 2], [source] if source else [], lefts[n]
        )
        content_chance = _run_chance(chance[n, :, 3] + chance[n, :, 4], content, lefts[n])
        found.append(
            Found(
                cue,
                source,
                content,
                sum(sums) / len(sums),
                source_chance,
                content_chance,
                act,
                sure,
            )
        )
    return found


def role_logits(
    view: Projections,
    pieces: Pieces,
    scorer: Scorer,
    cues: list[tuple[int, int]],
    reach: int = REACH,
) -> tuple[Floats, Ints]:
    """Role logits (cues, 2 * reach, 5) of the words around each cue, and the word each row starts
    at.

    Places before the first or after the last word of the document are certain O.
    """
    count = len(pieces.heads)
    reach = min(reach, count)
    starts = np.array([c[0] for c in cues])
    ends = np.array([c[1] for c in cues])
    lefts = starts - reach
    words = lefts[:, None] + np.arange(2 * reach)
    outside = (words < 0) | (words >= count)
    words = np.clip(words, 0, count - 1)
    cue = np.stack([view.cue_side[a:b].mean(0) for a, b in cues])
    away = np.clip(pieces.paragraphs[words] - pieces.paragraphs[starts][:, None], -2, 2) + 2
    buckets = distance_buckets(word_offsets(words, starts[:, None], ends[:, None]))
    logits = np.empty((*words.shape, scorer.roles.shape[1]), np.float32)
    for n in range(
        len(cues)
    ):  # row by row: the pair states of all cues at once would not fit the cache
        pair = view.word_side[words[n]] + scorer.distance[buckets[n]] + scorer.paragraph[away[n]]
        pair = np.maximum(pair + cue[n], 0)
        logits[n] = pair @ scorer.roles + scorer.roles_bias + _context(pair, outside[n], scorer)
    logits[outside] = _NEVER
    logits[outside, 0] = 0
    return logits, lefts


def _context(pair: Floats, outside: NDArray[np.bool_], scorer: Scorer) -> Floats:
    """What the neighbouring words' pair states add to the roles: a convolution, zero beyond the
    document."""
    states = pair @ scorer.context_in + scorer.context_in_bias
    states[outside] = 0
    reach = len(scorer.context) // 2
    padded = np.pad(states, ((reach, reach), (0, 0)))
    total = sum(padded[k : k + len(states)] @ scorer.context[k] for k in range(len(scorer.context)))
    result: Floats = np.maximum(total + scorer.context_bias, 0) @ scorer.context_out
    return result


# States of the search: (tag, source seen, content runs so far). One source at most, three content
# runs.
_STATES = [("O", s, c) for s in (0, 1) for c in range(_MOST_RUNS + 1)]
_STATES += [("S", 1, c) for c in range(_MOST_RUNS + 1)]
_STATES += [("C", s, c) for s in (0, 1) for c in range(1, _MOST_RUNS + 1)]


def _moves() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each state its possible predecessors (padded with -1) and the role that each move
    emits."""
    before: list[list[int]] = []
    roles: list[list[int]] = []
    for tag, seen, runs in _STATES:
        options = []
        for n, (old, old_seen, old_runs) in enumerate(_STATES):
            if tag == "O" and (seen, runs) == (old_seen, old_runs):
                options.append((n, 0))
            elif tag == "S" and runs == old_runs and (old == "S" or not old_seen):
                options.append((n, 2 if old == "S" else 1))
            elif tag == "C" and seen == old_seen and (old == "C" and runs == old_runs):
                options.append((n, 4))
            elif tag == "C" and seen == old_seen and runs == old_runs + 1:
                options.append((n, 3))
        before.append([n for n, _ in options])
        roles.append([r for _, r in options])
    width = max(map(len, before))
    pad = [b + [0] * (width - len(b)) for b in before]
    role = [r + [5] * (width - len(r)) for r in roles]  # role 5 is impossible
    return np.array(pad), np.array(role)


_BEFORE, _ROLE = _moves()
_TAG = np.array([{"O": 0, "S": 1, "C": 2}[tag] for tag, _, _ in _STATES])


def best_paths(scores: Floats) -> NDArray[np.int64]:
    """The best allowed tag sequence of each row of log probabilities (rows, words, 5).

    Returns (rows, words) of 0 nothing, 1 source, 2 content, 3 content that starts a run.
    """
    rows, length, _ = scores.shape
    scores = np.concatenate([scores, np.full((rows, length, 1), _NEVER, np.float32)], -1)
    score = np.full((rows, len(_STATES)), _NEVER, np.float32)
    score[:, 0] = 0
    back = np.empty((length, rows, len(_STATES)), np.int64)
    for place in range(length):
        options = score[:, _BEFORE] + scores[:, place][:, _ROLE]
        back[place] = options.argmax(-1)
        score = options.max(-1)
    state = score.argmax(-1)
    path = np.empty((rows, length), np.int64)
    every = np.arange(rows)
    for place in range(length - 1, -1, -1):
        move = back[place, every, state]
        path[:, place] = np.where(_ROLE[state, move] == 3, 3, _TAG[state])
        state = _BEFORE[state, move]
    return path


def _spans(
    path: NDArray[np.int64], left: int
) -> tuple[tuple[int, int] | None, list[tuple[int, int]]]:
    """Source and content runs of one path, as word ranges of the document."""
    source: tuple[int, int] | None = None
    content: list[tuple[int, int]] = []
    for place in np.flatnonzero(path):
        word, tag = int(place) + int(left), path[place]
        if tag == 1:
            source = (source[0], word + 1) if source else (word, word + 1)
        elif tag == 2 and content and content[-1][1] == word:
            content[-1] = (content[-1][0], word + 1)
        else:
            content.append((word, word + 1))
    return source, content


def _run_chance(chance: Floats, runs: list[tuple[int, int]], left: int) -> float:
    """Mean probability of a role over the words of its runs; without runs, that no word has it."""
    if not runs:
        return float(1 - chance.max())
    values = np.concatenate([chance[a - left : b - left] for a, b in runs])
    return float(values.mean())


def _act(
    view: Projections, scorer: Scorer, cue: tuple[int, int], content: list[tuple[int, int]]
) -> tuple[int, float]:
    """The most likely act and its probability."""
    said = np.concatenate([view.act_word[a:b] for a, b in content]).mean(0)
    pair = np.maximum(view.act_cue[slice(*cue)].mean(0) + said, 0)
    chance = softmax(pair @ scorer.acts + scorer.acts_bias)
    act = int(chance.argmax())
    return act, float(chance[act])
