"""Feeds of changes, read back with parsers that are not ours."""

import re
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from dragoman.pipeline import derive_positions, judge
from dragoman.record import ClaimStatus, Decision, Judgement, MeetingStatus
from dragoman.resolve import load_knowledge
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web import create_app
from dragoman.web.feeds.atom import write_atom
from dragoman.web.feeds.feed import Change, Feed
from dragoman.web.feeds.jsonfeed import write_json
from tests import make
from tests.web.talks import Talks, write_talks

ATOM = "{http://www.w3.org/2005/Atom}"
TAG = re.compile(r"tag:[\w.-]+,\d{4}(-\d{2}){0,2}:[\w\-.~:@!$&'()*+,;=%/?]+")
HOSTILE = "]]></summary> <script>alert(1)</script> & \x00\x08\x1b\u202e\ufffe\U0001f54a \"'"


@pytest.fixture
def talks(store: Store) -> Talks:
    told = write_talks(store)
    writer = store.writer()
    evidence = make.evidence(told.second, "President Karl Holm rejected the offer")
    meeting = make.meeting(
        evidence, participants=["Norland", "Sudland"], place="River <i>Island</i>",
        status=MeetingStatus.DENIED, denied_by=["Sudland"], date="2025-05",
    )  # fmt: skip
    writer.put_meetings([meeting])
    term = make.term(make.evidence(told.first, "Norland would stop firing"))
    writer.put_plans([make.plan(term, name="River plan", by="Norland")])
    derive_positions(store)
    return told


def entries(client: TestClient, path: str) -> list[dict[str, str]]:
    """Read an Atom feed, with all that RFC 4287 demands of one."""
    response = client.get(path)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml"
    return read_atom(response.content)


def read_atom(written: bytes) -> list[dict[str, str]]:
    feed = etree.fromstring(written)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    found = []
    for holder in (feed, *feed.iterfind(f"{ATOM}entry")):
        told = {name: holder.findtext(f"{ATOM}{name}") or "" for name in ("id", "title", "updated")}
        assert TAG.fullmatch(told["id"])
        assert told["title"]
        assert datetime.fromisoformat(told["updated"]).tzinfo is not None
        if holder is not feed:
            link = cast(Any, holder.find(f"{ATOM}link[@rel='alternate']"))
            told["link"] = link.get("href")
            told["summary"] = holder.findtext(f"{ATOM}summary") or ""
            told["kind"] = cast(Any, holder.find(f"{ATOM}category")).get("term")
            found.append(told)
    ids = [entry["id"] for entry in found]
    assert len(set(ids)) == len(ids)
    return found


