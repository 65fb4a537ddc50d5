"""Plan pair: two plans side by side, term by term, with what they differ in."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.analysis.plan_pairs import PlanPair, TermPair, distance_words, pair_plans
from dragoman.record import Plan
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.web.asking import Words
from dragoman.web.choices import Choice, ChoiceGroup
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.pages.plan import plan_title, telling_called
from dragoman.web.pages.plans import TermLine, term_line
from dragoman.web.plan_families import Families, families_of
from dragoman.web.rendering import render
from dragoman.web.wording import cut_short

WHOLE = 100_000
"""Characters of a term that the page shows: all."""

NAME = 70
"""Characters of a plan's name in the choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceLine:
    """In what two terms differ: the aspect, what the first has, what the second has."""

    aspect: str
    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterLine:
    """A matter that both plans have a term on.

    Attributes:
        kind: How the terms relate: the same, they differ, or they are opposed.
        one: The first plan's term.
        one_number: Its number.
        other: The second's.
        other_number: Its number.
        concepts: Propositions that both bear on; they alone join the terms where `words` is False.
        words: Whether shared words say that it is one matter.
        differences: In what they differ.
    """

    kind: str
    one: TermLine
    one_number: int
    other: TermLine
    other_number: int
    concepts: tuple[str, ...]
    words: bool
    differences: tuple[DifferenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLine:
    """One of the two plans.

    Attributes:
        id: Its id.
        name: What it is called.
        by: Whose it is. None: not told.
        sign: That party's mark. None: it has none.
        alone: The terms that only it has, with their numbers.
    """

    id: str
    name: str
    by: str | None
    sign: PartySign | None
    alone: tuple[tuple[int, TermLine], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPairPage:
    """What the comparison of two plans shows.

    Attributes:
        title: What the page is called.
        one: The first plan. None: none is chosen.
        other: The second. None: none is chosen.
        distance: How far apart they are, in numbers of terms; empty until both are chosen.
        matters: What both have a term on.
        plans: What may be chosen.
    """

    title: str
    one: SideLine | None
    other: SideLine | None
    distance: str
    matters: tuple[MatterLine, ...]
    plans: tuple[ChoiceGroup, ...]


router = APIRouter()


@router.get("/plans/compare", response_class=HTMLResponse)
def plan_pair(
    request: Request, desk: AtDesk, one: Words = None, other: Words = None
) -> HTMLResponse:
    """Show two plans side by side."""
    page = desk.memo(("plan pair", one, other), lambda: build_plan_pair(desk, one, other))
    return render(request, "plan_pair.html.j2", page)


def build_plan_pair(desk: Desk, one: str | None, other: str | None) -> PlanPairPage:
    """Build the comparison of two plans.

    Args:
        desk: What the request works with.
        one: Id of the first. None: it is still to be chosen.
        other: Id of the second. None: likewise.

    Raises:
        HTTPException: There is no plan of one of these ids.
    """
    families = families_of(desk)
    first = telling_called(families, one)[1] if one else None
    second = telling_called(families, other)[1] if other else None
    pair = pair_plans(first, second) if first and second else None
    return PlanPairPage(
        title=f"{plan_title(first)} and {plan_title(second)}"
        if first and second
        else "Two plans side by side",
        one=_side(desk, first, pair.only_one if pair else ()) if first else None,
        other=_side(desk, second, pair.only_other if pair else ()) if second else None,
        distance=distance_words(pair) if pair else "",
        matters=tuple(_matter(desk, pair, both) for both in pair.both) if pair else (),
        plans=plan_choices(families, (first, second)),
    )


def _side(desk: Desk, plan: Plan, alone: tuple[int, ...]) -> SideLine:
    return SideLine(
        id=plan.id,
        name=shown_in_line(plan.name),
        by=shown_in_line(plan.by) if plan.by else None,
        sign=desk.sign(plan.by),
        alone=tuple((number, term_line(plan, number - 1, WHOLE)) for number in alone),
    )


def _matter(desk: Desk, pair: PlanPair, both: TermPair) -> MatterLine:
    differ = "they differ" if both.differences else "the same"
    return MatterLine(
        kind="opposed" if both.is_opposed else differ,
        one=term_line(pair.one, both.one - 1, WHOLE),
        one_number=both.one,
        other=term_line(pair.other, both.other - 1, WHOLE),
        other_number=both.other,
        concepts=tuple(shown_in_line(desk.concept_text(concept)) for concept in both.concepts),
        words=bool(both.words),
        differences=tuple(
            DifferenceLine(
                aspect=str(difference.aspect),
                one=shown_in_line(", ".join(difference.one)) or "nothing",
                other=shown_in_line(", ".join(difference.other)) or "nothing",
            )
            for difference in both.differences
        ),
    )


def plan_choices(families: Families, chosen: tuple[Plan | None, ...]) -> tuple[ChoiceGroup, ...]:
    """Offer the fullest telling of each plan, and whatever else is chosen."""
    mains = {family.plan.main.id: family.plan.main for family in families.all}
    mains |= {plan.id: plan for plan in chosen if plan}
    ordered = sorted(mains.values(), key=lambda plan: (plan_title(plan).casefold(), plan.id))
    choices = tuple(
        Choice(value=plan.id, name=f"{cut_short(plan_title(plan), NAME)} ({len(plan.terms)})")
        for plan in ordered
    )
    return (ChoiceGroup(name="", choices=choices),)
