"""Write a trained reader as a model folder: model.onnx, roles.onnx, acts.npz, chains.npz,
tokenizer.json, labels.json, card.json.

    python export.py --run RUN --out FOLDER [--weights fp32|nbits|dynamic]

--run holds final.pt and crossval.json from fit.py. The folder is tested against PyTorch before it
is told to be good, and measured on PolNeAR dev and gold/dev; the figures go into the card.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from data import OURS, POLNEAR, SHARED
from dragoman.extract.trained.pieces import load_tokenizer
from dragoman.extract.trained.reader import Model
from evaluate import (
    LABELS,
    OVERLAP,
    SIZE,
    UNCALIBRATED,
    chain_scorer,
    evaluate_ours,
    evaluate_polnear,
    layout,
    projection_weights,
    weights_of,
)
from fit import minilm, our_texts
from graph import Weights, build, build_roles
from model import Reader

PROBE = (
    "“We are ready for talks,” Kremlin spokesman Dmitry Peskov told Interfax.\n\nKyiv denied it. "
    * 12
)
TOLERANCE = {
    "fp32": 0.2,
    "nbits": 0.5,
    "dynamic": 5.0,
}  # largest difference of a projection, see README


def export(run: Path, out: Path, weights: Weights) -> Model:
    """Write the folder and load it again.

    Raises:
        SystemExit: the ONNX graph does not compute what PyTorch computes.
    """
    model = Reader()
    model.load_state_dict(torch.load(run / "final.pt", weights_only=True))
    model.eval()
    weight, bias = (tensor.detach().numpy() for tensor in projection_weights(model))
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(
        build(
            weights_of(model.encoder),
            (weight, bias),
            model.sizes.layers,
            model.sizes.attention_heads,
            weights,
        ),
        out / "model.onnx",
    )
    found = crossval(run)
    state = weights_of(model)
    onnx.save(build_roles(state, model.sizes.dilations), out / "roles.onnx")
    np.savez(out / "acts.npz", weight=state["acts.weight"].T.copy(), bias=state["acts.bias"])
    links = chain_scorer(model)
    np.savez(out / "chains.npz", **{name: getattr(links, name) for name in links.__slots__})
    shutil.copy(minilm() / "tokenizer.json", out / "tokenizer.json")
    columns = layout(model)
    labels = {
        "labels": LABELS,
        "layout": {"names": columns.names, "widths": columns.widths},
        "window": {"size": SIZE, "overlap": OVERLAP},
        "calibration": [  # per scheme: polnear_confidence.py fits PolNeAR's
            UNCALIBRATED.weights.tolist(),
            found.get("calibration", UNCALIBRATED.weights.tolist()),
        ],
        "cue_bias": [0.0, found.get("cue_bias", 0.0)],  # per scheme: PolNeAR's, ours
        "threshold": [0.0, found.get("threshold", 0.0)],
    }
    (out / "labels.json").write_text(json.dumps(labels, indent=1), "utf-8")
    check(model, Model(out), weights)
    return Model(out)


def crossval(run: Path) -> dict[str, Any]:
    """Results of cross-validation; empty where none was run."""
    path = run / "crossval.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def check(model: Reader, exported: Model, weights: Weights) -> None:
    """Compare projections of a probe text, PyTorch in fp32 against the ONNX graph."""
    tokenizer = load_tokenizer(minilm() / "tokenizer.json")
    ids = torch.tensor(
        [[101, *tokenizer.encode(PROBE, add_special_tokens=False).ids[: SIZE - 2], 102]]
    )
    heads = torch.arange(1, ids.shape[1] - 1)
    weight, bias = projection_weights(model)
    with torch.inference_mode():
        states = model.encoder(ids, torch.full_like(ids, OURS), torch.ones_like(ids).bool())
        wanted = (states[0, heads] @ weight.T + bias).numpy()
    got = exported.forward(ids[0].numpy(), heads.numpy())
    gap = float(np.abs(got - wanted).max())
    print(f"largest difference of a projection from PyTorch: {gap:.4f} (spread {wanted.std():.2f})")
    if gap > TOLERANCE[weights]:
        raise SystemExit(f"the exported model differs from PyTorch by {gap:.3f}: not usable")


def card(out: Path, run: Path, shared: Path, weights: Weights, version: str) -> dict[str, Any]:
    """What the model is, what it was trained on, how it scores. Figures are measured on the folder
    itself."""
    ours = our_texts(shared, Path(__file__).parent / "annotations")
    files = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.iterdir())
        if p.name != "card.json"
    }
    return {
        "version": version,
        "weights": weights,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned",
        "data": {
            "PolNeAR train": "840 US campaign news texts, 2016; it states no licence for its texts",
            "own annotations": {"texts": len(ours), "statements": sum(len(t.gold) for t in ours)},
            "held out": {k: crossval(run).get(k) for k in ("texts", "statements")},
            "left out": "gold/dev, and texts sharing 15 % of their six-word runs with one of it",
        },
        "licence": "Weights were learnt from texts that belong to their publishers; no text is in "
        "the model folder. PolNeAR states no licence: decide whether that suits your use.",
        "language": "en",
        "reproduce": "see training/README.md: fit.py stage1, fit.py tenth, export.py",
        "scores": {
            "polnear_dev": evaluate_polnear(Model(out, 2, POLNEAR), shared),
            "gold_dev": evaluate_ours(Model(out, 2), shared),
            "held_out": {
                k: crossval(run).get(k)
                for k in ("scores", "calibration_error", "by_kind", "by_style", "reliability")
            },
        },
        "limits": "English only. Mentions are learnt from silver labels. PolNeAR figures are read "
        "in PolNeAR's annotation scheme (scheme=0), all others in ours (scheme=1), with the same "
        "weights.",
        "sha256": files,
    }


def main() -> None:
    """Export, check, measure, write the card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", choices=["fp32", "nbits", "dynamic"], default="dynamic")
    parser.add_argument("--version", default="1")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args()
    export(options.run, options.out, options.weights)
    result = card(options.out, options.run, options.shared, options.weights, options.version)
    (options.out / "card.json").write_text(json.dumps(result, indent=1), "utf-8")
    print(json.dumps(result["scores"], indent=1))
    print(f"{sum(p.stat().st_size for p in options.out.iterdir()) / 1e6:.1f} MB in {options.out}")


if __name__ == "__main__":
    main()
