"""Outlets: who published how much, and on which days."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman.store.queries.documents import CoverageByDay, OutletCounts
from dragoman.web.api.given import AtHere, Given, Paged
from dragoman.web.api.lists import Day, Name
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Documents"], route_class=ConditionalRoute)


class Outlet(Paged):
    """Who publishes, and how much of it is in the record."""

    outlet: str | None = Field(description="Its name. null: the documents of unknown outlets.")
    documents: int
    statements: int
    first_day: str | None = Field(description="Of its documents. null: none has a day.")
    last_day: str | None = Field(description="Of its documents. null: none has a day.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("outlets", self.outlet) if self.outlet else ("outlets",)


class Outlets(Given):
    """All outlets."""

    items: list[Outlet] = Field(description="Those with most documents first, the unknown last.")


class CoveredDay(Given):
    """How many documents were published by a day."""

    day: str = Field(examples=["2023-11-06"])
    documents: int


class DocumentsByDay(Given):
    """How many documents were published on each day."""

    items: list[CoveredDay] = Field(description="The earliest first; days without any left out.")


class CoverageAsked(BaseModel):
    """What is counted."""

    model_config = ConfigDict(extra="forbid")

    outlet: Name = Field(None, description="Only documents of this outlet.")
    since: Day = Field(None, description="The first day.")
    until: Day = Field(None, description="The last day.")


@router.get("/outlets", summary="List outlets")
def list_outlets(desk: AtDesk, at: AtHere) -> Outlets:
    """All outlets, with what they have in the record."""
    found = desk.memo("outlets", lambda: desk.view.ask(OutletCounts()))
    return Outlets.made({"items": found}, at)


@router.get("/outlets/{outlet:path}", summary="Give an outlet", responses=problems(404))
def give_outlet(
    outlet: Annotated[str, Path(description="Its name.", examples=["Meridian Wire"])],
    desk: AtDesk,
    at: AtHere,
) -> Outlet:
    """One outlet by its name as documents give it."""
    found = desk.view.ask(OutletCounts(outlet=outlet))
    if not found:
        raise HTTPException(404, f"There is no outlet {outlet!r}; /api/v1/outlets lists all.")
    return Outlet.made(found[0], at)


@router.get("/coverage", summary="Count documents by day", responses=problems(422))
def count_documents(asked: Annotated[CoverageAsked, Query()], desk: AtDesk) -> DocumentsByDay:
    """How many documents were published on each day, of those that have one."""
    since, until = iso(asked.since), iso(asked.until)
    found = desk.view.ask(CoverageByDay(since=since, until=until, outlet=asked.outlet))
    return DocumentsByDay.made({"items": [{"day": day, "documents": n} for day, n in found]})
