"""The trained reader at run time: text -> statements. onnxruntime, tokenizers, numpy; no torch.

    reader = TrainedReader.load(Path("models/reader"))
    for statement in reader.read(text): ...

One document is read window by window (batch of one), so a reading depends on nothing but the
document.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime

from chains import PRONOUNS, ChainScorer, link
from decoding import Floats, Found, Projections, Scorer, decode, softmax
from pieces import CLS, SEP, Ints, Pieces, load_tokenizer, owners, split, windows

Span = tuple[int, int]
Forward = Callable[
    [Ints, Ints], Floats
]  # piece ids and head positions of one window -> word projections

_EDGE = ' \t\r\n\xa0"“”«»„‟″'  # never first or last in a content of our scheme


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One statement; spans are half-open code point ranges of the text that was read."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    act: str
    act_confidence: float
    confidence: float
    features: tuple[float, ...] = ()  # what the confidence was computed from


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One mention of an actor, place or date. `chain` numbers the mentions of one thing, None
    alone."""

    span: Span
    kind: str
    confidence: float
    chain: int | None = None


@dataclass(frozen=True, slots=True)
class FoundReading:
    """All that was found in one text."""

    statements: list[FoundStatement]
    mentions: list[FoundMention] = field(default_factory=list)
    boilerplate: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a confidence is computed, and below which one a statement is not told."""

    weights: Floats  # of `confidence_features`, then the intercept
    threshold: float = 0.0

    def confidence(self, features: Floats) -> float:
        """Probability that a statement is right: content overlaps and the source is the right
        one."""
        return 1 / (1 + float(np.exp(-(features @ self.weights[:-1] + self.weights[-1]))))


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of the projections that the encoder puts out per word, in order."""

    names: tuple[str, ...]
    widths: tuple[int, ...]

    def view(self, array: Floats) -> Projections:
        """Cut an array (words, columns) into its parts."""
        parts = np.split(array, np.cumsum(self.widths)[:-1], axis=1)
        named = dict(zip(self.names, parts, strict=True))
        named["boilerplate"] = named["boilerplate"][:, 0]
        return Projections(**named)


def project(pieces: Pieces, forward: Forward, columns: int, size: int, overlap: int) -> Floats:
    """Word projections (words, columns) of a whole document, each from the window it is deepest
    inside of."""
    ranges = windows(pieces, size - 2, overlap)
    owner = owners(ranges, pieces.heads)
    result = np.zeros((len(pieces.heads), columns), np.float32)
    for n, (start, end) in enumerate(ranges):
        words = np.flatnonzero(owner == n)
        if len(words):
            ids = np.concatenate([[CLS], pieces.ids[start:end], [SEP]])
            result[words] = forward(ids, pieces.heads[words] - start + 1)
    return result


def confidence_features(found: Found) -> Floats:
    """What the calibrated confidence is computed from.

    Log odds of cue, source and content; whether there is a source; how long content and cue are.
    """
    chances = np.array([found.cue_probability, found.source_probability, found.content_probability])
    odds = np.log(np.clip(chances, 1e-3, 1 - 1e-3)) - np.log(np.clip(1 - chances, 1e-3, 1 - 1e-3))
    words = sum(b - a for a, b in found.content)
    more = [
        found.source is not None,
        np.log(words),
        len(found.content) - 1,
        np.log(found.cue[1] - found.cue[0]),
    ]
    return np.array([*odds, *more], np.float32)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A span without quotation marks and white space at its ends; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def content_spans(text: str, pieces: Pieces, found: Found, trim: bool) -> list[Span]:
    """Content runs as code point spans."""
    spans = [_span(pieces, *run) for run in found.content]
    if not trim:
        return spans
    return [span for span in (trimmed(text, *s) for s in spans) if span]


