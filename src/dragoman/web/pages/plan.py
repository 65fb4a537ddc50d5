"""Plan: its terms, who tells of it in which versions, and what the parties have said to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.carriers import coverage_of_plan
from dragoman.analysis.plan_pairs import distance_words, pair_plans
from dragoman.analysis.responses import authors_of
from dragoman.record import Plan
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import count
from dragoman.store.queries.documents import DocumentHeads
from dragoman.store.queries.written import Part
from dragoman.web.asking import Day, iso
from dragoman.web.comparing import compare_with_record
from dragoman.web.covering import CoverageShown, build_coverage
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import DocumentLine, document_line
from dragoman.web.pages.verdicts import Verdicts, build_verdicts
from dragoman.web.plan_families import Families, Family, families_of
from dragoman.web.rendering import render

MOST_PAIRS = 8
"""Other plans on the same matters that the page names."""

MOST_LIKELY = 24
"""Plans that are put side by side to find these: those that share most concepts and words."""

FEWEST_STEMS = 3
"""Stems that the terms of two plans share, or a concept, before they are put side by side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingLine:
    """What one document tells of the plan.

    Attributes:
        id: Id of the telling.
        name: What it calls the plan.
        terms: How many terms it tells.
        told_by: Names of those through whom.
        document: The document. None: it is not in the record any more.
        shown: Whether it is the one that the page shows.
    """

    id: str
    name: str
    terms: int
    told_by: tuple[str, ...]
    document: DocumentLine | None
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTellings:
    """A version of the plan with its tellings, those of the newest documents first."""

    name: str
    tellings: tuple[TellingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """Another plan on the same matters, with how far apart they are in numbers of terms."""

    id: str
    name: str
    by: str | None
    sign: PartySign | None
    distance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What the page of a plan shows.

    Attributes:
        title: What the plan is called, and whose it is.
        id: Id of the telling that is shown.
        name: What the telling calls it.
        by: Who puts it forward. None: not told.
        sign: That party's mark. None: it has none.
        told_by: Names of those through whom the telling has it.
        date: When it was put forward, as the document tells. None: not told.
        articles: How many articles tell of the plan.
        versions: All tellings.
        as_of: The day as of which positions count. None: all that is in the record.
        verdicts: The terms with what the parties have said to them.
        carried: Which terms each article tells of this version, and which it leaves out.
        others: Other plans on the same matters.
    """

    title: str
    id: str
    name: str
    by: str | None
    sign: PartySign | None
    told_by: tuple[str, ...]
    date: str | None
    articles: int
    versions: tuple[VersionTellings, ...]
    as_of: str | None
    verdicts: Verdicts
    carried: CoverageShown
    others: tuple[OtherPlan, ...]


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.PLANS, Part.BASES)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/plans/{id_}", response_class=HTMLResponse)
def plan(request: Request, desk: AtDesk, id_: str, as_of: Day = None) -> HTMLResponse:
    """Show a plan with what each party has said to its terms."""
    day = iso(as_of)
    page = desk.memo(("plan page", id_, day), lambda: build_plan(desk, id_, as_of=day), *RESTS_ON)
    return render(request, "plan.html.j2", page)


def build_plan(desk: Desk, id_: str, *, as_of: str | None = None) -> PlanPage:
    """Build the page of a plan, as one document tells it.

    Args:
        desk: What the request works with.
        id_: Id of the telling.
        as_of: ISO day as of which positions count. None: all that is in the record.

    Raises:
        HTTPException: There is no plan of this id.
    """
    families = families_of(desk)
    family, telling = telling_called(families, id_)
    codebook = desk.codebook
    sides = (*desk.dossier.parties, *(codebook.parties if codebook else ()))
    thirds = (*desk.dossier.third_parties, *(codebook.third_parties if codebook else ()))
    compared = compare_with_record(desk, telling, families.plans, as_of)
    version = next(v for v in family.plan.versions if telling in v.tellings)
    return PlanPage(
        title=plan_title(telling),
        id=telling.id,
        name=shown_in_line(telling.name),
        by=shown_in_line(telling.by) if telling.by else None,
        sign=desk.sign(telling.by),
        told_by=tuple(shown_in_line(name) for name in telling.told_by),
        date=telling.date,
        articles=len(family.plan.documents),
        versions=tuple(_versions(desk, families, family, telling)),
        as_of=as_of,
        verdicts=build_verdicts(desk, compared, sides, (*authors_of(telling), *thirds)),
        carried=build_coverage(coverage_of_plan(desk.view, version, telling)),
        others=tuple(_others(desk, families, family, telling)),
    )


def telling_called(families: Families, id_: str) -> tuple[Family, Plan]:
    """Find a telling with its family.

    Raises:
        HTTPException: There is no plan of this id.
    """
    family = families.by_plan.get(id_)
    if family is None:
        raise HTTPException(
            404, f"There is no plan {id_!r}. Plans get new ids when their names or terms change."
        )
    return family, next(plan for plan in family.plan.tellings if plan.id == id_)


def plan_title(plan: Plan) -> str:
    """Name a plan in a line: what it is called, and whose it is unless its name says so."""
    by = f", by {plan.by}" if plan.by and plan.by not in plan.name else ""
    return shown_in_line(plan.name + by)


def _versions(
    desk: Desk, families: Families, family: Family, shown: Plan
) -> Iterator[VersionTellings]:
    heads = {head.id: head for head in desk.view.ask(DocumentHeads(ids=family.plan.documents))}
    days = {
        plan: max((place.day or "" for place in places), default="")
        for plan, places in families.places.items()
    }
    for version in family.plan.versions:
        ordered = sorted(version.tellings, key=lambda plan: days.get(plan.id, ""), reverse=True)
        yield VersionTellings(
            name=count(version.points, "point") if version.points else "",
            tellings=tuple(
                TellingLine(
                    id=plan.id,
                    name=shown_in_line(plan.name),
                    terms=len(plan.terms),
                    told_by=tuple(shown_in_line(name) for name in plan.told_by),
                    document=document_line(heads[plan.terms[0].evidence.document])
                    if plan.terms[0].evidence.document in heads
                    else None,
                    shown=plan.id == shown.id,
                )
                for plan in ordered
            ),
        )


def _others(desk: Desk, families: Families, family: Family, telling: Plan) -> Iterator[OtherPlan]:
    """Find other plans that share a matter with this one, those first that share most."""
    own = family.plan.id
    near = [
        other
        for other in families.all
        if other.plan.id != own
        and (other.concepts & family.concepts or len(other.stems & family.stems) >= FEWEST_STEMS)
    ]
    near.sort(key=lambda other: -_likeness(family, other))
    pairs = [(other, pair_plans(telling, other.plan.main)) for other in near[:MOST_LIKELY]]
    found = [(other, pair) for other, pair in pairs if pair.both]
    found.sort(key=lambda item: (-len(item[1].both), item[0].plan.id))
    for other, pair in found[:MOST_PAIRS]:
        yield OtherPlan(
            id=other.plan.main.id,
            name=shown_in_line(other.plan.name),
            by=shown_in_line(other.plan.by) if other.plan.by else None,
            sign=desk.sign(other.plan.by),
            distance=distance_words(pair),
        )


def _likeness(one: Family, other: Family) -> int:
    """Tell how much two plans share: a concept says as much as two words."""
    return 2 * len(one.concepts & other.concepts) + len(one.stems & other.stems)
