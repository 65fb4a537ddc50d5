"""Antecedents: whom "the two sides" and talks of unnamed sides mean, by what the text names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.record import ActorKind, Span
from dragoman.resolve.meeting_mentions import Mention
from dragoman.resolve.meeting_sentences import Cast, Side
from dragoman.resolve.scene import Scene

REACH, AHEAD = 1500, 600
"""How far back and ahead, in code points, the sides of a contact may be named."""

MAIN = 3
"""How many of the parties that a document is most about may be the unnamed sides of talks."""

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
                told = _meant(mention, before.span, before.sides)
            elif _concrete(mention) and (pair := _nearest(mention, pairs)) is not None:
                told = _meant(mention, pair.span, pair.sides)
        if len(told.parties) > 1:
            before = told
        yield told


def _concrete(mention: Mention) -> bool:
    """Tell whether talks without named sides are told of as one contact."""
    day = mention.date is not None and len(mention.date) == 10
    return mention.talks and (mention.place is not None or day)


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
