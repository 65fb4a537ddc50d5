"""Outlets: who published how much, and on which days."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from dragoman.analysis.origins import fold_name
from dragoman.store.queries.documents import CoverageByDay
from dragoman.web.api.given import AtHere, Given, Paged
from dragoman.web.api.lists import Day, Name
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.outlets import outlets_of

router = APIRouter(tags=["Documents"], route_class=ConditionalRoute)


class Outlet(Paged):
    """Who publishes, under all spellings of its name that documents have."""

    name: str = Field(description="The spelling that most of its documents have.")
    names: list[str] = Field(description="All spellings, that one first.")
    documents: int = Field(description="How many of it are in the record.")
    statements: int = Field(description="How many these have.")
    first_on: str | None = Field(description="The first day of its documents. null: undated.")
    last_on: str | None = Field(description="The last day of its documents. null: undated.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("outlets", self.name)


class Outlets(Given):
    """All outlets."""

    items: list[Outlet] = Field(description="Those with the most documents first.")


class CoveredDay(Given):
    """How many documents were published by a day."""

    day: str = Field(description="ISO 8601.", examples=["2023-11-06"])
    documents: int = Field(description="How many.")


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
    """All outlets, with how much of each is in the record."""
    return Outlets.made({"items": tuple(outlets_of(desk).values())}, at)


@router.get("/outlets/{outlet:path}", summary="Give an outlet", responses=problems(404))
def give_outlet(
    outlet: Annotated[str, Path(description="Its name.", examples=["Meridian Wire"])],
    desk: AtDesk,
    at: AtHere,
) -> Outlet:
    """One outlet, by any spelling of its name."""
    found = outlets_of(desk).get(fold_name(outlet))
    if found is None:
        raise HTTPException(404, f"There is no outlet {outlet!r}; /api/v1/outlets lists all.")
    return Outlet.made(found, at)


@router.get("/coverage", summary="Count documents by day")
def count_documents(asked: Annotated[CoverageAsked, Query()], desk: AtDesk) -> DocumentsByDay:
    """How many documents were published on each day, of those that have one."""
    since, until = iso(asked.since), iso(asked.until)
    found = desk.view.ask(CoverageByDay(since=since, until=until, outlet=asked.outlet))
    return DocumentsByDay.made({"items": [{"day": day, "documents": n} for day, n in found]})
