"""Drafts: a plan edited term by term, and what is told of an edit that cannot be."""

from collections.abc import Mapping, Sequence

import pytest

from dragoman.analysis.drafts import Draft, Edit, Origin, draft_plan, known_name
from dragoman.errors import DraftError
from dragoman.record import Code, Plan
from tests import make
from tests.analysis.talks import NO, PORTS, YES

PILOTS = "pilots-free"
CONCEPTS = (PORTS, PILOTS)
DOCUMENT = make.document("The plan: the ports are opened; the pilots go home; a choir.", "plan.txt")


def plan() -> Plan:
    ports = Code(concept=PORTS, stance=YES)
    pilots = Code(concept=PILOTS, stance=YES)
    return make.plan(
        make.term(make.evidence(DOCUMENT, "the ports are opened"), ports, pilots),
        make.term(make.evidence(DOCUMENT, "the pilots go home"), pilots),
        make.term(make.evidence(DOCUMENT, "a choir")),
        name="plan",
    )


def drafted(
    remove: Sequence[int] = (),
    change: Mapping[int, Edit] | None = None,
    add: Sequence[Edit] = (),
    base: Plan | None = None,
) -> Draft:
    return draft_plan(base or plan(), CONCEPTS, remove=remove, change=change, add=add)


def told(draft: Draft) -> list[tuple[int, int | None, str, list[str]]]:
    return [
        (t.number, t.of, t.origin.value, [c.concept + c.stance[0] for c in t.codes])
        for t in draft.terms
    ]


def test_terms_are_left_out_changed_and_added_in_order() -> None:
    draft = drafted([1], {3: Edit(concept=PORTS, stance=NO)}, [Edit(concept=PILOTS, stance=NO)])
    assert told(draft) == [
        (1, 2, "kept", [PILOTS + "s"]),
        (2, 3, "changed", [PORTS + "o"]),
        (3, None, "added", [PILOTS + "o"]),
    ]
    assert (draft.removed, draft.concepts) == ((1,), (PILOTS, PORTS))


def test_a_stance_alone_turns_every_concept_of_a_term() -> None:
    draft = drafted(change={1: Edit(stance=NO)})
    assert told(draft)[0] == (1, 1, "changed", [PORTS + "o", PILOTS + "o"])


def test_a_condition_alone_changes_a_term_and_keeps_its_concepts() -> None:
    draft = drafted(change={2: Edit(condition=" if  it\nrains ")})
    assert (draft.terms[1].origin, draft.terms[1].condition) == (Origin.CHANGED, "if it rains")
    assert told(draft)[1][3] == [PILOTS + "s"]


def test_an_edit_that_says_what_is_there_keeps_the_term() -> None:
    draft = drafted(change={1: Edit(concept=PILOTS, stance=YES, also=((PORTS, YES),))})
    assert draft.terms[0].origin is Origin.KEPT


@pytest.mark.parametrize(
    ("remove", "change", "add", "words"),
    [
        ([4], {}, [], "no term 4: the plan has terms 1 to 3"),
        ([], {0: Edit(stance=NO)}, [], "no term 0"),
        ([2], {2: Edit(stance=NO)}, [], "term 2 is both removed and changed"),
        ([], {1: Edit(concept="port-open", stance=NO)}, [], "'port-open'; near it are: ports-open"),
        ([], {}, [Edit(concept="zzz", stance=NO)], "there are: ports-open, pilots-free"),
        ([], {}, [Edit(concept=PORTS)], "added term 1 needs a concept and a stance"),
        ([], {3: Edit(stance=NO)}, [], "term 3 bears on no concept"),
        ([], {3: Edit(concept=PORTS)}, [], "term 3 needs a stance to ports-open"),
        ([1, 2, 3], {}, [], "the plan has no terms"),
    ],
)
def test_what_cannot_be_is_told(
    remove: list[int], change: dict[int, Edit], add: list[Edit], words: str
) -> None:
    with pytest.raises(DraftError, match=words):
        drafted(remove, change, add)


def test_a_plan_from_nothing_has_only_added_terms() -> None:
    draft = draft_plan(None, CONCEPTS, add=[Edit(concept=PORTS, stance=YES)])
    assert told(draft) == [(1, None, "added", [PORTS + "s"])]
    with pytest.raises(DraftError, match="no plan to start from"):
        draft_plan(None, CONCEPTS, remove=[1], add=[Edit(concept=PORTS, stance=YES)])


def test_a_name_is_found_in_any_case_and_near_ones_are_told() -> None:
    assert known_name("island", ["Island", "Mainland"], "party") == "Island"
    with pytest.raises(DraftError, match="no party 'Iland'; near it are: Island"):
        known_name("Iland", ["Island", "Mainland"], "party")
