"""Visits: what readers ask for, and what of it is worth making before they do."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.web.visits import MOST, Visits


def test_pages_that_are_slow_and_asked_for_often_come_first() -> None:
    visits = Visits()
    for address, seconds in (("/a", 0.1), ("/b", 0.3), ("/a", 0.2), ("/a", 0.01), ("/c", 0.01)):
        visits.note(address, seconds)
    assert visits.worth_making(slow_s=0.05, lately_s=60, most=9) == ["/a", "/b"]
    assert visits.worth_making(slow_s=0.05, lately_s=60, most=1) == ["/a"]
    assert visits.worth_making(slow_s=0.05, lately_s=-1, most=9) == []


def test_only_the_addresses_asked_for_last_are_remembered() -> None:
    visits = Visits()
    for number in range(MOST + 5):
        visits.note(f"/{number}", 1.0)
    known = visits.worth_making(slow_s=0, lately_s=60, most=2 * MOST)
    assert len(known) == MOST
    assert "/4" not in known


def test_pages_and_feeds_are_noted_and_nothing_else(app: FastAPI, client: TestClient) -> None:
    others = ("/static/css/base.css", "/api/v1/claims", "/login")
    for address in ("/claims?status=denied", "/feeds/changes.json", *others):
        assert client.get(address).status_code == 200
    visits: Visits = app.state.visits
    noted = visits.worth_making(slow_s=0, lately_s=60, most=9)
    assert sorted(noted) == ["/claims?status=denied", "/feeds/changes.json"]
    assert visits.under_way == 0


def test_a_page_that_the_reader_has_is_not_made_and_not_noted(
    app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = list[str]()
    monkeypatch.setattr(app.state.visits, "note", lambda address, _: noted.append(address))
    tag = client.get("/claims").headers["etag"]
    assert client.get("/claims", headers={"if-none-match": tag}).status_code == 304
    assert noted == ["/claims"]
