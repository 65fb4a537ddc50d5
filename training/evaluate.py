"""Measure a reader on PolNeAR dev and gold/dev.

python evaluate.py FOLDER [--shared ../../shared]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from data import ACTS, POLNEAR, SHARED, Text, load_dev, load_polnear
from dragoman.extract.trained.chains import ChainScorer
from dragoman.extract.trained.decoding import Projections, Scorer, roles_of
from dragoman.extract.trained.finding import (
    Calibration,
    FoundReading,
    FoundStatement,
    Layout,
    project,
    reading,
)
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints, Pieces, load_tokenizer, split
from dragoman.extract.trained.reader import Model
from graph import build_roles
from metrics import gold_scorer, ours, polnear, record
from model import MENTIONS, Reader

SIZE, OVERLAP = 384, 96  # window when reading, in pieces
UNCALIBRATED = Calibration(np.array([0.5, 0.25, 0.25, 0, 0, 0, 0, 0, 0], np.float32))
LABELS = {"acts": list(ACTS), "mentions": list(MENTIONS)}


class ReadsText(Protocol):
    """Anything that reads a text."""

    def find(self, text: str) -> FoundReading:
        """Statements of a text."""


def layout(model: Reader) -> Layout:
    """The columns of a model's word projections."""
    pair = model.sizes.pair
    names = (
        "cues",
        "cue_side",
        "word_side",
        "flat",
        "boilerplate",
        "act_cue",
        "act_word",
        "mentions",
        "chain_left",
        "chain_right",
    )
    chain = model.sizes.chain
    return Layout(names, (3, pair, pair, 2, 1, pair, pair, 1 + 2 * len(MENTIONS), chain, chain))


def projection_weights(model: Reader) -> tuple[torch.Tensor, torch.Tensor]:
    """All word heads as one linear map, in the layout's order: weight (columns, width) and bias."""
    heads = [getattr(model, name) for name in layout(model).names]
    return torch.cat([h.weight for h in heads]), torch.cat([h.bias for h in heads])


def weights_of(module: torch.nn.Module) -> dict[str, Floats]:
    """Weights under PyTorch's names, as numpy arrays of their own."""
    return {name: v.detach().float().numpy().copy() for name, v in module.state_dict().items()}


def scorer(model: Reader, cue_bias: float = 0.0) -> Scorer:
    """What is computed per cue, by the graph that is exported."""
    state = weights_of(model)
    graph = build_roles(state, model.sizes.dilations).SerializeToString()
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    return Scorer(roles_of(session), state["acts.weight"].T, state["acts.bias"], cue_bias)


def chain_scorer(model: Reader) -> ChainScorer:
    """The antecedent scorer's weights as numpy arrays."""
    weights = (
        model.chain_distance.weight,
        model.chain_features.weight.T,
        model.chain_out.weight[0],
    )
    return ChainScorer(*(w.detach().float().numpy().copy() for w in weights))


class TorchReader:
    """A model in training, read with exactly the run-time code after the encoder."""

    def __init__(
        self,
        model: Reader,
        tokenizer: Tokenizer,
        scheme: int,
        cue_bias: float = 0.0,
        calibration: Calibration | None = None,
        size: int = SIZE,
        overlap: int = OVERLAP,
    ) -> None:
        self.model, self.tokenizer, self.scheme = model.eval(), tokenizer, scheme
        self.scorer, self.chains, self.layout = (
            scorer(model, cue_bias),
            chain_scorer(model),
            layout(model),
        )
        self.weight, self.bias = projection_weights(model)
        self.calibration = calibration or UNCALIBRATED
        self.size, self.overlap = size, overlap

    def _forward(self, ids: Ints, heads: Ints) -> Floats:
        batch = torch.from_numpy(ids)[None]
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.model.encoder(
                batch, torch.full_like(batch, self.scheme), torch.ones_like(batch).bool()
            )
        with torch.inference_mode():
            result: Floats = (
                states[0, torch.from_numpy(heads)].float() @ self.weight.T + self.bias
            ).numpy()
        return result

    def find(self, text: str) -> FoundReading:
        """As `Model.find`."""
        pieces = split(text, self.tokenizer)
        return (
            self.decoded(text, pieces, self.projections(pieces))
            if len(pieces.heads)
            else FoundReading([])
        )

    def projections(self, pieces: Pieces) -> Projections:
        """Word projections of a document; the slow part, so that decoders can be compared on one
        pass."""
        return self.layout.view(project(pieces, self._forward, self.size, self.overlap))

    def decoded(self, text: str, pieces: Pieces, view: Projections) -> FoundReading:
        """Reading of a document from its projections."""
        return reading(
            text, pieces, view, self.scorer, self.chains, LABELS, self.calibration, self.scheme
        )


def read_all(reader: ReadsText, texts: Iterable[Text]) -> list[tuple[Text, list[FoundStatement]]]:
    """Each text with the statements found in it."""
    return [(text, reader.find(text.text).statements) for text in texts]


def evaluate_polnear(reader: ReadsText, shared: Path) -> dict[str, float]:
    """PolNeAR dev, first annotator."""
    return polnear(read_all(reader, load_polnear(shared / "training/polnear-dev.jsonl")))


def evaluate_ours(reader: ReadsText, shared: Path) -> dict[str, float]:
    """gold/dev: score.py's own statement figures, and recall of nested statements."""
    dev = load_dev(shared / "gold/dev.json", shared / "seeds", shared / "corpora")
    pairs = read_all(reader, [text for text, _ in dev])
    stub = record((text.id, text.text, found) for text, found in pairs)
    _, result = gold_scorer(shared / "gold").score(stub, [gold for _, gold in dev])
    kept = (
        "statement_p",
        "statement_r",
        "statement_f1",
        "source_overlap",
        "act_acc",
        "boilerplate_statements",
    )
    return {name: result[name] for name in kept} | {"nested_recall": ours(pairs)["nested_r"]}


def shown(result: dict[str, Any]) -> str:
    """Figures on one line."""
    return "  ".join(
        f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in result.items()
    )


def main() -> None:
    """Measure an exported model folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    from mention_scores import evaluate_mentions

    tokenizer = load_tokenizer(options.model / "tokenizer.json")
    polnear_reader = Model(options.model, options.threads, POLNEAR)
    result = {
        "polnear_dev": evaluate_polnear(polnear_reader, options.shared),
        "mentions_silver": evaluate_mentions(polnear_reader, tokenizer, options.shared),
        "gold_dev": evaluate_ours(Model(options.model, options.threads), options.shared),
    }
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
