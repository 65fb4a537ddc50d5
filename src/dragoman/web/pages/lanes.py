"""Lanes: the timeline as a picture: a lane for each party, dots for what it said and did."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from dragoman.record import Act, days_of
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import act_word, count
from dragoman.store.queries.statements import Lane
from dragoman.store.queries.timeline import PartyDay

MOST_DOTS = 500
"""Dots that a picture has at most; of more the eye makes nothing, and browsers become slow."""

MOST_STEPS = 200
"""Steps that the time of a picture is cut into at most: nearer than that dots lie on each other."""

MOST_LANES = 9
"""Lanes of parties; further parties share the last one."""

OTHERS = "others"
NOBODY = "nobody"
"""Lanes that are no party's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActGroup:
    """Acts that are drawn alike: the glyph, what it stands for, and the acts."""

    glyph: str
    name: str
    acts: frozenset[Act | None]


GROUPS = (
    ActGroup(
        glyph="•",
        name="says",
        acts=frozenset({Act.ASSERT, Act.ACCUSE, Act.PREDICT, Act.WARN, None}),
    ),
    ActGroup(
        glyph="✕", name="says no", acts=frozenset({Act.DENY, Act.REJECT, Act.DECLINE_COMMENT})
    ),
    ActGroup(glyph="✓", name="says yes", acts=frozenset({Act.AGREE, Act.CONFIRM, Act.PROMISE})),
    ActGroup(glyph="?", name="asks", acts=frozenset({Act.DEMAND, Act.REQUEST, Act.PROPOSE})),
)
"""How acts are drawn. The glyphs are none of those that stand for stances."""

MIXED = "•"
PLAN = "◇"
SHIFT = "↻"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLane:
    """A lane: its id, and the mark, name and hue of its party."""

    id: str
    mark: str
    name: str
    hue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Something of a party at a time.

    Attributes:
        lane: Id of the lane.
        day: The ISO day; of a week or month the first day.
        glyph: What it is drawn as.
        count: How many statements it stands for.
        words: What a reader is told of it.
        href: Where it leads.
    """

    lane: str
    day: str
    glyph: str
    count: int
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A meeting.

    Attributes:
        start: Its first ISO day.
        end: Its last one. None: as the first.
        name: What is written in it.
        status: What is said of it.
        words: What a reader is told of it.
        href: Where it leads.
    """

    start: str
    end: str | None
    name: str
    status: str
    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the timeline's script draws.

    Attributes:
        since: The first day of the picture. None: that of its first item.
        until: The last one. None: that of its last item.
        lanes: The lanes, from above.
        dots: What parties said and did.
        meetings: The meetings.
    """

    since: str | None
    until: str | None
    lanes: tuple[PictureLane, ...]
    dots: tuple[Dot, ...]
    meetings: tuple[Bar, ...]

    def plain(self) -> dict[str, object]:
        """Give it as what JSON holds."""
        return asdict(self)


class Step(StrEnum):
    """How far apart the dots of a picture are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def days(self) -> int:
        """About how many days it has."""
        return {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 30, Step.YEAR: 365}[self]

    def around(self, day: str) -> tuple[str, str]:
        """Give the first and the last ISO day of the step that a day is in."""
        return _around(self, day)


@lru_cache(maxsize=20_000)
def _around(step: Step, day: str) -> tuple[str, str]:
    """Remember the answers: a picture asks for the same days thousands of times."""
    at = date.fromisoformat(day)
    match step:
        case Step.DAY:
            return day, day
        case Step.WEEK:
            # The first and the last week that a date can be of are cut short.
            first = at - min(timedelta(days=at.weekday()), at - date.min)
            last = first + min(timedelta(days=6), date.max - first)
            return first.isoformat(), last.isoformat()
        case Step.MONTH:
            return _iso(days_of(day[:7]))
    return _iso(days_of(day[:4]))


def _iso(days: tuple[date, date]) -> tuple[str, str]:
    return days[0].isoformat(), days[1].isoformat()


Address = Callable[[str | None, str, str], str]
"""Makes the address of the statements of a party between two days. None: of several parties."""


