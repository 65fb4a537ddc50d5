"""Requests: every page and every address of the API, asked for anything by somebody who may write.

An input is a request as JSON: method, path, query and body, the bytes of these as Latin-1.
"""

import json
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from urllib.parse import quote

from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.users.access import Access
from dragoman.web.users.limits import Limit
from tests.fuzz.mutating import mutated
from tests.web.api.conftest import write_all
from tests.web.talks import Talks, make_dossier
from tests.web.test_threats import HOSTILE, SAFE, parameters, routes

REFUSED = range(400, 500)
DECISION = {"decision": "correct", "field": "party", "value": "Westland"}
PLAN = {"name": "x", "terms": [{"concept": "truce", "stance": "support"}]}
LARGEST = 4_000
"""Bytes of a part of a request; what is far larger is refused before anybody reads it."""

USUAL = (
    *(b"1", b"0", b"-1", b"true", b"50", b"2025-05-19", b"2025-05", b"9999-12-31", b"newest"),
    *(b"Norland", b"Sudland", b"truce", b"en", b"accept", b"contested", b"truce:support"),
    *(value.encode("utf-8", "replace") for value in HOSTILE),
)


@cache
def _served() -> tuple[TestClient, Talks]:
    """Serve a dossier with something of every noun, without limits of how often."""
    dossier = make_dossier(Path(tempfile.mkdtemp(prefix="dragoman-fuzz-")))
    store = Store.open(dossier.record_path)
    talks = write_all(store)
    accounts = store.accounts()
    accounts.add("cora", "correct horse battery", Role.CODER)
    _, secret = accounts.add_token("cora", "fuzz", timedelta(days=9))
    access = Access()
    access.limits.writes = Limit(tries=10**9, seconds=1e-6)
    app = create_app(dossier, store, access=access)
    client = TestClient(app, headers={"authorization": f"Bearer {secret}"}, follow_redirects=False)
    return client.__enter__(), talks


@cache
def _known() -> tuple[bytes, ...]:
    """Give ids of what is there."""
    _, talks = _served()
    return tuple(one.id.encode() for one in (talks.first, talks.second, talks.officials))


@cache
def _asked() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Give every route: method, path and the names of parameters."""
    return tuple(
        (method, path, tuple(sorted(parameters(route.dependant))))
        for path, route in routes()
        for method in sorted(route.methods or ())
        if "past" not in path and path not in ("/login", "/logout")
    )


def request(samples: tuple[bytes, ...], dice: Random) -> bytes:
    """Make a request."""
    method, path, names = dice.choice(_asked())
    if dice.random() < 0.02:
        method = dice.choice(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))
    while "{" in path:
        start, end = path.index("{"), path.index("}") + 1
        path = path[:start] + quote(_value(dice)[:600], safe="") + path[end:]
    chosen = dice.sample(names, min(len(names), dice.choice((0, 1, 1, 2, 3))))
    query = [f"{quote(name)}={quote(_value(dice))}" for name in chosen]
    body = b""
    if method not in SAFE:
        target = dice.choice(_known()).decode()
        form = dice.choice(({"target": target} | DECISION, PLAN, {"decision": "accept"}))
        whole = json.dumps(form).encode()
        body = whole if dice.random() < 0.2 else mutated((whole,), dice)[:LARGEST]
    made = {
        "method": method,
        "path": path,
        "query": "&".join(query),
        "body": body.decode("latin-1"),
    }
    return json.dumps(made).encode()


def _value(dice: Random) -> bytes:
    kind = dice.random()
    if kind < 0.3:
        return dice.choice(_known())
    if kind < 0.6:
        return dice.choice(USUAL)
    return mutated((*_known(), *USUAL), dice)[:LARGEST]


SAMPLE = json.dumps({"method": "GET", "path": "/", "query": "", "body": ""}).encode()


def answered(data: bytes) -> bool:
    """Send a request; see that it is answered as every one should be."""
    client, _ = _served()
    asked = json.loads(data)
    url = asked["path"] + (f"?{asked['query']}" if asked["query"] else "")
    headers = {"content-type": "application/json"}
    if asked["method"] in SAFE:
        headers = {}
    answer = client.request(
        asked["method"], url, content=asked["body"].encode("latin-1"), headers=headers
    )
    kind = answer.headers.get("content-type", "")
    assert answer.status_code < 500, answer.status_code
    assert "content-security-policy" in answer.headers
    assert "Traceback" not in answer.text
    assert "$argon2" not in answer.text
    if "html" in kind or "xml" in kind:
        assert "<script>alert(1)" not in answer.text
        assert "<img src=x" not in answer.text
    if asked["path"].startswith("/api/") and answer.status_code in REFUSED:
        assert not answer.content or "problem+json" in kind, kind
    return answer.status_code < 400
