"""Meetings: contacts between parties, held, planned, reported, denied or cancelled."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.meetings import MeetingById, MeetingList
from dragoman.web.api.given import AtHere, Paged, Part, Place
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Meetings"], route_class=ConditionalRoute)


class Meeting(Paged):
    """A contact between parties."""

    id: str = Field(description="Digest of its evidence.")
    participants: list[str] = Field(description="Names of the parties.")
    people: list[str] = Field(description="Names of the persons.")
    place: str | None = Field(description="Where. null: not told.")
    date: str | None = Field(description="ISO 8601, as precise as told. null: not told.")
    status: record.MeetingStatus
    reported_by: list[str]
    confirmed_by: list[str]
    denied_by: list[str]
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
    document: Name = Field(None, description="A document that tells of them.")
    since: Day = Field(None, description="Only those that may be on this day or later.")
    until: Day = Field(None, description="Only those that may be on this day or earlier.")


@router.get("/meetings", summary="List meetings", responses=problems(422))
def list_meetings(
    asked: Annotated[MeetingsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Meetings:
    """Meetings that meet every condition, the newest first, the undated last."""
    found = desk.view.ask(
        MeetingList(
            status=asked.status,
            party=asked.party,
            document=asked.document,
            since=iso(asked.since),
            until=iso(asked.until),
            **asked.page,
        )
    )
    return part_of(Meetings, found, at, response)


@router.get("/meetings/{id}", summary="Give a meeting", responses=problems(404))
def give_meeting(id: Id, desk: AtDesk, at: AtHere) -> Meeting:  # noqa: A002
    """One meeting with the words that it rests on."""
    if (found := desk.view.ask(MeetingById(id=id))) is None:
        raise HTTPException(404, f"There is no meeting {id!r}; more may be told of it since.")
    return Meeting.made(found, at)
