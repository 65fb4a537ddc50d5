"""Merging: what many documents tell of one plan, told apart by versions."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.record import Plan, digest
from dragoman.resolve.claim_words import stems_of
from dragoman.resolve.origins import Groups
from dragoman.resolve.plans.words import points_in

ALIKE = 0.5
"""Share of the shorter telling's terms that the longer one must have for both to be of one plan."""

SAME_TERM = 0.5
"""Share of the stems of the shorter of two terms that are the same term. As SAME_TERM and ALIKE
both halves are chosen, not measured: the annotated articles tell of too few plans twice."""

NAMELESS = re.compile(r"(?:terms|proposal|agreement) of ")
"""How the names begin that the resolver gives to plans without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One version of a plan, as all documents tell it.

    Attributes:
        points: How many points it is said to have. None: no document tells.
        tellings: The plan as each document tells it, in the order of date, name and id.
    """

    points: int | None
    tellings: tuple[Plan, ...]

    @property
    def main(self) -> Plan:
        """The telling with the most terms, of these the newest."""
        return max(self.tellings, key=_fullness)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that tell of it."""
        terms = (term for plan in self.tellings for term in plan.terms)
        return tuple(dict.fromkeys(term.evidence.document for term in terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFamily:
    """A plan in all its versions.

    Attributes:
        id: Digest of the ids of its tellings.
        name: What it is mostly called.
        by: Whose it is. None: not told.
        told_by: Names of those through whom it is known, those with the most tellings first.
        versions: In the order of their first tellings.
    """

    id: str
    name: str
    by: str | None
    told_by: tuple[str, ...]
    versions: tuple[PlanVersion, ...]

    @property
    def tellings(self) -> tuple[Plan, ...]:
        """The plan as each document tells it, version by version."""
        return tuple(plan for version in self.versions for plan in version.tellings)

    @property
    def main(self) -> Plan:
        """The telling with the most terms, of these the newest."""
        return max(self.tellings, key=_fullness)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that tell of it."""
        return tuple(dict.fromkeys(id_ for version in self.versions for id_ in version.documents))


def _fullness(plan: Plan) -> tuple[int, str, str]:
    return len(plan.terms), plan.date or "", plan.id


def merge_plans(plans: Iterable[Plan]) -> tuple[PlanFamily, ...]:
    """Join what documents tell of the same plan, whatever order it comes in.

    Two tellings are of one plan if the same party puts it forward and either its name says so
    ("Zelensky's peace formula") or most terms of the shorter are among those of the longer.
    Tellings with different numbers of points are versions of one plan, if its name or terms say
    that it is one. What nobody is named for stays alone. Candidates are those of one party, so
    the cost grows with the square of the plans of the busiest party only.

    Args:
        plans: Those of any documents.
    """
    ordered = sorted({plan.id: plan for plan in plans}.values(), key=_order)
    by_owner: dict[str, list[Plan]] = defaultdict(list)
    families = []
    for plan in ordered:
        if plan.by is None:
            families.append([plan])
        else:
            by_owner[plan.by].append(plan)
    for owner in sorted(by_owner):
        families += _joined(by_owner[owner])
    return tuple(map(_family, sorted(families, key=lambda tellings: _order(tellings[0]))))


def _order(plan: Plan) -> tuple[bool, str, str, str]:
    return plan.date is None, plan.date or "", plan.name, plan.id


def _joined(plans: Sequence[Plan]) -> list[list[Plan]]:
    """Join every two that are the same, so that no order decides."""
    groups, tellings = Groups(len(plans)), [_Telling.of(plan) for plan in plans]
    for one in range(len(plans)):
        for other in range(one):
            if groups.find(one) != groups.find(other) and tellings[one].same(tellings[other]):
                groups.join(one, other)
    families: dict[int, list[Plan]] = defaultdict(list)
    for at, plan in enumerate(plans):
        families[groups.find(at)].append(plan)
    return list(families.values())


@dataclass(frozen=True, slots=True)
class _Telling:
    """What tells whether a plan is the same as another one of its party, read once for all pairs.

    Attributes:
        terms: The stems of each term.
        points: How many points its name tells of. None: it does not, or the plan has no name.
        words: The words of its name that tell plans apart; empty for a plan without a name.
    """

    terms: tuple[frozenset[str], ...]
    points: int | None
    words: frozenset[str]

    @classmethod
    def of(cls, plan: Plan) -> "_Telling":
        named = not NAMELESS.match(plan.name)
        return cls(
            terms=tuple(stems_of_term(term.text) for term in plan.terms),
            points=points_in(plan.name) if named else None,
            words=_telling(plan.name) if named else frozenset(),
        )

    def same(self, other: "_Telling") -> bool:
        """Tell whether two tellings of one party's plans are of the same plan.

        Their names have a number of points or a word in common that tells plans apart
        ("formula"; "proposal" and the like are in too many names), or they share terms.
        """
        if self.points and self.points == other.points:
            return True
        if self.words and self.words == other.words:
            return True
        short, long = sorted((self.terms, other.terms), key=len)
        shared = sum(any(same_term(a, b) for b in long) for a in short)
        return shared >= ALIKE * len(short)


@lru_cache(maxsize=20_000)
def stems_of_term(text: str) -> frozenset[str]:
    """Remember stems: a term is compared with many, and anew whenever the record is written."""
    return stems_of(text)


def _telling(name: str) -> frozenset[str]:
    words = re.findall(r"[a-z]+", name.lower())
    return frozenset(words) & TELLING


TELLING = frozenset({"formula", "victory", "roadmap", "memorandum", "framework", "outline"})
"""Words of names by which one party has at most one plan at a time."""


def same_term(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether the stems of two terms say that they are one: the shorter's, mostly."""
    return one == other or len(one & other) >= max(2, SAME_TERM * min(len(one), len(other)))


def _family(tellings: Sequence[Plan]) -> PlanFamily:
    """Make a family of tellings in their order."""
    told = Counter(name for plan in tellings for name in plan.told_by)
    names = Counter(plan.name for plan in tellings if not NAMELESS.match(plan.name))
    named = names or Counter(plan.name for plan in tellings)
    versions: dict[int | None, list[Plan]] = defaultdict(list)
    for plan in tellings:
        versions[points_in(plan.name)].append(plan)
    return PlanFamily(
        id=digest("plans", *sorted(plan.id for plan in tellings)),
        name=min(named, key=lambda name: (-named[name], -len(name), name)),
        by=tellings[0].by,
        told_by=tuple(sorted(told, key=lambda name: (-told[name], name))),
        versions=tuple(
            PlanVersion(points=points, tellings=tuple(plans)) for points, plans in versions.items()
        ),
    )
