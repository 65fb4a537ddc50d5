"""Article text: what of a document is shown, with nothing rewritten."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.record import Document, SegmentKind, Span
from dragoman.report.characters import lines, shown

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the document's text that is of one kind.

    Attributes:
        kind: What it is.
        start: Where it begins.
        end: Where it ends.
    """

    kind: SegmentKind
    start: int
    end: int


class ArticleText:
    """What a reader sees of a document: all of its text, in stretches of one kind."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        pieces = [(s.start, s.end, s.kind) for s in document.segments]
        self.stretches = tuple(
            _stretches(self.text, pieces or [(0, len(self.text), SegmentKind.BODY)])
        )

    def words(self, spans: Iterable[Span]) -> list[str]:
        """Give each span's words as they stand in the article, ready for display in a line."""
        return [" ".join(shown(span.text).split()) for span in spans]

    def display(self, start: int, end: int) -> str:
        """Give the run [start, end) as it may be displayed."""
        return shown(self.text[start:end])

    def lines(self, stretch: Stretch) -> Iterator[Part]:
        """Cut a stretch into lines; line ends belong to the line before."""
        return lines(self.text, stretch.start, stretch.end)


def _stretches(text: str, pieces: list[tuple[int, int, SegmentKind]]) -> Iterator[Stretch]:
    """Show all of a text; what lies between segments goes with the segment before it."""
    first, kind = 0, pieces[0][2]
    for start, _, next_kind in pieces:
        if next_kind is not kind:
            if first < start:
                yield Stretch(kind, first, start)
            first, kind = start, next_kind
    end = max(pieces[-1][1], len(text.rstrip()))
    if first < end:
        yield Stretch(kind, first, end)
