"""Outlets with ordinary words for names, or names that begin others, are seen where meant."""

import pytest

from dragoman.record import ActorKind
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.resolve.discourse import Discourse
from tests import make


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def outlets(text: str, knowledge: Knowledge) -> list[str]:
    found = Discourse.of(make.document(text), knowledge).sightings
    return [one.actor.name for one in found if one.actor.kind is ActorKind.OUTLET]


@pytest.mark.parametrize(
    "text",
    [
        "The House Committee on Foreign Affairs met behind closed doors.",
        "She had led the Ministry of Foreign Affairs for years.",
        "The House Foreign Affairs Committee wants to hear the envoy.",
        "He was deputy minister for Foreign Affairs under the old king.",
        "Foreign policy is made in the kitchen, he said.",
        "Free press advocates marched to the port.",
        "Time is short, and the ferry leaves at noon Eastern Standard Time.",
        "Focus on the harbour, she begged.",
        "At Dawn the guns fell silent.",
        "He heard on the Hill that nobody would vote for it.",
        "The National Resistance Front laid down its arms.",
        "The Federalist Society and the Economist Intelligence Unit sent observers.",
        "The Nation of Islam stayed away, as did the Reuters Institute.",
        "The Guardian Council struck the Wire Act down.",
        "Vox lawmakers left the hall, and the Fars governor stayed.",
        "The Atlantic Ocean lay between them.",
        "The Fox family said Welt was a small word.",
    ],
)
def test_words_that_only_look_like_an_outlet_are_none(text: str, knowledge: Knowledge) -> None:
    assert outlets(text, knowledge) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In an essay in Foreign Affairs she asked for patience.", ["Foreign Affairs"]),
        ("He wrote in Foreign Policy that the ferry would sink.", ["Foreign Policy"]),
        ("She told Time that nobody had asked. Dawn reported it first.", ["Time", "Dawn"]),
        ("Aides spoke to The Hill and to the National.", ["The Hill", "The National"]),
        ("Reuters White House correspondent Ann Lee saw it.", ["Reuters"]),
        ("The Guardian Australia had the photograph.", ["The Guardian"]),
        ("The envoy told ABC over the weekend that he was tired.", ["ABC News"]),
        ("In an interview with Fox, she laughed.", ["Fox News"]),
        ("He wrote on Gazeta.ru that it was late.", ["Gazeta.ru"]),
        ("He told CNN of Moscow's plans.", ["CNN"]),
    ],
)
def test_an_outlet_is_seen_where_somebody_speaks_to_it(
    text: str, names: list[str], knowledge: Knowledge
) -> None:
    assert outlets(text, knowledge) == names
