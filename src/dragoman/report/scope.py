"""Scope: what a brief is about: a time, a party, a concept, a plan; or the whole record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dragoman.analysis import CoveredDocument, Said
from dragoman.analysis.days import when_of
from dragoman.errors import RecordError
from dragoman.record import Claim, Meeting, Plan, days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a brief is about; without anything it is about the whole record.

    Attributes:
        since: ISO 8601, as precise as wanted: the first day. None: from the beginning.
        until: Likewise the last day, as of which positions are told. None: to the end.
        party: Name of the party. None: all.
        concept: Id of the concept. None: all.
        plan: Id of a plan. None: all.
    """

    since: str | None = None
    until: str | None = None
    party: str | None = None
    concept: str | None = None
    plan: str | None = None

    def __post_init__(self) -> None:
        first, last = self.days
        if first > last:
            raise RecordError(f"the brief would end on {self.until}, before it begins {self.since}")

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, or those of the calendar."""
        first = days_of(self.since)[0] if self.since else date.min
        return first, days_of(self.until)[1] if self.until else date.max

    @property
    def timed(self) -> bool:
        """Whether it has a beginning or an end."""
        return bool(self.since or self.until)

    @property
    def whole(self) -> bool:
        """Whether it is the whole record."""
        return not (self.timed or self.party or self.concept or self.plan)

    @property
    def before(self) -> "Scope | None":
        """The time of the same length before it. None: it has no beginning or no end."""
        if not (self.since and self.until):
            return None
        first, last = self.days
        length = last.toordinal() - first.toordinal() + 1
        if first.toordinal() <= length:
            return None
        begin, end = (date.fromordinal(first.toordinal() - back) for back in (length, 1))
        return Scope(since=begin.isoformat(), until=end.isoformat(), party=self.party)

    def holds(self, value: str | None) -> bool:
        """Tell whether a date, as precise as known, may lie in its time; an unknown one does not.

        Without a beginning and an end, everything does.
        """
        if not self.timed:
            return True
        return value is not None and self._overlaps(*days_of(value))

    def holds_document(self, covered: CoveredDocument) -> bool:
        """Tell whether a document was published in its time."""
        return self.holds(covered.day)

    def holds_statement(self, said: Said) -> bool:
        """Tell whether a statement was made in its time, by its party, on its concept."""
        statement = said.statement
        if self.party and statement.party != self.party:
            return False
        if self.concept and all(code.concept != self.concept for code in statement.codes):
            return False
        if not self.timed:
            return True
        when = when_of(said)
        return bool(when.day and when.first and when.last) and self._overlaps(when.first, when.last)

    def holds_claim(self, claim: Claim, kept: Iterable[str]) -> bool:
        """Tell whether a claim has a statement that is kept."""
        return self.whole or not set(claim.statements).isdisjoint(kept)

    def holds_meeting(self, meeting: Meeting, days: Iterable[str | None]) -> bool:
        """Tell whether a meeting is of its time, or told of in it, and of its party.

        Args:
            meeting: The meeting.
            days: When the documents were published that tell of it.
        """
        if self.concept or self.plan:
            return False
        if self.party and self.party not in (*meeting.participants, *meeting.reported_by):
            return False
        return self.holds(meeting.date) or any(map(self.holds, days))

    def holds_plan(self, tellings: Iterable[Plan], days: Iterable[str | None]) -> bool:
        """Tell whether a plan, by any of its tellings, is what it asks for.

        Args:
            tellings: The plan as each document tells it.
            days: When these documents were published.
        """
        told = tuple(tellings)
        if self.plan:
            return any(plan.id == self.plan for plan in told)
        if self.party and all(plan.by != self.party for plan in told):
            return False
        codes = (code.concept for plan in told for term in plan.terms for code in term.codes)
        if self.concept and self.concept not in codes:
            return False
        return any(map(self.holds, (*(plan.date for plan in told), *days)))

    def _overlaps(self, first: date | None, last: date | None) -> bool:
        begin, end = self.days
        return first is not None and last is not None and first <= end and last >= begin
