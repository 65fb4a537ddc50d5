"""What the API gives of each noun."""

import json
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.report.interchange import export_record
from dragoman.store import Store
from tests.web.talks import Talks

LISTS = (
    "documents",
    "statements",
    "actors",
    "shifts",
    "claims",
    "meetings",
    "plans",
    "quarantine",
    "search/statements?q=offer",
    "search/documents?q=offer",
)


def narrowed(given: object, like: object) -> object:
    """Keep of what the API gives the fields that the interchange format has."""
    if isinstance(given, dict) and isinstance(like, dict):
        return {name: narrowed(given.get(name), value) for name, value in like.items()}
    if isinstance(given, list) and isinstance(like, list) and len(given) == len(like):
        return [narrowed(one, other) for one, other in zip(given, like, strict=True)]
    return given


def test_statements_are_those_of_the_interchange_format(client: TestClient, store: Store) -> None:
    exported = json.loads("".join(export_record(store.view())))["statements"]
    given = client.get("/api/v1/statements?order=place").json()["items"]
    assert len(given) == len(exported) > 0
    assert narrowed(given, exported) == exported


def test_documents_have_the_fields_of_the_interchange_format(
    client: TestClient, store: Store
) -> None:
    exported = json.loads("".join(export_record(store.view())))["documents"]
    for one in exported:
        given = client.get(f"/api/v1/documents/{one['id']}").json()
        published = given.pop("published")
        assert (published or {}).get("value") == one.pop("published")
        assert narrowed(given, one) == one


def test_every_span_is_words_of_the_text(client: TestClient, talks: Talks) -> None:
    texts = {
        id_: client.get(f"/api/v1/documents/{id_}").json()["text"]
        for id_ in (talks.first.id, talks.second.id, talks.third.id)
    }
    statements = client.get("/api/v1/statements").json()["items"]
    spans = [
        (statement["document"], span)
        for statement in statements
        for span in (statement["source"], statement["cue"], *statement["content"])
        if span
    ]
    assert len(spans) > len(statements)
    for document, span in spans:
        assert texts[document][span["start"] : span["end"]] == span["text"]


def test_claims_meetings_and_plans_have_the_fields_of_the_interchange_format(
    client: TestClient, store: Store
) -> None:
    exported = json.loads("".join(export_record(store.view())))
    for noun in ("claims", "plans"):
        given = client.get(f"/api/v1/{noun}").json()["items"]
        for one in exported[noun]:
            for term in one.get("terms", ()):
                evidence = term["evidence"]
                term["evidence"] = {"document": evidence.pop("document"), "span": evidence}
        assert exported[noun]
        assert narrowed(given, exported[noun]) == exported[noun]
    (meeting,) = client.get("/api/v1/meetings").json()["items"]
    (like,) = exported["meetings"]
    del like["evidence"]
    assert narrowed(meeting, like) == like


@pytest.mark.parametrize("path", LISTS)
def test_list_is_walked_by_its_links_to_the_same_items(reader: TestClient, path: str) -> None:
    sign = "&" if "?" in path else "?"
    whole = reader.get(f"/api/v1/{path}{sign}count=true").json()
    items, address = [], f"/api/v1/{path}{sign}limit=1"
    while address:
        response = reader.get(address)
        part = response.json()
        items += part["items"]
        address = part["next"]
        assert response.links.get("next", {}).get("url") == address
    assert items == whole["items"]
    if path != "shifts":
        assert items
    assert whole["total"] == len(items)


@pytest.mark.parametrize(
    "noun", ["statements", "documents", "actors", "claims", "meetings", "plans"]
)
def test_item_is_the_same_by_itself_as_in_its_list(reader: TestClient, noun: str) -> None:
    for item in reader.get(f"/api/v1/{noun}").json()["items"]:
        alone = reader.get(f"/api/v1/{noun}/{item['id']}").json()
        assert narrowed(alone, item) == item


def test_statements_are_filtered_as_asked(client: TestClient, talks: Talks) -> None:
    def ids(query: str) -> set[str]:
        answer = client.get(f"/api/v1/statements?{query}")
        assert answer.status_code == 200, answer.text
        return {item["id"] for item in answer.json()["items"]}

    assert ids("party=Sudland") == {talks.stays.id, talks.denial.id}
    assert ids("party=Sudland&act=deny") == {talks.denial.id}
    assert ids("concept=truce&stance=support") == {talks.offer.id, talks.ready.id}
    assert ids("concept=truce&stance=oppose") == set()
    assert ids("speaker=berg") == {talks.offer.id, talks.ready.id}
    assert ids(f"speaker_is={talks.holm.id}") == {talks.stays.id, talks.denial.id}
    assert ids(f"outlet={quote('<b>Gossip</b>')}") == {talks.unresolved.id}
    assert ids("since=2025-05-21") == {talks.stays.id, talks.denial.id}
    assert ids("until=2025-05-20") == {talks.offer.id, talks.ready.id, talks.officials.id}


