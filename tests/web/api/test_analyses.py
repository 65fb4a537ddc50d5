"""Agreement, distance, networks, stability and edited plans over the API: the pages' own values."""

from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from dragoman.analysis.matrices import ONE_MODE, Normalisation
from dragoman.analysis.networks import Tie
from dragoman.analysis.stability import SolutionConcept
from dragoman.analysis.verdicts import Verdict
from dragoman.record import Holding, Stance
from dragoman.report.signs import TERM_WORDS
from dragoman.store import Store
from dragoman.store.queries.network import By
from dragoman.web.desk import Desk
from dragoman.web.holdings import Sign, sign_of
from dragoman.web.pages.agreement import build_agreement
from dragoman.web.pages.distance import build_distance
from dragoman.web.pages.network import Asked, build_network
from dragoman.web.pages.stability import LETTERS, asked_options, build_stability
from dragoman.web.pages.term_forms import asked_rows
from dragoman.web.pages.what_if import build_what_if
from tests.web.disputes import Disputes, write_disputes
from tests.web.rounds import write_rounds
from tests.web.talks import Talks

SIDES = ["Norland", "Sudland"]
TURNED = {"of": ["1", "2", ""], "concept": ["", "truce", "island"]} | {
    "stance": ["out", "oppose", "support"],
    "condition": ["", "", "if asked"],
}
TWO = {"option": ["truce", "island"], "by": SIDES, "back": ["yes", "no"]}


@pytest.fixture
def told(store: Store, talks: Talks) -> Disputes:
    write_rounds(store, talks)
    return write_disputes(store, talks)


def given(client: TestClient, path: str, **asked: object) -> dict[str, Any]:
    answer = client.get(f"/api/v1{path}?{urlencode(asked, doseq=True)}")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def sign(held: dict[str, Any]) -> Sign:
    return sign_of(Holding(held["holding"]), Stance(held["stance"]) if held["stance"] else None)


def word(cell: dict[str, Any]) -> str:
    if cell["leaning"]:
        return f"{TERM_WORDS[Verdict(cell['leaning'])]} on a condition"
    return TERM_WORDS[Verdict(cell["verdict"])]


@pytest.mark.parametrize("as_of", [None, "2025-06-05"])
def test_agreement_has_the_zones_of_the_page(
    client: TestClient, app_desk: Desk, told: Disputes, as_of: str | None
) -> None:
    parties = [*SIDES, "Westland"]
    page = build_agreement(app_desk, parties, as_of=as_of)
    body = given(client, "/agreement", party=parties, **({"as_of": as_of} if as_of else {}))
    assert (body["parties"], body["as_of"]) == (parties, as_of)
    assert [
        (item["zone"], item["concept"], [sign(held) for held in item["positions"]])
        for item in body["items"]
    ] == [
        (zone.name, row.concept, [cell.sign for cell in row.cells])
        for zone in page.zones
        for row in zone.rows
    ]
    assert body["items"]
    assert {item["zone"] for item in body["items"]} <= body["meanings"].keys()


