"""DateRange: between which days an undated document was published, and what tells so."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import RecordError
from dragoman.record.dates import DateBasis, PublishedOn, check_iso
from dragoman.record.meetings import Evidence
from dragoman.record.spans import Span


class BoundSide(StrEnum):
    """Which end of a range a bound sets."""

    EARLIEST = "earliest"
    LATEST = "latest"


class BoundKind(StrEnum):
    """What a bound rests on: a date or year told, a weekday, an office, an event, a quotation."""

    DATE = "date"
    WEEKDAY = "weekday"
    OFFICE = "office"
    EVENT = "event"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One thing that limits when an undated document was published.

    Attributes:
        side: The end that it sets.
        value: ISO 8601 day, or the month or year if no more is known; included in the range.
        kind: What it rests on.
        words: The words of the document that it rests on.
        because: What the words tell beyond themselves, such as whose office they name. None:
            they tell the date themselves.
        other: Where another document has the same quotation. None: the document alone tells.
    """

    side: BoundSide
    value: str
    kind: BoundKind
    words: Span
    because: str | None = None
    other: Evidence | None = None

    def __post_init__(self) -> None:
        if len(check_iso(self.value)) > 10:
            raise RecordError(f"a bound is a day, a month or a year, not {self.value!r}")
        if (self.kind is BoundKind.QUOTATION) != (self.other is not None):
            raise RecordError("a bound by a quotation names the other document, and only that does")

    @property
    def basis(self) -> DateBasis:
        """Whether the document alone tells it, or the dossier's other documents."""
        return DateBasis.DOSSIER if self.kind is BoundKind.QUOTATION else DateBasis.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """When an undated document may have been published.

    Attributes:
        document: Id of the document.
        bounds: All that limits it, in a fixed order; empty if nothing does.
        run: Id of the run that read the document.
    """

    document: str
    bounds: tuple[Bound, ...]
    run: str

    @property
    def earliest(self) -> Bound | None:
        """The bound that sets the first day. None: nothing tells."""
        lower = [bound for bound in self.bounds if bound.side is BoundSide.EARLIEST]
        return max(lower, key=lambda bound: bound.value, default=None)

    @property
    def latest(self) -> Bound | None:
        """The bound that sets the last day. None: nothing tells."""
        upper = [bound for bound in self.bounds if bound.side is BoundSide.LATEST]
        return min(upper, key=_last_day, default=None)

    @property
    def deciding(self) -> tuple[Bound, ...]:
        """The bounds that set its ends, the earlier end first."""
        return tuple(bound for bound in (self.earliest, self.latest) if bound)

    @property
    def basis(self) -> DateBasis:
        """Whether the document alone tells its ends, or the dossier's other documents."""
        bases = {bound.basis for bound in self.deciding}
        return DateBasis.DOSSIER if DateBasis.DOSSIER in bases else DateBasis.TEXT

    @property
    def days(self) -> str | None:
        """The range in short: "2022-11 to 2023-01". None: nothing limits it."""
        return days_between((self,))

    @property
    def published(self) -> PublishedOn | None:
        """The date itself, if both ends lie on one day or in one month. None: they do not."""
        first, last = self.earliest, self.latest
        if first is None or last is None:
            return None
        for length in (len("2022-11-15"), len("2022-11")):
            if first.value[:length] == last.value[:length] and len(first.value) >= length:
                return PublishedOn(value=first.value[:length], basis=self.basis)
        return None


def days_between(ranges: Collection[DateRange | None]) -> str | None:
    """Tell between which days undated documents are from: "2022-11 to 2023-01", "2022-11 or later".

    Args:
        ranges: The range of each. None: nothing tells of that document.

    Returns:
        ISO 8601 days, months or years in words. None: each end is open for one of them.
    """
    firsts = [found and found.earliest for found in ranges]
    lasts = [found and found.latest for found in ranges]
    first = min((bound.value for bound in firsts if bound), default=None) if all(firsts) else None
    last = max((b for b in lasts if b), key=_last_day, default=None) if all(lasts) else None
    if first and last:
        return first if first == last.value else f"{first} to {last.value}"
    if first:
        return f"{first} or later"
    return f"{last.value} or earlier" if last else None


def _last_day(bound: Bound) -> str:
    # The last day of 2023 is later than 2023-06, so a shorter value must sort behind.
    return bound.value + "~"
