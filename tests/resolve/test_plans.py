"""Which plans short passages tell of, in whose words, and what each of their values rests on."""

from pathlib import Path
from typing import TypedDict

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Act, ActorKind, Code, Document, Link, LinkKind, Plan, Stance
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.resolve.plans import find_plans
from dragoman.resolve.plans.words import plan_words, points_in
from tests import make

PUBLISHED = "2025-06-04"
TRUCE = Code(concept="truce", stance=Stance.SUPPORT)


class Case(TypedDict):
    text: str
    plans: list[str]


CASES: list[Case] = yaml.safe_load((Path(__file__).parent / "plans.yaml").read_text("utf-8"))


def code(words: str) -> tuple[Code, ...]:
    return (TRUCE,) if "truce" in words or "ceasefire" in words else ()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def row(plan: Plan) -> str:
    return f"{plan.by or '-'} | " + "; ".join(term.text for term in plan.terms)


def read(text: str, knowledge: Knowledge) -> tuple[Document, tuple[Plan, ...]]:
    document = make.document(text, published=PUBLISHED)
    return document, find_plans(document, (), knowledge, code)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_plans_of_a_passage_are_found(case: Case, knowledge: Knowledge) -> None:
    document, plans = read(case["text"], knowledge)
    assert list(map(row, plans)) == case["plans"]
    for term in (term for plan in plans for term in plan.terms):
        assert term.evidence.document == document.id
        assert term.evidence.span.holds_in(document.text)
        assert term.text == term.evidence.span.text


def test_cases_are_many_enough() -> None:
    assert len(CASES) >= 30


def test_terms_carry_the_codes_of_their_words(knowledge: Knowledge) -> None:
    _, (plan,) = read(
        "France's plan calls for a ceasefire and the release of prisoners.", knowledge
    )
    assert [term.codes for term in plan.terms] == [(TRUCE,), ()]


def test_a_plan_is_called_as_the_text_calls_it(knowledge: Knowledge) -> None:
    text = "Brazil's six-point peace plan includes a truce. The plan also calls for an election."
    _, (plan,) = read(text, knowledge)
    assert plan.name == "Brazil's six-point peace plan"
    assert [term.text for term in plan.terms] == ["a truce", "an election"]


def test_those_in_whose_words_the_terms_stand_tell_of_it(knowledge: Knowledge) -> None:
    document = make.document("An envoy said the Omani proposal includes a truce of ten days.")
    envoy = make.actor("Omani envoy", ActorKind.UNNAMED)
    statement = make.statement(
        document, "the Omani proposal includes a truce of ten days", speaker=envoy, act=Act.ASSERT
    )
    (plan,) = find_plans(document, (statement,), knowledge, code)
    assert (plan.by, plan.told_by) == ("Oman", ("Omani envoy",))


def test_what_a_communique_says_is_its_term(knowledge: Knowledge) -> None:
    text = "The draft G20 communique said that threats with nuclear weapons are inadmissible."
    document = make.document(text)
    words = "threats with nuclear weapons are inadmissible"
    statement = make.statement(document, words, source="The draft G20 communique", cue="said")
    (plan,) = find_plans(document, (statement,), knowledge, code)
    assert [term.text for term in plan.terms] == [words]


def test_we_and_they_are_the_two_sides(knowledge: Knowledge) -> None:
    text = (
        "Ukraine's envoy Ihor Vale spoke of the talks with Russia. "
        "“They were ready to end the war if we accepted neutrality and gave up NATO,” he said."
    )
    document = make.document(text)
    content = "They were ready to end the war if we accepted neutrality and gave up NATO"
    statement = make.statement(document, content, source="he", cue="said", party="Ukraine")
    (plan,) = find_plans(document, (statement,), knowledge, code)
    assert plan.by == "Russia"
    assert plan.terms[0].text == "end the war"


