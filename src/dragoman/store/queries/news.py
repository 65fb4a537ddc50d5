"""News: what has entered the record, the newest first, by when the documents that tell it came.

The instant at which a document was added is kept beside the record: it tells when somebody could
first have read of something here, which is what a feed is about, and no day of the record does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, false, func, select

from dragoman.record import Claim, ClaimStatus, Meeting, Plan, Shift, Statement
from dragoman.store.shapes import Shape, batched
from dragoman.store.tables import CLAIMS, DOCUMENTS, MEETINGS, PLANS, SHIFTS, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
shifts, claims, meetings, plans = (s.table.c for s in (SHIFTS, CLAIMS, MEETINGS, PLANS))
codes = STATEMENTS.lists["codes"].table.c
brought, bearing = (s.lists[name].table.c for s, name in ((SHIFTS, "by"), (CLAIMS, "statements")))
evidence, terms = MEETINGS.lists["evidence"].table.c, PLANS.lists["terms"].table.c

Told = Shift | Claim | Meeting | Plan | Statement
"""What news may be of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A record that is new.

    Attributes:
        record: The record.
        first: Where the first document tells of it, which stays when others come to tell more:
            the id of a statement, or of a document with an offset; for a shift its own id.
        entered_at: The instant at which the first document that tells of it was added.
        updated_at: The instant at which the last one was.
    """

    record: Told
    first: str
    entered_at: str
    updated_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFound:
    """Shifts, contested claims, meetings and plans, those that were told of last first.

    What came at the same instant is ordered by its own day, the newest first.

    Attributes:
        party: Only what this party did or says, or takes part in. None: all.
        concept: Only what bears on this concept, which no meeting does. None: all.
        limit: How many at most.
    """

    party: str | None = None
    concept: str | None = None
    limit: int = 100

    def run(self, connection: Connection) -> tuple[News, ...]:
        """Give the news."""
        kinds: tuple[Kind, ...] = (
            Kind(SHIFTS, self._shifts(), by_id),
            Kind(CLAIMS, self._claims(), by_id),
            Kind(MEETINGS, self._meetings(), in_place),
            Kind(PLANS, self._plans(), in_place),
        )
        recent = LAST_DOCUMENTS if self.party is None and self.concept is None else 0
        found = [
            (row.updated_at, row.day or "", row.id, number)
            for number, kind in enumerate(kinds)
            for row in kind.newest(connection, self.limit, recent)
        ]
        newest = sorted(found, reverse=True)[: self.limit]
        news = {
            (number, id_): made
            for number, kind in enumerate(kinds)
            for id_, made in kind.news(connection, [n[2] for n in newest if n[3] == number])
        }
        return tuple(news[number, id_] for *_, id_, number in newest)

    def _shifts(self) -> Select[Any]:
        told = (
            _told(shifts.id, shifts.id, shifts.on)
            .select_from(SHIFTS.table)
            .join(SHIFTS.lists["by"].table, brought.shift == shifts.id)
            .join(STATEMENTS.table, statements.id == brought.value)
            .join(DOCUMENTS.table, documents.id == statements.document)
        )
        for column, value in ((shifts.party, self.party), (shifts.concept, self.concept)):
            told = told if value is None else told.where(column == value)
        return told

    def _claims(self) -> Select[Any]:
        told = (
            _told(claims.id, statements.id, claims.day)
            .select_from(CLAIMS.table)
            .join(CLAIMS.lists["statements"].table, bearing.claim == claims.id)
            .join(STATEMENTS.table, statements.id == bearing.value)
            .join(DOCUMENTS.table, documents.id == statements.document)
            .where(claims.status == ClaimStatus.CONTESTED.value)
        )
        said = STATEMENTS.table.alias().c
        mine = select(bearing.claim).where(bearing.value == said.id)
        if self.party is not None:
            told = told.where(claims.id.in_(mine.where(said.party == self.party)))
        if self.concept is not None:
            coded = select(codes.statement).where(codes.concept == self.concept)
            told = told.where(claims.id.in_(mine.where(said.id.in_(coded))))
        return told

    def _meetings(self) -> Select[Any]:
        told = (
            _told(meetings.id, evidence.span_start, meetings.date)
            .select_from(MEETINGS.table)
            .join(MEETINGS.lists["evidence"].table, evidence.meeting == meetings.id)
            .join(DOCUMENTS.table, documents.id == evidence.document)
        )
        if self.concept is not None:
            return told.where(false())
        if self.party is not None:
            participants = MEETINGS.lists["participants"].table.c
            mine = select(participants.meeting).where(participants.value == self.party)
            told = told.where(meetings.id.in_(mine))
        return told

    def _plans(self) -> Select[Any]:
        told = (
            _told(plans.id, terms.evidence_span_start, plans.date)
            .select_from(PLANS.table)
            .join(PLANS.lists["terms"].table, terms.plan == plans.id)
            .join(DOCUMENTS.table, documents.id == terms.evidence_document)
        )
        if self.party is not None:
            told = told.where(plans.by == self.party)
        if self.concept is not None:
            coded = PLANS.lists["terms"].lists["codes"].table.c
            mine = select(coded.plan).where(coded.concept == self.concept)
            told = told.where(plans.id.in_(mine))
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsOfClaim:
    """The statements that bear on a claim, those that came last first.

    Attributes:
        claim: Id of the claim.
        limit: How many at most.
    """

    claim: str
    limit: int = 100

    def run(self, connection: Connection) -> tuple[News, ...]:
        """Give the news."""
        told = (
            _told(statements.id, statements.id, statements.day)
            .select_from(CLAIMS.lists["statements"].table)
            .join(STATEMENTS.table, statements.id == bearing.value)
            .join(DOCUMENTS.table, documents.id == statements.document)
            .where(bearing.claim == self.claim)
        )
        kind = Kind(STATEMENTS, told, by_id)
        ids = [row.id for row in kind.newest(connection, self.limit)]
        news = dict(kind.news(connection, ids))
        return tuple(news[id_] for id_ in ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAddition:
    """The instant at which the last document was added. None: there is no document."""

    def run(self, connection: Connection) -> str | None:
        """Give the instant."""
        last: str | None = connection.scalar(select(func.max(documents.added_at)))
        return last


LAST_DOCUMENTS = 240
"""How many of the documents that came last are looked at before all are, if nothing is filtered."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one type, and where documents tell of them.

    Attributes:
        shape: Where the records lie.
        told: Their ids and days with the documents, and the places in these, that tell of them.
        name: Names the first such document and place.
    """

    shape: Shape[Any]
    told: Select[Any]
    name: Callable[[Row[Any]], str]

    def newest(self, connection: Connection, limit: int, recent: int = 0) -> Sequence[Row[Any]]:
        """Choose the records of which the last document came last.

        Args:
            connection: Open for reading.
            limit: How many at most.
            recent: How many of the documents that came last are looked at before all are: mostly
                they tell of enough.
        """
        last = select(documents.id, documents.added_at).order_by(documents.added_at.desc())
        rows = connection.execute(last.limit(recent)).all() if recent else []
        # Of the instant of the last of them others may have come that are not among them.
        ids = [row.id for row in rows if row.added_at > rows[-1].added_at]
        if ids:
            found = self._ranked(connection, self.told.where(documents.id.in_(ids)), limit)
            if len(found) == limit:
                return found
        return self._ranked(connection, self.told, limit)

    @staticmethod
    def _ranked(connection: Connection, told: Select[Any], limit: int) -> Sequence[Row[Any]]:
        rows = told.subquery().c
        last, day = func.max(rows.added_at).label("updated_at"), func.max(rows.day).label("day")
        ranked: Select[Any] = select(rows.id, last, day).group_by(rows.id)
        ranked = ranked.order_by(last.desc(), day.desc().nulls_last(), rows.id.desc())
        return connection.execute(ranked.limit(limit)).all()

    def news(self, connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, News]]:
        """Give these records with when documents came to tell of them."""
        rows = self.told.subquery().c
        places: dict[str, list[Row[Any]]] = {id_: [] for id_ in ids}
        for batch in batched(ids):
            for row in connection.execute(select(*rows).where(rows.id.in_(batch))):
                places[row.id].append(row)
        for id_, record in zip(ids, self.shape.load(connection, ids), strict=True):
            first = min(places[id_], key=lambda row: (row.serial, row.place))
            yield (
                id_,
                News(
                    record=record,
                    first=self.name(first),
                    entered_at=first.added_at,
                    updated_at=max(row.added_at for row in places[id_]),
                ),
            )


def by_id(first: Row[Any]) -> str:
    """Name a place that is a record of its own."""
    return str(first.place)


def in_place(first: Row[Any]) -> str:
    """Name a place in a document."""
    return f"{first.document}-{first.place}"


def _told(id_: Column[Any], place: Column[Any], day: Column[Any]) -> Select[Any]:
    """Begin a query for where documents tell of records."""
    return select(
        id_.label("id"),
        day.label("day"),
        documents.added_at,
        documents.id.label("document"),
        documents.serial,
        place.label("place"),
    )
