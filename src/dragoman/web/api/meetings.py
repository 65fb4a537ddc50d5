"""Meetings: contacts between parties, held, planned, reported, denied or cancelled."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.meetings import MeetingById, MeetingsTold
from dragoman.store.queries.paging import Listed
from dragoman.web.api.given import AtHere, Here, Paged, Part, Place
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.meetings import ahead_of

router = APIRouter(tags=["Meetings"], route_class=ConditionalRoute)


class Meeting(Paged):
    """A contact between parties."""

    id: str = Field(description="Digest of its evidence.")
    participants: list[str] = Field(description="Names of the parties.")
    people: list[str] = Field(description="Names of the persons.")
    place: str | None = Field(description="Where. null: not told.")
    date: str | None = Field(description="ISO 8601, as precise as told. null: not told.")
    status: record.MeetingStatus
    reported_by: list[str] = Field(description="Names of who tells of it.")
    confirmed_by: list[str] = Field(description="Names of who confirms it.")
    denied_by: list[str] = Field(description="Names of who denies it.")
    told_on: str | None = Field(
        description="The day of the first document that tells of it. null: all are undated."
    )
    evidence: list[Place] = Field(description="The words that it rests on.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("meetings", self.id)


class Meetings(Part[Meeting]):
    """A part of a list of meetings."""


class MeetingsAsked(Asked):
    """Which meetings are wanted."""

    status: record.MeetingStatus | None = Field(None, description="What is said of them.")
    party: Name = Field(None, description="A party that takes part.")
    person: Name = Field(None, description="A person who takes part.")
    document: Name = Field(None, description="A document that tells of them.")
    since: Day = Field(
        None,
        description="Only those that may be on this day or later; without a date, that are first "
        "told of then.",
    )
    until: Day = Field(None, description="Likewise, or earlier.")
    ahead: bool | None = Field(
        None,
        description="Only what is planned for after the newest document, or lately told of as "
        "planned, the earliest first; or only all else.",
    )


@router.get("/meetings", summary="List meetings")
def list_meetings(
    asked: Annotated[MeetingsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Meetings:
    """Meetings that meet every condition, the newest first; what nothing puts in time is last."""
    line = ahead_of(desk) if asked.ahead is not None else None
    found = desk.view.ask(
        MeetingsTold(
            status=asked.status,
            party=asked.party,
            person=asked.person,
            document=asked.document,
            since=iso(asked.since),
            until=iso(asked.until),
            ahead=line if asked.ahead else None,
            past=None if asked.ahead else line,
            **asked.page,
        )
    )
    items = tuple(_made(told.meeting, told.told_on, at) for told in found.items)
    return part_of(Meetings, Listed(items=items, next=found.next, total=found.total), at, response)


@router.get("/meetings/{id}", summary="Give a meeting", responses=problems(404))
def give_meeting(id: Id, desk: AtDesk, at: AtHere) -> Meeting:  # noqa: A002
    """One meeting with the words that it rests on."""
    if (found := desk.view.ask(MeetingById(id=id))) is None:
        raise HTTPException(
            404, f"There is no meeting {id!r}. Meetings get new ids when their words change."
        )
    heads = desk.view.ask(DocumentHeads(ids=tuple(e.document for e in found.evidence)))
    return _made(found, min((head.day for head in heads if head.day), default=None), at)


def _made(meeting: record.Meeting, told_on: str | None, at: Here) -> Meeting:
    told = {name: getattr(meeting, name) for name in RECORDED}
    return Meeting.made(told | {"told_on": told_on}, at)


RECORDED = Meeting.model_fields.keys() - {"page", "told_on"}
"""The fields that the record itself has."""