def _span(pieces: Pieces, first: int, last: int) -> Span:
    return int(pieces.starts[first]), int(pieces.ends[last - 1])


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """A loaded model folder."""

    session: onnxruntime.InferenceSession
    tokenizer_path: Path
    layout: Layout
    scorer: Scorer
    chains: ChainScorer
    labels: dict[str, list[str]]
    calibration: Calibration
    size: int
    overlap: int
    scheme: int
    _tokenizer: list[object] = field(default_factory=list)

    @classmethod
    def load(cls, folder: Path, threads: int = 1, scheme: int = 1) -> TrainedReader:
        """Load model.onnx, tokenizer.json, scorer.npz and labels.json. `scheme` 0 annotates as
        PolNeAR does."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            folder / "model.onnx", options, providers=["CPUExecutionProvider"]
        )
        labels = json.loads((folder / "labels.json").read_text("utf-8"))
        small = Scorer.load(folder / "scorer.npz", labels["cue_bias"][scheme])
        return cls(
            session,
            folder / "tokenizer.json",
            Layout(tuple(labels["layout"]["names"]), tuple(labels["layout"]["widths"])),
            small,
            ChainScorer.load(folder / "chains.npz"),
            labels["labels"],
            Calibration(np.array(labels["calibration"], np.float32), labels["threshold"][scheme]),
            labels["window"]["size"],
            labels["window"]["overlap"],
            scheme,
            [load_tokenizer(folder / "tokenizer.json")],
        )

    def _forward(self, ids: Ints, heads: Ints) -> Floats:
        feed = {
            "ids": ids[None],
            "scheme": np.full((1, len(ids)), self.scheme, np.int64),
            "heads": heads,
        }
        result: Floats = self.session.run(["projections"], feed)[0]
        return result

    def read(self, text: str) -> FoundReading:
        """Everything found in a text of any length; an empty text has nothing."""
        pieces = split(text, self._tokenizer[0])  # type: ignore[arg-type]
        if not len(pieces.heads):
            return FoundReading([])
        columns = sum(self.layout.widths)
        view = self.layout.view(project(pieces, self._forward, columns, self.size, self.overlap))
        return reading(
            text, pieces, view, self.scorer, self.chains, self.labels, self.calibration, self.scheme
        )


def reading(
    text: str,
    pieces: Pieces,
    view: Projections,
    scorer: Scorer,
    chains: ChainScorer,
    labels: dict[str, list[str]],
    calibration: Calibration,
    scheme: int,
) -> FoundReading:
    """Statements and more from the projections of a document."""
    statements, seen = [], set()
    for found in decode(view, pieces, scorer):
        content = content_spans(text, pieces, found, trim=scheme == 1)
        if not content or (scheme == 1 and _is_boilerplate(view, found)):
            continue
        source = _span(pieces, *found.source) if found.source else None
        key = (source, tuple(content))
        features = confidence_features(found)
        confidence = calibration.confidence(features)
        if key in seen or confidence < calibration.threshold:
            continue
        seen.add(key)
        statements.append(
            FoundStatement(
                source,
                _span(pieces, *found.cue),
                content,
                labels["acts"][found.act],
                round(found.act_probability, 3),
                round(confidence, 3),
                tuple(float(x) for x in features),
            )
        )
    named = mentions(text, view, pieces, chains, labels["mentions"])
    return FoundReading(statements, named, boilerplate(view, pieces))


def _is_boilerplate(view: Projections, found: Found) -> bool:
    words = np.concatenate([view.boilerplate[a:b] for a, b in found.content])
    return bool((words > 0).mean() > 0.5)


def boilerplate(view: Projections, pieces: Pieces) -> list[Span]:
    """Runs of words that are boilerplate."""
    inside = np.flatnonzero(view.boilerplate > 0)
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1) if len(inside) else []
    return [_span(pieces, int(run[0]), int(run[-1]) + 1) for run in runs]


def mentions(
    text: str, view: Projections, pieces: Pieces, scorer: ChainScorer, kinds: list[str]
) -> list[FoundMention]:
    """Runs B-k I-k* of the most likely mention tags (O, B-0, I-0, B-1, ...), and pronouns, in
    chains."""
    chance = softmax(view.mentions)
    tags = chance.argmax(-1)
    found: list[tuple[int, int, int]] = []
    for word in np.flatnonzero(tags):
        kind, goes_on = (int(tags[word]) - 1) // 2, (int(tags[word]) - 1) % 2 == 1
        if goes_on and found and found[-1][1] == word and found[-1][2] == kind:
            found[-1] = (found[-1][0], int(word) + 1, kind)
        else:
            found.append((int(word), int(word) + 1, kind))
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    found += [
        (n, n + 1, -1)
        for n, word in enumerate(words)
        if not tags[n] and word.casefold() in PRONOUNS
    ]
    if not found:
        return []
    found.sort()
    left, right = (
        np.stack([side[a:b].mean(0) for a, b, _ in found])
        for side in (view.chain_left, view.chain_right)
    )
    numbers = link(left, right, [words[a:b] for a, b, _ in found], scorer)
    sure = [
        float(chance[a:b, [2 * k + 1, 2 * k + 2]].sum(-1).mean()) if k >= 0 else 1.0
        for a, b, k in found
    ]
    return [
        FoundMention(_span(pieces, a, b), kinds[k] if k >= 0 else "pronoun", round(p, 3), chain)
        for (a, b, k), p, chain in zip(found, sure, numbers, strict=True)
    ]
