"""Positions: what each party holds on each concept, as of a day, and what that rests on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, takewhile
from math import prod
from operator import attrgetter
from typing import Generic, TypeVar

from dragoman.analysis.bearings import Bearing, bearings_of
from dragoman.analysis.coverage import Coverage, survey
from dragoman.analysis.footing import Bears
from dragoman.analysis.origins import count_origins
from dragoman.analysis.speaking import gather
from dragoman.analysis.view import RecordView
from dragoman.record import SURE, Actor, Codebook, Holding, Stance, days_of

B = TypeVar("B", bound=Bears)

WINDOW = timedelta(days=30)
"""How long before the party's newest statement another speaker's newest one still counts. Chosen,
not measured: within a month two ministers who disagree are one mixed position, afterwards the one
who spoke last has moved it."""

IN_ORDER = attrgetter("order")


@dataclass(frozen=True, slots=True, kw_only=True)
class StateOf(Generic[B]):
    """What a party holds at one time; nothing, if nothing is given.

    Attributes:
        stances: The stances of the statements that decide.
        conditions: Those of them that state a condition, the newest first; empty where the stances
            are mixed, as each hangs on its own.
        deciding: All that decide, the newest first.
    """

    stances: frozenset[Stance] = frozenset()
    conditions: tuple[B, ...] = ()
    deciding: tuple[B, ...] = ()

    @property
    def holding(self) -> Holding:
        """The state in a word."""
        if len(self.stances) != 1:
            return Holding.MIXED if self.stances else Holding.SILENT
        if self.conditions:
            return Holding.CONDITIONAL
        return Holding.SUPPORT if Stance.SUPPORT in self.stances else Holding.OPPOSE

    @property
    def stance(self) -> Stance | None:
        """The one stance that is held, on a condition or not. None: mixed or silent."""
        return next(iter(self.stances)) if len(self.stances) == 1 else None

    @property
    def confidence(self) -> float:
        """How likely the codes are right: of every stance those of one speaker at least.

        Codes are the weakest part of a record. What one speaker says again counts once.
        """
        surest: dict[tuple[Stance, str], float] = {}
        for one in self.deciding:
            key = one.stance, one.speaker
            surest[key] = max(one.confidence, surest.get(key, 0.0))
        return min(
            (
                at_least_one(chance for (taken, _), chance in surest.items() if taken is stance)
                for stance in self.stances
            ),
            default=1.0,
        )


State = StateOf[Bearing]

SILENCE: State = StateOf()


def at_least_one(chances: Iterable[float]) -> float:
    """Give the chance that one at least of some codes is right, each wrong or right by itself."""
    return round(1 - prod(1 - chance for chance in chances), 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOf(Generic[B]):
    """A day on which a party spoke on a concept.

    Attributes:
        day: The day.
        fresh: Its statements of that day.
        state: What it holds from then on.
    """

    day: date
    fresh: tuple[B, ...]
    state: StateOf[B]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What a party holds on a concept: a cell of the matrix, with all that bears on it.

    Attributes:
        party: The party.
        concept: Id of the concept.
        state: What it holds.
        own: Its own statements that have a day, the newest first.
        undated: Its own statements that have none, or may be later than the day that was asked
            for. They decide only where there are no others.
        reported: What unnamed sources, outlets and other parties tell of it, the newest first.
        held: Its own statements since its stance last changed, the newest first.
        origins: How many independent ways lead to these.
        age: Days since the newest of them. None: silent, or known from undated statements alone.
    """

    party: str
    concept: str
    state: State = SILENCE
    own: tuple[Bearing, ...] = ()
    undated: tuple[Bearing, ...] = ()
    reported: tuple[Bearing, ...] = ()
    held: tuple[Bearing, ...] = ()
    origins: int = 0
    age: int | None = None

    @property
    def holding(self) -> Holding:
        """The position in a word."""
        return self.state.holding

    @property
    def stance(self) -> Stance | None:
        """The one stance that is held, on a condition or not. None: mixed or silent."""
        return self.state.stance

    @property
    def unsure(self) -> bool:
        """Whether the codes of what it holds are too likely to be wrong."""
        return self.state.confidence < SURE

    @property
    def statements(self) -> int:
        """How many statements bear on it in any way."""
        return len({b.said.statement.id for b in (*self.own, *self.undated, *self.reported)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A row of the matrix.

    Attributes:
        concept: Id of the concept.
        issue: What it is part of. None: the codebook lacks the concept.
        text: The proposition. None: the codebook lacks the concept.
    """

    concept: str
    issue: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Party by concept, as of a day.

    Attributes:
        as_of: The day that was asked for. None: all that is in the record counts.
        parties: The codebook's sides, its third parties of whom something is known, then others by
            the number of their statements.
        topics: The codebook's concepts in its order, then those that it lacks.
        cells: The positions of which anything is known, by party and concept.
    """

    as_of: str | None
    parties: tuple[str, ...]
    topics: tuple[Topic, ...]
    cells: Mapping[tuple[str, str], Position]

    def cell(self, party: str, concept: str) -> Position:
        """Give a party's position on a concept; of what nobody speaks about it is silent."""
        known = self.cells.get((party, concept))
        return known or Position(party=party, concept=concept)

    @property
    def spoken(self) -> tuple[Topic, ...]:
        """The topics that something is known of."""
        concepts = {concept for _, concept in self.cells}
        return tuple(topic for topic in self.topics if topic.concept in concepts)


def find_positions(
    view: RecordView,
    *,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    as_of: str | None = None,
) -> Positions:
    """Find what each party holds on each concept.

    Args:
        view: The record.
        codebook: Names, groups and orders the concepts. None: they go by their ids.
        actors: The actors that documents speak of, for the levels and sides of speakers.
        as_of: ISO 8601; what is not known to be said by the end of it does not count. None: all
            counts.

    Raises:
        RecordError: `as_of` is no date, or a statement's document is missing.
    """
    coverage = survey(view)
    bearings = bearings_of(gather(view.statements(), coverage), actors)
    return positions_of(bearings, coverage, codebook=codebook, as_of=as_of)


def positions_of(
    bearings: Sequence[Bearing],
    coverage: Coverage,
    *,
    codebook: Codebook | None = None,
    as_of: str | None = None,
) -> Positions:
    """Find the positions that bearings make up; as find_positions.

    Raises:
        RecordError: `as_of` is no date.
    """
    until = days_of(as_of)[1] if as_of else None
    last_on = coverage.last_on
    today = until or (days_of(last_on)[1] if last_on else None)
    cells = {
        key: position
        for key, group in by_cell(bearings).items()
        if (position := _position(key, group, until, today)).statements
    }
    return Positions(
        as_of=as_of,
        parties=_parties(cells.values(), codebook),
        topics=_topics({concept for _, concept in cells}, codebook),
        cells=cells,
    )


def without(position: Position, statements: Set[str], as_of: str | None = None) -> Position:
    """Give a position as it is without some statements: the others decide it anew.

    Args:
        position: The position.
        statements: Ids of the statements to leave out.
        as_of: The day that the position is of. None: all that is in the record counts.

    Raises:
        RecordError: `as_of` is no date.
    """
    group = [*position.own, *position.undated, *position.reported]
    kept = [bearing for bearing in group if bearing.said.statement.id not in statements]
    if len(kept) == len(group):
        return position
    newest = position.held[0].when.day if position.held else None
    today = newest + timedelta(days=position.age) if newest and position.age is not None else None
    kept.sort(key=IN_ORDER)
    until = days_of(as_of)[1] if as_of else None
    return _position((position.party, position.concept), kept, until, today)


def by_cell(bearings: Iterable[B]) -> dict[tuple[str, str], list[B]]:
    """Group bearings by party and concept, each group the earliest first."""
    cells: defaultdict[tuple[str, str], list[B]] = defaultdict(list)
    for bearing in sorted(bearings, key=IN_ORDER):
        cells[bearing.party, bearing.concept].append(bearing)
    return {key: cells[key] for key in sorted(cells)}


def is_dated(bearing: Bears, until: date | None) -> bool:
    """Tell whether a bearing has a day, and one that is not after `until`."""
    day = bearing.day
    return day is not None and (until is None or day <= until)


def course(own: Iterable[B]) -> Iterator[StepOf[B]]:
    """Follow a party on a concept from day to day.

    A speaker's newest day replaces what the speaker said before. The party holds what its speakers
    hold who spoke within WINDOW of its newest statement: support or oppose where they agree, mixed
    where they do not, conditional as long as one of them states a condition.

    Args:
        own: Its own statements on the concept that have a day, the earliest first.
    """
    newest: dict[str, tuple[B, ...]] = {}
    for day, group in groupby(own, key=lambda bearing: bearing.day):
        if day is None:
            continue
        fresh = tuple(group)
        spoken: defaultdict[str, list[B]] = defaultdict(list)
        for bearing in fresh:
            spoken[bearing.speaker].append(bearing)
        newest |= {speaker: tuple(said) for speaker, said in spoken.items()}
        newest = {
            speaker: said
            for speaker, said in newest.items()
            if said[0].day is None or day - said[0].day <= WINDOW
        }
        deciding = [bearing for said in newest.values() for bearing in said]
        yield StepOf(day=day, fresh=fresh, state=state_of(deciding))


def state_of(deciding: Iterable[B]) -> StateOf[B]:
    """Tell what a party holds by the statements that decide."""
    ordered = newest_first(deciding)
    stances = frozenset(bearing.stance for bearing in ordered)
    conditions = tuple(bearing for bearing in ordered if bearing.condition)
    return StateOf(
        stances=stances,
        conditions=conditions if len(stances) == 1 else (),
        deciding=ordered,
    )


def newest_first(bearings: Iterable[B]) -> tuple[B, ...]:
    """Put bearings in the order in which they are shown."""
    return tuple(sorted(bearings, key=IN_ORDER, reverse=True))


def _position(
    key: tuple[str, str], group: Sequence[Bearing], until: date | None, today: date | None
) -> Position:
    """Make a cell from all that bears on it, the earliest first."""
    in_time = [b for b in group if until is None or not (b.when.first and b.when.first > until)]
    own = [bearing for bearing in in_time if bearing.own and is_dated(bearing, until)]
    undated = [bearing for bearing in in_time if bearing.own and not is_dated(bearing, until)]
    state = SILENCE
    for step in course(own):
        state = step.state
    if not own:
        sure = (b for b in undated if until is None or (b.when.last and b.when.last <= until))
        state = state_of(sure)
    held = _held(newest_first(own), state) if own else state.deciding
    newest = held[0].when.day if own and held else None
    return Position(
        party=key[0],
        concept=key[1],
        state=state,
        own=newest_first(own),
        undated=newest_first(undated),
        reported=newest_first(bearing for bearing in in_time if not bearing.own),
        held=held,
        origins=count_origins(held),
        age=max(0, (today - newest).days) if today and newest else None,
    )


def _held(own: Sequence[Bearing], state: State) -> tuple[Bearing, ...]:
    """Give the statements since the stance last changed, of the newest first."""
    return tuple(takewhile(lambda bearing: bearing.code.stance in state.stances, own))


def _parties(cells: Iterable[Position], codebook: Codebook | None) -> tuple[str, ...]:
    said: Counter[str] = Counter()
    for cell in cells:
        said[cell.party] += cell.statements
    sides = codebook.parties if codebook else ()
    third = codebook.third_parties if codebook else ()
    others = sorted(said, key=lambda party: (-said[party], party))
    return tuple(dict.fromkeys((*sides, *(p for p in third if p in said), *others)))


def _topics(concepts: set[str], codebook: Codebook | None) -> tuple[Topic, ...]:
    """Order the concepts by issue as the codebook has them; what it lacks comes last."""
    known = codebook.concepts if codebook else ()
    issues = codebook.issues if codebook else ()
    ordered = sorted(known, key=lambda concept: issues.index(concept.issue))
    topics = [Topic(concept=c.id, issue=c.issue, text=c.text) for c in ordered]
    lacking = sorted(concepts - {concept.id for concept in known})
    return (*topics, *(Topic(concept=id_, issue=None, text=None) for id_ in lacking))
