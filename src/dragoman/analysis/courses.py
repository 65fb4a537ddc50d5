"""Courses: what a party holds on a concept from day to day, as the record keeps it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from dragoman.analysis.footing import Bears
from dragoman.analysis.origins import OriginTally
from dragoman.analysis.positions import StateOf, StepOf, by_cell, course, state_of
from dragoman.analysis.shifts import ShiftOf, shifts_in
from dragoman.record import BEGINNING, Evidence, PositionStep, Shift, shift_id
from dragoman.store import Course

B = TypeVar("B", bound=Bears)


def courses_of(bearings: Iterable[B]) -> list[Course]:
    """Follow every cell that something bears on, by party and concept.

    The newest step of a cell with a day that is not after another day tells what positions_of
    gives for that day; the one that is `latest`, what it gives for none.
    """
    return [course_of(group) for group in by_cell(bearings).values()]


def course_of(group: Sequence[B]) -> Course:
    """Follow one cell.

    Args:
        group: All that bears on it, the earliest first; something does.
    """
    own = [bearing for bearing in group if bearing.own and bearing.day is not None]
    days = list(course(own))
    steps = _steps(group, own, days)
    return Course(
        party=group[0].party,
        concept=group[0].concept,
        steps=steps,
        latest=steps[-1],
        shifts=tuple(_shift(found) for found in shifts_in(own, days)),
    )


def _steps(
    group: Sequence[B], own: Sequence[B], days: Sequence[StepOf[B]]
) -> tuple[PositionStep, ...]:
    """Give a step for every day on which what is shown changes, that of no day at the end."""
    undated = [bearing for bearing in group if bearing.own and bearing.day is None]
    moments = list(_moments(group, _courses(own, undated, days)))
    if not own and undated:
        moments.append(_alone(undated, moments[-1]))
    party, concept = group[0].party, group[0].concept
    steps: list[PositionStep] = []
    before: tuple[object, ...] | None = None
    for moment in moments:
        shown = moment.shown
        if shown != before:
            steps.append(moment.step(party, concept))
        before = shown
    return tuple(steps)


def _alone(undated: Sequence[B], last: "_Moment[B]") -> "_Moment[B]":
    """Tell what undated statements alone make, whether or not a day is certain."""
    tally: OriginTally[B] = OriginTally()
    for bearing in undated:
        tally.add(bearing)
    held = _Held(state=state_of(undated), origins=tally.count, newest=undated[-1])
    return replace(last, on=None, held=held)


@dataclass(frozen=True, slots=True)
class _Held(Generic[B]):
    """What is held at a moment.

    Attributes:
        state: The state.
        origins: Of the statements since its stance last changed.
        newest: The newest of them. None: it is silent.
    """

    state: StateOf[B]
    origins: int
    newest: B | None


@dataclass(frozen=True, slots=True)
class _Moment(Generic[B]):
    """All that is shown of a cell from a day on."""

    on: str | None
    held: _Held[B]
    statements: int
    reported: int

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a reader sees of it, but the day."""
        state, newest = self.held.state, self.held.newest
        conditions = tuple((b.document_id, b.condition) for b in state.conditions)
        known = newest.statement_id if newest else None
        counts = self.held.origins, self.statements, self.reported, state.confidence
        return state.stances, conditions, known, counts

    def step(self, party: str, concept: str) -> PositionStep:
        """Make the step that the record keeps."""
        state, newest = self.held.state, self.held.newest
        return PositionStep(
            party=party,
            concept=concept,
            on=self.on,
            holding=state.holding,
            stance=state.stance,
            origins=self.held.origins,
            conditions=_conditions(state),
            newest=newest.statement_id if newest else None,
            newest_on=newest.day.isoformat() if newest and newest.day else None,
            statements=self.statements,
            reported=self.reported,
            confidence=state.confidence if state.stances else None,
        )


def _conditions(state: StateOf[B]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(document=bearing.document_id, span=bearing.condition)
        for bearing in state.conditions
        if bearing.condition
    )


