"""Chains: the links through which a document has a statement, outermost first."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, ActorKind, Attribution, Link, LinkKind, Span
from dragoman.resolve.descriptions import outlet_before
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene
from dragoman.resolve.sightings import Sighting

GIVEN_TO = re.compile(
    r"\b(?:told|tells|telling|speaking (?:to|on|with)|spoke (?:to|with|on)|appear(?:ed|ing) on"
    r"|(?:wrote|writing) (?:in|for)|(?:quoted|cited|reported|interviewed|seen|reviewed|obtained) by"
    r"|published (?:by|in)|according to|(?:translation|transcript) (?:in|by)|comments? (?:to|on)"
    r"|interview\w*(?: \w+){0,4}? (?:with|to|on|by|in|for|published)|(?:statement|remarks) to)\b"
    r"[^.;\"“”]{0,60}$",
    re.IGNORECASE,
)
REPORTS = re.compile(r"^[,\"”]?\s*(?:report(?:ed|s)|added|quoted|wrote|said|says|writes|cited)\b")
OWN_SOURCES = re.compile(
    r"\b(newspaper|paper|outlet|publication|channel|agency|broadcaster|magazine|network)['’]s"
    r" (?:\w+ )?(?:sources?|interlocutors?)\b",
    re.IGNORECASE,
)
CITING = re.compile(r"\b(?:citing|quoting|cites|quotes|cited|quoted)\b", re.IGNORECASE)
TOLD = re.compile(r"\b(?:told|tells|telling|interview\w*|speaking|spoke)\b", re.IGNORECASE)
INTERVIEW = re.compile(r"\binterview|\bspeaking (?:to|on)\b|\bspoke to\b", re.IGNORECASE)


def own_names(scene: Scene) -> frozenset[str]:
    """Give the names of the document's own outlet, which no chain repeats."""
    document = scene.discourse.document
    names = {document.outlet or ""}
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", document.url or "")
    for name in (document.outlet or "", host):
        entry = scene.knowledge.outlet_of(name)
        if entry is not None:
            names.add(entry.actor.name)
    return frozenset(fold(name) for name in names if name)


def chain_of(
    index: int,
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    scene: Scene,
    flat: Sequence[tuple[Link, ...]],
) -> tuple[Link, ...]:
    """Give a statement's chain: what its outer statements came through, they, its own outlets."""
    links: list[Link] = []
    for outer in outer_statements(index, attributions, speakers):
        links += flat[outer]
        actor = speakers[outer]
        if actor is not None:
            links.append(link_to(actor, attributions[outer].source))
    links += flat[index]
    own, speaker = own_names(scene), speakers[index]
    kept: list[Link] = []
    for link in links:
        if fold(link.name) in own or any(link.name == other.name for other in kept):
            continue
        if speaker is not None and link.name == speaker.name and link.kind is LinkKind.OUTLET:
            continue
        kept.append(link)
    return tuple(kept)


