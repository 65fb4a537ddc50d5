"""Epithets: persons called by the kind of office that they hold: "the Russian minister"."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import DETERMINERS
from dragoman.resolve.names import fold_words
from dragoman.resolve.phrases import SIDES, Part, Phrase
from dragoman.resolve.roles import heads_state, holders, party_of_actor, settle, told_role
from dragoman.resolve.scene import Asked, Scene

DIPLOMATS = r"foreign minister|secretary of state|ambassador|envoy|permanent|high representative"
OFFICES = {
    "minister": re.compile(r"minister\b|secretary of state|secretary of defense"),
    "secretary": re.compile(r"secretary"),
    "diplomat": re.compile(rf"{DIPLOMATS}|foreign policy chief"),
    "envoy": re.compile(r"envoy|special representative"),
    "ambassador": re.compile(r"ambassador|permanent representative"),
    "commander": re.compile(r"command|chief of|defen[cs]e minister|leader"),
    "general": re.compile(r"command|chief of"),
    "negotiator": re.compile(r"negotiator|envoy|minister|adviser|aide"),
    "premier": re.compile(r"prime minister"),
    "lawmaker": re.compile(r"senator|congress|member|speaker|lawmaker"),
    "governor": re.compile(r"governor"),
    "mayor": re.compile(r"mayor"),
    "adviser": re.compile(r"advis[eo]r|aide"),
    "aide": re.compile(r"advis[eo]r|aide"),
    "spokesman": re.compile(r"spokes|press secretary"),
    "spokeswoman": re.compile(r"spokes|press secretary"),
    "spokesperson": re.compile(r"spokes|press secretary"),
}
"""Which offices a noun may mean, as the start or a part of their names."""

SUPERLATIVES = {"top", "chief", "senior", "most"}
RANKS = SUPERLATIVES | {"military", "army", "veteran", "leading"}
"""Words that do not change which office a noun means: "the military commander"."""


def from_epithet(asked: Asked) -> Actor | None:
    """Take the person in the document who holds an office of that kind: "the US diplomat"."""
    phrase, scene = asked.phrase, asked.scene
    part = phrase.head
    if part.words[0] not in {"the", "this", "that"} or part.head < len(part.words):
        return None
    noun = part.head_words[-1] if part.head_words else ""
    if noun not in OFFICES or phrase.named(part, ActorKind.PERSON):
        return None
    side = next((s.actor for s in phrase.leading(part, *SIDES)), None)
    party = party_of_actor(side, scene.discourse) if side else None
    kind = set(part.head_words[:-1]) - RANKS
    if side is None and kind and told_role(part.tokens, scene.knowledge):
        return None
    found = _person_with(noun, party, phrase.span.start, scene)
    if found and side is None and kind and not _tells(kind, found, scene):
        return None
    if found is None and party and noun == "diplomat" and SUPERLATIVES & set(part.head_words):
        role = next(r for r in scene.knowledge.roles if r.role == "foreign minister")
        return settle(holders(role, party, scene.discourse), scene.discourse, phrase.span.start)
    return found


def _person_with(noun: str, party: str | None, at: int, scene: Scene) -> Actor | None:
    """Give who spoke last, else who was named last, with an office that the noun may mean."""
    spoke = [spoken.actor for spoken in scene.speakers_before(at) if spoken.actor]
    seen = [sighting.actor for sighting in scene.discourse.before(at)]
    for actor in (*spoke, *seen):
        if actor.kind is ActorKind.PERSON and _holds(actor, noun, party, scene):
            return actor
    return None


def names_holder(noun: str, start: int, end: int, scene: Scene) -> bool:
    """Tell whether somebody who may be called by a noun is named between two places."""
    people = {s.actor for s in scene.discourse.within(start, end)}
    return noun in OFFICES and any(
        actor.kind is ActorKind.PERSON and _holds(actor, noun, None, scene) for actor in people
    )


def _holds(actor: Actor, noun: str, party: str | None, scene: Scene) -> bool:
    made = scene.made.get(actor.id, actor)
    if made.description:
        same = party is None or made.party == party
        return same and re.search(rf"\b{noun}\b", made.description.casefold()) is not None
    return any(
        OFFICES[noun].search(office.role) and (party is None or office.of == party)
        for office in scene.discourse.held(actor)
    )


def _tells(kind: set[str], actor: Actor, scene: Scene) -> bool:
    """Tell whether words are of an office or description of somebody: "nuclear" negotiator."""
    made = scene.made.get(actor.id, actor)
    told = [made.description or "", *(office.role for office in actor.offices)]
    return any(kind & fold_words(words) for words in told)


def from_leaders(asked: Asked) -> Actor | None:
    """Take the first of those whom "the two leaders" or "the leaders of X and Y" means."""
    phrase, scene = asked.phrase, asked.scene
    part = phrase.head
    if not part.head_words or part.head_words[-1] not in {"leaders", "presidents"}:
        return None
    states = [s for s in phrase.sightings if s.actor.kind is ActorKind.STATE and not s.adjective]
    if len(states) > 1:
        return _leader_of(states[0].actor.name, phrase.span.start, scene)
    counted = {"two", "three", "both"} & set(part.words)
    if part.words[0] not in DETERMINERS | {"both"} or not (counted or part.head_words[:-1] == ()):
        return None
    return _joint_before(phrase, part, scene)


def _leader_of(party: str, at: int, scene: Scene) -> Actor | None:
    role = next(role for role in scene.knowledge.roles if role.leads)
    return settle(holders(role, party, scene.discourse), scene.discourse, at)


def _joint_before(phrase: Phrase, part: Part, scene: Scene) -> Actor | None:
    """Give the first of the leaders who spoke together, or were named last."""
    at = phrase.span.start
    for spoken in scene.speakers_before(at):
        source = spoken.attribution.source
        if source and re.search(r"\band\b|leaders", source.text) and spoken.actor:
            if spoken.actor.kind is ActorKind.STATE:
                return _leader_of(spoken.actor.name, at, scene) or spoken.actor
            return spoken.actor
    wanted = 3 if "three" in part.words else 2
    leaders: list[Actor] = []
    for sighting in scene.discourse.before(at):
        leads = heads_state(sighting.actor, scene.discourse)
        if sighting.actor.kind is ActorKind.PERSON and leads and sighting.actor not in leaders:
            leaders.insert(0, sighting.actor)
        if len(leaders) == wanted:
            return leaders[0]
    return None
