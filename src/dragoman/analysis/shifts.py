"""Shifts: when and how a party's position changed, and how well that is evidenced."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from dragoman.analysis.bearings import Bearing, bearings_of
from dragoman.analysis.codebooks import STOP
from dragoman.analysis.coverage import survey
from dragoman.analysis.footing import Bears
from dragoman.analysis.origins import origins_of
from dragoman.analysis.positions import StateOf, StepOf, at_least_one, by_cell, course, is_dated
from dragoman.analysis.speaking import gather
from dragoman.analysis.view import RecordView
from dragoman.record import SURE, Actor, Ground, Level, ShiftKind, Stance, days_of

B = TypeVar("B", bound=Bears)

FEWEST_ORIGINS = 2
"""Independent origins that evidence a shift without a principal (the project's evidence rule)."""

ALIKE = 0.5
"""Share of their words (Dice) from which two conditions are one in other words. Chosen by reading,
not measured: no coded statements were at hand."""


LINKING = frozenset(
    ("after", "before", "exchange", "once", "only", "provided", "unless", "until", "when", "while")
)
"""Words that conditions have in common without having anything else in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftOf(Generic[B]):
    """A change of a party's position on a concept.

    Attributes:
        party: The party.
        concept: Id of the concept.
        kind: What changed. Where several things did on one day, the first of: first statement,
            reversal, a condition, a speaker.
        on: The day of the statements that brought it.
        before: What the party held until then.
        after: What it has held since.
        by: The statements that brought it, in the order of reading.
        backing: These, and what the party says to the same effect until its position shifts again.
        origins: How many independent ways lead to the backing.
        ground: What evidences it.
        evidenced_on: The first day on which the backing was enough. None: it is a single report,
            or its codes are unsure.
        confidence: How likely the codes that tell it are right: those of the backing, and for a
            reversal those of what was held before.
    """

    party: str
    concept: str
    kind: ShiftKind
    on: date
    before: StateOf[B]
    after: StateOf[B]
    by: tuple[B, ...]
    backing: tuple[B, ...]
    origins: int
    ground: Ground
    evidenced_on: date | None
    confidence: float


FoundShift = ShiftOf[Bearing]


def find_shifts(
    view: RecordView,
    *,
    actors: Iterable[Actor] = (),
    as_of: str | None = None,
    since: str | None = None,
) -> list[FoundShift]:
    """Find the shifts of all positions, the newest first.

    Args:
        view: The record.
        actors: The actors that documents speak of, for the levels and sides of speakers.
        as_of: ISO 8601; what is not known to be said by the end of it does not count.
        since: ISO 8601; only shifts of this day and later. Those before it decide all the same.

    Raises:
        RecordError: A date is none, or a statement's document is missing.
    """
    bearings = bearings_of(gather(view.statements(), survey(view)), actors)
    return shifts_of(bearings, as_of=as_of, since=since)


def shifts_of(
    bearings: Iterable[B], *, as_of: str | None = None, since: str | None = None
) -> list[ShiftOf[B]]:
    """Find the shifts that bearings tell of; as find_shifts.

    Raises:
        RecordError: A date is none.
    """
    until = days_of(as_of)[1] if as_of else None
    begin = days_of(since)[0] if since else date.min
    groups = (
        [b for b in group if b.own and is_dated(b, until)] for group in by_cell(bearings).values()
    )
    found = [
        shift for own in groups for shift in shifts_in(own, list(course(own))) if shift.on >= begin
    ]
    return sorted(found, key=lambda s: (-s.on.toordinal(), s.party, s.concept, s.kind))


@dataclass(frozen=True, slots=True)
class _Change(Generic[B]):
    """A shift before its backing is gathered.

    Attributes:
        at: Number of its step.
        kind: What it is.
        by: The statements that brought it.
        same: Whether a later statement says the same.
    """

    at: int
    kind: ShiftKind
    by: tuple[B, ...]
    same: Callable[[B], bool]


def shifts_in(own: Sequence[B], steps: Sequence[StepOf[B]]) -> Iterator[ShiftOf[B]]:
    """Find the shifts of one party on one concept.

    Args:
        own: Its own dated statements in order.
        steps: Their course.
    """
    changes = list(_changes(steps))
    turns = [change.at for change in changes if change.kind is not ShiftKind.NEW_SPEAKER]
    by_speaker: defaultdict[str, list[B]] = defaultdict(list)
    for bearing in own:
        by_speaker[bearing.speaker].append(bearing)
    following = dict(pairwise([*turns, len(steps)]))
    end = len(steps)
    for change in changes:
        end = following.get(change.at, end)
        if change.kind is ShiftKind.NEW_SPEAKER:
            ended = steps[end].day if end < len(steps) else date.max
            speakers = {bearing.speaker for bearing in change.by}
            later = [b for speaker in sorted(speakers) for b in by_speaker[speaker]]
            later = [b for b in later if b.day is not None and b.day < ended]
        else:
            later = [b for step in steps[change.at : end] for b in step.fresh]
        before = steps[change.at - 1].state if change.at else StateOf()
        yield _shift(change, steps[change.at], before, [b for b in later if change.same(b)])


def _shift(
    change: _Change[B], step: StepOf[B], before: StateOf[B], later: Iterable[B]
) -> ShiftOf[B]:
    backing = sorted({id(b): b for b in (*change.by, *later)}.values(), key=lambda b: b.order)
    groups = origins_of(backing)
    confidence = at_least_one(max(b.confidence for b in group) for group in groups)
    if change.kind is ShiftKind.REVERSAL:
        confidence = round(confidence * before.confidence, 3)
    ground, evidenced_on = _evidence(backing, groups)
    if confidence < SURE:
        ground, evidenced_on = Ground.UNSURE, None
    return ShiftOf(
        party=change.by[0].party,
        concept=change.by[0].concept,
        kind=change.kind,
        on=step.day,
        before=before,
        after=step.state,
        by=change.by,
        backing=tuple(backing),
        origins=len(groups),
        ground=ground,
        evidenced_on=evidenced_on,
        confidence=confidence,
    )


def _evidence(backing: Sequence[B], origins: Sequence[Sequence[B]]) -> tuple[Ground, date | None]:
    """Apply the evidence rule: one on-record statement of a principal, or two origins.

    Every bearing here is a party's own, so what a principal says is on record. Origins that later
    words join have been one all along, so the day on which there are two is looked for from them.
    """
    days = sorted(group[0].day for group in origins if group[0].day)
    spoke = (b.day for b in backing if b.level is Level.PRINCIPAL)
    principal = min((day for day in spoke if day), default=None)
    second = days[FEWEST_ORIGINS - 1] if len(days) >= FEWEST_ORIGINS else None
    enough = min((day for day in (principal, second) if day), default=None)
    if enough is None:
        return Ground.SINGLE, None
    return (Ground.PRINCIPAL if principal is not None else Ground.ORIGINS), enough


def _changes(steps: Sequence[StepOf[B]]) -> Iterator[_Change[B]]:
    """Compare each step with the one before it; a step has one change at most."""
    before: StateOf[B] = StateOf()
    settled: Stance | None = None
    bound = False  # whether a principal has spoken for what the party holds
    for at, step in enumerate(steps):
        change = _first(at, step) or _reversal(at, step, before, settled)
        change = change or _condition(at, step, before)
        change = change or (None if bound else _speaker(at, step))
        if change:
            yield change
            bound = bound and change.kind is not ShiftKind.REVERSAL
        bound = bound or any(bearing.level is Level.PRINCIPAL for bearing in step.fresh)
        settled = step.state.stance or settled
        before = step.state


def _first(at: int, step: StepOf[B]) -> _Change[B] | None:
    if at:
        return None
    stances = step.state.stances
    return _Change(at, ShiftKind.FIRST_STATEMENT, step.fresh, lambda b: b.stance in stances)


def _reversal(
    at: int, step: StepOf[B], before: StateOf[B], settled: Stance | None
) -> _Change[B] | None:
    """Find a stance that the party did not hold: beside its own (it is mixed then), or alone.

    After a time of mixed statements it is reversed if it settles on what it did not hold before.
    """
    new = step.state.stances - before.stances
    if not new and len(before.stances) > 1 and settled and step.state.stance not in (None, settled):
        new = step.state.stances
    by = tuple(bearing for bearing in step.fresh if bearing.stance in new)
    return _Change(at, ShiftKind.REVERSAL, by, lambda b: b.stance in new) if by else None


def _condition(at: int, step: StepOf[B], before: StateOf[B]) -> _Change[B] | None:
    """Find a condition that the party did not state, or miss one that its speaker leaves out.

    One that only counts no longer for its age was dropped by nobody.
    """
    after = step.state
    if after.stance is None or after.stances != before.stances:
        return None
    known = {_condition_of(bearing) for bearing in before.conditions}
    stated = [bearing for bearing in step.fresh if bearing.condition]
    new = tuple(b for b in stated if not _is_among(_condition_of(b), known))
    if new:
        told = {_condition_of(bearing) for bearing in new}
        return _Change(
            at, ShiftKind.NEW_CONDITION, new, lambda b: _is_among(_condition_of(b), told)
        )
    if before.conditions and not after.conditions:
        stated_by = {bearing.speaker for bearing in before.conditions}
        by = tuple(bearing for bearing in step.fresh if bearing.speaker in stated_by)
        kind = ShiftKind.DROPPED_CONDITION
        return _Change(at, kind, by, lambda b: b.condition is None) if by else None
    return None


def _speaker(at: int, step: StepOf[B]) -> _Change[B] | None:
    """Find a principal who binds the party to what others said for it.

    That one more official says the same changes nothing, and nothing binds a party that is mixed.
    """
    if step.state.stance is None:
        return None
    by = tuple(bearing for bearing in step.fresh if bearing.level is Level.PRINCIPAL)
    stances = frozenset(bearing.stance for bearing in by)
    kind = ShiftKind.NEW_SPEAKER
    return _Change(at, kind, by, lambda b: b.stance in stances) if by else None


def _condition_of(bearing: Bears) -> str | None:
    condition = bearing.condition
    return " ".join(condition.text.casefold().split()) if condition else None


def _is_among(condition: str | None, known: Iterable[str | None]) -> bool:
    """Tell whether a condition is one of those that are known, perhaps in other words."""
    return condition is not None and any(
        other is not None and (condition == other or _overlap(condition, other) >= ALIKE)
        for other in known
    )


def _overlap(one: str, other: str) -> float:
    """Measure how many words two conditions share (Dice), those that every condition has aside."""
    left, right = _words(one), _words(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text)) - STOP - LINKING
