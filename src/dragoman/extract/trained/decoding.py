"""Word projections of a whole document -> statements, in numpy.

The encoder reads a document in overlapping windows; each word's projections are taken from the
window it is deepest inside of, and laid side by side. Every cue is then scored against the words
around it, whatever window they were read in, so that a content may run over any number of windows
and no statement depends on where a seam fell.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.paths import Floats, best_paths, with_likely_sources
from dragoman.extract.trained.pieces import Ints, Pieces

REACH = 128  # words on either side of a cue that may belong to its statement at first look
FAR = 640  # and where a statement runs to the edge of the first look
_BOUNDS = np.array([*range(1, 9), 11, 16, 22, 32, 45, 64, 90, 128, 181, 256, 362, 512])
_LEAST_GAP = 4  # words of content that no statement explains, from which a cue is looked for
_NEAR = 30  # words around such a gap in which its cue may stand
_DOUBTFUL = 0.05  # probability from which a word may be one
_PARAGRAPHS = 5  # how far a word is from its cue: two or more before, one before, the same, ...
_TOGETHER = 8  # cues whose roles are scored at once: more would not fit the cache
_NOTHING = np.array([1, 0, 0, 0, 0], np.float32)  # certainly O


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


Roles = Callable[[dict[str, NDArray[np.generic]]], Floats]
"""The graph roles.onnx: its inputs by name -> probabilities of the roles (cues, words, 5).

    words (document's words, pair), near, place, inside (cues, words), cue (cues, pair)
"""


def roles_of(session: Any) -> Roles:
    """Take an onnxruntime session of roles.onnx."""
    return lambda inputs: session.run(["chances"], inputs)[0]


@dataclass(frozen=True, slots=True)
class Scorer:
    """What is computed per cue."""

    roles: Roles
    acts: Floats  # (pair, 13)
    acts_bias: Floats
    cue_bias: float = 0.0  # added to B and I: above 0 finds more cues


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
    chance, lefts = role_chances(view, pieces, scorer, cues, reach)
    scores = np.log(np.maximum(chance, 1e-9))
    paths = with_likely_sources(best_paths(scores), scores)
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


def role_chances(
    view: Projections,
    pieces: Pieces,
    scorer: Scorer,
    cues: list[tuple[int, int]],
    reach: int = REACH,
) -> tuple[Floats, Ints]:
    """Tell which roles the words around each cue have.

    Returns:
        Probabilities (cues, 2 * reach, 5), and the word that each row starts at.

    Places before the first or after the last word of the document are certain O.
    """
    count = len(pieces.heads)
    reach = min(reach, count)
    starts = np.array([c[0] for c in cues])
    ends = np.array([c[1] for c in cues])
    lefts = starts - reach
    near = lefts[:, None] + np.arange(2 * reach)
    outside = (near < 0) | (near >= count)
    near = np.clip(near, 0, count - 1)
    away = pieces.paragraphs[near] - pieces.paragraphs[starts][:, None]
    away = np.clip(away + _PARAGRAPHS // 2, 0, _PARAGRAPHS - 1)
    buckets = distance_buckets(word_offsets(near, starts[:, None], ends[:, None]))
    every = {
        "near": near,
        "place": buckets * _PARAGRAPHS + away,
        "inside": (~outside).astype(np.float32),
        "cue": run_means(view.cue_side, starts, ends),
    }
    words = np.ascontiguousarray(view.word_side)
    rows = [slice(n, n + _TOGETHER) for n in range(0, len(cues), _TOGETHER)]
    chances = np.concatenate(
        [scorer.roles({"words": words} | {k: v[part] for k, v in every.items()}) for part in rows]
    )
    chances[outside] = _NOTHING
    return chances, lefts


def run_means(states: Floats, starts: Ints, ends: Ints) -> Floats:
    """Mean state of each run of words [start, end), (runs, width)."""
    longest = int((ends - starts).max())
    total: Floats = states[starts]
    for n in range(1, longest):
        inside = starts + n < ends
        total[inside] += states[starts[inside] + n]
    total /= (ends - starts).astype(np.float32)[:, None]
    return total


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
