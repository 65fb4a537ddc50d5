"""Bars: how much there is by day, week, month or year, as a small picture that needs no script."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

HEIGHT = 100
"""Units from the foot of the picture to its top."""

GAP = 0.18
"""Share of a bar's place that stays empty."""


class Step(StrEnum):
    """What a bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.QUARTER: 92, Step.YEAR: 366}
"""How long each may last."""

MONTHS = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """How much there is of one time.

    Attributes:
        first: Its first ISO day.
        last: Its last ISO day.
        name: What it is called: a day, a month, a year, or the first day of a week.
        number: How much.
        x: Where the bar begins, in bars from the left.
        width: How wide it is; a bar's place is 1.
        height: How high it is, of HEIGHT.
        within: Whether it lies, if only in part, in the time that is looked at.
    """

    first: str
    last: str
    name: str
    number: int
    x: float
    width: float
    height: float
    within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A picture of bars.

    Attributes:
        step: What a bar stands for.
        bars: The bars, the earliest first, those of nothing included.
        most: The largest number.
    """

    step: Step
    bars: tuple[Bar, ...]
    most: int


def build_bars(
    counted: Iterable[tuple[str, int]],
    *,
    first: str,
    last: str,
    most: int,
    since: str | None = None,
    until: str | None = None,
) -> Bars:
    """Build a picture of how much there is between two days.

    Args:
        counted: ISO days with numbers; those outside are left out.
        first: The first ISO day of the picture.
        last: Its last ISO day.
        most: How many bars at most; decides whether a bar is a day, a week or more.
        since: The first ISO day of the time that is looked at. None: from the beginning.
        until: Its last one. None: to the end.
    """
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    step = _step(begin, end, most)
    starts = _starts(begin, end, step)
    numbers = Counter[date]()
    for day, number in counted:
        if first <= day <= last:
            numbers[_start(date.fromisoformat(day), step)] += number
    top = max(numbers.values(), default=0)
    limits = since or first, until or last
    return Bars(
        step=step,
        bars=tuple(
            _bar(place, (start, after), numbers[start], (step, top), limits)
            for place, (start, after) in enumerate(pairwise(starts))
        ),
        most=top,
    )


def _step(begin: date, end: date, most: int) -> Step:
    days = (end - begin).days + 1
    return next((step for step in Step if days <= most * DAYS[step]), Step.YEAR)


def _start(day: date, step: Step) -> date:
    """Give the first day of the time that a day is in."""
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        return day - min(timedelta(days=day.weekday()), day - date.min)
    months = MONTHS[step]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _starts(begin: date, end: date, step: Step) -> Sequence[date]:
    """Give the first days of all times from one that holds `begin`, and that behind the last."""
    starts = [_start(begin, step)]
    while starts[-1] <= end:
        starts.append(_start(min(starts[-1] + timedelta(days=DAYS[step]), date.max), step))
        if starts[-1] <= starts[-2]:  # the calendar ends
            break
    return starts


def _bar(
    place: int,
    time: tuple[date, date],
    number: int,
    scale: tuple[Step, int],
    limits: tuple[str, str],
) -> Bar:
    step, top = scale
    first, last = time[0].isoformat(), (time[1] - timedelta(days=1)).isoformat()
    return Bar(
        first=first,
        last=last,
        name=_name(time[0], step),
        number=number,
        x=place + GAP / 2,
        width=1 - GAP,
        height=round(HEIGHT * number / top, 2) if top else 0,
        within=first <= limits[1] and last >= limits[0],
    )


def _name(start: date, step: Step) -> str:
    if step is Step.QUARTER:
        return f"{start.year}, quarter {(start.month + 2) // 3}"
    return start.isoformat()[: {Step.MONTH: 7, Step.YEAR: 4}.get(step, 10)]
