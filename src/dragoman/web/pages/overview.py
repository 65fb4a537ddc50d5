"""Overview: what is new since a day: shifts, contested claims, meetings, coverage, quarantine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import ClaimStatus, ShiftKind
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.coverage import OutletsBetween
from dragoman.store.queries.days import HasStatements, Reach
from dragoman.store.queries.documents import CoverageByDay
from dragoman.store.queries.meetings import MeetingsTold
from dragoman.store.queries.positions import ShiftsFound
from dragoman.store.queries.quarantine import QuarantineCounts, QuarantineList
from dragoman.store.queries.written import Part
from dragoman.web.asking import Day, days_before, iso
from dragoman.web.bars import Bars, build_bars
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.claims import ClaimLine, claim_lines
from dragoman.web.pages.meetings import MeetingLine, ahead_of, meeting_lines
from dragoman.web.pages.quarantine import QuarantineLine, quarantine_line
from dragoman.web.pages.shifts import ShiftLine, build_shift_lines
from dragoman.web.reaching import reach_of
from dragoman.web.rendering import render

WEEK = 7
PRESETS = (("a day", 1), ("a week", WEEK), ("a month", 30), ("three months", 91), ("a year", 365))
"""How far before the newest day the time begins that is looked at."""

SHIFTS, CLAIMS, MEETINGS, OUTLETS, QUARANTINED = 7, 6, 6, 12, 5
"""How many of each are shown; a link leads to the others."""

ROWS, BARS = 16, 130
"""How many times the table of coverage has, and the picture of the whole record, at most."""

TURNS = (ShiftKind.REVERSAL, ShiftKind.NEW_CONDITION, ShiftKind.DROPPED_CONDITION)
"""Shifts of what is held; the others tell who spoke for the first time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that is looked at.

    Attributes:
        since: Its first ISO day.
        until: Its last ISO day.
        newest: The newest ISO day of the record, at which it ends if nothing else is asked for.
        before: The first and last day of the time of the same length before it.
        behind: Those of the time of the same length after it. None: nothing is newer.
    """

    since: str
    until: str
    newest: str
    before: tuple[str, str]
    behind: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A time that can be chosen: its words, its first ISO day, and whether it is looked at."""

    words: str
    since: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet with what it published in the time. A name that is None: not known."""

    name: str | None
    path: str | None
    documents: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new in the time that is looked at.

    Attributes:
        window: The time.
        presets: The times that can be chosen with a click.
        documents: How many documents were published in it.
        statements: How many statements these have.
        turns: How many shifts changed what is held.
        openings: How many others there were: first statements, new speakers.
        shifts: The newest of those that changed what is held; of the others if there are none.
        contested: How many contested claims have a statement of the time.
        claims: The newest of them.
        ahead: Whether the meetings are ahead of the newest day; else they are the newest.
        planned: How many are ahead.
        meetings: The meetings.
        outlets: The outlets with most documents.
        others: How many other outlets published something.
        days: Coverage of the time, for a table.
        whole: Coverage of the whole record, for a picture.
    """

    window: Window
    presets: tuple[Preset, ...]
    documents: int
    statements: int
    turns: int
    openings: int
    shifts: tuple[ShiftLine, ...]
    contested: int
    claims: tuple[ClaimLine, ...]
    ahead: bool
    planned: int
    meetings: tuple[MeetingLine, ...]
    outlets: tuple[OutletLine, ...]
    others: int
    days: Bars
    whole: Bars

    @property
    def top(self) -> int:
        """The largest number of documents of an outlet, from which their bars are drawn."""
        return max((outlet.documents for outlet in self.outlets), default=1)

    @property
    def sources(self) -> int:
        """How many outlets published something in the time, unknown ones as one."""
        return len(self.outlets) + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """What the first page shows.

    Attributes:
        title: What the page is called.
        reach: From when to when documents are, and how many have no place in time.
        read: Whether the record has any statement.
        news: What is new. None: no document has a place in time.
        quarantined: How many documents are in quarantine.
        quarantine: The first of them.
    """

    title: str
    reach: Reach
    read: bool
    news: News | None
    quarantined: int
    quarantine: tuple[QuarantineLine, ...]


RESTS_ON = (
    Part.DOCUMENTS,
    Part.STATEMENTS,
    Part.ACTORS,
    Part.CLAIMS,
    Part.MEETINGS,
    Part.SHIFTS,
    Part.QUARANTINE,
)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def overview(request: Request, desk: AtDesk, since: Day = None, until: Day = None) -> HTMLResponse:
    """Show what is new."""
    asked = (iso(since), iso(until))
    key = ("overview", asked, reach_of(desk))  # which changes at midnight, too
    page = desk.memo(key, lambda: build_overview(desk, *asked), *RESTS_ON)
    return render(request, "overview.html.j2", page)


