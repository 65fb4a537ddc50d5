"""Stands: what decides the positions of all parties on a few concepts, and no more than that."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from dragoman.record import PositionBasis, Standing
from dragoman.store.finders import last_of
from dragoman.store.queries.positions import bases, known_by
from dragoman.store.shapes import batched
from dragoman.store.tables import POSITION_BASES


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
        cells: defaultdict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
        light: Select[Any] = select(
            bases.serial, bases.party, bases.concept, bases.statement, bases.on
        )
        light = light.add_columns(bases.standing).order_by(bases.place.desc())
        for batch in batched(dict.fromkeys(self.concepts)):
            wanted = light.where(bases.concept.in_(batch), *known_by(self.as_of))
            for row in connection.execute(wanted):
                if row.statement not in self.apart:
                    cells[row.party, row.concept].append(row)
        chosen = [row.serial for rows in cells.values() for row in self._deciding(rows)]
        loaded = POSITION_BASES.load(connection, chosen)
        return tuple(sorted(loaded, key=lambda basis: basis.place, reverse=True))

    def _deciding(self, rows: Sequence[Row[Any]]) -> Iterator[Row[Any]]:
        """Choose from what bears on one position, the newest first."""
        own = [row for row in rows if row.standing == Standing.OWN.value]
        dated = [row for row in own if row.on and (not self.as_of or row.on <= last_of(self.as_of))]
        if dated:
            newest = date.fromisoformat(dated[0].on)
            since = (newest - min(timedelta(days=self.window), newest - date.min)).isoformat()
            yield from (row for row in dated if row.on >= since)
        else:
            yield from own
        yield from [row for row in rows if row.standing != Standing.OWN.value][: self.reported]
