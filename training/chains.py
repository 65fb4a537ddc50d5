"""Which mentions are one thing: each mention picks an earlier one or none, in numpy.

A mention-ranking model (Denis and Baldridge 2008; Lee et al. 2017) over the reader's word
projections with a few string features, so that it costs next to nothing beside the encoder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from decoding import Floats
from pieces import Ints

REACH = 60  # earlier mentions that are looked at
FEATURES = 7
_BOUNDS = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48])
DISTANCES = len(_BOUNDS) + 1
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "hers",
        "its",
        "their",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
        "who",
    ]
)
_GENDER = {
    "he": 1,
    "him": 1,
    "his": 1,
    "himself": 1,
    "she": 2,
    "her": 2,
    "hers": 2,
    "herself": 2,
    "it": 3,
    "its": 3,
    "itself": 3,
    "they": 4,
    "them": 4,
    "their": 4,
    "theirs": 4,
    "themselves": 4,
}
_SKIPPED = frozenset(["the", "a", "an", "mr", "mrs", "ms", "'s", "s", "’"])


@dataclass(frozen=True, slots=True)
class ChainScorer:
    """Weights of the antecedent scorer."""

    distance: Floats  # (DISTANCES, width)
    features: Floats  # (FEATURES, width)
    out: Floats  # (width,)

    @classmethod
    def load(cls, path: Path) -> ChainScorer:
        """Read from .npz."""
        with np.load(path, allow_pickle=False) as file:
            return cls(file["distance"], file["features"], file["out"])


def content_words(words: list[str]) -> list[str]:
    """Words of a mention that tell it apart, in lower case."""
    lowered = [w.casefold() for w in words]
    return [w for w in lowered if w not in _SKIPPED and w[:1].isalnum()] or lowered


def feature_table(keys: list[list[str]]) -> Floats:
    """String features of all pairs of mentions, given their `content_words`: (earlier, later,
    FEATURES)."""
    count = len(keys)
    number: dict[str, int] = {}
    held = np.zeros((count, sum(map(len, keys))), np.float32)
    for n, key in enumerate(keys):
        held[n, [number.setdefault(word, len(number)) for word in key]] = 1
    shared = held @ held.T
    size = held.sum(1)
    whole = np.array([hash_of(number, key) for key in keys])
    last = np.array([number[key[-1]] for key in keys])
    pronoun = np.array([key[0] in PRONOUNS for key in keys])
    gender = np.array([_GENDER.get(key[0], 0) for key in keys])
    named = ~pronoun[:, None] & ~pronoun[None, :]
    clash = pronoun[:, None] & pronoun[None, :] & (gender[:, None] != gender[None, :])
    parts = [
        named & (whole[:, None] == whole[None, :]),
        named & (last[:, None] == last[None, :]),
        named & (shared == size[None, :]),
        named & (shared == 0),
        np.broadcast_to(pronoun[:, None], named.shape),
        np.broadcast_to(pronoun[None, :], named.shape),
        clash,
    ]
    return np.stack(parts, -1).astype(np.float32)


def hash_of(number: dict[str, int], key: list[str]) -> int:
    """One number per sequence of words; made from the words' own numbers, so that it never
    changes."""
    result = 0
    for word in key:
        result = (result * 65537 + number[word] + 1) % (1 << 61)
    return result


def distance_buckets(apart: Ints) -> Ints:
    """How many mentions apart, in buckets."""
    found: Ints = np.searchsorted(_BOUNDS, apart, side="right")
    return found


def link(
    left: Floats, right: Floats, words: list[list[str]], scorer: ChainScorer
) -> list[int | None]:
    """Chain numbers of mentions in text order; None for those that stand alone.

    `left` and `right` (mentions, width) are the mentions' mean projections as earlier and as later
    mention.
    """
    count = len(words)
    if count < 2:
        return [None] * count
    features = feature_table([content_words(w) for w in words])
    later = np.arange(count)[:, None]
    earlier = later - np.arange(1, min(REACH, count - 1) + 1)[None, :]
    known = earlier >= 0
    earlier = np.maximum(earlier, 0)
    pair = left[earlier] + right[later] + scorer.distance[distance_buckets(later - earlier)]
    scores = np.maximum(pair + features[earlier, later] @ scorer.features, 0) @ scorer.out
    scores = np.where(known, scores, -1.0)
    best = scores.argmax(1)
    parent = np.arange(count)
    for n in range(count):
        if scores[n, best[n]] > 0:
            parent[n] = parent[earlier[n, best[n]]]
    roots, sizes = np.unique(parent, return_counts=True)
    several = set(roots[sizes > 1].tolist())
    numbers: dict[int, int] = {}
    return [
        numbers.setdefault(root, len(numbers)) if root in several else None
        for root in parent.tolist()
    ]
