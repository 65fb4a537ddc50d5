"""Foretold: somebody whom a lead only describes and whom the text names right after."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, ActorKind, Attribution
from dragoman.resolve.relays import outlets_around
from dragoman.resolve.roles import heads_state, party_of_actor
from dragoman.resolve.scene import Scene

LEAD = 1500
"""Code points from the start within which a text describes whom it names further down."""

NEXT = 6
"""Statements after a description among which the one of the named person is looked for."""

DISTINGUISHED = re.compile(
    r"^[\W_]*(?:(?:an?|the|one)\s+)?(?:[\w.’'-]+\s+){0,2}?"
    r"(?:top|senior|leading|chief|high-ranking|head|boss|key|close)\b",
    re.IGNORECASE,
)
"""Beginnings of phrases that say how high somebody stands, whom a lead will name."""

KEPT_BACK = re.compile(
    r"\b(?:sources?|anonym\w+|unnamed|familiar|person|people|former|not authori[sz]ed|analysts?"
    r"|experts?|\w+s)$|\b(?:anonymity|familiar|sources?|former|unnamed|and)\b",
    re.IGNORECASE,
)
"""Words of those whom a text does not mean to name, and of several."""


def named_later(
    attributions: Sequence[Attribution],
    speakers: Sequence[Actor | None],
    order: Sequence[int],
    scene: Scene,
) -> list[Actor | None]:
    """Put the person whom the text names for whom its lead only describes ("a top aide warns").

    Agencies describe somebody in the lead and name them in the next sentences. That is so where
    the person speaks for the same side, is not named before and does not lead the state. Who told
    something to one outlet is kept back.
    """
    found: dict[str, Actor] = {}
    for place, index in enumerate(order):
        actor = speakers[index]
        if actor is None or actor.id in found or not _described(attributions[index], actor):
            continue
        if outlets_around(attributions[index], actor, scene):
            continue
        after = [speakers[other] for other in order[place + 1 : place + 1 + NEXT]]
        named = _first_named(attributions[index], actor, after, scene)
        if named is not None:
            found[actor.id] = named
    return [found.get(actor.id, actor) if actor else None for actor in speakers]


def _described(attribution: Attribution, actor: Actor) -> bool:
    source = attribution.source
    if source is None or source.start > LEAD or actor.kind is not ActorKind.UNNAMED:
        return False
    return bool(DISTINGUISHED.match(source.text)) and not KEPT_BACK.search(source.text)


def _first_named(
    described: Attribution, actor: Actor, after: Sequence[Actor | None], scene: Scene
) -> Actor | None:
    """Give the first of the next speakers who is named only after a description and fits it."""
    at = described.source.end if described.source else 0
    before = {sighting.actor.id for sighting in scene.discourse.before(at)}
    for named in after:
        if named is None or named.kind is not ActorKind.PERSON or named.id in before:
            continue
        party = named.party or party_of_actor(named, scene.discourse)
        if party is not None and party == actor.party:
            return None if heads_state(named, scene.discourse) else named
    return None
