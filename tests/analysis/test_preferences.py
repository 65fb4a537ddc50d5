"""Preferences read from positions, and the conflict that they make."""

import pytest

from dragoman.analysis import find_positions
from dragoman.analysis.positions import Positions
from dragoman.analysis.preferences import Case, disputed, model, preferences_of
from dragoman.analysis.stability import Option, SolutionConcept, Wish, find_stability
from dragoman.errors import ConflictError
from tests.analysis.talks import BOOK, BRINK, CAST, MOTT, NO, PORTS, QUILL, YES, Talks

PILOTS = "pilots-free"
OPTIONS = (
    Option(name=PORTS, player="Island"),
    Option(name=PILOTS, player="Mainland"),
)


def found(talks: Talks) -> Positions:
    return find_positions(talks.shelf(), codebook=BOOK, actors=CAST)


def wants(talks: Talks, party: str = "Island") -> list[dict[str, bool]]:
    return [dict(p.wish.options) for p in preferences_of(found(talks), party, [PORTS, PILOTS])]


def test_what_a_principal_said_comes_first() -> None:
    talks = Talks()
    talks.say("2024-05-09", NO, QUILL)
    talks.say("2024-05-01", YES, BRINK, concept=PILOTS)
    assert wants(talks) == [{PILOTS: True}, {PORTS: False}]


def test_more_origins_come_before_newer_words() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO, outlet="Island Post")
    talks.say("2024-05-02", NO, outlet="Harbour News")
    talks.say("2024-05-09", YES, concept=PILOTS)
    assert wants(talks) == [{PORTS: False}, {PILOTS: True}]


def test_mixed_and_silent_positions_tell_nothing() -> None:
    talks = Talks()
    talks.say("2024-05-01", [YES, NO])
    assert wants(talks) == []


def test_a_wish_of_the_file_replaces_those_of_positions() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO)
    talks.say("2024-05-01", YES, MOTT, party="Mainland", concept=PILOTS)
    given = {"Island": (Wish(options={PILOTS: True}, given={}),)}
    modelled = model(Case(options=OPTIONS, wishes=given), found(talks))
    assert [p.wish for p in modelled.preferences["Island"]] == list(given["Island"])
    assert modelled.preferences["Mainland"][0].position is not None


def test_who_has_no_reason_to_give_in_holds_the_state() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO)  # the island keeps its ports shut
    talks.say("2024-05-01", NO, MOTT, party="Mainland", concept=PILOTS)
    modelled = model(Case(options=OPTIONS, wishes={}), found(talks))
    nash = find_stability(modelled.conflict).equilibria(SolutionConcept.NASH)
    assert [modelled.states[state] for state in nash] == [frozenset()]


def test_what_parties_disagree_on_is_disputed() -> None:
    talks = Talks()
    talks.say("2024-05-01", NO)
    talks.say("2024-05-01", YES, MOTT, party="Mainland")
    talks.say("2024-05-01", YES, concept=PILOTS)
    talks.say("2024-05-01", YES, MOTT, party="Mainland", concept=PILOTS)
    assert disputed(found(talks), BOOK.parties) == (PORTS,)


def test_a_case_names_what_it_lacks() -> None:
    with pytest.raises(ConflictError, match="no such option: bridges"):
        Case(options=OPTIONS, impossible=({"bridges": True},), wishes={})
    with pytest.raises(ConflictError, match="preferences of League"):
        Case(options=OPTIONS, wishes={"League": ()})
