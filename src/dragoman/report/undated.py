"""Undated articles: between which days they are from, and the words that tell so."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analysis import CoveredDocument
from dragoman.record import Bound, BoundSide, DateBasis
from dragoman.report.characters import shown_in_line
from dragoman.report.events import EvidenceRow, Places


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundRow:
    """One end of a range.

    Attributes:
        when: "not before 2022-11-11" or "not after" it.
        words: The words of the article that tell it.
        because: What they tell. None: they are the date.
        other: The same words in another article. None: the article alone tells.
    """

    when: str
    words: EvidenceRow
    because: str | None
    other: EvidenceRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """Between which days an undated article is from.

    Attributes:
        key: The document's id.
        number: Its number in the brief.
        days: "2022-11 to 2023-01".
        basis: Whether the text alone tells it, or the dossier.
        bounds: Its ends, the earlier one first.
    """

    key: str
    number: int
    days: str
    basis: DateBasis
    bounds: tuple[BoundRow, ...]


def build_range(covered: CoveredDocument, places: Places) -> RangeRow | None:
    """Put the range of an undated document into words. None: it has a date, or no range."""
    date_range = covered.date_range
    if date_range is None or date_range.days is None:
        return None
    return RangeRow(
        key=covered.document.id,
        number=covered.number,
        days=date_range.days,
        basis=date_range.basis,
        bounds=tuple(_bound(b, covered.document.id, places) for b in date_range.deciding),
    )


def build_ranges(documents: Iterable[CoveredDocument], places: Places) -> dict[str, RangeRow]:
    """Put the ranges of undated documents into words, by document."""
    rows = (build_range(covered, places) for covered in documents)
    return {row.key: row for row in rows if row}


def _bound(bound: Bound, document: str, places: Places) -> BoundRow:
    side = "not before" if bound.side is BoundSide.EARLIEST else "not after"
    return BoundRow(
        when=f"{side} {bound.value}",
        words=places.row(document, bound.words),
        because=shown_in_line(bound.because) if bound.because else None,
        other=places.evidence(bound.other) if bound.other else None,
    )
