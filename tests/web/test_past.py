"""Past days in the browser and over the API: what counts, where links lead, who has one made."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web import create_app, past
from dragoman.web.users.access import Access
from tests.web.talks import Talks, make_dossier, write_talks

HERE = "http://localhost"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for records to be made, however slow the machine is."""
    monkeypatch.setattr(past, "WAIT_S", 120.0)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Talks]]:
    dossier = make_dossier(tmp_path_factory.mktemp("served"))
    with Store.open(dossier.record_path) as store:
        talks = write_talks(store)
        app = create_app(dossier, store, access=Access(hosts=("localhost",)))
        yield TestClient(app, base_url=HERE), talks


def documents(client: TestClient, path: str) -> set[str]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["items"]}


def test_the_api_gives_what_was_published_by_a_day(served: tuple[TestClient, Talks]) -> None:
    client, talks = served
    now = documents(client, "/api/v1/documents")
    day = talks.first.published
    assert day is not None
    then = documents(client, f"/as-of/published-{day.value[:10]}/api/v1/documents")
    assert talks.first.id in then
    assert then < now


def test_a_parameter_leads_to_the_same_of_the_day(served: tuple[TestClient, Talks]) -> None:
    client, _ = served
    asked = client.get("/api/v1/documents?recorded_by=2020&limit=5", follow_redirects=False)
    assert asked.status_code == 307
    assert asked.headers["location"] == "/as-of/recorded-2020/api/v1/documents?limit=5"
    assert documents(client, "/api/v1/documents?recorded_by=2020") == set()
    assert client.get("/positions?said_by=soon").status_code == 400


def test_every_link_of_a_past_page_stays_in_the_past_but_those_that_leave_it(
    served: tuple[TestClient, Talks],
) -> None:
    client, _ = served
    page = client.get("/as-of/recorded-9000/claims").text
    links = re.findall(r'href="(/[^"]*)"', page)
    outside = {link for link in links if not link.startswith("/as-of/recorded-9000/")}
    assert outside == {"/as-of?to=%2Fclaims", "/"}
    assert len(links) > 10
    assert "what was recorded by 9000" in page


def test_a_past_page_is_the_page_of_now_where_nothing_is_left_out(
    served: tuple[TestClient, Talks],
) -> None:
    client, _ = served
    path = "/statements"
    now = client.get(path).text.partition('<main id="main">')[2].partition("</main>")[0]
    then = client.get(f"/as-of/recorded-9000{path}").text
    then = then.partition('<main id="main">')[2].partition("</main>")[0]
    assert then.replace("/as-of/recorded-9000/", "/") == now


def test_nothing_is_written_to_the_past(served: tuple[TestClient, Talks]) -> None:
    client, _ = served
    answer = client.post("/as-of/recorded-9000/review", data={"field": "act"})
    assert answer.status_code == 405


@pytest.mark.parametrize("path", ["/login", "/metrics", "/as-of"])
def test_accounts_and_the_servers_own_are_not_of_the_past(
    served: tuple[TestClient, Talks], path: str
) -> None:
    client, _ = served
    assert client.get(f"/as-of/recorded-9000{path}").status_code == 404


def test_what_is_no_day_is_told_with_links_that_lead_somewhere(
    served: tuple[TestClient, Talks],
) -> None:
    client, _ = served
    answer = client.get("/as-of/soon/claims")
    assert answer.status_code == 400
    assert "names no past day" in answer.text
    assert 'href="/claims"' in answer.text
    problem = client.get("/as-of/soon/api/v1/claims")
    assert problem.headers["content-type"] == "application/problem+json"


def test_the_form_leads_to_the_page_it_was_asked_from(served: tuple[TestClient, Talks]) -> None:
    client, _ = served
    form = client.get("/as-of?to=/claims")
    assert form.status_code == 200
    assert 'name="recorded"' in form.text
    asked = client.get(
        "/as-of?to=/claims%3Fstatus%3Ddenied&said=2025-05-26&recorded=&published=",
        follow_redirects=False,
    )
    assert asked.headers["location"] == "/as-of/said-2025-05-26/claims?status=denied"
    elsewhere = client.get("/as-of?to=//evil.example&said=2025-05-26", follow_redirects=False)
    assert elsewhere.headers["location"] == "/as-of/said-2025-05-26/"


def test_a_public_server_makes_no_past_for_who_is_not_logged_in(
    store: Store, dossier: Dossier, talks: Talks
) -> None:
    client = TestClient(create_app(dossier, store))
    answer = client.get("/as-of/recorded-2020/claims")
    assert answer.status_code == 403
    assert "Log in" in answer.text
    assert not Path(dossier.folder / "past").exists()


def test_who_asks_while_it_is_made_is_told_to_come_back(
    store: Store, dossier: Dossier, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past, "WAIT_S", 0.0)
    client = TestClient(
        create_app(dossier, store, access=Access(hosts=("localhost",))), base_url=HERE
    )
    answer = client.get("/as-of/recorded-2020/claims")
    assert answer.status_code == 503
    assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("3", "no-store")
    monkeypatch.setattr(past, "WAIT_S", 120.0)
    assert client.get("/as-of/recorded-2020/claims").status_code == 200


def test_what_goes_wrong_is_told(
    store: Store, dossier: Dossier, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(past, "past_of", broken)
    client = TestClient(
        create_app(dossier, store, access=Access(hosts=("localhost",))), base_url=HERE
    )
    answer = client.get("/as-of/recorded-2020/claims")
    assert answer.status_code == 500
    assert "the disk is full" in answer.text
