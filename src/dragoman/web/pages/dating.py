"""Dating: when a document was published, how that is known, and by which of its words."""

from dataclasses import dataclass

from dragoman.record import Bound, BoundSide
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.documents import DocumentHead
from dragoman.web.pages.article_text import evidence_key


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundNote:
    """One end of the days between which an undated document is from.

    Attributes:
        when: "not before 2022-11-11" or "not after" it.
        words: The words that tell it.
        key: Their place in this document.
        because: What they tell. None: they are the date.
        other: Another document that has the same words. None: the document alone tells.
        start: Where they begin there.
        end: Where they end there.
    """

    when: str
    words: str
    key: str
    because: str | None
    other: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """When a document was published and how that is known.

    Attributes:
        day: The day, month or year. None: undated.
        basis: What that was read from. None: undated.
        days: Between which days it is from. None: it is dated by itself, or nothing tells.
        bounds: What tells those, the earlier end first.
    """

    day: str | None
    basis: str | None
    days: str | None
    bounds: tuple[BoundNote, ...]


def build_dating(head: DocumentHead) -> Dating:
    """Tell when a document was published, and by which words that is known."""
    date_range = None if head.published else head.date_range
    published = head.published or (date_range.published if date_range else None)
    return Dating(
        day=published.value[:10] if published else None,
        basis=published.basis if published else None,
        days=date_range.days if date_range else None,
        bounds=tuple(_bound(bound) for bound in date_range.deciding) if date_range else (),
    )


def _bound(bound: Bound) -> BoundNote:
    side = "not before" if bound.side is BoundSide.EARLIEST else "not after"
    other = bound.other
    return BoundNote(
        when=f"{side} {bound.value}",
        words=shown_in_line(bound.words.text),
        key=evidence_key(bound.words),
        because=shown_in_line(bound.because) if bound.because else None,
        other=other.document if other else None,
        start=other.span.start if other else None,
        end=other.span.end if other else None,
    )
