"""Measure what people's decisions teach the shipped coder (src/dragoman/extract/lessons.py).

    python lessons.py [--halvings 20]

The articles of a set are halved at random; the codes of the one half are the decisions of somebody
who goes over all its statements, and F1 of concept and stance is measured on the other half, both
ways, for all halvings together: without decisions, with the statements added as examples of their
concepts, and with them as lessons. It runs what is shipped: weights in 8 bits, onnxruntime.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from coded import Item, codebooks, items, pairs_of, words_of
from data import SHARED, load_dev, part
from dragoman.extract.coding import Coder
from dragoman.extract.embedder import Embedder
from dragoman.extract.trained.paths import Floats
from dragoman.extract.wording import Wording
from dragoman.record import Codebook, Lesson, Stance
from dragoman.settings.codebooks import shipped_codebook

SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}
STANCES = {sign: stance for stance, sign in SIGNS.items()}
FEWEST = 8
"""Codes that the statements of a set must have for one codebook, to be halved."""

Teach = Callable[[Codebook, "Remembering", Sequence[Item]], Codebook]


@dataclass(frozen=True)
class Remembering(Embedder):
    """An embedder that reads each text once."""

    known: dict[Wording, Floats] = field(default_factory=dict, compare=False)

    def embed(self, words: Wording) -> Floats:
        """As Embedder does."""
        if words not in self.known:
            self.known[words] = super().embed(words)
        return self.known[words]


def told(coder: Coder, item: Item) -> set[tuple[str, str]]:
    """The codes that a coder gives a statement."""
    return {(concept, SIGNS[stance]) for _, concept, stance in coder.chances(item.words)}


def as_lessons(book: Codebook, embedder: Remembering, some: Sequence[Item]) -> Codebook:
    """A codebook with the lessons of statements whose codes a person has decided."""
    coder = Coder(book, embedder)
    found: dict[str, list[Lesson]] = {concept.id: [] for concept in book.concepts}
    for item in some:
        source = item.words.before.removesuffix(":")
        stances = {concept: STANCES[sign] for concept, sign in item.codes if concept in found}
        for concept in sorted(stances.keys() | {concept for concept, _ in told(coder, item)}):
            lesson = Lesson(source=source, content=item.words.content, stance=stances.get(concept))
            found[concept].append(lesson)
    concepts = (replace(c, lessons=tuple(found[c.id])) for c in book.concepts)
    return replace(book, concepts=tuple(concepts))


def as_examples(book: Codebook, _: Remembering, some: Sequence[Item]) -> Codebook:
    """A codebook with the contents of statements added to the examples of their concepts."""

    def contents(concept: str, sign: str) -> tuple[str, ...]:
        return tuple(item.words.content for item in some if (concept, sign) in item.codes)

    return replace(
        book,
        concepts=tuple(
            replace(
                concept,
                support=(*concept.support, *contents(concept.id, "+")),
                oppose=(*concept.oppose, *contents(concept.id, "-")),
            )
            for concept in book.concepts
        ),
    )


def halvings(some: Sequence[Item], count: int) -> list[tuple[list[Item], list[Item]]]:
    """Halves of statements by article, about as many codes in each, both ways round."""
    groups, rng = sorted({item.group for item in some}), random.Random(0)
    sizes = {g: sum(len(item.codes) for item in some if item.group == g) for g in groups}
    found = []
    for _ in range(count):
        rng.shuffle(order := groups[:])
        one: set[str] = set()
        for group in order:
            rest = set(order[: order.index(group)]) - one
            if sum(sizes[g] for g in one) <= sum(sizes[g] for g in rest):
                one.add(group)
        first = [item for item in some if item.group in one]
        second = [item for item in some if item.group not in one]
        if first and second:
            found += [(first, second), (second, first)]
    return found


def counted(coder: Coder, some: Sequence[Item]) -> np.ndarray:
    """Codes that are right, wrong and missed."""
    total = np.zeros(3)
    for item in some:
        found = told(coder, item)
        total += (len(found & item.codes), len(found - item.codes), len(item.codes - found))
    return total


def figures(total: np.ndarray) -> str:
    """Precision, recall and F1."""
    right, wrong, missed = total
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return f"{right / max(1, right + wrong):.3f} {right / max(1, right + missed):.3f} {f1:.3f}"


def sets(shared: Path) -> dict[str, list[Item]]:
    """The sets that are measured on: annotators' articles of two parts, and gold/dev."""
    known = {name: {concept.id for concept in book} for name, book in codebooks().items()}
    every = items(shared, known)
    found = {
        name: [
            item
            for item in every
            if item.codebook and not item.group.startswith("passage") and part(item.group) == name
        ]
        for name in ("choose", "measure")
    }
    dev = load_dev(shared / "gold/dev.json", shared / "seeds", shared / "corpora")
    found["gold/dev"] = [
        Item(words_of(text.text, s), "russia-ukraine", pairs_of(s.get("codes") or []), "", text.id)
        for text, gold in dev
        if gold.get("codes_scored")
        for s in gold["statements"]
        if not s.get("optional")
    ]
    return found


def main() -> None:
    """Tell precision, recall and F1 of each set, untaught and taught."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--halvings", type=int, default=20)
    options = parser.parse_args()
    embedder = Remembering()
    ways: dict[str, Teach] = {
        "untaught": lambda book, _embedder, _some: book,
        "as examples": as_examples,
        "as lessons": as_lessons,
    }
    for name, every in sets(options.shared).items():
        books = sorted({item.codebook for item in every})
        for book in books:
            own = [item for item in every if item.codebook == book]
            coder = Coder(shipped_codebook(book), embedder)
            print(f"{name} {book}: {len(own)} statements, {figures(counted(coder, own))}")
        for way, teach in ways.items():
            total = np.zeros(3)
            for book in books:
                own = [item for item in every if item.codebook == book]
                if sum(len(item.codes) for item in own) < FEWEST:
                    continue
                for given, rest in halvings(own, options.halvings):
                    codebook = teach(shipped_codebook(book), embedder, given)
                    total += counted(Coder(codebook, embedder), rest)
            print(f"{name}, halves, {way}: {figures(total)}", flush=True)


if __name__ == "__main__":
    main()
