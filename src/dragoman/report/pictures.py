"""Pictures: what a brief draws: positions in time, and coverage by day; black on white, as SVG.

Shape tells before shade does, and no colour is used: the picture prints in grey as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from xml.sax.saxutils import escape

from dragoman.analysis import Bearing, Coverage, Positions
from dragoman.analysis.positions import state_of
from dragoman.record import days_of
from dragoman.report.characters import shown_in_line
from dragoman.report.notes import cut
from dragoman.report.parties import PartySign
from dragoman.report.signs import count, day_words, holding_sign

WIDTH = 640
"""Width of every picture in its own units; pages scale it."""

LABELS = 272
"""How much of it the names of concepts and parties take."""

ROW, TOP, FOOT = 20, 8, 26
"""Heights of a line, of the space over the first and of the axis under the last."""

MOST_LINES = 14
"""Lines of the picture of positions; more would not be looked at. Chosen, not measured."""

MOST_BARS = 48
"""Bars of the picture of coverage."""

FONTS = "'Noto Sans', 'Liberation Sans', 'DejaVu Sans', Arial, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing.

    Attributes:
        key: "positions" or "coverage".
        title: What it shows.
        alt: The same for those who do not see it.
        svg: The drawing: an <svg> element.
    """

    key: str
    title: str
    alt: str
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One party on one concept, with what it said on which day, in the words of signs."""

    concept: str
    text: str
    sign: PartySign
    marks: tuple[tuple[date, str], ...]


class _Axis:
    """Days on a line from left to right."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last = first, max(last, first + timedelta(days=1))
        self.left, self.right = left, right

    def x(self, day: date) -> float:
        part = (day - self.first).days / (self.last - self.first).days
        return round(self.left + part * (self.right - self.left), 1)

    def drawn(self, y: float) -> Iterator[str]:
        """Draw the axis with the days at its ends, and one in the middle if it is long."""
        yield _path(f"M{self.left} {y}H{self.right}", ".7")
        middle = self.first + (self.last - self.first) / 2
        days = [self.first, self.last]
        if (self.last - self.first).days > 60:
            days.insert(1, middle)
        for day in days:
            anchor = {self.first: "start", self.last: "end"}.get(day, "middle")
            yield _path(f"M{self.x(day)} {y}v4", ".7")
            yield _text(self.x(day), y + 16, day.isoformat(), anchor)


def draw_positions(
    found: Positions,
    signs: Mapping[str, PartySign],
    concepts: Iterable[str],
    parties: Iterable[str],
    days: tuple[date, date],
) -> Picture | None:
    """Draw what each party said on each concept, day by day. None: there is too little.

    Args:
        found: The positions.
        signs: Of every party of them.
        concepts: Ids of the concepts to draw, in order.
        parties: The parties to draw, in order.
        days: The first and the last day to draw.
    """
    lines = _lines(found, signs, tuple(concepts), tuple(parties), days)
    spoken = [day for line in lines for day, _ in line.marks]
    if not spoken or min(spoken) == max(spoken):
        return None
    axis = _Axis(min(spoken), max(spoken), LABELS + 50, WIDTH - 12)
    foot = TOP + ROW * len(lines)
    parts = list(axis.drawn(foot))
    before = None
    for number, line in enumerate(lines):
        y = TOP + ROW * number + ROW / 2
        if line.concept != before:
            if number:
                parts.append(_path(f"M0 {y - ROW / 2}H{WIDTH}", ".25"))
            parts.append(_text(0, y + 4, cut(line.text, 46)))
        before = line.concept
        parts.append(_text(LABELS + 34, y + 4, line.sign.mark, "end", bold=True))
        xs = [axis.x(day) for day, _ in line.marks]
        parts.append(_path(f"M{xs[0]} {y}H{axis.right}", "1"))
        parts += [_mark(axis.x(day), y, word) for day, word in line.marks]
    told = (
        f"{line.sign.name} on “{line.text}”: "
        + ", ".join(f"{word} on {day.isoformat()}" for day, word in line.marks[-4:])
        for line in lines
    )
    return Picture(
        key="positions",
        title="What was said when: ● supports, ⊘ opposes, ◐ on a condition (struck through: "
        "opposes on one), ◒ both on one day",
        alt="Positions in time. " + "; ".join(told) + ".",
        svg=_svg(foot + FOOT, parts),
    )


