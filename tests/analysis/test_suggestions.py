"""Groups of statements without a code: what they have in common, and in which order they come."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.suggestions import (
    NEAR,
    Floats,
    Nearness,
    Suggestion,
    group,
    may_ask,
    suggest_concepts,
)
from dragoman.record import Act, Code, Stance, Statement
from tests import make

FERRY = "the night ferry must stop at the outer quay"
BELL = "the harbour bell was rung twice at dawn"
CODE = Code(concept="ports-open", stance=Stance.SUPPORT)


def said(number: int, words: str, party: str | None, act: Act = Act.DEMAND) -> Statement:
    document = make.document(f"{number}: {words}.", f"{number}.txt")
    return make.statement(document, words, party=party, act=act)


def unit(*angles: float) -> Floats:
    return np.array([[np.cos(a), np.sin(a)] for a in angles], np.float32)


def nearest(vector: Floats) -> list[Nearness]:
    return [(float(abs(vector[0])), "ports-open", Stance.SUPPORT)]


FERRIES = [said(n, f"{FERRY} {n}", p) for n, p in enumerate(["Island", "Mainland", "Island"])]
BELLS = [said(n, f"{BELL} {n}", "Island", Act.ASSERT) for n in range(3, 8)]
VECTORS = unit(0.0, 0.1, 0.2, 1.5, 1.5, 1.5, 1.6, 1.4)


def suggestions(least: int = 3, taken: tuple[str, ...] = ()) -> list[Suggestion]:
    return suggest_concepts([*FERRIES, *BELLS], VECTORS, nearest, least=least, taken=taken)


def test_groups_that_take_a_stand_come_first_with_their_counts() -> None:
    ferry, bell = suggestions()
    assert (len(ferry.statements), ferry.parties, ferry.documents) == (3, ("Island", "Mainland"), 3)
    assert (ferry.stands, ferry.is_report) == (3, False)
    assert (len(bell.statements), bell.stands, bell.is_report) == (5, 0, True)
    assert ferry.statements[0] == FERRIES[1], "the central one comes first"
    assert {"ferry", "quay"} <= set(ferry.words)


def test_a_group_needs_enough_statements() -> None:
    assert [len(found.statements) for found in suggestions(least=4)] == [5]
    assert suggest_concepts([], np.zeros((0, 2), np.float32), nearest) == []


def test_names_are_ids_that_the_codebook_does_not_have() -> None:
    (ferry, _) = suggestions()
    (again, _) = suggestions(taken=(ferry.name,))
    assert again.name == f"{ferry.name}-2"


def test_nearest_concepts_are_those_of_the_central_statement() -> None:
    ferry, bell = suggestions()
    assert ferry.nearest[0][0] == pytest.approx(np.cos(0.1), abs=1e-6)
    assert bell.nearest[0][0] < 0.2


@given(st.permutations(range(8)))
def test_the_order_of_statements_decides_nothing(order: list[int]) -> None:
    everything = [*FERRIES, *BELLS]
    found = suggest_concepts([everything[n] for n in order], VECTORS[order], nearest)
    assert found == suggestions()


@given(st.lists(st.floats(0, 6.28), max_size=30), st.integers(2, 4))
def test_groups_are_disjoint_and_near_their_centre(angles: list[float], least: int) -> None:
    vectors = unit(*angles).reshape(-1, 2)
    groups = group(vectors, NEAR, least)
    members = [at for found in groups for at in found]
    assert len(members) == len(set(members))
    for found in groups:
        assert len(found) >= least
        assert (vectors[found] @ vectors[found[0]] >= NEAR - 1e-4).all()


@pytest.mark.parametrize(
    ("words", "act", "codes", "asks"),
    [
        (FERRY, Act.DEMAND, [], True),
        (FERRY, Act.DEMAND, [CODE], False),
        (FERRY, Act.DECLINE_COMMENT, [], False),
        ("no more details", Act.ASSERT, [], False),
        ("the Captain Ada Brink", Act.ACCUSE, [], False),
    ],
)
def test_what_could_ask_for_a_concept(words: str, act: Act, codes: list[Code], asks: bool) -> None:
    document = make.document(f"They said {words}.")
    assert may_ask(make.statement(document, words, act=act, codes=codes)) is asks
