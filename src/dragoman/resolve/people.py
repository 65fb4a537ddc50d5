"""People: which person a phrase names, and what a text says of those whom only it knows."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import DETERMINERS, HONORIFICS, PREPOSITIONS
from dragoman.resolve.names import fold, tokenize
from dragoman.resolve.parties import is_past, is_private
from dragoman.resolve.phrases import SIDES, Part, Phrase
from dragoman.resolve.roles import told_role
from dragoman.resolve.scene import Scene
from dragoman.resolve.sightings import Sighting

APPOSITION = re.compile(
    r"^[\"”]?\s*(?:,|\(|–|—)\s*(?!\s)((?!and\b|but\b|who\b|said\b|told\b)[^,.;()–—\"“”]{3,140})"
)
TITLE_BEFORE = re.compile(r"([^.,;:!?()\"“”–—\n]{2,90}?),?\s*$")
OFFICIAL = {
    *("minister", "spokesman", "spokeswoman", "spokesperson", "ambassador", "president", "envoy"),
    *("senator", "mp", "governor", "mayor", "commander", "general", "official", "chief", "leader"),
    *(
        "secretary",
        "commissioner",
        "negotiator",
        "head",
        "deputy",
        "adviser",
        "advisor",
        "chairman",
    ),
    *("chancellor", "premier", "representative", "officer", "lawmaker", "member", "chair", "aide"),
    *(
        "undersecretary",
        "coordinator",
        "director",
        "colonel",
        "congressman",
        "consul",
        "prosecutor",
    ),
}


LAWMAKERS = {"mp", "mps", "senator", "congressman", "congresswoman", "lawmaker", "member"}
SPEAKS_FOR = {"spokesman", "spokeswoman", "spokesperson", "leader", "president", "chairman", "head"}
BUSINESS = {
    *("university", "institute", "center", "centre", "bank", "hospital", "company", "school"),
    *(
        "college",
        "inc",
        "ltd",
        "club",
        "foundation",
        "society",
        "think",
        "office",
        "department",
        "academy",
        "service",
        "services",
    ),
}


def person_named(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give the person whom a phrase names. None: it names none, or only in passing.

    "Obama's adviser, Susan Rice" is Susan Rice; "an adviser to President Sharaa" is not Sharaa.
    """
    for part in phrase.parts:
        for sighting in phrase.named(part, ActorKind.PERSON):
            if _heads(sighting, part, scene):
                return _by_title(sighting, part, scene)
        if _settled_without_person(part, phrase):
            return None
    return None


def _heads(sighting: Sighting, part: Part, scene: Scene) -> bool:
    """Tell whether a person's name is what its stretch is about."""
    index = part.index_of(sighting)
    after = [t for t in part.tokens if t.start >= sighting.end]
    follows = next((t for t in after), None)
    if sighting.possessive and follows is not None:
        return fold(follows.text) in {"opinion", "view", "words", "s"} and index == 0
    before = part.words[:index]
    if not set(before) & PREPOSITIONS:
        return True
    if before and before[-1] in HONORIFICS:
        return True
    told = told_role(part.tokens[:index], scene.knowledge)
    if told is None:
        return False
    if told.first >= max(part.head, 1):
        return False
    roles = {told.role.role, *told.role.holders}
    held = any(office.role in roles for office in sighting.actor.offices)
    within_title = told.last == index and told.first < part.head <= index
    return (
        held
        or within_title
        or (before[-1] not in PREPOSITIONS | DETERMINERS and _title_case(part, index))
    )


def _title_case(part: Part, index: int) -> bool:
    """Tell whether a title in capitals runs up to a name ("Special Envoy to X Jim Jeffrey")."""
    words = [t for t in part.tokens[:index] if fold(t.text) not in PREPOSITIONS | {"the", "and"}]
    return bool(words) and all(token.capitalised for token in words)


def _settled_without_person(part: Part, phrase: Phrase) -> bool:
    """Tell whether a stretch is so plainly something else that no apposition can name a person."""
    return bool(part.tokens) and part.words[0] in {"a", "an"} and len(phrase.parts) > 3


