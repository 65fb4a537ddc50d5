"""Quoting: passives that say who quotes somebody: "was cited as saying by the agency"."""

import re
from collections.abc import Iterator

from dragoman.record import Actor, ActorKind, Attribution, Link, LinkKind, Span
from dragoman.resolve.descriptions import outlet_before
from dragoman.resolve.lexicon import OUTLET_NOUNS
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene
from dragoman.resolve.sourceless import quoted_one
from dragoman.resolve.surnames import Sighting

IN_TEXT = re.compile(
    r"\b(?:quoted|cited) (?:\w+ )?(?:on \w+day )?in (?P<where>[^;:\"“”\n]{2,90}?)"
    r" as (?:saying|telling|warning)\b"
)
"""What somebody is quoted in: "was quoted in a statement of the ministry as saying"."""

NEAR = 12
"""Code points between who is quoted and "quoted": the auxiliary and an adverb."""


def quoting_links(
    attribution: Attribution, speaker: Actor | None, end: int, scene: Scene
) -> Iterator[Link]:
    """Give the outlet or body that quotes a speaker, where a sentence says so in the passive.

    Args:
        attribution: The statement.
        speaker: Who made it, who does not quote himself.
        end: Where it ends.
        scene: The document.
    """
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None:
        return
    if quoted_one(attribution, scene) is not None:
        yield from _links(source.start, source.end, speaker, scene)
        return
    for match in IN_TEXT.finditer(scene.text, min(source.end, cue.start), end):
        if match.start() - source.end < NEAR and match.end() <= cue.end + 1:
            yield from _links(*match.span("where"), speaker, scene)


def _links(start: int, end: int, speaker: Actor | None, scene: Scene) -> Iterator[Link]:
    """Give the first outlet that words name or point at, else the body or person they name."""
    sightings = scene.discourse.within(start, end)
    named = [s for s in sightings if not (s.actor == speaker or s.adjective or s.possessive)]
    outlets = [s for s in sightings if s.actor.kind is ActorKind.OUTLET and s.actor != speaker]
    if outlets or named:
        yield _link((outlets or named)[0], scene)
        return
    words = re.sub(r"^(?:the|an?) ", "", scene.text[start:end], flags=re.IGNORECASE)
    noun = fold(words.split()[-1]) if words else ""
    if noun not in OUTLET_NOUNS | {"service"}:
        return
    outlet = outlet_before(start, noun, scene) if noun == words else None
    span = Span.of(scene.text, start, end)
    if outlet is not None or " " in words:
        yield Link(name=outlet.name if outlet else words, kind=LinkKind.OUTLET, span=span)


def _link(sighting: Sighting, scene: Scene) -> Link:
    outlet = sighting.actor.kind is ActorKind.OUTLET
    return Link(
        name=sighting.actor.name,
        kind=LinkKind.OUTLET if outlet else LinkKind.NAMED,
        span=Span.of(scene.text, sighting.start, sighting.end),
    )
