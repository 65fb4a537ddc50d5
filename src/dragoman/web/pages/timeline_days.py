"""Timeline days: the list beside the picture, with what was said, met, proposed and shifted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.record import Statement, days_of
from dragoman.report.parties import PartySign
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.meetings import MeetingDays, MeetingsTold
from dragoman.store.queries.positions import ShiftsFound
from dragoman.store.queries.timeline import PartyDay, ShiftDays
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.meetings import MeetingLine, meeting_lines
from dragoman.web.pages.plans import PlanLine, plan_line
from dragoman.web.pages.shifts import ShiftLine, build_shift_lines
from dragoman.web.plan_families import Family, families_of
from dragoman.web.wording import cut_short

MOST = 80
"""Meetings, plans and shifts of each kind that a part of the list has at most, the newest; of the
rest it has the number."""

WORDS = 150
"""Characters of a statement's words that the list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCount:
    """How many statements a party made on a day."""

    name: str | None
    sign: PartySign | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortLine:
    """A statement with its words cut short."""

    words: str
    line: StatementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day, or a month or year that something is told of without a day.

    Attributes:
        day: ISO 8601, as precise as known.
        first: Its first ISO day.
        last: Its last one.
        statements: How many statements were made on it.
        counts: By party, the most first.
        said: Some of them.
        meetings: Meetings of that day, or first told of then.
        plans: Plans first told of on that day.
        shifts: Positions that changed on that day.
        more_meetings: How many more meetings there are.
        more_shifts: How many more shifts.
    """

    day: str
    first: str
    last: str
    statements: int
    counts: tuple[PartyCount, ...]
    said: tuple[ShortLine, ...]
    meetings: tuple[MeetingLine, ...]
    plans: tuple[PlanLine, ...]
    shifts: tuple[ShiftLine, ...]
    more_meetings: int
    more_shifts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What happened beside statements between two days.

    Attributes:
        meetings: The meetings, by the day that they stand at.
        plans: The plans, by the day on which they are first told of.
        shifts: The shifts.
        all_meetings: How many meetings there are at each day, those not given counted.
        all_shifts: Likewise for shifts.
    """

    meetings: tuple[tuple[str, MeetingLine], ...]
    plans: tuple[tuple[str, PlanLine], ...]
    shifts: tuple[ShiftLine, ...]
    all_meetings: Mapping[str, int]
    all_shifts: Mapping[str, int]

    @property
    def days(self) -> set[str]:
        """The days that something happened on."""
        return {*(day for day, _ in self.plans), *self.all_meetings, *self.all_shifts}


def marks_between(
    desk: Desk, asked: StatementFilter, since: str | None, until: str | None
) -> Marks:
    """Give the meetings, plans and shifts of a part of the list; each is in one part only.

    Args:
        desk: What the request works with.
        asked: The filter.
        since: The first ISO day of the part. None: it is the last part.
        until: The last one. None: it is the first part.
    """

    def is_in(day: str) -> bool:
        """Tell whether a day, month or year is in the part: that of its beginning."""
        return (since or "") <= day and (until is None or day <= until)

    marked = Marked.by(asked)
    first, last = since or asked.since, until or asked.until
    shifts = ShiftsFound(
        since=first, until=last, party=asked.party, concept=asked.concept, grounds=(), limit=MOST
    )
    told = MeetingsTold(since=first, until=last, party=asked.party, limit=MOST)
    meetings = (
        meeting_lines(desk, desk.ask(told, Part.MEETINGS, Part.DOCUMENTS).items)
        if marked.meetings
        else ()
    )
    dated = ((line.date or line.told_on or "", line) for line in meetings)
    held, turned = Counter[str](), Counter[str]()
    if marked.meetings:
        days = MeetingDays(party=asked.party, since=first, until=last)
        for one in desk.ask(days, Part.MEETINGS, Part.DOCUMENTS):
            held[one.day] += one.meetings if is_in(one.day) else 0
    if marked.shifts:
        counted = ShiftDays(since=first, until=last, party=asked.party, concept=asked.concept)
        for day in desk.ask(counted, Part.SHIFTS):
            turned[day.day] += day.number
    return Marks(
        meetings=tuple((day[:10], line) for day, line in dated if day and is_in(day[:10])),
        plans=tuple(
            (day, plan_line(desk, family))
            for day, family in plans_told(desk, asked)
            if marked.plans and is_in(day) and asked_for(asked, day)
        )[:MOST],
        shifts=build_shift_lines(desk, desk.ask(shifts, Part.SHIFTS).items)
        if marked.shifts
        else (),
        all_meetings=+held,
        all_shifts=turned,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What a filter of statements lets through besides statements.

    One by speaker, outlet or act is of statements alone; one by concept is of plans and shifts too.
    """

    meetings: bool
    plans: bool
    shifts: bool

    @classmethod
    def by(cls, asked: StatementFilter) -> "Marked":
        """Tell what a filter lets through."""
        all_kinds = not (asked.speaker or asked.outlet or asked.act)
        return cls(meetings=all_kinds and not asked.concept, plans=all_kinds, shifts=all_kinds)


def asked_for(asked: StatementFilter, day: str) -> bool:
    """Tell whether a day is within the limits of a filter."""
    return (asked.since or "") <= day and (asked.until is None or day <= asked.until)


def plans_told(desk: Desk, asked: StatementFilter) -> Iterator[tuple[str, Family]]:
    """Give the plans that a filter lets through, with the day on which they are first told of."""
    for family in families_of(desk).all:
        by = family.plan.by or ""
        wanted = asked.party is None or asked.party in (by, *by.split(" and "))
        if family.first_on and wanted and asked.concept in (None, *family.concepts):
            yield family.first_on, family


def build_days(
    desk: Desk,
    said: Mapping[str, Sequence[Statement]],
    counts: Iterable[PartyDay],
    marks: Marks,
) -> tuple[DayLine, ...]:
    """Put days into lines, the newest first.

    Args:
        desk: What the request works with.
        said: Some statements of each day that is listed.
        counts: How many each party made, of these days and others.
        marks: What happened beside; its days are listed too.
    """
    totals: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for one in counts:
        if one.day in said:
            totals[one.day][one.party] += one.number
    built = build_lines(desk, [statement for group in said.values() for statement in group])
    lines = {line.id: line for line in built}
    days = {*said, *marks.days}
    return tuple(
        _day(desk, day, [lines[s.id] for s in said.get(day, ())], totals[day], marks)
        for day in sorted(days, reverse=True)
    )


def _day(
    desk: Desk,
    day: str,
    said: Sequence[StatementLine],
    totals: Counter[str | None],
    marks: Marks,
) -> DayLine:
    first, last = days_of(day)
    meetings = tuple(meeting for on, meeting in marks.meetings if on == day)
    shifts = tuple(shift for shift in marks.shifts if shift.on == day)
    ordered = sorted(totals.items(), key=lambda item: (item[0] is None, -item[1], item[0] or ""))
    return DayLine(
        day=day,
        first=first.isoformat(),
        last=last.isoformat(),
        statements=totals.total(),
        counts=tuple(
            PartyCount(name=party, sign=desk.sign(party), statements=number)
            for party, number in ordered
        ),
        said=tuple(
            ShortLine(words=cut_short(" … ".join(line.words), WORDS), line=line) for line in said
        ),
        meetings=meetings,
        plans=tuple(plan for on, plan in marks.plans if on == day),
        shifts=shifts,
        more_meetings=marks.all_meetings.get(day, 0) - len(meetings),
        more_shifts=marks.all_shifts.get(day, 0) - len(shifts),
    )
