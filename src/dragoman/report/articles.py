"""Article text: what of a document is shown, with markup left out and nothing rewritten."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.record import Document, SegmentKind, Span
from dragoman.report.characters import lines, shown, unescaped

BREAKS = re.compile(
    r"<\s*/?\s*(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figcaption|"
    r"figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|t[dhr]|ul)\b",
    re.IGNORECASE,
)
"""Markup that ends a line; other markup between two segments (a link, bold) does not."""

SPACE_OR_TAG = re.compile(r"<[^>]*>|(\s+)")

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is of one kind and forms lines together.

    Attributes:
        kind: What it is. None: no segment says so.
        parts: Runs of the document's text; several where markup is between them.
    """

    kind: SegmentKind | None
    parts: tuple[Part, ...]


class ArticleText:
    """What a reader sees of a document: its segments, and in plain text all that is around them."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.markup = is_markup(document)
        pieces = _pieces(document)
        self.stretches = tuple(
            _marked_up(self.text, pieces) if self.markup else _plain(self.text, pieces)
        )

    def words(self, spans: Iterable[Span]) -> list[str]:
        """Give each span's words as they stand in the article, ready for display in a line."""
        if not self.markup:
            return [" ".join(shown(span.text).split()) for span in spans]
        return [" ".join(self._seen(span).split()) for span in spans]

    def display(self, start: int, end: int) -> str:
        """Give the run [start, end) of a part as it may be displayed."""
        text = self.text[start:end]
        return shown(unescaped(text) if self.markup else text)

    def lines(self, stretch: Stretch) -> Iterator[list[Part]]:
        """Cut a stretch into lines; line ends belong to the line before."""
        line: list[Part] = []
        for part in stretch.parts:
            for start, end in lines(self.text, *part):
                line.append((start, end))
                if self.text[end - 1] in "\r\n":
                    yield line
                    line = []
        if line:
            yield line

    def _seen(self, span: Span) -> str:
        seen = (
            "".join(
                self.display(max(start, span.start), min(end, span.end))
                for start, end in stretch.parts
                if start < span.end and span.start < end
            )
            for stretch in self.stretches
        )
        return " ".join(seen).strip() or shown(span.text)


def is_markup(document: Document) -> bool:
    """Tell whether a document is a web page's source: its segments leave out tags."""
    position = 0
    for segment in document.segments:
        if "<" in document.text[position : segment.start]:
            return True
        position = segment.end
    return bool(document.segments) and "<" in document.text[position:]


def _pieces(document: Document) -> list[tuple[int, int, SegmentKind]]:
    pieces = [(s.start, s.end, s.kind) for s in document.segments]
    return pieces or [(0, len(document.text), SegmentKind.BODY)]


def _plain(text: str, pieces: list[tuple[int, int, SegmentKind]]) -> Iterator[Stretch]:
    """Show all of a plain text; what lies between segments goes with the segment before it."""
    first, kind = 0, pieces[0][2]
    for start, _, next_kind in pieces:
        if next_kind is not kind:
            if first < start:
                yield Stretch(kind, ((first, start),))
            first, kind = start, next_kind
    end = max(pieces[-1][1], len(text.rstrip()))
    if first < end:
        yield Stretch(kind, ((first, end),))


def _marked_up(text: str, pieces: list[tuple[int, int, SegmentKind]]) -> Iterator[Stretch]:
    """Show the segments of a web page; a new stretch where the kind or the block changes."""
    position, kind = 0, pieces[0][2]
    parts: list[Part] = []
    for start, end, next_kind in pieces:
        gap = text[position:start]
        if parts and (next_kind is not kind or BREAKS.search(gap)):
            yield Stretch(kind, tuple(parts))
            parts = []
        elif parts:
            space = next((m for m in SPACE_OR_TAG.finditer(gap) if m.group(1)), None)
            parts += [(position + space.start(), position + space.end())] if space else []
        parts.append((start, end))
        position, kind = end, next_kind
    yield Stretch(kind, tuple(parts))
