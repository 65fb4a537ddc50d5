"""Unnamed sources: officials, diplomats and people familiar with the matter, as described."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.anonymity import typed
from dragoman.resolve.bodies import institution_before, is_local, owner, told_institution
from dragoman.resolve.descriptions import PAIRED, again, by_description, states_before
from dragoman.resolve.lexicon import (
    COLLECTIVES,
    COUNTS,
    DETERMINERS,
    FACTIONS,
    FORMER,
    OFFICIAL,
    OTHERS_OF,
    OUTLET_NOUNS,
    OWN_VOICES,
    PEOPLES,
    PRIVATE,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold, fold_words, tokenize
from dragoman.resolve.phrases import NAMED_KINDS, SIDES, Part, Phrase
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.retinue import with_owner
from dragoman.resolve.roles import party_of_actor, told_role
from dragoman.resolve.scene import Asked, Scene

AGE = re.compile(r"^\d+-year-old ")
EDGE = re.compile(
    r"\s+(?:who|which|that|whose|including|such as)\b.*$"
    r"|\s+(?:(?:seen|reviewed|obtained|contacted|quoted|cited|reached|approached) by"
    r"|interviewed)\b.*$|,(?!\d| (?:the )?[A-Z]\w+(?: and |, )).*$"
    r"|[;(–—].*$|\s-\s.*$",
    re.DOTALL,
)
"""Where a description ends: a relative, a bracket, a comma that goes on with no list of names, or
who got hold of it ("notes of the call seen by the paper"), which is a link and no description."""

BARE = {
    "source": "unnamed source",
    "sources": "unnamed sources",
    "people": "unnamed sources",
    "reports": "media reports",
}
STATE_GROUPS = {
    *("officials", "authorities", "prosecutors", "police", "local officials", "local authorities"),
    *("rebels", "rebel commander", "rebel commanders", "rebel official", "rebel officials"),
    *("opposition leaders", "opposition figures", "opposition", "political opposition"),
    *("investigators", "military officials", "security officials", "government officials"),
}
"""Groups that are of a state though the text leaves it to the reader which."""

FURTHER = {"another", "second", "third"}
"""Words for one more of those who were described in the same words."""

ABOUT = {"of", "almost", "nearly", "about", "around", "over", "roughly", "some", "than"}
LARGE = {word + end for word in ("hundred", "thousand", "million") for end in ("", "s")}
PRESS = {"media", "newspapers", "press", "outlets"}
OWNED = {
    *("leaders", "ministers", "spokesperson", "spokesman", "spokeswoman", "governor", "members"),
    *("representative", "representatives", "member", "spokespeople", "soldiers", "lawmakers"),
    *("head", "chief", "commander", "deputy", "adviser", "advisor", "aide", "minister", "envoy"),
}
SPEAKING = OFFICIAL | {
    *("officials", "officers", "commanders", "diplomats", "negotiators", "envoys", "ministers"),
    *("representatives", "spokespeople", "lawmakers", "aides", "advisers", "leaders", "members"),
    *("sources", "source", "office", "team", "delegation", "coalition", "cabinet", "others"),
    *("soldiers", "troops", "fighters", "forces", "militias", "authorities", "commander"),
    *("director", "statement"),
}
"""Heads of phrases that speak for whoever they are said to be of, at or within."""

LOCAL_OFFICIALS = {
    *("governor", "governors", "official", "officials", "authorities", "administration", "council"),
    *("administrations", "prosecutors", "police", "rescuers", "commander", "leader", "leaders"),
}
"""Heads of phrases for those who speak for a region or town, and so for the state it is in."""

REGIONS_TOO = {"official", "officials", "commander", "leader", "leaders"}
"""Those of them who as regional ones may be of a region of several states."""

SENT = {word + end for word in ("ambassador", "envoy", "consul", "emissary") for end in ("", "s")}
WITHIN = {"of", "from", "in", "for", "to", "at", "within", "inside"}
NEARNESS = {"familiar", "briefed", "informed", "aware", "knowledge", "acquainted"}
LEARNED = {"institute", "university", "academy", "thinktank", "intelligence"}
ABROAD = {"european", "western", "regional", "international", "african", "arab"}
"""What says that the state named next is only where somebody is or what they speak of."""


def from_unnamed(asked: Asked) -> Actor | None:
    """Describe sources that the text leaves unnamed: "two officials familiar with the talks"."""
    phrase, scene = asked.phrase, asked.scene
    part = phrase.head
    raw, words = part.words[: part.head], part.head_words
    if not words:
        return _only_counted(asked, raw)
    if words[-1] not in UNNAMED_HEADS:
        return None
    definite = raw[0] in {"the", "this", "that", "these", "those"}
    if raw[0] == "both" or (definite and words[-1] in PAIRED):
        pair = by_description(phrase, scene)
        if pair is not None:
            return pair
    owned = phrase.leading(part, *NAMED_KINDS)
    if (
        owned
        and owned[0].actor.kind is not ActorKind.STATE
        and words[-1] in {"analysts", "experts"}
    ):
        return owned[0].actor
    if definite and not owned and len(part.words) == len(raw):
        if _is_body(words, scene):
            return None
        office = told_role(part.head_tokens, scene.knowledge) is not None
        if office and not words[-1].endswith("s"):
            return again(words, part.tokens[0].start, scene)
        return by_description(phrase, scene) or described(asked)
    if _withholds_name(part, raw, bool(owned), scene):
        return (
            (_told_before(part, scene) if definite else None) or _group(asked) or described(asked)
        )
    return None


def _is_body(words: tuple[str, ...], scene: Scene) -> bool:
    """Tell whether words are a state's body of more than one word: "general staff"."""
    if len(words) < 2:
        return False
    named = scene.knowledge.institution_names.get(words[0], ())
    return any(names == words and not body.is_press for body, names in named)


