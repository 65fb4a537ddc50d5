"""Places: where, told from who; the shipped data as it should be."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.errors import KnowledgeError
from dragoman.record import SegmentKind, Span
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.resolve.gazetteer import Gazetteer, Place, PlaceKind, shipped_places
from dragoman.resolve.places import places_in
from tests import make

CASES = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    return Gazetteer.of(knowledge)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_passage_has_the_wanted_places(
    case: dict[str, Any], knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    document = make.document(case["text"])
    sources = []
    if "source" in case:
        at = document.text.rindex(case["source"])
        sources = [Span.of(document.text, at, at + len(case["source"]))]
    found = places_in(document, sources, knowledge, gazetteer)
    assert len(found) == len(case["places"])
    assert {sighting.span.text: sighting.place.name for sighting in found} == case["places"]
    assert all(sighting.span.holds_in(document.text) for sighting in found)


def test_boilerplate_names_no_places(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    text = "They met in Doha.\nMore from Geneva"
    segments = [make.segment(0, 17), make.segment(18, len(text), SegmentKind.BOILERPLATE)]
    found = places_in(make.document(text, segments=segments), [], knowledge, gazetteer)
    assert [sighting.place.name for sighting in found] == ["Doha"]


def test_every_capital_of_the_states_is_a_place(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    names = {n for place in shipped_places() for n in (place.name, *place.names)}
    capitals = {name for entry in knowledge.entries.values() for name in entry.capitals}
    assert capitals - names == set()
    assert len(shipped_places()) >= 400


def test_every_country_of_a_place_is_a_state_of_the_knowledge(knowledge: Knowledge) -> None:
    countries = {place.country for place in shipped_places()} - {None}
    assert {name for name in countries if name and not knowledge.state(name)} == set()


def test_no_name_means_two_places() -> None:
    meant: dict[str, set[str]] = {}
    for place in shipped_places():
        for name in (place.name, *place.names):
            meant.setdefault(name.casefold(), set()).add(place.name)
    assert {name: places for name, places in meant.items() if len(places) > 1} == {}


def test_places_are_sorted_and_name_their_source() -> None:
    names = [place.name for place in shipped_places()]
    assert names == sorted(set(names))
    assert all(place.source for place in shipped_places())


def test_place_that_is_nowhere_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="nowhere"):
        Place(name="X", kind=PlaceKind.CITY, latitude=91.0, longitude=0.0)
    with pytest.raises(KnowledgeError, match="together"):
        Place(name="X", kind=PlaceKind.CITY, latitude=1.0)


@pytest.mark.slow
def test_time_grows_with_the_text_and_not_faster(
    knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    def seconds(copies: int) -> float:
        document = make.document("They met in Geneva, Doha and Cairo, Turkey said. " * copies)
        began = time.perf_counter()
        places_in(document, [], knowledge, gazetteer)
        return time.perf_counter() - began

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.01)
