"""Actors: who speaks, or is spoken of."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.actors import ActorById, ActorCount, ActorList
from dragoman.store.queries.paging import Listed
from dragoman.store.queries.statements import StatementList
from dragoman.store.queries.written import Part as Written
from dragoman.web.api.given import AtHere, Given, Paged, Part
from dragoman.web.api.lists import Asked, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Actors"], route_class=ConditionalRoute)


class Office(Given):
    """A role that an actor holds for a time."""

    role: str = Field(description="The function in a word or two.", examples=["spokesperson"])
    of: str = Field(description="The party that the role speaks for.", examples=["Russia"])
    body: str | None = Field(description="The institution within it. null: itself.")
    since: str | None = Field(description="ISO 8601. null: before our knowledge begins.")
    until: str | None = Field(description="ISO 8601, the last day. null: still held.")


class Actor(Paged):
    """A person, state, organisation, armed group or outlet."""

    id: str = Field(description="Digest of kind, name, and the document for a local actor.")
    name: str = Field(description="The common English name; for an unnamed source its description.")
    kind: record.ActorKind
    names: list[str] = Field(description="Other names it goes by.")
    offices: list[Office] = Field(description="The roles it holds or held.")
    party: str | None = Field(description="The side it always speaks for. null: its offices tell.")
    local_to: str | None = Field(
        description="Id of the one document that it is known from. null: shared knowledge."
    )
    description: str | None = Field(description="The words of the text, for a local actor.")
    statements: int = Field(description="In how many statements it is the speaker.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("actors", self.id)


class Actors(Part[Actor]):
    """A part of a list of actors."""


class ActorsAsked(Asked):
    """Which actors are wanted."""

    text: Name = Field(None, description="Characters of one of their names.", examples=["lavrov"])
    kind: record.ActorKind | None = Field(None, description="What they are.")
    party: Name = Field(None, description="Only who speaks for it, counted by that.")


@router.get("/actors", summary="List actors")
def list_actors(
    asked: Annotated[ActorsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Actors:
    """Actors that meet every condition, those with most statements first."""
    wanted = ActorList(text=asked.text, kind=asked.kind, party=asked.party, **asked.page)
    found = desk.ask(wanted, Written.ACTORS, Written.STATEMENTS)
    items = tuple(_with_count(counted) for counted in found.items)
    return part_of(Actors, Listed(items=items, next=found.next, total=found.total), at, response)


@router.get("/actors/{id}", summary="Give an actor", responses=problems(404))
def give_actor(id: Id, desk: AtDesk, at: AtHere) -> Actor:  # noqa: A002
    """One actor with its names and offices."""
    if (found := desk.view.ask(ActorById(id=id))) is None:
        raise HTTPException(404, f"There is no actor {id!r}; /api/v1/actors lists all.")
    mine = StatementList(filter=StatementFilter(speaker_is=id), limit=1, count=True)
    total = desk.view.ask(mine).total or 0
    return Actor.made(_with_count(ActorCount(actor=found, statements=total)), at)


def _with_count(counted: ActorCount) -> dict[str, object]:
    actor = counted.actor
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "names": actor.names,
        "offices": actor.offices,
        "party": actor.party,
        "local_to": actor.local_to,
        "description": actor.description,
        "statements": counted.statements,
    }
