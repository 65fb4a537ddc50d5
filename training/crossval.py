"""Cross-validation of stage 2 over our annotations: honest figures, the cue bias, calibrated
confidence."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from tokenizers import Tokenizer

import dragoman
from annotate import POLNEAR_TRAIN
from batches import prepare
from data import OURS, Gold, Text, assign_folds
from dragoman.extract.trained.finding import FoundStatement
from dragoman.extract.trained.pieces import load_tokenizer
from evaluate import TorchReader, shown
from mentions import state_names
from metrics import calibration_error, match_gold, ours
from model import Reader

Pairs = list[tuple[Text, list[FoundStatement]]]
PASSAGE = "passage"
TAUGHT_ONLY = (PASSAGE, POLNEAR_TRAIN)
"""Never held out: ours are plainer than news, and stage 1 has read PolNeAR's in its own scheme."""
BIASES = (-0.5, 0.0, 0.5)
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
TOLD_FROM = 0.5
"""Confidence below which a statement is not told: it is likelier wrong than right."""


def cross_validate(options: argparse.Namespace, texts: list[Text]) -> None:
    """Train on all folds but one, read that one; writes crossval.json into the output folder.

    A fold whose weights are there is not trained again, so that folds can be trained side by side:
    `--only` trains and reads some of them.
    """
    from fit import minilm, mixture, stage2

    tokenizer = load_tokenizer(minilm() / "tokenizer.json")
    polnear = mixture(options.shared, tokenizer)
    states = state_names(options.shared)
    assign_folds([t for t in texts if t.outlet not in TAUGHT_ONLY], options.folds)
    found: dict[float, Pairs] = {bias: [] for bias in BIASES}
    for fold in options.only or range(options.folds):
        path = options.out / f"fold{fold}.pt"
        if not path.exists():
            seen = [prepare(t, tokenizer, states) for t in texts if t.fold != fold]
            start = options.stage1 or options.out / "stage1.pt"
            model = stage2(start, seen, polnear, options.seed, f"fold {fold}")
            torch.save(model.state_dict(), path)
        model = Reader()
        model.load_state_dict(torch.load(path, weights_only=True))
        held = [t for t in texts if t.fold == fold]
        for bias, pairs in read_with_biases(model, tokenizer, held).items():
            found[bias] += pairs
        print(f"fold {fold}", shown(ours(found[0.0][-len(held) :])), flush=True)
    write(options.out / "crossval.json", found)


def read_with_biases(
    model: Reader, tokenizer: Tokenizer, texts: Iterable[Text]
) -> dict[float, Pairs]:
    """Each text read once, decoded with every cue bias."""
    reader = TorchReader(model, tokenizer, OURS)
    result: dict[float, Pairs] = {bias: [] for bias in BIASES}
    for text in texts:
        pieces = prepare(text, tokenizer).pieces
        view = reader.projections(pieces)
        for bias in BIASES:
            reader.scorer = dataclasses.replace(reader.scorer, cue_bias=bias)
            result[bias].append((text, reader.decoded(text.text, pieces, view).statements))
    return result


def write(path: Path, found: dict[float, Pairs]) -> None:
    """Choose the cue bias, fit the confidence on all held-out readings, tell figures by kind.

    F1 in whole points decides, less is noise; of equals the lowest bias, which draws least out of
    boilerplate.
    """
    chosen: dict[float, float] = {}
    for bias, pairs in found.items():
        held_out = held_out_confidence(pairs)
        for threshold in THRESHOLDS:
            scores = ours(filtered(pairs, held_out, threshold))
            print(f"cue bias {bias:+.1f} threshold {threshold:.2f}", shown(scores), flush=True)
        chosen[bias] = round(ours(filtered(pairs, held_out, TOLD_FROM))["f1"], 2)
    bias = max(chosen, key=lambda b: (chosen[b], -b))
    held_out = held_out_confidence(found[bias])
    features, right, _ = confidence_data(found[bias])
    told = held_out >= TOLD_FROM
    best = filtered(found[bias], held_out, TOLD_FROM)
    result: dict[str, Any] = {
        "cue_bias": bias,
        "threshold": TOLD_FROM,
        "scores": ours(best),
        "calibration": logistic(features, right).tolist(),
        "calibration_error": calibration_error(held_out[told], right[told] > 0.5),
        "reliability": reliability(held_out, right),
        "by_kind": by_kind(best),
        "by_style": by_style(best),
        "texts": len(best),
        "statements": sum(len(t.gold) for t, _ in best),
    }
    path.write_text(json.dumps(result, indent=1), "utf-8")
    print(json.dumps(result, indent=1), flush=True)


