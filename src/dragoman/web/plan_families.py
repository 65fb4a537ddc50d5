"""Families: the plans of the record, what several articles tell of one plan joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.record import Plan
from dragoman.resolve.plans.merging import PlanFamily, merge_plans, stems_of_term
from dragoman.store.queries.plans import PlanPlace, PlanPlaces
from dragoman.store.queries.written import Part
from dragoman.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A plan in all its tellings.

    Attributes:
        plan: What is told of it, version by version.
        outlets: Who published the documents that tell of it, each once.
        first_on: ISO day of the first document. None: all are undated.
        last_on: That of the last.
        concepts: Ids of the concepts that its terms bear on.
        stems: The stems of its main telling's terms.
    """

    plan: PlanFamily
    outlets: tuple[str, ...]
    first_on: str | None
    last_on: str | None
    concepts: frozenset[str]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """All plans of the record.

    Attributes:
        all: The families, those told of last first, the undated last.
        by_plan: The family of every telling, by the telling's id.
        places: Where the terms of every telling stand, by its id.
    """

    all: tuple[Family, ...]
    by_plan: Mapping[str, Family]
    places: Mapping[str, tuple[PlanPlace, ...]]

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Every telling of every plan."""
        return tuple(plan for family in self.all for plan in family.plan.tellings)


def families_of(desk: Desk) -> Families:
    """Give the plans of the record by family."""
    return desk.memo("families", lambda: _families(desk), Part.PLANS, Part.DOCUMENTS)


def _families(desk: Desk) -> Families:
    places: dict[str, list[PlanPlace]] = {}
    for place in desk.view.ask(PlanPlaces()):
        places.setdefault(place.plan, []).append(place)
    plans = tuple(desk.view.plans())
    merged = desk.kept("plans", plans, lambda: merge_plans(plans))
    found = [_family(plan, places) for plan in merged]
    found.sort(key=lambda family: (family.plan.name.casefold(), family.plan.id))
    found.sort(key=lambda family: family.last_on or "", reverse=True)
    return Families(
        all=tuple(found),
        by_plan={plan.id: family for family in found for plan in family.plan.tellings},
        places={plan: tuple(there) for plan, there in places.items()},
    )


def _family(plan: PlanFamily, places: Mapping[str, Sequence[PlanPlace]]) -> Family:
    there = [place for telling in plan.tellings for place in places.get(telling.id, ())]
    days = sorted(place.day for place in there if place.day)
    return Family(
        plan=plan,
        outlets=tuple(dict.fromkeys(place.outlet for place in there if place.outlet)),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        concepts=frozenset(c.concept for p in plan.tellings for t in p.terms for c in t.codes),
        stems=frozenset(stem for term in plan.main.terms for stem in stems_of_term(term.text)),
    )