def outer_statements(
    index: int, attributions: Sequence[Attribution], speakers: Sequence[Actor | None]
) -> list[int]:
    """Give the statements that a statement is reported in, outermost first."""
    inner = attributions[index]
    found = []
    for other, outer in enumerate(attributions):
        if other == index or not _holds(outer, inner):
            continue
        if _holds(inner, outer) and not _cites(speakers[other], speakers[index], inner):
            continue
        found.append(other)
    size = {o: sum(len(span.text) for span in attributions[o].content) for o in found}
    return sorted(found, key=lambda o: (-size[o], attributions[o].content[0].start))


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Tell whether the content of one statement holds the whole of another."""
    spans = [*inner.content]
    same = outer.content == inner.content
    if not same:
        spans += [span for span in (inner.cue,) if span]
    return all(any(part.contains(span) for part in outer.content) for span in spans)


def _cites(outer: Actor | None, inner: Actor | None, other: Attribution) -> bool:
    """Of two statements with the same content, tell whether the first reports the other."""
    if outer is None or outer == inner:
        return False
    if other.cue is not None and CITING.search(other.cue.text):
        return True
    return outer.kind is ActorKind.OUTLET and (inner is None or inner.kind is not ActorKind.OUTLET)


def link_to(actor: Actor, span: Span | None) -> Link:
    """Make the link that an actor is in a chain."""
    kind = LinkKind.NAMED
    if actor.kind is ActorKind.OUTLET:
        kind = LinkKind.OUTLET
    elif actor.kind is ActorKind.UNNAMED:
        kind = LinkKind.UNNAMED
    return Link(name=actor.name, kind=kind, span=span)


def outlets_around(
    attribution: Attribution, speaker: Actor | None, scene: Scene
) -> tuple[Link, ...]:
    """Give the outlets that a statement was given to or taken from, as its sentence says."""
    anchor = attribution.cue or attribution.source
    if anchor is None or (speaker is not None and speaker.kind is ActorKind.OUTLET):
        return ()
    start, end = scene.sentence(anchor.start)
    start, end = min(start, anchor.start), max(end, anchor.end)
    links = []
    seen = start
    for sighting in scene.discourse.within(start, end):
        if sighting.actor.kind is not ActorKind.OUTLET:
            continue
        since, seen = seen, sighting.end
        if _inside(attribution, sighting):
            continue
        if _given_to(attribution, sighting, since, end, scene) or _cited_before(
            attribution, sighting, scene
        ):
            span = Span.of(scene.text, sighting.start, sighting.end)
            links.append(Link(name=sighting.actor.name, kind=LinkKind.OUTLET, span=span))
    return tuple(dict.fromkeys(links)) or _within_source(attribution, scene)


def said_to(links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether somebody spoke to the outlets of a chain, and may have said more to them."""
    return any(TOLD.search(_before(link, scene)) for link in links if link.span)


def in_interview(links: Sequence[Link], scene: Scene) -> bool:
    """Tell whether a chain begins with an interview, whose words fill more than one sentence."""
    return any(INTERVIEW.search(_before(link, scene)) for link in links if link.span)


def _before(link: Link, scene: Scene) -> str:
    """Give the words of a link's sentence up to the link."""
    at = link.span.start if link.span else 0
    return scene.text[scene.sentence(at)[0] : at]


def _inside(attribution: Attribution, sighting: Sighting) -> bool:
    return any(
        part.start <= sighting.start and sighting.end <= part.end for part in attribution.content
    )


def _given_to(
    attribution: Attribution, sighting: Sighting, start: int, end: int, scene: Scene
) -> bool:
    """Tell whether words between the last outlet and this one, or after it, make it a link."""
    given = GIVEN_TO.search(scene.text[start : sighting.start])
    if given is None:
        return REPORTS.match(scene.text[sighting.end : end]) is not None
    return not any(
        other.cue is not None
        and other.cue != attribution.cue
        and other.cue.start < start + given.end()
        and start + given.start() < other.cue.end
        for other in scene.reading.attributions
    )


def _cited_before(attribution: Attribution, sighting: Sighting, scene: Scene) -> bool:
    """Tell whether an outlet stands before "citing" and the source after it."""
    source = attribution.source
    if source is None or sighting.end > source.start:
        return False
    return bool(CITING.search(scene.text[sighting.end : source.start]))


def _within_source(attribution: Attribution, scene: Scene) -> tuple[Link, ...]:
    """Give the outlet whose sources a phrase speaks of ("two NBC News sources")."""
    source = attribution.source
    if source is None:
        return ()
    owner = OWN_SOURCES.search(source.text)
    outlet = outlet_before(source.start, owner.group(1).casefold(), scene) if owner else None
    if outlet is not None:
        return (Link(name=outlet.name, kind=LinkKind.OUTLET),)
    if not re.search(r"\b(?:sources?|interlocutors?)\b", source.text):
        return ()
    return tuple(
        Link(
            name=sighting.actor.name,
            kind=LinkKind.OUTLET,
            span=Span.of(scene.text, sighting.start, sighting.end),
        )
        for sighting in scene.discourse.within(source.start, source.end)
        if sighting.actor.kind is ActorKind.OUTLET
    )
