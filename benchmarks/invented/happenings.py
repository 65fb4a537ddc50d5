"""Happenings: what several articles tell of: events that some deny, meetings, plans."""

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.invented import words
from benchmarks.invented.cast import Cast, Weighted
from benchmarks.invented.sheet import Filler

EVENTS_PER_DOCUMENT = 1 / 6
"""Some are told of by one article alone, so that claims come to about one for eight documents."""

MEETINGS_PER_DOCUMENT = 1 / 10
PLANS_PER_DOCUMENT = 1 / 60
NEAR = timedelta(days=3)
"""How long after an event articles tell of it, and how long around a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that a party says has happened.

    Attributes:
        number: Its place among all.
        day: When.
        words: What has happened, as a clause.
        count: The number in it, as it is written.
        value: The same as a number.
        unit: What is counted.
        by: The party that says so.
        against: The party that may deny it.
        disputed: Whether that one does.
    """

    number: int
    day: date
    words: str
    count: str
    value: int
    unit: str
    by: str
    against: str
    disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A meeting: its day, place, the two parties and whether it takes place."""

    number: int
    day: date
    place: str
    parties: tuple[str, str]
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A plan: its name, whose it is, when it came up, and the concepts of its terms."""

    name: str
    by: str
    day: date
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happenings:
    """All of them, each kind by day."""

    events: tuple[Event, ...]
    meetings: tuple[Encounter, ...]
    plans: tuple[Draft, ...]

    def events_before(self, day: date) -> Sequence[Event]:
        """Give the events that an article of a day may tell of."""
        first = bisect_left(self.events, day - NEAR, key=lambda event: event.day)
        last = bisect_left(self.events, day + timedelta(days=1), key=lambda event: event.day)
        return self.events[first:last]

    def meetings_around(self, day: date) -> Sequence[Encounter]:
        """Give the meetings that an article of a day may tell of, past and planned."""
        first = bisect_left(self.meetings, day - NEAR, key=lambda meeting: meeting.day)
        last = bisect_left(self.meetings, day + 2 * NEAR, key=lambda meeting: meeting.day)
        return self.meetings[first:last]

    def plans_before(self, day: date) -> Sequence[Draft]:
        """Give the plans that an article of a day may tell of, the last few."""
        last = bisect_left(self.plans, day, key=lambda plan: plan.day)
        return self.plans[max(0, last - 4) : last]


def make_happenings(cast: Cast, days: Sequence[date], dice: random.Random) -> Happenings:
    """Make up what happens.

    Args:
        cast: Who there is.
        days: The day of every document, in order.
        dice: What is drawn from.
    """
    filler = Filler(dice)
    drawn = [sorted(dice.choices(days, k=max(2, int(len(days) * share)))) for share in SHARES]
    return Happenings(
        events=tuple(_event(n, day, cast, filler, dice) for n, day in enumerate(drawn[0])),
        meetings=tuple(
            Encounter(
                number=number,
                day=day,
                place=filler.gaps()["place"],
                parties=_two(cast.parties, dice),
                cancelled=dice.random() < 0.05,
            )
            for number, day in enumerate(drawn[1])
        ),
        plans=tuple(_plan(day, cast, filler, dice) for day in drawn[2]),
    )


SHARES = (EVENTS_PER_DOCUMENT, MEETINGS_PER_DOCUMENT, PLANS_PER_DOCUMENT)


def _event(number: int, day: date, cast: Cast, filler: Filler, dice: random.Random) -> Event:
    value, gaps = dice.randint(4, 900), dict(filler.gaps())
    gaps["number"] = words.number_word(value)
    by, against = _two(cast.parties, dice)
    return Event(
        number=number,
        day=day,
        words=dice.choice(words.EVENTS).format_map(gaps),
        count=gaps["number"],
        value=value,
        unit=gaps["units"],
        by=by,
        against=against,
        disputed=dice.random() < 0.4,
    )


def _two(parties: Weighted[str], dice: random.Random) -> tuple[str, str]:
    first = parties.draw(dice)
    second = first
    while second == first:
        second = parties.draw(dice)
    return first, second


def _plan(day: date, cast: Cast, filler: Filler, dice: random.Random) -> Draft:
    by = cast.parties.draw(dice)
    kind = dice.choice(words.PLANS)
    concepts = dict.fromkeys(cast.concepts[by].draw(dice) for _ in range(dice.randint(2, 6)))
    return Draft(name=f"{filler.gaps()['place']} {kind}", by=by, day=day, concepts=tuple(concepts))