def _by_title(sighting: Sighting, part: Part, scene: Scene) -> Actor:
    """Of two people with one surname, prefer the one whom the document gave this title."""
    last = part.tokens[-1]
    key = next((t.key for t in part.tokens if t.end == sighting.end), last.key)
    named = scene.discourse.introduced(key)
    told = told_role(part.tokens, scene.knowledge)
    single = " " not in scene.text[sighting.start : sighting.end].strip()
    if len(named) < 2 or told is None or not single:
        return sighting.actor
    for other in named.values():
        offices = {office.role for office in other.actor.offices}
        if offices & {told.role.role, *told.role.holders}:
            return other.actor
        if told.words in (description_of(other, scene) or "").casefold():
            return other.actor
    return sighting.actor


def introduce(actor: Actor, scene: Scene) -> Actor:
    """Give a person whom only this document knows the description and party that it states."""
    if actor.kind is not ActorKind.PERSON or actor.local_to is None or actor.id in scene.made:
        return scene.made.get(actor.id, actor)
    sightings = [s for s in scene.discourse.sightings if s.actor.id == actor.id]
    described = [(s, description_of(s, scene)) for s in sightings[:6]]
    for sighting, description in described:
        if description:
            party = party_in(sighting, description, scene)
            return scene.local(actor.kind, actor.name, party, description)
    return scene.local(actor.kind, actor.name)


def description_of(sighting: Sighting, scene: Scene) -> str | None:
    """Give the apposition after a name, or the title before it. None: the text has neither."""
    text = scene.text
    start, end = scene.sentence(sighting.start)
    after = APPOSITION.match(text[sighting.end : min(end, sighting.end + 160)])
    if after and _describes(after.group(1)):
        return re.sub(r"\s+", " ", after.group(1)).strip()
    before = TITLE_BEFORE.search(text[start : sighting.start])
    if before:
        words = before.group(1).split()
        kept: list[str] = []
        for word in reversed(words):
            if fold(word) in {
                "said",
                "told",
                "and",
                "but",
                "with",
                "by",
                "that",
                "from",
                "when",
                "as",
                "says",
            }:
                break
            kept.insert(0, word)
        title = " ".join(kept).strip()
        if title and _describes(title):
            return title.removeprefix("the ").removeprefix("The ")
    return None


def _describes(words: str) -> bool:
    """Tell whether words say what somebody is."""
    folded = {fold(word) for word in re.findall(r"\w+", words)}
    return is_private(words) or bool(
        folded & (OFFICIAL | {"former", "founder", "doctor", "worker"})
    )


def party_in(sighting: Sighting, description: str, scene: Scene) -> str | None:
    """Give the party that a description implies. None: it is of a former or private person."""
    folded = {fold(word) for word in re.findall(r"\w+", description)}
    if is_past(description) or is_private(description) or not folded & OFFICIAL:
        return None
    window = scene.text[max(0, sighting.start - 100) : sighting.end + 170]
    place = window.find(description[:40])
    start = max(0, sighting.start - 100) + max(place, 0)
    named = [
        sighting.actor
        for sighting in scene.discourse.within(start, start + len(description) + 2)
        if sighting.actor.kind in SIDES
    ]
    for actor in sorted(named, key=lambda actor: actor.kind is not ActorKind.STATE):
        return actor.party or _own_party(actor, folded)
    tokens = tokenize(description)
    for index in range(len(tokens)):
        weak = scene.knowledge.weak_index.longest(tokens, index)
        if weak and folded & LAWMAKERS:
            return scene.knowledge.entries[weak.ids[0]].country
    return None


def _own_party(body: Actor, words: set[str]) -> str | None:
    """Take a body that only the document knows for a side if it has spokespeople and leaders."""
    if body.local_to is None or not words & SPEAKS_FOR:
        return None
    return None if {fold(word) for word in body.name.split()} & BUSINESS else body.name
