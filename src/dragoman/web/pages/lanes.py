"""Lanes: the timeline as a picture: a lane for each party, dots for what it said and did."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

from dragoman.record import Act, days_of
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import act_word, count
from dragoman.store.queries.statements import Lane

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
        at = date.fromisoformat(day)
        match self:
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


Ways = tuple[Step, bool]

WAYS: tuple[Ways, ...] = (
    (Step.DAY, True),
    (Step.DAY, False),
    (Step.WEEK, False),
    (Step.MONTH, False),
    (Step.YEAR, False),
)
"""How dots are drawn, the finest first: the step, and whether acts have dots of their own."""

Address = Callable[[str | None, str, str], str]
"""Makes the address of the statements of a party between two days. None: of several parties."""


def order_parties(lanes: Iterable[Lane], first: Sequence[str]) -> tuple[str, ...]:
    """Order parties for the lanes: those of the dossier, then those that say most.

    Args:
        lanes: The counts.
        first: The parties of the dossier, in its order.
    """
    said: Counter[str] = Counter()
    for lane in lanes:
        if lane.party is not None:
            said[lane.party] += lane.statements
    known = [party for party in dict.fromkeys(first) if party in said]
    others = sorted(said.keys() - {*known}, key=lambda party: (-said[party], party))
    return (*known, *others)


def build_dots(
    counts: Sequence[Lane], parties: Sequence[str], address: Address
) -> tuple[tuple[Dot, ...], Step]:
    """Draw what parties said as dots, as fine as there is room for.

    Args:
        counts: How many statements each party made on each day, by act, in the order of days.
        parties: Those that have a lane of their own; the lanes are named after their places.
        address: Where a dot leads.

    Returns:
        The dots, and how far apart they are.
    """
    places = {party: str(number) for number, party in enumerate(parties)}
    for step, by_act in WAYS:
        grouped: defaultdict[tuple[str, str, str], list[Lane]] = defaultdict(list)
        for count_ in counts:
            lane = places.get(count_.party or "", OTHERS if count_.party else NOBODY)
            glyph = glyph_of(count_.act) if by_act else MIXED
            grouped[step.around(count_.day)[0], lane, glyph].append(count_)
        if (len(grouped) <= MOST_DOTS and _steps(counts, step) <= MOST_STEPS) or step is Step.YEAR:
            break
    dots = (
        _dot(lane, glyph, step, group, address)
        for (_, lane, glyph), group in sorted(grouped.items(), key=lambda item: item[0])
    )
    return tuple(dots), step


def _steps(counts: Sequence[Lane], step: Step) -> float:
    """Tell how many steps the time between the first and the last count has."""
    if not counts:
        return 0
    first, last = (date.fromisoformat(lane.day) for lane in (counts[0], counts[-1]))
    return abs((last - first).days) / step.days


def glyph_of(act: Act | None) -> str:
    """Give the glyph of an act."""
    return next(group.glyph for group in GROUPS if act in group.acts)


def _dot(lane: str, glyph: str, step: Step, group: Sequence[Lane], address: Address) -> Dot:
    first, last = step.around(group[0].day)
    said: Counter[str] = Counter()
    for count_ in group:
        said[act_word(count_.act)] += count_.statements
    total = said.total()
    parties = {count_.party for count_ in group}
    party = next(iter(parties)) if len(parties) == 1 else None
    name = party or (f"{len(parties)} parties" if lane == OTHERS else "No party")
    acts = ", ".join(f"{word} {number}" for word, number in said.most_common())
    when = first if first == last else f"{first} to {last}"
    return Dot(
        lane=lane,
        day=first,
        glyph=glyph,
        count=total,
        words=f"{shown_in_line(name)}, {when}: {count(total, 'statement')} ({acts})",
        href=address(party, first, last),
    )


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
