"""Claims: what statements assert, deny or put figures to, with who answers and how."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.claims import ClaimById, ClaimList, ClaimOrder
from dragoman.web.api.given import AtHere, Given, Paged, Part, Span
from dragoman.web.api.lists import Asked, Day, Id, Name, part_of
from dragoman.web.api.problems import problems
from dragoman.web.asking import iso
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk

router = APIRouter(tags=["Claims"], route_class=ConditionalRoute)


class Figure(Given):
    """A number that someone puts to a claim."""

    by: str = Field(description="Name of the actor who gives it.")
    value: float = Field(description="The number in the unit; the lower end of a range.")
    upper: float | None = Field(description="The upper end of a range. null: one number.")
    bound: record.FigureBound
    unit: str = Field(description="What is counted.", examples=["troops"])
    document: str = Field(description="Id of the document that the span is in.")
    span: Span


class Origin(Given):
    """What several reports of a claim go back to; it counts once."""

    name: str = Field(description="The outlet whose story it is, or who spoke.")
    kind: record.OriginKind
    said_on: str | None = Field(description="The first day of its reports. null: not known.")
    statements: list[str] = Field(description="Ids of the statements that go back to it.")


class Coverage(Given):
    """What a document carries of a claim that somebody denies."""

    document: str = Field(description="Id of the document.")
    outlet: str | None = Field(description="Who published it. null: not known.")
    carries: record.Carries


class Claim(Paged):
    """A proposition that statements assert, deny or put figures to."""

    id: str = Field(description="Digest of its statements.")
    text: str = Field(description="The proposition in the words of one statement.")
    statements: list[str] = Field(description="Ids of the statements that bear on it.")
    asserted_by: list[str] = Field(description="Names of who asserts it, with their parties.")
    denied_by: list[str] = Field(description="Names of who denies it.")
    confirmed_by: list[str] = Field(description="Names of who confirms it.")
    declined_by: list[str] = Field(description="Who neither confirms nor denies it.")
    figures: list[Figure]
    origins: int = Field(description="How many independent first links its reports go back to.")
    roots: list[Origin] = Field(description="Those first links.")
    coverage: list[Coverage] = Field(description="For a denied claim, who has which side of it.")
    status: record.ClaimStatus = Field(description="How it stands; never whether it is true.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("claims", self.id)


class Claims(Part[Claim]):
    """A part of a list of claims."""


class ClaimsAsked(Asked):
    """Which claims are wanted."""

    status: record.ClaimStatus | None = Field(None, description="How they stand.")
    party: Name = Field(None, description="A party that one of their statements speaks for.")
    concept: Name = Field(None, description="A concept that one of their statements bears on.")
    document: Name = Field(None, description="A document that one of their statements is in.")
    statement: Name = Field(None, description="A statement that bears on them.")
    speaker: Name = Field(None, description="Id of an actor that speaks on them.")
    text: Name = Field(None, description="Characters of their text.")
    figures: bool | None = Field(None, description="Only those with figures, or without.")
    since: Day = Field(None, description="Only with a statement of this day or later.")
    until: Day = Field(None, description="Only with a statement of this day or earlier.")
    order: ClaimOrder = Field(
        ClaimOrder.NEWEST,
        description="Those with the newest statements first; or what is contested, then what is "
        "denied, not denied, confirmed, asserted, of these those of most origins first.",
    )


@router.get("/claims", summary="List claims")
def list_claims(
    asked: Annotated[ClaimsAsked, Query()], desk: AtDesk, at: AtHere, response: Response
) -> Claims:
    """Claims that meet every condition."""
    found = desk.view.ask(
        ClaimList(
            status=asked.status,
            party=asked.party,
            concept=asked.concept,
            document=asked.document,
            statement=asked.statement,
            speaker=asked.speaker,
            order=asked.order,
            text=asked.text,
            figures=asked.figures,
            since=iso(asked.since),
            until=iso(asked.until),
            **asked.page,
        )
    )
    return part_of(Claims, found, at, response)


@router.get("/claims/{id}", summary="Give a claim", responses=problems(404))
def give_claim(id: Id, desk: AtDesk, at: AtHere) -> Claim:  # noqa: A002
    """One claim with its figures, origins and coverage."""
    if (found := desk.view.ask(ClaimById(id=id))) is None:
        raise HTTPException(
            404, f"There is no claim {id!r}. Claims get new ids when their statements change."
        )
    return Claim.made(found, at)
