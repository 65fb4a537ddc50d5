"""Statements: a page of those that are wanted, and how many there are of what."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple, cast

from sqlalchemy import Column, ColumnElement, Connection, Select, func, select

from dragoman.record import Act, Statement
from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import BOTH, CODED, NAME_TALLIES, is_known, known
from dragoman.store.expressions import holds, nulls_first
from dragoman.store.finders import StatementFilter, within
from dragoman.store.queries.ordering import Page, by_columns, by_day, listed
from dragoman.store.queries.paging import Listed
from dragoman.store.queries.tallied import Tally, tally_for
from dragoman.store.tables import DOCUMENTS, STATEMENTS, folded

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
codes = STATEMENTS.lists["codes"].table.c


class StatementOrder(StrEnum):
    """What a list of statements is ordered by.

    NEWEST: the day by which they were made, the newest first, the undated last; those of one day
    by document and place. PLACE: their document's name and their place in it.
    """

    NEWEST = "newest"
    PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementList:
    """A page of statements.

    Attributes:
        filter: Which are wanted.
        order: In which order.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    filter: StatementFilter = field(default_factory=StatementFilter)
    order: StatementOrder = StatementOrder.NEWEST
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Statement]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        wanted: Select[Any] = select(statements.id).where(*self.filter.conditions())
        page = Page(after=self.after, limit=self.limit)
        if self.order is StatementOrder.NEWEST:
            lie, id_ = statements, statements.id
            if self.filter.concept is not None:
                wanted, lie, id_ = self._coded(self.filter.concept), CODED.c, CODED.c.statement
            keys = by_day(
                connection,
                wanted,
                lie.day,
                [lie.document, lie.begins, id_],
                page,
                since=self.filter.since,
                until=self.filter.until,
            )
        else:
            placed = [documents.name, documents.id, statements.begins, statements.id]
            joined = wanted.join_from(DOCUMENTS.table, STATEMENTS.table)
            keys = by_columns(connection, joined, placed, page)
        tally = tally_for(self.filter) if self.count else None
        found = listed(connection, STATEMENTS, keys, wanted if self.count and not tally else None)
        return replace(found, total=tally.count(connection)) if tally else found

    def _coded(self, concept: str) -> Select[Any]:
        """Choose from what bears on a concept, which lies in the order of the list."""
        asked, of = self.filter, CODED.c
        wanted: Select[Any] = select(of.statement).where(of.concept == concept)
        wanted = wanted.where(*within(CODED, asked.since, asked.until))
        for column, value in ((of.party, asked.party), (of.document, asked.document)):
            if value is not None:
                wanted = wanted.where(column == value)
        if asked.stance is not None:
            wanted = wanted.where(of.stances.in_([asked.stance.value, BOTH]))
        rest = replace(
            asked, concept=None, stance=None, party=None, document=None, since=None, until=None
        )
        if rest == StatementFilter():
            return wanted
        joined = wanted.join(STATEMENTS.table, statements.id == of.statement)
        return joined.where(*rest.conditions())


class Grouping(StrEnum):
    """What statements are counted by."""

    PARTY = "party"
    ACT = "act"
    SPEAKER = "speaker"
    OUTLET = "outlet"
    DAY = "day"
    CONCEPT = "concept"


COLUMNS: Mapping[Grouping, Column[Any]] = {
    Grouping.PARTY: statements.party,
    Grouping.ACT: statements.act,
    Grouping.SPEAKER: statements.speaker_name,
    Grouping.OUTLET: statements.outlet,
    Grouping.DAY: statements.day,
    Grouping.CONCEPT: codes.concept,
}

