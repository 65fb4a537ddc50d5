"""What the API answers to what it cannot do."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import StoreError
from dragoman.web.api.problems import PROBLEM

LISTS = ("documents", "statements", "actors", "shifts", "claims", "meetings", "plans", "quarantine")


def problem(client: TestClient, path: str, method: str = "GET") -> dict[str, Any]:
    response = client.request(method, path)
    assert response.headers["content-type"] == PROBLEM
    told: dict[str, Any] = response.json()
    assert told["status"] == response.status_code
    assert told["instance"] == path.partition("?")[0]
    assert "etag" not in response.headers
    return told


@pytest.mark.parametrize(
    "path",
    [
        *(f"{noun}/0123456789abcdef" for noun in LISTS if noun != "quarantine"),
        "concepts/nothing",
        "outlets/nobody",
        "positions/Norland/nothing",
        "nothing",
        "statements/",
        "statements/%00",
    ],
)
def test_what_is_not_there_is_a_problem(reader: TestClient, path: str) -> None:
    response = reader.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response.headers["content-type"] == PROBLEM
    assert response.json()["detail"].startswith("There is no")


def test_malformed_parameters_are_all_told_at_once(reader: TestClient) -> None:
    told = problem(reader, "/api/v1/statements?limit=1000&act=shout&since=someday")
    assert told["status"] == 422
    assert {flaw["where"] for flaw in told["flaws"]} == {"limit", "act", "since"}


def test_unknown_parameter_is_refused_not_ignored(reader: TestClient) -> None:
    told = problem(reader, "/api/v1/statements?partei=Norland")
    assert told["flaws"] == [
        {
            "where": "partei",
            "detail": "there is no such parameter or field; /api/docs lists those that there are",
        }
    ]


def test_no_address_ignores_an_unknown_parameter(reader: TestClient) -> None:
    described = reader.get("/api/v1/openapi.json").json()["paths"]
    for path, operations in described.items():
        for method, operation in operations.items():
            assert "422" in operation["responses"]
            if method == "get" and "{" not in path:
                told = problem(reader, f"/api/v1{path}?partei=Norland")
                assert "partei" in {flaw["where"] for flaw in told["flaws"]}, path


def test_day_that_is_none_is_told_how_days_are_written(reader: TestClient) -> None:
    for given_day in ("someday", "2025-13-01", "2025"):
        flaws = problem(reader, f"/api/v1/statements?since={given_day}")["flaws"]
        assert flaws == [{"where": "since", "detail": "this is no day; write one like 2023-11-06"}]


def test_other_method_is_told_which_one_to_use(reader: TestClient) -> None:
    told = problem(reader, "/api/v1/statements", "DELETE")
    assert told["status"] == 405
    assert told["detail"] == "DELETE does nothing here; use GET."
    assert reader.delete("/api/v1/statements").headers["allow"] == "GET"


def test_cursor_of_another_list_is_a_problem(reader: TestClient) -> None:
    cursor = reader.get("/api/v1/documents?limit=1").json()["next"].partition("after=")[2]
    assert "no cursor of this list" in problem(reader, f"/api/v1/claims?after={cursor}")["detail"]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=6,
)


@given(path=st.sampled_from([*LISTS, "search/statements"]), value=values | st.binary(max_size=20))
@settings(max_examples=150, deadline=None)
def test_no_cursor_breaks_anything(reader: TestClient, path: str, value: object) -> None:
    packed = value if isinstance(value, bytes) else json.dumps(value).encode()
    after = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    words = "&q=offer" if "search" in path else ""
    answer = reader.get(f"/api/v1/{path}?limit=1&after={after}{words}")
    assert answer.status_code in {200, 422}


def test_failing_record_is_a_problem_too(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StoreError("the disk reports an error")

    monkeypatch.setattr(type(app.state.desk.view), "ask", fail)
    told = problem(TestClient(app), "/api/v1/claims")
    assert (told["status"], told["detail"]) == (500, "the disk reports an error")


def test_mistake_of_ours_does_not_tell_its_insides(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(type(app.state.desk.view), "ask", fail)
    told = problem(TestClient(app, raise_server_exceptions=False), "/api/v1/claims")
    assert told["status"] == 500
    assert "secret" not in told["detail"]


def test_dossier_without_a_codebook_says_so(client: TestClient, folder: Path) -> None:
    (folder / "codebook.yaml").unlink()
    assert problem(client, "/api/v1/codebook")["status"] == 404
    concepts = client.get("/api/v1/concepts").json()["items"]
    assert [(concept["id"], concept["text"]) for concept in concepts] == [
        ("island", None),
        ("truce", None),
    ]
