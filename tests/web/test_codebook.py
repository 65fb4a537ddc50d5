"""The codebook and the page of a concept."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web.pages import codebook
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import CODEBOOK, Talks
from tests.web.trees import link_of, main_of, page_at, with_class, words

DOCS = Path(__file__).resolve().parents[2] / "docs" / "how-codes-are-found.md"


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


def listed(client: TestClient, address: str = "/codebook") -> dict[str, str]:
    """Give the concepts of the page with all that is said of them."""
    page = page_at(client, address)
    return {item.get("id"): words(item) for item in with_class(page, "concept")}


def test_codebook_shows_each_concept_with_its_numbers_by_stance_and_party(
    client: TestClient, rounds: Rounds
) -> None:
    truce = listed(client)["c-truce"]
    assert "The guns fall silent along the river" in truce
    assert "support: 8" in truce
    assert "oppose: 1" in truce
    assert "NO ●support: 2 ⊘oppose: 1" in truce
    assert "we are ready to stop firing" in truce


def test_codebook_groups_concepts_by_issue_in_its_order(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/codebook")
    issues = [words(head) for head in page.xpath("//h2[starts-with(@id, 'i-')]")]
    assert issues == ["security", "territory"]
    assert list(listed(client)) == ["c-truce", "c-island"]


def test_concepts_that_are_never_used_are_marked(
    client: TestClient, dossier: Dossier, rounds: Rounds
) -> None:
    fish = "  - {id: fish, issue: territory, text: Both fish in the river}\n"
    dossier.codebook_path.write_text(CODEBOOK + fish, encoding="utf-8")
    told = listed(client)
    assert "never used" in told["c-fish"]
    assert "never used" not in told["c-island"]
    assert "1 concept has none yet" in main_of(page_at(client, "/codebook"))


def test_concepts_that_the_codebook_has_no_more_are_told_apart(
    client: TestClient, dossier: Dossier, rounds: Rounds
) -> None:
    begin, _, _ = CODEBOOK.partition("  - id: island")
    dossier.codebook_path.write_text(begin, encoding="utf-8")
    assert "Not in the codebook" in main_of(page_at(client, "/codebook"))
    assert "has this concept no more" in main_of(page_at(client, "/codebook/island"))


def test_dossier_without_a_codebook_is_told_to_have_one(
    client: TestClient, dossier: Dossier, talks: Talks
) -> None:
    dossier.codebook_path.unlink()
    assert "codebook.yaml" in main_of(page_at(client, "/codebook"))


def test_concept_shows_what_parties_hold_and_the_newest_statements(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/codebook/truce")
    (table,) = with_class(page, "now")
    rows = [words(row) for row in table.xpath(".//tbody/tr")]
    assert rows[0].startswith("NO Norland ⊘ opposes")
    assert rows[1].startswith("SU Sudland ● supports")
    assert link_of(page, "opposes") == "/positions/Norland/truce"
    said = with_class(page, "said")
    assert "2025-06-10" in words(said[0])
    assert "2025-05-19" in words(said[-1])


def test_concept_lists_statements_of_one_stance(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/codebook/truce?stance=oppose")
    (only,) = with_class(page, "said")
    assert "There will be no truce this summer" in words(only)


def test_concept_goes_on_where_a_page_of_statements_ends(
    client: TestClient, rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codebook, "LIMIT", 5)
    first = page_at(client, "/codebook/truce?stance=support")
    second = page_at(client, link_of(first, "Show more"))
    seen = [item.get("id") for page in (first, second) for item in with_class(page, "said")]
    assert len(seen) == len(set(seen)) == 8


def test_there_is_no_page_of_a_concept_that_nobody_knows(client: TestClient) -> None:
    assert client.get("/codebook/nothing").status_code == 404


def test_page_says_as_the_documentation_how_often_codes_are_right() -> None:
    rows = re.findall(r"^\| [^|]+ \| (\d+) \| (\.\d+) / (\.\d+) / ", DOCS.read_text("utf-8"), re.M)
    measured = [(right, found) for statements, right, found in rows if int(statements) > 100]
    assert len(measured) > 1
    for told, column in ((codebook.ACCURACY.right, 0), (codebook.ACCURACY.found, 1)):
        values = sorted(row[column] for row in measured)
        assert told == f"{values[0]} to {values[-1]}"
