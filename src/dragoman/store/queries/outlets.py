"""Outlets: who cites whom."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.record import LinkKind
from dragoman.store.derived import LINK_TALLIES, known, total

tallies = LINK_TALLIES.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """How often one outlet's statements come through another outlet.

    Attributes:
        cited: The name of the outlet in the chain.
        by: The outlet whose documents cite it. None: not known.
        statements: In how many statements.
    """

    cited: str
    by: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citations:
    """Which outlets cite which.

    Attributes:
        cited: Only where this one is cited. None: all.
        by: Only in documents of this one. None: all.
        limit: How many at most. None: all.
    """

    cited: str | None = None
    by: str | None = None
    limit: int | None = None

    def run(self, connection: Connection) -> tuple[Citation, ...]:
        """Give the pairs, those with the most statements first."""
        pair, number = (tallies.name, tallies.outlet), total(tallies.number)
        wanted = select(tallies.name, known(tallies.outlet), number).where(
            tallies.kind == LinkKind.OUTLET.value, tallies.again == "0"
        )
        for column, value in zip(pair, (self.cited, self.by), strict=True):
            if value is not None:
                wanted = wanted.where(column == value)
        ordered = wanted.group_by(*pair).order_by(number.desc(), *pair).limit(self.limit)
        return tuple(
            Citation(cited=a, by=b, statements=c) for a, b, c in connection.execute(ordered)
        )
