"""Descriptions: whom "the newspaper", "the group", "the former actor" point back at."""

import re
from collections.abc import Callable

from dragoman.record import Actor, ActorKind
from dragoman.resolve.callings import may_be_called
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    GROUP_NOUNS,
    LOCAL_WORDS,
    MEDIA_NAMES,
    OFFICIAL,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    PERSONAL_PRODUCTS,
    PRODUCTS,
    STATE_NOUNS,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.pronouns import (
    HEAD,
    REACH,
    Fits,
    body_before,
    is_one,
    last_place,
    lists,
    person_before,
)
from dragoman.resolve.scene import Scene, Spoken
from dragoman.resolve.selves import outlet_of_document, own_names
from dragoman.resolve.surnames import Sighting

PAIRED = {
    *("countries", "sides", "parties", "nations", "governments", "states", "powers"),
    *("delegations", "neighbours", "neighbors", "capitals"),
}
ITSELF = {"analysis", "assessment", "article", "brief", "paper", "piece", "essay"}
"""What a text calls itself: "this analysis asks"."""

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

SOON = 300
"""Code points within which somebody speaks on under another description."""

NO_WHICH = {"so", "called", "same", "de", "facto", "ex", "former"}
"""Words before a title that do not tell which of those who have it is meant."""

AGED = re.compile(r"^\d+ year old\b")
"""What a text calls somebody whom it has named: "the 49-year-old"."""

PUT_OUT = (
    r"\b(?:in|issu\w+|publish\w+|releas\w+|sign\w+|post\w+|sent|wrote|made|read|through|via)\b"
)
"""What stands before that in which somebody speaks: "in a joint statement"."""

GOING_ON = re.compile(r"\w+ \w+ (?:also|then|further|added|adds|continued|continues|went on)\b")
"""What tells that somebody speaks on: "the statement continued"."""

PRINT = frozenset({"newspaper"})
BROADCAST = frozenset({"broadcaster", "state media"})
MEDIA: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency"}),
    **dict.fromkeys(("newspaper", "paper", "daily", "tabloid", "weekly"), PRINT),
    **dict.fromkeys(("channel", "broadcaster", "network", "station"), BROADCAST),
}
OFFICIALS = {"official", "diplomat", "officer"}
EPITHETS = {"analyst", "expert", "minister", "envoy"}
FEMALE_NOUNS = {"woman", "actress", "spokeswoman", "congresswoman", "lady"}
Words = tuple[str, ...]