def order_parties(counts: Iterable[PartyDay], first: Sequence[str]) -> tuple[str, ...]:
    """Order parties for the lanes: those of the dossier, then those that say most.

    Args:
        counts: What they say.
        first: The parties of the dossier, in its order.
    """
    said: Counter[str] = Counter()
    for one in counts:
        if one.party is not None:
            said[one.party] += one.number
    known = [party for party in dict.fromkeys(first) if party in said]
    others = sorted(said.keys() - {*known}, key=lambda party: (-said[party], party))
    return (*known, *others)


def step_for(counts: Sequence[PartyDay], lanes: int) -> Step:
    """Tell how fine dots can be: no more than there is room for, neither side by side nor at all.

    Args:
        counts: What parties said, in the order of days.
        lanes: How many lanes there are.
    """
    if not counts:
        return Step.DAY
    first, last = date.fromisoformat(counts[0].day), date.fromisoformat(counts[-1].day)
    steps = (step for step in Step if (last - first).days <= MOST_STEPS * step.days)
    days = {one.day for one in counts}
    fits = (s for s in steps if len({s.around(day)[0] for day in days}) * lanes <= MOST_DOTS)
    return next(fits, Step.YEAR)


def build_dots(
    counts: Sequence[Lane], places: Mapping[str, str], step: Step, address: Address
) -> tuple[Dot, ...]:
    """Draw what parties said as dots: for each group of acts one, if there is room for them.

    Args:
        counts: How many statements each party made on each day, by act where that is counted.
        places: The lane of each party that has one of its own.
        step: How far apart dots are.
        address: Where a dot leads.
    """
    times = {day: step.around(day)[0] for day in {one.day for one in counts}}
    for by_act in (True, False):
        grouped: defaultdict[tuple[str, str, str], list[Lane]] = defaultdict(list)
        for one in counts:
            glyph = glyph_of(one.act) if by_act else MIXED
            grouped[times[one.day], lane_of(one.party, places), glyph].append(one)
        if len(grouped) <= MOST_DOTS:
            break
    return tuple(
        _dot(lane, glyph, step, group, address)
        for (_, lane, glyph), group in sorted(grouped.items(), key=lambda item: item[0])
    )


BY_ACT = (Step.DAY, Step.WEEK)
"""The steps at which statements are counted by act; of years there would be too many counts."""


def lane_of(party: str | None, places: Mapping[str, str]) -> str:
    """Give the lane of a party: its own, that of the others, or that of nobody."""
    return NOBODY if party is None else places.get(party, OTHERS)


def glyph_of(act: Act | None) -> str:
    """Give the glyph of an act."""
    return next(group.glyph for group in GROUPS if act in group.acts)


def _dot(lane: str, glyph: str, step: Step, group: Sequence[Lane], address: Address) -> Dot:
    first, last = step.around(group[0].day)
    said: Counter[str] = Counter()
    for one in group:
        said[act_word(one.act)] += one.statements
    parties = {one.party for one in group}
    party = next(iter(parties)) if len(parties) == 1 else None
    name = party or (count(len(parties), "party", "parties") if lane == OTHERS else "No party")
    acts = ", ".join(f"{word} {number}" for word, number in said.most_common())
    counted = step in BY_ACT
    return Dot(
        lane=lane,
        day=first,
        glyph=glyph,
        count=said.total(),
        words=f"{shown_in_line(name)}, {span_words(first, last)}: "
        f"{count(said.total(), 'statement')}{f' ({acts})' if counted else ''}",
        href=address(party, first, last),
    )


def span_words(first: str, last: str) -> str:
    """Write a day, or from which day to which."""
    return first if first == last else f"{first} to {last}"


def build_lanes(
    parties: Sequence[str], signs: Mapping[str, PartySign], dots: Iterable[Dot]
) -> tuple[PictureLane, ...]:
    """Make the lanes that have a dot; beside those of parties, one for others and for nobody."""
    used = {dot.lane for dot in dots}
    own = (
        PictureLane(
            id=str(number),
            mark=signs[party].mark if party in signs else "",
            name=shown_in_line(party),
            hue=signs[party].hue if party in signs else "none",
        )
        for number, party in enumerate(parties)
    )
    rest = (
        PictureLane(id=OTHERS, mark="", name="Others", hue="none"),
        PictureLane(id=NOBODY, mark="", name="No party", hue="none"),
    )
    return tuple(lane for lane in (*own, *rest) if lane.id in used)
