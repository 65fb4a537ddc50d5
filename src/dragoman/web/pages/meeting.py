"""Meeting: what is told of one contact, by whom, and in which words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.carriers import coverage_of_meeting
from dragoman.record import Evidence, Meeting, MeetingStatus, Statement
from dragoman.report.characters import safe_language, shown_in_line
from dragoman.report.signs import day_words
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.documents import DocumentHead, DocumentHeads
from dragoman.store.queries.meetings import MeetingById, MeetingsTold
from dragoman.web.covering import CoverageShown, build_coverage
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import DocumentLine, StatementLine, build_lines, document_line
from dragoman.web.names import NameLine, Namer
from dragoman.web.pages.meetings import (
    STATUS_NOTES,
    AccountLine,
    MeetingLine,
    accounts_of,
    meeting_lines,
    names_of,
)
from dragoman.web.rendering import render

MOST_OTHERS = 8
"""Other meetings of the same parties that the page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """Words that tell of the meeting; the same words by the same speakers are told once.

    Attributes:
        words: The words, ready for display in a line.
        start: Offset of the first of their characters in the document.
        end: Offset after the last.
        again: How many more times the document has the same words for it.
        said: The statements that the words are in, or that are in them; empty where the article
            tells it itself.
    """

    words: str
    start: int
    end: int
    again: int
    said: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingLine:
    """A document that tells of the meeting, with the words."""

    document: DocumentLine
    language: str | None
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """What the page of a meeting shows.

    Attributes:
        title: Parties, place and date.
        id: The meeting's id.
        date: Its date, as precise as told. None: not told.
        parties: The parties.
        people: The persons.
        place: Where. None: not told.
        status: What is said of it.
        note: What that means.
        accounts: Who reports, confirms and denies it.
        tellings: The documents that tell of it, the earliest first.
        carried: What each of these documents tells of it, and what it leaves out.
        others: Other meetings of the same parties, the newest first.
        party: One of the parties, by whose name all its meetings are found. None: it has none.
    """

    title: str
    id: str
    date: str | None
    parties: tuple[NameLine, ...]
    people: tuple[NameLine, ...]
    place: str | None
    status: MeetingStatus
    note: str
    accounts: tuple[AccountLine, ...]
    tellings: tuple[TellingLine, ...]
    carried: CoverageShown
    others: tuple[MeetingLine, ...]
    party: str | None


router = APIRouter()


@router.get("/meetings/{id_}", response_class=HTMLResponse)
def meeting(request: Request, desk: AtDesk, id_: str) -> HTMLResponse:
    """Show a meeting."""
    page = desk.memo(("meeting", id_), lambda: build_meeting(desk, id_))
    return render(request, "meeting.html.j2", page)


def build_meeting(desk: Desk, id_: str) -> MeetingPage:
    """Build the page of a meeting.

    Raises:
        HTTPException: There is no meeting of this id.
    """
    found = desk.view.ask(MeetingById(id=id_))
    if found is None:
        raise HTTPException(
            404, f"There is no meeting {id_!r}. Meetings get new ids when their words change."
        )
    namer = Namer(desk, names_of(found))
    party = found.participants[0] if found.participants else None
    return MeetingPage(
        title=meeting_title(found),
        id=found.id,
        date=found.date,
        parties=namer.lines(found.participants),
        people=namer.lines(found.people),
        place=shown_in_line(found.place) if found.place else None,
        status=found.status,
        note=STATUS_NOTES[found.status],
        accounts=tuple(accounts_of(namer, found)),
        tellings=_tellings(desk, found),
        carried=build_coverage(coverage_of_meeting(desk.view, found)),
        others=_others(desk, found) if party else (),
        party=party,
    )


def meeting_title(meeting: Meeting) -> str:
    """Name a meeting by its parties, place and date."""
    sides = _listed(meeting.participants) or _listed(meeting.people) or "Meeting"
    place = f", {meeting.place}" if meeting.place else ""
    date = f", {day_words(meeting.date)}" if meeting.date else ""
    return shown_in_line(f"{sides}{place}{date}: {meeting.status}")


def _listed(names: Sequence[str]) -> str:
    """Write names in a row: "Russia, Ukraine and Turkey"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _tellings(desk: Desk, meeting: Meeting) -> tuple[TellingLine, ...]:
    ids = tuple(dict.fromkeys(evidence.document for evidence in meeting.evidence))
    heads = desk.view.ask(DocumentHeads(ids=ids))
    ordered = sorted(heads, key=lambda head: (head.day is None, head.day or "", head.name))
    return tuple(_telling(desk, meeting, head) for head in ordered)


def _telling(desk: Desk, meeting: Meeting, head: DocumentHead) -> TellingLine:
    told = [evidence for evidence in meeting.evidence if evidence.document == head.id]
    statements = tuple(desk.view.statements(StatementFilter(document=head.id)))
    near = [s for s in statements if any(_touches(s, evidence) for evidence in told)]
    lines = {line.id: line for line in build_lines(desk, near)}
    return TellingLine(
        document=document_line(head),
        language=safe_language(head.language),
        evidence=tuple(_evidence(told, near, lines)),
    )


def _evidence(
    told: Sequence[Evidence], near: Sequence[Statement], lines: Mapping[str, StatementLine]
) -> Iterator[EvidenceLine]:
    """Give the places of one document, in its order."""
    places: dict[tuple[str, ...], list[Evidence]] = {}
    said: dict[tuple[str, ...], tuple[StatementLine, ...]] = {}
    for evidence in sorted(told, key=lambda evidence: evidence.span.start):
        by = tuple(lines[s.id] for s in near if _touches(s, evidence))
        key = (shown_in_line(evidence.span.text), *(line.speaker or "" for line in by))
        places.setdefault(key, []).append(evidence)
        said.setdefault(key, by)
    for key, same in places.items():
        yield EvidenceLine(
            words=key[0],
            start=same[0].span.start,
            end=same[0].span.end,
            again=len(same) - 1,
            said=said[key],
        )


def _touches(statement: Statement, evidence: Evidence) -> bool:
    """Tell whether the words are in what somebody says, or have it in them."""
    return any(part.overlaps(evidence.span) for part in statement.content)


def _others(desk: Desk, meeting: Meeting) -> tuple[MeetingLine, ...]:
    """Give other meetings of all its parties, the newest first."""
    sides = set(meeting.participants)
    found = desk.view.ask(MeetingsTold(party=meeting.participants[0], limit=200))
    same = [
        told
        for told in found.items
        if told.meeting.id != meeting.id and sides <= set(told.meeting.participants)
    ]
    return meeting_lines(desk, same[:MOST_OTHERS])
