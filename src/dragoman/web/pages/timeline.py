"""Timeline: who said what on which day, with meetings, plans and shifts; the newest day first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Act
from dragoman.store.finders import StatementFilter, last_of
from dragoman.store.queries.paging import cursor_of, key_of
from dragoman.store.queries.statements import Lane, LanesByDay
from dragoman.store.queries.timeline import StatementsOfDays, UndatedCount
from dragoman.web.asking import Blank, Day, Words, days_before, iso
from dragoman.web.choices import ACT_CHOICES, ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.lanes import (
    GROUPS,
    MOST_LANES,
    ActGroup,
    Picture,
    Step,
    build_dots,
    build_lanes,
    order_parties,
)
from dragoman.web.pages.timeline_days import DayLine, build_days, marks_between
from dragoman.web.rendering import render

DAYS = 10
"""Days with statements that a page of the list has."""

STRAY = 0.1
"""Share of the statements, the oldest, that the picture may leave to the list."""

STRETCHED = 0.6
"""It does so if the others are within this share of the time; both are chosen, not measured."""

EACH = 12
"""Statements of a day that are listed; more are behind a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What the timeline shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        total: How many statements it lets through that have a place in time.
        undated: How many that have none, of those that the rest of the filter lets through.
        first: ISO day of the earliest of them. None: there are none.
        last: That of the latest.
        picture: What the script draws.
        step: How far apart its dots are.
        groups: What the glyphs of its dots stand for; empty where they stand for all acts.
        days: A part of the list.
        next: Cursor of the next part. None: this is the last.
        begins: Whether it is the first part.
        parties: What may be chosen as party.
        concepts: What may be chosen as concept.
        acts: What may be chosen as act.
    """

    title: str
    asked: StatementFilter
    total: int
    undated: int
    first: str | None
    last: str | None
    picture: Picture
    step: Step
    groups: tuple[ActGroup, ...]
    days: tuple[DayLine, ...]
    next: str | None
    begins: bool
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]
    acts: tuple[ChoiceGroup, ...] = ACT_CHOICES

    @property
    def query(self) -> dict[str, str | None]:
        """The filter as it stands in an address."""
        return query_of(self.asked)


def query_of(asked: StatementFilter) -> dict[str, str | None]:
    """Put a filter as it stands in an address."""
    return {
        "party": asked.party,
        "speaker": asked.speaker,
        "concept": asked.concept,
        "outlet": asked.outlet,
        "act": asked.act,
        "since": asked.since,
        "until": asked.until,
    }


router = APIRouter()


@router.get("/timeline", response_class=HTMLResponse)
def timeline(
    request: Request,
    desk: AtDesk,
    party: Words = None,
    speaker: Words = None,
    concept: Words = None,
    outlet: Words = None,
    act: Annotated[Act | None, Blank] = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """Show the timeline."""
    asked = StatementFilter(
        party=party,
        speaker=speaker,
        concept=concept,
        outlet=outlet,
        act=act,
        since=iso(since),
        until=iso(until),
    )
    page = desk.memo(("timeline", asked, after), lambda: build_timeline(desk, asked, after=after))
    return render(request, "timeline.html.j2", page)


def build_timeline(
    desk: Desk, asked: StatementFilter | None = None, *, after: str | None = None
) -> TimelinePage:
    """Build the timeline.

    Args:
        desk: What the request works with.
        asked: Which statements. None: all.
        after: Cursor of the part of the list before. None: from the newest day on.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or StatementFilter()
    counts = desk.memo(("lanes", asked), lambda: _counts(desk, asked))
    days = sorted({count.day for count in counts}, reverse=True)
    before = last_of(str(key_of(after, 1)[0])) if after else None
    left = [day for day in days if before is None or day < before]
    shown = left[:DAYS]
    # What is ahead of the newest statement stands above it, on the first part; what is older than
    # the oldest below it, on the last.
    since = shown[-1] if len(left) > DAYS else None
    until = days_before(before, 1) if before else None
    marks = marks_between(desk, asked, since or asked.since, until or asked.until)
    marks = marks.within(since, until)
    picture, step, by_act = desk.memo(("picture", asked), lambda: _picture(desk, asked, counts))
    said = desk.view.ask(StatementsOfDays(days=tuple(shown), filter=asked, each=EACH))
    return TimelinePage(
        title="Timeline",
        asked=asked,
        total=sum(count.statements for count in counts),
        undated=_undated(desk, asked),
        first=days[-1] if days else None,
        last=days[0] if days else None,
        picture=picture,
        step=step,
        groups=GROUPS if by_act else (),
        days=build_days(desk, dict(said), counts, marks),
        next=cursor_of((shown[-1],)) if len(left) > DAYS else None,
        begins=after is None,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
    )


def _counts(desk: Desk, asked: StatementFilter) -> tuple[Lane, ...]:
    """Count the statements by day, party and act; those whose day lies outside are no dots."""
    return desk.view.ask(LanesByDay(since=asked.since, until=asked.until, filter=asked))


def _undated(desk: Desk, asked: StatementFilter) -> int:
    rest = replace(asked, since=None, until=None)
    return desk.memo(("undated", rest), lambda: desk.view.ask(UndatedCount(filter=rest)))


def _picture(
    desk: Desk, asked: StatementFilter, counts: Sequence[Lane]
) -> tuple[Picture, Step, bool]:
    """Draw what the filter lets through; tell how far apart dots are, and whether by act."""
    since = asked.since or bulk_since(counts)
    counts = [count for count in counts if since is None or count.day >= since]
    order = order_parties(counts, (*desk.dossier.parties, *desk.dossier.third_parties))
    parties = order[:MOST_LANES]

    def address(party: str | None, since: str, until: str) -> str:
        query = query_of(asked) | {"party": party or asked.party, "since": since, "until": until}
        given = {name: value for name, value in query.items() if value}
        # Relative, so that it holds behind any base path.
        return f"statements?{urlencode(given)}"

    dots, step = build_dots(counts, parties, address)
    by_act = len({dot.glyph for dot in dots}) > 1
    marks = marks_between(desk, asked, since, asked.until)
    drawn = (*dots, *marks.dots({party: str(at) for at, party in enumerate(parties)}, step))
    picture = Picture(
        since=since,
        until=asked.until,
        lanes=build_lanes(parties, desk.signs, drawn),
        dots=drawn,
        meetings=marks.bars(step),
    )
    return picture, step, by_act


def bulk_since(counts: Sequence[Lane]) -> str | None:
    """Tell from which day on most statements are, if the others stretch the picture.

    An article that cites a speech of years ago would leave all that matters in a corner.

    Returns:
        The day. None: the picture has room for all.
    """
    by_day: Counter[str] = Counter()
    for count in counts:
        by_day[count.day] += count.statements
    days = sorted(by_day)
    seen = 0
    for day in days:
        seen += by_day[day]
        if seen > STRAY * by_day.total():
            whole, bulk = (ordinal(days[-1]) - ordinal(first) for first in (days[0], day))
            return day if bulk < STRETCHED * whole else None
    return None


def ordinal(day: str) -> int:
    """Count the days from the beginning of the calendar."""
    return date.fromisoformat(day).toordinal()
