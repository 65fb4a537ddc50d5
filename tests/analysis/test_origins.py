"""Origins: what goes back to the same counts once."""

from dragoman.analysis import Bearing
from dragoman.analysis.origins import OriginTally, count_origins, fold_name, origins_of
from dragoman.record import ActorKind
from tests import make
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


def test_what_copies_have_of_one_speaker_counts_once() -> None:
    talks = Talks()
    first = talks.say("2024-05-03", YES, outlet="Island Post")
    later = talks.say("2024-05-09", YES, outlet="Daily Lamp")
    assert count_origins(talks.bearings()) == 2
    talks.copied(first, later)
    assert count_origins(talks.bearings()) == 1


def test_what_copies_have_of_two_speakers_counts_twice() -> None:
    talks = Talks()
    talks.copied(
        talks.say("2024-05-03", YES, BRINK, outlet="Island Post"),
        talks.say("2024-05-03", YES, VOSS, outlet="Daily Lamp"),
    )
    assert count_origins(talks.bearings()) == 2


def test_what_copies_have_of_unnamed_sources_counts_once() -> None:
    talks = Talks()
    talks.copied(
        talks.say("2024-05-03", YES, OFFICIAL, outlet="Island Post"),
        talks.say("2024-05-03", YES, make.actor("a diplomat", ActorKind.UNNAMED), outlet="Radio"),
    )
    assert count_origins(talks.bearings()) == 1


def test_tally_counts_copies_as_the_whole_does() -> None:
    talks = Talks()
    said = [talks.say(f"2024-05-0{n}", YES, outlet=f"Outlet {n}") for n in range(1, 6)]
    talks.copied(said[0], said[3])
    talks.copied(said[1], said[4])
    tally: OriginTally[Bearing] = OriginTally()
    for bearing in talks.bearings():
        tally.add(bearing)
    assert tally.count == count_origins(talks.bearings()) == 3


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
