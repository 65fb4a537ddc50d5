"""The timeline's picture: what its script draws, from counts alone; so years of it are cheap."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from dragoman.record import days_of
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import count
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.meetings import MeetingDay, MeetingDays, MeetingsByIds
from dragoman.store.queries.statements import Lane, LanesByDay
from dragoman.store.queries.timeline import PartyDay, ShiftDays
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk
from dragoman.web.pages.lanes import (
    BY_ACT,
    MOST_LANES,
    PLAN,
    SHIFT,
    Bar,
    Dot,
    Picture,
    Step,
    build_dots,
    build_lanes,
    lane_of,
    order_parties,
    span_words,
    step_for,
)
from dragoman.web.pages.timeline_days import Marked, plans_told

STRAY = 0.1
"""Share of the statements, the oldest, that the picture may leave to the list."""

STRETCHED = 0.6
"""It does so if the others are within this share of the time; both are chosen, not measured."""

NAMED = 6
"""Plans of one time that a reader is told by name in the picture."""

Queried = Callable[[str | None, str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture: what the script draws, how far apart its dots are, and whether acts are apart."""

    picture: Picture
    step: Step
    by_act: bool


def draw(desk: Desk, asked: StatementFilter, counts: Sequence[PartyDay], query: Queried) -> Drawn:
    """Draw what a filter lets through.

    Args:
        desk: What the request works with.
        asked: The filter.
        counts: How many statements each party made on each day, in the order of days.
        query: Makes the query of an address of statements, for a party and between two days.
    """
    since = asked.since or bulk_since(counts)
    counts = [one for one in counts if since is None or one.day >= since]
    order = order_parties(counts, (*desk.dossier.parties, *desk.dossier.third_parties))
    parties = order[:MOST_LANES]
    places = {party: str(number) for number, party in enumerate(parties)}
    step = step_for(counts, len({lane_of(one.party, places) for one in counts}))

    def address(party: str | None, first: str, last: str) -> str:
        # Relative, so that it holds behind any base path.
        return f"statements?{query(party, first, last)}"

    said = build_dots(_lanes(desk, asked, counts, since, step), places, step, address)
    dots = (*said, *_marks(desk, asked, since, places, step))
    picture = Picture(
        since=since,
        until=asked.until,
        lanes=build_lanes(parties, desk.signs, dots),
        dots=dots,
        meetings=tuple(_bars(desk, asked, since, step)),
    )
    return Drawn(picture=picture, step=step, by_act=len({dot.glyph for dot in said}) > 1)


def _lanes(
    desk: Desk,
    asked: StatementFilter,
    counts: Sequence[PartyDay],
    since: str | None,
    step: Step,
) -> tuple[Lane, ...]:
    """Count by act too, where there are days few enough for it; else by what dots stand for."""
    if step in BY_ACT:
        return desk.view.ask(LanesByDay(since=since, until=asked.until, filter=asked))
    said: Counter[tuple[str, str | None]] = Counter()
    firsts = {day: step.around(day)[0] for day in {one.day for one in counts}}
    for day, party, number in counts:
        said[firsts[day], party] += number
    return tuple(
        Lane(day=day, party=party, act=None, statements=number)
        for (day, party), number in said.items()
    )


def bulk_since(counts: Sequence[PartyDay]) -> str | None:
    """Tell from which day on most statements are, if the others stretch the picture.

    An article that cites a speech of years ago would leave all that matters in a corner.

    Returns:
        The day. None: the picture has room for all.
    """
    by_day: Counter[str] = Counter()
    for one in counts:
        by_day[one.day] += one.number
    days = sorted(by_day)
    seen = 0
    for day in days:
        seen += by_day[day]
        if seen > STRAY * by_day.total():
            whole, bulk = (_days(first, days[-1]) for first in (days[0], day))
            return day if bulk < STRETCHED * whole else None
    return None


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _marks(
    desk: Desk,
    asked: StatementFilter,
    since: str | None,
    places: Mapping[str, str],
    step: Step,
) -> Iterator[Dot]:
    """Draw plans and shifts in the lanes of their parties, those of one time as one dot."""
    marked = Marked.by(asked)
    if marked.plans:
        yield from _plans(desk, asked, since, places, step)
    if marked.shifts:
        query = ShiftDays(since=since, until=asked.until, party=asked.party, concept=asked.concept)
        yield from _shifts(desk.ask(query, Part.SHIFTS), asked.concept, places, step)


