"""AsOf: the past day of which a record is shown, by three clocks that are kept apart."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from dragoman.errors import RecordError
from dragoman.record.dates import check_iso
from dragoman.record.days import days_of

CLOCKS = ("said", "published", "recorded")
"""The names of the clocks, in the order in which things happen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """Until when things count, by when they were said, published and recorded.

    The clocks are asked together: what counts has happened by each of those that are told. A day,
    month or year counts to its end.

    Attributes:
        said: ISO 8601; statements that are not known to be made by then do not count. None: all do.
        published: ISO 8601; documents that are not known to be published by then do not count.
            None: all do.
        recorded: ISO 8601, a day in UTC or an instant; what was not in the dossier by then does
            not count: documents by when they were added, statements by when their document was
            read, decisions by when they were made. None: all do.
    """

    said: str | None = None
    published: str | None = None
    recorded: str | None = None

    def __post_init__(self) -> None:
        for clock in ("said", "published"):
            value = getattr(self, clock)
            if value is not None and len(check_iso(value)) > 10:
                raise RecordError(f"{clock} by {value!r}: give a day, month or year")
        if self.recorded is not None:
            check_iso(self.recorded)

    @property
    def is_now(self) -> bool:
        """Whether nothing is asked: all that is in the record counts."""
        return self.said is None and self.published is None and self.recorded is None

    @property
    def said_until(self) -> date | None:
        """The last day on which what is said counts. None: all does."""
        return days_of(self.said)[1] if self.said else None

    @property
    def published_until(self) -> date | None:
        """The last day on which what is published counts. None: all does."""
        return days_of(self.published)[1] if self.published else None

    @property
    def recorded_before(self) -> datetime | None:
        """The instant in UTC before which what is recorded counts. None: all does."""
        if self.recorded is None:
            return None
        if len(self.recorded) > 10:
            told = datetime.fromisoformat(self.recorded)
            # An instant counts itself; instants are kept to the second.
            return (told if told.tzinfo else told.replace(tzinfo=UTC)) + timedelta(seconds=1)
        last = days_of(self.recorded)[1]
        if last == date.max:
            return datetime.max.replace(tzinfo=UTC)
        return datetime.combine(last + timedelta(days=1), time(), UTC)

    @property
    def told(self) -> str:
        """The clocks that are asked, in words: "published by 2025-05-26"."""
        asked = ((clock, getattr(self, clock)) for clock in CLOCKS)
        return ", ".join(f"{clock} by {value}" for clock, value in asked if value) or "now"

    @property
    def name(self) -> str:
        """The clocks that are asked as one word of an address: `published-2025-05-26`."""
        asked = ((clock, getattr(self, clock)) for clock in CLOCKS)
        return "+".join(f"{clock}-{value}" for clock, value in asked if value)

    @classmethod
    def named(cls, name: str) -> Self:
        """Read what `name` writes.

        Raises:
            RecordError: It is no such word.
        """
        asked: dict[str, str] = {}
        for part in name.replace(" ", "+").split("+"):
            clock, _, value = part.partition("-")
            if clock not in CLOCKS or clock in asked or not value:
                raise RecordError(
                    f"{name!r} names no past day; write recorded-2025-05-26, or several such as "
                    "said-2025-05-26+recorded-2025-06-01"
                )
            asked[clock] = value
        return cls(**asked)
