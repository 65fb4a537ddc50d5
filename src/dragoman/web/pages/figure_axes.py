"""Figure axes: numbers that are put to one claim, side by side on a common scale."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Figure, FigureBound
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign

MOST_TICKS = 5
"""Numbers along an axis; more run into each other on a telephone."""

FROM_NOUGHT = 0.5
"""Share of the greatest value up to which the least one lies far enough down that the axis begins
at nought: figures that are close together would all be drawn on one spot."""

BY_POWERS = 500.0
"""How many times the least value the greatest is from which on the axis goes by powers of ten."""

MARGIN = 0.06
"""Share of the axis that stays free at either end, for the arrows of open bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number along an axis: its words, and where it is in hundredths of the width."""

    words: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure on its axis; places are in hundredths of the width.

    Attributes:
        by: Who gives it, ready for display.
        sign: The mark of that party, or of the party that the speaker speaks for. None: none.
        words: The number as it is bounded: "at least 12,000", "10,000 to 12,000".
        start: Where its point is, or where its range begins.
        end: Where its range ends; as `start` for one number.
        more: Whether it may be more: an arrow to the right.
        less: Whether it may be less: an arrow to the left.
        about: Whether it is near the number: a hollow point.
        document: Id of the document that its words are in.
        first: Offset of the first of their characters in it.
        last: Offset after the last.
        quoted: The words.
        outlet: Who published the document. None: not known.
        day: When the figure was given, or the document published. None: not known.
    """

    by: str
    sign: PartySign | None
    words: str
    start: float
    end: float
    more: bool
    less: bool
    about: bool
    document: str
    first: int
    last: int
    quoted: str
    outlet: str | None
    day: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Figures of one unit.

    Attributes:
        unit: What they count.
        ticks: The numbers along the axis; empty for a single value, which needs none.
        powers: Whether it goes by powers of ten.
        lines: The figures, the least first.
    """

    unit: str
    ticks: tuple[Tick, ...]
    powers: bool
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Who gives a figure and where, as the statement tells that its words are in.

    Attributes:
        sign: Mark of the party. None: none.
        outlet: Who published it. None: not known.
        day: When. None: not known.
    """

    sign: PartySign | None
    outlet: str | None
    day: str | None


def build_axes(figures: Iterable[tuple[Figure, Giver]]) -> tuple[Axis, ...]:
    """Put figures on axes, one for each unit, those with most figures first."""
    units: defaultdict[str, list[tuple[Figure, Giver]]] = defaultdict(list)
    for figure, giver in figures:
        units[figure.unit.casefold()].append((figure, giver))
    axes = [_axis(group) for group in units.values()]
    return tuple(sorted(axes, key=lambda axis: (-len(axis.lines), axis.unit)))


def _axis(group: Sequence[tuple[Figure, Giver]]) -> Axis:
    ends = sorted(end for figure, _ in group for end in (figure.value, top(figure)))
    scale = Scale.over(ends[0], ends[-1])
    ordered = sorted(group, key=lambda pair: (pair[0].value, top(pair[0]), pair[0].by))
    return Axis(
        unit=shown_in_line(group[0][0].unit),
        ticks=tuple(scale.ticks()) if ends[0] < ends[-1] else (),
        powers=scale.powers,
        lines=tuple(_line(figure, giver, scale) for figure, giver in ordered),
    )


def top(figure: Figure) -> float:
    """Give the upper end of a figure."""
    return figure.value if figure.upper is None else figure.upper


def _line(figure: Figure, giver: Giver, scale: "Scale") -> FigureLine:
    return FigureLine(
        by=shown_in_line(figure.by),
        sign=giver.sign,
        words=figure_words(figure),
        start=scale.at(figure.value),
        end=scale.at(top(figure)),
        more=figure.bound is FigureBound.LEAST,
        less=figure.bound in (FigureBound.MOST, FigureBound.UP_TO),
        about=figure.bound is FigureBound.ABOUT,
        document=figure.document,
        first=figure.span.start,
        last=figure.span.end,
        quoted=shown_in_line(figure.span.text),
        outlet=giver.outlet,
        day=giver.day,
    )


def figure_words(figure: Figure) -> str:
    """Write a figure with its bound: "at least 12,000", "about 10,000 to 12,000"."""
    bound = "" if figure.bound is FigureBound.EXACT else f"{figure.bound} "
    number = number_words(figure.value)
    if figure.upper is None:
        return bound + number
    return f"{bound}{number} to {number_words(figure.upper)}"


def number_words(value: float) -> str:
    """Write a number: 12,000 and 1.5, with millions and billions in words."""
    for least, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= least:
            return f"{value / least:,.6g} {word}"
    return f"{value:,.10g}"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where values are along an axis, in hundredths of its width."""

    low: float
    high: float
    powers: bool

    @classmethod
    def over(cls, least: float, greatest: float) -> "Scale":
        """Make the scale that shows values from the least to the greatest."""
        if least > 0 and greatest / least >= BY_POWERS:
            first, last = math.floor(math.log10(least)), math.ceil(math.log10(greatest))
            return cls(float(first), float(max(last, first + 1)), powers=True)
        low = 0.0 if 0 <= least <= FROM_NOUGHT * greatest else least
        if low == greatest:
            low, greatest = low - 1.0, greatest + 1.0
        return cls(low, greatest, powers=False)

    def at(self, value: float) -> float:
        """Give the place of a value."""
        along = math.log10(value) if self.powers else value
        share = (along - self.low) / (self.high - self.low)
        return round(100 * (MARGIN + share * (1 - 2 * MARGIN)), 2)

    def ticks(self) -> Iterator[Tick]:
        """Give the round numbers along the axis."""
        if self.powers:
            every = math.ceil((self.high - self.low) / MOST_TICKS)
            for power in range(int(self.low), int(self.high) + 1, every):
                yield Tick(words=number_words(10.0**power), at=self.at(10.0**power))
            return
        step = _round_step((self.high - self.low) / MOST_TICKS)
        number = math.ceil(self.low / step - 1e-9)
        while number * step <= self.high + 1e-9 * step:
            yield Tick(words=number_words(number * step), at=self.at(number * step))
            number += 1


def _round_step(least: float) -> float:
    """Give the least of 1, 2, 5 times a power of ten that is no smaller than a number."""
    power: float = 10.0 ** math.floor(math.log10(least))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= least * (1 - 1e-9))
