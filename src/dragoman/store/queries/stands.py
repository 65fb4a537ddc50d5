"""Stands: what decides the positions of all parties on a few concepts, and no more than that.

What is read grows with the speakers of a month, not with all that was ever said on the concepts:
which parties are heard is counted already, and an index has the newest of each first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    column,
    func,
    select,
    tuple_,
    union_all,
    values,
)

from dragoman.record import PositionBasis, Standing
from dragoman.store.columns import Text
from dragoman.store.dates import last_of, latest_of
from dragoman.store.derived import STAND_TALLIES
from dragoman.store.queries.positions import bases, known_by
from dragoman.store.shapes import batched
from dragoman.store.tables import POSITION_BASES

OWN = bases.standing == Standing.OWN.value

Conditions = Sequence[ColumnElement[bool]]
Cell = tuple[str, str]
"""A party and a concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingBases:
    """What may decide positions: of each party on each concept what its speakers said last.

    Attributes:
        concepts: Ids of the concepts.
        window: How many days before a party's newest statement that of a speaker still counts;
            of a speaker those of the newest day count.
        apart: Ids of statements that do not count.
        reported: How many statements of others about each position are given, the newest.
        as_of: ISO 8601; what is not known to be said by the end of it does not count. None: all
            counts.
    """

    concepts: tuple[str, ...]
    window: int
    apart: frozenset[str] = frozenset()
    reported: int = 5
    as_of: str | None = None

    def run(self, connection: Connection) -> tuple[PositionBasis, ...]:
        """Give the bases, the newest first.

        Raises:
            QueryError: `as_of` is no date.
        """
        chosen: list[int] = []
        for batch in batched(dict.fromkeys(self.concepts)):
            wanted = known_by(self.as_of)
            if self.apart:
                wanted.append(bases.statement.not_in(sorted(self.apart)))
            newest = self._newest(connection, batch, wanted)
            dated = {cell: day for cell, day in newest.items() if day is not None}
            chosen += self._dated(connection, wanted, dated)
            chosen += self._undated(
                connection, wanted, [cell for cell in newest if cell not in dated]
            )
            chosen += self._reported(connection, batch, wanted)
        loaded = POSITION_BASES.load(connection, chosen)
        return tuple(sorted(loaded, key=lambda basis: basis.place, reverse=True))

    def _placed(self) -> list[ColumnElement[bool]]:
        """Make the condition that a basis has a day, by the day that is asked for."""
        until = [] if self.as_of is None else [bases.on <= last_of(self.as_of)]
        return [bases.on.is_not(None), *until]

    def _newest(
        self, connection: Connection, concepts: Sequence[str], wanted: Conditions
    ) -> dict[Cell, str | None]:
        """Give the day of the newest own statement of each cell. None: none of them has a day."""
        of = STAND_TALLIES.c
        heard = select(of.party, of.concept).where(of.standing == Standing.OWN.value)
        cell = heard.where(of.concept.in_(concepts)).distinct().subquery().c
        newest = (
            select(bases.on)
            .where(bases.party == cell.party, bases.concept == cell.concept, OWN)
            .where(*wanted, *self._placed())
            .order_by(bases.on.desc())
            .limit(1)
            .scalar_subquery()
        )
        rows = connection.execute(select(cell.party, cell.concept, newest))
        return {(a, b): day for a, b, day in rows}

    def _dated(
        self, connection: Connection, wanted: Conditions, newest: Mapping[Cell, str]
    ) -> Sequence[int]:
        """Choose what each speaker of a cell said last, unless it is much older than its newest."""
        if not newest:
            return []
        cells = values(column("party", Text), column("concept", Text), column("since", Text))
        days = {cell: self._since(day) for cell, day in newest.items()}
        since = cells.data([(*cell, day) for cell, day in days.items()]).cte("cells").c
        # What all of them have in common tells the database how little of the table is asked for.
        among = [
            bases.concept.in_(sorted({concept for _, concept in days})),
            bases.on >= min(days.values()),
        ]
        mine = (bases.party == since.party) & (bases.concept == since.concept)
        speaker = bases.party, bases.concept, bases.speaker
        age = func.rank().over(partition_by=speaker, order_by=bases.on.desc()).label("age")
        found = select(bases.serial, age).where(mine, bases.on >= since.since)
        told = found.where(OWN, *among, *wanted, *self._placed()).subquery().c
        return connection.scalars(select(told.serial).where(told.age == 1)).all()

    def _since(self, newest: str) -> str:
        day = date.fromisoformat(newest)
        return (day - min(timedelta(days=self.window), day - date.min)).isoformat()

    def _undated(
        self, connection: Connection, wanted: Conditions, cells: Sequence[Cell]
    ) -> Sequence[int]:
        """Choose the own statements of cells of which none has a day by then."""
        if not cells:
            return []
        mine = tuple_(bases.concept, bases.party).in_(
            [(concept, party) for party, concept in cells]
        )
        return connection.scalars(select(bases.serial).where(OWN, mine, *wanted)).all()

    def _reported(
        self, connection: Connection, concepts: Sequence[str], wanted: Conditions
    ) -> Sequence[int]:
        """Choose the newest of what others tell of each cell."""
        of = STAND_TALLIES.c
        heard = select(of.standing, of.concept, of.party).distinct()
        told = heard.where(of.concept.in_(concepts), of.standing != Standing.OWN.value).subquery().c
        mine = and_(*(bases[one.name] == one for one in told))
        days: list[ColumnElement[bool]] = [bases.on.is_not(None)]
        if self.as_of is not None:
            days.append(bases.on <= latest_of(self.as_of))
        newest = select(bases.on).where(mine, *days, *wanted).order_by(bases.on.desc())
        # An index has those of a kind by day: what is older than the last that is wanted is not
        # read. What has no day may come between them.
        last = newest.offset(self.reported - 1).limit(1).scalar_subquery()
        since = select(*told, func.coalesce(last, "").label("since")).cte("told").c
        there = and_(*(bases[one.name] == since[one.name] for one in told))
        named = bases.serial, bases.party, bases.concept, bases.place
        dated = select(*named).where(there, bases.on >= since.since, *days, *wanted)
        undated = select(*named).where(there, bases.on.is_(None), *wanted)
        among = union_all(dated, undated).subquery().c
        cell = among.party, among.concept
        place = func.row_number().over(partition_by=cell, order_by=among.place.desc())
        placed = select(among.serial, place.label("place")).subquery().c
        return connection.scalars(select(placed.serial).where(placed.place <= self.reported)).all()
