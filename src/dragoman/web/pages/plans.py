"""Plans: the list, each plan once however many articles tell of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.record import Plan
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import count
from dragoman.resolve.plans.merging import PlanFamily
from dragoman.store.queries.paging import cursor_of, key_of
from dragoman.store.queries.written import Part
from dragoman.web.asking import ListFilter, Words
from dragoman.web.choices import ChoiceGroup, concept_choices, party_choices
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.lines import days_told
from dragoman.web.plan_families import Family, families_of
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

A_PAGE = 40
MOST_TERMS = 4
TERM = 110
"""Characters of a term that the list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A term in its words, with its place."""

    words: str
    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version of a plan.

    Attributes:
        id: Id of its fullest telling.
        name: "10 points"; or that no number of points is told.
        articles: How many articles tell of it.
    """

    id: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan in a list.

    Attributes:
        id: Id of its fullest telling.
        name: What it is mostly called.
        by: Who puts it forward. None: not told.
        sign: That party's mark. None: it has none.
        told_by: Names of those through whom it is known.
        articles: How many articles tell of it.
        outlets: Who published them.
        versions: Its versions, if it has several.
        terms: The first terms of its fullest telling.
        more_terms: How many more that has.
        first_on: ISO day of the first article. None: all are undated.
        last_on: That of the last.
        days: Between which days the articles are from, if all are undated. None: nothing tells.
    """

    id: str
    name: str
    by: str | None
    sign: PartySign | None
    told_by: tuple[str, ...]
    articles: int
    outlets: tuple[str, ...]
    versions: tuple[VersionLine, ...]
    terms: tuple[TermLine, ...]
    more_terms: int
    first_on: str | None
    last_on: str | None
    days: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter(ListFilter):
    """What is asked for; None asks for nothing.

    Attributes:
        by: Only plans that this party puts forward, alone or with others.
        concept: Only those of which a term bears on a concept.
        text: Only those with these characters in a name or a term.
    """

    by: str | None = None
    concept: str | None = None
    text: str | None = None

    def lets_through(self, family: Family) -> bool:
        """Tell whether a plan is asked for."""
        by, text = family.plan.by or "", (self.text or "").casefold()
        told = (family.plan.name, *(term.text for term in family.plan.main.terms))
        return (
            (self.by is None or self.by in (by, *by.split(" and ")))
            and (self.concept is None or self.concept in family.concepts)
            and any(text in words.casefold() for words in told)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansPage:
    """What the list of plans shows.

    Attributes:
        title: What the page is called.
        asked: The filter.
        total: How many plans the filter lets through.
        tellings: In how many tellings they are told, an article's telling being one.
        plans: A part of them, those told of last first.
        next: Cursor of the next part. None: this is the last.
        parties: What may be chosen as author.
        concepts: What may be chosen as concept.
    """

    title: str
    asked: PlanFilter
    total: int
    tellings: int
    plans: tuple[PlanLine, ...]
    next: str | None
    parties: tuple[ChoiceGroup, ...]
    concepts: tuple[ChoiceGroup, ...]


RESTS_ON = (Part.DOCUMENTS, Part.STATEMENTS, Part.PLANS)
"""The parts of the record that the page rests on."""

router = APIRouter()


@router.get("/plans", response_class=HTMLResponse)
def plans(
    request: Request,
    desk: AtDesk,
    by: Words = None,
    concept: Words = None,
    text: Words = None,
    after: Words = None,
) -> HTMLResponse:
    """Show the plans."""
    asked = PlanFilter(by=by, concept=concept, text=text)
    page = desk.memo(
        ("plans", asked, after), lambda: build_plans(desk, asked, after=after), *RESTS_ON
    )
    return render(request, "plans.html.j2", page)


def build_plans(
    desk: Desk, asked: PlanFilter | None = None, *, after: str | None = None
) -> PlansPage:
    """Build a part of the list of plans.

    Args:
        desk: What the request works with.
        asked: Which plans. None: all.
        after: Cursor of the part before. None: from the beginning.

    Raises:
        QueryError: The cursor is none of this list.
    """
    asked = asked or PlanFilter()
    found = [family for family in families_of(desk).all if asked.lets_through(family)]
    key = key_of(after, [int])[0] if after else 0
    begin = key if isinstance(key, int) and key > 0 else 0
    shown = found[begin : begin + A_PAGE]
    more = begin + A_PAGE < len(found)
    return PlansPage(
        title=f"Plans of {shown_in_line(asked.by)}" if asked.by else "Plans",
        asked=asked,
        total=len(found),
        tellings=sum(len(v.tellings) for family in found for v in family.plan.versions),
        plans=tuple(plan_line(desk, family) for family in shown),
        next=cursor_of((begin + A_PAGE,)) if more else None,
        parties=party_choices(desk),
        concepts=concept_choices(desk),
    )


def plan_line(desk: Desk, family: Family) -> PlanLine:
    """Put a plan into a line of a list."""
    plan, main = family.plan, family.plan.main
    return PlanLine(
        id=main.id,
        name=shown_in_line(plan.name),
        by=shown_in_line(plan.by) if plan.by else None,
        sign=desk.sign(plan.by),
        told_by=tuple(shown_in_line(name) for name in plan.told_by),
        articles=len(family.plan.documents),
        outlets=tuple(shown_in_line(name) for name in family.outlets),
        versions=tuple(version_lines(plan)) if len(plan.versions) > 1 else (),
        terms=tuple(term_line(main, number, TERM) for number in range(len(main.terms)))[
            :MOST_TERMS
        ],
        more_terms=max(0, len(main.terms) - MOST_TERMS),
        first_on=family.first_on,
        last_on=family.last_on,
        days=None if family.first_on else days_told(desk, plan.documents),
    )


def version_lines(plan: PlanFamily) -> Iterator[VersionLine]:
    """Put the versions of a plan into lines."""
    for version in plan.versions:
        name = count(version.points, "point") if version.points else "points not told"
        yield VersionLine(id=version.main.id, name=name, articles=len(version.documents))


def term_line(plan: Plan, number: int, most: int) -> TermLine:
    """Put a term into a line; numbers begin at 0."""
    term = plan.terms[number]
    return TermLine(
        words=cut_short(term.text, most),
        document=term.evidence.document,
        start=term.evidence.span.start,
        end=term.evidence.span.end,
    )
