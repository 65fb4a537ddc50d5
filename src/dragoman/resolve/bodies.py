"""Bodies: a state's ministries, armies and delegations, by name or by what they are called."""

import re
from collections.abc import Sequence

from dragoman.record import Actor, ActorKind
from dragoman.resolve.entries import Institution
from dragoman.resolve.lexicon import DETERMINERS, LOCAL_WORDS, MATTERS
from dragoman.resolve.names import Token, fold
from dragoman.resolve.phrases import SIDES, Part, Phrase
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.roles import party_of_actor
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.selves import own_side
from dragoman.resolve.surnames import Sighting

BELONGING = {"of", "from", "in", "for", "to"}
LONGEST = 60
"""Code points after a state in which its body is named: "Russia's armed forces"."""

WHOSE = re.compile(r"^['’]?s? ")
IN = re.compile(r"\b(?:in|of) (?:the )?$")
NEAR = 400
"""How far back, in code points, the state of a bare "the ministry" may have been named."""


def from_institution(asked: Asked) -> Actor | None:
    """Take a state's institution: "Ukraine's air force", "the UK government", "the ministry"."""
    phrase, scene = asked.phrase, asked.scene
    part, at = phrase.head, phrase.span.start
    found = told_institution(part.tokens, scene)
    if found is None or found[1] >= max(part.head, 1) or found[2] < part.head:
        return None
    institution, first, last = found
    if "state media" in institution.names and phrase.leading(part, ActorKind.OUTLET):
        return None
    leader = _leader(phrase, part, first, last)
    side = owner(phrase, part, first) or (_state_of(leader.actor, scene) if leader else None)
    side = side or _pointed_at(phrase, first, scene) or _of_speaker(institution, phrase, scene)
    if side is not None:
        return scene.knowledge.body_of(side, institution)
    if institution.of and is_local(part):
        return None
    if leader is not None and not leader.possessive and part.index_of(leader) > first:
        name = f"{' '.join(part.words[first:last])} of {leader.actor.name}"
        return scene.local(ActorKind.ORGANISATION, name)
    if part.words[0] in {"a", "an"} or "media" in institution.names:
        return None  # "media" alone are those of many states
    known = DETERMINERS | MATTERS
    if any(t.capitalised and fold(t.text) not in known for t in part.tokens[1:first]):
        return None  # "the Welsh government": of what no state is
    if any(token.possessive for token in part.tokens[:first]):
        return _named_before(institution, scene, at)
    return institution_before(institution, scene, at)


def is_local(part: Part) -> bool:
    """Tell whether a body is a region's or town's and no state's: "the regional administration"."""
    return bool({fold(token.text) for token in part.tokens} & LOCAL_WORDS)


def told_institution(tokens: Sequence[Token], scene: Scene) -> tuple[Institution, int, int] | None:
    """Find the last institution that a run of words names, with its first and last word."""
    words = [fold(token.text) for token in tokens]
    best: tuple[Institution, int, int] | None = None
    for first in range(len(words)):
        for institution, names in scene.knowledge.institution_names.get(words[first], ()):
            last = first + len(names)
            if tuple(words[first:last]) == names and (best is None or last > best[2]):
                best = (institution, first, last)
    return best


def owner(phrase: Phrase, part: Part, upto: int | None = None) -> Actor | None:
    """Give whom a phrase says its head belongs to: "Russian", "Ukraine's", "of Iran".

    Args:
        phrase: The source.
        part: The stretch of it that the head is in.
        upto: Index of the head among the words of the stretch. None: not known.
    """
    named = phrase.named(part, *SIDES)
    if part.head:
        limit = part.tokens[part.head - 1].end
        if upto is not None and upto < len(part.tokens):
            limit = min(limit, part.tokens[upto].start)
        leading = [sighting for sighting in named if sighting.end <= limit]
        if leading:
            return leading[0].actor
    for sighting in named:
        index = part.index_of(sighting)
        before = [word for word in part.words[:index] if word not in DETERMINERS]
        if before and before[-1] in BELONGING:
            return sighting.actor
    return None


def _leader(phrase: Phrase, part: Part, first: int, last: int) -> Sighting | None:
    """Give whose government it is: "Erdoğan's", "the Erdoğan", "the government of premier Ling"."""
    of = part.words[last : last + 1] == ("of",)
    for sighting in phrase.named(part, ActorKind.PERSON):
        if part.index_of(sighting) < first:
            beside = part.tokens[first - 1].end == sighting.end
            if sighting.possessive or beside:
                return sighting
        elif of and sighting.end == part.tokens[-1].end:
            return sighting
    return None


def _state_of(person: Actor, scene: Scene) -> Actor | None:
    """Give the state that a person holds or last held an office of."""
    held = party_of_actor(person, scene.discourse)
    led = [held, *(office.of for office in reversed(person.offices))]
    states = (scene.knowledge.state(party) for party in led if party)
    return next((entry.actor for entry in states if entry), None)


OFFICES = {"prime minister": "prime minister's office", "president": "presidency"}
"""The institutions of those who lead a state."""


