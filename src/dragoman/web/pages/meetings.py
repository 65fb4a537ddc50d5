"""Meetings: what is planned, what was held and what is only reported; and one meeting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Meeting, MeetingStatus
from dragoman.report.characters import shown_in_line
from dragoman.store.queries.meetings import Ahead, MeetingCounts, MeetingsTold, ToldMeeting
from dragoman.store.queries.written import Part
from dragoman.web.asking import Blank, Day, ListFilter, Words, days_before, iso
from dragoman.web.choices import ChoiceGroup, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import days_told
from dragoman.web.names import NameLine, Namer
from dragoman.web.reaching import reach_of
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

A_PAGE = 40
MOST_AHEAD = 30
LATELY = 30
"""Days before the newest document within which a plan without a date still counts as ahead."""

WORDS = 160
"""Characters of its words that a line of the list shows."""

STATUS_NOTES = {
    MeetingStatus.PLANNED: "announced or expected; nothing tells that it was held",
    MeetingStatus.HELD: "told of as something that happened",
    MeetingStatus.REPORTED: "reported by a source, and not told as a fact",
    MeetingStatus.DENIED: "somebody denies that it happened or will",
    MeetingStatus.CANCELLED: "called off or put off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """Who says what of a meeting: a verb and names."""

    verb: str
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsLine:
    """Words of an article: what they are, and where they stand."""

    words: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in a list.

    Attributes:
        id: Its id.
        date: Its date, as precise as told. None: not told.
        told_on: When the first document that tells of it is from. None: all are undated.
        days: Between which days these are from then. None: nothing tells.
        parties: The parties.
        people: The persons.
        place: Where. None: not told.
        status: What is said of it.
        note: What that means.
        accounts: Who reports, confirms and denies it, the empty left out.
        words: The longest of the words that it rests on.
        documents: How many documents tell of it.
    """

    id: str
    date: str | None
    told_on: str | None
    days: str | None
    parties: tuple[NameLine, ...]
    people: tuple[NameLine, ...]
    place: str | None
    status: MeetingStatus
    note: str
    accounts: tuple[AccountLine, ...]
    words: WordsLine
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusTab:
    """A status with the number of all its meetings."""

    status: MeetingStatus
    note: str
    meetings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFilter(ListFilter):
    """What is asked for; None asks for nothing.

    Attributes:
        status: Only meetings of which this is said.
        party: Only those that a party takes part in.
        person: Only those that a person of this name takes part in.
        since: Only those of this ISO day or later.
        until: Only those of this ISO day or earlier.
    """

    status: MeetingStatus | None = None
    party: str | None = None
    person: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingsPage:
    """What the list of meetings shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        tabs: The statuses with the number of all meetings that have them.
        newest: ISO day of the newest document, from which "ahead" counts. None: all are undated.
        ahead: What is planned for that day or later, the earliest first, or lately told of as
            planned for no day; on the first part only.
        more_ahead: How many more are.
        total: How many meetings besides the filter lets through.
        meetings: A part of them, the newest first.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as party.
    """

    title: str
    asked: MeetingFilter
    tabs: tuple[StatusTab, ...]
    newest: str | None
    ahead: tuple[MeetingLine, ...]
    more_ahead: int
    total: int
    meetings: tuple[MeetingLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.ACTORS, Part.MEETINGS)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/meetings", response_class=HTMLResponse)
def meetings(
    request: Request,
    desk: AtDesk,
    status: Annotated[MeetingStatus | None, Blank] = None,
    party: Words = None,
    person: Words = None,
    since: Day = None,
    until: Day = None,
    after: Words = None,
) -> HTMLResponse:
    """Show the meetings, those ahead first."""
    asked = MeetingFilter(
        status=status, party=party, person=person, since=iso(since), until=iso(until)
    )
    page = desk.memo(
        ("meetings", asked, after), lambda: build_meetings(desk, asked, after=after), *RESTS_ON
    )
    return render(request, "meetings.html.j2", page)