def by_description(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom "the newspaper", "the group", "the official", "the former actor" points back at."""
    part, at = phrase.head, phrase.head.tokens[0].start
    words, article = part.head_words, part.words[0]
    if not words:
        return None
    if article in {"both", "the"} and words[-1] in PAIRED:
        several = states_before(at, scene, 3 if "three" in part.words else 2)
        alone = part.head == len(part.words) and len(words) == 1
        counted = {"both", "two", "three"} & set(part.words)
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
        return _last(at, scene, lambda a: a.kind is outlets and words[0] in fold_words(a.name))
    for points_back in POINTING_BACK:
        actor = points_back(words, at, scene)
        if actor is not None:
            return actor
    return None


def _body_called(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the body whose name has all the words: "the working group"."""
    if len(words) < 2:
        return None
    return _last(
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
    same = (actor for actor in unnamed if _same_head(words[-1], actor.name))
    if words[-1] in GROUP_NOUNS:  # "the group" is none of "human rights groups"
        same = (actor for actor in same if words[-1] in fold_words(actor.name))
    anyone = (actor for actor in unnamed if words[-1] in ANYONE and is_one(actor))
    return next(same, None) or next(anyone, None)


def _is_anyone(actor: Actor | None) -> bool:
    """Tell whether somebody was called no more than a source or a person."""
    if actor is None or actor.kind is not ActorKind.UNNAMED:
        return False
    return bool(ANYONE & fold_words(HEAD.split(actor.name)[0]))


def _issuer(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take whoever put out "the report", "the statement", "the post"."""
    head = words[-1]
    if (
        head in ITSELF
        and not scene.in_content(at)
        and re.search(r"\bthis\b", scene.text[max(0, at - 1) : at + 5], re.IGNORECASE)
    ):
        return outlet_of_document(scene)
    if head in {"report", "story", "article"}:
        own = own_names(scene)
        outlet = _last(
            at, scene, lambda a: a.kind is ActorKind.OUTLET and fold(a.name) not in own
        ) or _last(at, scene, lambda a: a.kind is ActorKind.OUTLET)
        if outlet is not None:
            return outlet
    if head not in PRODUCTS | PERSONAL_PRODUCTS or head in OUTLET_NOUNS:
        return None
    spoke = list(scene.speakers_before(at))
    if spoke and GOING_ON.match(scene.text, at):
        return spoke[0].actor
    issuers = {s.actor.id for s in spoke if s.actor and _issues(s, head, scene)}
    actors = [s.actor for s in spoke if s.actor is not None and not is_one(s.actor)]
    issued = next((actor for actor in actors if actor.id in issuers), None)
    if issued is not None:
        return issued
    if head not in PERSONAL_PRODUCTS:
        actors = [actor for actor in actors if actor.kind is not ActorKind.PERSON]
    return actors[0] if actors else None


def _issues(spoken: Spoken, head: str, scene: Scene) -> bool:
    """Tell whether somebody spoke in what a noun calls: "the ministry said in a statement"."""
    source, cue = spoken.attribution.source, spoken.attribution.cue
    if any(span is not None and head in fold_words(span.text) for span in (source, cue)):
        return True
    begin, end = scene.sentence(source.start if source else spoken.end)
    put_out = rf"(?i:{PUT_OUT}[^.;]{{0,40}}\b{head}\b)"
    return re.search(put_out, scene.text[begin:end]) is not None


def _outlet_again(words: Words, at: int, scene: Scene) -> Actor | None:
    return outlet_before(at, words[-1], scene) if words[-1] in OUTLET_NOUNS else None


def _body_again(words: Words, at: int, scene: Scene) -> Actor | None:
    """Take the group or body named last: "the group", "the ministry"."""
    head = words[-1]
    if head in GROUP_NOUNS:
        group = _last(at, scene, lambda actor: actor.kind is ActorKind.ARMED_GROUP)
        if group is not None:
            return group
    if head not in BODY_NOUNS | GROUP_NOUNS | NAMED_SO or words[:-1] not in {(), ("think",)}:
        return None
    called = _last(
        at, scene, lambda a: a.kind is ActorKind.ORGANISATION and head in fold_words(a.name)
    )
    if called is not None or head in NAMED_SO:
        return called
    return _last(at, scene, _known_body)


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

    return person_before(at, "f" if head in FEMALE_NOUNS else None, scene, fits=fits)


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
    _issuer,
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

    return person_before(at, "f" if head in FEMALE_NOUNS else None, scene, fits=is_of)


def _outlet_from(state: Actor, at: int, scene: Scene) -> Actor | None:
    """Give the outlet of a country that was named last: "the Russian newspaper".

    That is else the last of those of whom only the document tells, which may be of any.
    """

    def is_from(actor: Actor) -> bool:
        entry = scene.knowledge.entries.get(actor.id)
        return entry is not None and bool(entry.medium) and entry.country == state.name

    return _last(at, scene, is_from) or _last(
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

    found = _last(at, scene, of_medium)
    return found or (_last(at, scene, of_any) if media is not BROADCAST else None)


def states_before(at: int, scene: Scene, count: int = 2) -> list[Actor]:
    """Give the states of the last list of so many before a place: "France, Oman and Qatar".

    Without one they are the last different ones named, in the order of the text. Empty: not so
    many are near.
    """
    near = [
        s for s in scene.discourse.within(max(0, at - REACH), at) if s.actor.kind is ActorKind.STATE
    ]
    for listed in reversed(lists(near, scene.text)):
        if len({sighting.actor.id for sighting in listed}) == len(listed) == count:
            return [sighting.actor for sighting in listed]
    found: list[Actor] = []
    for sighting in scene.discourse.before(at):
        if sighting.actor.kind is ActorKind.STATE and sighting.actor not in found:
            found.insert(0, sighting.actor)
        if len(found) == count or at - sighting.end > REACH:
            break
    return found if len(found) == count else []


def _known_body(actor: Actor) -> bool:
    return actor.kind is ActorKind.ORGANISATION and actor.local_to is None


def _same_head(head: str, name: str) -> bool:
    words = [fold(word) for word in name.split()]
    singular = head.rstrip("s")
    return any(word.rstrip("s") == singular for word in words[:4])


def fold_words(name: str) -> set[str]:
    """Give the folded words of a name."""
    return {fold(word) for word in name.split()}


def _last(at: int, scene: Scene, fits: Fits) -> Actor | None:
    """Give whoever of a kind was named or spoke last before a place."""
    seen = next((s for s in scene.discourse.before(at) if fits(s.actor)), None)
    spoke = next((s for s in scene.speakers_before(at) if s.actor and fits(s.actor)), None)
    if spoke and (seen is None or last_place(spoke) >= seen.end):
        return spoke.actor
    return seen.actor if seen else None
