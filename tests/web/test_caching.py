"""What browsers may keep: files for long under their version, pages until something is written."""

import gzip
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.web.assets import ASK_AGAIN, FOR_LONG, STATIC, Assets, version
from tests.web.conftest import LogIn

PLAIN = {"accept-encoding": "identity"}
LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def test_files_that_a_page_names_are_kept_for_long(client: TestClient) -> None:
    named = [path for path in LINKED.findall(client.get("/").text) if "icon" not in path]
    assert len(named) > 3
    for path in named:
        assert path.startswith(f"/static/{version()}/")
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == FOR_LONG


@pytest.mark.parametrize("path", ["css/base.css", "0123456789/css/base.css"])
def test_a_file_without_the_version_of_now_is_asked_for_again(
    client: TestClient, path: str
) -> None:
    answer = client.get(f"/static/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == ASK_AGAIN
    known = {"if-none-match": answer.headers["etag"]}
    again = client.get(f"/static/{path}", headers=known)
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_is_the_same_compressed_and_plain(client: TestClient) -> None:
    body = (STATIC / "css/base.css").read_bytes()
    plain = client.get("/static/css/base.css", headers=PLAIN)
    assert plain.content == body
    assert "content-encoding" not in plain.headers
    with client.stream(
        "GET", "/static/css/base.css", headers={"accept-encoding": "gzip"}
    ) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["vary"] == "Accept-Encoding"
    assert len(raw) < len(body) / 2
    assert gzip.decompress(raw) == body


def test_fonts_are_not_compressed_once_more(client: TestClient) -> None:
    font = next((STATIC / "vendor/fonts").glob("*.woff2"))
    answer = client.get(f"/static/vendor/fonts/{font.name}", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
    assert answer.content == font.read_bytes()


def test_a_file_that_is_written_anew_is_sent_anew(tmp_path: Path) -> None:
    app = FastAPI()
    app.mount("/static", Assets(tmp_path))
    client, file = TestClient(app), tmp_path / "a.css"
    file.write_text("a {}")
    first = client.get("/static/a.css")
    file.write_text("b { color: red }")
    second = client.get("/static/a.css")
    assert (first.text, second.text) == ("a {}", "b { color: red }")
    assert first.headers["etag"] != second.headers["etag"]


@pytest.mark.parametrize(
    "path", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "css", "", "nothing.css", "a%00.css"]
)
def test_nothing_but_files_of_the_folder_is_served(client: TestClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_files_are_only_read(client: TestClient) -> None:
    assert client.post("/static/css/base.css").status_code in (403, 405)


@pytest.mark.parametrize("path", ["/", "/positions", "/claims?status=contested", "/search?q=truce"])
def test_who_has_a_page_is_told_so_until_the_record_is_written(
    client: TestClient, store: Store, path: str
) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-security-policy" in again.headers
    store.writer().related(())
    since = client.get(path, headers={"if-none-match": tag})
    assert since.status_code == 200
    assert since.headers["etag"] != tag


def test_a_page_of_one_address_is_none_of_another(client: TestClient) -> None:
    tag = client.get("/claims").headers["etag"]
    known = {"if-none-match": tag}
    assert client.get("/claims?status=denied", headers=known).status_code == 200
    assert client.get("/plans", headers=known).status_code == 200


def test_a_page_is_made_anew_for_whoever_logs_in(client: TestClient, log_in: LogIn) -> None:
    known = {"if-none-match": client.get("/claims").headers["etag"]}
    ann, ben = log_in("ann").client, log_in("ben").client
    mine = ann.get("/claims", headers=known)
    assert mine.status_code == 200
    assert "ann" in mine.text
    known = {"if-none-match": mine.headers["etag"]}
    assert ann.get("/claims", headers=known).status_code == 304
    assert ben.get("/claims", headers=known).status_code == 200
    assert client.get("/claims", headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/login", "/review", "/judgements", "/claims/nothing"])
def test_what_depends_on_more_than_the_record_has_no_validator(
    client: TestClient, path: str
) -> None:
    assert "etag" not in client.get(path).headers