def test_distance_has_the_steps_of_the_page_with_their_statements(
    client: TestClient, app_desk: Desk, told: Disputes
) -> None:
    (pair,) = build_distance(app_desk, "truce", SIDES).pairs
    (body,) = given(client, "/agreement/truce/distance", party=SIDES)["pairs"]
    assert body["parties"] == SIDES
    assert [
        (step["on"], step["distance"], step["moved"], tuple(map(sign, step["standing"])))
        for step in body["items"]
    ] == [(line.on, line.distance, line.moved, line.holdings) for line in pair.lines]
    newest = [one["newest"] for step in body["items"] for one in step["standing"] if one["newest"]]
    assert newest
    for id_ in newest:
        assert client.get(f"/api/v1/statements/{id_}").status_code == 200


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize(
    ("tie", "scale"),
    [
        (Tie.CONGRUENCE, Normalisation.NONE),
        (Tie.CONGRUENCE, Normalisation.COSINE),
        (Tie.CONFLICT, Normalisation.AVERAGE),
        (Tie.AFFILIATION, Normalisation.NONE),
    ],
)
def test_network_has_the_ties_of_the_page(
    client: TestClient, app_desk: Desk, told: Disputes, by: By, tie: Tie, scale: Normalisation
) -> None:
    asked = Asked(by=by, tie=tie, scale=scale, since="2025-05-20", least=0.0)
    page = build_network(app_desk, asked)
    query = {"by": by, "type": tie, "scale": scale, "since": "2025-05-20", "min": 0}
    body = given(client, "/network", **query)
    assert [
        (one["source"], one["target"], one["count"], one["against"], round(one["weight"], 4))
        for one in body["ties"]
    ] == [(e.source.id, e.target.id, e.count, e.against, e.value) for e in page.lines]
    assert page.lines
    assert (body["lighter"], body["left_out"]) == (page.lighter, page.left_out)
    ends = {e.id for line in page.lines for e in (line.source, line.target)}
    assert {node["id"] for node in body["nodes"]} == ends
    kinds = {node["kind"] for node in body["nodes"]}
    assert kinds == {by.value} | ({"concept"} if tie is Tie.AFFILIATION else set())
    for node in body["nodes"]:
        assert client.get(node["page"]).status_code == 200


def test_network_refuses_just_the_normalisations_of_two_modes(
    client: TestClient, told: Disputes
) -> None:
    answers = {s: client.get(f"/api/v1/network?scale={s}").status_code for s in Normalisation}
    assert answers == {s: 200 if s in ONE_MODE else 422 for s in Normalisation}


def test_stability_has_the_outcomes_of_the_page(
    client: TestClient, app_desk: Desk, told: Disputes
) -> None:
    page = build_stability(app_desk, asked_options(*TWO.values())).outcomes
    body = given(client, "/stability", **TWO)
    assert page is not None

    def letters(concepts: list[str]) -> str:
        return "".join(LETTERS[SolutionConcept(concept)] for concept in concepts)

    assert [
        (
            state["number"],
            tuple(app_desk.concept_text(concept) for concept in state["taken"]),
            tuple((one["rank"], letters(one["stays"])) for one in state["parties"]),
            letters(state["equilibrium"]),
        )
        for state in body["outcomes"]
    ] == [(s.number, s.taken, s.ranks, s.equilibrium) for s in page.states]
    assert (body["hidden"], body["equilibria"]) == (page.hidden, page.equilibria)
    assert [
        (one["party"], [(w["concept"], w["wants"], w["statements"][0]) for w in one["wishes"]])
        for one in body["wishes"]
    ] == [
        (one.party, [(w.concept, w.wants, w.line.id if w.line else None) for w in one.wishes])
        for one in page.wishes
    ]
    assert any(one["wishes"] for one in body["wishes"])


def test_stability_of_nothing_offers_what_is_disputed(
    client: TestClient, app_desk: Desk, told: Disputes
) -> None:
    body = given(client, "/stability")
    rows = [row.concept for row in build_stability(app_desk).rows if row.concept]
    assert [option["concept"] for option in body["options"]] == rows
    assert (body["drafted"], body["outcomes"]) == (True, [])


