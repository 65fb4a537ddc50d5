"""Origins: what goes back to the same counts once."""

from dragoman.analysis.origins import count_origins, fold_name, origins_of
from tests.analysis.talks import BRINK, OFFICIAL, VOSS, YES, Talks, outlet

WORDS = "no ship will sail before the pilots are home on Friday"


def test_each_outlet_is_an_origin_of_its_own() -> None:
    talks = Talks()
    for name in ("Island Post", "Daily Lamp", "the Daily Lamp"):
        talks.say("2024-05-03", YES, outlet=name)
    assert count_origins(talks.bearings()) == 2


def test_the_first_link_of_the_chain_goes_before_the_outlet() -> None:
    talks = Talks()
    for name in ("Island Post", "Harbour News"):
        talks.say("2024-05-03", YES, outlet=name, via=[outlet("Daily Lamp"), outlet("Radio")])
    assert count_origins(talks.bearings()) == 1
    talks.say("2024-05-09", YES, outlet="Daily Lamp")
    assert count_origins(talks.bearings()) == 1, "the outlet that the others cite"
    talks.say("2024-05-09", YES, outlet="Radio")
    assert count_origins(talks.bearings()) == 2


def test_a_speakers_words_of_a_day_count_once_whoever_has_them() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, words=WORDS, outlet="Island Post")
    talks.say("2024-05-04", YES, words=f"and {WORDS.upper()}", outlet="Daily Lamp")
    assert count_origins(talks.bearings()) == 1
    talks.say("2024-05-04", YES, VOSS, words=WORDS, outlet="Radio")
    assert count_origins(talks.bearings()) == 2, "another speaker"
    talks.say("2024-05-09", YES, words=WORDS, outlet="Gazette")
    assert count_origins(talks.bearings()) == 3, "another day"


def test_short_words_count_once_only_if_they_are_all_there_is() -> None:
    talks = Talks()
    talks.say("2024-05-03", YES, words="we agree", outlet="Island Post")
    talks.say("2024-05-03", YES, words="we agree", outlet="Daily Lamp")
    talks.say("2024-05-03", YES, words="we agree on Friday", outlet="Radio")
    assert [len(group) for group in origins_of(talks.bearings())] == [2, 1]


def test_words_of_unnamed_sources_do_not_join_outlets() -> None:
    talks = Talks()
    for name in ("Island Post", "Daily Lamp"):
        talks.say("2024-05-03", YES, OFFICIAL, words=WORDS, outlet=name)
    assert count_origins(talks.bearings()) == 2


def test_unknown_outlets_are_not_one_outlet() -> None:
    talks = Talks()
    for _ in range(2):
        talks.say("2024-05-03", YES, BRINK, outlet=None)
    assert count_origins(talks.bearings()) == 2


def test_names_of_one_outlet_fold_together() -> None:
    names = ("The Guardian", "theguardian.com", "https://www.theguardian.com")
    assert {fold_name(name) for name in names} == {"guardian"}
    assert fold_name("!") == "!"
