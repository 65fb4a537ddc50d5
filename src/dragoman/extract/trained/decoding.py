"""Word projections of a whole document -> statements, in numpy.

The encoder reads a document in overlapping windows; each word's projections are taken from the
window it is deepest inside of, and laid side by side. Every cue is then scored against the words
around it, whatever window they were read in, so that a content may run over any number of windows
and no statement depends on where a seam fell.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.pieces import Ints, Pieces

Floats = NDArray[np.float32]

REACH = 128  # words on either side of a cue that may belong to its statement at first look
FAR = 640  # and where a statement runs to the edge of the first look
_BOUNDS = np.array([*range(1, 9), 11, 16, 22, 32, 45, 64, 90, 128, 181, 256, 362, 512])
_MOST_RUNS = 3
_LEAST_GAP = 4  # words of content that no statement explains, from which a cue is looked for
_NEAR = 30  # words around such a gap in which its cue may stand
_DOUBTFUL = 0.05  # probability from which a word may be one
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Projections:
    """What the encoder says about each word of a document."""

    cues: Floats  # (words, 3) logits
    cue_side: Floats  # (words, pair)
    word_side: Floats
    flat: Floats  # (words, 2) logits: in any statement's source, in any statement's content
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
    context_in: Floats  # (pair, channels): the convolutions' input
    context_in_bias: Floats
    context: Floats  # (convolutions, kernel, channels, channels)
    context_bias: Floats  # (convolutions, channels)
    dilations: Ints  # (convolutions,)
    context_out: Floats  # (channels, 5)
    acts: Floats  # (pair, 13)
    acts_bias: Floats
    cue_bias: float = 0.0  # added to B and I: above 0 finds more cues

    @classmethod
    def load(cls, path: Path, cue_bias: float = 0.0) -> Self:
        """Read the weights from an .npz file."""
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
    flat_probability: float  # that its words are in some content, whatever the cue
    acts: Floats  # probabilities, in the order of the labels


def distance_buckets(offset: Ints) -> Ints:
    """Put signed word distances into buckets 0 to 40.

    Exact to 8, then about sqrt(2) wider each, to 512 and beyond.
    """
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
    found = _statements(view, pieces, scorer, probabilities, cues)
    gaps = unexplained(view, found)
    more = doubtful_cues(probabilities, cues, gaps)
    for statement in _statements(view, pieces, scorer, probabilities, more):
        said = {word for run in statement.content for word in range(*run)}
        if any(len(said & set(range(*gap))) >= (gap[1] - gap[0]) / 2 for gap in gaps):
            found.append(statement)
    return sorted(found, key=lambda statement: statement.cue)


def unexplained(view: Projections, found: list[Found]) -> list[tuple[int, int]]:
    """Runs of words that are likely in some content, but in none that was found."""
    free = view.flat[:, 1] > 0
    for statement in found:
        for start, end in (statement.cue, *statement.content):
            free[start:end] = False
    edges = np.flatnonzero(np.diff(free.astype(np.int8), prepend=0, append=0))
    runs = edges.reshape(-1, 2).tolist()
    return [(start, end) for start, end in runs if end - start >= _LEAST_GAP]


def doubtful_cues(
    probabilities: Floats, cues: list[tuple[int, int]], gaps: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The likeliest word near each gap that may be its cue, with neighbours nearly as likely."""
    chance = 1 - probabilities[:, 0]
    for start, end in cues:
        chance[start:end] = 0
    found: set[tuple[int, int]] = set()
    for start, end in gaps:
        left = max(0, start - _NEAR)
        near = chance[left : end + _NEAR]
        peak = int(near.argmax())
        if near[peak] < _DOUBTFUL:
            continue
        first = last = left + peak
        likely = near[peak] / 2
        while first > 0 and chance[first - 1] >= likely:
            first -= 1
        while last + 1 < len(chance) and chance[last + 1] >= likely:
            last += 1
        found.add((first, last + 1))
    return sorted(found)


def _statements(
    view: Projections,
    pieces: Pieces,
    scorer: Scorer,
    probabilities: Floats,
    cues: list[tuple[int, int]],
    reach: int = REACH,
) -> list[Found]:
    """The statement of each cue that has a content."""
    if not cues:
        return []
    logits, lefts = role_logits(view, pieces, scorer, cues, reach)
    chance = softmax(logits)
    paths = best_paths(np.log(np.maximum(chance, 1e-9)))
    found, cut = [], []
    for n, cue in enumerate(cues):
        left, right = int(lefts[n]), int(lefts[n]) + paths.shape[1]
        if reach < FAR and (
            (left > 0 and paths[n, 0]) or (right < len(pieces.heads) and paths[n, -1])
        ):
            cut.append(cue)
            continue
        source, content = _spans(paths[n], left)
        if not content:
            continue
        sources = [source] if source else []
        found.append(
            Found(
                cue,
                source,
                content,
                float((1 - probabilities[slice(*cue), 0]).mean()),
                _run_chance(chance[n, :, 1] + chance[n, :, 2], sources, left),
                _run_chance(chance[n, :, 3] + chance[n, :, 4], content, left),
                _flat_chance(view, content),
                _acts(view, scorer, cue, content),
            )
        )
    return found + _statements(view, pieces, scorer, probabilities, cut, FAR)


def _flat_chance(view: Projections, content: list[tuple[int, int]]) -> float:
    """Mean probability that the words of a content are in the content of any statement."""
    logits = np.concatenate([view.flat[a:b, 1] for a, b in content])
    return float((1 / (1 + np.exp(-logits))).mean())


def role_logits(
    view: Projections,
    pieces: Pieces,
    scorer: Scorer,
    cues: list[tuple[int, int]],
    reach: int = REACH,
) -> tuple[Floats, Ints]:
    """Score the roles of the words around each cue.

    Returns:
        Logits (cues, 2 * reach, 5), and the word that each row starts at.

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
    """Add what the neighbouring words' pair states say of the roles.

    Convolutions that see zeros beyond the document.
    """
    states: Floats = pair @ scorer.context_in + scorer.context_in_bias
    states[outside] = 0
    count, kernel = len(states), scorer.context.shape[1]
    for weights, bias, step in zip(
        scorer.context, scorer.context_bias, scorer.dilations, strict=True
    ):
        reach = kernel // 2 * int(step)
        padded = np.pad(states, ((reach, reach), (0, 0)))
        near = np.hstack([padded[k * step : k * step + count] for k in range(kernel)])
        states = states + np.maximum(near @ weights.reshape(-1, weights.shape[-1]) + bias, 0)
        states[outside] = 0
    result: Floats = states @ scorer.context_out
    return result


# States of the search: (tag, source seen, content runs so far). One source at most, three content
# runs.
_STATES = [("O", s, c) for s in (0, 1) for c in range(_MOST_RUNS + 1)]
_STATES += [("S", 1, c) for c in range(_MOST_RUNS + 1)]
_STATES += [("C", s, c) for s in (0, 1) for c in range(1, _MOST_RUNS + 1)]


def _moves() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give each state's possible predecessors and the role that each move emits, padded."""
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


def _acts(
    view: Projections, scorer: Scorer, cue: tuple[int, int], content: list[tuple[int, int]]
) -> Floats:
    """Probabilities of the acts."""
    said = np.concatenate([view.act_word[a:b] for a, b in content]).mean(0)
    pair = np.maximum(view.act_cue[slice(*cue)].mean(0) + said, 0)
    return softmax(pair @ scorer.acts + scorer.acts_bias)
