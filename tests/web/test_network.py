"""The network's page and its downloads."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from dragoman.store import Store
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks
from tests.web.trees import Element, link_of, main_of, page_at, words


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


def ties(page: Element) -> dict[tuple[str, str], str]:
    """Give the numbers of the table by the names of the two ends."""
    found = {}
    for row in page.xpath("//table[@id='ties']/tbody/tr"):
        cells = row.xpath("td")
        ends = [words(cell.xpath(".//a")[0]) for cell in cells[:2]]
        found[ends[0], ends[1]] = words(cells[2])
    return found


def test_network_joins_parties_that_take_the_same_stance(
    client: TestClient, rounds: Rounds
) -> None:
    found = ties(page_at(client, "/network?min=0"))
    assert found["Sudland", "Westland"] == "1"
    assert found["Norland", "Sudland"] == "1"  # both have been for a truce
    assert ("Norland", "Avaland") in found or ("Avaland", "Norland") in found


def test_conflict_is_between_those_who_take_opposite_stances(
    client: TestClient, rounds: Rounds
) -> None:
    found = ties(page_at(client, "/network?type=conflict&min=0"))
    assert all("Norland" in pair for pair in found)
    assert found["Norland", "Sudland"] == "1"


def test_what_others_report_is_no_stance_of_a_party(client: TestClient, rounds: Rounds) -> None:
    found = ties(page_at(client, "/network?type=affiliation&min=0"))
    assert ("Norland", "The guns fall silent along the river") in found
    assert ("Norland", "Sudland leaves the island") not in found


def test_network_of_a_time_has_only_its_statements(client: TestClient, rounds: Rounds) -> None:
    found = ties(page_at(client, "/network?min=0&since=2025-06-10&type=affiliation"))
    assert {party for party, _ in found} == {"Norland", "Westland"}
    assert "the whole time" in main_of(page_at(client, "/network?until=2020-01-01"))


def test_speakers_go_by_their_names_and_lead_to_their_pages(
    client: TestClient, rounds: Rounds, talks: Talks
) -> None:
    page = page_at(client, "/network?by=speaker&min=0")
    assert ("Ida Frost", "Karl Holm") in ties(page) or ("Karl Holm", "Ida Frost") in ties(page)
    assert link_of(page, "Karl Holm") == f"/actors/{talks.holm.id}"


def test_only_the_most_active_nodes_are_looked_at(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/network?by=speaker&min=0&nodes=2")
    assert len(ties(page)) == 1
    assert "5 nodes with fewer statements are left out" in main_of(page)


def test_picture_shows_the_ties_of_the_table(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/network?min=0")
    (block,) = page.xpath("//script[@id='network-data']")
    data = json.loads(block.text)
    names = {node["id"]: node["name"] for node in data["nodes"]}
    drawn = {(names[edge["source"]], names[edge["target"]]) for edge in data["edges"]}
    assert drawn == set(ties(page))
    assert all(node["href"].startswith("/statements?party=") for node in data["nodes"])


def test_files_have_exactly_the_ties_that_are_shown(client: TestClient, rounds: Rounds) -> None:
    for query in ("min=0", "type=conflict&scale=average+activity", "type=affiliation&min=2"):
        page = page_at(client, f"/network?{query}")
        answer = client.get(link_of(page, "CSV"))
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert [row["count"] for row in rows] == list(ties(page).values())
        graph = client.get(link_of(page, "GraphML"))
        assert graph.text.count("<edge ") == len(rows)


def test_average_activity_is_shown_beside_the_count(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/network?scale=average+activity&min=0")
    rows = page.xpath("//table[@id='ties']/tbody/tr")
    told = {words(row.xpath("td[5]")[0]) for row in rows if "Sudland" in words(row)}
    # Sudland and Norland take two stances each and share one; Westland takes one.
    assert told == {"0.50", "0.67"}


def test_other_normalisations_are_those_of_the_command_line(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/network?scale=cosine&min=0")
    rows = page.xpath("//table[@id='ties']/tbody/tr")
    told = {words(row.xpath("td[5]")[0]) for row in rows if "Sudland" in words(row)}
    assert told == {"0.25", "0.50"}  # 1 / (2 * 2) with Norland, 1 / (2 * 1) with Westland


@pytest.mark.parametrize(
    "query", ["min=-1", "nodes=1", "nodes=100000", "type=x", "min=nan", "scale=prominence"]
)
def test_network_refuses_what_makes_no_sense(client: TestClient, query: str) -> None:
    assert client.get(f"/network?{query}").status_code == 400


def test_network_without_codes_says_what_to_do(client: TestClient, talks: Talks) -> None:
    assert "dragoman run" in main_of(page_at(client, "/network"))
