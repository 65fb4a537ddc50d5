"""Zones: on what parties agree, dispute, set conditions or keep silent, and how that has moved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from dragoman.analysis.positions import Position, Positions, Topic, course, is_dated
from dragoman.record import Holding, Stance

Held = tuple[Holding, Stance | None]
"""What a party holds: in a word, and the one stance; None for mixed or silent."""

Course = Mapping[date, Held]
"""What a party holds from each of some days on."""


class Zone(StrEnum):
    """How some parties stand to each other on a concept.

    AGREED: all hold the same, without conditions. CONDITIONAL: all hold the same, some of them on
    conditions. DISPUTED: at least two hold opposite stances. UNSETTLED: one holds both. SILENT:
    nothing is known of one of them, and those who speak do not dispute it.
    """

    AGREED = "agreed"
    CONDITIONAL = "conditional"
    DISPUTED = "disputed"
    UNSETTLED = "unsettled"
    SILENT = "one side silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How parties stand to each other on a concept.

    Attributes:
        topic: The concept.
        zone: How they stand.
        positions: What each holds, in the order that was asked for.
    """

    topic: Topic
    zone: Zone
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far apart two parties are on a concept from a day on.

    Attributes:
        on: The first day.
        parties: The two.
        concept: Id of the concept.
        distance: From 0, the same, to 1, opposite. None: one of them is silent.
        holdings: What each holds.
    """

    on: date
    parties: tuple[str, str]
    concept: str
    distance: float | None
    holdings: tuple[Holding, Holding]


def zones_of(positions: Positions, parties: Sequence[str]) -> tuple[Standing, ...]:
    """Tell for every concept that one of the parties speaks to how they stand to each other."""
    found = []
    for topic in positions.spoken:
        held = tuple(positions.cell(party, topic.concept) for party in parties)
        if any(position.holding is not Holding.SILENT for position in held):
            zone = zone_of([(position.holding, position.state.stance) for position in held])
            found.append(Standing(topic=topic, zone=zone, positions=held))
    return tuple(found)


def zone_of(held: Sequence[Held]) -> Zone:
    """Tell how parties stand to each other by what each of them holds."""
    holdings = {holding for holding, _ in held}
    stances = {stance for _, stance in held} - {None}
    if len(stances) > 1:
        return Zone.DISPUTED
    if Holding.MIXED in holdings:
        return Zone.UNSETTLED
    if Holding.SILENT in holdings:
        return Zone.SILENT
    return Zone.CONDITIONAL if Holding.CONDITIONAL in holdings else Zone.AGREED


def distances_of(positions: Positions, parties: Sequence[str], concept: str) -> Iterator[Distance]:
    """Follow how far apart every two parties are on a concept, the earliest first.

    A stance is worth 1, support, or -1, opposition; on a condition half of that, and 0 where a
    party holds both. The distance is half of the difference. These numbers are a convention: only
    that they shrink or grow is a finding.
    """
    courses = {party: _course(positions.cell(party, concept)) for party in parties}
    return distances_between(courses, parties, concept)


def distances_between(
    courses: Mapping[str, Course], parties: Sequence[str], concept: str
) -> Iterator[Distance]:
    """Follow how far apart every two parties are, as `distances_of`, by what each held when.

    Args:
        courses: What each party held on the concept, from which days on.
        parties: The parties, in order.
        concept: Id of the concept.
    """
    for pair in combinations(parties, 2):
        for on in sorted({*courses[pair[0]], *courses[pair[1]]}):
            one, other = (_held_on(courses[party], on) for party in pair)
            yield Distance(
                on=on,
                parties=pair,
                concept=concept,
                distance=_distance(one, other),
                holdings=(one[0], other[0]),
            )


def _course(position: Position) -> dict[date, Held]:
    """Give what a party holds from day to day."""
    dated = [bearing for bearing in reversed(position.own) if is_dated(bearing, None)]
    return {step.day: (step.state.holding, step.state.stance) for step in course(dated)}


def _held_on(steps: Course, on: date) -> Held:
    before = [day for day in steps if day <= on]
    return steps[max(before)] if before else (Holding.SILENT, None)


def _distance(one: Held, other: Held) -> float | None:
    worths = [_worth(held) for held in (one, other)]
    if worths[0] is None or worths[1] is None:
        return None
    return abs(worths[0] - worths[1]) / 2


def _worth(held: Held) -> float | None:
    holding, stance = held
    if holding is Holding.SILENT:
        return None
    if holding is Holding.MIXED:
        return 0.0
    sign = 1.0 if stance is Stance.SUPPORT else -1.0
    return sign / 2 if holding is Holding.CONDITIONAL else sign