def _told_before(part: Part, scene: Scene) -> Actor | None:
    """Take the one unnamed source whose description has all the words: "the Omani source"."""
    words = part.head_words
    if words[-1].endswith("s"):
        return None
    before = scene.speakers_before(part.tokens[0].start)
    spoke = (spoken.actor for spoken in before if spoken.actor)
    same = {
        a.id: a for a in spoke if a.kind is ActorKind.UNNAMED and set(words) <= fold_words(a.name)
    }
    return next(iter(same.values())) if len(same) == 1 else None


def _withholds_name(part: Part, raw: tuple[str, ...], owned: bool, scene: Scene) -> bool:
    """Tell whether a description is of somebody or of several, and not the holder of an office."""
    head = part.head_words[-1]
    if raw[0] in {"a", "an"} | COUNTS or head.endswith("s") or head == "people":
        return True
    return owned and told_role(part.head_tokens, scene.knowledge) is None


def _only_counted(asked: Asked, raw: tuple[str, ...]) -> Actor | None:
    """Take "some", "many", "several" alone as sources without any description."""
    counted = bool(raw) and set(raw) <= COUNTS | {"the", "a", "of", "both"}
    if not counted or len(asked.phrase.head.words) != len(raw):
        return None
    if raw == ("both",):
        pair = states_before(asked.phrase.head.tokens[0].start, asked.scene)
        return pair[0] if pair else None
    return asked.scene.local(ActorKind.UNNAMED, "unnamed sources")


def _group(asked: Asked) -> Actor | None:
    """Name a demonym group after its state: "Turkish authorities"."""
    part = asked.phrase.head
    found = told_institution(part.head_tokens, asked.scene)
    if found is None or found[2] != part.head:
        return None
    side = owner(asked.phrase, part, found[1])
    return asked.scene.knowledge.body_of(side, found[0]) if side else None


def described(asked: Asked) -> Actor:
    """Make an unnamed actor of this document, under its description."""
    phrase, scene = asked.phrase, asked.scene
    name, party = _apart(describe(phrase, scene), phrase, scene), stated_side(phrase)
    name = with_owner(name, phrase, scene)
    if party is None and name.casefold() in STATE_GROUPS and scene.main is not None:
        named_before = phrase.head.words[0] in DETERMINERS
        name, party = _of_the_place(
            name.casefold(), phrase.span.start, scene, near=not named_before
        )
    elif party is None:
        party = belonging(phrase, scene) or _local_official(phrase, scene) or _near(phrase, scene)
    return scene.local(ActorKind.UNNAMED, BARE.get(name, name), party, typed(phrase, scene))


def _apart(name: str, phrase: Phrase, scene: Scene) -> str:
    """Tell a further source from one of the same description: "another official"."""
    further = [word for word in phrase.head.words[: phrase.head.head] if word in FURTHER]
    if not further:
        return name
    spoke = [s.actor for s in scene.speakers_before(phrase.span.start)]
    names = {fold(actor.name) for actor in spoke if actor}
    apart = f"{further[0]} {name}"
    return apart if {fold(name), fold(apart)} & names else name


