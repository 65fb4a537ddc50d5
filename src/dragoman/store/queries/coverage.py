"""Coverage: what was published in a time, and by whom."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.store.finders import first_of, last_of
from dragoman.store.tables import DOCUMENTS, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletShare:
    """What an outlet published in a time.

    Attributes:
        outlet: Its name. None: not known.
        documents: How many documents.
        statements: How many statements these have.
    """

    outlet: str | None
    documents: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletsBetween:
    """Which outlets published how much in a time, of what has a place in time.

    Attributes:
        since: ISO 8601, the first day. None: from the beginning.
        until: ISO 8601, the last day, all of it included. None: to the end.
    """

    since: str | None = None
    until: str | None = None

    def run(self, connection: Connection) -> tuple[OutletShare, ...]:
        """Give the outlets, those with the most documents first, the unknown one last.

        Raises:
            QueryError: A day is malformed.
        """
        said = (
            select(func.count())
            .where(statements.document == documents.id)
            .correlate(DOCUMENTS.table)
            .scalar_subquery()
        )
        outlet, number = documents.outlet, func.count()
        wanted = select(outlet, number, func.sum(said)).where(documents.day.is_not(None))
        if self.since is not None:
            wanted = wanted.where(documents.day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(documents.day <= last_of(self.until))
        rows = connection.execute(
            wanted.group_by(outlet).order_by(outlet.is_(None), number.desc(), outlet)
        )
        return tuple(OutletShare(outlet=a, documents=b, statements=int(c)) for a, b, c in rows)
