"""Timeline: what there is of statements and shifts on which day, without what each of them is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dragoman.record import Statement
from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import SHIFT_PARTIES, UNKNOWN, is_known
from dragoman.store.expressions import Gathered, nulls_first
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.ordering import Page
from dragoman.store.queries.tallied import Tally, tally_for
from dragoman.store.tables import SHIFTS, STATEMENTS

statements, shifts = STATEMENTS.table.c, SHIFTS.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsOfDays:
    """Some statements of each of some days, as many as are asked for.

    Attributes:
        days: ISO days by which they were made.
        filter: Which are wanted.
        each: How many of a day at most, by document and place.
    """

    days: tuple[str, ...]
    filter: StatementFilter = field(default_factory=StatementFilter)
    each: int = 10

    def run(self, connection: Connection) -> tuple[tuple[str, tuple[Statement, ...]], ...]:
        """Give each day with its statements, in the order of the days.

        Raises:
            QueryError: More than a page is asked for, or a day is malformed.
        """
        Page(after=None, limit=self.each)
        order = statements.document, statements.begins, statements.id
        chosen: list[tuple[str, list[str]]] = []
        for day in self.days:
            # One question for each day: the index of days gives its first rows at once.
            wanted = select(statements.id).where(statements.day == day, *self._of(day).conditions())
            ids = connection.scalars(wanted.order_by(*order).limit(self.each)).all()
            chosen.append((day, list(ids)))
        loaded = STATEMENTS.load(connection, [id_ for _, ids in chosen for id_ in ids])
        by_id = {statement.id: statement for statement in loaded}
        return tuple((day, tuple(by_id[id_] for id_ in ids)) for day, ids in chosen)

    def _of(self, day: str) -> StatementFilter:
        """Leave out limits in time that all statements of a day are within, and an index lacks."""
        since, until = self.filter.since, self.filter.until
        after = since is None or first_of(since) <= day
        before = until is None or day <= last_of(until)
        return replace(self.filter, since=None, until=None) if after and before else self.filter


@dataclass(frozen=True, slots=True, kw_only=True)
class UndatedCount:
    """How many statements have no place in time.

    Attributes:
        filter: Which are counted; its limits in time are for the others.
    """

    filter: StatementFilter = field(default_factory=StatementFilter)

    def run(self, connection: Connection) -> int:
        """Count them.

        Raises:
            QueryError: A day is malformed.
        """
        if (tally := tally_for(self.filter, "day")) is not None:
            undated = tally.choose().where(~is_known(tally.columns["day"]))
            return connection.scalar(undated) or 0
        wanted = select(func.count()).where(statements.day.is_(None), *self.filter.conditions())
        return connection.scalar(wanted) or 0


class PartyDay(NamedTuple):
    """How many statements, or shifts, a party has on a day.

    Years of them are tens of thousands, of which tuples are made in a tenth of the time.

    Attributes:
        day: The ISO day.
        party: The party. None: statements of no side.
        number: How many.
    """

    day: str
    party: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDays:
    """How many statements each party made on each day; those that have a day.

    Attributes:
        filter: Which are counted.
    """

    filter: StatementFilter = field(default_factory=StatementFilter)

    def run(self, connection: Connection) -> tuple[PartyDay, ...]:
        """Give the counts by day and party.

        Raises:
            QueryError: A day is malformed.
        """
        if (tally := tally_for(self.filter, "day", "party", dated=True)) is not None:
            return tuple(_tallied(connection, tally))
        group = statements.day, statements.party
        wanted = select(*group, func.count()).where(
            statements.day.is_not(None), *self.filter.conditions()
        )
        rows = connection.execute(wanted.group_by(*group).order_by(*nulls_first(group))).all()
        return tuple(map(PartyDay._make, rows))


def _tallied(connection: Connection, tally: Tally) -> Iterator[PartyDay]:
    """Give what the database has counted already: a row for each day, whose parties are in it."""
    day, party, number = (*(tally.columns[name] for name in ("day", "party")), tally.table.c.number)
    wanted = select(day, Gathered(party), Gathered(number)).where(*tally.conditions)
    for on, parties, numbers in connection.execute(wanted.group_by(day).order_by(day)).all():
        said: defaultdict[str, int] = defaultdict(int)
        for name, many in zip(parties, numbers, strict=True):
            said[name] += many
        for name in sorted(said):
            yield PartyDay(on, None if name == UNKNOWN else name, said[name])


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDays:
    """How many shifts each party has on each day.

    Attributes:
        since: ISO 8601, the first day. None: no limit.
        until: ISO 8601, the last day, all of it included. None: no limit.
        party: Only of this party. None: of all.
        concept: Only on this concept. None: on all.
    """

    since: str | None = None
    until: str | None = None
    party: str | None = None
    concept: str | None = None

    def run(self, connection: Connection) -> tuple[PartyDay, ...]:
        """Give the counts by day and party.

        Raises:
            QueryError: A limit is no date.
        """
        on_party = SHIFT_PARTIES if self.concept is None else SHIFTS.table
        on, party = on_party.c.on, on_party.c.party
        conditions = []
        if self.concept is not None:
            conditions.append(shifts.concept == self.concept)
        if self.party is not None:
            conditions.append(party == self.party)
        if self.since is not None:
            conditions.append(on >= first_of(self.since))
        if self.until is not None:
            conditions.append(on <= last_of(self.until))
        if self.concept is None:
            columns = {"day": on, "party": party}
            tally = Tally(table=on_party, columns=columns, conditions=tuple(conditions))
            return tuple(_tallied(connection, tally))
        # Those on one concept are few enough to be counted.
        wanted = select(on, party, func.count()).where(*conditions)
        rows = connection.execute(wanted.group_by(on, party).order_by(on, party)).all()
        return tuple(map(PartyDay._make, rows))