def build_meetings(
    desk: Desk, asked: MeetingFilter | None = None, *, after: str | None = None
) -> MeetingsPage:
    """Build a part of the list of meetings.

    Args:
        desk: What the request works with.
        asked: Which meetings. None: all.
        after: Cursor of the part before. None: from the beginning, with those ahead.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or MeetingFilter()
    newest, line = reach_of(desk).newest, ahead_of(desk)
    found = desk.view.ask(_told(asked, past=line, after=after, limit=A_PAGE))
    ahead = None
    if line is not None and after is None:
        ahead = desk.view.ask(_told(asked, ahead=line, limit=MOST_AHEAD))
    counts = dict(desk.ask(MeetingCounts(), Part.MEETINGS))
    planned = ahead.items if ahead else ()
    return MeetingsPage(
        title=f"Meetings: {asked.status}" if asked.status else "Meetings",
        asked=asked,
        tabs=tuple(
            StatusTab(status=status, note=note, meetings=counts.get(status, 0))
            for status, note in STATUS_NOTES.items()
        ),
        newest=newest,
        ahead=meeting_lines(desk, planned),
        more_ahead=(ahead.total or 0) - len(planned) if ahead else 0,
        total=found.total or 0,
        meetings=meeting_lines(desk, found.items),
        next=found.next,
        parties=party_choices(desk),
    )


def ahead_of(desk: Desk) -> Ahead | None:
    """Tell what counts as ahead. None: no document has a place in time."""
    newest = reach_of(desk).newest
    return Ahead(day=newest, lately=days_before(newest, LATELY)) if newest else None


def _told(
    asked: MeetingFilter,
    *,
    ahead: Ahead | None = None,
    past: Ahead | None = None,
    after: str | None = None,
    limit: int,
) -> MeetingsTold:
    return MeetingsTold(
        status=asked.status,
        party=asked.party,
        person=asked.person,
        since=asked.since,
        until=asked.until,
        ahead=ahead,
        past=past,
        after=after,
        limit=limit,
        count=True,
    )


def meeting_lines(desk: Desk, told: Iterable[ToldMeeting]) -> tuple[MeetingLine, ...]:
    """Put meetings into lines of a list, in the order given."""
    known = tuple(told)
    namer = Namer(desk, (name for one in known for name in names_of(one.meeting)))
    return tuple(_line(desk, namer, one) for one in known)


def names_of(meeting: Meeting) -> Iterator[str]:
    """Give all names that a meeting has, of parties and of persons."""
    yield from meeting.participants
    yield from meeting.people
    yield from meeting.reported_by
    yield from meeting.confirmed_by
    yield from meeting.denied_by


def accounts_of(namer: Namer, meeting: Meeting) -> Iterator[AccountLine]:
    """Tell who reports, confirms and denies a meeting."""
    for verb, names in (
        ("reported by", meeting.reported_by),
        ("confirmed by", meeting.confirmed_by),
        ("denied by", meeting.denied_by),
    ):
        if names:
            yield AccountLine(verb=verb, names=namer.lines(names))


def _line(desk: Desk, namer: Namer, told: ToldMeeting) -> MeetingLine:
    meeting = told.meeting
    telling = max(meeting.evidence, key=lambda e: (len(e.span.text), -e.span.start, e.document))
    documents = {evidence.document for evidence in meeting.evidence}
    return MeetingLine(
        id=meeting.id,
        date=meeting.date,
        told_on=told.told_on,
        days=None if meeting.date or told.told_on else days_told(desk, sorted(documents)),
        parties=namer.lines(meeting.participants),
        people=namer.lines(meeting.people),
        place=shown_in_line(meeting.place) if meeting.place else None,
        status=meeting.status,
        note=STATUS_NOTES[meeting.status],
        accounts=tuple(accounts_of(namer, meeting)),
        words=WordsLine(
            words=cut_short(telling.span.text, WORDS),
            document=telling.document,
            start=telling.span.start,
            end=telling.span.end,
        ),
        documents=len(documents),
    )
