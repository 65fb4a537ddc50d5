"""What watches over a server: health, readiness, metrics, and a log without what people read."""

import json
import logging
import re
import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.cli.logs import LogFormat, logged
from dragoman.errors import StoreError
from dragoman.report.exposition import Kind, Metric, Sample, expose
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.meter import BOUNDS_S, Meter
from dragoman.web.users.access import LOOPBACK, Access
from tests.web.conftest import PASSWORD, LogIn, hidden
from tests.web.talks import Talks

SAMPLE = re.compile(r'([a-z_]+)(\{([a-z]+="(\\.|[^"\\])*",?)+\})? (-?[0-9.e+-]+)')


def at(app: FastAPI, host: str) -> TestClient:
    """Ask from an address."""
    return TestClient(app, client=(host, 50000), follow_redirects=False)


def values(text: str) -> dict[str, float]:
    """Read metrics as a collector does; every line must be a comment or a sample."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            match = SAMPLE.fullmatch(line)
            assert match, line
            found[line.rpartition(" ")[0]] = float(match[5])
    return found


def test_health_and_readiness_need_no_account(dossier: Dossier, store: Store) -> None:
    app = create_app(dossier, store, access=Access(open_reading=False))
    client = at(app, "192.0.2.7")
    assert (client.get("/healthz").status_code, client.get("/healthz").text) == (200, "alive\n")
    ready = client.get("/readyz")
    assert (ready.status_code, ready.headers["cache-control"]) == (200, "no-store")
    assert ready.json() == {"ready": True, "checks": {"record": "ok", "disk": "ok"}}
    assert client.get("/claims").status_code == 303, "all else does"


def test_record_of_another_version_is_not_ready(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.migrations.REVISION", "9999")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "another version" in answer.json()["checks"]["record"]


def test_record_that_cannot_be_read_is_not_ready_and_its_path_is_not_told(
    client: TestClient, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_: Store) -> bool:
        raise StoreError(f"{dossier.record_path} is damaged")

    monkeypatch.setattr(Store, "is_current", damaged)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert str(dossier.folder) not in answer.text
    assert client.get("/healthz").status_code == 200, "the process lives all the same"


def test_full_disk_is_not_ready(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 1, 1))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["checks"]["record"]) == (503, "ok")
    assert "MB are free" in answer.json()["checks"]["disk"]


def test_folder_that_cannot_be_written_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "Read-only file system" in answer.json()["checks"]["disk"]


def test_metrics_are_for_this_machine_or_an_account(
    app: FastAPI, store: Store, talks: Talks
) -> None:
    assert at(app, "127.0.0.1").get("/metrics").status_code == 200
    assert at(app, "::1").get("/metrics").status_code == 200
    for host in ("192.0.2.7", "10.0.0.1", "not an address"):
        refused = at(app, host).get("/metrics")
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
        assert "dragoman_" not in refused.text
    store.accounts().add("monitor", PASSWORD, Role.READER)
    _, secret = store.accounts().add_token("monitor", "prometheus", timedelta(days=1))
    bearer = {"authorization": f"Bearer {secret}"}
    assert at(app, "192.0.2.7").get("/metrics", headers=bearer).status_code == 200
    wrong = {"authorization": "Bearer dragoman-wrong"}
    assert at(app, "127.0.0.1").get("/metrics", headers=wrong).status_code == 401


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "via"])
def test_proxy_on_this_machine_opens_metrics_to_nobody(app: FastAPI, header: str) -> None:
    assert at(app, "127.0.0.1").get("/metrics", headers={header: "127.0.0.1"}).status_code == 401


def test_another_sites_name_for_this_machine_gets_no_metrics(
    dossier: Dossier, store: Store
) -> None:
    app = create_app(dossier, store, access=Access(hosts=LOOPBACK))
    headers = {"host": "elsewhere.example"}
    assert at(app, "127.0.0.1").get("/metrics", headers=headers).status_code == 400


def test_metrics_count_requests_by_route_and_tell_of_the_record(app: FastAPI, store: Store) -> None:
    client = at(app, "127.0.0.1")
    for path in ("/claims", "/claims", "/documents/none", "/nowhere/at/all", "/api/v1/documents"):
        client.get(path)
    client.get("/static/css/base.css")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    found = values(answer.text)

    def requests(route: str, status: int) -> float:
        key = f'dragoman_requests_total{{method="GET",route="{route}",status="{status}"}}'
        return found[key]

    assert requests("/claims", 200) == 2
    assert requests("/documents/{id}", 404) == 1
    assert requests("(no route)", 404) == 1
    assert requests("/api/v1/documents", 200) == 1
    assert requests("/static/...", 200) == 1
    assert found['dragoman_request_seconds_bucket{route="/claims",le="+Inf"}'] == 2
    assert found["dragoman_documents"] == store.view().counts().documents > 0
    assert found["dragoman_statements"] == store.view().counts().statements > 0
    assert found["dragoman_revision"] == store.view().revision()
    assert found['dragoman_feed_items{status="waiting"}'] == 0


def test_addresses_nobody_has_do_not_make_metrics_grow(app: FastAPI) -> None:
    client = at(app, "127.0.0.1")

    def lines_after(numbers: range) -> int:
        for number in numbers:
            client.get(f"/nowhere-{number}")
            client.get(f"/documents/{number}")
            client.request(f"MADE{number}", "/healthz")
        client.get("/metrics")
        return len(values(client.get("/metrics").text))

    assert lines_after(range(1)) == lines_after(range(1, 8))


def test_meter_puts_a_time_into_every_bucket_that_holds_it() -> None:
    meter = Meter()
    for seconds in (0.001, BOUNDS_S[1], 0.3, 60.0):
        meter.note("GET", "/", 200, seconds)
    metrics = {metric.name: metric for metric in meter.metrics()}
    samples = metrics["dragoman_request_seconds"].samples
    buckets = {dict(s.labels)["le"]: s.value for s in samples if s.suffix == "_bucket"}
    assert buckets == {
        **{f"{bound:g}": 1 for bound in BOUNDS_S[:1]},
        **{f"{bound:g}": 2 for bound in BOUNDS_S[1:5]},
        "0.25": 2,
        **{f"{bound:g}": 3 for bound in BOUNDS_S[6:]},
        "+Inf": 4,
    }
    assert next(s.value for s in samples if s.suffix == "_sum") == pytest.approx(60.311)


def test_labels_cannot_break_the_format() -> None:
    hostile = 'a"b\\c\nd} 1'
    sample = Sample(1, (("route", hostile),))
    metric = Metric(name="dragoman_x", kind=Kind.GAUGE, words="two\nlines", samples=(sample,))
    text = "".join(expose([metric]))
    assert text.count("\n") == 3
    assert values(text) == {'dragoman_x{route="a\\"b\\\\c\\nd} 1"}': 1.0}


# The log


def entries(err: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in err.splitlines()]


def test_log_has_a_line_for_each_request_without_what_was_read_or_typed(
    app: FastAPI, log_in: LogIn, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(LogFormat.JSON):
        ann = log_in("ann")
        answer = ann.client.get("/search", params={"q": "secretquestion"})
        ann.client.get("/documents/none?x=secretquestion")
    err = capsys.readouterr().err
    for secret in ("secretquestion", PASSWORD, "ann", ann.csrf):
        assert secret not in err
    found = entries(err)
    search = next(entry for entry in found if entry.get("route") == "/search")
    assert search["event"] == "request"
    assert search["request"] == answer.headers["x-request-id"]
    assert (search["method"], search["status"], search["level"]) == ("GET", 200, "info")
    assert isinstance(search["ms"], float)
    users = {entry["user"] for entry in found if entry["route"] != "/login"}
    assert len(users) == 1
    assert re.fullmatch("[0-9a-f]{12}", str(users.pop()))


def test_refused_login_is_logged_by_address_and_without_what_was_typed(
    app: FastAPI, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    client = at(app, "192.0.2.7")
    with logged(LogFormat.JSON):
        proof = hidden(client.get("/login").text, "proof")
        data = {"name": "my password by mistake", "password": "wrong one here", "proof": proof}
        assert client.post("/login", data=data).status_code == 403
    err = capsys.readouterr().err
    assert "mistake" not in err
    assert "wrong one" not in err
    refused = [entry for entry in entries(err) if entry["event"] == "login refused"]
    assert [entry["from"] for entry in refused] == ["192.0.2.7"]


def test_fault_that_nobody_foresaw_is_logged_by_place_and_not_by_its_words(
    app: FastAPI, capsys: pytest.CaptureFixture[str]
) -> None:
    with logged(LogFormat.JSON):
        try:
            raise ValueError("words of an article")
        except ValueError:
            logging.getLogger("dragoman.web").exception("a page could not be made")
    (entry,) = entries(capsys.readouterr().err)
    assert entry["error"] == "ValueError"
    assert "test_operations.py:" in str(entry["trace"])
    assert "words of an article" not in json.dumps(entry)


def test_numbers_of_requests_differ(client: TestClient) -> None:
    numbers = {client.get("/healthz").headers["x-request-id"] for _ in range(5)}
    assert len(numbers) == 5
    given = client.get("/healthz", headers={"x-request-id": "mine"}).headers["x-request-id"]
    assert given != "mine", "nobody else names our requests"


def test_answer_is_the_same_with_and_without_the_log(
    client: TestClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = client.get("/claims").text
    with logged(LogFormat.JSON):
        assert client.get("/claims").text == plain
    capsys.readouterr()
    client.get("/claims")
    assert capsys.readouterr().err == "", "the log ends with its block"
