"""Debates: discourse networks over time, as Discourse Network Analyzer defines them.

Leifeld (2017), Discourse Network Analysis: Policy Debates as Dynamic Networks, in The Oxford
Handbook of Political Networks; formulas as in Leifeld, Gruber and Bossner (2018), Discourse Network
Analyzer Manual, chapter 2. A debate is columns of numbers, so that a million stances take seconds.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import QueryError
from dragoman.record import Stance
from dragoman.store.queries.network import Taking

Numbers = NDArray[np.int64]

UNDATED = -1
"""Stands for the day of what has none; it is before every day, and in no window."""


class Duplicates(StrEnum):
    """How often one stance of one actor on one concept counts.

    Manual, section 2.2: every time, or once within a document, a day, week, month or year, or once
    in all of the time that is looked at.
    """

    INCLUDE = "include"
    DOCUMENT = "document"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Debate:
    """Who takes which stance on what, when and where: one row for each, in columns.

    Attributes:
        actors: Names by number.
        concepts: Ids by number.
        actor: Numbers of actors.
        concept: Numbers of concepts.
        supports: 1 for support, 0 for opposition.
        day: Proleptic ordinals of days, or UNDATED.
        document: Numbers that tell documents apart.
    """

    actors: tuple[str, ...]
    concepts: tuple[str, ...]
    actor: Numbers
    concept: Numbers
    supports: Numbers
    day: Numbers
    document: Numbers

    def __len__(self) -> int:
        return len(self.actor)

    def rows(self, chosen: Any) -> "Debate":
        """Give the debate of some rows, with all actors and concepts."""
        return replace(
            self,
            actor=self.actor[chosen],
            concept=self.concept[chosen],
            supports=self.supports[chosen],
            day=self.day[chosen],
            document=self.document[chosen],
        )


def debate_of(takings: Iterable[Taking]) -> Debate:
    """Make a debate of stances that were taken, one by one."""
    actors, concepts, documents = _Names(), _Names(), _Names()
    rows = [
        (
            actors.number(taking.actor),
            concepts.number(taking.concept),
            int(taking.stance is Stance.SUPPORT),
            date.fromisoformat(taking.on).toordinal() if taking.on else UNDATED,
            documents.number(taking.document),
        )
        for taking in takings
    ]
    columns = np.array(rows, np.int64).reshape(-1, 5).T
    return Debate(
        actors=actors.names,
        concepts=concepts.names,
        actor=columns[0],
        concept=columns[1],
        supports=columns[2],
        day=columns[3],
        document=columns[4],
    )


class _Names:
    """Numbers names in the order in which they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._numbers)


def within(debate: Debate, since: date | None, until: date | None) -> Debate:
    """Give the part of a debate from one day to another, both included."""
    chosen = np.ones(len(debate), bool)
    if since is not None:
        chosen &= debate.day >= since.toordinal()
    if until is not None:
        chosen &= (debate.day <= until.toordinal()) & (debate.day != UNDATED)
    return debate.rows(chosen)


def windows(debate: Debate, days: int, step: int = 1) -> Iterator[tuple[date, Debate]]:
    """Slide a window over a debate (manual, section 2.4).

    Args:
        debate: The debate; what is undated is in no window.
        days: How many days a window has.
        step: How many days the next one is later.

    Yields:
        The last day of each window that lies within the debate, and its part.

    Raises:
        QueryError: A window or a step is shorter than a day.
    """
    if days < 1 or step < 1:
        raise QueryError("a window and its step are one day or more")
    dated = debate.rows(debate.day != UNDATED)
    if not len(dated):
        return
    order = np.argsort(dated.day, kind="stable")
    dated = dated.rows(order)
    first, last = date.fromordinal(int(dated.day[0])), date.fromordinal(int(dated.day[-1]))
    end = first + timedelta(days=days - 1)
    while end <= last or end - timedelta(days=step) < first:
        low = np.searchsorted(dated.day, end.toordinal() - days + 1)
        high = np.searchsorted(dated.day, end.toordinal(), side="right")
        yield end, dated.rows(slice(low, high))
        end += timedelta(days=step)


def without_duplicates(debate: Debate, duplicates: Duplicates) -> Debate:
    """Leave of equal stances within a document or a time only the first."""
    if duplicates is Duplicates.INCLUDE or not len(debate):
        return debate
    if duplicates is Duplicates.DOCUMENT:
        place = debate.document
    elif duplicates is Duplicates.ONCE:
        place = np.zeros(len(debate), np.int64)
    else:
        place = _periods(debate.day, duplicates)
    _, place = np.unique(place, return_inverse=True)
    stance = (debate.actor * len(debate.concepts) + debate.concept) * 2 + debate.supports
    _, first = np.unique(stance * (place.max() + 1) + place, return_index=True)
    return debate.rows(np.sort(first))


def _periods(day: Numbers, duplicates: Duplicates) -> Numbers:
    """Number the days, ISO weeks, months or years that days are in."""
    if duplicates is Duplicates.DAY:
        return day
    if duplicates is Duplicates.WEEK:
        return (day - 1) // 7  # the first of January of the year 1 was a Monday
    known, inverse = np.unique(day, return_inverse=True)
    months = np.array([_month(int(number)) for number in known], np.int64)[inverse]
    return months // 12 if duplicates is Duplicates.YEAR else months


def _month(ordinal: int) -> int:
    if ordinal == UNDATED:
        return UNDATED
    on = date.fromordinal(ordinal)
    return on.year * 12 + on.month - 1
