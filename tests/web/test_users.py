"""Logging in and out, and what accounts may do."""

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web.users.permission import Admin, Coder
from tests.web.conftest import PASSWORD, LogIn, hidden


@pytest.fixture(autouse=True)
def rooms(app: FastAPI) -> None:
    """Routes that need a role, so that roles are tested apart from what any page does."""
    router = APIRouter()

    @router.get("/coders")
    def coders(user: Coder) -> str:
        return user.name

    @router.post("/coders")
    def write(user: Coder) -> str:
        return f"{user.name} wrote"

    @router.post("/admins")
    def admins(user: Admin) -> str:
        return user.name

    app.include_router(router)


def try_to_log_in(client: TestClient, name: str, password: str, **fields: str) -> int:
    proof = hidden(client.get("/login").text, "proof")
    data = {"name": name, "password": password, "proof": proof} | fields
    return client.post("/login", data=data).status_code


def test_login_shows_who_is_logged_in_and_logout_ends_it(log_in: LogIn) -> None:
    ann = log_in("ann")
    page = ann.client.get("/login").text
    assert "<bdi>ann</bdi> · coder" in page
    assert ann.client.get("/coders").json() == "ann"
    answer = ann.client.post("/logout", data={"csrf": ann.csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert ann.client.get("/coders").status_code == 401
    assert "Log in" in ann.client.get("/login").text


def test_wrong_password_and_unknown_name_read_the_same(client: TestClient, store: Store) -> None:
    store.accounts().add("ann", PASSWORD, Role.CODER)
    pages = []
    for name in ("ann", "bob"):
        proof = hidden(client.get("/login").text, "proof")
        data = {"name": name, "password": "not the password", "proof": proof}
        answer = client.post("/login", data=data)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers or "-form=" in answer.headers["set-cookie"]
        pages.append(answer.text.replace(f'value="{name}"', ""))
    assert pages[0] == pages[1]
    assert "do not fit" in pages[0]


def test_name_that_was_typed_is_shown_as_text(client: TestClient) -> None:
    proof = hidden(client.get("/login").text, "proof")
    name = '"><script>alert(1)</script>\u202e'
    answer = client.post("/login", data={"name": name, "password": "x", "proof": proof})
    assert "<script>alert" not in answer.text
    assert "\u202e" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_login_goes_on_to_the_page_that_was_wanted(client: TestClient, store: Store) -> None:
    store.accounts().add("ann", PASSWORD, Role.CODER)
    page = client.get("/login", params={"next": "/review?party=Norland"}).text
    assert hidden(page, "next") == "/review?party=Norland"
    data = {"name": "ann", "password": PASSWORD, "proof": hidden(page, "proof")}
    answer = client.post("/login", data=data | {"next": "/review?party=Norland"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?party=Norland")


def test_page_says_how_to_make_the_first_account(client: TestClient, store: Store) -> None:
    assert "dragoman users add NAME" in client.get("/login").text
    store.accounts().add("ann", PASSWORD, Role.CODER)
    assert "dragoman users add NAME" not in client.get("/login").text


@pytest.mark.parametrize(
    ("role", "statuses"),
    [(Role.READER, (403, 403)), (Role.CODER, (200, 403)), (Role.ADMIN, (200, 200))],
)
def test_role_decides_what_may_be_written(
    log_in: LogIn, role: Role, statuses: tuple[int, int]
) -> None:
    user = log_in("somebody", role)
    answers = [user.client.post(path, data={"csrf": user.csrf}) for path in ("/coders", "/admins")]
    assert tuple(answer.status_code for answer in answers) == statuses


def test_nobody_writes_without_a_login(client: TestClient) -> None:
    answer = client.post("/coders", data={"csrf": ""})
    assert answer.status_code == 401
    assert "needs a login" in answer.text


def test_disabling_an_account_ends_its_session_at_once(log_in: LogIn, store: Store) -> None:
    ann = log_in("ann")
    store.accounts().set_disabled("ann", True)
    assert ann.client.post("/coders", data={"csrf": ann.csrf}).status_code == 401


def test_token_writes_without_a_form(client: TestClient, store: Store) -> None:
    from datetime import timedelta

    store.accounts().add("bot", PASSWORD, Role.CODER)
    token, secret = store.accounts().add_token("bot", "test", timedelta(days=1))
    headers = {"authorization": f"Bearer {secret}"}
    assert client.post("/coders", headers=headers).json() == "bot wrote"
    store.accounts().revoke_token(token.id)
    refused = client.post("/coders", headers=headers)
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")


def test_wrong_token_is_refused_even_where_reading_is_open(client: TestClient) -> None:
    assert client.get("/login", headers={"authorization": "Bearer dragoman-x"}).status_code == 401


def test_tries_to_log_in_run_out_and_say_when_to_come_again(
    client: TestClient, store: Store
) -> None:
    store.accounts().add("ann", PASSWORD, Role.CODER)
    store.accounts().add("bob", PASSWORD, Role.CODER)
    statuses = [try_to_log_in(client, "Ann", "not the password") for _ in range(9)]
    assert statuses == [403] * 8 + [429]
    proof = hidden(client.get("/login").text, "proof")
    data = {"name": "ann", "password": PASSWORD, "proof": proof}
    answer = client.post("/login", data=data)
    assert answer.status_code == 429, "the right password is not tried either"
    assert 1 <= int(answer.headers["retry-after"]) <= 30
    assert "too often" in answer.text
    assert "<h1>" in answer.text
    assert try_to_log_in(client, "bob", PASSWORD) == 303, "others are not locked out"


def test_right_password_costs_no_try(client: TestClient, store: Store) -> None:
    store.accounts().add("ann", PASSWORD, Role.CODER)
    statuses = {try_to_log_in(client, "ann", PASSWORD) for _ in range(10)}
    assert statuses == {303}


def test_many_names_from_one_address_run_out_too(client: TestClient) -> None:
    from dragoman.web.users.limits import Limit

    app = client.app
    assert isinstance(app, FastAPI)
    app.state.access.limits.login_addresses = Limit(tries=3, seconds=60)
    statuses = [try_to_log_in(client, f"name{n}", "not the password") for n in range(5)]
    assert statuses == [403, 403, 403, 429, 429]


def test_writes_run_out(log_in: LogIn, app: FastAPI) -> None:
    from dragoman.web.users.limits import Limit

    ann = log_in("ann")
    app.state.access.limits.writes = Limit(tries=4, seconds=60)
    answers = [ann.client.post("/coders", data={"csrf": ann.csrf}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert int(answers[-1].headers["retry-after"]) == 60
    assert ann.client.get("/coders").status_code == 200, "reading is not counted"
