"""Coding: acts, the concepts of a codebook that statements support or oppose, and conditions.

Statements and the words that define a concept (its text, its examples) are put into one space by a
small encoder; a statement bears on a concept, with a stance, as far as it is near to what defines
that stance (prototypical networks, Snell et al. 2017). So any codebook works without training, and
an example that an analyst adds counts in the next run. Where training has seen a concept, what it
learned of it is added, and so is what people's decisions teach (lessons.py). The act is read from
the same vector together with acts.py's evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.extract.acts import act_with_confidence
from dragoman.extract.conditions import find_condition
from dragoman.extract.folder import open_session, read_arrays, read_json
from dragoman.extract.lessons import Doubles, Lessons
from dragoman.extract.said import said_in
from dragoman.extract.trained.decoding import softmax
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints, load_tokenizer
from dragoman.extract.wording import Wording, concept_key, encoded, wording
from dragoman.record import Attribution, Code, Codebook, Document, Reading, Span, Stance, Statement

SHIPPED = Path(__file__).parent / "coder"
"""The coder's folder in the package: what training/coder.py exports."""

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
    def _session(self) -> Any:
        return open_session(self.folder / "model.onnx", self.threads)

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(TOKENIZER)

    def embed(self, words: Wording) -> Floats:
        """Give a text's vector, (width,); texts are read one at a time: none sways another."""
        labels = self.labels
        ids, parts = encoded(self._tokenizer, words, labels["before"], labels["longest"])
        feed = {"ids": np.array([ids], np.int64), "scheme": np.array([parts], np.int64)}
        feed["heads"] = np.arange(len(ids))
        vector: Floats = self._session.run(["projections"], feed)[0].mean(0)
        return vector

    def acts(self, vector: Floats) -> Floats:
        """Give the chance of each act, (13,), in the order of `Act`."""
        weights = self.heads["act_weights"].astype(np.float32)
        return softmax(weights @ vector + self.heads["act_bias"])


