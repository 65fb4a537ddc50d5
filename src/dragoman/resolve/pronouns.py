"""Pronouns: whom he, she, it, they, who and I mean. Only looks before."""

import re
from collections.abc import Callable

from dragoman.record import Actor, ActorKind, QuoteForm
from dragoman.resolve.lexicon import (
    PERSON_PRONOUNS,
    PRONOUNS,
    RELATIVES,
    SHE,
    SPEAKING_SELF,
    THEY,
    UNNAMED_HEADS,
)
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.scene import Scene, Spoken
from dragoman.resolve.sightings import Sighting

REACH = 1500
"""How far back, in code points, a pronoun may point: three long paragraphs."""

NEAR = 400
"""How far back, in code points, "it" and "they" look for a name that has not spoken."""

UNNAMED_BEFORE = re.compile(r"((?:[\w.]+ )?(?<!the )(?<!The )\b(\w+s)),? ?$")
Fits = Callable[[Actor], bool]


def by_pronoun(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give whom a pronoun that is the source means. None: it is no pronoun, or nobody fits."""
    words = phrase.words
    if not words or (phrase.sightings and phrase.sightings[0].start <= phrase.head.tokens[0].end):
        return None
    word = words[0]
    if word == "that" and len(words) > 1:
        return None
    at = phrase.head.tokens[0].start
    if word in RELATIVES:
        return _relative(at, scene) if word == "whose" or not phrase.sightings else None
    if word not in PRONOUNS | SPEAKING_SELF or (len(words) > 1 and words[1] in {"of"}):
        return None
    if (
        len(words) > 1
        and words[1] not in {"opinion", "view", "s", "words", "wife"}
        and word in {"his", "its", "their"}
    ):
        return None
    if len(words) > 1 and word in SPEAKING_SELF:
        return None
    if word in SPEAKING_SELF:
        outer = scene.enclosing(phrase.span)
        return outer[-1].actor if outer else None
    if word in PERSON_PRONOUNS:
        return person_before(at, "f" if word in SHE else "m", scene, phrase)
    return body_before(at, word in THEY, scene)


def _relative(at: int, scene: Scene) -> Actor | None:
    """Give the name that a relative pronoun follows, or the last one in its sentence."""
    start, _ = scene.sentence(at)
    described = UNNAMED_BEFORE.search(scene.text[start:at])
    if described and fold(described.group(2)) in UNNAMED_HEADS:
        place = start + described.start(1)
        side = [
            s for s in scene.discourse.within(place, at) if s.actor.kind is not ActorKind.PERSON
        ]
        party = side[0].actor.party if side else None
        return scene.local(ActorKind.UNNAMED, described.group(1), party)
    for sighting in scene.discourse.before(at):
        if sighting.start < start:
            break
        if not sighting.adjective:
            return sighting.actor
    for spoken in scene.speakers_before(at):
        return spoken.actor
    return None


def person_before(
    at: int,
    gender: str | None,
    scene: Scene,
    phrase: Phrase | None = None,
    fits: Fits | None = None,
) -> Actor | None:
    """Give the person whom "he" or "she" means at a place.

    In reported speech it is the speaker ("Merz said he ..."); inside quotation marks it is someone
    else. Otherwise the last speaker goes on, unless another person has since been the subject.
    """

    def possible(actor: Actor | None) -> bool:
        if actor is None or actor.kind is not ActorKind.PERSON:
            return False
        return scene.discourse.gender(actor) in {None, gender} or gender is None

    def suits(actor: Actor | None) -> bool:
        return possible(actor) and (fits is None or (actor is not None and fits(actor)))

    outer = scene.enclosing(phrase.span) if phrase else []
    quoted = outer[-1] if outer else None
    excluded = quoted.actor if quoted and quoted.attribution.quote is QuoteForm.DIRECT else None
    if quoted and excluded is None and suits(quoted.actor):
        return quoted.actor
    last = next(
        (s for s in scene.speakers_before(at) if suits(s.actor) and s.actor != excluded), None
    )
    since = last_place(last) if last else 0
    rivals = [
        sighting
        for sighting in scene.discourse.before(at)
        if at - sighting.end < REACH
        and sighting.sure
        and sighting.start >= since
        and suits(sighting.actor)
        and sighting.actor != excluded
    ]
    subjects = [s for s in rivals if _free(s, scene, quoted) and scene.is_subject(s)]
    if subjects:
        return subjects[0].actor
    if last is not None and at - last.end < REACH:
        return last.actor
    free = [s for s in rivals if not s.possessive] or rivals
    return free[0].actor if free else (last.actor if last else None)


def _free(sighting: Sighting, scene: Scene, quoted: Spoken | None) -> bool:
    return quoted is not None or not scene.in_content(sighting.start)


def last_place(spoken: Spoken) -> int:
    """Give where a statement names its speaker, else where it ends."""
    source = spoken.attribution.source
    return source.end if source else spoken.end


def body_before(at: int, plural: bool, scene: Scene, fits: Fits | None = None) -> Actor | None:
    """Give the state, body or group that "it" or "they" means at a place."""

    def suits(actor: Actor | None) -> bool:
        if actor is None or actor.kind is ActorKind.PERSON:
            return False
        if not plural and actor.kind is ActorKind.UNNAMED:
            return False
        return fits is None or fits(actor)

    last = next((s for s in scene.speakers_before(at) if suits(s.actor)), None)
    since = last_place(last) if last else 0
    for sighting in scene.discourse.before(at):
        if sighting.start < since or at - sighting.end > NEAR:
            break
        if (
            suits(sighting.actor)
            and scene.begins_clause(sighting)
            and not scene.in_content(sighting.start)
        ):
            return sighting.actor
    if last is not None and at - last.end < REACH:
        return last.actor
    for sighting in scene.discourse.before(at):
        if suits(sighting.actor) and not sighting.adjective and at - sighting.end < NEAR:
            return sighting.actor
    return None
