"""Timeline: the first statements of each of some days, for a list that is folded by day."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from dragoman.record import Statement
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.ordering import Page
from dragoman.store.tables import STATEMENTS

statements = STATEMENTS.table.c


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
            wanted = select(statements.id).where(statements.day == day, *self.filter.conditions())
            ids = connection.scalars(wanted.order_by(*order).limit(self.each)).all()
            chosen.append((day, list(ids)))
        loaded = STATEMENTS.load(connection, [id_ for _, ids in chosen for id_ in ids])
        by_id = {statement.id: statement for statement in loaded}
        return tuple((day, tuple(by_id[id_] for id_ in ids)) for day, ids in chosen)


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
        wanted = select(func.count()).where(statements.day.is_(None), *self.filter.conditions())
        return connection.scalar(wanted) or 0
