"""Coding: which concepts of a codebook a statement supports or opposes, and on what condition.

Statements and the words that define a concept (its text, its examples) are put into one space by a
small encoder; a statement bears on a concept, with a stance, as far as it is near to what defines
that stance (prototypical networks, Snell et al. 2017). So any codebook works without training, and
an example that an analyst adds counts in the next run.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.extract.conditions import find_condition
from dragoman.extract.folder import open_session, read_json
from dragoman.extract.trained.decoding import Floats
from dragoman.extract.trained.pieces import CLS, SEP, Ints, load_tokenizer
from dragoman.record import Attribution, Code, Codebook, Document, Reading, Span, Stance

SHIPPED = Path(__file__).parent / "coder"
"""The coder's folder in the package: model.onnx, labels.json, card.json."""

TOKENIZER = Path(__file__).parent / "trained" / "model" / "tokenizer.json"


def wording(source: str, cue: str, content: str) -> str:
    """Put a statement as the coder reads it, in training and at run time."""
    return " ".join(f"{source} {cue}: {content}".split())


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
        """Longest text in pieces, and what turns nearness into a chance."""
        return read_json(self.folder / "labels.json")

    @cached_property
    def _session(self) -> Any:
        return open_session(self.folder / "model.onnx", self.threads)

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(TOKENIZER)

    def embed(self, text: str) -> Floats:
        """Give a text's unit vector; texts are read one at a time, so that none sways another."""
        pieces = self._tokenizer.encode(text, add_special_tokens=False).ids
        ids = np.array([CLS, *pieces[: self.labels["longest"]], SEP], np.int64)
        feed = {"ids": ids[None], "scheme": np.zeros((1, len(ids)), np.int64)}
        feed["heads"] = np.arange(len(ids))
        mean = self._session.run(["projections"], feed)[0].mean(0)
        vector: Floats = mean / np.linalg.norm(mean)
        return vector


class Coder:
    """Codes statements with one codebook."""

    def __init__(self, codebook: Codebook, embedder: Embedder | None = None) -> None:
        """Take a codebook; its words are embedded when the first statement is coded."""
        self.codebook = codebook
        self._embedder = embedder or Embedder()

    @property
    def name(self) -> str:
        """Version of the model and of the codebook, which decide the codes."""
        return f"coder/{self._embedder.labels['version']}+{self.codebook.version}"

    @cached_property
    def _prototypes(self) -> tuple[Floats, Ints, list[tuple[str, Stance]]]:
        """Vectors of the defining words, whose they are, and the concepts with their stances."""
        vectors: list[Floats] = []
        owners: list[int] = []
        pairs: list[tuple[str, Stance]] = []
        for concept in self.codebook.concepts:
            given = {
                Stance.SUPPORT: (concept.text, *concept.support),
                Stance.OPPOSE: concept.oppose,
            }
            for stance, texts in given.items():
                if texts:
                    vectors += [self._embedder.embed(text) for text in texts]
                    owners += [len(pairs)] * len(texts)
                    pairs.append((concept.id, stance))
        return np.array(vectors), np.array(owners), pairs

    def code(self, document: Document, reading: Reading) -> Reading:
        """Give a reading with the codes of its statements."""
        if not self.codebook.concepts or document.language not in ("en", None):
            return reading
        coded = (
            replace(attribution, codes=self.codes(attribution))
            for attribution in reading.attributions
        )
        return replace(reading, attributions=tuple(coded))

    def codes(self, attribution: Attribution) -> tuple[Code, ...]:
        """Code one statement; the likeliest concept first, each with its likelier stance."""
        words = wording(
            attribution.source.text if attribution.source else "",
            attribution.cue.text if attribution.cue else "",
            " ".join(span.text for span in attribution.content),
        )
        condition = _condition(attribution)
        return tuple(
            Code(concept=concept, stance=stance, condition=condition, confidence=round(chance, 3))
            for chance, concept, stance in self.chances(words)
        )

    def code_term(self, words: str) -> tuple[Code, ...]:
        """Code a term of a plan: a content without source and cue."""
        return tuple(
            Code(concept=concept, stance=stance, confidence=round(chance, 3))
            for chance, concept, stance in self.chances(words)
        )

    def chances(self, words: str) -> list[tuple[float, str, Stance]]:
        """Chances of the concepts that a text bears on, the likeliest first."""
        vectors, owners, pairs = self._prototypes
        near = vectors @ self._embedder.embed(words)
        best = np.full(len(pairs), -1.0)
        np.maximum.at(best, owners, near)
        labels = self._embedder.labels
        logits = labels["scale"] * best + labels["shift"]
        found: dict[str, tuple[float, Stance]] = {}
        for (concept, stance), logit in zip(pairs, logits, strict=True):
            chance = float(1 / (1 + np.exp(-logit)))
            if chance >= labels["threshold"] and chance > found.get(concept, (0.0, stance))[0]:
                found[concept] = (chance, stance)
        return sorted(
            ((chance, concept, stance) for concept, (chance, stance) in found.items()),
            key=lambda item: (-item[0], item[1]),
        )


def _condition(attribution: Attribution) -> Span | None:
    for span in attribution.content:
        found = find_condition(span.text)
        if found:
            start, end = found
            return Span(start=span.start + start, end=span.start + end, text=span.text[start:end])
    return None
