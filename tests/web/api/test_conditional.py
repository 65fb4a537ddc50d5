"""Answers that somebody has already."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from tests import make

ADDRESSES = ("/api/v1/statements", "/api/v1/positions", "/api/v1/counts", "/feeds/changes.atom")


@pytest.mark.parametrize("address", ADDRESSES)
def test_known_answer_is_not_given_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert first.status_code == 200
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]


def test_any_answer_is_known_where_there_is_one(client: TestClient) -> None:
    known = {"If-None-Match": "*"}
    there = client.get("/api/v1/statements", headers=known)
    assert (there.status_code, there.content) == (304, b"")
    assert there.headers["etag"]
    assert client.get("/api/v1/statements/nothing", headers=known).status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_known_answer_is_not_even_computed(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    known = client.get(address).headers["etag"]

    def fail(*_: object) -> None:
        raise AssertionError("the record was asked")

    monkeypatch.setattr(type(app.state.desk.view), "ask", fail)
    monkeypatch.setattr(type(app.state.desk.view), "counts", fail)
    assert client.get(address, headers={"If-None-Match": known}).status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_is_given_anew_after_a_write(client: TestClient, store: Store, address: str) -> None:
    known = client.get(address).headers["etag"]
    store.writer().add_document(make.document("More news.", "more.txt"))
    again = client.get(address, headers={"If-None-Match": known})
    assert again.status_code == 200
    assert again.headers["etag"] != known


def test_answer_is_given_anew_after_the_codebook_changed(client: TestClient, folder: Path) -> None:
    known = client.get("/api/v1/concepts").headers["etag"]
    path = folder / "codebook.yaml"
    path.write_text(path.read_text("utf-8").replace("The guns fall", "Guns fall"), "utf-8")
    again = client.get("/api/v1/concepts", headers={"If-None-Match": known})
    assert again.status_code == 200
    assert again.json()["items"][0]["text"] == "Guns fall silent along the river"


def test_other_parameters_are_another_answer(client: TestClient) -> None:
    known = client.get("/api/v1/statements?limit=1").headers["etag"]
    other = client.get("/api/v1/statements?limit=2", headers={"If-None-Match": known})
    assert other.status_code == 200


def test_one_of_several_known_answers_is_enough(client: TestClient) -> None:
    known = client.get("/api/v1/counts").headers["etag"].removeprefix("W/")
    named = f'"something", {known}'
    assert client.get("/api/v1/counts", headers={"If-None-Match": named}).status_code == 304


def test_head_tells_the_validator_without_a_body(client: TestClient) -> None:
    asked = client.head("/api/v1/counts")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["etag"] == client.get("/api/v1/counts").headers["etag"]