def build_overview(desk: Desk, since: str | None = None, until: str | None = None) -> OverviewPage:
    """Build the first page.

    Args:
        desk: What the request works with.
        since: The first ISO day to look at. None: a week before the newest of the record.
        until: The last ISO day to look at. None: the newest of the record.
    """
    reach = reach_of(desk)
    quarantined = sum(number for _, number in desk.view.ask(QuarantineCounts()))
    rows = desk.view.ask(QuarantineList(limit=QUARANTINED)).items
    return OverviewPage(
        title="Overview",
        reach=reach,
        read=desk.view.ask(HasStatements()),
        news=_news(desk, reach.first, _window(since, until, reach.newest))
        if reach.first and reach.newest
        else None,
        quarantined=quarantined,
        quarantine=tuple(map(quarantine_line, rows)),
    )


def _window(since: str | None, until: str | None, newest: str) -> Window:
    end = until or newest
    begin = min(since or days_before(end, WEEK), end)
    days = (date.fromisoformat(end) - date.fromisoformat(begin)).days + 1
    last_before = days_before(begin, 1)
    after = date.fromisoformat(end) + timedelta(days=1) if end < newest else None
    return Window(
        since=begin,
        until=end,
        newest=newest,
        before=(days_before(last_before, days - 1), last_before),
        behind=(after.isoformat(), (after + timedelta(days=days - 1)).isoformat())
        if after
        else None,
    )


def _news(desk: Desk, first: str, window: Window) -> News:
    since, until = window.since, window.until
    between = OutletsBetween(since=since, until=until)
    outlets = desk.ask(between, Part.DOCUMENTS, Part.STATEMENTS)
    turns, openings, shifts = _shifts(desk, since, until)
    claims = desk.view.ask(
        ClaimList(status=ClaimStatus.CONTESTED, since=since, until=until, limit=CLAIMS, count=True)
    )
    ahead, planned, meetings = _meetings(desk, window)
    counted = desk.ask(CoverageByDay(), Part.DOCUMENTS)
    return News(
        window=window,
        presets=tuple(_presets(window, first)),
        documents=sum(outlet.documents for outlet in outlets),
        statements=sum(outlet.statements for outlet in outlets),
        turns=turns,
        openings=openings,
        shifts=shifts,
        contested=claims.total or 0,
        claims=claim_lines(desk, claims.items),
        ahead=ahead,
        planned=planned,
        meetings=meetings,
        outlets=tuple(
            OutletLine(
                name=shown_in_line(outlet.outlet) if outlet.outlet else None,
                path=f"/outlets/{outlet.outlet}" if outlet.outlet else None,
                documents=outlet.documents,
                statements=outlet.statements,
            )
            for outlet in outlets[:OUTLETS]
        ),
        others=len(outlets[OUTLETS:]),
        days=build_bars(counted, first=max(since, min(first, until)), last=until, most=ROWS),
        whole=build_bars(
            counted, first=first, last=window.newest, most=BARS, since=since, until=until
        ),
    )


def _presets(window: Window, first: str) -> Iterable[Preset]:
    ends = window.until == window.newest
    for words, days in PRESETS:
        since = days_before(window.newest, days)
        if since > first:
            yield Preset(words=words, since=since, chosen=ends and since == window.since)
    yield Preset(words="everything", since=first, chosen=ends and first == window.since)


def _shifts(desk: Desk, since: str, until: str) -> tuple[int, int, tuple[ShiftLine, ...]]:
    """Count the shifts that change what is held and the others, and give the newest."""

    def ask(kinds: tuple[ShiftKind, ...]) -> tuple[int, tuple[ShiftLine, ...]]:
        asked = ShiftsFound(since=since, until=until, kinds=kinds, limit=SHIFTS, count=True)
        found = desk.view.ask(asked)
        return found.total or 0, build_shift_lines(desk, found.items)

    turns, lines = ask(TURNS)
    openings, opened = ask(tuple(kind for kind in ShiftKind if kind not in TURNS))
    return turns, openings, lines or opened


def _meetings(desk: Desk, window: Window) -> tuple[bool, int, tuple[MeetingLine, ...]]:
    """Give the meetings ahead of the record, the next one first; else the newest of the time."""
    if window.until == window.newest:
        asked = MeetingsTold(ahead=ahead_of(desk), limit=MEETINGS, count=True)
        planned = desk.ask(asked, Part.MEETINGS, Part.DOCUMENTS)
        if planned.items:
            return True, planned.total or 0, meeting_lines(desk, planned.items)
    past = MeetingsTold(until=window.until, limit=MEETINGS)
    newest = desk.ask(past, Part.MEETINGS, Part.DOCUMENTS)
    return False, 0, meeting_lines(desk, newest.items)
