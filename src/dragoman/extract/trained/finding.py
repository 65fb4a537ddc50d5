"""What the trained reader finds in a text, from the projections of its words."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from dragoman.extract.trained.chains import PRONOUNS, ChainScorer, link
from dragoman.extract.trained.decoding import Found, Projections, Scorer, decode, run_means, softmax
from dragoman.extract.trained.paths import Floats
from dragoman.extract.trained.pieces import CLS, SEP, Ints, Pieces, owners, windows
from dragoman.extract.trained.sources import alone, whole_source

Span = tuple[int, int]
Forward = Callable[
    [Ints, Ints], Floats
]  # piece ids and head positions of one window -> word projections

POLNEAR, OURS = 0, 1
"""Annotation schemes that training taught: PolNeAR's, and that of our guidelines."""

TWIN = 0.8
"""Share of a content in a surer one of the same source from which the two are one statement. Of 14
that were a part of it in articles that the model had not seen, 10 were wrong (2026-11)."""

SOURCELESS_FROM = 0.3
"""Confidence from which a statement without a source is told if its words are in no other: "it is
believed". A confidence takes the source in, and for want of one is too low: of 83 between .3 and
.5 in articles that the model had not seen, 65 were right (2026-11)."""

_EDGE = ' \t\r\n\xa0"“”«»„‟″'  # never first or last in a content of our scheme


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """One statement; spans are half-open code point ranges of the text that was read."""

    source: Span | None
    cue: Span | None
    content: list[Span]
    act: str  # the likeliest by the model alone
    confidence: float
    features: tuple[float, ...] = ()  # what the confidence was computed from


@dataclass(frozen=True, slots=True)
class FoundMention:
    """One mention of an actor, place or date; mentions of one thing share a `chain` number."""

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
        """Estimate the chance that a statement is right: its content and its source."""
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


def inputs(pieces: Pieces, size: int, overlap: int) -> list[tuple[Ints, Ints]]:
    """The encoder's windows over a document.

    Returns:
        Per window its piece ids, and the positions in it of the words that it is deepest around.
    """
    ranges = windows(pieces, size - 2, overlap)
    owner = owners(ranges, pieces.heads)
    return [
        (
            np.concatenate([[CLS], pieces.ids[start:end], [SEP]]),
            pieces.heads[owner == n] - start + 1,
        )
        for n, (start, end) in enumerate(ranges)
    ]


def project(pieces: Pieces, forward: Forward, size: int, overlap: int) -> Floats:
    """Project the words of a whole document, each from the window it is deepest inside of.

    Returns:
        (words, columns).
    """
    return np.concatenate(
        [forward(ids, heads) for ids, heads in inputs(pieces, size, overlap) if len(heads)]
    )


def confidence_features(found: Found) -> Floats:
    """What the calibrated confidence is computed from.

    Log odds of cue, source and content, and of its words as content of any statement; whether there
    is a source; how long content and cue are.
    """
    chances = np.array(
        [
            found.cue_probability,
            found.source_probability,
            found.content_probability,
            found.flat_probability,
        ]
    )
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


def _source(pieces: Pieces, found: Found) -> Span | None:
    return _span(pieces, *found.source) if found.source else None


def _span(pieces: Pieces, first: int, last: int) -> Span:
    return int(pieces.starts[first]), int(pieces.ends[last - 1])


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
    statements = []
    for found in decode(view, pieces, scorer):
        content = content_spans(text, pieces, found, trim=scheme == OURS)
        if not content or (scheme == OURS and _is_boilerplate(view, found)):
            continue
        features = confidence_features(found)
        confidence = calibration.confidence(features)
        statements.append(
            FoundStatement(
                whole_source(
                    text,
                    alone(text, _source(pieces, found)),
                    cue := _span(pieces, *found.cue),
                ),
                cue,
                content,
                labels["acts"][int(found.acts.argmax())],
                round(confidence, 3),
                tuple(float(x) for x in features),
            )
        )
    named = mentions(text, view, pieces, chains, labels["mentions"])
    sure = told(statements, calibration.threshold)
    return FoundReading(without_twins(sure), named, boilerplate(view, pieces))


