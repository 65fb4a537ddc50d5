"""Plans: sets of terms that are put forward."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman.store.queries.plans import PlanById, PlanList
from dragoman.web.api.given import AtHere, Given, Paged, Part, Place
from dragoman.web.api.lists import Asked, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.api.statements import Code
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Plans"], route_class=ConditionalRoute)


class Term(Given):
    """One term of a plan."""

    text: str = Field(description="The term in the words of the document.")
    codes: list[Code] = Field(description="The concepts that it bears on.")
    evidence: Place = Field(description="The words that it rests on.")


class Plan(Paged):
    """A named or described set of terms."""

    id: str = Field(description="Digest of its name and the places of its terms.")
    name: str = Field(description="What it is called, or a description.")
    by: str | None = Field(description="The party that puts it forward. null: not told.")
    told_by: list[str] = Field(description="Names of those through whom it is known.")
    date: str | None = Field(description="ISO 8601, as precise as told. null: not told.")
    terms: list[Term] = Field(description="In the order of the text.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("plans", self.id)


class Plans(Part[Plan]):
    """A part of a list of plans."""


class PlansAsked(Asked):
    """Which plans are wanted."""

    by: Name = Field(None, description="The party that puts them forward.")
    document: Name = Field(None, description="A document that one of their terms is in.")
    concept: Name = Field(None, description="A concept that one of their terms bears on.")


@router.get("/plans", summary="List plans", responses=problems(422))
def list_plans(
    asked: Annotated[PlansAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Plans:
    """Plans that meet every condition, the newest first, the undated last."""
    wanted = PlanList(by=asked.by, document=asked.document, concept=asked.concept, **asked.page)
    return part_of(Plans, desk.view.ask(wanted), at, response)


@router.get("/plans/{id}", summary="Give a plan", responses=problems(404))
def give_plan(id: Id, desk: AtDesk, at: AtHere) -> Plan:  # noqa: A002
    """One plan with its terms."""
    if (found := desk.view.ask(PlanById(id=id))) is None:
        raise HTTPException(404, f"There is no plan {id!r}; a newer run may have read it anew.")
    return Plan.made(found, at)
