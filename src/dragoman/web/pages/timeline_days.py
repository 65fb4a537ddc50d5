"""Timeline days: the list beside the picture, with what was said, met, proposed and shifted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dragoman.record import Statement, days_of
from dragoman.report.parties import PartySign
from dragoman.report.signs import count
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.meetings import MeetingsTold
from dragoman.store.queries.positions import ShiftsFound
from dragoman.store.queries.statements import Lane
from dragoman.web.desk import Desk
from dragoman.web.families import families_of
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.pages.lanes import NOBODY, OTHERS, PLAN, SHIFT, Bar, Dot, Step
from dragoman.web.pages.meetings import MeetingLine, meeting_lines
from dragoman.web.pages.plans import PlanLine, plan_line
from dragoman.web.pages.shifts import ShiftLine, build_shift_lines
from dragoman.web.wording import cut_short

MOST_MARKS = 1000
"""Meetings, plans and shifts of each kind that are drawn or listed at most, the newest."""

NAMED = 6
"""Meetings, plans or shifts of one time that a reader is told by name in the picture."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What happened beside statements between two days.

    Attributes:
        meetings: The meetings, by the day that they stand at.
        plans: The plans, by the day on which they are first told of.
        shifts: The shifts.
    """

    meetings: tuple[tuple[str, MeetingLine], ...]
    plans: tuple[tuple[str, PlanLine], ...]
    shifts: tuple[ShiftLine, ...]

    def within(self, since: str | None, until: str | None) -> "Marks":
        """Keep those of a part of a list, whose limits lie between days: each is in one part."""

        def is_in(day: str) -> bool:
            return (since or "") <= day and (until is None or day <= until)

        return Marks(
            meetings=tuple((day, meeting) for day, meeting in self.meetings if is_in(day)),
            plans=tuple((day, plan) for day, plan in self.plans if is_in(day)),
            shifts=tuple(shift for shift in self.shifts if is_in(shift.on)),
        )

    def dots(self, lanes: Mapping[str, str], step: Step) -> Iterator[Dot]:
        """Draw plans and shifts in the lanes of their parties, those of one time as one dot.

        Args:
            lanes: The lane of each party that has one.
            step: How far apart dots are.
        """
        plans: defaultdict[tuple[str, str], list[PlanLine]] = defaultdict(list)
        for day, plan in self.plans:
            lane = lanes.get(plan.by or "", OTHERS if plan.by else NOBODY)
            plans[lane, step.around(day)[0]].append(plan)
        for (lane, day), group in sorted(plans.items()):
            named = [f"{plan.name} ({count(plan.articles, 'article')})" for plan in group]
            yield Dot(
                lane=lane,
                day=day,
                glyph=PLAN,
                count=len(group),
                words=f"{day}: plans first told of: {_named(named)}",
                href=f"plans/{group[0].id}" if len(group) == 1 else "plans",
            )
        shifts: defaultdict[tuple[str, str], list[ShiftLine]] = defaultdict(list)
        for shift in self.shifts:
            shifts[lanes.get(shift.party, OTHERS), step.around(shift.on)[0]].append(shift)
        for (lane, day), turns in sorted(shifts.items()):
            yield _shift_dot(lane, day, step.around(day)[1], turns)

    def bars(self, step: Step) -> tuple[Bar, ...]:
        """Draw meetings as bars, those of one time in one; without a date, where they are told of.

        Args:
            step: How far apart the dots are; a bar is as long, or as its date is precise.
        """
        times: defaultdict[tuple[str, str], list[MeetingLine]] = defaultdict(list)
        for day, meeting in self.meetings:
            first, last = days_of(day)
            begins, ends = step.around(first.isoformat())
            times[min(begins, first.isoformat()), max(ends, last.isoformat())].append(meeting)
        return tuple(_bar(start, end, times[start, end]) for start, end in sorted(times))


def _shift_dot(lane: str, day: str, last: str, shifts: Sequence[ShiftLine]) -> Dot:
    """Draw the shifts of one lane and time."""
    told = [
        f"{one.party}: {one.text}: {one.before.word} before, {one.after.word} since"
        for one in shifts
    ]
    parties = {one.party for one in shifts}
    query = {"party": next(iter(parties))} if len(parties) == 1 else {}
    return Dot(
        lane=lane,
        day=day,
        glyph=SHIFT,
        count=len(shifts),
        words=f"{day}: {count(len(shifts), 'shift')}: {_named(told)}",
        href=f"shifts?{urlencode(query | {'since': day, 'until': last})}",
    )


def _named(told: Sequence[str]) -> str:
    """Write the first of several things in a row."""
    more = f"; and {len(told) - NAMED} more" if len(told) > NAMED else ""
    return "; ".join(told[:NAMED]) + more


def _bar(start: str, end: str, meetings: Sequence[MeetingLine]) -> Bar:
    named = [" ".join(p.sign.mark if p.sign else p.name for p in m.parties) for m in meetings]
    statuses = {meeting.status for meeting in meetings}
    when = start if start == end else f"{start} to {end}"
    told = [f"{name} {one.status}" for name, one in zip(named, meetings, strict=True)]
    alone = meetings[0] if len(meetings) == 1 else None
    return Bar(
        start=start,
        end=end,
        name=named[0] if alone else str(len(meetings)),
        status=next(iter(statuses)) if len(statuses) == 1 else "",
        words=f"{when}: {count(len(meetings), 'meeting')}: {_named(told)}",
        href=f"meetings/{alone.id}" if alone else f"meetings?since={start}&until={end}",
    )


def marks_between(
    desk: Desk, asked: StatementFilter, since: str | None, until: str | None
) -> Marks:
    """Give the meetings, plans and shifts between two days that a filter lets through.

    A filter by speaker, outlet or act is of statements alone, and lets nothing else through; one by
    concept lets plans and shifts through.

    Args:
        desk: What the request works with.
        asked: The filter; its own limits in time do not count.
        since: ISO day. None: no limit.
        until: ISO day. None: no limit.
    """
    if asked.speaker or asked.outlet or asked.act:
        return Marks(meetings=(), plans=(), shifts=())
    found = desk.view.ask(
        ShiftsFound(
            since=since,
            until=until,
            party=asked.party,
            concept=asked.concept,
            limit=MOST_MARKS,
        )
    )
    return Marks(
        meetings=() if asked.concept else tuple(_meetings(desk, asked.party, since, until)),
        plans=tuple(_plans(desk, asked, since, until))[:MOST_MARKS],
        shifts=build_shift_lines(desk, found.items),
    )


def _meetings(
    desk: Desk, party: str | None, since: str | None, until: str | None
) -> Iterator[tuple[str, MeetingLine]]:
    found = desk.view.ask(MeetingsTold(party=party, since=since, until=until, limit=MOST_MARKS))
    for line in meeting_lines(desk, found.items):
        if day := line.date or line.told_on:
            yield day[:10], line


def _plans(
    desk: Desk, asked: StatementFilter, since: str | None, until: str | None
) -> Iterator[tuple[str, PlanLine]]:
    for family in families_of(desk).all:
        day, by = family.first_on, family.plan.by or ""
        within = day and (since or "") <= day and (until is None or day <= until)
        wanted = asked.party is None or asked.party in (by, *by.split(" and "))
        if day and within and wanted and asked.concept in (None, *family.concepts):
            yield day, plan_line(desk, family)


def build_days(
    desk: Desk,
    said: Mapping[str, Sequence[Statement]],
    counts: Iterable[Lane],
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
    for lane in counts:
        if lane.day in said:
            totals[lane.day][lane.party] += lane.statements
    built = build_lines(desk, [statement for group in said.values() for statement in group])
    lines = {line.id: line for line in built}
    days = {
        *said,
        *(day for day, _ in marks.meetings),
        *(day for day, _ in marks.plans),
        *(shift.on for shift in marks.shifts),
    }
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
        meetings=tuple(meeting for on, meeting in marks.meetings if on == day),
        plans=tuple(plan for on, plan in marks.plans if on == day),
        shifts=tuple(shift for shift in marks.shifts if shift.on == day),
    )
