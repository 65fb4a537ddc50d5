"""Placing: documents, statements and claims in time, by what tells when they are from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update

from dragoman.record import DateBasis, DateRange, PublishedOn, When, when_made
from dragoman.store import bearing
from dragoman.store.shapes import batched
from dragoman.store.tables import CLAIMS, DATE_RANGES, DOCUMENTS, STATEMENTS

Days = tuple[str | None, str | None, str | None]
"""The day, the first and the last day, as the columns have them."""

documents, statements = DOCUMENTS.table, STATEMENTS.table


@dataclass(frozen=True, slots=True)
class Dated:
    """What tells when a document was published."""

    published: PublishedOn | None
    date_range: DateRange | None

    def days(self, said_on: str | None = None) -> Days:
        """Give the days of the document, or of a statement of it.

        Args:
            said_on: When the text says that the statement was made. None: it does not.
        """
        return days_in(when_made(said_on, self.published, self.date_range))


def days_in(when: When) -> Days:
    """Give the days as the columns have them."""
    day, first, last = (_iso(found) for found in (when.day, when.first, when.last))
    return day, first, last


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def columns(days: Days) -> dict[str, str | None]:
    """Name the columns."""
    return dict(zip(("day", "first_day", "last_day"), days, strict=True))


def dated(connection: Connection, document_ids: Sequence[str]) -> dict[str, Dated]:
    """Tell what dates documents; at most one batch of them."""
    told = select(documents.c.id, documents.c.published_value, documents.c.published_basis)
    rows = connection.execute(told.where(documents.c.id.in_(document_ids))).all()
    undated = [id_ for id_, value, _ in rows if value is None]
    ranges = {found.document: found for found in DATE_RANGES.load(connection, undated)}
    return {
        id_: Dated(
            PublishedOn(value=value, basis=DateBasis(basis)) if value else None, ranges.get(id_)
        )
        for id_, value, basis in rows
    }


def place_documents(connection: Connection, document_ids: Iterable[str]) -> int:
    """Work out the days of documents and of their statements anew.

    Returns:
        How many rows have other days than before.
    """
    changed = 0
    for batch in batched(document_ids):
        found = dated(connection, batch)
        mine = select(documents.c.id, documents.c.day, documents.c.first_day, documents.c.last_day)
        rows = connection.execute(mine.where(documents.c.id.in_(batch))).all()
        moved = [(id_, found[id_].days()) for id_, *_ in rows]
        if others := _move(connection, "documents", rows, moved):
            bearing.place_meetings(connection, bearing.meetings_in(connection, batch))
        changed += others
        said = select(
            statements.c.id,
            statements.c.day,
            statements.c.first_day,
            statements.c.last_day,
            statements.c.document,
            statements.c.said_on,
        ).where(statements.c.document.in_(batch))
        told = connection.execute(said).all()
        moved = [(row.id, found[row.document].days(row.said_on)) for row in told]
        if others := _move(connection, "statements", told, moved):
            bearing.place_statements(connection, batch)
        changed += others
    return changed


def _move(
    connection: Connection,
    table: str,
    before: Sequence[Sequence[object]],
    after: Sequence[tuple[str, Days]],
) -> int:
    """Write the days that are others than before."""
    moved = [
        {"mine": id_, **columns(days)}
        for (_, *there), (id_, days) in zip(before, after, strict=True)
        if tuple(there[:3]) != days
    ]
    if moved:
        place = documents if table == "documents" else statements
        connection.execute(update(place).where(place.c.id == bindparam("mine")), moved)
    return len(moved)


def place_claims(connection: Connection, ids: Sequence[str] | None = None) -> None:
    """Give claims the days of their first and their newest statement.

    Args:
        connection: A transaction that may write.
        ids: Ids of the claims. None: all.
    """
    claims, rests_on = CLAIMS.table, CLAIMS.lists["statements"].table.c
    joined = rests_on.value == statements.c.id
    mine = (rests_on.claim == claims.c.id) & joined
    newest = select(func.max(statements.c.day)).where(mine).scalar_subquery()
    first = select(func.min(statements.c.day)).where(mine).scalar_subquery()
    placed = update(claims).values(day=newest, first_day=first)
    if ids is None:
        connection.execute(placed)
    else:
        for batch in batched(ids):
            connection.execute(placed.where(claims.c.id.in_(batch)))
    bearing.place_subjects(connection, ids)
    bearing.note_arrivals(connection, CLAIMS, ids)
