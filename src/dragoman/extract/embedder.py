"""The coder's encoder: texts as vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.extract.folder import open_encoder, read_arrays, read_json
from dragoman.extract.trained.decoding import softmax
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import load_tokenizer
from dragoman.extract.wording import Wording, encoded

SHIPPED = Path(__file__).parent / "coder"
"""The coder's folder in the package: what training/coder.py exports."""

REMEMBERED = 512
"""Texts whose vectors are kept: act, codes and terms of one document ask for the same ones."""

TOKENIZER = Path(__file__).parent / "trained" / "model" / "tokenizer.json"


@dataclass(frozen=True)
class Embedder:
    """The encoder of texts.

    Attributes:
        folder: Where the model lies.
        threads: How many threads it may use; results do not depend on it.
    """

    folder: Path = SHIPPED
    threads: int = 1

    @cached_property
    def labels(self) -> dict[str, Any]:
        """How much of a text is read, and what turns nearness into a chance."""
        return read_json(self.folder / "labels.json")

    @cached_property
    def heads(self) -> dict[str, Floats]:
        """Weights over a vector: of the acts, and what was learned of concepts, by their keys."""
        return read_arrays(self.folder / "heads.npz")

    @cached_property
    def learned(self) -> dict[int, Floats]:
        """What is added for a concept and stance that training saw, (width + 1,), by its key."""
        rows = self.heads["learned"].astype(np.float32)
        return dict(zip(self.heads["keys"].tolist(), rows, strict=True))

    @cached_property
    def _act_weights(self) -> Floats:
        return self.heads["act_weights"].astype(np.float32)

    @cached_property
    def _session(self) -> Any:
        return open_encoder(self.folder / "model.onnx", self.threads)

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(TOKENIZER)

    @cached_property
    def _remembered(self) -> Callable[[Wording], Floats]:
        return lru_cache(REMEMBERED)(self._read)

    def embed(self, words: Wording) -> Floats:
        """Give a text's vector, (width,); texts are read one at a time: none sways another."""
        return self._remembered(words)

    def _read(self, words: Wording) -> Floats:
        labels = self.labels
        ids, parts = encoded(self._tokenizer, words, labels["before"], labels["longest"])
        feed = {"ids": np.array([ids], np.int64), "scheme": np.array([parts], np.int64)}
        feed["heads"] = np.arange(len(ids))
        vector: Floats = self._session.run(["projections"], feed)[0].mean(0)
        vector.flags.writeable = False  # it is given again
        return vector

    def acts(self, vector: Floats) -> Floats:
        """Give the chance of each act, (13,), in the order of `Act`."""
        return softmax(self._act_weights @ vector + self.heads["act_bias"])
