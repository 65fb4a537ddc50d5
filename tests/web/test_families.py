"""Families in the browser and by the API: the list, the differences side by side, versions."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.web import create_app
from tests.ingest.families.reports import OTHER, REPORT
from tests.pipeline.test_families import (
    AGENCY,
    ALL,
    COPY,
    FIRST,
    LATER,
    LONG,
    SHORT,
    add,
)
from tests.web.reading import page, words
from tests.web.talks import make_dossier


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    dossier = make_dossier(tmp_path_factory.mktemp("families"))
    with Store.open(dossier.record_path) as store:
        add(store, (*ALL, FIRST, LATER))
        with TestClient(create_app(dossier, store), follow_redirects=False) as client:
            yield client


@pytest.fixture(scope="module")
def family(served: TestClient) -> str:
    (found,) = served.get("/api/v1/families?across=true").json()["items"]
    return str(found["id"])


def test_list_shows_each_text_with_its_outlets(served: TestClient, family: str) -> None:
    body = page(served, "/families")
    assert f'href="/families/{family}"' in body
    assert "2 texts" in words(body)
    assert f'href="/families/{family}"' not in page(served, "/families?outlet=Coast")
    assert "No family fits" in page(served, "/families?since=2026-01-01")


def test_page_tells_what_each_document_left_out(served: TestClient, family: str) -> None:
    body = page(served, f"/families/{family}?document={SHORT.id}")
    start = AGENCY.text.index(REPORT[2])
    assert (
        f'href="/documents/{AGENCY.id}?start={start}&amp;end={start + len(REPORT[2])}#span"' in body
    )
    told = words(body)
    assert "4 documents of 4 outlets carry this text" in told
    assert told.count("left out") == 2
    assert "the same words" in told
    assert "one is a part of the other" in told


def test_page_shows_the_first_document_that_differs_unless_asked(
    served: TestClient, family: str
) -> None:
    assert page(served, f"/families/{family}") == page(
        served, f"/families/{family}?document={SHORT.id}"
    )
    assert REPORT[2] not in page(served, f"/families/{family}?document={LONG.id}")


def test_page_of_a_document_without_differences_shows_none(served: TestClient, family: str) -> None:
    assert "What differs" not in words(page(served, f"/families/{family}?document={COPY.id}"))


@pytest.mark.parametrize("path", ["/families/nothing", "/documents/nothing/versions"])
def test_what_is_not_there_is_told(served: TestClient, path: str) -> None:
    page(served, path, 404)
    assert served.get(f"/api/v1{path}").status_code == 404


def test_document_of_another_family_is_refused(served: TestClient, family: str) -> None:
    page(served, f"/families/{family}?document={FIRST.id}", 404)


def test_article_leads_to_its_family_and_its_versions(served: TestClient, family: str) -> None:
    assert f'href="/families/{family}"' in page(served, f"/documents/{COPY.id}")
    body = page(served, f"/documents/{LATER.id}")
    assert f'href="/documents/{LATER.id}/versions"' in body
    assert "2 versions of this address" in words(body)


def test_versions_are_shown_each_against_the_one_before(served: TestClient) -> None:
    told = words(page(served, f"/documents/{FIRST.id}/versions"))
    assert "2 versions stood at coast.example/a" in told
    assert OTHER[13] in told


def test_api_gives_a_family_with_kinships_and_differences(served: TestClient, family: str) -> None:
    given = served.get(f"/api/v1/families/{family}").json()
    assert given["documents"] == [AGENCY.id, COPY.id, SHORT.id, LONG.id]
    assert given["page"] == f"/families/{family}"
    (short,) = [one for one in given["comparisons"] if one["document"] == SHORT.id]
    assert [one["was"]["span"]["text"] for one in short["differences"]] == list(REPORT[2:4])
    assert [one["now"] for one in short["differences"]] == [None, None]
    assert {"exact", "near", "excerpt"} == {one["likeness"] for one in given["kinships"]}
    assert served.get(f"/api/v1/documents/{COPY.id}").json()["family"] == family


def test_api_gives_the_versions_of_a_document(served: TestClient) -> None:
    given = served.get(f"/api/v1/documents/{LATER.id}/versions").json()
    assert (given["address"], given["documents"]) == ("coast.example/a", [FIRST.id, LATER.id])
    (comparison,) = given["comparisons"]
    assert comparison["against"] == FIRST.id
    assert served.get(f"/api/v1/documents/{COPY.id}/versions").status_code == 404


def test_api_lists_families_a_page_at_a_time(served: TestClient) -> None:
    first = served.get("/api/v1/families?limit=1&count=true").json()
    second = served.get(first["next"]).json()
    assert first["total"] == 2
    assert first["items"][0]["last_on"] > second["items"][0]["last_on"]
    assert second["next"] is None
