"""Which mentions are one thing: each mention picks an earlier one or none, in numpy.

A mention-ranking model (Denis and Baldridge 2008; Lee et al. 2017) over the reader's word
projections with a few string features, so that it costs next to nothing beside the encoder.
"""

from dataclasses import dataclass
from itertools import chain
from typing import Self

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints

REACH = 60  # earlier mentions that are looked at
_TOGETHER = 16  # later mentions that are scored at once: the states of more would not fit the cache
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


def content_words(words: list[str]) -> list[str]:
    """Words of a mention that tell it apart, in lower case."""
    lowered = [w.casefold() for w in words]
    return [w for w in lowered if w not in _SKIPPED and w[:1].isalnum()] or lowered


@dataclass(frozen=True, slots=True)
class Names:
    """What the string features of mentions are made of, a row or an item per mention."""

    held: Floats  # (mentions, different words): 1 where the mention has the word
    size: Floats  # how many different words it has
    whole: Ints  # one number per sequence of words
    last: Ints  # the number of the last word
    pronoun: NDArray[np.bool_]
    gender: Ints

    @classmethod
    def of(cls, keys: list[list[str]]) -> Self:
        """Take the `content_words` of each mention."""
        number: dict[str, int] = {}
        numbers = [[number.setdefault(word, len(number)) for word in key] for key in keys]
        held = np.zeros((len(keys), len(number)), np.float32)
        held[np.repeat(np.arange(len(keys)), [*map(len, keys)]), [*chain(*numbers)]] = 1
        return cls(
            held,
            held.sum(1),
            np.array([hash_of(number, key) for key in keys]),
            np.array([each[-1] for each in numbers]),
            np.array([key[0] in PRONOUNS for key in keys]),
            np.array([_GENDER.get(key[0], 0) for key in keys]),
        )

    def features(self, earlier: slice, later: slice) -> Floats:
        """Give the features of all pairs of two ranges of mentions: (FEATURES, earlier, later)."""
        shared = self.held[earlier] @ self.held[later].T
        first, second = self.pronoun[earlier, None], self.pronoun[None, later]
        named = ~first & ~second
        found = np.empty((FEATURES, *shared.shape), np.float32)
        found[0] = named & (self.whole[earlier, None] == self.whole[later])
        found[1] = named & (self.last[earlier, None] == self.last[later])
        found[2] = named & (shared == self.size[later])
        found[3] = named & (shared == 0)
        found[4] = first
        found[5] = second
        found[6] = first & second & (self.gender[earlier, None] != self.gender[later])
        return found


def feature_table(keys: list[list[str]]) -> Floats:
    """Give string features of all pairs of mentions: (earlier, later, FEATURES).

    Args:
        keys: The `content_words` of each mention.
    """
    return np.moveaxis(Names.of(keys).features(slice(None), slice(None)), 0, -1)


def hash_of(number: dict[str, int], key: list[str]) -> int:
    """Number a sequence of words by the words' own numbers, so that it never changes."""
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
    names = Names.of([content_words(w) for w in words])
    # How far apart two mentions are is told once: it is the same wherever in the text they stand.
    aparts = np.arange(_TOGETHER) + REACH - np.arange(REACH + _TOGETHER)[:, None]
    distance = scorer.distance[distance_buckets(np.clip(aparts, 0, REACH))]
    parent = np.arange(count)
    for start in range(0, count, _TOGETHER):
        first = max(0, start - REACH)
        earlier, later = slice(first, start + _TOGETHER), slice(start, start + _TOGETHER)
        both = slice(REACH - start + first, REACH + min(count - start, _TOGETHER))
        apart, steps = (table[both, : count - start] for table in (aparts, distance))
        features = names.features(earlier, later).reshape(FEATURES, -1)
        pair = (features.T @ scorer.features).reshape(*apart.shape, -1)
        pair += steps
        pair += left[earlier, None]
        pair += right[later]
        scores = np.maximum(pair, 0, out=pair) @ scorer.out
        scores[(apart < 1) | (apart > REACH)] = -1
        best = scores.argmax(0)
        for n in np.flatnonzero(scores.max(0) > 0):
            parent[start + n] = parent[first + best[n]]
    roots, sizes = np.unique(parent, return_counts=True)
    several = set(roots[sizes > 1].tolist())
    numbers: dict[int, int] = {}
    return [
        numbers.setdefault(root, len(numbers)) if root in several else None
        for root in parent.tolist()
    ]