def test_an_edited_plan_has_the_verdicts_of_the_page(
    client: TestClient, app_desk: Desk, told: Disputes
) -> None:
    rows = asked_rows(zip(*TURNED.values(), strict=True))
    page = build_what_if(app_desk, told.formula.id, rows, SIDES).result
    assert page is not None
    body = given(client, "/what-if", base=told.formula.id, party=SIDES, **TURNED)
    assert [
        (term["number"], term["outcome"], term["condition"], bool(term["codes"]))
        for term in body["terms"]
    ] == [(t.number, t.outcome, t.condition, t.concept is not None) for t in page.terms]
    assert [
        [(cell["party"], bool(cell["deciding"])) for cell in term["cells"]]
        for term in body["terms"]
    ] == [[(cell.party, bool(cell.newest)) for cell in term.cells] for term in page.terms]
    assert {id_ for term in body["terms"] for c in term["cells"] for id_ in c["deciding"]} >= {
        said.line.id for term in page.terms for cell in term.cells for said in cell.newest
    }
    assert body["removed"] == [number for number, _ in page.removed] == [1]
    assert (body["met"], body["parties"]) == (page.met, SIDES)


@pytest.mark.parametrize("as_of", [None, "2025-05-20"])
def test_a_new_plan_names_the_missing_statements_of_the_page(
    client: TestClient, app_desk: Desk, told: Disputes, as_of: str | None
) -> None:
    asked = {"of": ["", ""], "concept": ["truce", "island"]}
    asked |= {"stance": ["oppose", "support"], "condition": ["", "if asked"]}
    parties = ["Westland", "Norland"]
    rows = asked_rows(zip(*asked.values(), strict=True))
    page = build_what_if(app_desk, None, rows, parties, as_of=as_of).result
    assert page is not None
    day = {"as_of": as_of} if as_of else {}
    body = given(client, "/what-if", party=parties, **asked, **day)
    missing = [
        (one["party"], one["concept"], TERM_WORDS[Verdict(one["now"])], one["first"], one["clears"])
        for one in body["missing"]
    ]
    assert missing == [(t.party, t.concept, t.now.word, t.first, t.clears) for t in page.tellings]
    assert missing
    assert [[word(cell) for cell in term["cells"]] for term in body["terms"]] == [
        [cell.verdict.word for cell in term.cells] for term in page.terms
    ]
    assert body["content"] == [one.name for one in page.content]


NEW = {"of": "", "stance": "support", "condition": ""}


@pytest.mark.parametrize(
    ("path", "asked", "status", "words"),
    [
        ("/agreement", {"party": "Norlund"}, 404, "Near it are: Norland"),
        ("/agreement/truce/distance", {"party": "Norlund"}, 404, "Near it are: Norland"),
        ("/agreement/truc/distance", {}, 404, "Near it are: truce"),
        ("/agreement", {"party": list("abcde")}, 422, "party"),
        ("/agreement", {"as_off": "2025-06-05"}, 422, "no such parameter"),
        ("/network", {"type": "friendship"}, 422, "congruence"),
        ("/stability", TWO | {"option": ["truc", "island"]}, 404, "near it are: truce"),
        ("/stability", TWO | {"by": ["Norlund", ""]}, 404, "near it are: Norland"),
        ("/stability", TWO | {"by": ["norland", ""]}, 404, "it is spelled 'Norland'"),
        ("/stability", TWO | {"by": ["", ""]}, 422, "who decides"),
        ("/stability", TWO | {"option": ["truce", "truce"]}, 422, "given twice"),
        ("/stability", {"option": "truce"}, 422, "in order"),
        ("/what-if", {}, 422, "name a plan to start from"),
        ("/what-if", {"base": "nothing"}, 404, "There is no plan 'nothing'"),
        ("/what-if", NEW | {"concept": "trucee"}, 422, "near it are: truce"),
        ("/what-if", NEW | {"concept": "truce", "party": "Norlund"}, 404, "Near it are: Norland"),
        ("/what-if", NEW | {"concept": "truce", "stance": "maybe"}, 422, "'oppose'"),
        ("/what-if", {"of": "1", "concept": "truce"}, 422, "in order"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is_near(
    client: TestClient, told: Disputes, path: str, asked: dict[str, object], status: int, words: str
) -> None:
    answer = client.get(f"/api/v1{path}?{urlencode(asked, doseq=True)}")
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, words in problem["detail"]) == (status, True), problem["detail"]
