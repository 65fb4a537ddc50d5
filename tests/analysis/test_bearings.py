"""Bearings: whether a statement counts as a party's own."""

import pytest

from dragoman.analysis import Level, Standing
from dragoman.record import Actor, ActorKind, Link, LinkKind
from tests import make
from tests.analysis.talks import BRINK, ISLAND, LAMP, OFFICIAL, YES, Talks, named, outlet, unnamed


@pytest.mark.parametrize(
    ("speaker", "via", "expected"),
    [
        (BRINK, [], Standing.OWN),
        (ISLAND, [], Standing.OWN),
        (BRINK, [outlet("Daily Lamp")], Standing.OWN),
        (BRINK, [Link(name="a letter", kind=LinkKind.DOCUMENT)], Standing.OWN),
        (BRINK, [named("Emil Voss")], Standing.OWN),
        (BRINK, [named("Island")], Standing.OWN),
        (BRINK, [named("Ada Brink")], Standing.OWN),
        (BRINK, [named("Nell Interviewer")], Standing.OWN),
        (BRINK, [named("Jon Mott")], Standing.RETOLD),
        (ISLAND, [named("Jon Mott")], Standing.RETOLD),
        (BRINK, [outlet("Daily Lamp"), named("Jon Mott")], Standing.RETOLD),
        (BRINK, [unnamed("two diplomats")], Standing.HEARSAY),
        (OFFICIAL, [], Standing.UNNAMED),
        (None, [], Standing.UNNAMED),
        (LAMP, [], Standing.OUTLET),
    ],
)
def test_only_words_that_the_party_stands_by_are_its_own(
    speaker: Actor | None, via: list[Link], expected: Standing
) -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, speaker, via=via)
    (bearing,) = talks.bearings()
    assert bearing.standing is expected
    assert bearing.own is (expected is Standing.OWN)
    told = expected in (Standing.RETOLD, Standing.HEARSAY)
    assert bearing.teller == (via[-1].name if told else None)


def test_a_teller_whom_only_the_record_places_is_known_too() -> None:
    talks = Talks()
    stranger = make.actor("Wen Ito")
    talks.say("2024-05-03", YES, ISLAND, via=[named("Wen Ito")])
    assert talks.bearings()[0].standing is Standing.OWN
    talks.say("2024-05-04", YES, stranger, party="Mainland")
    assert talks.bearings()[0].standing is Standing.RETOLD


def test_a_statement_without_a_party_or_a_code_bears_on_nothing() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, party=None)
    talks.say("2024-05-03", [])
    assert talks.bearings() == []


def test_each_code_bears_for_itself_and_a_repeated_one_once() -> None:
    talks = Talks()
    talks.say("2024-05-03", [YES, YES])
    (bearing,) = talks.bearings()
    assert bearing.level is Level.PRINCIPAL


def test_a_ministry_passes_on_for_its_state() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, via=[named("Ports Ministry")])
    ministry = make.actor("Ports Ministry", ActorKind.ORGANISATION, party="Island")
    foreign = make.actor("Ports Ministry", ActorKind.ORGANISATION, party="Mainland")
    from dragoman.analysis import bearings_of, gather, survey

    view = talks.shelf()
    speaking = gather(view.statements(), survey(view))
    assert bearings_of(speaking, [ministry])[0].standing is Standing.OWN
    assert bearings_of(speaking, [foreign])[0].standing is Standing.RETOLD
