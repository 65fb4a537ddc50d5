"""Descriptions: whom "the newspaper", "the group", "the former actor" point back at."""

import re
from collections.abc import Callable

from dragoman.record import Actor, ActorKind
from dragoman.resolve.callings import may_be_called
from dragoman.resolve.issuers import issuer
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    GROUP_NOUNS,
    LOCAL_WORDS,
    MEDIA_NAMES,
    OFFICIAL,
    OUTLET_NOUNS,
    PEOPLES,
    PERSON_NOUNS,
    PRODUCTS,
    STATE_NOUNS,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold, fold_words
from dragoman.resolve.phrases import Part, Phrase
from dragoman.resolve.pronouns import (
    HEAD,
    REACH,
    body_before,
    is_one,
    last_named,
    lists,
    person_before,
)
from dragoman.resolve.scene import Scene
from dragoman.resolve.sides import names_sides, two_sides
from dragoman.resolve.surnames import Sighting

PAIRED = {
    *("countries", "sides", "parties", "nations", "governments", "states", "powers"),
    *("delegations", "neighbours", "neighbors", "capitals"),
}
POINTING = {"the", "this", "that", "these", "those"}
NAMED_SO = {
    "ministry",
    "army",
    "military",
    "court",
    "embassy",
    "department",
    "commission",
    "office",
    "bank",
    "party",
}
"""Bodies that are called so only where their names have the word."""

ANYONE = {"source", "person", "interlocutor"}
"""What a text calls any source whom it does not name."""

HEAD_WITHIN = 4
"""Words of a description among which its head is."""

SOON = 300
"""Code points within which somebody speaks on under another description."""

NO_WHICH = {"so", "called", "same", "de", "facto", "ex", "former"}
"""Words before a title that do not tell which of those who have it is meant."""

AGED = re.compile(r"^\d+ year old\b")
"""What a text calls somebody whom it has named: "the 49-year-old"."""

PRINT = frozenset({"newspaper"})
BROADCAST = frozenset({"broadcaster", "state media"})
MEDIA: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency"}),
    **dict.fromkeys(("newspaper", "paper", "daily", "tabloid", "weekly"), PRINT),
    **dict.fromkeys(("channel", "broadcaster", "network", "station"), BROADCAST),
}
OFFICIALS = {"official", "diplomat", "officer"}
EPITHETS = {"analyst", "expert", "minister", "envoy"}
GENDERS = {
    **dict.fromkeys(("woman", "actress", "spokeswoman", "congresswoman", "lady"), "f"),
    **dict.fromkeys(("man", "congressman", "spokesman", "businessman", "statesman"), "m"),
}
Words = tuple[str, ...]


