"""Stands: what decides the positions of all parties on a few concepts, and no more than that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, and_, column, func, select, values

from dragoman.record import PositionBasis, Standing
from dragoman.store.columns import Text
from dragoman.store.finders import last_of
from dragoman.store.queries.positions import bases, known_by
from dragoman.store.shapes import batched
from dragoman.store.tables import POSITION_BASES

OWN = bases.standing == Standing.OWN.value

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingBases:
    """What may decide positions: of each party on each concept the newest of its own statements.

    Attributes:
        concepts: Ids of the concepts.
        window: How many days before a party's newest statement its others still count.
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
            wanted = [bases.concept.in_(batch), *known_by(self.as_of)]
            if self.apart:
                wanted.append(bases.statement.not_in(sorted(self.apart)))
            newest = self._newest(connection, wanted)
            chosen += self._dated(connection, wanted, newest)
            chosen += self._undated(connection, wanted, newest)
            chosen += self._reported(connection, wanted)
        loaded = POSITION_BASES.load(connection, chosen)
        return tuple(sorted(loaded, key=lambda basis: basis.place, reverse=True))

    def _placed(self) -> list[ColumnElement[bool]]:
        """Make the condition that a basis has a day, by the day that is asked for."""
        until = [] if self.as_of is None else [bases.on <= last_of(self.as_of)]
        return [bases.on.is_not(None), *until]

    def _newest(self, connection: Connection, wanted: Conditions) -> dict[tuple[str, str], str]:
        """Give the day of the newest own statement of each cell, from an index."""
        cell = bases.party, bases.concept
        found = select(*cell, func.max(bases.on)).where(OWN, *wanted, *self._placed())
        return {(a, b): day for a, b, day in connection.execute(found.group_by(*cell))}

    def _dated(
        self, connection: Connection, wanted: Conditions, newest: Mapping[tuple[str, str], str]
    ) -> Sequence[int]:
        """Choose the own statements of each cell that are not much older than its newest."""
        if not newest:
            return []
        cells = values(column("party", Text), column("concept", Text), column("since", Text))
        since = (
            cells.data([(*cell, self._since(day)) for cell, day in newest.items()]).cte("cells").c
        )
        mine = (bases.party == since.party) & (bases.concept == since.concept)
        found = select(bases.serial).where(mine, bases.on >= since.since)
        return connection.scalars(found.where(OWN, *wanted, *self._placed())).all()

    def _since(self, newest: str) -> str:
        day = date.fromisoformat(newest)
        return (day - min(timedelta(days=self.window), day - date.min)).isoformat()

    def _undated(
        self, connection: Connection, wanted: Conditions, newest: Mapping[tuple[str, str], str]
    ) -> list[int]:
        """Choose the own statements of cells of which none has a day by then."""
        found = select(bases.serial, bases.party, bases.concept).where(OWN, *wanted)
        found = found.where(~and_(*self._placed()))
        rows = connection.execute(found)
        return [row.serial for row in rows if (row.party, row.concept) not in newest]

    def _reported(self, connection: Connection, wanted: Conditions) -> Sequence[int]:
        """Choose the newest of what others tell of each cell."""
        cell = bases.party, bases.concept
        place = func.row_number().over(partition_by=cell, order_by=bases.place.desc())
        told = select(bases.serial, place.label("place")).where(~OWN, *wanted).subquery().c
        return connection.scalars(select(told.serial).where(told.place <= self.reported)).all()
