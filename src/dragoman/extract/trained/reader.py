"""The trained reader as the pipeline sees it: a model folder, and documents to readings."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.extract.folder import open_encoder, open_session, read_arrays, read_json
from dragoman.extract.quotations import Quotation, find_quotations, quote_form
from dragoman.extract.rules import RulesReader
from dragoman.extract.sentences import paragraphs
from dragoman.extract.trained.chains import ChainScorer
from dragoman.extract.trained.decoding import Roles, Scorer, roles_of
from dragoman.extract.trained.finding import (
    OURS,
    Calibration,
    FoundMention,
    FoundReading,
    FoundStatement,
    Layout,
    inputs,
    project,
    reading,
)
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import Ints, load_tokenizer, split
from dragoman.extract.trained.reporters import with_reporters
from dragoman.extract.trained.runs import without_fragments
from dragoman.extract.trained.sources import whole_content
from dragoman.record import Act, Attribution, Document, Mention, MentionKind, Reading, Span

SHIPPED = Path(__file__).parent / "model"
"""The model folder in the package."""


@dataclass(frozen=True)
class Model:
    """A model folder: what training/export.py writes.

    Attributes:
        folder: Where it lies.
        threads: How many threads the encoder may use; results do not depend on it.
        scheme: The annotation scheme that it reads in.
    """

    folder: Path
    threads: int = 1
    scheme: int = OURS

    @cached_property
    def card(self) -> dict[str, Any]:
        """What the model is, what it was trained on, how good it is."""
        return read_json(self.folder / "card.json")

    @cached_property
    def labels(self) -> dict[str, Any]:
        """Label names, layout of the projections, window sizes, calibration."""
        return read_json(self.folder / "labels.json")

    @cached_property
    def _session(self) -> Any:
        return open_encoder(self.folder / "model.onnx", self.threads)

    @cached_property
    def _roles(self) -> Roles:
        return roles_of(open_session(self.folder / "roles.onnx", self.threads))

    @cached_property
    def _tokenizer(self) -> Any:
        return load_tokenizer(self.folder / "tokenizer.json")

    @cached_property
    def _heads(self) -> tuple[Layout, Scorer, ChainScorer, Calibration]:
        labels = self.labels
        names, widths = labels["layout"]["names"], labels["layout"]["widths"]
        weights = np.array(labels["calibration"][self.scheme], np.float32)
        acts = read_arrays(self.folder / "acts.npz")
        return (
            Layout(tuple(names), tuple(widths)),
            Scorer(self._roles, acts["weight"], acts["bias"], labels["cue_bias"][self.scheme]),
            ChainScorer(**read_arrays(self.folder / "chains.npz")),
            Calibration(weights, labels["threshold"][self.scheme]),
        )

    def find(self, text: str) -> FoundReading:
        """Find everything in a text of any length; an empty text has nothing.

        Raises:
            ModelError: The folder is missing or damaged.
        """
        size, overlap = self.labels["window"]["size"], self.labels["window"]["overlap"]
        pieces = split(text, self._tokenizer)
        if not len(pieces.heads):
            return FoundReading([])
        layout, scorer, chains, calibration = self._heads
        projected = project(pieces, self.forward, size, overlap)
        view, names = layout.view(projected), self.labels["labels"]
        return reading(text, pieces, view, scorer, chains, names, calibration, self.scheme)

    def windows(self, text: str) -> list[tuple[Ints, Ints]]:
        """Give the encoder's inputs for a text: piece ids and positions of words, by window."""
        size, overlap = self.labels["window"]["size"], self.labels["window"]["overlap"]
        return inputs(split(text, self._tokenizer), size, overlap)

    def forward(self, ids: Ints, heads: Ints) -> Floats:
        """Run one window: piece ids and positions of words to projections (words, columns)."""
        scheme = np.full((1, len(ids)), self.scheme, np.int64)
        feed = {"ids": ids[None], "scheme": scheme, "heads": heads}
        result: Floats = self._session.run(["projections"], feed)[0]
        return result


class TrainedReader:
    """Reads English with the trained model and leaves other languages to the rules reader.

    The encoder sees one window at a time, so that a reading depends on nothing but the document.
    """

    def __init__(self, model: Model | None = None) -> None:
        """Take a model; the one in the package is loaded when first needed."""
        self._model = model or Model(SHIPPED)
        self._rules = RulesReader()

    @property
    def name(self) -> str:
        """Name and version of the model and of the reader for other languages."""
        return f"{self._english}+{self._rules.name}"

    @property
    def _english(self) -> str:
        return f"trained/{self._model.card['version']}"

    def read(self, document: Document) -> Reading:
        """Find who is said to hold what in the readable segments of a document."""
        if document.language not in ("en", None):
            return self._rules.read(document)
        found = self._model.find(readable_text(document))
        runs = list(paragraphs(document))
        quotations = find_quotations(document.text, runs)
        attributions = [
            _attribution(document.text, statement, quotations) for statement in found.statements
        ]
        return Reading(
            document=document.id,
            reader=self._english,
            attributions=with_reporters(document.text, attributions, runs, quotations),
            mentions=tuple(_mention(document.text, mention) for mention in found.mentions),
        )


def readable_text(document: Document) -> str:
    """Give the text with everything outside the readable segments blanked, offsets unchanged.

    Line ends stand for what is left out, so that no sentence runs across it.
    """
    pieces, position = [], 0
    for segment in document.readable():
        pieces += ["\n" * (segment.start - position), document.text[segment.start : segment.end]]
        position = segment.end
    return "".join([*pieces, "\n" * (len(document.text) - position)])


def _attribution(
    text: str, found: FoundStatement, quotations: tuple[Quotation, ...]
) -> Attribution:
    content = without_fragments(text, found.content, found.cue, quotations)
    content = whole_content(text, content, found.cue)
    return Attribution(
        source=Span.of(text, *found.source) if found.source else None,
        cue=Span.of(text, *found.cue) if found.cue else None,
        content=tuple(Span.of(text, start, end) for start, end in content),
        quote=quote_form(text, content, quotations),
        act=Act(found.act),
        confidence=found.confidence,
    )


def _mention(text: str, found: FoundMention) -> Mention:
    span = Span.of(text, *found.span)
    return Mention(span=span, kind=MentionKind(found.kind), group=found.chain)