def _near(phrase: Phrase, scene: Scene) -> str | None:
    """Give the side of the person whom a source is said to be close to: "close to Mr Putin"."""
    part = phrase.head
    if part.words[part.head : part.head + 2] != ("close", "to"):
        return None
    people = [s for s in phrase.named(part, ActorKind.PERSON) if not s.possessive]
    return party_of_actor(people[0].actor, scene.discourse) if people else None


def _local_official(phrase: Phrase, scene: Scene) -> str | None:
    """Give the state of an official of a region or town: "the governor of the central region".

    None: it is none, or somebody of one who does not speak for a state.
    """
    head = set(phrase.head.head_words)
    inside = scene.discourse.country_at(phrase.span.start, phrase.span.end)
    if inside and head & {"official", "officials", "authorities"} and not head & (PRIVATE | FORMER):
        return inside
    if head & (PRIVATE | FORMER | OUTLET_NOUNS | ABROAD - {"regional"}):
        return None
    if not head & (LOCAL_OFFICIALS - REGIONS_TOO if "regional" in head else LOCAL_OFFICIALS):
        return None
    if not head & {"governor", "governors"} and not is_local(phrase.head):
        return None
    return inside or scene.state_of_place(phrase.span.start) or scene.main


def _of_the_place(name: str, at: int, scene: Scene, *, near: bool) -> tuple[str, str | None]:
    """Give officials and rebels who are named without a state that of the place or document.

    Args:
        name: Who they are.
        at: Where they are named.
        scene: The document.
        near: The place told of in the sentence before counts too: nobody points back at them.
    """
    if "rebel" in name or "opposition" in name:
        if scene.opposition is None:
            return name, None
        adjective, party = scene.opposition.name.split()[0], scene.opposition.party
    else:
        place = scene.discourse.country_at(*scene.sentence(at))
        party = (scene.state_of_place(at) if near else place) or scene.main
        entry = scene.knowledge.state(party or "")
        adjective = entry.adjectives[0] if entry and entry.adjectives else scene.main or ""
    if name.startswith("local "):
        return name, party
    return f"{adjective} {name}".strip(), party


def describe(phrase: Phrase, scene: Scene) -> str:
    """Give the words of an unnamed source without article, number and relative clause.

    The state is written in one way: "American officials" and "U.S. officials" are "US officials".
    """
    text = scene.text[phrase.head.tokens[0].start : phrase.parts[-1].tokens[-1].end]
    text = re.sub(r"\s+", " ", EDGE.sub("", text)).strip(" .,'\"“”")
    if re.match(r"one\b.*\band one\b", text):
        return text  # "one serving and one former official" counts two, each described
    tokens, dropped = list(tokenize(text)), set[str]()
    while (
        len(tokens) > 1
        and not (fold(tokens[0].text) == "other" and dropped <= DETERMINERS)
        and (
            fold(tokens[0].text) in DETERMINERS | COUNTS | ABOUT
            or tokens[0].text in LARGE
            or (tokens[0].text.isdigit() and not text[tokens[0].end :].startswith(("%", "-")))
            or (tokens[0].possessive and fold(tokens[0].text) in OUTLET_NOUNS)
        )
    ):
        dropped.add(fold(tokens.pop(0).text))
    text = AGE.sub("", text[tokens[0].start :] if tokens else text)
    if any(s.actor.name == "United States" for s in phrase.leading(phrase.head, ActorKind.STATE)):
        text = re.sub(r"(?:\bU\.S\.|\bAmerica(?:n|['’]s)\b)(?= [a-z])", "US", text)
    if fold(tokens[-1].text) not in OTHERS_OF:
        text = re.sub(r"^(\w[\w ]*?)['’]s (?=\w+$)", r"\1 ", text)
    first = text.split(" ")[0]
    begins = phrase.head.tokens[0].text.startswith(first)
    proper = bool(
        scene.knowledge.adjectives.exactly(first)
        or scene.knowledge.index.exactly(first)
        or any(s.start == phrase.head.tokens[0].start for s in phrase.sightings)
    )
    plain = first[1:].islower() and fold(first) not in PEOPLES
    at = phrase.head.tokens[0].start
    plain = plain and (len(tokens) > 1 or at - scene.sentence(at)[0] < 3)
    if begins and plain and not proper and not scene.is_proper(phrase.head.tokens[0]):
        text = text[:1].lower() + text[1:]
    return text


