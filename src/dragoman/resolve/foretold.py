"""Foretold: somebody whom a lead only describes and whom the text names right after."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, ActorKind, Attribution
from dragoman.resolve.descriptions import MEDIA
from dragoman.resolve.names import fold
from dragoman.resolve.pronouns import HEAD, fold_spaced
from dragoman.resolve.relays import outlets_around
from dragoman.resolve.roles import heads_state, party_of_actor
from dragoman.resolve.scene import Scene
from dragoman.resolve.selves import own_names

LEAD = 1500
"""Code points from the start within which a text describes whom it names further down."""

NEXT = 6
"""Statements after a description among which the one of the named person is looked for."""

OF_KIND = re.compile(
    rf"(?:an?|one) (?:[\w.’'-]+ ){{0,3}}?(?P<noun>{'|'.join(MEDIA)})", re.IGNORECASE
)
"""An outlet of which a text tells only what it is: "a British newspaper"."""

WITHHELD = re.compile(
    r"\b(?:sources?|anonym\w+|unnamed|familiar|person|people|former|and|an? official)\b",
    re.IGNORECASE,
)
BEGINS = re.compile(r"\W*(?:(?:Mr|Mrs|Ms|Dr|Gen|General|Col|Colonel|Sir|Lord)\.? )?")
SAID_SO = re.compile(
    r"(?:, [^,.;]{2,80},)? (?:(?:later|also|reportedly) )?"
    r"(?:(?:made|gave|issued|delivered|offered) (?:the|these|those|his|her|their)"
    r" (?:\w+ ){0,2}?(?:comments?|remarks?|claims?|statements?|warnings?|announcements?"
    r"|accusations?|allegations?|assessments?|predictions?)\b"
    r"|(?:was|were) (?:speaking|talking)\b|spoke (?:after|to|at|on|during|in|before|as|hours)\b)"
)
"""What tells that somebody is who was described: "X made the comments after a visit"."""

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
    something to one outlet is kept back. Wherever it stands, whoever "made the comments" is whom
    the sentence before described, and "a British newspaper" the only one that is named later.
    """
    found: dict[str, Actor] = {}
    for index in order:
        actor = speakers[index]
        if actor is not None and actor.id not in found and actor.kind is ActorKind.UNNAMED:
            named = _outlet_later(attributions[index], scene) or _named_next(
                attributions[index], actor, scene
            )
            found |= {actor.id: named} if named else {}
    speakers = [found.get(actor.id, actor) if actor else None for actor in speakers]
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


def _outlet_later(attribution: Attribution, scene: Scene) -> Actor | None:
    """Give the one outlet that the document names of a kind which a source tells first.

    None: the source is no such kind, or none or several of it are named, or outlets of which
    nothing is known.
    """
    source = attribution.source
    kind = OF_KIND.fullmatch(source.text.strip(" ,")) if source else None
    if source is None or kind is None:
        return None
    states = {s.actor.name for s in scene.discourse.within(source.start, source.end) if s.adjective}
    own = own_names(scene)
    named = {
        s.actor.id: s.actor
        for s in scene.discourse.sightings
        if s.actor.kind is ActorKind.OUTLET and fold(s.actor.name) not in own
    }
    entries = [scene.knowledge.entries.get(actor) for actor in named]
    media = MEDIA[fold(kind["noun"])]
    of_kind = [
        entry for entry in entries if entry and entry.medium in media and states <= {entry.country}
    ]
    later = [entry for entry in of_kind if _first_place(entry.actor, scene) > source.end]
    unknown = any(entry is None or not entry.medium for entry in entries)
    return later[0].actor if len(of_kind) == len(later) == 1 and not unknown else None


def _first_place(actor: Actor, scene: Scene) -> int:
    return next(s.start for s in scene.discourse.sightings if s.actor.id == actor.id)


def _named_next(attribution: Attribution, actor: Actor, scene: Scene) -> Actor | None:
    """Give who "made the comments" that somebody only described is told with right before.

    None: the next sentence names nobody so, or somebody who speaks for another side.
    """
    source = attribution.source
    several = HEAD.split(fold_spaced(actor.name))[0].endswith("s")
    if source is None or several or WITHHELD.search(source.text):
        return None
    last = max(part.end for part in (source, *attribution.content))
    _, start = scene.sentence(last - 1)
    _, end = scene.sentence(min(start, len(scene.text) - 1))
    sighting = next(iter(scene.discourse.within(start, end)), None)
    begins = sighting and BEGINS.fullmatch(scene.text, start, sighting.start)
    if not sighting or not begins or not SAID_SO.match(scene.text, sighting.end):
        return None
    named = sighting.actor
    before = _first_place(named, scene) < source.start
    if before or named.kind is not ActorKind.PERSON or heads_state(named, scene.discourse):
        return None
    if party_of_actor(named, scene.discourse) not in {None, actor.party}:
        return None
    if named.local_to is None:
        return named
    return scene.local(ActorKind.PERSON, named.name, actor.party, actor.name)


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
