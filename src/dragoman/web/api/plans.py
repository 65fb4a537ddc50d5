"""Plans: sets of terms that are put forward."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from dragoman import record
from dragoman.errors import QueryError
from dragoman.resolve.plans.merging import PlanFamily
from dragoman.store.queries.paging import Listed, cursor_of, key_of
from dragoman.web.api.given import AtHere, Given, Here, Paged, Part, Place
from dragoman.web.api.lists import Asked, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.api.statements import Code
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.plan import telling_called
from dragoman.web.pages.plans import PlanFilter
from dragoman.web.plan_families import Family, families_of

router = APIRouter(tags=["Plans"], route_class=ConditionalRoute)


class Term(Given):
    """One term of a plan."""

    text: str = Field(description="The term in the words of the document.")
    codes: list[Code] = Field(description="The concepts that it bears on.")
    evidence: Place = Field(description="The words that it rests on.")


class Plan(Paged):
    """A named or described set of terms, as one document tells it."""

    id: str = Field(description="Digest of its name and the places of its terms.")
    name: str = Field(description="What it is called, or a description.")
    by: str | None = Field(description="The party that puts it forward. null: not told.")
    told_by: list[str] = Field(description="Names of those through whom it is known.")
    date: str | None = Field(description="ISO 8601, as precise as told. null: not told.")
    terms: list[Term] = Field(description="In the order of the text.")
    tellings: list[str] = Field(
        description="Ids of all tellings of the same plan, of one document each; the fullest first."
    )

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("plans", self.id)


class Plans(Part[Plan]):
    """A part of a list of plans."""


class PlansAsked(Asked):
    """Which plans are wanted."""

    by: Name = Field(None, description="The party that puts them forward, alone or with others.")
    concept: Name = Field(None, description="A concept that one of their terms bears on.")
    text: Name = Field(None, description="Characters of their name or a term.")
    document: Name = Field(None, description="A document that tells them.")
    tellings: bool = Field(
        False, description="Every document's telling; else the fullest of each plan."
    )


@router.get("/plans", summary="List plans")
def list_plans(
    asked: Annotated[PlansAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Plans:
    """Plans that meet every condition, those told of last first."""
    wanted = PlanFilter(by=asked.by, concept=asked.concept, text=asked.text)
    families = [family for family in families_of(desk).all if wanted.lets_through(family)]
    found = [
        (plan, family)
        for family in families
        for plan in (family.plan.tellings if asked.tellings else (family.plan.main,))
        if asked.document in (None, *_documents(plan if asked.tellings else family.plan))
    ]
    begin = begin_of(asked.after, len(found))
    items = tuple(_made(plan, family, at) for plan, family in found[begin : begin + asked.limit])
    following = begin + asked.limit
    part = Listed(
        items=items,
        next=cursor_of((following,)) if following < len(found) else None,
        total=len(found) if asked.count else None,
    )
    return part_of(Plans, part, at, response)


def begin_of(after: str | None, most: int) -> int:
    """Read a cursor that counts what is before it.

    Raises:
        QueryError: It is none of this list.
    """
    begin = key_of(after, [int])[0] if after else 0
    if not isinstance(begin, int) or not 0 <= begin <= most:
        raise QueryError(f"{after!r} is no cursor of this list; begin again without one")
    return begin


def _documents(plan: record.Plan | PlanFamily) -> tuple[str, ...]:
    if isinstance(plan, PlanFamily):
        return tuple(plan.documents)
    return tuple(term.evidence.document for term in plan.terms)


@router.get("/plans/{id}", summary="Give a plan", responses=problems(404))
def give_plan(id: Id, desk: AtDesk, at: AtHere) -> Plan:  # noqa: A002
    """One telling of a plan with its terms."""
    family, telling = telling_called(families_of(desk), id)
    return _made(telling, family, at)


def _made(plan: record.Plan, family: Family, at: Here) -> Plan:
    told = {name: getattr(plan, name) for name in RECORDED}
    ids = dict.fromkeys((family.plan.main.id, *(one.id for one in family.plan.tellings)))
    return Plan.made(told | {"tellings": list(ids)}, at)


RECORDED = Plan.model_fields.keys() - {"page", "tellings"}
"""The fields that the record itself has."""
