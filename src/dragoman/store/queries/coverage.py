"""Coverage: what was published in a time, and by whom."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dragoman.store.dates import first_of, last_of
from dragoman.store.derived import DOCUMENT_DAYS, UNKNOWN, is_known, known, total


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
        of = DOCUMENT_DAYS.c
        outlet, number = of.outlet, total(of.number)
        wanted = select(known(outlet), number, total(of.said)).where(is_known(of.day))
        if self.since is not None:
            wanted = wanted.where(of.day >= first_of(self.since))
        if self.until is not None:
            wanted = wanted.where(of.day <= last_of(self.until))
        rows = connection.execute(
            wanted.group_by(outlet).order_by(outlet == UNKNOWN, number.desc(), outlet)
        )
        return tuple(OutletShare(outlet=a, documents=b, statements=c) for a, b, c in rows)
