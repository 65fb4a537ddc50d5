"""Coverage: which documents the record rests on, from whom and when, and what is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.analysis.view import RecordView
from dragoman.record import DateBasis, DateRange, Document, PublishedOn, Quarantine


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredDocument:
    """A document with its number in reading order.

    Attributes:
        number: From 1, by date, undated ones last, then by name.
        document: The document.
        date_range: Between which days it was published. None: its date is known, or nothing is.
        family: Id of the family of documents that carry its text. None: it is of none.
    """

    number: int
    document: Document
    date_range: DateRange | None = None
    family: str | None = None

    @property
    def day(self) -> str | None:
        """The day it was published, or the month or year if no more is known. None: undated."""
        published = self.published
        return published.value[:10] if published else None

    @property
    def basis(self) -> DateBasis | None:
        """What the date was read from. None: undated."""
        return self.published.basis if self.published else None

    @property
    def published(self) -> PublishedOn | None:
        """Its date, by itself or by a range that leaves one day or month. None: undated."""
        found = self.date_range.published if self.date_range else None
        return self.document.published or found


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many documents have a property.

    Attributes:
        name: An outlet, a language code, or the basis of a date. None: not known.
        documents: How many.
    """

    name: str | None
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the record rests on.

    Attributes:
        documents: In reading order.
        outlets: The most documents first, then by name; documents of no known outlet last.
        languages: The same for languages.
        bases: The same for what the dates were read from; None counts undated documents.
        first_on: Day, month or year of the earliest document. None: all are undated.
        last_on: That of the latest.
        ranged: Undated documents of which something tells between which days they are from.
        flagged: Documents with damage.
        quarantine: What could not be read, by name and stage.
    """

    documents: tuple[CoveredDocument, ...]
    outlets: tuple[Share, ...]
    languages: tuple[Share, ...]
    bases: tuple[Share, ...]
    first_on: str | None
    last_on: str | None
    ranged: tuple[CoveredDocument, ...]
    flagged: tuple[CoveredDocument, ...]
    quarantine: tuple[Quarantine, ...]

    @property
    def named_outlets(self) -> int:
        """How many outlets are known by name."""
        return sum(share.name is not None for share in self.outlets)

    @property
    def undated(self) -> int:
        """How many documents have no date."""
        return sum(covered.day is None for covered in self.documents)


def survey(view: RecordView) -> Coverage:
    """Tell what a record rests on and what could not be read."""
    ranges = {date_range.document: date_range for date_range in view.date_ranges()}
    families = {id_: family.id for family in view.families() for id_ in family.documents}
    documents = tuple(
        CoveredDocument(
            number=number,
            document=document,
            date_range=None if document.published else ranges.get(document.id),
            family=families.get(document.id),
        )
        for number, document in enumerate(sorted(view.documents(), key=_reading_order), start=1)
    )
    quarantine = sorted(view.quarantine(), key=lambda row: (row.name, row.stage, row.sha256))
    return covering(documents, quarantine)


def covering(documents: Iterable[CoveredDocument], quarantine: Iterable[Quarantine]) -> Coverage:
    """Tell what documents are like, which keep their numbers, and what could not be read."""
    documents = tuple(documents)
    days = sorted(covered.day for covered in documents if covered.day)
    return Coverage(
        documents=documents,
        outlets=_shares(covered.document.outlet for covered in documents),
        languages=_shares(covered.document.language for covered in documents),
        bases=_shares(covered.basis for covered in documents),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        ranged=tuple(c for c in documents if c.date_range and c.date_range.bounds),
        flagged=tuple(covered for covered in documents if covered.document.flags),
        quarantine=tuple(quarantine),
    )


def _reading_order(document: Document) -> tuple[bool, str, str, str]:
    day = document.published.value[:10] if document.published else ""
    return not day, day, document.name, document.id


def _shares(names: Iterable[str | None]) -> tuple[Share, ...]:
    counts = Counter(names)
    ordered = sorted(counts, key=lambda name: (name is None, -counts[name], name or ""))
    return tuple(Share(name=name, documents=counts[name]) for name in ordered)