def office_of(person: Actor, scene: Scene) -> Actor | None:
    """Give the office of whoever leads a state, or another's under the person's name."""
    for office in scene.discourse.held(person):
        state = scene.knowledge.state(office.of)
        called = OFFICES.get(office.role)
        for institution in scene.knowledge.institutions:
            if state and called and called in institution.names:
                return scene.knowledge.body_of(state.actor, institution)
    party = party_of_actor(person, scene.discourse)
    return scene.local(ActorKind.ORGANISATION, f"{person.name}'s office", party)


def _pointed_at(phrase: Phrase, first: int, scene: Scene) -> Actor | None:
    """Give the state behind "its ministry", "our government", "that country's army"."""
    part, at = phrase.head, phrase.span.start

    def is_state(actor: Actor) -> bool:
        return actor.kind is ActorKind.STATE

    word = part.words[0]
    if word in {"its", "their"} or {"country", "nation"} & set(part.words[:first]):
        return body_before(at, False, scene, is_state)
    if word in {"his", "her"}:
        person = person_before(at, "f" if word == "her" else "m", scene)
        party = party_of_actor(person, scene.discourse) if person else None
        entry = scene.knowledge.state(party) if party else None
        return entry.actor if entry else None
    if word in {"our", "my"}:
        entry = scene.knowledge.state(own_side(phrase, scene) or "")
        return entry.actor if entry else None
    return None


def _of_speaker(institution: Institution, phrase: Phrase, scene: Scene) -> Actor | None:
    """Give the state whose body somebody means who tells of one: "the military had told him".

    It is the speaker's own, or that of whom the same words tell before: of such a body of it, of
    what happens in it, of somebody who speaks for it. None: nobody who speaks for a state tells.
    """
    outer = scene.enclosing(phrase.span)
    itself = institution.form == "{name}"  # an embassy speaks of the government where it is
    if not outer or itself or institution.of or institution.local or institution.is_press:
        return None
    own = scene.knowledge.state(own_side(phrase, scene) or "")
    if own is None or "regime" in phrase.head.words:
        return None
    at = phrase.span.start
    start = max(part.start for part in outer[-1].attribution.content if part.start <= at)
    for sighting in reversed(scene.discourse.within(start, at)):
        actor = sighting.actor
        after = WHOSE.sub("", scene.text[sighting.end : sighting.end + LONGEST]).casefold()
        called = after.startswith(institution.names)
        called |= actor.name.casefold().endswith(institution.names)
        there = IN.search(scene.text, start, sighting.start) is not None
        state = scene.knowledge.state(party_of_actor(actor, scene.discourse) or "")
        if state and (called or there or actor.kind is ActorKind.PERSON):
            return state.actor
    return own.actor


def institution_before(institution: Institution, scene: Scene, position: int) -> Actor | None:
    """Give the institution that a bare "the ministry" means at a place.

    It is the one that spoke or was named last; else that of the state named last; else that of
    the state that the document is about. "The administration" is the one that is called so.
    """
    if institution.of is not None and institution.of in scene.weights:
        entry = scene.knowledge.state(institution.of)
        return scene.knowledge.body_of(entry.actor, institution) if entry else None
    named = _named_before(institution, scene, position)
    if named is not None:
        return named
    told = (
        (_within(position, scene) or scene.state_of_place(position)) if institution.local else None
    )
    place = scene.knowledge.state(told or "")
    if place is not None:
        return scene.knowledge.body_of(place.actor, institution)
    for sighting in scene.discourse.before(position):
        mentioned = sighting.adjective or sighting.possessive
        if mentioned and sighting.actor.name != scene.main:
            continue
        if sighting.actor.kind is ActorKind.STATE and position - sighting.end < NEAR:
            return scene.knowledge.body_of(sighting.actor, institution)
    spoke = next((s for s in scene.speakers_before(position) if s.actor), None)
    if spoke and spoke.actor and position - spoke.end < NEAR and spoke.actor.kind in SIDES:
        of_speaker = scene.knowledge.state(spoke.actor.party or "")
        if of_speaker is not None:
            return scene.knowledge.body_of(of_speaker.actor, institution)
    about = scene.knowledge.state(scene.about or "")
    return scene.knowledge.body_of(about.actor, institution) if about else None


def _within(position: int, scene: Scene) -> str | None:
    """Give the one state in which a sentence says that something is: "police in Oman"."""
    start, end = scene.sentence(position)
    named = {
        sighting.actor.name
        for sighting in scene.discourse.within(start, end)
        if sighting.actor.kind is ActorKind.STATE and not sighting.adjective
        if scene.text[start : sighting.start].endswith((" in ", "In "))
    }
    return named.pop() if len(named) == 1 else None


def _named_before(institution: Institution, scene: Scene, position: int) -> Actor | None:
    for sighting in scene.discourse.before(position):
        text = scene.text[sighting.start : sighting.end].casefold()
        state = sighting.actor.kind is ActorKind.STATE and text != sighting.actor.name.casefold()
        if state and text.endswith(institution.names):
            return sighting.actor  # "the Syrian government", not "the Palestinian Authority"
    seen = [spoken.actor for spoken in scene.speakers_before(position)]
    seen += [sighting.actor for sighting in scene.discourse.before(position)]
    for actor in seen:
        if actor and actor.kind is ActorKind.ORGANISATION:
            names = (actor.name, *actor.names)
            if any(name.casefold().endswith(institution.names) for name in names):
                return actor
    return None
