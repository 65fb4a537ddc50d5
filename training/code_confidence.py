"""Fit what a code's confidence is computed from, and write it into the coder's folder.

    python code_confidence.py [--shared ../../shared] [--check]

Run after pupil.py and vocabulary.py. The coder's chance of a code is far above how often the code
is right; a slope and a shift of its log odds put that right (Platt scaling). They are fitted on
codes of articles that neither encoder nor words have seen, which takes words that are fitted on the
others, and of the example with the words that are shipped. gold/dev has no part in it: how well the
confidence holds there is printed. `--check` prints and writes nothing.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coded import HERE, Item, codebooks, items, pairs_of, words_of
from crossval import logistic, probability
from data import SHARED, load_dev, part
from dragoman.extract.coding import SURELY, Coder
from dragoman.extract.embedder import SHIPPED
from dragoman.extract.stances import without_contrast
from dragoman.extract.vocabulary import Vocabulary, vocabulary
from dragoman.record import Stance
from dragoman.settings.codebooks import shipped_codebook
from metrics import calibration_error
from polnear_confidence import keep_labels
from vocabulary import by_book, fit

BOOKS = ("russia-ukraine", "gaza")
"""The codebooks of which more than a dozen codes are told on the articles held out."""

GOLD = "russia-ukraine"
EXAMPLE = HERE.parent / "examples" / "ukraine-talks"
SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}

Told = list[tuple[float, bool]]
"""Chances of codes, and whether they are right."""


def told(book: str, statements: Iterable[Item], words: Vocabulary | None) -> Told:
    """Code statements."""
    coder = Coder(shipped_codebook(book), known_words=lambda: words)
    found: Told = []
    for item in statements:
        said = item.words._replace(content=without_contrast(item.words.content))
        codes = coder.told_of(said)
        found += [(chance, (c, SIGNS[stance]) in item.codes) for chance, c, stance in codes]
    return found


def annotated(gold: Iterable[dict], texts: dict[str, str]) -> list[Item]:
    """The statements of annotated articles, coded with GOLD."""
    known = {concept.id for concept in codebooks()[GOLD]}
    return [
        Item(
            words_of(texts[one["doc"]], s),
            GOLD,
            pairs_of([code for code in s.get("codes", []) if code[:-1] in known]),
            s["act"],
            one["doc"],
        )
        for one in gold
        if one.get("codes_scored", True) and one["doc"] in texts
        for s in one["statements"]
        if s["content"]
    ]


def example() -> list[Item]:
    """Those of the shipped example, but for the web page, whose text is found in it."""
    reports = (EXAMPLE / "articles" / "reports.jsonl").read_text("utf-8").splitlines()
    texts = {one["id"]: one["text"] for one in map(json.loads, reports)}
    texts |= {p.name: p.read_text("utf-8") for p in (EXAMPLE / "articles").glob("*.txt")}
    return annotated(json.loads((EXAMPLE / "gold" / "gold.json").read_text("utf-8")), texts)


def gold_dev(shared: Path) -> list[Item]:
    """Those of gold/dev."""
    gold = json.loads((shared / "gold" / "dev.json").read_text("utf-8"))
    loaded = load_dev(shared / "gold/dev.json", shared / "seeds", shared / "corpora")
    return annotated(gold, {one["doc"]: text.text for text, one in loaded})


def odds(found: Told) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log odds of codes, a column, and which are right."""
    chances = np.array([chance for chance, _ in found])
    right = np.array([float(is_right) for _, is_right in found])
    return np.log(chances / np.maximum(1 - chances, SURELY))[:, None], right


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    known = {name: {c.id for c in book} for name, book in codebooks().items()}
    every = items(options.shared, known)
    seen = [i for i in every if i.group.startswith("passage") or part(i.group) == "develop"]
    held = by_book(i for i in every if part(i.group) != "develop" and i not in seen)
    words = fit(by_book(seen))
    found = [one for book in BOOKS for one in told(book, held[book], words)]
    shipped = vocabulary()
    found += told(GOLD, example(), shipped)
    weights = logistic(*odds(found)).round(3)
    print(f"{len(found)} codes, {sum(r for _, r in found)} right: weights {weights.tolist()}")
    on_gold = told(GOLD, gold_dev(options.shared), shipped)
    for name, codes in (("fitted on", found), ("gold/dev", on_gold)):
        features, right = odds(codes)
        confidence = probability(features, weights)
        error = calibration_error(confidence, right)
        print(f"{name}: {len(codes)} codes, calibration error {error:.3f}")
        for low, high in ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 1.0)):
            mine = (confidence >= low) & (confidence < high)
            if mine.any():
                print(f"  {low} to {high}: {mine.sum()} codes, {right[mine].mean():.2f} right")
    if not options.check:
        labels = json.loads((SHIPPED / "labels.json").read_text("utf-8"))
        keep_labels(SHIPPED, labels | {"calibration": weights.tolist()})


if __name__ == "__main__":
    main()