def by_description(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom "the newspaper", "the group", "the official", "the former actor" points back at."""
    part, at = phrase.head, phrase.head.tokens[0].start
    words, article = part.head_words, part.words[0]
    if not words:
        return None
    if article in {"both", "the"} and names_sides(words) and part.head == len(part.words):
        return two_sides(at, scene)
    if article in {"both", "the"} and words[-1] in PAIRED:
        several = states_before(at, scene, 3 if "three" in part.words else 2)
        alone = part.head == len(part.words) and len(words) == 1
        some = set(words) & (
            PEOPLES | {"only"}
        )  # "the only two Arab states" are none of those told
        counted = {"both", "two", "three"} & set(part.words) and not some
        return several[0] if several and (alone or counted) else None
    whole = part.head == len(part.words) and not any(t.possessive for t in part.tokens)
    if article not in POINTING or not whole or "other" in part.words:
        return None
    named = phrase.leading(part, *ActorKind)
    if named and words[-1] in OUTLET_NOUNS and named[0].actor.kind is ActorKind.STATE:
        return _outlet_from(named[0].actor, at, scene)
    if named:
        return _person_of(words, named[0], at, scene) if named[0].adjective else None
    if words[-1] in MEDIA_NAMES and len(words) == 1 and part.head_tokens[-1].capitalised:
        outlets = ActorKind.OUTLET
        return last_named(at, scene, lambda a: a.kind is outlets and words[0] in fold_words(a.name))
    name = words[-1] not in PRODUCTS and _is_name(part, scene.text)  # "the Relief Riders group"
    found = (resolver(words, at, scene) for resolver in ([_body_called] if name else POINTING_BACK))
    return next((actor for actor in found if actor is not None), None)


def _is_name(part: Part, text: str) -> bool:
    """Tell whether words before a noun are those of a name that nothing else tells of."""
    return any(
        token.text.istitle()
        and fold(token.text) not in POINTING
        and text[token.end : token.end + 1] not in "-–"
        for token in part.head_tokens[:-1]
    )


def _body_called(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the body whose name has all the words: "the working group"."""
    if len(words) < 2:
        return None
    return last_named(
        at, scene, lambda a: a.kind is ActorKind.ORGANISATION and set(words) <= fold_words(a.name)
    )


def again(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the unnamed source that spoke last under the same noun.

    "The person" and "the interlocutor" are else any who is one.
    """
    spoke = [spoken.actor for spoken in scene.speakers_before(at) if spoken.actor]
    unnamed = [actor for actor in spoke if actor.kind is ActorKind.UNNAMED]
    last = next(scene.speakers_before(at), None)
    if last and words == ("official",) and at - last.end < SOON and _is_anyone(last.actor):
        return last.actor  # "a source close to the ministry said ... the official denied"
    same = (a for a in unnamed if words[-1] in fold_words(" ".join(a.name.split()[:HEAD_WITHIN])))
    anyone = (actor for actor in unnamed if words[-1] in ANYONE and is_one(actor))
    return next(same, None) or next(anyone, None)


def _is_anyone(actor: Actor | None) -> bool:
    """Tell whether somebody was called no more than a source or a person."""
    if actor is None or actor.kind is not ActorKind.UNNAMED:
        return False
    return bool(ANYONE & fold_words(HEAD.split(actor.name)[0]))


def _outlet_again(words: Words, at: int, scene: Scene) -> Actor | None:
    news = words[-2:-1] == ("news",) and words[-1] in {"organization", "organisation"}
    outlet = news or words[-1] in OUTLET_NOUNS
    return outlet_before(at, words[-1], scene) if outlet else None


def _body_again(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the group or body named last: "the group", "the ministry"."""
    head = words[-1]
    if head in GROUP_NOUNS:
        group = last_named(at, scene, lambda actor: actor.kind is ActorKind.ARMED_GROUP)
        if group is not None:
            return group
    if head not in BODY_NOUNS | GROUP_NOUNS | NAMED_SO or words[:-1] not in {(), ("think",)}:
        return None
    called = last_named(
        at, scene, lambda a: a.kind is ActorKind.ORGANISATION and head in fold_words(a.name)
    )
    if called is not None or head in NAMED_SO:
        return called
    return last_named(at, scene, _known_body)


def _state_again(words: Words, at: int, scene: Scene) -> Actor | None:
    if words[-1] not in STATE_NOUNS or set(words) & LOCAL_WORDS:
        return None
    return body_before(at, False, scene, lambda actor: actor.kind is ActorKind.STATE)


def _person_again(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the person described so before, else the one in focus: "the former actor"."""
    head = words[-1]
    if AGED.search(" ".join(words)):
        return person_before(at, None, scene)
    if head not in PERSON_NOUNS:
        return None
    for spoken in scene.speakers_before(at):
        actor = spoken.actor
        if actor and actor.description and head in actor.description.casefold().split():
            return actor
    if head in OFFICIALS:
        return _official_speaking(at, scene)
    if (head in UNNAMED_HEADS and head not in EPITHETS) or words[-2:-1] == ("prime",):
        return None
    title = [*(word for word in words[:-1] if word not in NO_WHICH), head]

    def fits(actor: Actor) -> bool:
        return may_be_called(title, actor, scene)

    return person_before(at, GENDERS.get(head), scene, fits=fits)


def _official_speaking(at: int, scene: Scene) -> Actor | None:
    """Give the person who spoke right before, if he speaks for a side: "the official"."""
    last = next(scene.speakers_before(at), None)
    actor = last.actor if last is not None and at - last.end < SOON else None
    if actor is None or actor.kind is not ActorKind.PERSON:
        return None
    told = (scene.made.get(actor.id, actor).description or "").casefold().split()
    return actor if scene.discourse.held(actor) or OFFICIAL & set(told) else None


POINTING_BACK: tuple[Callable[[Words, int, Scene], Actor | None], ...] = (
    _body_called,
    again,
    issuer,
    _outlet_again,
    _body_again,
    _state_again,
    _person_again,
)


def _person_of(words: Words, state: Sighting, at: int, scene: Scene) -> Actor | None:
    """Give the person in focus who is of a state: "the Ukrainian prelate"."""
    head = words[-1]
    if head not in PERSON_NOUNS - UNNAMED_HEADS:
        return None

    def is_of(actor: Actor) -> bool:
        made = scene.made.get(actor.id, actor)
        sides = {made.party, *(office.of for office in actor.offices)} - {None}
        states = {side for side in sides if side and scene.knowledge.state(side)}
        return not states or state.actor.name in states

    return person_before(at, GENDERS.get(head), scene, fits=is_of)


def _outlet_from(state: Actor, at: int, scene: Scene) -> Actor | None:
    """Give the outlet of a country that was named last: "the Russian newspaper".

    That is else the last of those of whom only the document tells, which may be of any.
    """

    def is_from(actor: Actor) -> bool:
        entry = scene.knowledge.entries.get(actor.id)
        return entry is not None and bool(entry.medium) and entry.country == state.name

    return last_named(at, scene, is_from) or last_named(
        at, scene, lambda actor: actor.kind is ActorKind.OUTLET and actor.local_to is not None
    )


def outlet_before(at: int, noun: str, scene: Scene) -> Actor | None:
    """Give the outlet that a noun means: the last of that medium, else the last of any."""
    media = MEDIA.get(noun)

    def of_medium(actor: Actor) -> bool:
        entry = scene.knowledge.entries.get(actor.id)
        if noun == "agency" and actor.kind is ActorKind.ORGANISATION:
            return any("agency" in name.casefold() for name in (actor.name, *actor.names))
        return entry is not None and media is not None and entry.medium in media

    def of_any(actor: Actor) -> bool:
        entry = scene.knowledge.entries.get(actor.id)
        agency = entry is not None and entry.medium == "agency"
        return actor.kind is ActorKind.OUTLET and not (media and agency)

    found = last_named(at, scene, of_medium)
    return found or (last_named(at, scene, of_any) if media is not BROADCAST else None)


def states_before(at: int, scene: Scene, count: int = 2) -> list[Actor]:
    """Give the states of the last list of so many before a place: "France, Oman and Qatar".

    Of the lists of one sentence the one that is a subject goes before others. Without a list they
    are the last different ones named, in the order of the text. Empty: not so many are near.
    """
    near = [
        s for s in scene.discourse.within(max(0, at - REACH), at) if s.actor.kind is ActorKind.STATE
    ]
    listed = [
        some
        for some in lists(near, scene.text)
        if len({sighting.actor.id for sighting in some}) == len(some) == count
    ]
    if listed:
        begin, _ = scene.sentence(listed[-1][0].start)
        beside = [some for some in listed if some[0].start >= begin]
        acting = [some for some in beside if scene.begins_clause(some[0])]
        return [sighting.actor for sighting in (acting or beside)[-1]]
    found: list[Actor] = []
    for sighting in scene.discourse.before(at):
        if sighting.actor.kind is ActorKind.STATE and sighting.actor not in found:
            found.insert(0, sighting.actor)
        if len(found) == count or at - sighting.end > REACH:
            break
    return found if len(found) == count else []


def _known_body(actor: Actor) -> bool:
    return actor.kind is ActorKind.ORGANISATION and actor.local_to is None