def told(statements: list[FoundStatement], threshold: float) -> list[FoundStatement]:
    """Give the statements that are sure enough, and those without a source that stand alone."""
    sure = [s for s in statements if s.confidence >= threshold]
    words = {offset for s in sure for start, end in s.content for offset in range(start, end)}
    least = min(threshold, SOURCELESS_FROM)
    return [
        s
        for s in statements
        if s.confidence >= threshold
        or (
            s.source is None
            and s.confidence >= least
            and all(words.isdisjoint(range(start, end)) for start, end in s.content)
        )
    ]


def without_twins(statements: list[FoundStatement]) -> list[FoundStatement]:
    """Of statements with one source and the same content, or part of it, keep the surest.

    Two cues may introduce one content ("responded by saying"). A cited source beside the outlet
    that cites it has the same content too, but another source, and stays.
    """
    kept: list[tuple[FoundStatement, set[int]]] = []
    for statement in sorted(statements, key=lambda s: -s.confidence):
        said = {offset for start, end in statement.content for offset in range(start, end)}
        if not any(
            statement.source == other.source and len(said & held) >= TWIN * len(said)
            for other, held in kept
        ):
            kept.append((statement, said))
    chosen = {id(statement) for statement, _ in kept}
    return [statement for statement in statements if id(statement) in chosen]


def _is_boilerplate(view: Projections, found: Found) -> bool:
    words = np.concatenate([view.boilerplate[a:b] for a, b in found.content])
    return bool(2 * np.count_nonzero(words > 0) > len(words))


def boilerplate(view: Projections, pieces: Pieces) -> list[Span]:
    """Runs of words that are boilerplate."""
    inside = np.flatnonzero(view.boilerplate > 0)
    runs = np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1) if len(inside) else []
    return [_span(pieces, int(run[0]), int(run[-1]) + 1) for run in runs]


def mentions(
    text: str, view: Projections, pieces: Pieces, scorer: ChainScorer, kinds: list[str]
) -> list[FoundMention]:
    """Find mentions and pronouns, and which of them are one thing.

    A mention is a run B-k I-k* of the most likely tags (O, B-0, I-0, B-1, ...).
    """
    chance = softmax(view.mentions)
    tags = chance.argmax(-1)
    found: list[tuple[int, int, int]] = []
    for word in np.flatnonzero(tags):
        kind, goes_on = (int(tags[word]) - 1) // 2, (int(tags[word]) - 1) % 2 == 1
        if goes_on and found and found[-1][1] == word and found[-1][2] == kind:
            found[-1] = (found[-1][0], int(word) + 1, kind)
        else:
            found.append((int(word), int(word) + 1, kind))
    begins, stops = pieces.starts.tolist(), pieces.ends.tolist()
    words = [text[a:b] for a, b in zip(begins, stops, strict=True)]
    found += [
        (n, n + 1, -1)
        for n, (word, tag) in enumerate(zip(words, tags.tolist(), strict=True))
        if not tag and word.casefold() in PRONOUNS
    ]
    if not found:
        return []
    found.sort()
    starts, ends, numbers = np.array(found).T
    left, right = (run_means(side, starts, ends) for side in (view.chain_left, view.chain_right))
    chains = link(left, right, [words[a:b] for a, b, _ in found], scorer)
    sure = run_means(chance[:, 1::2] + chance[:, 2::2], starts, ends)
    sure = np.where(numbers < 0, 1, sure[np.arange(len(found)), numbers])
    return [
        FoundMention(
            (begins[a], stops[b - 1]), kinds[k] if k >= 0 else "pronoun", round(p, 3), chain
        )
        for (a, b, k), p, chain in zip(found, sure.tolist(), chains, strict=True)
    ]
