"""Span: the exact characters of a document that a value rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.errors import SpanError


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open run of Unicode code points in a document, with the characters themselves.

    Attributes:
        start: Offset of the first code point in the document's text as given.
        end: Offset after the last code point; always greater than start.
        text: The characters between them, so that a span can be checked for ever.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")
        if len(self.text) != self.end - self.start:
            raise SpanError(
                f"span [{self.start}, {self.end}) is {self.end - self.start} code points long, "
                f"its text {len(self.text)}"
            )

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut the span [start, end) out of a document's text.

        Raises:
            SpanError: The offsets are empty, reversed or outside the text.
        """
        if end > len(text):
            raise SpanError(f"span [{start}, {end}) ends after the text ({len(text)} code points)")
        return cls(start=start, end=end, text=text[start:end])

    def holds_in(self, text: str) -> bool:
        """Tell whether the document still has these characters at this place."""
        return text[self.start : self.end] == self.text

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Tell whether every character of the other span is in this one."""
        return self.start <= other.start and other.end <= self.end


def covered(spans: Iterable[Span]) -> set[int]:
    """Collect the offsets that any of the spans covers."""
    return {offset for span in spans for offset in range(span.start, span.end)}
