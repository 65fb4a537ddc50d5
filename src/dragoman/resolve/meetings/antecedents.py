"""Antecedents: whom "the two sides" and talks of unnamed sides mean, by what the text names."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.record import ActorKind, Span
from dragoman.resolve.meetings.groups import CountryOf
from dragoman.resolve.meetings.mentions import Mention
from dragoman.resolve.meetings.sentences import Cast, Side
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

REACH, AHEAD = 1500, 600
"""How far back and ahead, in code points, the sides of a contact may be named."""

MAIN = 3
"""How many of the parties that a document is most about may be the unnamed sides of talks."""

SIDES, MORE = 2, 2
"""Talks of which no side is told are between the two parties that a document is most about; the
one that is lacking beside a told one is among two more. Found on two thirds of the annotated
articles, November 2026: one more finds as many meetings and three times as many wrong ones."""

BEFORE, AFTER, TWICE = 1000, 400, 2
"""Code points before and after talks in which the text tells whose they are, and how often it
names them there at least."""

JOINED = re.compile(r"(?:['’]s)?(?:,? and (?:the )?|[-–/])")
"""What stands between two that are named together: "Oslo and the rebels", "Oslo-Bogota"."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties that a text names side by side."""

    span: Span
    sides: tuple[Side, Side]


def pairs_in(scene: Scene, cast: Cast) -> list[Pair]:
    """Find where a document names two of the parties that it is most about side by side."""
    main = {party for party, _ in scene.weights.most_common(MAIN)}
    found: list[Pair] = []
    named = [s for s in scene.discourse.sightings if s.actor.kind is not ActorKind.OUTLET]
    for one, other in pairwise(named):
        between = scene.text[one.end : other.start]
        if one.end > other.start or not JOINED.fullmatch(between):
            continue
        if one.adjective is not other.adjective or (one.adjective and "and" not in between):
            continue
        first = cast.party(one.actor)
        second = cast.party(other.actor)
        if first and second and first != second and {first, second} <= main:
            sides = (
                Side(first, None, one.start, one.end),
                Side(second, None, other.start, other.end),
            )
            found.append(Pair(Span.of(scene.text, one.start, other.end), sides))
    return found


def with_antecedents(mentions: Iterable[Mention], pairs: Sequence[Pair]) -> Iterator[Mention]:
    """Give mentions that do not name their sides those that the text means.

    "The two leaders" are those of the contact told before; talks of unnamed sides at a told place
    or on a told day are of the pair of parties named nearest, which becomes part of the evidence.
    """
    before: Mention | None = None
    for mention in mentions:
        told = mention
        if len(mention.parties) < 2 and mention.status is not None:
            near = before and mention.span.start - before.span.start < REACH
            if mention.joint and before is not None and near:
                told = _meant(mention, before.span, _those_of(mention, before.sides))
            elif _concrete(mention) and (pair := _nearest(mention, pairs)) is not None:
                told = _meant(mention, pair.span, pair.sides)
        if len(told.parties) > 1:
            before = told
        yield told


def _those_of(mention: Mention, sides: Sequence[Side]) -> Sequence[Side]:
    """Give sides without their persons where others of them meet: "envoys of the two countries"."""
    if not mention.envoys:
        return sides
    return [replace(side, person=None) for side in sides if side.party]


def _concrete(mention: Mention) -> bool:
    """Tell whether talks, or another meeting, without named sides are told of as one contact."""
    told = mention.place is not None or mention.date is not None or mention.counted
    if mention.talks or mention.fresh:
        return told
    return mention.joint and mention.place is not None


def _nearest(mention: Mention, pairs: Sequence[Pair]) -> Pair | None:
    """Give the pair named last before a mention, or soon after, that its own side is one of."""
    fitting = [
        pair
        for pair in pairs
        if mention.parties <= {side.party for side in pair.sides}
        and -AHEAD < mention.anchor.start - pair.span.start < REACH
    ]
    earlier = [pair for pair in fitting if pair.span.start <= mention.anchor.start]
    return earlier[-1] if earlier else next(iter(fitting), None)


def _meant(mention: Mention, span: Span, sides: Sequence[Side]) -> Mention:
    own = {side.party for side in mention.sides}
    added = tuple(side for side in sides if side.person or side.party not in own)
    return replace(mention, sides=(*mention.sides, *added), antecedents=(span,))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Tells whose talks those of unnamed sides are: of the parties that the text is about there.

    Attributes:
        scene: The document with its names.
        cast: Tells for whom those named stand.
        country_of: Tells where places lie: in the capital of one side it meets a third.
    """

    scene: Scene
    cast: Cast
    country_of: CountryOf

    def completed(self, mention: Mention) -> Mention:
        """Give a mention of talks at a told place or day the sides that are named most about it.

        An organisation only sponsors talks, so that one of their sides is to be found even so.
        Those that tell with whom they were lack only the speaker, whom the surroundings do not
        tell; those in the capital of one side are with a third that mediates.
        """
        if len(mention.parties) > 1 or mention.status is None or not _concrete(mention):
            return mention
        told = any(self._contends(party) for party in mention.parties)
        main = self._main(SIDES + MORE if told else SIDES)
        if mention.parties and not told and not mention.talks:
            return mention
        if not mention.alone or (
            not mention.parties and self.country_of(mention.place or "") in main
        ):
            return mention
        wanted = SIDES - len(mention.parties)
        found = self._named_most(mention, main - mention.parties)[:wanted]
        if len(found) < wanted:
            return mention
        sides = tuple(side for side, _ in found)
        return replace(
            mention,
            sides=(*mention.sides, *sides),
            antecedents=tuple(span for _, span in found),
        )

    def _named_most(self, mention: Mention, parties: Container[str]) -> list[tuple[Side, Span]]:
        """Give the parties named most about a mention, each with where it is named nearest."""
        at = mention.anchor.start
        named: dict[str, list[Sighting]] = defaultdict(list)
        for sighting in self.scene.discourse.within(at - BEFORE, at + AFTER):
            party = self.cast.party(sighting.actor)
            if party and party in parties and party != mention.place:
                named[party].append(sighting)
        found: list[tuple[Side, Span]] = []
        for party in sorted(named, key=lambda party: -len(named[party])):
            if len(named[party]) >= TWICE:
                nearest = min(named[party], key=lambda sighting: abs(sighting.start - at))
                side = Side(party, None, nearest.start, nearest.end)
                found.append((side, Span.of(self.scene.text, nearest.start, nearest.end)))
        return found

    def _main(self, count: int) -> set[str]:
        """Give the parties to conflicts that the document is most about."""
        named = [party for party, _ in self.scene.weights.most_common() if self._contends(party)]
        return set(named[:count])

    def _contends(self, party: str) -> bool:
        """Tell whether a party is a side of conflicts, not a body that mediates in them."""
        entry = self.scene.knowledge.by_name.get(party)
        opposition = self.scene.opposition
        if opposition is not None and opposition.name == party:
            return True
        return entry is None or entry.actor.kind is not ActorKind.ORGANISATION