def test_counts_add_up_to_the_lists(reader: TestClient) -> None:
    counts = reader.get("/api/v1/counts").json()
    for noun in ("documents", "statements", "actors", "claims", "meetings", "plans"):
        assert counts[noun] == reader.get(f"/api/v1/{noun}?count=true").json()["total"] > 0
    by_party = reader.get("/api/v1/statements/counts?by=party").json()["items"]
    assert sum(item["statements"] for item in by_party) == counts["statements"]
    assert {item["value"] for item in by_party} == {"Norland", "Sudland", None}


def test_position_has_its_words_and_silence_is_a_value(reader: TestClient) -> None:
    cell = reader.get("/api/v1/positions/Norland/truce").json()
    assert cell["position"]["holding"] == "conditional"
    assert [span["span"]["text"] for span in cell["position"]["conditions"]] == [
        "once the island was empty"
    ]
    assert {basis["stance"] for basis in cell["items"]} == {"support"}
    silent = reader.get("/api/v1/positions/Sudland/truce").json()
    assert silent["position"]["holding"] == "silent"
    assert silent["items"] == []
    before = reader.get("/api/v1/positions/Norland/truce?as_of=2025-05-01").json()
    assert before["position"]["holding"] == "silent"
    assert reader.get("/api/v1/positions/Norland/nothing").status_code == 404
    assert reader.get("/api/v1/positions/Nobody/truce").status_code == 404


def test_matrix_is_as_of_a_day(reader: TestClient) -> None:
    def cells(query: str = "") -> dict[tuple[str, str], str]:
        items = reader.get(f"/api/v1/positions{query}").json()["items"]
        return {(item["party"], item["concept"]): item["holding"] for item in items}

    assert cells() == {("Norland", "truce"): "conditional", ("Sudland", "island"): "oppose"}
    assert cells("?as_of=2025-05-20") == {("Norland", "truce"): "conditional"}
    assert cells("?party=Sudland") == {("Sudland", "island"): "oppose"}
    assert cells("?concept=truce") == {("Norland", "truce"): "conditional"}


def test_shift_is_found_by_its_id(reader: TestClient) -> None:
    shifts = reader.get("/api/v1/shifts").json()["items"]
    assert {shift["party"] for shift in shifts} == {"Norland", "Sudland"}
    for shift in shifts:
        assert reader.get(f"/api/v1/shifts/{shift['id']}").json() == shift
        for statement in shift["by"]:
            assert reader.get(f"/api/v1/statements/{statement}").status_code == 200


def test_outlet_is_found_by_a_hostile_name(reader: TestClient) -> None:
    names = [item["name"] for item in reader.get("/api/v1/outlets").json()["items"]]
    assert "<b>Gossip</b>" in names
    for name in names:
        for spelling in (name, name.upper()):
            given = reader.get(f"/api/v1/outlets/{quote(spelling, safe='')}").json()
            assert (given["name"], given["documents"]) == (name, 1)


def test_codebook_and_concepts_are_given(reader: TestClient) -> None:
    book = reader.get("/api/v1/codebook").json()
    assert book["issues"] == ["security", "territory"]
    concepts = reader.get("/api/v1/concepts").json()["items"]
    assert [concept["id"] for concept in concepts] == ["truce", "island"]
    truce = reader.get("/api/v1/concepts/truce").json()
    assert truce in concepts
    assert truce["counts"] == [{"party": "Norland", "stance": "support", "statements": 2}]


def test_search_marks_what_was_searched_for(reader: TestClient) -> None:
    (found,) = reader.get("/api/v1/search/statements?q=truce").json()["items"]
    assert [piece["text"] for piece in found["snippet"] if piece["matched"]] == ["truce"]
    assert "".join(piece["text"] for piece in found["snippet"]) == "We are ready for a truce"
    (document,) = reader.get("/api/v1/search/documents?q=alert").json()["items"]
    assert document["document"]["name"] == "third.txt"


def test_quarantine_and_runs_are_given(reader: TestClient) -> None:
    (quarantine,) = reader.get("/api/v1/quarantine").json()["items"]
    assert quarantine["name"] == "broken <b>.txt"
    assert reader.get("/api/v1/quarantine?stage=resolve").json()["items"] == []
    (run,) = reader.get("/api/v1/runs").json()["items"]
    statement = reader.get("/api/v1/statements").json()["items"][0]
    assert statement["run"] == run["id"]


def test_dossier_is_what_its_file_says(reader: TestClient) -> None:
    dossier = reader.get("/api/v1/").json()
    assert dossier["title"] == "Talks between Norland and Sudland"
    assert dossier["parties"] == ["Norland", "Sudland"]


def test_links_lead_to_pages_behind_the_base_path(app: FastAPI, talks: Talks) -> None:
    app.state.base_path = "/proxied"
    client = TestClient(app)
    for prefix in ("", "/proxied"):
        part = client.get(f"{prefix}/api/v1/statements?limit=1").json()
        assert part["next"].startswith("/proxied/api/v1/statements?limit=1&after=")
        (statement,) = part["items"]
        assert statement["page"] == f"/proxied/statements/{statement['id']}"
