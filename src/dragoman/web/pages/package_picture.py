"""Package pictures: from what exchanges hang on to what is held, an arrow for each package."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dragoman.report.parties import PartySign
from dragoman.web.holdings import Sign

MOST = 30
"""Arrows that can be told apart; the table has all."""

ROW, GAP, HEAD = 20.0, 10.0, 26.0
"""Height of an arrow's place, of what is left between concepts, and of the line above them."""

FROM, UNTIL, WIDTH = 250.0, 506.0, 800.0
"""Where arrows begin and end, and how wide the picture is."""


class Drawn(Protocol):
    """A matter as it is drawn: its concept, its name and its sign."""

    @property
    def concept(self) -> str:
        """Id of the concept."""
        ...

    @property
    def name(self) -> str:
        """Its short name."""
        ...

    @property
    def sign(self) -> Sign:
        """The stance's sign."""
        ...


class Line(Protocol):
    """A package as it is drawn."""

    @property
    def sign(self) -> PartySign:
        """The party's mark."""
        ...

    @property
    def held(self) -> Drawn:
        """What it holds or refuses."""
        ...

    @property
    def other(self) -> Drawn:
        """What that hangs on."""
        ...

    @property
    def joins(self) -> str:
        """If, or unless."""
        ...

    @property
    def doubtful(self) -> bool:
        """Whether all that is behind it is doubtful."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A matter in the picture: where its words stand, its sign and its name."""

    concept: str
    name: str
    glyph: str
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """A package in the picture.

    Attributes:
        path: Its course, as SVG writes it.
        tip: Its head, likewise.
        y: Where the party's mark stands.
        sign: The party.
        joins: If, or unless.
        doubtful: Whether it is drawn fainter.
        told: The package in a sentence.
    """

    path: str
    tip: str
    y: float
    sign: PartySign
    joins: str
    doubtful: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagePicture:
    """Two columns of matters with arrows between them, and how many packages are left out."""

    width: float
    height: float
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


def picture_of(packages: Sequence[Line]) -> PackagePicture | None:
    """Draw packages, the first MOST of them. None: there are none."""
    drawn = packages[:MOST]
    if not drawn:
        return None
    begins: list[Hashable] = [(line.other.concept, line.other.sign.word) for line in drawn]
    order = {key: place for place, key in enumerate(dict.fromkeys(begins))}
    ends: list[Hashable] = [(line.held.concept, line.held.sign.word) for line in drawn]
    mean: defaultdict[Hashable, list[int]] = defaultdict(list)
    for begin, end in zip(begins, ends, strict=True):
        mean[end].append(order[begin])
    by_mean = {
        key: place
        for place, key in enumerate(
            sorted(mean, key=lambda k: (sum(mean[k]) / len(mean[k]), str(k)))
        )
    }
    outs = _ports(begins, order, [by_mean[end] for end in ends])
    ins = _ports(ends, by_mean, [order[begin] for begin in begins])
    arrows = tuple(_arrow(line, outs[n], ins[n]) for n, line in enumerate(drawn))
    return PackagePicture(
        width=WIDTH,
        height=max((*outs, *ins)) + ROW,
        left=_nodes([line.other for line in drawn], begins, outs),
        right=_nodes([line.held for line in drawn], ends, ins),
        arrows=arrows,
        left_out=len(packages) - len(drawn),
    )


def _ports(
    keys: Sequence[Hashable], order: Mapping[Hashable, int], other: Sequence[int]
) -> list[float]:
    """Give each arrow its own height at one end: by matter, then by where its other end is."""
    numbers = sorted(range(len(keys)), key=lambda n: (order[keys[n]], other[n], n))
    places = [0.0] * len(keys)
    y, before = HEAD - GAP, None
    for number in numbers:
        y += GAP if keys[number] != before else 0.0
        places[number] = y + ROW / 2
        y, before = y + ROW, keys[number]
    return places


def _nodes(
    matters: Sequence[Drawn], keys: Sequence[Hashable], ports: Sequence[float]
) -> tuple[Node, ...]:
    """Put each matter beside the middle of its arrows."""
    heights: defaultdict[Hashable, list[float]] = defaultdict(list)
    first: dict[Hashable, Drawn] = {}
    for matter, key, port in zip(matters, keys, ports, strict=True):
        heights[key].append(port)
        first.setdefault(key, matter)
    return tuple(
        Node(
            concept=matter.concept,
            name=matter.name,
            glyph=matter.sign.glyph,
            y=(min(heights[key]) + max(heights[key])) / 2,
        )
        for key, matter in first.items()
    )


def _arrow(line: Line, begin: float, end: float) -> Arrow:
    bend = (FROM + UNTIL) / 2
    return Arrow(
        path=f"M{FROM:g} {begin:g}C{bend:g} {begin:g} {bend:g} {end:g} {UNTIL - 7:g} {end:g}",
        tip=f"M{UNTIL:g} {end:g}l-9 -4v8z",
        y=end,
        sign=line.sign,
        joins=line.joins,
        doubtful=line.doubtful,
        told=f"{line.sign.name}: {line.held.sign.word} {line.held.name} {line.joins} "
        f"{line.other.name}" + (" (doubtful)" if line.doubtful else ""),
    )
