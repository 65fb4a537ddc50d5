"""Fit what words say about concepts beside the encoder: `src/dragoman/extract/codes.npz`.

    python vocabulary.py            # fit on all articles but gold/dev and write
    python vocabulary.py --measure  # fit on those to develop on, print figures on the others

Two regressions over the features of extract/vocabulary.py, on the coder's data (coded.py) and the
words that define concepts: one for each codebook tells which concepts a statement bears on, one for
all tells the stance. They are fitted without the encoder, whose evidence on texts that it was
trained on is too good; how much they count beside it (`SHARE`) and from where a code is told
(`LEVEL`) is chosen on articles that neither has seen.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

import dragoman
from coded import Item, codebooks, items
from data import SHARED, part
from dragoman.extract import vocabulary
from dragoman.extract.coding import Coder
from dragoman.extract.vocabulary import Vocabulary, features, polar
from dragoman.extract.wording import concept_key
from dragoman.record import Codebook, Stance
from dragoman.settings.codebooks import shipped_codebook

OUTPUT = Path(dragoman.__file__).parent / "extract" / "codes.npz"
PENALTY = 0.5  # of .2, .5, 1, 3 best or as good on choose and measure
ITERATIONS = 60
SEEN = 2  # features of fewer statements are left out
OWN = 0.5  # weight of a statement of our own; .25 to 1 differ by .01
SHARE = 0.8  # how much words count beside the encoder; .5 to 1.2 differ by .01
LEVEL = {"russia-ukraine": 1.75, "gaza": 0.75}
OTHER_LEVEL = 1.0
LEAST = 0.02  # smaller weights are left out

Matrix = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A statement, or words that define a concept: its features, and its codes by concept key."""

    names: frozenset[str]
    codes: frozenset[tuple[int, bool]]
    weight: float


def keys(book: Codebook) -> dict[str, int]:
    """The key of each concept."""
    return {c.id: concept_key(c.id, c.text, Stance.SUPPORT) for c in book.concepts}


def example(item: Item, known: dict[str, int]) -> Example:
    """One labelled statement."""
    codes = frozenset((known[concept], sign == "+") for concept, sign in item.codes)
    own = item.group.startswith("passage")
    return Example(
        frozenset(features(item.words.cue, item.words.content)), codes, OWN if own else 1.0
    )


def definitions(book: Codebook, known: dict[str, int]) -> list[Example]:
    """What defines the concepts of a codebook, and what is only near to them."""
    found = []
    for concept in book.concepts:
        key = known[concept.id]
        given = (
            ((concept.text, *concept.support), frozenset([(key, True)])),
            (concept.oppose, frozenset([(key, False)])),
            (concept.near, frozenset()),
        )
        found += [
            Example(frozenset(features("", text)), codes, 1.0)
            for texts, codes in given
            for text in texts
        ]
    return found


def matrix(every: Iterable[Iterable[str]], place: dict[str, int]) -> csr_matrix:
    """Which of the known features each example has."""
    found = [[place[name] for name in names if name in place] for names in every]
    ends = np.cumsum([0, *map(len, found)])
    columns = np.array([column for row in found for column in row], np.int64)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(found), len(place)))


def places(every: Sequence[Iterable[str]]) -> dict[str, int]:
    """Number the features that are seen often enough."""
    counts = Counter(name for names in every for name in names)
    return {n: at for at, n in enumerate(sorted(n for n, c in counts.items() if c >= SEEN))}


def regression(design: csr_matrix, target: Matrix, weights: Matrix) -> tuple[Matrix, Matrix]:
    """Minimise weighted log loss of each column by itself, with a penalty on squared weights."""
    width, columns, turned = design.shape[1], target.shape[1], design.T.tocsr()

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        values, bias = flat[: width * columns].reshape(width, columns), flat[width * columns :]
        scores = design @ values + bias
        surprise = np.logaddexp(0, scores) - target * scores
        slope = (1 / (1 + np.exp(-scores)) - target) * weights[:, None]
        gradient = np.concatenate([(turned @ slope + PENALTY * values).ravel(), slope.sum(axis=0)])
        return float(weights @ surprise.sum(axis=1) + PENALTY / 2 * (values**2).sum()), gradient

    start = np.zeros((width + 1) * columns)
    start[width * columns :] = -4.0 if columns > 1 else 0.0
    options = {"maxiter": ITERATIONS}
    flat = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return flat[: width * columns].reshape(width, columns), flat[width * columns :]


def fit_topics(
    data: Sequence[Example], concepts: Sequence[int]
) -> tuple[Matrix, Matrix, list[str]]:
    """Which concepts a statement bears on, a column for each."""
    place = places([one.names for one in data])
    borne = [{key for key, _ in one.codes} for one in data]
    target = np.array([[float(key in row) for key in concepts] for row in borne])
    weights = np.array([one.weight for one in data])
    values, bias = regression(matrix((one.names for one in data), place), target, weights)
    return values, bias, list(place)


