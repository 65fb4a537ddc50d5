"""What strangers send to every route: nothing of it is run, written, read or shown as it is."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast
from urllib.parse import quote, unquote

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.api.given import ROOT
from dragoman.web.api.groups import GROUPS
from dragoman.web.routers import ROUTERS
from dragoman.web.users.access import Access
from tests.store.whole import whole_record
from tests.web.conftest import LogIn

SAFE = {"GET", "HEAD", "OPTIONS"}
FOR_EVERYONE = {"/login", "/logout"}
"""Routes that write and need no account: to get in, and to go."""

HOSTILE = (
    "x' OR '1'='1' UNION SELECT name, password_hash FROM users; DROP TABLE statements; --",
    '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}${7*7}\u202e',
    "../../../../../../etc/passwd",
    "%00\x00\r\nSet-Cookie: a=b",
    "9" * 400,
)


def routes() -> Iterator[tuple[str, APIRoute]]:
    """Give every route that pages and the API have, with its path."""
    for prefix, groups in (("", ROUTERS), (ROOT, GROUPS)):
        for group in groups:
            for route in group.routes:
                if isinstance(route, APIRoute):
                    yield prefix + route.path, route


def parameters(dependant: Any) -> set[str]:
    """Name the parameters of a route's query, those of what it depends on too."""
    named = {str(field.alias) for field in dependant.query_params}
    return named.union(*(parameters(inner) for inner in dependant.dependencies))


def filled(path: str, value: str) -> str:
    """Put a value, with signs that paths need escaped, in the place of all that is variable."""
    return re.sub(r"\{[^}]*\}", quote(value, safe="").replace("\\", "%5C"), path)


def reading() -> list[tuple[str, list[str]]]:
    return [
        (path, sorted(parameters(route.dependant)))
        for path, route in routes()
        if "GET" in (route.methods or ())
    ]


def writing() -> list[tuple[str, str]]:
    return [
        (method, path)
        for path, route in routes()
        for method in sorted((route.methods or set()) - SAFE)
        if path not in FOR_EVERYONE
    ]


def live(answer: httpx2.Response) -> bool:
    """Tell whether a browser would take what was sent, or an article, for markup."""
    is_markup = bool(re.search("html|xml", answer.headers.get("content-type", "")))
    return is_markup and ("<script>alert(1)" in answer.text or "<img src=x" in answer.text)


def test_there_are_routes_to_test() -> None:
    assert len(reading()) > 50
    assert len(writing()) >= 3
    assert sum(len(names) for _, names in reading()) > 100


@pytest.mark.parametrize("value", HOSTILE, ids=["sql", "markup", "path", "control", "long"])
def test_no_route_breaks_on_what_it_is_asked(log_in: LogIn, store: Store, value: str) -> None:
    """Asked by a coder, who comes to all of them."""
    before, client = whole_record(store.view()), log_in("ann").client
    for path, names in reading():
        address = filled(path, value)
        asked = dict.fromkeys(names, value)
        for query in ({}, asked) if "{" in path else (asked,):
            answer = client.get(address, params=query)
            assert answer.status_code in (200, 303, 304, 400, 404, 422), (address, query)
            assert not live(answer), address
            assert "root:x:" not in answer.text, address
            assert "$argon2" not in answer.text, address
            assert "sqlite3" not in answer.text, address
            assert "a" not in answer.cookies, address
            assert "content-security-policy" in answer.headers, address
            assert answer.headers["x-content-type-options"] == "nosniff", address
    assert whole_record(store.view()) == before
    assert store.check() == []


@pytest.mark.parametrize("value", HOSTILE[:3], ids=["sql", "markup", "path"])
def test_each_parameter_alone_breaks_nothing(log_in: LogIn, value: str) -> None:
    """All at once, the first that is refused would keep the others from being looked at."""
    client = log_in("ann").client
    for path, names in reading():
        if "{" not in path:
            for name in names:
                answer = client.get(path, params={name: value})
                assert answer.status_code in (200, 303, 304, 400, 404, 422), (path, name)
                assert not live(answer), (path, name)


def test_nothing_is_written_without_an_account(app: FastAPI, store: Store) -> None:
    before = whole_record(store.view())
    client = TestClient(app, follow_redirects=False)
    for method, path in writing():
        answer = client.request(method, filled(path, "x"), data={"csrf": "0" * 64})
        assert answer.status_code in (401, 403), (method, path)
    assert whole_record(store.view()) == before


def test_nothing_is_written_by_a_reader(app: FastAPI, store: Store, log_in: LogIn) -> None:
    reader = log_in("rita", Role.READER)
    _, secret = store.accounts().add_token("rita", "program", timedelta(days=1))
    before = whole_record(store.view())
    for method, path in writing():
        by_form = reader.client.request(method, filled(path, "x"), data={"csrf": reader.csrf})
        assert by_form.status_code in (401, 403), (method, path)
        headers = {"authorization": f"Bearer {secret}"}
        by_token = TestClient(app).request(method, filled(path, "x"), headers=headers)
        assert by_token.status_code in (401, 403), (method, path)
    assert whole_record(store.view()) == before


def test_nothing_is_read_without_an_account_where_reading_is_not_open(
    dossier: Dossier, store: Store
) -> None:
    app = create_app(dossier, store, access=Access(open_reading=False))
    client = TestClient(app, follow_redirects=False, client=("192.0.2.7", 50000))
    open_ = {"/login", "/healthz", "/readyz"}
    for path, _ in reading():
        answer = client.get(filled(path, "x"))
        if path in open_:
            assert answer.status_code == 200, path
        else:
            assert answer.status_code in (303, 401), path


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/%2e%2e%2f%2e%2e%2fapp.py",
        "/static/..\\app.py",
        "/static/..%5capp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/css/../../app.py",
        "/static/%00../%00../app.py",
        f"/static/{'a' * 5000}",
        "/static/....//app.py",
        "/static/",
        "/static/css",
    ],
)
def test_static_files_lead_to_nothing_else(app: FastAPI, path: str) -> None:
    """Sent as it is written: a client would make the path plain before it asks."""
    status, body = sent_raw(app, path)
    assert status in (400, 404), body[:200]
    assert b"def create_app" not in body
    assert b"root:x:" not in body


def sent_raw(app: FastAPI, path: str) -> tuple[int, bytes]:
    """Ask the application for a path that no client has made plain."""
    told: dict[str, object] = {"status": 0, "body": b""}

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            told["status"] = message["status"]
        else:
            told["body"] = cast(bytes, told["body"]) + message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"testserver")],
        "server": ("testserver", 80),
        "client": ("127.0.0.1", 50000),
    }
    asyncio.run(app(scope, receive, send))
    return cast(int, told["status"]), cast(bytes, told["body"])
