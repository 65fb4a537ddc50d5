"""Packages: what the exchanges that parties have stated are read from."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from dragoman.record import PositionBasis
from dragoman.store.dates import last_of
from dragoman.store.queries.positions import bases
from dragoman.store.tables import POSITION_BASES


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalBases:
    """The codes of statements of which one hangs on a condition, the newest first.

    The others come along: they may be what that condition asks for.

    Attributes:
        party: Only of this party. None: of all.
        as_of: ISO 8601; what is not known to be said by the end of it does not count. None: all
            counts.
        limit: How many that hang on a condition at most.
    """

    party: str | None = None
    as_of: str | None = None
    limit: int = 1000

    def run(self, connection: Connection) -> tuple[tuple[PositionBasis, ...], int]:
        """Give the bases, and how many there are in all that hang on a condition.

        Raises:
            QueryError: `as_of` is no date.
        """
        wanted: list[ColumnElement[bool]] = [bases.condition_start.is_not(None)]
        if self.party is not None:
            wanted.append(bases.party == self.party)
        if self.as_of is not None:
            wanted.append(bases.on <= last_of(self.as_of))
        total = connection.scalar(select(func.count()).where(*wanted)) or 0
        newest = select(bases.statement).where(*wanted).order_by(bases.place.desc())
        stating = newest.limit(self.limit).subquery()
        every = select(bases.serial).where(bases.statement.in_(select(stating.c.statement)))
        serials = connection.scalars(every).all()
        found = POSITION_BASES.load(connection, serials)
        return tuple(sorted(found, key=lambda basis: basis.place, reverse=True)), total