@pytest.mark.parametrize(("told", "found"), [(True, 1), (False, 0)])
def test_what_one_side_proposes_is_a_plan_once_another_tells_of_it(
    knowledge: Knowledge, told: bool, found: int
) -> None:
    text = "Vale said the idea of Oslo was that the fleet withdraw to its ports for good."
    document = make.document(text)
    via = [Link(name="Ihor Vale", kind=LinkKind.NAMED)] if told else []
    content = "the fleet withdraw to its ports for good"
    statement = make.statement(document, content, party="Norway", act=Act.PROPOSE, via=via)
    plans = find_plans(document, (statement,), knowledge, code)
    assert [(plan.by, plan.name) for plan in plans] == [("Norway", "proposal of Norway")] * found


def test_a_plan_is_dated_by_its_own_party(knowledge: Knowledge) -> None:
    document = make.document("On Monday the Omani proposal for a truce of ten days was read out.")
    for party, date in (("Oman", "2025-06-02"), ("Qatar", None)):
        statement = make.statement(
            document, "a truce of ten days", party=party, said_on="2025-06-02"
        )
        (plan,) = find_plans(document, (statement,), knowledge, code)
        assert plan.date == date


def test_boilerplate_has_no_plans(knowledge: Knowledge) -> None:
    text = "News.\nFrance's peace plan calls for a ceasefire and the release of prisoners."
    document = make.document(text, segments=[make.segment(0, 5)])
    assert find_plans(document, (), knowledge, code) == ()


@pytest.mark.parametrize(
    ("words", "points"),
    [("a 28-point plan", 28), ("five-point plan", 5), ("12 points", 12), ("a plan", None)],
)
def test_points_are_counted(words: str, points: int | None) -> None:
    assert points_in(words) == points


def test_joiners_between_words_hide_nothing(knowledge: Knowledge) -> None:
    text = "France's \u2060plan calls\u00a0for a ceasefire and the release of prisoners."
    document, (plan,) = read(text, knowledge)
    assert [term.text for term in plan.terms] == ["a ceasefire", "the release of prisoners"]
    assert all(term.evidence.span.holds_in(document.text) for term in plan.terms)


PIECES = ("France's plan", " calls for ", "a truce", ", ", " and ", "“", "”", ". ", "if ", "(", "1")


@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20))
def test_whatever_is_read_rests_on_its_own_words(knowledge: Knowledge, pieces: list[str]) -> None:
    document, plans = read("".join(pieces), knowledge)
    for term in (term for plan in plans for term in plan.terms):
        assert term.evidence.span.holds_in(document.text)
        assert term.text.strip() == term.text


def test_words_are_read_once() -> None:
    assert plan_words() is plan_words()
    assert "deal" in plan_words().heads


@pytest.mark.parametrize(
    "text",
    [
        "The army changed its plan: at the junction of three regions its forces pushed back the"
        " enemy, and took land near the border.",
        "The science framework includes counter-terrorism, defence against chemical agents, nuclear"
        " safety and border security.",
    ],
)
def test_programmes_and_battles_are_no_plans_of_anybody(text: str, knowledge: Knowledge) -> None:
    assert find_plans(make.document(text), (), knowledge, code) == ()


def test_only_plans_near_a_party_to_the_negotiation_are_coded(knowledge: Knowledge) -> None:
    ours = "Colombia's proposal includes a truce and the release of prisoners by the ELN."
    other = "Pakistan's proposal includes a truce and the withdrawal of Indian troops."
    document = make.document(f"{ours}\n\n{'Rain is due in the hills. ' * 40}\n\n{other}")
    coded = {
        plan.by: [term.codes for term in plan.terms]
        for plan in find_plans(document, (), knowledge, code, parties=["Colombia", "ELN"])
    }
    assert coded == {"Colombia": [(TRUCE,), ()], "Pakistan": [(), ()]}


def test_plans_are_coded_where_no_party_to_the_negotiation_is_named(knowledge: Knowledge) -> None:
    document = make.document("Pakistan's proposal includes a truce and the release of prisoners.")
    (plan,) = find_plans(document, (), knowledge, code, parties=["Northern Council"])
    assert [term.codes for term in plan.terms] == [(TRUCE,), ()]
