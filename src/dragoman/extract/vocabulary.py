"""Vocabulary: what the words of a statement say about the concepts that training has seen.

The coder's encoder (coding.py) finds what is near in meaning and misses plain turns of phrase that
annotators go by. Two regressions over words, stems and pairs of stems stand beside it: one tells
how likely a statement bears on a concept at all, the other which stance it takes to what it bears
on; the second is shared by all concepts. Words are added to the encoder's evidence as log odds
(product of experts, Hinton 2002). Where training has not seen a concept nothing is added.

Weights stand in `codes.npz`, fitted by training/vocabulary.py; a feature is known there by the
CRC-32 of its name, as in acts.py. English only.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.acts import cue_kind, says, stems_of

Doubles = NDArray[np.float64]

READ = 90
"""Words of a content that are read."""
SHORT = 8
"""Words up to which a content hangs on its cue, so that both are looked at together."""
APART = 3
"""Words that may stand between two that are looked at together, and one more."""
NEGATION = re.compile(r"not|no|never|nothing|none|nor|neither|without|cannot|nobody|\w+n't")


@dataclass(frozen=True)
class Vocabulary:
    """The fitted weights.

    Attributes:
        topics: Of whether a concept is borne on: a column for each of `concepts`.
        stances: Of which stance is taken, above 0 support: a column for all concepts together, and
            one for what each of `concepts` adds to it.
        concepts: Keys of the concepts that training saw, as wording.py gives them for support.
    """

    topics: "Table"
    stances: "Table"
    concepts: NDArray[np.int64]

    @cached_property
    def _columns(self) -> dict[int, int]:
        return {key: place for place, key in enumerate(self.concepts.tolist())}

    def evidence(self, names: Iterable[str], concepts: Sequence[int]) -> Doubles:
        """Give what words say for the stances of concepts, (concepts, 2): support, oppose.

        Args:
            names: What `features` gives for a statement.
            concepts: Keys of concepts; one that training did not see gets zeros.
        """
        keys = _keys_of(set(names))
        borne, stances = self.topics.sums(keys), self.stances.sums(keys)
        columns = np.array([self._columns.get(key, -1) for key in concepts], np.int64)
        seen = columns >= 0
        of = columns[seen]
        found = np.zeros((len(concepts), 2))
        shares = _log_shares(stances[0] + stances[1 + of])
        found[seen] = borne[of, None] + np.minimum(0.0, shares)
        return found


@dataclass(frozen=True)
class Table:
    """Weights of features, most of them zero.

    Attributes:
        keys: CRC-32 of each feature's name, ascending, (features,).
        starts: Where the weights of each feature begin, (features + 1,).
        columns: Which column each weight is of, (weights,).
        values: Weights as 8-bit steps, (weights,).
        step: What one step is worth.
        bias: Intercepts, (columns,).
    """

    keys: NDArray[np.uint32]
    starts: NDArray[np.int32]
    columns: NDArray[np.uint8]
    values: NDArray[np.int8]
    step: float
    bias: NDArray[np.float32]

    def scores(self, names: Iterable[str]) -> Doubles:
        """Sum the weights of the features that are known, (columns,)."""
        return self.sums(_keys_of(names))

    def sums(self, keys: NDArray[np.uint32]) -> Doubles:
        """Do the same for the keys of features. Steps are summed, so that no order matters."""
        if not len(self.keys):
            return self.bias.astype(np.float64)
        places = np.searchsorted(self.keys[:-1], keys)
        places = places[self.keys[places] == keys]
        begins = self.starts[places].astype(np.int64)
        counts = self.starts[places + 1] - begins
        before = np.cumsum(counts) - counts
        some = np.repeat(begins - before, counts) + np.arange(counts.sum())
        weights = self.values[some].astype(np.float64)
        steps = np.bincount(self.columns[some], weights, len(self.bias)).astype(np.float64)
        summed: Doubles = steps * self.step + self.bias.astype(np.float64)
        return summed


@cache
def vocabulary() -> Vocabulary:
    """Load the weights; only once, and only when a code is asked for."""
    with files("dragoman.extract").joinpath("codes.npz").open("rb") as file, np.load(file) as data:
        topics, stances = (
            Table(
                keys=data[f"{name}_keys"],
                starts=data[f"{name}_starts"],
                columns=data[f"{name}_columns"],
                values=data[f"{name}_values"],
                step=float(data[f"{name}_step"]),
                bias=data[f"{name}_bias"],
            )
            for name in ("topics", "stances")
        )
        return Vocabulary(topics, stances, data["concepts"])


def features(cue: str, content: str) -> set[str]:
    """Name what a statement's words are, for `Vocabulary`."""
    words, before = stems_of(content)[:READ], stems_of(cue)
    names = {f"w {word}" for word in words} | {f"c {word}" for word in before}
    for at, word in enumerate(words):
        following = words[at + 1 : at + 1 + APART]
        names |= {f"{'s' if n else 'p'} {word} {other}" for n, other in enumerate(following)}
    kind = cue_kind(cue)
    negations = sum(NEGATION.fullmatch(word) is not None for word in words)
    names |= {f"cue {' '.join(before)}", f"kind {kind}", f"neg {min(negations, 2)}"}
    names |= {f"len {min(7, len(words) // 6)}"} | {f"says {name}" for name in says(content)}
    if len(words) < SHORT:
        names |= {f"kw {kind} {word}" for word in words}
    return names


POLAR = frozenset({"w", "c", "kind", "neg", "says"})
"""Kinds of features that are looked at together with a concept."""


def polar(names: Iterable[str]) -> set[str]:
    """Give the features that are looked at together with a concept, to read the stance to it."""
    return {name for name in names if name.split(" ", 1)[0] in POLAR}


def table(weights: Doubles, bias: Doubles, names: Sequence[str], least: float) -> Table:
    """Make a table of dense weights (features, columns), without those below `least`.

    The features must be in the order of their keys; of two with one key the first is kept.
    """
    step = float(np.abs(weights).max()) / 127
    keys, starts, columns, values = [], [0], [], []
    ordered = sorted(range(len(names)), key=lambda row: crc32(names[row].encode()))
    for key, rows in groupby(ordered, key=lambda row: crc32(names[row].encode())):
        row = next(rows)
        kept = np.flatnonzero(np.abs(weights[row]) >= least)
        if len(kept):
            keys.append(key)
            columns += kept.tolist()
            values += np.round(weights[row, kept] / step).astype(int).tolist()
            starts.append(len(columns))
    return Table(
        np.array(keys, np.uint32),
        np.array(starts, np.int32),
        np.array(columns, np.uint8),
        np.array(values, np.int8),
        step,
        bias.astype(np.float32),
    )


def _keys_of(names: Iterable[str]) -> NDArray[np.uint32]:
    return np.array([crc32(name.encode()) for name in names], np.uint32)


def _log_shares(stances: Doubles) -> Doubles:
    """Give the log chances of support and oppose against those of a toss, (concepts, 2)."""
    both = np.stack([stances, -stances], axis=1)
    shares: Doubles = np.log(2.0) - np.logaddexp(0.0, -both)
    return shares
