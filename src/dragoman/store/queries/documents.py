"""Documents: lists of them without their texts, and how many there are of each outlet and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, or_, select

from dragoman.record import DateBasis, DateRange, PublishedOn, SegmentKind
from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import (
    COVERAGE_DAYS,
    DOCUMENT_DAYS,
    LANGUAGE_TALLIES,
    OUTLET_TALLIES,
    UNKNOWN,
    is_known,
    known,
    total,
    within_days,
)
from dragoman.store.expressions import Cut
from dragoman.store.finders import within
from dragoman.store.queries.ordering import Page, by_columns, by_day, count
from dragoman.store.queries.paging import Listed
from dragoman.store.shapes import batched
from dragoman.store.tables import DATE_RANGES, DOCUMENTS

documents = DOCUMENTS.table.c
segments, flags = (DOCUMENTS.lists[name].table.c for name in ("segments", "flags"))

OPENING = 80
"""Characters of its text by which a document without a title or a headline is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """All of a document but its text.

    Attributes:
        id: Its id.
        name: The file's name, or the `id` field of a JSON Lines item.
        title: Its headline from metadata. None: its metadata gave none.
        headline: Its first headline in the text. None: no segment is one.
        opening: The first words of its text, cut short. None: it has a title or a headline, or
            no text of its own.
        outlet: Who published it. None: not known.
        url: Where. None: not known.
        published: When. None: nothing tells.
        date_range: Between which days it was published, if nothing tells when. None: it has a
            date, or nothing tells that either.
        day: The ISO day by which it was published. None: it has no place in time.
        language: ISO 639-1 code. None: too short to tell.
        flags: Damage that a reader should know of.
        statements: How many it has.
    """

    id: str
    name: str
    title: str | None
    headline: str | None
    opening: str | None
    outlet: str | None
    url: str | None
    published: PublishedOn | None
    date_range: DateRange | None
    day: str | None
    language: str | None
    flags: tuple[str, ...]
    statements: int

    @property
    def heading(self) -> str:
        """What to call it: its title, else its headline or its first words, else its name."""
        return self.title or self.headline or self.opening or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHeads:
    """The heads of some documents.

    Attributes:
        ids: Ids of the documents.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[DocumentHead, ...]:
        """Give the heads in the order of the ids, without those that are not there."""
        return heads(connection, self.ids)


def heads(connection: Connection, ids: Sequence[str]) -> tuple[DocumentHead, ...]:
    """Load the heads of documents, in the order of the ids."""
    found: dict[str, DocumentHead] = {}
    for batch in batched(dict.fromkeys(ids)):
        found |= _heads(connection, batch)
    return tuple(found[id_] for id_ in dict.fromkeys(ids) if id_ in found)


def _heads(connection: Connection, ids: Sequence[str]) -> dict[str, DocumentHead]:
    told = select(
        documents.id,
        documents.name,
        documents.title,
        documents.outlet,
        documents.url,
        documents.published_value,
        documents.published_basis,
        documents.day,
        documents.language,
        documents.said,
    ).where(documents.id.in_(ids))
    rows = connection.execute(told).all()
    undated = [row.id for row in rows if row.published_value is None]
    ranges = {found.document: found for found in DATE_RANGES.load(connection, undated)}
    untitled = [row.id for row in rows if row.title is None]
    headlines = _first_segments(connection, untitled, SegmentKind.HEADLINE)
    bare = [id_ for id_ in untitled if id_ not in headlines]
    openings = _first_segments(connection, bare, SegmentKind.BODY, OPENING)
    damage: dict[str, list[str]] = {}
    flagged = select(flags.document, flags.value).where(flags.document.in_(ids))
    for document, flag in connection.execute(flagged.order_by(flags.document, flags.ordinal)):
        damage.setdefault(document, []).append(flag)
    return {
        row.id: DocumentHead(
            id=row.id,
            name=row.name,
            title=row.title,
            headline=headlines.get(row.id),
            opening=openings.get(row.id),
            outlet=row.outlet,
            url=row.url,
            published=PublishedOn(value=row.published_value, basis=DateBasis(row.published_basis))
            if row.published_value
            else None,
            date_range=ranges.get(row.id),
            day=row.day,
            language=row.language,
            flags=tuple(damage.get(row.id, ())),
            statements=row.said or 0,
        )
        for row in rows
    }


def _first_segments(
    connection: Connection, ids: Sequence[str], kind: SegmentKind, most: int | None = None
) -> dict[str, str]:
    """Cut the first segment of a kind out of each text, up to a number of characters."""
    if not ids:
        return {}
    first = (
        select(segments.document, func.min(segments.ordinal).label("ordinal"))
        .where(segments.document.in_(ids), segments.kind == kind.value)
        .group_by(segments.document)
        .subquery()
    )
    length: ColumnElement[int] = segments.end - segments.start
    if most is not None:  # one character more tells whether there are more
        length = case((length > most, most + 1), else_=length)
    words = Cut(documents.text, segments.start + 1, length)
    cut = (
        select(documents.id, words)
        .select_from(first)
        .join(
            DOCUMENTS.lists["segments"].table,
            (segments.document == first.c.document) & (segments.ordinal == first.c.ordinal),
        )
        .join(DOCUMENTS.table, documents.id == first.c.document)
    )
    return {row[0]: _short(row[1], most) for row in connection.execute(cut)}


def _short(words: str, most: int | None) -> str:
    if most is None or len(words) <= most:
        return words
    return words[: most + 1].rsplit(maxsplit=1)[0][:most] + " …"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentList:
    """A page of documents, the newest first, those without a place in time last.

    Attributes:
        outlet: Only those that it published. None: all.
        unknown_outlet: Only those of which nobody knows who published them.
        language: Only those in this language. None: all.
        since: ISO 8601, the first day: only those that may be published then or later.
        until: ISO 8601, the last day, all of it included.
        flagged: Only those with damage, or without. None: all.
        undated: Only those without a date of their own, or with one. None: all.
        text: Only those whose name, title or outlet has these words. None: all.
        by_name: Order by name instead.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    outlet: str | None = None
    unknown_outlet: bool = False
    language: str | None = None
    since: str | None = None
    until: str | None = None
    flagged: bool | None = None
    undated: bool | None = None
    text: str | None = None
    by_name: bool = False
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[DocumentHead]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        wanted = self._wanted()
        page = Page(after=self.after, limit=self.limit)
        placed = [documents.name, documents.id]
        if self.by_name:
            ids, after = by_columns(connection, wanted, placed, page)
        else:
            ids, after = by_day(
                connection,
                wanted,
                documents.day,
                placed,
                page,
                since=self.since,
                until=self.until,
            )
        return Listed(
            items=heads(connection, ids),
            next=after,
            total=self._count(connection, wanted) if self.count else None,
        )

    def _count(self, connection: Connection, wanted: Select[Any]) -> int | None:
        """Count all that is wanted, in the tally where that has all that is asked for."""
        if any(asked is not None for asked in (self.flagged, self.undated, self.text)):
            return count(connection, wanted)
        of = DOCUMENT_DAYS.c
        counted = select(total(of.number)).where(
            *within_days(DOCUMENT_DAYS, self.since, self.until)
        )
        outlet = UNKNOWN if self.unknown_outlet else None
        for column, value in (
            (of.outlet, self.outlet),
            (of.outlet, outlet),
            (of.language, self.language),
        ):
            if value is not None:
                counted = counted.where(column == value)
        return connection.scalar(counted)

    def _wanted(self) -> Select[Any]:
        wanted = select(documents.id).where(*within(DOCUMENTS.table, self.since, self.until))
        for column, value in (
            (documents.outlet, self.outlet),
            (documents.language, self.language),
        ):
            if value is not None:
                wanted = wanted.where(column == value)
        if self.unknown_outlet:
            wanted = wanted.where(documents.outlet.is_(None))
        if self.flagged is not None:
            damaged = exists().where(flags.document == documents.id)
            wanted = wanted.where(damaged if self.flagged else ~damaged)
        if self.undated is not None:
            undated = documents.published_value.is_(None)
            wanted = wanted.where(undated if self.undated else ~undated)
        if self.text is not None:
            columns = documents.name, documents.title, documents.outlet
            wanted = wanted.where(
                or_(*(column.icontains(self.text, autoescape=True) for column in columns))
            )
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCount:
    """How much an outlet brings.

    Attributes:
        outlet: Its name. None: not known.
        documents: How many of its documents are in the record.
        statements: How many statements these have.
        first_day: The ISO day of the first of them. None: none has a place in time.
        last_day: That of the last.
    """

    outlet: str | None
    documents: int
    statements: int
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCounts:
    """How many documents and statements there are of each outlet."""

    def run(self, connection: Connection) -> tuple[OutletCount, ...]:
        """Give the outlets, those with the most documents first, the unknown one last."""
        of = OUTLET_TALLIES.c
        # An index has the days of an outlet in order.
        mine = select(documents.day).where(documents.day.is_not(None))
        own = mine.where(documents.outlet == of.outlet)
        nobodys = mine.where(documents.outlet.is_(None), of.outlet == UNKNOWN)
        first, last = (
            func.coalesce(
                *(one.order_by(order).limit(1).scalar_subquery() for one in (own, nobodys))
            )
            for order in (documents.day, documents.day.desc())
        )
        wanted = select(known(of.outlet), of.number, of.said, first, last)
        ordered = wanted.order_by(of.outlet == UNKNOWN, of.number.desc(), of.outlet)
        return tuple(
            OutletCount(outlet=a, documents=b, statements=c, first_day=d, last_day=e)
            for a, b, c, d, e in connection.execute(ordered)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RangesOfOutlet:
    """Between which days the documents of an outlet were published that have no date.

    Attributes:
        names: The outlet's name in all its spellings.
    """

    names: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[DateRange | None, ...]:
        """Give the range of each. None: nothing tells of that document."""
        undated = select(documents.id).where(documents.published_value.is_(None))
        ids = connection.scalars(undated.where(documents.outlet.in_(self.names))).all()
        ranges: dict[str, DateRange] = {}
        for batch in batched(ids):
            ranges |= {found.document: found for found in DATE_RANGES.load(connection, batch)}
        return tuple(ranges.get(id_) for id_ in ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageByDay:
    """How many documents were published on each day, of those that have a place in time.

    Attributes:
        since: ISO 8601, the first day. None: from the beginning.
        until: ISO 8601, the last day, all of it included. None: to the end.
        outlet: Only those of this outlet. None: all.
    """

    since: str | None = None
    until: str | None = None
    outlet: str | None = None

    def run(self, connection: Connection) -> tuple[tuple[str, int], ...]:
        """Give the days with their documents, the earliest first.

        Raises:
            QueryError: A day is malformed.
        """
        of = COVERAGE_DAYS.c if self.outlet is None else DOCUMENT_DAYS.c
        wanted = select(of.day, total(of.number)).where(is_known(of.day))
        if self.since is not None:
            wanted = wanted.where(of.day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(of.day <= last_of(self.until))
        if self.outlet is not None:
            wanted = wanted.where(DOCUMENT_DAYS.c.outlet == self.outlet)
        rows = connection.execute(wanted.group_by(of.day).order_by(of.day))
        return tuple((day, number) for day, number in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCounts:
    """How many documents there are in each language."""

    def run(self, connection: Connection) -> tuple[tuple[str | None, int], ...]:
        """Give the languages, those with the most documents first."""
        language, number = LANGUAGE_TALLIES.c.language, LANGUAGE_TALLIES.c.number
        wanted = select(known(language), number).order_by(number.desc(), language)
        rows = connection.execute(wanted)
        return tuple((code, found) for code, found in rows)