def _moments(group: Sequence[B], held: Mapping[str, _Held[B]]) -> Iterator[_Moment[B]]:
    """Go through the days on which something is said, or may have been, the earliest first."""
    entering = sorted(group, key=_enters)
    days = {_enters(bearing) for bearing in group} | held.keys()
    statements: set[str] = set()
    reported: set[str] = set()
    now: _Held[B] = _Held(StateOf(), 0, None)
    at = 0
    for day in sorted(days):
        while at < len(entering) and _enters(entering[at]) <= day:
            statements.add(entering[at].statement_id)
            if not entering[at].own:
                reported.add(entering[at].statement_id)
            at += 1
        now = held.get(day, now)
        yield _Moment(day, now, len(statements), len(reported))


def _enters(bearing: Bears) -> str:
    """Give the day from which a statement may have been made."""
    return bearing.first.isoformat() if bearing.first else BEGINNING


def _courses(
    own: Sequence[B], undated: Sequence[B], days: Sequence[StepOf[B]]
) -> dict[str, _Held[B]]:
    """Tell what is held from each day on which that may change."""
    first = own[0].day if own else None
    held = dict(_while_undated(undated, first))
    tally: _Tally[B] = _Tally()
    for step in days:
        for bearing in step.fresh:
            tally.add(bearing)
        held[step.day.isoformat()] = _Held(step.state, tally.of(step.state), tally.newest)
    return held


def _while_undated(undated: Sequence[B], until: date | None) -> Iterator[tuple[str, _Held[B]]]:
    """Tell what undated statements make that are certainly made, as long as there are no others."""
    tally: OriginTally[B] = OriginTally()
    sure = [b for b in undated if b.last and (until is None or b.last < until)]
    for number, bearing in enumerate(sure, start=1):
        tally.add(bearing)
        day = bearing.last
        if day and (number == len(sure) or sure[number].last != day):
            yield day.isoformat(), _Held(state_of(sure[:number]), tally.count, bearing)


class _Tally(Generic[B]):
    """Counts origins of a party's own dated statements: of all, and since the stance changed."""

    def __init__(self) -> None:
        self._own: list[B] = []
        self._all = _Counted(self._own, 0)
        self._since = _Counted(self._own, 0)

    @property
    def newest(self) -> B:
        """The newest statement."""
        return self._own[-1]

    def add(self, bearing: B) -> None:
        """Take in the next statement."""
        if self._own and bearing.stance is not self.newest.stance:
            self._since = _Counted(self._own, len(self._own))
        self._own.append(bearing)

    def of(self, state: StateOf[B]) -> int:
        """Count the origins of those that the state is held since."""
        return (self._all if len(state.stances) > 1 else self._since).count()


class _Counted(Generic[B]):
    """Counts the origins of a list that grows, from one place in it on, when it is asked."""

    def __init__(self, own: Sequence[B], first: int) -> None:
        self._own = own
        self._next = first
        self._tally: OriginTally[B] = OriginTally()

    def count(self) -> int:
        """Count the origins of what the list has now."""
        while self._next < len(self._own):
            self._tally.add(self._own[self._next])
            self._next += 1
        return self._tally.count


def _shift(found: ShiftOf[B]) -> Shift:
    """Make the shift that the record keeps."""
    on = found.on.isoformat()
    return Shift(
        id=shift_id(found.party, found.concept, on, found.kind),
        party=found.party,
        concept=found.concept,
        kind=found.kind,
        on=on,
        before_holding=found.before.holding,
        before_stance=found.before.stance,
        after_holding=found.after.holding,
        after_stance=found.after.stance,
        conditions=_conditions(found.after),
        by=tuple(dict.fromkeys(bearing.statement_id for bearing in found.by)),
        backing=tuple(dict.fromkeys(bearing.statement_id for bearing in found.backing)),
        origins=found.origins,
        ground=found.ground,
        evidenced_on=found.evidenced_on.isoformat() if found.evidenced_on else None,
        confidence=found.confidence,
    )
