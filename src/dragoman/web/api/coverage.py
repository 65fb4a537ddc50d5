"""Coverage: which documents carry a claim, a meeting or a plan, and what each leaves out."""

from fastapi import APIRouter
from pydantic import Field
from starlette.exceptions import HTTPException

from dragoman.analysis import carriers as found
from dragoman.analysis.carrying import PartKind
from dragoman.analysis.loaded_words import WordKind
from dragoman.store.queries.claims import ClaimById
from dragoman.store.queries.meetings import MeetingById
from dragoman.web.api.given import AtHere, Given, Here, Place, Span
from dragoman.web.api.lists import Id
from dragoman.web.api.problems import problems
from dragoman.web.conditional import ConditionalRoute
from dragoman.web.desk import AtDesk
from dragoman.web.pages.plan import telling_called
from dragoman.web.plan_families import families_of

router = APIRouter(tags=["Coverage"], route_class=ConditionalRoute)


class CarriedPart(Given):
    """A part of a claim, a meeting or a plan that a document can tell or leave out."""

    kind: PartKind
    words: str = Field(description="Which one: a name, a date, a term. Empty: the kind says all.")


class ToldPart(Given):
    """A part as a document tells it."""

    part: CarriedPart
    evidence: list[Place] = Field(description="The words that it rests on there.")


class CutPart(Given):
    """A part that a copy of a text lacks, though the text that it is compared with has it."""

    part: CarriedPart
    of: Place = Field(description="The words in the other document.")


class LoadedWord(Given):
    """A word by which an outlet judges, outside everybody's statements and quotation marks."""

    kind: WordKind
    entry: str = Field(description="What it is listed under.")
    span: Span
    context: Span = Field(description="The sentence around it, cut where it is long.")


class Carrier(Given):
    """A document that carries it, or a copy that has lost it."""

    document: str = Field(description="Id of the document.")
    page: str = Field(description="The address of its page.")
    outlet: str | None = Field(description="Who published it. null: not known.")
    day: str | None = Field(description="The day by which it was published. null: undated.")
    through: list[str] = Field(description="From whom it has it. Empty: the document itself.")
    told: list[ToldPart] = Field(description="What it tells.")
    alone: list[CarriedPart] = Field(description="What no other document tells.")
    left_out: list[CarriedPart] = Field(
        description="What others tell of the same day or before, and nothing of which was read in "
        "it; it may have it in words that were missed."
    )
    cuts: list[CutPart] = Field(description="What it lacks of a text that it is a copy of.")
    named: list[CarriedPart] = Field(
        description="What was not read in it, though words of it stand in its text."
    )
    earlier: list[CarriedPart] = Field(description="What others tell that are all younger.")
    undated: list[CarriedPart] = Field(description="What others tell, where days are missing.")
    voice: list[LoadedWord] = Field(
        description="Where the outlet judges in its own voice in the paragraphs that tell of it."
    )


class Carriers(Given):
    """The coverage of one claim, meeting or plan; nothing in it is a rating."""

    noun: found.Noun
    id: str = Field(description="Its id.")
    outlets: int = Field(description="How many known outlets carry it.")
    items: list[Carrier] = Field(description="The earliest first, undated ones last.")


@router.get(
    "/claims/{id}/coverage", summary="Give the coverage of a claim", responses=problems(404)
)
def give_claim_coverage(id: Id, desk: AtDesk, at: AtHere) -> Carriers:  # noqa: A002
    """Which documents carry which side of a claim, from which origin."""
    if (claim := desk.view.ask(ClaimById(id=id))) is None:
        raise HTTPException(404, f"There is no claim {id!r}; /api/v1/claims lists all.")
    return _made(found.coverage_of_claim(desk.view, claim), at)


@router.get(
    "/meetings/{id}/coverage", summary="Give the coverage of a meeting", responses=problems(404)
)
def give_meeting_coverage(id: Id, desk: AtDesk, at: AtHere) -> Carriers:  # noqa: A002
    """Which documents carry what of a meeting."""
    if (meeting := desk.view.ask(MeetingById(id=id))) is None:
        raise HTTPException(404, f"There is no meeting {id!r}; /api/v1/meetings lists all.")
    return _made(found.coverage_of_meeting(desk.view, meeting), at)


@router.get("/plans/{id}/coverage", summary="Give the coverage of a plan", responses=problems(404))
def give_plan_coverage(id: Id, desk: AtDesk, at: AtHere) -> Carriers:  # noqa: A002
    """Which documents carry which terms of the version that a telling is of."""
    family, telling = telling_called(families_of(desk), id)
    version = next(v for v in family.plan.versions if telling in v.tellings)
    return _made(found.coverage_of_plan(desk.view, version, telling), at)


def _made(coverage: found.CoverageOf, at: Here) -> Carriers:
    return Carriers.made(
        {
            "noun": coverage.noun,
            "id": coverage.id,
            "outlets": coverage.outlets,
            "items": [
                {
                    **{name: getattr(carrier, name) for name in PARTS},
                    **{name: getattr(carrier.article, name) for name in OF_ARTICLE},
                    "document": carrier.article.id,
                    "page": at.page("documents", carrier.article.id),
                }
                for carrier in coverage.carriers
            ],
        }
    )


PARTS = ("told", "alone", "left_out", "named", "earlier", "undated")
OF_ARTICLE = ("outlet", "day", "through", "cuts", "voice")
"""The fields that the analysis has under the same names."""