Counted = tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementCounts:
    """How many statements there are of each party, act, speaker, outlet, day or concept.

    Attributes:
        filter: Which are counted.
        by: What they are counted by. A statement counts once for each concept it bears on.
        limit: How many at most. None: all.
    """

    filter: StatementFilter = field(default_factory=StatementFilter)
    by: Grouping = Grouping.PARTY
    limit: int | None = None

    def run(self, connection: Connection) -> Counted:
        """Give the values with their counts, the most first; days in their order, unknown last.

        Raises:
            QueryError: A day is malformed.
        """
        value, number = COLUMNS[self.by], func.count()
        if (tally := tally_for(self.filter, self.by.value)) is not None:
            return self._tallied(connection, tally)
        wanted: Select[Any] = select(value, number).where(*self.filter.conditions())
        if self.by is Grouping.CONCEPT:
            number = func.count(codes.statement.distinct())
            wanted = self._of_codes(number)
        else:
            wanted = wanted.select_from(STATEMENTS.table)
        first: list[ColumnElement[Any]]
        first = [value.is_(None)] if self.by is Grouping.DAY else [number.desc(), value.is_(None)]
        ordered = wanted.group_by(value).order_by(*first, value).limit(self.limit)
        return tuple((cast("str | None", a), int(b)) for a, b in connection.execute(ordered))

    def _tallied(self, connection: Connection, tally: Tally) -> Counted:
        """Give what the database has counted already."""
        value, number = tally.columns[self.by.value], tally.number
        unknown = known(value).is_(None)
        wanted = tally.choose(known(value).label("value")).group_by(value).having(number > 0)
        first = [unknown] if self.by is Grouping.DAY else [number.desc(), unknown]
        ordered = wanted.order_by(*first, value).limit(self.limit)
        return tuple((a, b) for a, b in connection.execute(ordered))

    def _of_codes(self, number: ColumnElement[int]) -> Select[Any]:
        """Count by the codes alone where no statement is left out."""
        wanted: Select[Any] = select(codes.concept, number)
        conditions = list(self.filter.conditions())
        if not conditions:
            return wanted
        joined = wanted.join_from(STATEMENTS.table, STATEMENTS.lists["codes"].table)
        return joined.where(*conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCount:
    """Somebody who speaks for a party, and in how many statements.

    Attributes:
        name: The speaker's name.
        party: For whom. None: for no party.
        statements: How many.
    """

    name: str
    party: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakers:
    """Who speaks for whom.

    Attributes:
        text: Only names with these characters, whatever their case and accents. None: all.
        party: Only those who speak for this party. None: all.
        limit: How many at most. None: all.
    """

    text: str | None = None
    party: str | None = None
    limit: int | None = None

    def run(self, connection: Connection) -> tuple[SpeakerCount, ...]:
        """Give names and parties, those with the most statements first."""
        of = NAME_TALLIES.c
        wanted = select(of.speaker_name, known(of.party), of.number).where(
            is_known(of.speaker_name)
        )
        if self.text is not None:
            wanted = wanted.where(holds(of.speaker_folded, folded(self.text)))
        if self.party is not None:
            wanted = wanted.where(of.party == self.party)
        ordered = wanted.order_by(of.number.desc(), of.speaker_name, of.party)
        rows = connection.execute(ordered.limit(self.limit))
        return tuple(SpeakerCount(name=a, party=b, statements=c) for a, b, c in rows)


class Lane(NamedTuple):
    """How many statements a party made on a day, of one act; a tuple, as there are many.

    Attributes:
        day: The ISO day by which they were made.
        party: The party. None: they are of no side.
        act: What they do. None: not known.
        statements: How many.
    """

    day: str
    party: str | None
    act: Act | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LanesByDay:
    """How many statements each party made on each day, by act; those that have a day.

    Attributes:
        since: ISO 8601, the first day. None: from the beginning.
        until: ISO 8601, the last day, all of it included. None: to the end.
        filter: Which are counted.
    """

    since: str | None = None
    until: str | None = None
    filter: StatementFilter = field(default_factory=StatementFilter)

    def run(self, connection: Connection) -> tuple[Lane, ...]:
        """Give the counts by day, party and act.

        Raises:
            QueryError: A day is malformed.
        """
        acts: dict[str | None, Act | None] = {None: None, **{act.value: act for act in Act}}
        rows = connection.execute(self._counted()).all()
        return tuple(Lane(day, party, acts[act], number) for day, party, act, number in rows)

    def _counted(self) -> Select[Any]:
        tally = tally_for(self.filter, "day", "party", "act", dated=True)
        if tally is not None:
            lane: tuple[Column[Any], ...] = tuple(
                tally.columns[name] for name in ("day", "party", "act")
            )
            day = lane[0]
            wanted = tally.choose(day, *map(known, lane[1:]))
            ordered: list[ColumnElement[Any]] = list(lane)
        else:
            lane, day = (statements.day, statements.party, statements.act), statements.day
            wanted = select(*lane, func.count()).where(day.is_not(None), *self.filter.conditions())
            ordered = nulls_first(lane)
        if self.since is not None:
            wanted = wanted.where(day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(day <= last_of(self.until))
        return wanted.group_by(*lane).order_by(*ordered)
