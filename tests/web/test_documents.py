"""Documents: the list, its filters and its pages."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests import make
from tests.web.reading import Served, found, page, serve, serve_empty, words


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serve(tmp_path_factory.mktemp("dossier")) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Served) -> TestClient:
    return served.client


def titles(body: str) -> list[str]:
    return [words(row) for row in found(body, "//tbody//th")]


def test_documents_are_listed_newest_first_and_undated_ones_last(client: TestClient) -> None:
    body = page(client, "/documents")
    assert titles(body)[:2] == ["השרה: השיחות יימשכו", "Sudland answers"]
    assert titles(body)[3] == "Envoys speak of a truce"
    assert "6 documents, the newest first" in words(body)


def test_row_tells_date_basis_outlet_language_damage_and_statements(client: TestClient) -> None:
    (row,) = found(page(client, "/documents?language=ar"), "//tbody/tr")
    told = words(row)
    for part in ("2025-05-20", "from metadata", "صحيفة النهر", "Arabic", "truncated"):
        assert part in told
    assert told.endswith(" 1")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("outlet=Sud+Daily", ["Sudland answers"]),
        ("since=2025-05-20&until=2025-05-21&language=en", ["Sudland answers"]),
        ("until=2025-05-19", ["Envoys speak of a truce"]),
        ("undated=true&text=source", ["A <i>source</i>"]),
        ("undated=false&since=&language=en", ["Sudland answers", "Envoys speak of a truce"]),
        ("flagged=true", ["المبعوثان يتفقان على هدنة"]),
        ("text=envoys", ["Envoys speak of a truce"]),
        ("language=fr", []),
    ],
)
def test_documents_are_filtered(client: TestClient, query: str, expected: list[str]) -> None:
    body = page(client, f"/documents?{query}")
    assert titles(body) == expected
    assert ("No document fits" in words(body)) == (not expected)


def test_chosen_filters_stay_chosen(client: TestClient) -> None:
    body = page(client, "/documents?language=ar&flagged=true&since=2025-01-02")
    assert found(body, "//select[@name='language']/option[@selected]/@value") == ["ar"]
    assert found(body, "//select[@name='flagged']/option[@selected]/@value") == ["true"]
    assert found(body, "//input[@name='since']/@value") == ["2025-01-02"]


@pytest.mark.parametrize("query", ["after=nonsense", "since=yesterday", "flagged=perhaps"])
def test_malformed_address_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/documents?{query}").status_code == 400


def test_documents_are_paged_without_gap_or_repetition(tmp_path: Path) -> None:
    with serve(tmp_path) as served:
        for number in range(120):
            document = make.document(f"Text {number}", f"more-{number:03}.txt")
            served.store.writer().add_document(document)
        seen: list[str] = []
        path = "/documents?undated=true"
        while path:
            body = page(served.client, path)
            seen += re.findall(r'<th scope="row"><a href="/documents/(\w+)"', body)
            more = re.search(r'<a rel="next" href="([^"]+)"', body)
            path = html.unescape(more[1]) if more else ""
        assert len(seen) == len(set(seen)) == 122


def test_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with serve_empty(tmp_path) as client:
        for path in ("/documents", "/statements", "/outlets"):
            assert "dragoman add" in words(page(client, path))
