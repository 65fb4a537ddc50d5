"""Positions: what each party holds on each concept, what that rests on, and when it changed."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from dragoman.record import (
    TOLD_GROUNDS,
    Ground,
    PositionBasis,
    PositionStep,
    Shift,
    ShiftKind,
    Standing,
)
from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import SHIFT_DAYS, total
from dragoman.store.queries.ordering import Page, by_day, count, listed
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.tables import POSITION_BASES, POSITION_STEPS, SHIFTS

bases, steps, shifts = (s.table.c for s in (POSITION_BASES, POSITION_STEPS, SHIFTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What each party holds on each concept: one step for every cell of which something is known.

    Attributes:
        as_of: ISO 8601; what is not known to be said by the end of it does not count. None: all
            counts.
    """

    as_of: str | None = None

    def run(self, connection: Connection) -> tuple[PositionStep, ...]:
        """Give the steps by party and concept.

        Raises:
            QueryError: `as_of` is no date.
        """
        order = steps.party, steps.concept
        if self.as_of is None:
            ids = connection.scalars(select(steps.id).where(steps.latest == 1).order_by(*order))
            return tuple(POSITION_STEPS.load(connection, ids.all()))
        cells, step = POSITION_STEPS.table.alias(), POSITION_STEPS.table.alias()
        newest = (
            select(step.c.id)
            .where(
                step.c.party == cells.c.party,
                step.c.concept == cells.c.concept,
                step.c.on <= last_of(self.as_of),
            )
            .order_by(step.c.on.desc())
            .limit(1)
            .scalar_subquery()
        )
        wanted = select(newest).select_from(cells).where(cells.c.latest == 1)
        ids = connection.scalars(wanted.order_by(cells.c.party, cells.c.concept))
        return tuple(POSITION_STEPS.load(connection, [id_ for id_ in ids if id_ is not None]))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSteps:
    """What a party has held on a concept from day to day.

    Attributes:
        party: The party.
        concept: Id of the concept.
    """

    party: str
    concept: str

    def run(self, connection: Connection) -> tuple[PositionStep, ...]:
        """Give the steps, the earliest first, that of undated statements alone at the end."""
        mine = (steps.party == self.party) & (steps.concept == self.concept)
        wanted = select(steps.id).where(mine).order_by(steps.on.is_(None), steps.on)
        return tuple(POSITION_STEPS.load(connection, connection.scalars(wanted).all()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CellBases:
    """What bears on a position, the newest first, what has no place in time last.

    Attributes:
        party: The party.
        concept: Id of the concept.
        as_of: ISO 8601; what was certainly said later is left out. None: all counts.
        standing: Only the party's own, or one kind of those told by others. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all are counted.
    """

    party: str
    concept: str
    as_of: str | None = None
    standing: Standing | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[PositionBasis]:
        """Give the page.

        Raises:
            QueryError: The cursor or the day is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        wanted = select(bases.serial, bases.place).where(*self._conditions())
        key, paged = page.key(str), wanted
        if key is not None:
            paged = paged.where(bases.place < key[0])
        found = connection.execute(paged.order_by(bases.place.desc()).limit(self.limit + 1)).all()
        rows, last = cut(found, self.limit)
        return Listed(
            items=tuple(POSITION_BASES.load(connection, [row.serial for row in rows])),
            next=cursor_of((last.place,)) if last else None,
            total=count(connection, wanted) if self.count else None,
        )

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = [bases.party == self.party, bases.concept == self.concept]
        if self.standing is not None:
            conditions.append(bases.standing == self.standing.value)
        return [*conditions, *known_by(self.as_of)]


def known_by(as_of: str | None) -> list[ColumnElement[bool]]:
    """Make the condition that a basis may have been said by a day."""
    if as_of is None:
        return []
    return [or_(bases.first_on.is_(None), bases.first_on <= last_of(as_of))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftsFound:
    """When positions changed, the newest first.

    Attributes:
        since: ISO 8601, the first day. None: from the beginning.
        until: ISO 8601, the last day, all of it included. None: to the end.
        party: Only of this party. None: of all.
        concept: Only on this concept. None: on all.
        kinds: Only of these kinds; empty for all.
        grounds: Only with this evidence; empty for all, those that rest on unsure codes too.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all are counted.
    """

    since: str | None = None
    until: str | None = None
    party: str | None = None
    concept: str | None = None
    kinds: tuple[ShiftKind, ...] = ()
    grounds: tuple[Ground, ...] = TOLD_GROUNDS
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[Shift]:
        """Give the page.

        Raises:
            QueryError: The cursor or a day is malformed.
        """
        wanted: Select[Any] = select(shifts.id)
        if self.concept is not None:
            wanted = wanted.where(shifts.concept == self.concept)
        wanted = self._of(wanted, shifts)
        page = Page(after=self.after, limit=self.limit)
        keys = by_day(connection, wanted, shifts.on, [shifts.id], page)
        found = listed(connection, SHIFTS, keys)
        return replace(found, total=self._count(connection, wanted)) if self.count else found

    def _count(self, connection: Connection, wanted: Select[Any]) -> int | None:
        """Count all that are wanted; those on one concept are few."""
        if self.concept is not None:
            return count(connection, wanted)
        of = SHIFT_DAYS.c
        total_of: int | None = connection.scalar(self._of(select(total(of.number)), of))
        return total_of

    def _of(self, wanted: Select[Any], of: Any) -> Select[Any]:
        """Put all but the concept as conditions on shifts, or on how many there are."""
        if self.party is not None:
            wanted = wanted.where(of.party == self.party)
        for column, members in ((of.kind, self.kinds), (of.ground, self.grounds)):
            if members:
                wanted = wanted.where(column.in_([one.value for one in members]))
        if self.since is not None:
            wanted = wanted.where(of.on >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(of.on <= last_of(self.until))
        return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftById:
    """One shift.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Shift | None:
        """Give the shift. None: there is none of this id."""
        return next(iter(SHIFTS.load(connection, [self.id])), None)
