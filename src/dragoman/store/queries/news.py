"""News: what has entered the record, the newest first, by when the documents that tell it came.

The instant at which a document was added is kept beside the record: it tells when somebody could
first have read of something here, which is what a feed is about, and no day of the record does.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, exists, false, func, select

from dragoman.record import TOLD_GROUNDS, Claim, ClaimStatus, Meeting, Plan, Shift, Statement
from dragoman.store.derived import CLAIM_SUBJECTS, CONCEPT, PARTY
from dragoman.store.shapes import Shape, batched
from dragoman.store.tables import CLAIMS, DOCUMENTS, MEETINGS, PLANS, SHIFTS, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
shifts, claims, meetings, plans = (s.table.c for s in (SHIFTS, CLAIMS, MEETINGS, PLANS))
subjects = CLAIM_SUBJECTS.c
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
        kinds = (self._shifts(), self._claims(), self._meetings(), self._plans())
        found = [
            (row.told_at, row.day or "", row.id, number)
            for number, kind in enumerate(kinds)
            for row in connection.execute(kind.wanted.limit(self.limit))
        ]
        newest = sorted(found, reverse=True)[: self.limit]
        news = {
            (number, id_): made
            for number, kind in enumerate(kinds)
            for id_, made in kind.news(connection, [n[2] for n in newest if n[3] == number])
        }
        return tuple(news[number, id_] for *_, id_, number in newest)

    def _shifts(self) -> "Kind":
        told = _through_statements(shifts.id, shifts.on, SHIFTS, brought, brought.shift)
        wanted = _latest(SHIFTS, shifts.on).where(shifts.ground.in_(TOLD_GROUNDS))
        for column, value in ((shifts.party, self.party), (shifts.concept, self.concept)):
            wanted = wanted if value is None else wanted.where(column == value)
        return Kind(SHIFTS, told.add_columns(shifts.id.label("place")), wanted, by_id)

    def _claims(self) -> "Kind":
        told = _through_statements(claims.id, claims.day, CLAIMS, bearing, bearing.claim)
        wanted = _latest(CLAIMS, claims.day).where(claims.status == ClaimStatus.CONTESTED.value)
        for kind, value in ((PARTY, self.party), (CONCEPT, self.concept)):
            if value is not None:
                mine = exists().where(subjects.claim == claims.id, subjects.subject == kind + value)
                wanted = wanted.where(mine)
        return Kind(CLAIMS, told.add_columns(statements.id.label("place")), wanted, by_id)

    def _meetings(self) -> "Kind":
        told = (
            _told(meetings.id, meetings.date)
            .add_columns(evidence.span_start.label("place"))
            .select_from(MEETINGS.table)
            .join(MEETINGS.lists["evidence"].table, evidence.meeting == meetings.id)
            .join(DOCUMENTS.table, documents.id == evidence.document)
        )
        wanted = _latest(MEETINGS, meetings.date)
        if self.concept is not None:
            wanted = wanted.where(false())
        if self.party is not None:
            participants = MEETINGS.lists["participants"].table.c
            mine = exists().where(participants.meeting == meetings.id)
            wanted = wanted.where(mine.where(participants.value == self.party))
        return Kind(MEETINGS, told, wanted, in_place)

    def _plans(self) -> "Kind":
        told = (
            _told(plans.id, plans.date)
            .add_columns(terms.evidence_span_start.label("place"))
            .select_from(PLANS.table)
            .join(PLANS.lists["terms"].table, terms.plan == plans.id)
            .join(DOCUMENTS.table, documents.id == terms.evidence_document)
        )
        wanted = _latest(PLANS, plans.date)
        if self.party is not None:
            wanted = wanted.where(plans.by == self.party)
        if self.concept is not None:
            coded = PLANS.lists["terms"].lists["codes"].table.c
            mine = exists().where(coded.plan == plans.id, coded.concept == self.concept)
            wanted = wanted.where(mine)
        return Kind(PLANS, told, wanted, in_place)


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
            _told(statements.id, statements.day)
            .add_columns(statements.id.label("place"))
            .select_from(CLAIMS.lists["statements"].table)
            .join(STATEMENTS.table, statements.id == bearing.value)
            .join(DOCUMENTS.table, documents.id == statements.document)
            .where(bearing.claim == self.claim)
        )
        rows = told.subquery().c
        last, day = func.max(rows.added_at).label("updated_at"), func.max(rows.day).label("day")
        ranked: Select[Any] = select(rows.id, last, day).group_by(rows.id)
        ranked = ranked.order_by(last.desc(), day.desc().nulls_last(), rows.id.desc())
        kind = Kind(STATEMENTS, told, ranked, by_id)
        ids = [row.id for row in connection.execute(kind.wanted.limit(self.limit))]
        news = dict(kind.news(connection, ids))
        return tuple(news[id_] for id_ in ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAddition:
    """The instant at which the last document was added. None: there is no document."""

    def run(self, connection: Connection) -> str | None:
        """Give the instant."""
        last: str | None = connection.scalar(select(func.max(documents.added_at)))
        return last


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one type, and where documents tell of them.

    Attributes:
        shape: Where the records lie.
        told: Their ids and days with the documents, and the places in these, that tell of them.
        wanted: The ids of those that are wanted, those that were told of last first.
        name: Names the first such document and place.
    """

    shape: Shape[Any]
    told: Select[Any]
    wanted: Select[Any]
    name: Callable[[Row[Any]], str]

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


def _told(id_: Column[Any], day: Column[Any]) -> Select[Any]:
    """Begin a query for where documents tell of records."""
    return select(
        id_.label("id"),
        day.label("day"),
        documents.added_at,
        documents.id.label("document"),
        documents.serial,
    )


def _through_statements(
    id_: Column[Any], day: Column[Any], shape: Shape[Any], rests: Any, owner: Column[Any]
) -> Select[Any]:
    """Ask for the documents of the statements that records rest on."""
    return (
        _told(id_, day)
        .select_from(shape.table)
        .join(owner.table, owner == id_)
        .join(STATEMENTS.table, statements.id == rests.value)
        .join(DOCUMENTS.table, documents.id == statements.document)
    )


def _latest(shape: Shape[Any], day: Column[Any]) -> Select[Any]:
    """Ask for records, those that were told of last first."""
    of = shape.table.c
    wanted = select(of.id, of.told_at, day.label("day")).where(of.told_at.is_not(None))
    return wanted.order_by(of.told_at.desc(), day.desc().nulls_last(), of.id.desc())
