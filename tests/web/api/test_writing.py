"""Judgements by programs."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.users import Role
from tests.web.conftest import PASSWORD, LogIn
from tests.web.talks import Talks

JUDGEMENTS = "/api/v1/judgements"

Coder = Callable[..., TestClient]


@pytest.fixture
def coder(app: FastAPI, store: Store) -> Coder:
    """Give a program that acts for an account, which is made if it is not there."""

    def made(name: str = "cora", role: Role = Role.CODER) -> TestClient:
        accounts = store.accounts()
        if accounts.user(name) is None:
            accounts.add(name, PASSWORD, role)
        _, secret = accounts.add_token(name, "test", timedelta(days=1))
        return TestClient(app, headers={"Authorization": f"Bearer {secret}"})

    return made


def correction(talks: Talks, **others: Any) -> dict[str, Any]:
    decided = {"target": talks.officials.id, "decision": "correct", "field": "party"}
    return decided | {"value": "Westland"} | others


def test_correction_is_appended_and_changes_the_statement(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    answer = coder().post(JUDGEMENTS, json=correction(talks))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["author"], made["field"], made["value"]) == ("cora", "party", "Westland")
    assert made["state"] == "counts"
    assert client.get(answer.headers["location"]).json() == made
    assert client.get(f"/api/v1/statements/{talks.officials.id}").json()["party"] == "Westland"
    assert client.get(JUDGEMENTS).json()["items"] == [made]
    assert client.get(f"{JUDGEMENTS}?author=nobody").json()["items"] == []


def test_same_decision_twice_is_one(client: TestClient, coder: Coder, talks: Talks) -> None:
    first = coder().post(JUDGEMENTS, json=correction(talks))
    again = coder().post(JUDGEMENTS, json=correction(talks))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert len(client.get(JUDGEMENTS).json()["items"]) == 1


def test_same_rejection_twice_is_one_though_the_statement_is_gone(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    decided = {"target": talks.unresolved.id, "decision": "reject"}
    assert coder().post(JUDGEMENTS, json=decided).status_code == 201
    assert client.get(f"/api/v1/statements/{talks.unresolved.id}").status_code == 404
    assert coder().post(JUDGEMENTS, json=decided).status_code == 200


def test_other_person_decides_for_herself(client: TestClient, coder: Coder, talks: Talks) -> None:
    for name in ("cora", "dora"):
        assert coder(name).post(JUDGEMENTS, json=correction(talks)).status_code == 201
    authors = {item["author"] for item in client.get(JUDGEMENTS).json()["items"]}
    assert authors == {"cora", "dora"}


def test_decision_that_another_overruled_can_be_taken_again(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    for value in ("Westland", "Norland", "Westland"):
        answer = coder().post(JUDGEMENTS, json=correction(talks, value=value))
        assert answer.status_code == 201
    assert client.get(f"/api/v1/statements/{talks.officials.id}").json()["party"] == "Westland"


def test_withdrawal_brings_back_what_the_machine_found(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    before = client.get(f"/api/v1/statements/{talks.officials.id}").json()
    made = coder().post(JUDGEMENTS, json=correction(talks)).json()
    first = coder().post(f"{JUDGEMENTS}/{made['id']}/withdraw")
    again = coder().post(f"{JUDGEMENTS}/{made['id']}/withdraw")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert first.json()["target"] == made["id"]
    assert client.get(f"/api/v1/statements/{talks.officials.id}").json() == before
    assert client.get(f"{JUDGEMENTS}/{made['id']}").json()["state"] == "withdrawn"


def test_position_follows_a_correction_at_once(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    known = client.get("/api/v1/positions").headers["etag"]
    code = {"concept": "truce", "stance": "oppose", "condition": None}
    decided = {"target": talks.denial.id, "decision": "correct", "field": "codes", "value": [code]}
    assert coder().post(JUDGEMENTS, json=decided).status_code == 201
    cell = client.get("/api/v1/positions/Sudland/truce", headers={"If-None-Match": known}).json()
    assert cell["position"]["holding"] == "oppose"
    assert [basis["statement"] for basis in cell["items"]] == [talks.denial.id]


def test_nobody_writes_without_a_token(app: FastAPI, client: TestClient, talks: Talks) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic YTpi"}):
        answer = client.post(JUDGEMENTS, json=correction(talks), headers=headers)
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client.get(JUDGEMENTS).json()["items"] == []


def test_cookie_of_a_session_does_not_write(
    client: TestClient, log_in: LogIn, talks: Talks
) -> None:
    session = log_in("ann", Role.ADMIN)
    for headers in ({}, {"X-CSRF-Token": session.csrf}):
        answer = session.client.post(JUDGEMENTS, json=correction(talks), headers=headers)
        assert answer.status_code == 401
    assert client.get(JUDGEMENTS).json()["items"] == []


def test_reader_may_not_write(coder: Coder, talks: Talks) -> None:
    answer = coder("rita", Role.READER).post(JUDGEMENTS, json=correction(talks))
    assert answer.status_code == 403
    assert "rita is reader" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("others", "status", "told"),
    [
        ({"target": "0123456789abcdef"}, 404, "There is no statement"),
        ({"decision": "withdraw"}, 422, "#/decision"),
        ({"decision": "accept"}, 422, "has no value"),
        ({"field": None}, 422, "names its field"),
        ({"field": "act", "value": "shout"}, 422, "none of assert"),
        ({"field": "cue", "value": {"start": 0, "end": 3, "text": "xyz"}}, 409, "'Env'"),
        ({"field": "content", "value": []}, 422, "at least one span"),
        ({"value": "\ud800"}, 422, "half a character"),
        ({"target": "\ud800"}, 422, "valid string"),
        ({"author": "somebody else"}, 422, "no such parameter or field"),
        ({"field": "speaker", "value": {"name": "Nobody Known"}}, 409, "Nobody Known"),
        (
            {"field": "codes", "value": [{"concept": "truces", "stance": "support"}]},
            422,
            "no concept 'truces'; near it are: truce",
        ),
    ],
)
def test_decision_that_does_not_fit_is_told_why(
    client: TestClient, coder: Coder, talks: Talks, others: dict[str, Any], status: int, told: str
) -> None:
    body = json.dumps(correction(talks, **others))  # whose ASCII can say what UTF-8 cannot
    answer = coder().post(JUDGEMENTS, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert told in answer.json()["detail"]
    assert client.get(JUDGEMENTS).json()["items"] == []


@pytest.mark.parametrize("body", [b"\xff", b"{", b"[" * 100_000, b"1" * 5000, b""])
def test_body_that_is_no_json_is_refused(coder: Coder, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = coder().post(JUDGEMENTS, content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_withdrawing_what_is_not_there_is_refused(coder: Coder) -> None:
    assert coder().post(f"{JUDGEMENTS}/0123456789abcdef/withdraw").status_code == 404


def test_writing_too_often_is_slowed_down(coder: Coder, talks: Talks) -> None:
    program = coder()
    statuses = [program.post(JUDGEMENTS, json={}).status_code for _ in range(200)]
    assert set(statuses) == {422, 429}
    late = program.post(JUDGEMENTS, json=correction(talks))
    assert (late.status_code, "retry-after" in late.headers) == (429, True)


def addition(talks: Talks, **others: Any) -> dict[str, Any]:
    span = talks.officials.content[0]
    content = {"start": span.start + 1, "end": span.end, "text": span.text[1:]}
    value = {"content": [content], "speaker": {"name": "Dmitry Peskov"}, "act": "warn"}
    return {"decision": "add", "document": talks.officials.document, "value": value} | others


def test_statement_that_is_added_stands_until_it_is_taken_back(
    client: TestClient, coder: Coder, talks: Talks
) -> None:
    answer = coder().post(JUDGEMENTS, json=addition(talks))
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["decision"], made["state"]) == ("add", "counts")
    statement = client.get(f"/api/v1/statements/{made['target']}").json()
    assert (statement["speaker"]["name"], statement["act"]) == ("Dmitry Peskov", "warn")
    again = coder().post(JUDGEMENTS, json=addition(talks))
    assert (again.status_code, again.json()["id"]) == (200, made["id"])
    assert client.get(f"/statements/{made['target']}").status_code == 200
    assert coder().post(f"{JUDGEMENTS}/{made['id']}/withdraw").status_code == 201
    assert client.get(f"/api/v1/statements/{made['target']}").status_code == 404


@pytest.mark.parametrize(
    "others",
    [
        {"document": "nowhere"},
        {"document": None},
        {"target": "0f3a9c2d5b7e4816"},
        {"value": None},
        {"value": {"content": ["no such words"]}},
        {"value": {"content": [{"start": 0, "end": 2, "text": "\u0000x"}]}},
        {"field": "act"},
    ],
)
def test_addition_that_does_not_fit_is_a_problem(
    client: TestClient, coder: Coder, talks: Talks, others: dict[str, Any]
) -> None:
    answer = coder().post(JUDGEMENTS, json=addition(talks, **others))
    assert answer.status_code in {400, 404, 409, 422}, answer.text
    assert answer.json()["detail"]
    assert client.get(JUDGEMENTS).json()["items"] == []


def test_flaw_of_a_body_is_told_in_the_words_of_json(coder: Coder, talks: Talks) -> None:
    decided = {"target": talks.denial.id, "decision": "agree"}
    (flaw,) = coder().post(JUDGEMENTS, json=decided).json()["flaws"]
    assert flaw["where"] == "#/decision"
    assert flaw["detail"].startswith("must be 'accept', 'correct'")
    cut = coder().post(JUDGEMENTS, content=b"{", headers={"content-type": "application/json"})
    (flaw,) = cut.json()["flaws"]
    assert flaw["where"] == "#"
    assert flaw["detail"].startswith("this is no JSON: ")
    assert flaw["detail"].endswith("at character 1")
