"""Stability: which outcomes of a conflict no party would leave, by the Graph Model.

Fang, Hipel and Kilgour (1993), Interactive Decision Making: The Graph Model for Conflict
Resolution, Wiley, chapters 2 and 3: Nash stability, general metarationality, symmetric
metarationality and sequential stability for two and more decision makers.

The model says what follows *if* the parties want what their preferences say, can do what the moves
say, and think as far ahead as a concept supposes. It predicts nothing by itself.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import ConflictError

State = frozenset[str]
"""The options that are taken, by name; all others are not."""


class SolutionConcept(StrEnum):
    """What a party looks at before it moves: its own gain, or what others do about it."""

    NASH = "Nash"
    GENERAL = "general metarational"
    SYMMETRIC = "symmetric metarational"
    SEQUENTIAL = "sequential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A conflict as a graph: states, who can move between them, and who likes which better.

    Attributes:
        players: The parties that decide, in order.
        states: How many states there are; they are numbered from 0.
        moves: Per player, per state, the states to which it alone can go.
        worth: Per player, the rank of each state: the higher, the better; equal ranks are equally
            good. Only their order counts.
    """

    players: tuple[str, ...]
    states: int
    moves: Mapping[str, Sequence[Collection[int]]]
    worth: Mapping[str, Sequence[int]]

    def __post_init__(self) -> None:
        for player in self.players:
            if player not in self.moves or player not in self.worth:
                raise ConflictError(f"{player} has no moves or no preferences; give both")
            if not len(self.moves[player]) == len(self.worth[player]) == self.states:
                raise ConflictError(
                    f"{player} needs moves and a rank for each of the {self.states} states"
                )

    def improvements(self, player: str, state: int) -> list[int]:
        """Give the states to which a player can go and that it likes better."""
        worth = self.worth[player]
        return sorted(to for to in self.moves[player][state] if worth[to] > worth[state])

    def reachable(
        self, players: Collection[str], state: int, *, improving: bool = False
    ) -> set[int]:
        """Give the states to which players can go together, one after the other.

        Nobody moves twice in a row, since two moves of one player that count are one (Fang, Hipel
        and Kilgour 1993, definitions 3.2.1 and 3.2.2).

        Args:
            players: Who moves.
            state: Where they begin.
            improving: Whether each must like where it goes better than where it stands.
        """
        seen: set[tuple[int, str]] = set()
        waiting: list[tuple[int, str]] = [(state, "")]
        while waiting:
            here, last = waiting.pop()
            for player in players:
                if player == last:
                    continue
                ways = self.improvements(player, here) if improving else self.moves[player][here]
                for to in ways:
                    if (to, player) not in seen:
                        seen.add((to, player))
                        waiting.append((to, player))
        return {to for to, _ in seen}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """Which states hold.

    Attributes:
        conflict: The conflict.
        stable: Per player and concept, the states that it has no reason to leave.
    """

    conflict: Conflict
    stable: Mapping[tuple[str, SolutionConcept], frozenset[int]]

    def equilibria(self, concept: SolutionConcept) -> frozenset[int]:
        """Give the states that no player has reason to leave."""
        every = frozenset(range(self.conflict.states))
        for player in self.conflict.players:
            every &= self.stable[player, concept]
        return every


