"""Days: from when to when the record reaches, and on which days positions changed."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import BEGINNING
from dragoman.store.derived import COVERAGE_DAYS, STAND_DAYS, is_known, total
from dragoman.store.tables import DOCUMENTS, POSITION_STEPS, STATEMENTS

documents, steps, stands = DOCUMENTS.table.c, POSITION_STEPS.table.c, STAND_DAYS.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From when to when documents are.

    Attributes:
        first: ISO day of the earliest. None: no document has a place in time.
        newest: ISO day of the newest that is not later than was asked for. None: likewise.
        documents: How many there are.
        undated: How many of them have no place in time.
        later: How many are dated later than the newest: misread dates, most likely.
    """

    first: str | None
    newest: str | None
    documents: int
    undated: int
    later: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReach:
    """From when to when documents are, those dated after today left aside.

    Attributes:
        today: ISO day; a date after it cannot be when something was published.
    """

    today: str

    def run(self, connection: Connection) -> Reach:
        """Answer with the first and the newest day."""
        day = documents.day
        past = day <= self.today
        first = connection.scalar(select(day).where(past).order_by(day).limit(1))
        newest = connection.scalar(select(day).where(past).order_by(day.desc()).limit(1))
        counted = select(total(COVERAGE_DAYS.c.number))
        everything, dated, later = (
            connection.scalar(asked) or 0
            for asked in (
                counted,
                counted.where(is_known(COVERAGE_DAYS.c.day)),
                counted.where(COVERAGE_DAYS.c.day > self.today),
            )
        )
        return Reach(
            first=first,
            newest=newest,
            documents=everything,
            undated=everything - dated,
            later=later,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HasStatements:
    """Whether the record has any statement: none, as long as nothing was read."""

    def run(self, connection: Connection) -> bool:
        """Answer without counting them."""
        return connection.scalar(select(STATEMENTS.table.c.id).limit(1)) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionDays:
    """The days on which what is known of positions changed.

    A party spoke then, or statements without a place in time are known to be made by then. What is
    known of these alone, before any statement that has a day, is no day to begin at: it may be
    years before all else.
    """

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Answer with ISO days, the first first."""
        # One look into an index for each day: there are many steps of one.
        said = select(func.min(stands.on)).where(is_known(stands.on)).scalar_subquery()
        first = select(func.min(steps.on).label("on")).where(
            steps.on.is_not(None), steps.on >= func.coalesce(said, BEGINNING)
        )
        days = first.cte("days", recursive=True)
        behind = select(func.min(steps.on)).where(steps.on > days.c.on).scalar_subquery()
        days = days.union_all(select(behind).where(days.c.on.is_not(None)))
        known = days.c.on.is_not(None) & (days.c.on != BEGINNING)
        return tuple(connection.scalars(select(days.c.on).where(known).order_by(days.c.on)))
