"""Vocabulary: what the words of a statement say about the concepts that training has seen.

The coder's encoder (coding.py) finds what is near in meaning and misses plain turns of phrase that
annotators go by. Two regressions over words, stems and pairs of stems stand beside it: one tells
how likely a statement bears on a concept at all, the other which stance it takes to what it bears
on; the second is shared by all concepts. Words are added to the encoder's evidence as log odds
(product of experts, Hinton 2002). Where training has not seen a concept nothing is added.

Weights stand in `codes.npz`, fitted by training/vocabulary.py; a feature is known there by a hash
of its name (hashing.py). English only.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.acts import cue_kind, says, stems_of
from dragoman.extract.hashing import Keys, key_of, places_of
from dragoman.extract.trained.pieces import Ints
from dragoman.record import Stance

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

    def bearing(self, pairs: Sequence[tuple[int, Stance]]) -> "Bearing":
        """Give what it says of concepts, each given by its key, with a stance to it.

        All that is known of a feature stands in one row there: a text is looked up once, not once
        for every table, and not for the concepts of other codebooks.
        """
        columns = {key: place for place, key in enumerate(self.concepts.tolist())}
        seen = [place for place, (key, _) in enumerate(pairs) if key in columns]
        of, owners = np.unique([columns[pairs[place][0]] for place in seen], return_inverse=True)
        of = of.astype(np.int64)
        topics, stances = self.topics.steps_of(of), self.stances.steps_of(np.append(0, 1 + of))
        keys = np.union1d(topics[0], stances[0])
        steps = np.zeros((len(keys), 2 * len(of) + 1), np.int8)
        steps[np.searchsorted(keys, topics[0]), : len(of)] = topics[1]
        steps[np.searchsorted(keys, stances[0]), len(of) :] = stances[1]
        return Bearing(
            keys=keys,
            steps=steps,
            step=np.repeat([self.topics.step, self.stances.step], [len(of), len(of) + 1]),
            bias=np.concatenate([self.topics.bias[of], self.stances.bias[np.append(0, 1 + of)]]),
            pairs=len(pairs),
            seen=np.array(seen, np.int64),
            owners=owners,
            signs=np.array([1 if pairs[n][1] is Stance.SUPPORT else -1 for n in seen], np.int64),
        )


@dataclass(frozen=True)
class Bearing:
    """What the words of a text say of some concepts and the stances to them.

    Attributes:
        keys: CRC-32 of each feature's name, ascending, (features,).
        steps: Weights of features as 8-bit steps: a column for whether each concept is borne on,
            one for the stance to all of them, one for what each concept adds to that, (features,
            2 * concepts + 1).
        step: What one step of each column is worth.
        bias: Intercepts of the columns.
        pairs: How many pairs of concept and stance there are.
        seen: Places of those that training saw, (seen,).
        owners: Which concept each of these is of, (seen,).
        signs: 1 where it is one of support, -1 where of opposition, (seen,).
    """

    keys: Keys
    steps: NDArray[np.int8]
    step: Doubles
    bias: NDArray[np.float32]
    pairs: int
    seen: Ints
    owners: Ints
    signs: Ints

    def evidence(self, names: Collection[str]) -> Doubles:
        """Give what words say for each pair, (pairs,); zero for those that training did not see.

        Steps are summed as whole numbers, so that no order matters.

        Args:
            names: What `features` gives for a statement.
        """
        summed = self.steps[places_of(names, self.keys)].sum(0, dtype=np.int32)
        scores = summed * self.step + self.bias
        borne, shared, own = np.split(scores, [len(scores) // 2, len(scores) // 2 + 1])
        stances = (shared + own)[self.owners] * self.signs
        found = np.zeros(self.pairs)
        found[self.seen] = borne[self.owners] + np.minimum(0.0, _log_shares(stances))
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

    def steps_of(self, columns: Ints) -> tuple[Keys, NDArray[np.int8]]:
        """Give the features that have weights in some columns, and these weights as steps.

        Returns:
            Keys, ascending, (features,); steps (features, columns).
        """
        place = np.full(len(self.bias), -1)
        place[columns] = np.arange(len(columns))
        places = place[self.columns]
        some = np.flatnonzero(places >= 0)
        owners = np.repeat(np.arange(len(self.keys)), np.diff(self.starts))[some]
        features, rows = np.unique(owners, return_inverse=True)
        steps = np.zeros((len(features), len(columns)), np.int8)
        steps[rows, places[some]] = self.values[some]
        return self.keys[features], steps


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
    known = [key_of(name) for name in names]
    ordered = sorted(range(len(names)), key=known.__getitem__)
    for key, rows in groupby(ordered, key=known.__getitem__):
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


def _log_shares(stances: Doubles) -> Doubles:
    """Give the log chances of stances against those of a toss."""
    shares: Doubles = np.log(2.0) - np.logaddexp(0.0, -stances)
    return shares