def items(client: TestClient, path: str) -> list[dict[str, Any]]:
    """Read a JSON Feed, with all that its version 1.1 demands of one."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/feed+json"
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"].endswith(path)
    found: list[dict[str, Any]] = feed["items"]
    for item in found:
        assert item["id"]
        assert item["content_text"]
        datetime.fromisoformat(item["date_published"])
        datetime.fromisoformat(item["date_modified"])
    return found


def test_dossier_feed_tells_of_every_kind(client: TestClient) -> None:
    found = entries(client, "/feeds/changes.atom")
    assert sorted(entry["kind"] for entry in found) == [
        "claim",
        "meeting",
        "plan",
        "shift",
        "shift",
    ]
    by_kind = {entry["kind"]: entry for entry in found}
    assert by_kind["claim"]["title"] == "Contested: The offer was sent to Sudland"
    assert "any offer had reached his office" in by_kind["claim"]["summary"]
    assert (
        by_kind["meeting"]["title"]
        == "Meeting denied: Norland, Sudland, River <i>Island</i>, 2025-05"
    )
    assert "“Norland would stop firing” (The Northern Post)" in by_kind["plan"]["summary"]
    titles = {entry["title"] for entry in found if entry["kind"] == "shift"}
    assert "Sudland opposes “Sudland leaves the island”, its first statement on it" in titles


def test_dossier_feed_tells_what_was_rejected_until_it_is_taken_back(
    client: TestClient, store: Store, talks: Talks
) -> None:
    reject = Judgement.on(
        talks.officials, Decision.REJECT, author="ann", decided_at="2999-01-01T00:00:00Z"
    )
    judge(store, [reject], load_knowledge())
    first = items(client, "/feeds/changes.json")[0]
    assert first["title"] == "Rejected: “the offer had been sent to Sudland last week”"
    assert first["id"].endswith(f"rejected/{reject.id}")
    assert first["date_modified"] == "2999-01-01T00:00:00+00:00"
    assert first["url"].endswith(f"/documents/{talks.first.id}")
    taken = Judgement.withdrawing(reject, author="ann", decided_at="2999-01-02T00:00:00Z")
    judge(store, [taken], load_knowledge())
    assert "rejected" not in {item["tags"][0] for item in items(client, "/feeds/changes.json")}


def test_both_formats_tell_the_same(client: TestClient) -> None:
    for path in ("changes", "party/Sudland", "concept/island"):
        as_atom = entries(client, f"/feeds/{path}.atom")
        as_json = items(client, f"/feeds/{path}.json")
        assert [entry["id"] for entry in as_atom] == [item["id"] for item in as_json] != []
        assert [e["link"] for e in as_atom] == [item["url"] for item in as_json]
        assert [e["title"] for e in as_atom] == [item["title"] for item in as_json]


def test_entries_lead_to_pages_or_nouns_that_are_there(client: TestClient, app: FastAPI) -> None:
    for item in items(client, "/feeds/changes.json"):
        path = item["url"].removeprefix("http://testserver/")
        assert client.get(f"/api/v1/{path}").status_code == 200


def test_party_and_concept_feeds_have_only_their_own(client: TestClient) -> None:
    sudland = items(client, "/feeds/party/Sudland.json")
    assert sorted(item["tags"][0] for item in sudland) == ["claim", "meeting", "shift"]
    norland = items(client, "/feeds/party/Norland.json")
    assert sorted(item["tags"][0] for item in norland) == ["meeting", "plan", "shift"]
    truce = items(client, "/feeds/concept/truce.json")
    assert [item["tags"] for item in truce] == [["shift", "Norland", "truce"]]


def test_feed_of_a_claim_stays_when_the_claim_grows(
    client: TestClient, store: Store, talks: Talks
) -> None:
    (claim,) = store.view().claims()
    before = client.get(f"/feeds/claim/{claim.id}.json").json()
    assert len(before["items"]) == 2
    grown = make.claim(
        talks.officials, talks.denial, talks.unresolved, text="The offer was sent to Sudland",
        status=ClaimStatus.CONTESTED,
    )  # fmt: skip
    store.writer().put_claims([grown])
    after = client.get(before["feed_url"]).json()
    assert after["feed_url"] == before["feed_url"]
    assert len(after["items"]) == 3
    assert {item["id"] for item in before["items"]} < {item["id"] for item in after["items"]}


def test_claim_keeps_its_entry_when_it_grows(
    client: TestClient, store: Store, talks: Talks
) -> None:
    def contested() -> list[str]:
        found = items(client, "/feeds/changes.json")
        return [item["id"] for item in found if item["tags"][0] == "claim"]

    before = contested()
    store.writer().put_claims(
        [make.claim(talks.officials, talks.denial, talks.unresolved, status=ClaimStatus.CONTESTED)]
    )
    assert contested() == before


def test_uncontested_claims_are_no_change(client: TestClient, store: Store, talks: Talks) -> None:
    store.writer().put_claims([make.claim(talks.officials, talks.denial)])
    assert {item["tags"][0] for item in items(client, "/feeds/changes.json")} == {
        "meeting",
        "plan",
        "shift",
    }


def test_newest_hundred_are_given(client: TestClient, store: Store) -> None:
    text = " ".join(f"Envoys met in room {number:03}." for number in range(130))
    document = make.document(text, "rooms.txt", published="2025-06-01")
    store.writer().add_document(document)
    store.writer().put_meetings(
        make.meeting(make.evidence(document, f"room {number:03}"), date=f"{1900 + number}")
        for number in range(130)
    )
    found = items(client, "/feeds/changes.json")
    assert len(found) == 100
    modified = [item["date_modified"] for item in found]
    assert modified == sorted(modified, reverse=True)
    dated = [item["title"][-4:] for item in found if "room" in item["content_text"]]
    assert dated == sorted(dated, reverse=True)
    assert dated[0] == "2029"


def test_record_without_documents_has_an_empty_feed(dossier: Dossier) -> None:
    with Store.open(dossier.record_path) as store:
        client = TestClient(create_app(dossier, store))
        assert entries(client, "/feeds/changes.atom") == []
        assert items(client, "/feeds/changes.json") == []


@pytest.mark.parametrize("path", ["party/Nobody", "concept/nothing", "claim/0123456789abcdef"])
def test_feed_of_what_is_not_there_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(f"/feeds/{path}.atom").status_code == 404
    assert client.get(f"/feeds/{path}.json").status_code == 404


def test_page_lists_feeds_that_all_work(client: TestClient) -> None:
    page = client.get("/feeds")
    links = re.findall(r'href="(/feeds/[^"]+\.(?:atom|json))" type=', page.text)
    assert len(links) == 2 * (1 + 3 + 2)
    for link in links:
        assert client.get(link).status_code == 200


def test_pages_name_feeds_that_work(client: TestClient, store: Store) -> None:
    (claim,) = store.view().claims()
    for page in ("/", f"/claims/{claim.id}", "/codebook/truce"):
        html = client.get(page).text
        named = re.findall(r'type="application/atom\+xml" title="[^"]*" href="([^"]+)"', html)
        assert named, page
        assert client.get(named[0]).status_code == 200


def test_links_are_whole_and_behind_the_base_path(app: FastAPI) -> None:
    app.state.base_path = "/proxied"
    client = TestClient(app, base_url="https://talks.example")
    feed = client.get("/feeds/changes.json").json()
    assert feed["feed_url"] == "https://talks.example/proxied/feeds/changes.json"
    for item in feed["items"]:
        assert item["url"].startswith("https://talks.example/proxied/")


def test_hostile_text_stays_text_in_both_formats() -> None:
    change = Change(
        key=f"shift/{quote(HOSTILE, safe='')}",
        title=HOSTILE,
        summary=(HOSTILE, HOSTILE),
        path=f"/positions/{quote(HOSTILE, safe='')}",
        entered_at="2025-05-19T10:00:00+00:00",
        updated_at="2025-05-19T10:00:00+00:00",
        tags=(HOSTILE,),
    )
    feed = Feed(
        path="/feeds/changes",
        title=HOSTILE,
        page="/",
        updated_at=change.updated_at,
        changes=(change,),
    )
    written = write_atom(feed, "http://host")
    (entry,) = read_atom(written)
    assert "<script>alert(1)</script> &" in entry["title"]
    assert b"<script" not in written
    for character in "\x00\x08\x1b\u202e\ufffe":
        assert character not in entry["title"] + entry["summary"] + entry["kind"]
        assert character.encode() not in write_json(feed, "http://host")
    assert "\U0001f54a" in entry["title"]
