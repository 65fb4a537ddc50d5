"""How what several documents tell of one plan is joined, and told apart by versions."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Plan
from dragoman.resolve.plans.merging import PlanFamily, merge_plans
from tests import make

CAP, NATO, LAND = "a cap on the army", "a freeze on NATO membership", "the army leaves Donetsk"


def telling(
    name: str,
    *terms: str,
    by: str | None = "United States",
    date: str | None = None,
    told_by: Sequence[str] = (),
    file: str = "a.txt",
) -> Plan:
    document = make.document(". ".join(terms), f"{name} {by} {date} {file}")
    parts = [make.term(make.evidence(document, term)) for term in terms]
    return make.plan(*parts, name=name, by=by, date=date, told_by=told_by)


def points(family: PlanFamily) -> list[tuple[int | None, int]]:
    return [(version.points, len(version.tellings)) for version in family.versions]


def test_tellings_with_the_same_terms_are_one_plan() -> None:
    one = telling("US plan", CAP, NATO, told_by=["Reuters"])
    other = telling("Washington's plan", f"{NATO} for ten years", told_by=["Reuters", "CNN"])
    (family,) = merge_plans([one, other])
    assert points(family) == [(None, 2)]
    assert (family.by, family.told_by) == ("United States", ("Reuters", "CNN"))


def test_versions_differ_in_their_points() -> None:
    early = telling("28-point plan", CAP, NATO, LAND, date="2025-11-20")
    again = telling("28-point US plan", CAP, date="2025-11-21")
    late = telling("24-point plan", CAP, NATO, date="2025-11-24")
    (family,) = merge_plans([late, early, again])
    assert points(family) == [(28, 2), (24, 1)]


def test_the_telling_with_the_most_terms_stands_for_a_plan() -> None:
    early = telling("28-point plan", CAP, NATO, LAND, date="2025-11-20")
    again = telling("28-point US plan", CAP, date="2025-11-21", file="b.txt")
    late = telling("24-point plan", CAP, NATO, date="2025-11-24", file="c.txt")
    (family,) = merge_plans([late, early, again])
    assert family.main == early
    assert [version.main for version in family.versions] == [early, late]
    assert set(family.tellings) == {early, again, late}
    assert len(family.documents) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (telling("plan", CAP), telling("plan", LAND)),
        (telling("plan", CAP), telling("plan", CAP, by="Russia")),
        (telling("plan", CAP, by=None), telling("plan", CAP, by=None, file="b.txt")),
        (telling("terms of Russia", CAP), telling("terms of Russia", LAND)),
    ],
    ids=["other terms", "other party", "nobody's", "no name"],
)
def test_what_only_looks_alike_stays_apart(one: Plan, other: Plan) -> None:
    assert len(merge_plans([one, other])) == 2


def test_a_name_that_only_one_plan_has_joins() -> None:
    one = telling("Zelensky's peace formula", CAP, by="Ukraine")
    other = telling("formula", LAND, by="Ukraine")
    (family,) = merge_plans([one, other])
    assert family.name == "Zelensky's peace formula"


def test_a_name_of_the_text_goes_before_one_of_the_resolver() -> None:
    (family,) = merge_plans([telling("terms of Russia", CAP), telling("ultimatum", CAP)])
    assert family.name == "ultimatum"


MANY = [
    telling(name, *terms, by=by, date=date)
    for name in ("28-point plan", "peace formula", "proposal")
    for terms in ((CAP,), (NATO, LAND), (CAP, LAND))
    for by, date in (("Ukraine", "2025-11-20"), ("Russia", None), (None, None))
]


@given(st.permutations(MANY))
def test_the_order_of_plans_changes_nothing(plans: list[Plan]) -> None:
    assert merge_plans(plans) == merge_plans(MANY)


def test_every_telling_is_kept_once() -> None:
    families = merge_plans([*MANY, *MANY])
    kept = [plan.id for f in families for version in f.versions for plan in version.tellings]
    assert sorted(kept) == sorted({plan.id for plan in MANY})