def _plans(
    desk: Desk,
    asked: StatementFilter,
    since: str | None,
    places: Mapping[str, str],
    step: Step,
) -> Iterator[Dot]:
    grouped: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for day, family in plans_told(desk, asked):
        if (since or "") <= day and (asked.until is None or day <= asked.until):
            told = f"{family.plan.name} ({count(len(family.plan.documents), 'article')})"
            key = step.around(day)[0], lane_of(family.plan.by, places)
            grouped[key].append((family.plan.main.id, shown_in_line(told)))
    for (day, lane), plans in sorted(grouped.items()):
        more = f"; and {len(plans) - NAMED} more" if len(plans) > NAMED else ""
        named = "; ".join(name for _, name in plans[:NAMED])
        yield Dot(
            lane=lane,
            day=day,
            glyph=PLAN,
            count=len(plans),
            words=f"{span_words(*step.around(day))}: plans first told of: {named}{more}",
            href=f"plans/{plans[0][0]}" if len(plans) == 1 else "plans",
        )


def _shifts(
    counts: Iterable[PartyDay], concept: str | None, places: Mapping[str, str], step: Step
) -> Iterator[Dot]:
    grouped: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in counts:
        key = step.around(one.day)[0], lane_of(one.party, places)
        grouped[key][one.party or ""] += one.number
    for (day, lane), parties in sorted(grouped.items()):
        first, last = step.around(day)
        told = {"since": first, "until": last}
        told |= {"party": next(iter(parties))} if len(parties) == 1 else {}
        told |= {"concept": concept} if concept else {}
        named = ", ".join(f"{shown_in_line(p)} {n}" for p, n in parties.most_common(NAMED))
        yield Dot(
            lane=lane,
            day=day,
            glyph=SHIFT,
            count=parties.total(),
            words=f"{span_words(first, last)}: {count(parties.total(), 'shift')}: {named}",
            href=f"shifts?{urlencode(told)}",
        )


def _bars(desk: Desk, asked: StatementFilter, since: str | None, step: Step) -> Iterator[Bar]:
    """Draw meetings as bars, those of one time in one; without a date, where they are told of."""
    if not Marked.by(asked).meetings:
        return
    days = MeetingDays(party=asked.party, since=since, until=asked.until)
    found = desk.ask(days, Part.MEETINGS, Part.DOCUMENTS)
    times: defaultdict[tuple[str, str], list[MeetingDay]] = defaultdict(list)
    for one in found:
        first, last = (day.isoformat() for day in days_of(one.day))
        begins, ends = step.around(first)
        times[min(begins, first), max(ends, last)].append(one)
    alone = [group[0].first for group in times.values() if _total(group) == 1]
    marks = {
        meeting.id: " ".join(_mark(desk, party) for party in meeting.participants)
        for meeting in desk.view.ask(MeetingsByIds(ids=tuple(alone)))
    }
    for (first, last), group in sorted(times.items()):
        statuses = Counter[str]()
        for one in group:
            statuses[one.status] += one.meetings
        only = group[0].first if statuses.total() == 1 else None
        told = ", ".join(f"{status} {number}" for status, number in statuses.most_common())
        name = marks.get(only, "") if only else ""
        yield Bar(
            start=first,
            end=last,
            name=name or str(statuses.total()),
            status=next(iter(statuses)) if len(statuses) == 1 else "",
            words=f"{span_words(first, last)}: {count(statuses.total(), 'meeting')}: "
            + (f"{name} {told.removesuffix(' 1')}" if only else told),
            href=f"meetings/{only}" if only else f"meetings?{_between(asked, first, last)}",
        )


def _total(group: Iterable[MeetingDay]) -> int:
    return sum(one.meetings for one in group)


def _mark(desk: Desk, party: str) -> str:
    sign = desk.sign(party)
    return sign.mark if sign else shown_in_line(party)


def _between(asked: StatementFilter, first: str, last: str) -> str:
    party = {"party": asked.party} if asked.party else {}
    return urlencode(party | {"since": first, "until": last})
