"""Fit what a confidence is computed from in PolNeAR's scheme, and write it into a model folder.

python polnear_confidence.py FOLDER [--shared ../../shared] [--check]

Run after export.py. Ours is fitted on articles held out from training; PolNeAR's are all read in
stage 1, so its own is fitted on PolNeAR dev. The figures that are printed first come from seven
parts, each read with weights that the other six gave. `--check` prints and writes nothing.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crossval import Pairs, filtered, logistic, probability
from data import POLNEAR, SHARED, Gold, load_polnear
from dragoman.extract.trained.finding import FoundStatement
from dragoman.extract.trained.reader import Model
from evaluate import shown
from metrics import polnear

CUE_BIAS = 0.5
"""Draws more cues, since the confidence now tells which to leave out."""
TOLD_FROM = 0.3
"""Of .25, .3 and .35 the one with the best token F1; three roles at IoU .5 differ by .01."""
PARTS = 7


def right(gold: list[Gold], found: FoundStatement) -> bool:
    """Whether source and content of a statement are, by half, those of one attribution."""
    return any(
        _half(found.content, g.content)
        and _half([found.source] if found.source else [], [g.source] if g.source else [])
        for g in gold
    )


def _half(first: list[tuple[int, int]], second: list[tuple[int, int]]) -> bool:
    a, b = ({n for start, end in spans for n in range(start, end)} for spans in (first, second))
    return len(a & b) >= len(a | b) / 2


def read(model: Model, shared: Path) -> Pairs:
    """All that the model finds in PolNeAR dev, however unsure."""
    layout, scorer, chains, calibration = model._heads
    scorer = dataclasses.replace(scorer, cue_bias=CUE_BIAS)
    model.__dict__["_heads"] = (
        layout,
        scorer,
        chains,
        dataclasses.replace(calibration, threshold=0.0),
    )
    texts = load_polnear(shared / "training/polnear-dev.jsonl")
    return [(text, model.find(text.text).statements) for text in texts]


def held_out(
    features: NDArray[np.float64], wanted: NDArray[np.float64], part: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Confidence of each statement by weights that its own part had no share in."""
    result = np.zeros(len(wanted))
    for number in range(PARTS):
        own = part == number
        result[own] = probability(features[own], logistic(features[~own], wanted[~own]))
    return result


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    pairs = read(Model(options.folder, 2, POLNEAR), options.shared)
    features = np.array([s.features for _, found in pairs for s in found])
    wanted = np.array([float(right(text.gold, s)) for text, found in pairs for s in found])
    part = np.array([n % PARTS for n, (_, found) in enumerate(pairs) for _ in found])
    confidence = held_out(features, wanted, part)
    print("held out", shown(polnear(filtered(pairs, confidence, TOLD_FROM))), flush=True)
    weights = logistic(features, wanted)
    print("weights", np.round(weights, 4).tolist())
    if not options.check:
        write(options.folder, np.round(weights, 4).tolist())


def write(folder: Path, weights: list[float]) -> None:
    """Change labels.json and its hash in the card."""
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    labels["calibration"][POLNEAR] = weights
    labels["cue_bias"][POLNEAR] = CUE_BIAS
    labels["threshold"][POLNEAR] = TOLD_FROM
    keep_labels(folder, labels)


def keep_labels(folder: Path, labels: dict[str, Any]) -> None:
    """Write a model folder's labels.json, and its hash into the card."""
    path, card = folder / "labels.json", folder / "card.json"
    path.write_text(json.dumps(labels, indent=1), "utf-8")
    told = json.loads(card.read_text("utf-8"))
    told["sha256"]["labels.json"] = hashlib.sha256(path.read_bytes()).hexdigest()
    card.write_text(json.dumps(told, indent=1), "utf-8")


if __name__ == "__main__":
    main()
