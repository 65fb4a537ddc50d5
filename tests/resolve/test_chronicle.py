"""The chronicle: its file can be trusted, and texts that speak of its events are recognised."""

import json
from datetime import date

import pytest

from dragoman.errors import KnowledgeError
from dragoman.resolve.chronicle import Naming, load_chronicle, namings, read_event
from dragoman.resolve.names import tokenize


def named(text: str) -> list[Naming]:
    return list(namings(text, list(tokenize(text))))


def names(text: str) -> set[str]:
    return {event.name for naming in named(text) for event in naming.events}


def test_events_have_different_names_and_lie_in_the_covered_years() -> None:
    events = load_chronicle()
    assert len(events) > 500
    assert len({event.name for event in events}) == len(events)
    assert all(date(2010, 1, 1) < event.first <= event.last for event in events)


def test_words_that_several_events_share_are_of_a_series() -> None:
    """A name that two events go by tells of neither unless the file says that it is shared."""
    owners: dict[str, list[str]] = {}
    for event in load_chronicle():
        for name in event.names:
            if not name.shared:
                owners.setdefault(repr(name.parts), []).append(event.name)
    several = [events for events in owners.values() if len(events) > 1]
    # Repeated meetings at one place are told apart by words of time, as a series is.
    assert all(len(events) <= 4 for events in several)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Leaders of the G20 gathered in Bali.", "G20 summit in Bali"),
        ("In Vilnius the NATO summit was tense.", "NATO summit in Vilnius"),
        ("Kherson, which was liberated, cheered.", "Ukraine liberates the city of Kherson"),
        ("Some 1,000 prisoners were part of the swap.", "Exchange of a thousand prisoners"),
        ("The reactor deal known as the JCPOA held.", "Nuclear agreement with Iran"),
        ("Türkiye’s operation was called Peace Spring.", "Turkey's operation Peace Spring"),
    ],
)
def test_event_is_known_by_its_words_in_any_order(text: str, event: str) -> None:
    assert any(name.startswith(event) for name in names(text))


@pytest.mark.parametrize(
    "text",
    [
        "The G20 met. Tourists came to Bali.",
        "The G20 " + "and others who came from all over the world " * 3 + "saw Bali.",
        "NATO has members.",
        "A summit of mountains.",
    ],
)
def test_words_in_two_sentences_or_far_apart_name_nothing(text: str) -> None:
    assert names(text) == set()


def test_special_name_of_an_event_goes_before_that_of_its_series() -> None:
    (naming,) = named("The NATO summit in Vilnius was tense.")
    assert [event.name for event in naming.events] == ["NATO summit in Vilnius"]
    assert not naming.shared
    (naming,) = named("The NATO summit was tense.")
    assert naming.shared
    assert len(naming.events) > 8


def test_naming_has_its_place_in_the_text() -> None:
    text = "It rained. The G20 gathered in Bali today."
    (naming,) = named(text)
    assert text[naming.start : naming.end] == "G20 gathered in Bali"
    assert text[slice(*naming.sentence)] == "The G20 gathered in Bali today"


ROW = {
    "name": "Fair of Umber",
    "kind": "summit",
    "since": "2023-05-02",
    "until": "2023-05-04",
    "names": ["Umber fair"],
    "source": "public record",
}


def test_month_stands_for_all_its_days() -> None:
    event = read_event(json.dumps(ROW | {"since": "2023-02", "until": "2023-02"}))
    assert (event.first, event.last) == (date(2023, 2, 1), date(2023, 2, 28))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "picnic"},
        {"since": "2023-05-32"},
        {"until": "2023-05-01"},
        {"names": []},
        {"source": ""},
    ],
)
def test_malformed_event_is_refused_with_its_name(change: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match="Fair of Umber"):
        read_event(json.dumps(ROW | change))
