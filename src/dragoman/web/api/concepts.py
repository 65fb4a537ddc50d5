"""Concepts: the codebook, and how often statements bear on each of its concepts."""

from collections.abc import Iterable

from fastapi import APIRouter
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman import record
from dragoman.store.queries.codebook import CodeCount, CodeCounts
from dragoman.store.queries.written import Part
from dragoman.web.api.given import AtHere, Given, Here, Paged
from dragoman.web.api.lists import Id
from dragoman.web.api.problems import problems
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk, Desk

router = APIRouter(tags=["Positions"], route_class=ConditionalRoute)


class CodesCounted(Given):
    """How many statements of a party take a stance on a concept."""

    party: str | None = Field(description="null: of no side, or unresolved.")
    stance: record.Stance
    statements: int = Field(description="How many.")


class Concept(Paged):
    """A proposition that statements support or oppose."""

    id: str = Field(description="Words with hyphens between them.", examples=["ceasefire"])
    issue: str | None = Field(
        description="What is negotiated, of which it is a part. null: the codebook lacks it."
    )
    text: str | None = Field(description="The proposition. null: the codebook lacks it.")
    description: str | None = Field(description="What counts as support and what as opposition.")
    support: list[str] = Field(description="Contents that support it.")
    oppose: list[str] = Field(description="Contents that oppose it.")
    near: list[str] = Field(description="Contents that share its words and do neither.")
    counts: list[CodesCounted] = Field(description="How often statements bear on it.")

    def shown_at(self) -> tuple[str, ...]:
        """Give the parts of the path of its page."""
        return ("codebook", self.id)


class Codebook(Given):
    """The concepts of one negotiation."""

    negotiation: str = Field(description="The negotiation in a word or two.")
    parties: list[str] = Field(description="The sides, by canonical name.")
    third_parties: list[str] = Field(description="Others whose positions are followed.")
    issues: list[str] = Field(description="In the order in which they are shown.")
    version: str = Field(description="Digest of all that it says.")


class Concepts(Given):
    """All concepts of the codebook, and those that statements have and it lacks."""

    items: list[Concept]


@router.get("/codebook", summary="Give the codebook", responses=problems(404))
def give_codebook(desk: AtDesk) -> Codebook:
    """The negotiation, its parties and issues; the concepts have their own address."""
    if (book := desk.codebook) is None:
        raise HTTPException(404, "The dossier has no codebook; statements have no codes without.")
    return Codebook.made(book)


@router.get("/concepts", summary="List concepts")
def list_concepts(desk: AtDesk, at: AtHere) -> Concepts:
    """All concepts, in the codebook's order."""
    counts = desk.ask(CodeCounts(), Part.BASES, Part.STATEMENTS)
    known = [concept.id for concept in desk.codebook.concepts] if desk.codebook else []
    lacking = sorted({count.concept for count in counts} - set(known))
    items = [_concept(desk, id_, counts, at) for id_ in (*known, *lacking)]
    return Concepts(items=items)


@router.get("/concepts/{id}", summary="Give a concept", responses=problems(404))
def give_concept(id: Id, desk: AtDesk, at: AtHere) -> Concept:  # noqa: A002
    """One concept with its examples."""
    counts = desk.view.ask(CodeCounts(concept=id))
    known = desk.codebook.concept(id) if desk.codebook else None
    if known is None and not counts:
        raise HTTPException(404, f"There is no concept {id!r}; /api/v1/concepts lists all.")
    return _concept(desk, id, counts, at)


def _concept(desk: Desk, id_: str, counts: Iterable[CodeCount], at: Here) -> Concept:
    known = desk.codebook.concept(id_) if desk.codebook else None
    told = {
        "id": id_,
        "issue": known.issue if known else None,
        "text": known.text if known else None,
        "description": known.description if known else None,
        "support": known.support if known else (),
        "oppose": known.oppose if known else (),
        "near": known.near if known else (),
        "counts": [count for count in counts if count.concept == id_],
    }
    return Concept.made(told, at)
