"""Offices: from a role in a phrase ("the Turkish foreign minister") to whoever holds it."""

import re
from collections import Counter

from dragoman.record import Actor, ActorKind
from dragoman.resolve.bodies import institution_before, told_institution
from dragoman.resolve.callings import told_of
from dragoman.resolve.entries import Role
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    DETERMINERS,
    FORMER,
    GROUP_NOUNS,
    PREPOSITIONS,
)
from dragoman.resolve.names import fold, fold_words, tokenize
from dragoman.resolve.parties import is_past
from dragoman.resolve.phrases import SIDES, Part, Phrase
from dragoman.resolve.pronouns import body_before
from dragoman.resolve.roles import (
    LEADING,
    SEATS_OF_POWER,
    Held,
    Told,
    holders,
    party_of_actor,
    posted,
    posted_anywhere,
    settle,
    told_role,
)
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.selves import own_side
from dragoman.resolve.surnames import Sighting

OF_STATE = {("of", "the", noun) for noun in ("republic", "country", "nation", "state")}
"""What may follow a role that names no other state: "the president of the republic"."""

BELOW = {"deputy", "vice", "shadow", "assistant", "under", "counterpart"}
"""Words before a role that make another of it, which nobody is known to hold."""

CURRENT = {"current", "new", "incumbent", "sitting", "acting", "then", "country", "nation", "own"}
"""Words before a role that tell no more of whose it is."""

HEADS = {"head", "chief", "boss", "director", "chairman", "chairwoman", "chair"}
"""Words for who leads a body, whatever it is."""

ITS_HEAD = {"top", "supreme", "political", "longtime", "veteran", "overall", "the", "s"}
"""Words before them that do not tell of another body."""

OF_A_FIELD = {"commissioner", "secretary", "minister", "adviser", "advisor", "director"}
"""Roles of which there are many, each in a field: "the trade commissioner"."""

FIELDLESS = re.compile(r"\d|(?:ed|ing|ern|ful|ous|ish|like|old|born|lady|top|chief|senior|acting)$")
"""Words that tell what somebody is like, and no field."""

TITLE_LENGTH = 6
"""Words after a preposition that may still be the role: "secretary of the security council"."""


def from_role(asked: Asked) -> Actor | None:
    """Take the holder of an office on the document's day: "the Turkish foreign minister"."""
    phrase, scene = asked.phrase, asked.scene
    part, at = phrase.head, phrase.span.start
    told = told_role(part.tokens[: part.head + TITLE_LENGTH], scene.knowledge)
    if told is None or told.first >= max(part.head, 1):
        return None
    if set(part.head_words) & FORMER:
        return _former(told, scene, at)
    if part.words[max(told.first - 1, 0)] in BELOW and told.first:
        return None
    side = _possessor(phrase, part, told)
    if side is None and part.words[0] in {"its", "their"}:
        whose = body_before(at, part.words[0] == "their", scene, lambda a: a.kind in SIDES)
        theirs = party_of_actor(whose, scene.discourse) if whose else None
        return settle(_held(told, theirs, scene), scene.discourse, at) if theirs else None
    if side is None and part.words[0] in {"our", "my"}:
        own = own_side(phrase, scene)
        return settle(_held(told, own, scene), scene.discourse, at) if own else None
    if side is None:
        body = _body_pointed_at(told, part, at, scene)
        return _head_of(body, told, at, scene) if body else _without_side(told, phrase, scene)
    return _of_side(told, side, phrase, scene)


