"""Agreement and distance over time in the browser."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.analysis import find_positions
from dragoman.analysis.zones import distances_of, zones_of
from dragoman.store import Store
from dragoman.web.desk import Desk
from dragoman.web.pages.agreement import build_agreement
from dragoman.web.pages.distance import build_distance
from tests.web.reading import serve_empty
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks
from tests.web.trees import main_of, page_at, words


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


def test_the_sides_are_put_side_by_side_in_zones(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/agreement")
    assert "1 disputed, 1 with one side silent" in main_of(page)
    truce, island = page.xpath("//table[@class='zones']/tbody/tr[@data-step]")
    assert words(truce).startswith("The guns fall silent along the river security")
    assert truce.xpath(".//a[@class='sign']/@href") == [
        "/positions/Norland/truce",
        "/positions/Sudland/truce",
    ]
    assert "1 statement of others tells of it" in words(island)
    (link,) = island.xpath(".//a[text()='distance']/@href")
    assert link == "/agreement/island?party=Norland&party=Sudland"


def test_zones_are_those_of_the_command(
    app_desk: Desk, store: Store, talks: Talks, rounds: Rounds
) -> None:
    view = store.view()
    codebook = app_desk.codebook
    for as_of in (None, "2025-06-05", "2025-05-20"):
        found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
        expected = {s.topic.concept: s.zone.value for s in zones_of(found, ["Norland", "Sudland"])}
        page = build_agreement(app_desk, as_of=as_of)
        shown = {row.concept: zone.name for zone in page.zones for row in zone.rows}
        # What only others tell of is a row of the command, and none of the page.
        assert shown == {k: v for k, v in expected.items() if k in shown}
        assert shown


def test_a_third_party_may_be_chosen_and_an_unknown_one_is_told(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/agreement?party=Norland&party=&party=Westland")
    heads = [words(head) for head in page.xpath("//table[@class='zones']/thead//th")]
    assert heads == ["Concept", "NO Norland", "WE Westland", "Over time"]
    answer = client.get("/agreement?party=Nowhere")
    assert (answer.status_code, "No party is called Nowhere" in answer.text) == (404, True)


def test_distance_is_followed_from_day_to_day(
    app_desk: Desk, store: Store, talks: Talks, rounds: Rounds
) -> None:
    view = store.view()
    found = find_positions(view, codebook=app_desk.codebook, actors=view.actors())
    expected = [
        (d.on.isoformat(), d.distance) for d in distances_of(found, ["Norland", "Sudland"], "truce")
    ]
    (pair,) = build_distance(app_desk, "truce").pairs
    assert [(line.on, line.distance) for line in pair.lines][::-1] == expected
    assert [line.moved for line in pair.lines] == ["apart", "", ""]
    # A picture has a line from where both have spoken: nearer is lower.
    (run,) = pair.runs
    heights = [float(point.split(",")[1]) for point in run.split()]
    assert heights[0] > heights[-1] == 10.0


def test_an_unknown_concept_is_told(client: TestClient, rounds: Rounds) -> None:
    answer = client.get("/agreement/nothing")
    assert (answer.status_code, "There is no concept nothing" in answer.text) == (404, True)
    assert "has a date" in main_of(
        page_at(client, "/agreement/island?party=Westland&party=Norland")
    )


def test_empty_record_says_what_to_do(tmp_path: Path) -> None:
    with serve_empty(tmp_path) as client:
        assert "dragoman add" in main_of(page_at(client, "/agreement"))