def find_stability(conflict: Conflict) -> Stability:
    """Tell for every state and player whether it is stable, by all four concepts."""
    stable: dict[tuple[str, SolutionConcept], frozenset[int]] = {}
    for player in conflict.players:
        others = [other for other in conflict.players if other != player]
        answers = _answers(conflict, player, others)
        for concept in SolutionConcept:
            stable[player, concept] = frozenset(
                state
                for state in range(conflict.states)
                if all(
                    _is_sanctioned(conflict, player, state, to, answers, concept)
                    for to in conflict.improvements(player, state)
                )
            )
    return Stability(conflict=conflict, stable=stable)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Where the others can go from a state, and where they would."""

    possible: Mapping[int, set[int]]
    credible: Mapping[int, set[int]]


def _answers(conflict: Conflict, player: str, others: Collection[str]) -> _Answers:
    reached = {
        to for state in range(conflict.states) for to in conflict.improvements(player, state)
    }
    return _Answers(
        {state: conflict.reachable(others, state) for state in reached},
        {state: conflict.reachable(others, state, improving=True) for state in reached},
    )


def _is_sanctioned(
    conflict: Conflict,
    player: str,
    state: int,
    to: int,
    answers: _Answers,
    concept: SolutionConcept,
) -> bool:
    """Tell whether a player must fear to end no better if it improves from a state."""
    if concept is SolutionConcept.NASH:
        return False
    worth = conflict.worth[player]
    chosen = answers.credible if concept is SolutionConcept.SEQUENTIAL else answers.possible
    worse = (end for end in chosen[to] if worth[end] <= worth[state])
    if concept is not SolutionConcept.SYMMETRIC:
        return any(True for _ in worse)
    return any(
        all(worth[escape] <= worth[state] for escape in conflict.moves[player][end])
        for end in worse
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that a party does or does not do.

    Attributes:
        name: What it is called.
        player: Who decides on it.
        irreversible: Once taken it stays taken.
    """

    name: str
    player: str
    irreversible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a player wants of a state, the more important ones first.

    Attributes:
        options: Option names, and whether each is to be taken. All of them must hold.
        given: Likewise; where they do not hold, nothing is wanted.
    """

    options: Mapping[str, bool]
    given: Mapping[str, bool]

    def holds(self, state: State) -> bool:
        """Tell whether a state is as wished."""
        if not all((name in state) == taken for name, taken in self.given.items()):
            return True
        return all((name in state) == taken for name, taken in self.options.items())


MOST_STATES = 4096
"""Twelve free options; with more, nobody can read the answer, and the options should be fewer."""


def states_of(
    options: Sequence[Option], impossible: Sequence[Mapping[str, bool]] = ()
) -> tuple[State, ...]:
    """Give the states that options make, without those that hold an impossible pattern.

    Raises:
        ConflictError: They are more than MOST_STATES, or none.
    """
    found: list[State] = []
    for state in _combinations([option.name for option in options]):
        if any(all((n in state) == taken for n, taken in p.items()) for p in impossible):
            continue
        found.append(state)
        if len(found) > MOST_STATES:
            raise ConflictError(
                f"{len(options)} options make more than {MOST_STATES} states; leave some out, or "
                "name combinations that are impossible"
            )
    if not found:
        raise ConflictError("every combination of options is called impossible; allow one")
    return tuple(found)


def _combinations(names: Sequence[str]) -> Iterator[State]:
    for number in range(1 << len(names)):
        yield frozenset(name for place, name in enumerate(names) if number >> place & 1)


def conflict_of(
    options: Sequence[Option], states: Sequence[State], wishes: Mapping[str, Sequence[Wish]]
) -> Conflict:
    """Make the graph of a conflict: each player changes its own options, any of them at once.

    States are ranked by option prioritisation (Hipel, Kilgour, Fang and Peng 1997, The decision
    support system GMCR in environmental conflict management, Applied Mathematics and Computation
    83): of two states the better fulfils the first wish in which they differ.
    """
    players = tuple(dict.fromkeys(option.player for option in options))
    place = {state: number for number, state in enumerate(states)}
    moves: dict[str, list[list[int]]] = {}
    worth: dict[str, list[int]] = {}
    for player in players:
        own = [option for option in options if option.player == player]
        moves[player] = [_reached(state, own, place) for state in states]
        marks = [tuple(wish.holds(state) for wish in wishes.get(player, ())) for state in states]
        order = sorted(set(marks))
        worth[player] = [order.index(mark) for mark in marks]
    return Conflict(players=players, states=len(states), moves=moves, worth=worth)


def _reached(state: State, own: Sequence[Option], place: Mapping[State, int]) -> list[int]:
    fixed = state - {option.name for option in own}
    kept = {option.name for option in own if option.irreversible} & state
    return sorted(
        place[to]
        for chosen in _combinations([option.name for option in own])
        if (to := fixed | chosen) in place and to != state and kept <= chosen
    )
