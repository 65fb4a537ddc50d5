"""API and pages give the same answers: on the example, list by list and record by record."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dragoman.record import Act, ClaimStatus, Ground
from dragoman.settings import open_dossier
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.positions import ShiftsFound
from dragoman.web import create_app
from dragoman.web.desk import Desk
from dragoman.web.pages.actors import ActorFilter, build_actors
from dragoman.web.pages.claim import build_claim
from dragoman.web.pages.claims import ClaimFilter, build_claims
from dragoman.web.pages.codebook import build_codebook
from dragoman.web.pages.documents import DocumentFilter, build_documents
from dragoman.web.pages.meetings import MeetingFilter, build_meetings
from dragoman.web.pages.outlets import build_outlets
from dragoman.web.pages.plan import build_plan
from dragoman.web.pages.plan_pair import build_plan_pair
from dragoman.web.pages.plans import PlanFilter, build_plans
from dragoman.web.pages.position import build_position
from dragoman.web.pages.positions import steps_on
from dragoman.web.pages.quarantine import build_quarantine
from dragoman.web.pages.search import Asked, Kind, build_search
from dragoman.web.pages.shifts import build_shifts
from dragoman.web.pages.statements import build_statements

Json = dict[str, Any]


@pytest.fixture(scope="module")
def desk(example: Any) -> Iterator[Desk]:
    dossier = open_dossier(example)
    with Store.open(dossier.record_path) as store:
        yield Desk(dossier, store)


@pytest.fixture(scope="module")
def api(desk: Desk) -> TestClient:
    return TestClient(create_app(desk.dossier, desk.store))


def listed(api: TestClient, path: str, first: int = 200) -> list[Json]:
    """Give the first items of a list."""
    sign = "&" if "?" in path else "?"
    answer = api.get(f"/api/v1/{path}{sign}limit={min(first, 200)}")
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


def total(api: TestClient, path: str) -> int:
    sign = "&" if "?" in path else "?"
    number: int = api.get(f"/api/v1/{path}{sign}limit=1&count=true").json()["total"]
    return number


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", StatementFilter()),
        ("party=Russia", StatementFilter(party="Russia")),
        ("act=deny", StatementFilter(act=Act.DENY)),
        ("concept=ceasefire&party=Ukraine", StatementFilter(concept="ceasefire", party="Ukraine")),
        ("since=2025-05-01", StatementFilter(since="2025-05-01")),
        ("speaker=peskov&until=2025-05-31", StatementFilter(speaker="peskov", until="2025-05-31")),
    ],
)
def test_statements(api: TestClient, desk: Desk, query: str, asked: StatementFilter) -> None:
    page = build_statements(desk, asked)
    given = listed(api, f"statements?{query}", len(page.lines))
    assert [item["id"] for item in given] == [line.id for line in page.lines] != []
    assert total(api, f"statements?{query}") == page.total
    for item, line in zip(given, page.lines, strict=True):
        assert (item["speaker"] or {}).get("id") == line.speaker_id
        assert len(item["content"]) == len(line.words)
        assert [code["concept"] for code in item["codes"]] == [code.concept for code in line.codes]
        assert len(item["via"]) == len(line.via)


def test_documents(api: TestClient, desk: Desk) -> None:
    for query, asked in (
        ("", DocumentFilter()),
        ("undated=true", DocumentFilter(undated=True)),
        ("since=2025-01-01", DocumentFilter(since="2025-01-01")),
    ):
        page = build_documents(desk, asked)
        given = listed(api, f"documents?{query}", len(page.rows))
        assert [(item["id"], item["statements"]) for item in given] == [
            (row.id, row.statements) for row in page.rows
        ]
        assert total(api, f"documents?{query}") == page.total > 0


def test_claims(api: TestClient, desk: Desk) -> None:
    for query, asked in (
        ("", ClaimFilter()),
        ("&status=contested", ClaimFilter(status=ClaimStatus.CONTESTED)),
        ("&party=Russia&concept=ceasefire", ClaimFilter(party="Russia", concept="ceasefire")),
    ):
        page = build_claims(desk, asked)
        given = listed(api, f"claims?order=disputed{query}", len(page.claims))
        assert [(i["id"], i["status"], i["origins"], len(i["statements"])) for i in given] == [
            (line.id, line.status, line.origins, line.statements) for line in page.claims
        ]
        assert total(api, f"claims?order=disputed{query}") == page.total > 0
        for item in given:
            one = build_claim(desk, item["id"])
            assert {line.line.id for line in one.said} == set(item["statements"])
            assert len(one.trees) == len(item["roots"])


def test_positions_and_shifts(api: TestClient, desk: Desk) -> None:
    for as_of in (None, "2023-11-05", "2025-05-20"):
        query = f"?as_of={as_of}" if as_of else ""
        given = listed_cells(api, query)
        steps = steps_on(desk, as_of)
        assert {key: cell["holding"] for key, cell in given.items()} == {
            key: step.holding for key, step in steps.items()
        }
        assert {key: cell["origins"] for key, cell in given.items()} == {
            key: step.origins for key, step in steps.items()
        }
        for party, concept in list(steps)[:12]:
            page = build_position(desk, party, concept, as_of=as_of)
            cell = api.get(f"/api/v1/positions/{party}/{concept}{query}").json()
            shown = [line.line.id for line in page.lines]
            assert [basis["statement"] for basis in cell["items"]][: len(shown)] == shown
            assert cell["position"]["statements"] == page.held.statements
    for ground in (None, *Ground):
        shifts = build_shifts(desk, ShiftsFound(grounds=(ground,) if ground else ()))
        query = f"shifts?ground={ground}" if ground else "shifts"
        given_shifts = listed(api, query, len(shifts.lines) or 1)
        assert [item["id"] for item in given_shifts] == [line.id for line in shifts.lines]
        assert given_shifts or ground


def listed_cells(api: TestClient, query: str) -> dict[tuple[str, str], Json]:
    items = api.get(f"/api/v1/positions{query}").json()["items"]
    return {(item["party"], item["concept"]): item for item in items}


def test_actors(api: TestClient, desk: Desk) -> None:
    for query, asked in (("", ActorFilter()), ("party=Russia", ActorFilter(party="Russia"))):
        page = build_actors(desk, asked)
        given = listed(api, f"actors?{query}", len(page.actors))
        assert [(item["id"], item["statements"]) for item in given] == [
            (line.id, line.statements) for line in page.actors
        ]
        assert total(api, f"actors?{query}") == page.total > 0


def test_meetings(api: TestClient, desk: Desk) -> None:
    for query, asked in (("", MeetingFilter()), ("party=Russia", MeetingFilter(party="Russia"))):
        page = build_meetings(desk, asked)
        past = listed(api, f"meetings?ahead=false&{query}")
        assert [item["id"] for item in past] == [line.id for line in page.meetings]
        ahead = listed(api, f"meetings?ahead=true&{query}")
        assert [item["id"] for item in ahead] == [line.id for line in page.ahead]
        assert total(api, f"meetings?{query}") == page.total + len(page.ahead) > 0


def test_plans_and_their_comparisons(api: TestClient, desk: Desk) -> None:
    page = build_plans(desk, PlanFilter())
    given = listed(api, "plans")
    assert [item["id"] for item in given] == [line.id for line in page.plans] != []
    assert len(listed(api, "plans?tellings=true")) == page.tellings
    for item in given:
        compared = api.get(f"/api/v1/plans/{item['id']}/comparison").json()
        verdicts = build_plan(desk, item["id"]).verdicts
        assert len(compared["terms"]) == len(verdicts.terms)
        shown = {sign.name for sign in verdicts.parties}
        assert shown <= set(compared["parties"])
        told = [
            (row["number"], cell["party"], cell["concept"], len(cell["reported"]))
            for row in compared["terms"]
            for cell in row["cells"]
            if cell["party"] in shown
        ]
        on_page = [
            (term.number, cell.party, cell.concept, cell.reported)
            for term in verdicts.terms
            for row in term.concepts
            for cell in row.cells
        ]
        assert sorted(told, key=repr) == sorted(on_page, key=repr)
    one, other = given[0]["id"], given[1]["id"]
    pair = api.get(f"/api/v1/plans/{one}/comparison/{other}").json()
    pair_page = build_plan_pair(desk, one, other)
    assert len(pair["both"]) == len(pair_page.matters)


def test_outlets_codebook_and_quarantine(api: TestClient, desk: Desk) -> None:
    outlets = api.get("/api/v1/outlets").json()["items"]
    assert (
        [(item["name"], item["documents"], item["statements"]) for item in outlets]
        == [
            (row.outlet.name, row.outlet.documents, row.outlet.statements)
            for row in build_outlets(desk).rows
        ]
        != []
    )
    book = build_codebook(desk)
    concepts = api.get("/api/v1/concepts").json()["items"]
    shown = [line for issue in book.issues for line in issue.concepts] + list(book.lacking)
    assert {item["id"]: sum(c["statements"] for c in item["counts"]) for item in concepts} == {
        line.id: line.statements for line in shown
    }
    assert len(listed(api, "quarantine")) == build_quarantine(desk).total


def test_search(api: TestClient, desk: Desk) -> None:
    for words in ("ceasefire", "russia talks", '"peace talks"', "negot*"):
        page = build_search(desk, Asked(q=words, kind=Kind.STATEMENTS))
        found = api.get("/api/v1/search/statements", params={"q": words, "count": True}).json()
        shown = [hit.line.id for hit in page.statements]
        assert [item["statement"]["id"] for item in found["items"]][: len(shown)] == shown
        assert found["total"] == page.found[Kind.STATEMENTS]
        articles = build_search(desk, Asked(q=words, kind=Kind.ARTICLES)).articles
        given = api.get("/api/v1/search/documents", params={"q": words}).json()["items"]
        assert [item["document"]["id"] for item in given] == [hit.row.id for hit in articles]
