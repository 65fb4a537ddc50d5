"""Packages in the browser and in the API."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.store import Store
from dragoman.store.queries.packages import ConditionalBases
from dragoman.web.pages.package_picture import picture_of
from tests.analysis import keywords
from tests.analysis.keywords import Keywords
from tests.web.reading import serve_empty
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks
from tests.web.trees import link_of, main_of, page_at, with_class, words


@pytest.fixture(autouse=True)
def by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keywords, "WORDS", {"truce": "stop firing|truce", "island": "island"})
    monkeypatch.setattr("dragoman.web.exchanges.HalvesCoder", lambda _codebook: Keywords())


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


def test_packages_are_shown_with_their_words(
    client: TestClient, talks: Talks, rounds: Rounds
) -> None:
    page = page_at(client, "/packages")
    (row,) = page.xpath("//table[@class='packages']/tbody/tr")
    assert "NO Norland" in words(row)
    assert "if" in words(row.xpath("th")[0]).split()
    start = talks.first.text.index("once the island was empty")
    condition = link_of(row, "once the island was empty")
    assert condition.startswith(f"/documents/{talks.first.id}?start={start}&end=")
    (arrow,) = with_class(page, "exchange")[0].xpath(".//*[local-name()='title']")
    assert words(arrow) == "Norland: supports truce if island"


def test_packages_of_a_party_and_a_day(client: TestClient, rounds: Rounds) -> None:
    assert "0 packages" in main_of(page_at(client, "/packages?party=Sudland"))
    assert "0 packages" in main_of(page_at(client, "/packages?as_of=2025-01-01"))
    assert client.get("/packages?party=Nowhere").status_code == 404


def test_api_gives_packages_with_the_condition_as_a_span(
    client: TestClient, talks: Talks, rounds: Rounds
) -> None:
    told = client.get("/api/v1/packages").json()
    (package,) = told["items"]
    assert (package["party"], package["form"], package["held"]["concept"]) == (
        *("Norland", "offer", "truce"),
    )
    (stated,) = package["stated"]
    span = stated["condition"]["span"]
    assert talks.first.text[span["start"] : span["end"]] == span["text"]


def test_older_conditions_are_counted(store: Store, talks: Talks, rounds: Rounds) -> None:
    bases, total = store.view().ask(ConditionalBases())
    assert total == len(bases) > 0
    assert store.view().ask(ConditionalBases(limit=0)) == ((), total)
    assert store.view().ask(ConditionalBases(as_of="2025-01-01")) == ((), 0)
    assert {b.party for b in store.view().ask(ConditionalBases(party="Norland"))[0]} == {"Norland"}


def test_a_picture_of_nothing_is_none() -> None:
    assert picture_of([]) is None


def test_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with serve_empty(tmp_path) as client:
        assert "dragoman add" in main_of(page_at(client, "/packages"))
