"""Preferences: what parties seem to want of a conflict's options, by the positions they hold.

They are a first draft in the order of the evidence, for a person to correct: a position says what
a party demands in public, not how much it would give for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.analysis.footing import Bears
from dragoman.analysis.positions import Positions
from dragoman.analysis.stability import Conflict, Option, State, Wish, conflict_of, states_of
from dragoman.errors import ConflictError
from dragoman.record import Holding, Level, Stance

MOST_OPTIONS = 6
"""Options of a draft: 64 states are as many as anybody reads."""


class HeldPosition(Protocol):
    """What a party holds on a concept, with what it rests on."""

    @property
    def concept(self) -> str:
        """Id of the concept."""
        ...

    @property
    def holding(self) -> Holding:
        """The position in a word."""
        ...

    @property
    def stance(self) -> Stance | None:
        """The one stance that is held. None: mixed or silent."""
        ...

    @property
    def held(self) -> Sequence[Bears]:
        """The party's own statements since its stance last changed, the newest first."""
        ...

    @property
    def origins(self) -> int:
        """How many independent ways lead to these."""
        ...

    @property
    def age(self) -> int | None:
        """Days since the newest of them. None: silent, or undated."""
        ...


class Held(Protocol):
    """The positions that wishes are read from."""

    def cell(self, party: str, concept: str) -> HeldPosition:
        """Give a party's position on a concept; of what nobody speaks about it is silent."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A conflict as a person describes it.

    Attributes:
        options: What can be done, and by whom; an option that is called like a concept of the
            codebook takes its preferences from the positions on it.
        impossible: Combinations that cannot be.
        wishes: Per party what it wants, the most important first. Parties that are not named have
            what their positions tell.
    """

    options: tuple[Option, ...]
    impossible: tuple[Mapping[str, bool], ...] = ()
    wishes: Mapping[str, tuple[Wish, ...]]

    def __post_init__(self) -> None:
        names = [option.name for option in self.options]
        if repeated := sorted({name for name in names if names.count(name) > 1}):
            raise ConflictError(f"options given twice: {', '.join(repeated)}; keep one of each")
        players = {option.player for option in self.options}
        if strange := sorted(set(self.wishes) - players):
            raise ConflictError(
                f"preferences of {', '.join(strange)}, who decide on no option; give them one or "
                "leave the preferences out"
            )
        mentioned = {name for pattern in self.impossible for name in pattern}
        for wish in (wish for wishes in self.wishes.values() for wish in wishes):
            mentioned |= {*wish.options, *wish.given}
        if unknown := sorted(mentioned - set(names)):
            raise ConflictError(f"no such option: {', '.join(unknown)}; add it to `options`")

    @property
    def players(self) -> tuple[str, ...]:
        """Whoever decides on an option, in their order."""
        return tuple(dict.fromkeys(option.player for option in self.options))


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """A wish with where it comes from.

    Attributes:
        wish: The wish.
        position: The position that it was read from. None: a person gave it.
    """

    wish: Wish
    position: HeldPosition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Modelled:
    """A case with its states, and what each party is taken to want.

    Attributes:
        case: The case.
        states: The states, in the numbering of the conflict.
        preferences: Per party, the most important first.
        conflict: The graph.
    """

    case: Case
    states: tuple[State, ...]
    preferences: Mapping[str, tuple[Preference, ...]]
    conflict: Conflict


def model(case: Case, positions: Held) -> Modelled:
    """Make the graph of a case; who has given no preferences has those of its positions.

    Raises:
        ConflictError: There are too many states, or none.
    """
    names = [option.name for option in case.options]
    preferences = {
        player: tuple(Preference(wish=wish) for wish in case.wishes[player])
        if player in case.wishes
        else preferences_of(positions, player, names)
        for player in case.players
    }
    states = states_of(case.options, case.impossible)
    wishes = {player: [p.wish for p in found] for player, found in preferences.items()}
    return Modelled(
        case=case,
        states=states,
        preferences=preferences,
        conflict=conflict_of(case.options, states, wishes),
    )


def preferences_of(positions: Held, party: str, concepts: Iterable[str]) -> tuple[Preference, ...]:
    """Read from a party's positions what it wants, in the order of the evidence.

    What a principal said comes before what lesser speakers said, then what has more independent
    origins, then what is newer. Mixed and silent positions tell nothing.
    """
    held = [positions.cell(party, concept) for concept in concepts]
    clear = [position for position in held if position.stance is not None]
    return tuple(
        Preference(
            wish=Wish(options={position.concept: position.stance is Stance.SUPPORT}, given={}),
            position=position,
        )
        for position in sorted(clear, key=_weight)
    )


def _weight(position: HeldPosition) -> tuple[int, int, int, str]:
    levels = list(Level)
    highest = min((levels.index(b.level) for b in position.held), default=len(levels))
    age = position.age if position.age is not None else 1 << 30
    return highest, -position.origins, age, position.concept


def disputed(positions: Positions, parties: Sequence[str]) -> tuple[str, ...]:
    """Give the concepts that parties disagree on, those that most of them speak about first."""
    return most_disputed(
        {
            topic.concept: [
                (cell.stance, bool(cell.own), cell.statements)
                for cell in (positions.cell(party, topic.concept) for party in parties)
            ]
            for topic in positions.spoken
        }
    )


def most_disputed(
    concepts: Mapping[str, Sequence[tuple[Stance | None, bool, int]]],
) -> tuple[str, ...]:
    """Give the concepts that parties disagree on, as `disputed`.

    Args:
        concepts: For each concept of each party its one stance, whether it has spoken itself, and
            how many statements bear on its position.
    """
    found = [
        (-sum(own for _, own, _ in cells), -sum(n for _, own, n in cells if own), concept)
        for concept, cells in concepts.items()
        if len({stance for stance, _, _ in cells} - {None}) > 1
    ]
    return tuple(concept for *_, concept in sorted(found)[:MOST_OPTIONS])
