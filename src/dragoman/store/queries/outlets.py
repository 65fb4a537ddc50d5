"""Outlets: who cites whom."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import LinkKind
from dragoman.store.expressions import nulls_first
from dragoman.store.tables import STATEMENTS

statements = STATEMENTS.table.c
via = STATEMENTS.lists["via"].table.c


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
        number = func.count(statements.id.distinct())
        pair = via.name, statements.outlet
        wanted = (
            select(*pair, number)
            .select_from(STATEMENTS.lists["via"].table)
            .join(STATEMENTS.table, statements.id == via.statement)
            .where(via.kind == LinkKind.OUTLET.value)
        )
        for column, value in zip(pair, (self.cited, self.by), strict=True):
            if value is not None:
                wanted = wanted.where(column == value)
        ordered = (
            wanted.group_by(*pair).order_by(number.desc(), *nulls_first(pair)).limit(self.limit)
        )
        return tuple(
            Citation(cited=a, by=b, statements=c) for a, b, c in connection.execute(ordered)
        )
