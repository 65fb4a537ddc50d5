"""Agreement: how far people who judged the same statements decided alike, field by field.

Krippendorff's alpha (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011): 1 is
perfect agreement, 0 what chance gives, less than 0 systematic disagreement. It takes any number of
people, and people who judged only some of the statements. Acts, parties, speakers and dates are
nominal: alike or not. Codes, chains and spans are sets, whose distance is MASI (R. Passonneau,
Measuring Agreement on Set-Valued Items, LREC 2006): sets of which one holds the other are nearer
than sets that only overlap.

Who sees another one's decision before deciding is not independent of it. For agreement in the
method's sense people must code the same statements without looking at each other.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.record import Decision, Field, covered
from dragoman.record.corrections import read_codes, read_content, read_span, read_via
from dragoman.resolve import Judged, Mark

V = TypeVar("V", bound=Hashable)
Distance = Callable[[V, V], float]

STANDS = "stands"
"""What is compared beside the fields: whether a statement stands, is rejected, split or merged."""

ONE_IN_OTHER, OVERLAPPING = 2 / 3, 1 / 3
"""MASI's factors for sets of which one holds the other, and for others that overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far people agree on one field.

    Attributes:
        field: The field, or STANDS.
        alpha: Krippendorff's alpha. None: nothing was judged twice, or all values are the same,
            of which the method tells nothing.
        alike: Share of pairs of decisions on one statement that are the same; for sets how near
            they are, from 0 to 1. None: nothing was judged twice.
        statements: How many statements two people or more have judged in this field.
        authors: How many people those are.
    """

    field: str
    alpha: float | None
    alike: float | None
    statements: int
    authors: int


def nominal(one: V, other: V) -> float:
    """Measure how far two categories are apart: not at all, or wholly."""
    return float(one != other)


def masi(one: frozenset[V], other: frozenset[V]) -> float:
    """Measure how far two sets are apart, from 0 to 1 (Passonneau 2006, section 3)."""
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    factor = ONE_IN_OTHER if one <= other or other <= one else OVERLAPPING
    return 1.0 - factor * len(shared) / len(one | other)


def krippendorff(units: Iterable[Sequence[V]], distance: Distance[V]) -> float | None:
    """Compute Krippendorff's alpha.

    Args:
        units: For each unit the values that it was given; those with fewer than two count nothing.
        distance: How far two values are apart, 0 for the same.

    Returns:
        None: there are no two values of a unit, or all values are the same.
    """
    pairable = [values for values in units if len(values) > 1]
    counts = Counter(value for values in pairable for value in values)
    total = sum(counts.values())
    if not total:
        return None
    known = list(counts)
    expected = sum(
        counts[one] * counts[other] * distance(one, other)
        for place, one in enumerate(known)
        for other in known[:place]
    ) / (total * (total - 1) / 2)
    if not expected:
        return None
    return 1.0 - _observed(pairable, distance) / expected


def _observed(pairable: Sequence[Sequence[V]], distance: Distance[V]) -> float:
    """Give the mean distance of values of one unit, each value weighing the same."""
    within = 0.0
    for values in pairable:
        pairs = (distance(a, b) for at, a in enumerate(values) for b in values[:at])
        within += 2 * sum(pairs) / (len(values) - 1)
    return within / sum(map(len, pairable))


def agreement(documents: Iterable[Judged]) -> tuple[Agreement, ...]:
    """Measure how far people agree, field by field, over what two or more of them judged.

    Of several decisions of one person on a field the last one counts. Accepting a statement
    decides all its fields as they stood; correcting one field decides that field alone.

    Args:
        documents: The judged documents.
    """
    given: dict[str, list[dict[str, str]]] = defaultdict(list)
    for judged in documents:
        for marks in judged.marks.values():
            for field, by_author in _by_field(marks).items():
                if len(by_author) > 1:
                    given[field].append(by_author)
    return tuple(_on(field, given[field]) for field in (STANDS, *(f.value for f in Field)))


def _by_field(marks: Iterable[Mark]) -> Mapping[str, dict[str, str]]:
    """Give what each person decided last, by field and author."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for mark in marks:
        author = mark.judgement.author
        found[STANDS][author] = _outcome(mark.judgement.decision)
        for field, value in mark.values.items():
            found[field.value][author] = value
    return found


def _outcome(decision: Decision) -> str:
    """Put a decision in terms of the statement: who corrects one has accepted that it is one."""
    stands = (Decision.ACCEPT, Decision.CORRECT, Decision.ADD)
    return "stands" if decision in stands else decision.value


def _on(field: str, units: Sequence[Mapping[str, str]]) -> Agreement:
    authors = {author for unit in units for author in unit}
    if field in SETS:
        read = SETS[field]
        sets = [[read(value) for value in unit.values()] for unit in units]
        alpha, apart = krippendorff(sets, masi), _observed(sets, masi) if sets else None
    else:
        values = [[_category(field, value) for value in unit.values()] for unit in units]
        alpha = krippendorff(values, nominal)
        apart = _observed(values, nominal) if values else None
    return Agreement(
        field=field,
        alpha=alpha,
        alike=None if apart is None else 1.0 - apart,
        statements=len(units),
        authors=len(authors),
    )


def _category(field: str, value: str) -> str:
    """Bring a value to what is compared: of a speaker the id."""
    if field != Field.SPEAKER or value == "null":
        return value
    return str(json.loads(value)["id"])


def _codes(value: str) -> frozenset[Hashable]:
    return frozenset((code.concept, code.stance) for code in read_codes(value))


def _links(value: str) -> frozenset[Hashable]:
    return frozenset((link.name, link.kind) for link in read_via(value))


def _characters(field: Field, value: str) -> frozenset[Hashable]:
    span = read_span(field, value)
    return frozenset(covered([span])) if span else frozenset()


SETS: Mapping[str, Callable[[str], frozenset[Hashable]]] = {
    Field.CODES: _codes,
    Field.VIA: _links,
    Field.SOURCE: lambda value: _characters(Field.SOURCE, value),
    Field.CUE: lambda value: _characters(Field.CUE, value),
    Field.CONTENT: lambda value: frozenset(covered(read_content(value))),
}
"""The fields whose values are sets: of codes, links or characters."""