def belonging(phrase: Phrase, scene: Scene) -> str | None:
    """Give the party of whom an official is said to be of, for or with: "at the trade ministry".

    None: it is nobody who speaks for a side, or the text tells of none.
    """
    part = phrase.head
    head = part.head_words[-1] if part.head_words else ""
    words = set(part.words)
    if head not in SPEAKING or words & (PRIVATE | OUTLET_NOUNS | LEARNED | OTHERS_OF):
        return None
    if set(part.head_words) & (FORMER | ABROAD):
        return None
    side = next((FACTIONS[word] for word in part.head_words if word in FACTIONS), None)
    if side:
        return _faction(side, phrase, scene)
    named = _named_owner(phrase, scene)
    if named is not None:
        return named
    if part.words[0] in {"its", "their", "his", "her"}:
        whose = _whose(part.words[0], part.tokens[0].start, scene)
        return party_of_actor(whose, scene.discourse) if whose else None
    found = told_institution(part.tokens, scene)
    if found is None or (found[1] > part.head and part.words[part.head] not in WITHIN):
        return None
    if found[0].of and is_local(part):
        return scene.state_of_place(phrase.span.start) or scene.main
    body = institution_before(found[0], scene, phrase.span.start)
    return body.party if body else None


def _faction(side: str, phrase: Phrase, scene: Scene) -> str | None:
    """Give the party of a side within a state: the one named with it, else one the text is about.

    The opposition of a state in which it is no party of its own speaks for the state.
    """
    named = phrase.leading(phrase.head, ActorKind.STATE)
    for state in named:
        entry = scene.knowledge.state(state.actor.name)
        adjective = entry.adjectives[0] if entry and entry.adjectives else state.actor.name
        known = scene.knowledge.by_name.get(f"{adjective} {side}")
        if known is not None:
            return known.actor.party
        if "opposition" in phrase.head.head_words:
            return state.actor.party
    known_side = scene.faction(side)
    return known_side.party if known_side else None


def _named_owner(phrase: Phrase, scene: Scene) -> str | None:
    """Give the party of the first whom an official is said to be of by name."""
    part = phrase.head
    for sighting in phrase.named(part, *SIDES, ActorKind.PERSON):
        index = part.index_of(sighting)
        before = [word for word in part.words[:index] if word not in DETERMINERS]
        place = sighting.actor.kind is ActorKind.STATE and not sighting.adjective
        if NEARNESS & set(part.words[part.head : index]):
            continue  # what somebody knows does not tell for whom they speak
        sent = set(part.head_words[-1:]) & SENT
        apart = {"to", "for"} if sent else set()  # "the ambassador to Russia" is not Russia's
        linked = before and before[-1] in (WITHIN - {"in", "at"} if place else WITHIN) - apart
        beside = sighting.actor.kind is ActorKind.PERSON and index < part.head  # "Modi officials"
        body = sighting.actor.kind is ActorKind.ORGANISATION
        ends = body and sighting.end == part.tokens[-1].end and "of" in before
        if sighting.possessive or linked or beside or ends:
            party = party_of_actor(sighting.actor, scene.discourse)
            if party is not None:
                return party
    return None


def _whose(word: str, at: int, scene: Scene) -> Actor | None:
    if word in {"its", "their"}:
        return body_before(at, word == "their", scene, lambda actor: actor.kind in SIDES)
    return person_before(at, "f" if word == "her" else "m", scene)


def stated_side(phrase: Phrase) -> str | None:
    """Give the party that an unnamed source is said to be of: "US officials", "a Hamas source".

    None: no side is stated, or it is of people who speak for none (analysts, former officials).
    """
    part = phrase.head
    words = set(part.head_words)
    abroad = {"western", "european", "arab"} & words and words & {"diplomat", "diplomats"}
    if (
        abroad
        or (part.head_words and part.head_words[-1] in OWN_VOICES)
        or words & (PRESS | PRIVATE | OUTLET_NOUNS)
        or (words & FORMER and "current" not in words)
    ):
        return None
    leading = phrase.leading(part, *SIDES)
    if leading and leading[0].possessive and words & OTHERS_OF:
        return None
    side = leading[0].actor if leading else None
    if side is not None and leading[0].adjective and words & set(FACTIONS):
        return None  # "a Syrian rebel commander" is no commander of Syria's
    if side is None and words & OWNED:
        side = owner(phrase, part)
    if side is None and part.words[part.head : part.head + 2] == ("close", "to"):
        near = [sighting for sighting in phrase.named(part, *SIDES) if not sighting.possessive]
        side = near[0].actor if near else None
    if side is None and words & COLLECTIVES and "western" in words:
        return "the West"
    return side.party if side else None
