"""Stability against cases worked out by hand and the published Elmira conflict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.stability import (
    Conflict,
    Option,
    SolutionConcept,
    Wish,
    conflict_of,
    find_stability,
    states_of,
)
from dragoman.errors import ConflictError

NASH, GENERAL = SolutionConcept.NASH, SolutionConcept.GENERAL
SYMMETRIC, SEQUENTIAL = SolutionConcept.SYMMETRIC, SolutionConcept.SEQUENTIAL


def ranked(order: list[int]) -> list[int]:
    """Turn states, the best first and numbered from 1, into ranks by state."""
    return [len(order) - order.index(state + 1) for state in range(len(order))]


def elmira() -> Conflict:
    """Hipel, Fang, Kilgour and Haight (1993): the Ministry, Uniroyal and local governments.

    The Ministry can modify its control order (not back), Uniroyal can accept it or abandon its
    plant (neither can be taken back), the governments insist on the first order, or not.
    """
    ministry = {1: [2], 3: [4], 5: [6], 7: [8]}
    uniroyal = {
        1: [3, 9],
        2: [4, 9],
        3: [9],
        4: [9],
        5: [7, 9],
        6: [8, 9],
        7: [9],
        8: [9],
    }
    local = {1: [5], 2: [6], 3: [7], 4: [8], 5: [1], 6: [2], 7: [3], 8: [4]}
    moves = {"Ministry": ministry, "Uniroyal": uniroyal, "local governments": local}
    return Conflict(
        players=("Ministry", "Uniroyal", "local governments"),
        states=9,
        moves={
            player: [[to - 1 for to in ways.get(state, [])] for state in range(1, 10)]
            for player, ways in moves.items()
        },
        worth={
            "Ministry": ranked([7, 3, 4, 8, 5, 1, 2, 6, 9]),
            "Uniroyal": ranked([1, 4, 8, 5, 9, 3, 7, 2, 6]),
            "local governments": ranked([7, 3, 5, 1, 8, 6, 4, 2, 9]),
        },
    )


def test_elmira_has_the_published_equilibria() -> None:
    found = find_stability(elmira())
    # Published: 5, 8 and 9 are equilibria by all four concepts.
    for concept in SolutionConcept:
        assert {4, 7, 8} <= found.equilibria(concept)
    assert found.equilibria(NASH) == {4, 7, 8}
    assert found.equilibria(SEQUENTIAL) == {4, 7, 8}


def game(first: list[int], second: list[int]) -> Conflict:
    """Two players with two choices each; states CC, DC, CD, DD, and each one's best first."""
    return Conflict(
        players=("A", "B"),
        states=4,
        moves={"A": [[1], [0], [3], [2]], "B": [[2], [3], [0], [1]]},
        worth={"A": ranked(first), "B": ranked(second)},
    )


def test_prisoners_dilemma_holds_cooperation_by_foresight_alone() -> None:
    # A likes DC best, then CC, DD, CD; B the mirror of it.
    found = find_stability(game([2, 1, 4, 3], [3, 1, 4, 2]))
    assert found.equilibria(NASH) == {3}
    for concept in (GENERAL, SYMMETRIC, SEQUENTIAL):
        assert found.equilibria(concept) == {0, 3}


def test_chicken_holds_who_dares_and_by_foresight_cooperation() -> None:
    # A likes DC best, then CC, CD, DD; B the mirror of it.
    found = find_stability(game([2, 1, 3, 4], [3, 1, 2, 4]))
    assert found.equilibria(NASH) == {1, 2}
    # Worked by hand: from CC A gains by DC, B can answer DD, which is worse for A than CC; but B
    # likes DD less than DC, so that the answer is not credible.
    assert 0 in found.equilibria(GENERAL)
    assert 0 not in found.equilibria(SEQUENTIAL)
    # A can escape from DD to CD only, which is no better than CC: the threat holds.
    assert 0 in found.equilibria(SYMMETRIC)


@st.composite
def conflicts(draw: st.DrawFn) -> Conflict:
    states = draw(st.integers(2, 6))
    players = tuple("ABC"[: draw(st.integers(1, 3))])
    targets = st.frozensets(st.integers(0, states - 1), max_size=3)
    return Conflict(
        players=players,
        states=states,
        moves={player: [draw(targets) - {state} for state in range(states)] for player in players},
        worth={
            player: draw(st.lists(st.integers(0, 3), min_size=states, max_size=states))
            for player in players
        },
    )


@given(conflicts())
def test_concepts_imply_each_other_as_proved(conflict: Conflict) -> None:
    # Fang, Hipel and Kilgour 1993, theorem 3.4: Nash is in all; symmetric and sequential are in
    # general metarational.
    found = find_stability(conflict)
    for player in conflict.players:
        nash, general = found.stable[player, NASH], found.stable[player, GENERAL]
        assert nash <= found.stable[player, SYMMETRIC] <= general
        assert nash <= found.stable[player, SEQUENTIAL] <= general


def test_nobody_moves_twice_in_a_row() -> None:
    conflict = Conflict(
        players=("A", "B"),
        states=3,
        moves={"A": [[1], [2], []], "B": [[], [], []]},
        worth={"A": [0, 0, 0], "B": [0, 0, 0]},
    )
    assert conflict.reachable(["A"], 0) == {1}


def test_options_make_states_moves_and_ranks() -> None:
    options = [
        Option(name="withdraw", player="A", irreversible=True),
        Option(name="lift sanctions", player="B"),
    ]
    states = states_of(options, [{"withdraw": False, "lift sanctions": True}])
    assert states == (
        frozenset(),
        frozenset({"withdraw"}),
        frozenset({"withdraw", "lift sanctions"}),
    )
    wishes = {
        "A": [
            Wish(options={"lift sanctions": True}, given={}),
            Wish(options={"withdraw": False}, given={}),
        ],
        "B": [Wish(options={"lift sanctions": False}, given={"withdraw": False})],
    }
    conflict = conflict_of(options, states, wishes)
    assert conflict.moves["A"] == [[1], [], []]
    assert conflict.moves["B"] == [[], [2], [1]]
    assert conflict.worth["A"] == [1, 0, 2]
    assert conflict.worth["B"] == [0, 0, 0]


def test_too_many_options_are_told() -> None:
    with pytest.raises(ConflictError, match="leave some out"):
        states_of([Option(name=str(n), player="A") for n in range(13)])


def test_a_player_without_preferences_is_told() -> None:
    with pytest.raises(ConflictError, match="B has no moves"):
        Conflict(players=("A", "B"), states=1, moves={"A": [[]]}, worth={"A": [0]})
