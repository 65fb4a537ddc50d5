"""Interviews: who gave one to which outlet, or wrote for it, by sentences that quote nobody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.record import Actor, ActorKind, Link, LinkKind, Span
from dragoman.resolve.relays import WRITING, owns_outlet
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

GIVEN = re.compile(
    r"\b(?:interview(?:ed)?(?: \w+){0,3}? (?:with|to|by|on|for)"
    r"|[Ss]peaking (?:\w+ ){0,2}(?:to|with|on)|sat down with"
    r"|opened up to|guest (?:of|on)|appear(?:ed|ing|ance) on|spoke to|[Ww]riting (?:in|for|on)"
    r"|(?:article|op-ed|column|essay|opinion piece|commentary)(?: \w+){0,2}? (?:in|for|on))"
    r" (?:[\w'’-]+[ \n]){0,4}(?:[A-Z][\w.]*['’]s )?$"
)
"""Before an outlet: "in a lengthy interview with public broadcaster WDR", "writing in the Sun"."""

SPOKE_TO = re.compile(
    r" (?:\w+ )?(?:(?:spoke|talked) (?:to|with)|interviewed|sat down with|caught up with)"
    r" (?!(?:by|about)\b)"
)
"""After an outlet that somebody answered: "the BBC spoke to Jane Doe"."""

WROTE = re.compile(
    r"\b(?:wr(?:ote|iting|itten)|published?|publishing|in|penn(?:ed|ing)) (?:an?|his|her)"
    r" (?:\w+ ){0,2}$"
)
"""Before an outlet for which somebody wrote: "in a scathing Le Monde op-ed"."""

NEXT_SPEAKER = 400
"""Code points within which the first to speak after an interview is told of is who gave it, if
nobody else is named with it."""


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview that a sentence tells of.

    Attributes:
        at: Where its outlet is named.
        giver: Who gave it. None: whoever speaks next, if it is soon.
        links: The outlet.
    """

    at: int
    giver: Actor | None
    links: tuple[Link, ...]


def interviews(scene: Scene, told: Sequence[int]) -> Iterator[Interview]:
    """Give the interviews that a document tells of, in its order.

    Args:
        scene: The document.
        told: Where the sources and cues of its statements stand. Who is quoted in a sentence may
            be somebody else than who gave the interview, unless it names that one.
    """
    for sighting in scene.discourse.sightings:
        if sighting.actor.kind is not ActorKind.OUTLET or scene.in_content(sighting.start):
            continue
        before = scene.text[max(0, sighting.start - 120) : sighting.start]
        column = WROTE.search(before) and WRITING.match(scene.text, sighting.end)
        asked = SPOKE_TO.match(scene.text, sighting.end)
        if not (GIVEN.search(before) or column or asked):
            continue
        start, end = scene.sentence(sighting.start)
        givers = _givers(start, end, sighting, scene)
        quotes = any(start <= place < end for place in told)
        if owns_outlet(sighting, scene) or len(givers) > 1 or (quotes and not givers):
            continue
        span = Span.of(scene.text, sighting.start, sighting.end)
        link = Link(name=sighting.actor.name, kind=LinkKind.OUTLET, span=span)
        yield Interview(sighting.start, givers[0] if givers else None, (link,))


def _givers(start: int, end: int, outlet: Sighting, scene: Scene) -> list[Actor]:
    """Give who may have given an interview: the subject before the outlet, else whoever is named.

    The outlet's own people are left out: "Fox News's Bret Baier".
    """
    people = [
        other
        for other in scene.discourse.within(start, end)
        if other.actor.kind is ActorKind.PERSON
        and not scene.in_content(other.start)
        and not (outlet.possessive and 0 <= other.start - outlet.end < 4)
    ]
    subjects = [one for one in people if one.start < outlet.start and scene.is_subject(one)]
    return list({one.actor.id: one.actor for one in subjects or people}.values())