def _of_side(told: Told, side: Sighting, phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom a role means that a side is named with: "the head of Oman's coastguard"."""
    part, at = phrase.head, phrase.span.start
    party = party_of_actor(side.actor, scene.discourse)
    if party is None:
        return None
    between = [fold(t.text) for t in part.tokens[: told.first] if t.start >= side.end]
    if told.words == "leader" and set(between) - CURRENT - ITS_HEAD - FORMER:
        return None  # "the American team leader" does not lead America
    within = _within(part, told, side)
    if within is not None:
        return _heads_within(within, told, party, scene, at)
    if told.role.posted or "envoy" in told.words:
        sent = _sent(part, phrase, side, party, scene)
        if sent is not None:
            return settle(sent, scene.discourse, at)
    body = _body_of_role(part, told, side, scene)
    named = " ".join(scene.text[side.start : side.end].split()[1:])
    role = _role_in(named, told, scene) if body and named and told.words in HEADS else None
    if role is not None:  # "Kyiv's national security council"
        return settle(holders(role, party, scene.discourse), scene.discourse, at)
    return settle(_held(told, party, scene, body), scene.discourse, at)


def _body_pointed_at(told: Told, part: Part, at: int, scene: Scene) -> Actor | None:
    """Give the one body of its kind whose "head of the alliance" or "agency's chief" is told of.

    None: it is none, or the document has named none or several that are called so.
    """
    before, after = part.words[: told.first][-1:], part.words[told.last :]
    noun = after[2] if after[:2] == ("of", "the") and len(after) == 3 else "".join(before)
    if noun not in BODY_NOUNS | GROUP_NOUNS:
        return None
    found: dict[str, Actor] = {}
    for sighting in scene.discourse.before(at):
        actor, entry = sighting.actor, scene.knowledge.entries.get(sighting.actor.id)
        names = (actor.name, *actor.names, *(entry.weak if entry else ()))
        called = any(noun in fold_words(name) for name in names)
        if called and actor.kind is ActorKind.ORGANISATION:
            found[actor.id] = actor
    parties = {body.name for body in found.values()}
    whole = [body for body in found.values() if body.party not in parties - {body.name}]
    return whole[0] if len(whole) == 1 else None


def _head_of(body: Actor, told: Told, at: int, scene: Scene) -> Actor | None:
    """Give who heads a body on the document's day, else whom the document calls its head."""
    within = None if body.party in {None, body.name} else body.name
    known = settle(_held(told, body.party or body.name, scene, within), scene.discourse, at)
    if known is not None:
        return known
    for sighting in scene.discourse.before(at):
        if sighting.actor.kind is ActorKind.PERSON:
            description = told_of(sighting, scene) or ""
            named = any(name in description for name in (body.name, *body.names))
            called = told_role(tokenize(description), scene.knowledge)
            if named and called and called.role.role == told.role.role:
                return sighting.actor
    return None


def _within(part: Part, told: Told, side: Sighting) -> str | None:
    """Give of what within a side somebody is the head: "head of Oman's forest council".

    None: of the side itself, or the role is not that of any head.
    """
    if told.words not in HEADS:
        return None
    if side.start > part.tokens[told.first].start:
        after = [t.text for t in part.tokens if t.start >= side.end]
        owned = side.possessive or side.adjective
        return " ".join(after) if owned and after and fold(after[0]) not in PREPOSITIONS else None
    between = [t.text for t in part.tokens[: told.first] if t.start >= side.end]
    return " ".join(between) if {fold(w) for w in between} - CURRENT - ITS_HEAD else None


def _heads_within(body: str, told: Told, party: str, scene: Scene, at: int) -> Actor | None:
    """Give who heads a body of a side. None: nobody is known to."""
    role = _role_in(body, told, scene)
    people = holders(role or told.role, party, scene.discourse, None if role else body)
    return settle(people, scene.discourse, at)


def _role_in(body: str, told: Told, scene: Scene) -> Role | None:
    """Give the role that the head of a body has: "head of the security council"."""
    words = tokenize(f"{told.words} of the {body}")
    whole = told_role(words, scene.knowledge)
    return whole.role if whole and whole.first == 0 and whole.last == len(words) else None


def _without_side(told: Told, phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom a role means that no side is named with: "the president"."""
    part, at = phrase.head, phrase.span.start
    if phrase.words == (told.words,) and told.role.role == "spokesperson":
        return None  # "..., says spokesperson": in a heading it may be anyone's
    if part.words[told.last :] in OF_STATE:
        return _of_own_side(told, phrase, scene) or _of_republic(told, phrase, scene)
    if told.words in HEADS and part.words[told.last : told.last + 1] == ("of",):
        return None  # of what it tells, whatever else heads are named of
    which = [t for t in part.tokens[: told.first] if fold(t.text) not in DETERMINERS | CURRENT]
    named = told.role.role in LEADING and any(token.capitalised for token in which)
    if which and (told.role.leads or named):
        return None  # "the Boston president" is of something that nobody knows
    if which and told.words in OF_A_FIELD and not FIELDLESS.search(fold(which[-1].text)):
        field = {fold(token.text) for token in which}
        return _in_field(field, told, scene, at)
    definite = part.words[0] == "the" and told.last == part.head == len(part.words)
    own = _of_own_side(told, phrase, scene) if definite else None
    known = own or _in_institution(told, part, at, scene) or _in_document(told, scene, at)
    return known or (_at_home(told, scene, at) if definite else None)


def _in_field(field: set[str], told: Told, scene: Scene, at: int) -> Actor | None:
    """Give the one named last who has a role in a field: "the energy commissioner"."""
    for sighting in scene.discourse.before(at):
        if sighting.actor.kind is not ActorKind.PERSON:
            continue
        called = [told_of(sighting, scene) or ""]
        called += [office.role for office in scene.discourse.held(sighting.actor)]
        if any(told.words in name.casefold() and field & fold_words(name) for name in called):
            return sighting.actor
    return None


def _of_republic(told: Told, phrase: Phrase, scene: Scene) -> Actor | None:
    """Give "the president of the republic" in the words of those who speak for a state."""
    within = [spoken.actor for spoken in scene.enclosing(phrase.span) if spoken.actor]
    party = party_of_actor(within[-1], scene.discourse) if within else None
    people = holders(told.role, party, scene.discourse) if party else []
    return settle(people, scene.discourse, phrase.span.start)


def _held(told: Told, party: str, scene: Scene, body: str | None = None) -> list[Held]:
    """Give who holds a role of a party; who leads it, if what is told is but where it sits."""
    found = holders(told.role, party, scene.discourse, body, told.gender)
    seat = body is None or body in SEATS_OF_POWER or told.words not in HEADS
    if not found and told.role.leads and seat:
        found = holders(told.role, party, scene.discourse)
    return found


def _possessor(phrase: Phrase, part: Part, told: Told) -> Sighting | None:
    """Give whose role it is: named before it, or after "of"."""
    kinds = (*SIDES, ActorKind.PERSON)
    start = part.tokens[told.first].start
    before = [sighting for sighting in phrase.named(part, *kinds) if sighting.start < start]
    if before:
        return before[0]
    after = [sighting for sighting in phrase.named(part, *kinds) if sighting.start >= start]
    if after:
        index = part.index_of(after[0])
        if index and part.words[index - 1] in {"of", "the", "for", "in"}:
            return after[0]
    return None


def _sent(
    part: Part, phrase: Phrase, side: Sighting, party: str, scene: Scene
) -> list[Held] | None:
    """Give the ambassadors and envoys that are meant. None: it is not about being sent."""
    after = [s.actor for s in phrase.named(part, *SIDES) if s.start > side.start]
    if not after:
        return posted_anywhere(party, scene.discourse) or None
    places = [name for actor in after for name in (actor.name, *actor.names)]
    return posted(" ".join(part.words), party, places, scene.discourse)


def _body_of_role(part: Part, told: Told, side: Sighting, scene: Scene) -> str | None:
    """Give the institution of a role: "foreign ministry spokeswoman", "Kremlin spokesman"."""
    actor = side.actor
    if actor.kind is ActorKind.PERSON:
        return None
    if told.role.role in {"spokesperson", "deputy spokesperson"}:
        found = told_institution(part.tokens, scene)
        if found and found[0].form != "{name}":
            return found[0].names[0]
    text = scene.text[side.start : side.end]
    if actor.kind is ActorKind.STATE and text in SEATS_OF_POWER:
        return text
    if actor.kind is ActorKind.ORGANISATION and actor.party not in {None, actor.name}:
        return actor.name
    return None


def _of_own_side(told: Told, phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom somebody calls "the president" in words of their own that have named no other.

    That is the one whom they speak for, and never the one who speaks.
    """
    selves = scene.selves(phrase.span)
    own = own_side(phrase, scene) if selves and told.role.role in LEADING else None
    if own is None:
        return None
    start = max(start for start, end in scene.reaches if start <= phrase.span.start < end)
    earlier = scene.discourse.within(start, phrase.span.start)
    if any(sighting.actor.kind is ActorKind.PERSON for sighting in earlier):
        return None
    leader = settle(holders(told.role, own, scene.discourse), scene.discourse, phrase.span.start)
    return None if leader in selves else leader


def _in_institution(told: Told, part: Part, at: int, scene: Scene) -> Actor | None:
    """Give who holds a role in an institution without its state: "the air force's spokesman"."""
    found = told_institution(part.tokens[: told.first], scene)
    body = institution_before(found[0], scene, at) if found else None
    if found is None or body is None or body.party is None:
        return None
    people = holders(told.role, body.party, scene.discourse, found[0].names[0], told.gender)
    person = settle(people, scene.discourse, at)
    return person or scene.local(ActorKind.UNNAMED, f"{body.name} {told.words}", body.party)


def _former(told: Told, scene: Scene, at: int) -> Actor | None:
    """Give the person named last before a place who no longer holds a role."""
    roles, day = {told.role.role, *told.role.holders}, scene.discourse.day
    seen = [spoken.actor for spoken in scene.speakers_before(at)]
    for actor in (*seen, *(sighting.actor for sighting in scene.discourse.before(at))):
        held = [office for office in actor.offices if office.role in roles] if actor else []
        if held and day is not None and not any(office.held_on(day) for office in held):
            return actor
    return None


def _is_called(description: str, role: str) -> bool:
    """Tell whether a description is of somebody with a role, not of his adviser or predecessor."""
    words = description.casefold()
    begins = re.match(rf"(?:[\w’'-]+ ){{0,4}}{re.escape(role)}\b", words)
    return (begins is not None or words.endswith(role)) and not is_past(description)


def _at_home(told: Told, scene: Scene, at: int) -> Actor | None:
    """Give whoever leads the state that a document is about: "the prime minister".

    Or whoever holds what only one has: "the pope".
    """
    party = told.role.of or (scene.about if told.role.role in LEADING else None)
    if party is None:
        return None
    return settle(holders(told.role, party, scene.discourse), scene.discourse, at)


def _in_document(told: Told, scene: Scene, at: int) -> Actor | None:
    """Give the person with a bare role ("the president") whom the document has named before.

    Of several it is the one of the outlet's own country, else the one named most.
    """
    wanted = {told.words} if told.words in told.role.holders else set(told.role.holders)
    wanted |= LEADING if told.role.leads else {told.role.role} - {"head"}
    found: list[Actor] = []
    for sighting in scene.discourse.before(at):
        actor = scene.made.get(sighting.actor.id, sighting.actor)
        described = actor.description is not None and _is_called(actor.description, told.words)
        if described or any(office.role in wanted for office in scene.discourse.held(actor)):
            found.append(actor)
    for actor in found:
        if scene.home and any(office.of == scene.home for office in actor.offices):
            return actor
    counts = Counter(actor.id for actor in found)
    return max(found, key=lambda actor: counts[actor.id]) if found else None
