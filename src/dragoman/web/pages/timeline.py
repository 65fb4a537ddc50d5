"""Timeline: who said what on which day, with meetings, plans and shifts; the newest day first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Act
from dragoman.store.dates import last_of
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.paging import cursor_of, key_of
from dragoman.store.queries.timeline import (
    PartyDay,
    StatementDays,
    StatementsOfDays,
    UndatedCount,
)
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, Words, days_before, iso, query_of
from dragoman.web.choices import ACT_CHOICES, ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.lanes import GROUPS, ActGroup, Picture, Step
from dragoman.web.pages.timeline_days import DayLine, build_days, marks_between
from dragoman.web.pages.timeline_picture import Drawn, draw
from dragoman.web.rendering import render

DAYS = 10
"""Days with statements that a page of the list has."""

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


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.ACTORS, Part.MEETINGS, Part.PLANS, Part.SHIFTS)
"""The parts of the record that the page rests on."""

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
    page = desk.memo(
        ("timeline", asked, after), lambda: build_timeline(desk, asked, after=after), *RESTS_ON
    )
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
    counts = desk.memo(("statement days", asked), lambda: _counts(desk, asked), Part.STATEMENTS)
    days = sorted({one.day for one in counts}, reverse=True)
    before = last_of(str(key_of(after, [str])[0])) if after else None
    left = [day for day in days if before is None or day < before]
    shown = left[:DAYS]
    # What is ahead of the newest statement stands above it, on the first part; what is older than
    # the oldest below it, on the last.
    since = shown[-1] if len(left) > DAYS else None
    until = days_before(before, 1) if before else None
    drawn = desk.memo(("timeline picture", asked), lambda: _drawn(desk, asked, counts), *RESTS_ON)
    said = desk.view.ask(StatementsOfDays(days=tuple(shown), filter=asked, each=EACH))
    return TimelinePage(
        title="Timeline",
        asked=asked,
        total=sum(one.number for one in counts),
        undated=_undated(desk, asked),
        first=days[-1] if days else None,
        last=days[0] if days else None,
        picture=drawn.picture,
        step=drawn.step,
        groups=GROUPS if drawn.by_act else (),
        days=build_days(desk, dict(said), counts, marks_between(desk, asked, since, until)),
        next=cursor_of((shown[-1],)) if len(left) > DAYS else None,
        begins=after is None,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
    )


def _counts(desk: Desk, asked: StatementFilter) -> tuple[PartyDay, ...]:
    """Count the statements by day and party; those whose day lies outside are no dots."""
    found = desk.view.ask(StatementDays(filter=asked))
    since, until = asked.since or "", asked.until
    if not since and until is None:
        return found
    return tuple(one for one in found if since <= one.day and (until is None or one.day <= until))


def _undated(desk: Desk, asked: StatementFilter) -> int:
    rest = replace(asked, since=None, until=None)
    return desk.ask(UndatedCount(filter=rest), Part.STATEMENTS)


def _drawn(desk: Desk, asked: StatementFilter, counts: Sequence[PartyDay]) -> Drawn:
    def query(party: str | None, since: str, until: str) -> str:
        told = query_of(asked) | {"party": party or asked.party, "since": since, "until": until}
        return urlencode({name: value for name, value in told.items() if value})

    return draw(desk, asked, counts, query)
