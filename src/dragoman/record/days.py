"""Days: when a statement was made or a document published, as far as the record tells."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.record.dates import PublishedOn, check_iso
from dragoman.record.ranges import DateRange

PLACED_WITHIN = timedelta(days=31)
"""How far apart the first and the last day may be for a statement to have a place in time. A month
that is told is one; a year would put a statement of February after one of November. Chosen, not
measured."""

DAY = timedelta(days=1)


class DayBasis(StrEnum):
    """What a statement's day was taken from."""

    SAID = "said"
    PUBLISHED = "published"
    BETWEEN = "between"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a statement was made.

    Attributes:
        told: The day, month, year or range as it is known. None: nothing tells.
        basis: What that was taken from.
        first: The first day that it may mean. None: nothing tells.
        last: The last one. None: nothing tells.
    """

    told: str | None
    basis: DayBasis
    first: date | None
    last: date | None

    @property
    def day(self) -> date | None:
        """The day by which it was made, if it has a place in time. None: it is undated."""
        if self.first is None or self.last is None or self.last - self.first > PLACED_WITHIN:
            return None
        return self.last


UNDATED = When(told=None, basis=DayBasis.UNDATED, first=None, last=None)


def days_of(value: str) -> tuple[date, date]:
    """Give the first and the last day that an ISO 8601 date, as precise as known, may mean.

    Raises:
        RecordError: It is no such date.
    """
    day = check_iso(value)[:10]
    if len(day) == 10:
        return date.fromisoformat(day), date.fromisoformat(day)
    if len(day) == 7:
        first = date.fromisoformat(day + "-01")
        return first, _last_of_month(first)
    return date(int(day), 1, 1), date(int(day), 12, 31)


def _last_of_month(first: date) -> date:
    if (first.year, first.month) == (date.max.year, 12):
        return date.max
    return (first + 31 * DAY).replace(day=1) - DAY


def when_made(
    said_on: str | None, published: PublishedOn | None, date_range: DateRange | None
) -> When:
    """Tell when a statement was made: when it was said, else published, else the range.

    Nobody reports what has not been said yet: a day that lies after the publication is a mistake
    of reading, and the publication counts. One day is allowed for the time zones between.

    Args:
        said_on: When its text says that it was said. None: it does not.
        published: When its document was published. None: its document has no date.
        date_range: Between which days an undated document is from. None: nothing tells.
    """
    first, last = days_of(published.value) if published else (None, None)
    if said_on is not None:
        began, ended = days_of(said_on)
        if last is None or began <= last or began - last <= DAY:
            ended = ended if last is None else max(began, min(ended, last))
            return When(told=said_on[:10], basis=DayBasis.SAID, first=began, last=ended)
    if published is not None:
        return When(told=published.value[:10], basis=DayBasis.PUBLISHED, first=first, last=last)
    return _between(date_range)


def _between(known: DateRange | None) -> When:
    if known is None or known.days is None:
        return UNDATED
    first = days_of(known.earliest.value)[0] if known.earliest else None
    last = days_of(known.latest.value)[1] if known.latest else None
    return When(told=known.days, basis=DayBasis.BETWEEN, first=first, last=last)