def held_out_confidence(pairs: Pairs) -> NDArray[np.float64]:
    """Confidence of each found statement by a calibration fitted on other texts."""
    features, right, group = confidence_data(pairs)
    result = np.zeros(len(right))
    for number in set(group.tolist()):
        weights = logistic(features[group != number], right[group != number])
        result[group == number] = probability(features[group == number], weights)
    return result


def filtered(pairs: Pairs, confidence: NDArray[np.float64], threshold: float) -> Pairs:
    """The readings without statements of less confidence."""
    values = iter(confidence.tolist())
    return [(text, [s for s in found if next(values) >= threshold]) for text, found in pairs]


def confidence_data(
    pairs: Pairs,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Features, whether right (content IoU >= .5 and the source right), and group of each found
    statement; a text belongs to one of five groups."""
    features, right, groups = [], [], []
    for number, (text, found) in enumerate(pairs):
        partner = {j: i for i, j in match_gold(text, found).items()}
        for j, statement in enumerate(found):
            features.append(statement.features)
            right.append(float(j in partner and _same_source(text.gold[partner[j]], statement)))
            groups.append(number % 5)
    return np.array(features), np.array(right), np.array(groups)


def _same_source(gold: Gold, found: FoundStatement) -> bool:
    if gold.source is None or found.source is None:
        return gold.source is None and found.source is None
    return gold.source[0] < found.source[1] and found.source[0] < gold.source[1]


def logistic(
    features: NDArray[np.float64], right: NDArray[np.float64], decay: float = 1.0
) -> NDArray[np.float64]:
    """Logistic regression (Platt scaling on a few features): weights, then the intercept."""
    design = np.hstack([features, np.ones((len(features), 1))])
    sign = 2 * right - 1

    def loss(weights: NDArray[np.float64]) -> float:
        return float(
            np.logaddexp(0, -sign * (design @ weights)).sum()
            + decay * (weights[:-1] ** 2).sum() / 2
        )

    result: NDArray[np.float64] = minimize(loss, np.zeros(design.shape[1]), method="BFGS").x
    return result


def probability(features: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of being right."""
    result: NDArray[np.float64] = 1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1])))
    return result


def reliability(
    confidence: NDArray[np.float64], right: NDArray[np.float64]
) -> list[dict[str, float]]:
    """Ten bins of a reliability diagram."""
    places = np.minimum((confidence * 10).astype(int), 9)
    return [
        {
            "confidence": float(confidence[places == b].mean()),
            "right": float(right[places == b].mean()),
            "count": int((places == b).sum()),
        }
        for b in range(10)
        if (places == b).any()
    ]


def kinds(gold: Gold) -> list[str]:
    """Kinds of attribution a gold statement belongs to. Unnamed: a description without a capital
    within."""
    found = [gold.kind or "unknown"]
    if gold.nested:
        found.append("nested")
    if gold.source is None:
        found.append("no source")
    if gold.who and gold.who == gold.who.lower():
        found.append("unnamed")
    if len(gold.content) > 1:
        found.append("discontinuous")
    return found


def by_kind(pairs: Pairs) -> dict[str, dict[str, float]]:
    """Recall, and source overlap of what was found, by kind of attribution."""
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for text, found in pairs:
        match = match_gold(text, found)
        for i, gold in enumerate(text.gold):
            for kind in [] if gold.optional else kinds(gold):
                count[kind][0] += 1
                if i in match:
                    count[kind][1] += 1
                    count[kind][2] += _same_source(gold, found[match[i]])
    return {
        k: {"gold": n, "recall": hit / n, "source": same / max(1, hit)}
        for k, (n, hit, same) in count.items()
    }


def by_style(pairs: Pairs) -> dict[str, dict[str, float]]:
    """Statement figures by the kind of outlet; most texts that name none are partisan rewrites."""
    known = media()
    groups: dict[str, Pairs] = defaultdict(list)
    for text, found in pairs:
        name = (text.outlet or "").casefold()
        while name and name not in known and "." in name:
            name = name.partition(".")[2]
        groups[known.get(name, "other" if text.outlet else "none named")].append((text, found))
    return {style: ours(group) | {"texts": len(group)} for style, group in sorted(groups.items())}


def media() -> dict[str, str]:
    """Name or domain -> kind of outlet, from the product's knowledge."""
    found = {}
    path = Path(dragoman.__file__).parent / "resolve" / "data" / "outlets.jsonl"
    for line in path.read_text("utf-8").splitlines():
        outlet = json.loads(line)
        for name in (outlet["name"], *outlet.get("names", ()), *outlet.get("domains", ())):
            found[name.casefold()] = outlet["medium"]
    return found