def fit_stances(
    data: Sequence[Example], concepts: Sequence[int]
) -> tuple[Matrix, Matrix, list[str]]:
    """Which stance a statement takes: a column for all concepts, one for what each adds to it."""
    rows = [
        ({*one.names, *(f"{key} {name}" for name in (*polar(one.names), "."))}, up, one.weight)
        for one in data
        for key, up in one.codes
    ]
    place = places([names for names, _, _ in rows])
    target = np.array([[float(up)] for _, up, _ in rows])
    weights = np.array([weight for _, _, weight in rows])
    fitted, first = regression(matrix((names for names, _, _ in rows), place), target, weights)
    column = {str(key): at + 1 for at, key in enumerate(concepts)}
    split = {name: name.split(" ", 1) for name in place}
    joint = {name: parts for name, parts in split.items() if parts[0] in column}
    names = sorted({joint[name][1] if name in joint else name for name in place} - {"."})
    row = {name: at for at, name in enumerate(names)}
    values, bias = np.zeros((len(names), 1 + len(concepts))), np.zeros(1 + len(concepts))
    bias[0] = first[0]
    for name, at in place.items():
        key, rest = joint.get(name, ("", name))
        if rest == ".":
            bias[column[key]] = fitted[at, 0]
        else:
            values[row[rest], column.get(key, 0)] = fitted[at, 0]
    return values, bias, names


def fit(data: dict[str, list[Item]]) -> Vocabulary:
    """Fit both tables on statements by codebook."""
    concepts: list[int] = []
    blocks: list[tuple[Matrix, Matrix, list[str]]] = []
    every: list[Example] = []
    for name, own in sorted(data.items()):
        book = shipped_codebook(name)
        known = keys(book)
        examples = [example(item, known) for item in own] + definitions(book, known)
        values, bias, names = fit_topics(examples, list(known.values()))
        blocks.append((SHARE * values, SHARE * bias + LEVEL.get(name, OTHER_LEVEL), names))
        concepts += known.values()
        every += examples
        print(f"{name}: {len(examples)} examples, {len(names)} features", flush=True)
    names = sorted({name for _, _, own in blocks for name in own})
    row = {name: at for at, name in enumerate(names)}
    values, first = np.zeros((len(names), len(concepts))), 0
    for block, bias, own in blocks:
        values[[row[name] for name in own], first : first + len(bias)] = block
        first += len(bias)
    topics = vocabulary.table(values, np.concatenate([b for _, b, _ in blocks]), names, LEAST)
    values, bias, names = fit_stances(every, concepts)
    stances = vocabulary.table(SHARE * values, SHARE * bias, names, LEAST)
    return Vocabulary(topics, stances, np.array(concepts, np.int64))


def by_book(every: Iterable[Item]) -> dict[str, list[Item]]:
    """Group statements by their codebook; those without are left out."""
    found: dict[str, list[Item]] = {}
    for item in every:
        if item.codebook:
            found.setdefault(item.codebook, []).append(item)
    return found


def write(fitted: Vocabulary, path: Path) -> None:
    """Write the weights."""
    arrays: dict[str, NDArray[np.generic]] = {"concepts": fitted.concepts}
    for name, table in (("topics", fitted.topics), ("stances", fitted.stances)):
        for field in ("keys", "starts", "columns", "values", "bias"):
            arrays[f"{name}_{field}"] = getattr(table, field)
        arrays[f"{name}_step"] = np.array(table.step)
    np.savez_compressed(path, **arrays)
    counts = len(fitted.topics.values), len(fitted.stances.values)
    print(f"{counts[0]} + {counts[1]} weights, {path.stat().st_size} bytes")


def measure(fitted: Vocabulary, data: dict[str, list[Item]]) -> None:
    """Print F1 of codes with and without words, where the coder tells them and at best."""
    for name, own in sorted(data.items()):
        for title, words in (("without", None), ("with", fitted)):
            coder = Coder(shipped_codebook(name), known_words=lambda words=words: words)
            told = [coder.chances(item.words, 0.0) for item in own]
            line = " ".join(
                f"{limit:.2f}:{score(told, own, limit):.3f}"
                for limit in (0.3, 0.4, 0.5, 0.6, 0.7, coder.told_from, 0.85, 0.9)
            )
            print(f"{name} {len(own)} {title} words: {line}", flush=True)


def score(told: list[list[tuple[float, str, Stance]]], own: list[Item], limit: float) -> float:
    """F1 of concept and stance, from a chance on."""
    signs = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
    right = wrong = missed = 0
    for found, item in zip(told, own, strict=True):
        codes = {(concept, signs[stance]) for chance, concept, stance in found if chance >= limit}
        right += len(codes & item.codes)
        wrong += len(codes - item.codes)
        missed += len(item.codes - codes)
    return 2 * right / max(1, 2 * right + wrong + missed)


def main() -> None:
    """Fit and write, or fit on a part and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--more", type=Path, help="labelled statements outside the repository")
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    known = {name: {c.id for c in book} for name, book in codebooks().items()}
    every = items(options.shared, known, options.more)
    if options.measure:
        seen = [i for i in every if i.group.startswith("passage") or part(i.group) == "develop"]
        rest = [
            i for i in every if not i.group.startswith("passage") and part(i.group) != "develop"
        ]
        fitted = fit(by_book(seen))
        write(fitted, options.output)
        measure(fitted, by_book(rest))
        return
    write(fit(by_book(every)), options.output)


if __name__ == "__main__":
    main()