def _lines(
    found: Positions,
    signs: Mapping[str, PartySign],
    concepts: Sequence[str],
    parties: Sequence[str],
    days: tuple[date, date],
) -> list[_Line]:
    """Give the lines on which most was said on different days, in the order of the matrix."""
    text = {topic.concept: shown_in_line(topic.text or topic.concept) for topic in found.topics}
    lines = [
        _Line(concept=concept, text=text[concept], sign=signs[party], marks=marks)
        for concept in concepts
        for party in parties
        if (marks := _marks(found.cell(party, concept).own, days))
    ]
    best = sorted(range(len(lines)), key=lambda n: (-_telling(lines[n]), n))[:MOST_LINES]
    return [lines[n] for n in sorted(best)]


def _telling(line: _Line) -> int:
    """Tell how much a line shows: a change counts as three days."""
    held = [holding for _, holding in line.marks]
    return len(held) + 3 * sum(one != other for one, other in pairwise(held))


def _marks(own: Iterable[Bearing], days: tuple[date, date]) -> tuple[tuple[date, str], ...]:
    by_day: dict[date, list[Bearing]] = {}
    for bearing in own:
        if bearing.day is not None and days[0] <= bearing.day <= days[1]:
            by_day.setdefault(bearing.day, []).append(bearing)
    return tuple((day, holding_sign(state_of(said))[1]) for day, said in sorted(by_day.items()))


def draw_coverage(coverage: Coverage) -> Picture | None:
    """Draw how many documents were published when. None: fewer than two days are known."""
    days = sorted(days_of(covered.day)[0] for covered in coverage.documents if covered.day)
    if not days or days[0] == days[-1]:
        return None
    step = -(-((days[-1] - days[0]).days + 1) // MOST_BARS)
    bars = Counter((day - days[0]).days // step for day in days)
    slots = (days[-1] - days[0]).days // step + 1
    top, height = max(bars.values()), 56
    wide = (WIDTH - 24) / slots
    foot = TOP + 12 + height
    parts = list(_Axis(days[0], days[-1], 12, WIDTH - 12).drawn(foot))
    highest = min(slot for slot, number in bars.items() if number == top)
    for slot, number in sorted(bars.items()):
        tall = round(height * number / top, 1)
        x, width = round(12 + slot * wide, 1), round(max(1.5, wide - 1.5), 1)
        parts.append(
            f'<rect x="{x}" y="{round(foot - tall, 1)}" width="{width}" height="{tall}" '
            'fill="currentColor" fill-opacity=".55"/>'
        )
        if slot == highest:
            parts.append(_text(round(x + width / 2, 1), foot - tall - 3, f"{number:,}", "middle"))
    unit = "day" if step == 1 else f"{step} days"
    begun = days[0] + timedelta(days=highest * step)
    return Picture(
        key="coverage",
        title=f"Documents by day of publication, a bar for {'each' if step == 1 else 'every'} "
        f"{unit}",
        alt=f"{count(len(days), 'document')} from {day_words(days[0].isoformat())} to "
        f"{day_words(days[-1].isoformat())}; the most, {top:,}, "
        + ("on " if step == 1 else f"in the {unit} from ")
        + f"{day_words(begun.isoformat())}.",
        svg=_svg(foot + FOOT, parts),
    )


def _svg(height: float, parts: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
        f'width="{WIDTH}" height="{height:g}" font-family="{FONTS}" font-size="12">'
        + "".join(parts)
        + "</svg>"
    )


def _path(data: str, width: str, fill: str = "none") -> str:
    return f'<path d="{data}" fill="{fill}" stroke="currentColor" stroke-width="{width}"/>'


def _text(x: float, y: float, words: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{weight} fill="currentColor">'
        f"{escape(words)}</text>"
    )


def _mark(x: float, y: float, word: str) -> str:
    """Draw a sign as the page's glyphs are: full, struck through, half; struck beyond its ring."""
    radius = 4.5
    filled = 'fill="currentColor"' if word == "supports" else 'class="hole" fill="white"'
    ring = (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius}" stroke="currentColor" stroke-width="1.2" '
        f"{filled}/>"
    )
    half = f"M{x:g} {y - radius:g}A{radius} {radius} 0 0 0 {x:g} {y + radius:g}Z"
    lower = f"M{x - radius:g} {y:g}A{radius} {radius} 0 0 0 {x + radius:g} {y:g}Z"
    inner = {
        "opposes": _path(_slash(x, y, 3.2), "1.4"),
        "conditionally supports": _path(half, ".5", "currentColor"),
        "conditionally opposes": _path(half, ".5", "currentColor")
        + _path(_slash(x, y, 6.5), "1.4"),
        "mixed": _path(lower, ".5", "currentColor"),
    }
    return ring + inner.get(word, "")


def _slash(x: float, y: float, reach: float) -> str:
    return f"M{x - reach:g} {y + reach:g}L{x + reach:g} {y - reach:g}"