@dataclass(frozen=True)
class _Prototypes:
    """What defines the concepts of a codebook.

    Attributes:
        vectors: Unit vectors of the defining words, (words, width).
        owners: Whose words they are: places in `pairs`, (words,).
        pairs: Concepts with their stances.
        learned: What training learned of each pair, (pairs, width + 1); zeros where nothing.
        far: How near a text is to a pair at least, (pairs,): where lessons alone tell of a stance,
            as near as to any other text.
    """

    vectors: Floats
    owners: Ints
    pairs: list[tuple[str, Stance]]
    learned: Floats
    far: Doubles

    def logits(self, vector: Floats, scale: float, shift: float) -> Doubles:
        """Give the evidence for each pair, (pairs,)."""
        near = self.far.copy()
        np.maximum.at(near, self.owners, self.vectors @ _unit(vector))
        added: Floats = self.learned[:, :-1] @ vector + self.learned[:, -1]
        evidence: Doubles = scale * near + shift + added
        return evidence


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

    @property
    def told_from(self) -> float:
        """The chance from which a code is told."""
        return float(self._embedder.labels["threshold"])

    @cached_property
    def _prototypes(self) -> _Prototypes:
        vectors: list[Floats] = []
        owners: list[int] = []
        pairs: list[tuple[str, Stance]] = []
        learned: list[Floats] = []
        far: list[float] = []
        width = self._embedder.heads["learned"].shape[1]
        nothing = np.zeros(width, np.float32)
        for concept in self.codebook.concepts:
            given = {
                Stance.SUPPORT: (concept.text, *concept.support),
                Stance.OPPOSE: concept.oppose,
            }
            for stance, texts in given.items():
                if texts or any(lesson.stance is stance for lesson in concept.lessons):
                    vectors += [_unit(self._embedder.embed(wording("", "", t))) for t in texts]
                    owners += [len(pairs)] * len(texts)
                    pairs.append((concept.id, stance))
                    key = concept_key(concept.id, concept.text, stance)
                    learned.append(self._embedder.learned.get(key, nothing))
                    far.append(-1.0 if texts else 0.0)
        return _Prototypes(
            np.array(vectors), np.array(owners), pairs, np.array(learned), np.array(far)
        )

    @cached_property
    def _lessons(self) -> Lessons:
        """What people decided, against what the coder says without having been told."""
        known = self._prototypes
        places = {pair: place for place, pair in enumerate(known.pairs)}
        vectors: list[Floats] = []
        owners: list[int] = []
        errors: list[float] = []
        read: dict[Wording, tuple[Floats, Doubles]] = {}
        for concept in self.codebook.concepts:
            for lesson in concept.lessons:
                words = wording(lesson.source, lesson.cue, lesson.content)
                if words not in read:
                    vector = self._embedder.embed(words)
                    read[words] = _unit(vector), _chances(self._evidence(vector))
                unit, chances = read[words]
                for stance in Stance:
                    place = places.get((concept.id, stance))
                    if place is not None:
                        vectors.append(unit)
                        owners.append(place)
                        errors.append(float(lesson.stance is stance) - float(chances[place]))
        return Lessons(np.array(vectors), np.array(owners, np.int64), np.array(errors))

    def _evidence(self, vector: Floats) -> Doubles:
        labels = self._embedder.labels
        return self._prototypes.logits(vector, labels["scale"], labels["shift"])

    def code(self, document: Document, reading: Reading) -> Reading:
        """Give a reading with the acts and codes of its statements."""
        if not self.reads(document):
            return reading
        coded = (self._coded(document.text, one) for one in reading.attributions)
        return replace(reading, attributions=tuple(coded))

    def reads(self, document: Document) -> bool:
        """Tell whether statements of a document can be coded: those in English."""
        return document.language in ("en", None)

    def _coded(self, text: str, attribution: Attribution) -> Attribution:
        vector = self._embedder.embed(words_of(attribution))
        said = said_in(text, attribution)
        act, _ = act_with_confidence(said, self._embedder.acts(vector).tolist())
        return replace(attribution, act=act, codes=self._codes(attribution, vector))

    def codes(self, attribution: Attribution | Statement) -> tuple[Code, ...]:
        """Code one statement; the likeliest concept first, each with its likelier stance."""
        return self._codes(attribution, self._embedder.embed(words_of(attribution)))

    def _codes(self, attribution: Attribution | Statement, vector: Floats) -> tuple[Code, ...]:
        condition = _condition(attribution)
        return tuple(
            Code(concept=concept, stance=stance, condition=condition, confidence=round(chance, 3))
            for chance, concept, stance in self._told(vector, self.told_from)
        )

    def code_term(self, words: str) -> tuple[Code, ...]:
        """Code a term of a plan: a content without source and cue."""
        return tuple(
            Code(concept=concept, stance=stance, confidence=round(chance, 3))
            for chance, concept, stance in self.chances(wording("", "", words))
        )

    def chances(self, words: Wording) -> list[tuple[float, str, Stance]]:
        """Chances of the concepts that a text bears on, the likeliest first."""
        return self._told(self._embedder.embed(words), self.told_from)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give vectors of texts, shape (texts, size), for `nearest`."""
        rows = [self._embedder.embed(wording("", "", text)) for text in texts]
        return np.array(rows, np.float32) if rows else np.zeros((0, 0), np.float32)

    def nearest(self, vector: Floats) -> list[tuple[float, str, Stance]]:
        """Chances of all concepts for a text's vector, however slight, the likeliest first."""
        return self._told(vector, 0.0)

    def _told(self, vector: Floats, threshold: float) -> list[tuple[float, str, Stance]]:
        """Give the concepts from a chance on, each with its likelier stance."""
        if not self.codebook.concepts:
            return []
        pairs = self._prototypes.pairs
        taught = self._lessons.corrections(_unit(vector), len(pairs))
        chances = _chances(self._evidence(vector) + taught).tolist()
        found: dict[str, tuple[float, Stance]] = {}
        for (concept, stance), chance in zip(pairs, chances, strict=True):
            if chance >= threshold and chance > found.get(concept, (0.0, stance))[0]:
                found[concept] = (chance, stance)
        return sorted(
            ((chance, concept, stance) for concept, (chance, stance) in found.items()),
            key=lambda item: (-item[0], item[1]),
        )


def words_of(attribution: Attribution | Statement) -> Wording:
    """Put a statement as the coder reads it."""
    return wording(
        attribution.source.text if attribution.source else "",
        attribution.cue.text if attribution.cue else "",
        " ".join(span.text for span in attribution.content),
    )


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / np.linalg.norm(vector)
    return unit


def _chances(logits: Doubles) -> Doubles:
    chances: Doubles = 1 / (1 + np.exp(-logits))
    return chances


def _condition(attribution: Attribution | Statement) -> Span | None:
    for span in attribution.content:
        found = find_condition(span.text)
        if found:
            start, end = found
            return Span(start=span.start + start, end=span.start + end, text=span.text[start:end])
    return None
