"""Pronouns: whom he, she, it, they, who and I mean. Only looks before."""

import re
from collections.abc import Callable
from itertools import islice, pairwise

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    GROUP_NOUNS,
    PERSON_NOUNS,
    PERSON_PRONOUNS,
    PRODUCTS,
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
from dragoman.resolve.selves import by_self
from dragoman.resolve.surnames import Sighting

PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
TOLD = 8
"""Places of a name at which the pronouns after it are looked at."""

REACH = 1500
"""How far back, in code points, a pronoun may point: three long paragraphs."""

NEAR = 400
"""How far back, in code points, "it" and "they" look for a name that has not spoken."""

UNNAMED_BEFORE = re.compile(r"((?:[\w.]+ )?(?<!the )(?<!The )\b(\w+s)),? ?$")
AGE = re.compile(r"\b\d\d-year-old ")
ONE_BEFORE = re.compile(r"\b(?:an?|one) ((?:[\w.’'-]+ ){0,4}(\w+))(?: [a-z]\w*(?: \w+){0,4})?,? ?$")
HEAD = re.compile(
    r" (?:of|for|to|in|from|at|on|with|close|familiar|who|involved|briefed|based|inside|outside"
    r"|near)\b"
)
MANY = {word for word in UNNAMED_HEADS if word.endswith("s")} | {
    *("people", "staff", "media", "country", "hospital", "group", "authorities"),
}
HEADS = UNNAMED_HEADS | PERSON_NOUNS
AFTER = re.compile(r"\w{2,}(?:ing|ed)$|sent$|seen$")
"""Participles, with which the words after a head begin: "diplomats contacted by us"."""

JOINT = re.compile(
    r"\band\b|\bleaders\b|\bcouple\b|\b(?:both|two|three|four|five) |"
    r"\b(?:countries|sides|parties|nations|governments|powers|delegations)\b"
)
"""Words of a source that is of several."""

JOINED = re.compile(r",? (?:and|or) (?:the )?")
ONE_FOLLOWS = re.compile(r"\w+ (?:also |\w+ly )?(?!was\b)(?:is|has|does|\w{2,}s)\b")
LISTED = re.compile(r"(?:, (?:and )?| and )(?:the )?")
BY = re.compile(r"\b(?:by|of|with|from)\s+(?:the\s+)?$")
UTTERANCES = PRODUCTS | {
    *("opinion", "view", "views", "words", "denial", "denials", "claim", "claims", "demand"),
    *("demands", "position", "stance", "insistence", "refusal", "list", "account", "argument"),
    *("budget", "warning", "warnings", "promise", "pledge", "vision", "hope", "belief", "plan"),
    *("impression", "understanding", "feeling", "fear", "fears", "concern", "concerns", "guess"),
    *("expectation", "expectations", "conclusion", "conclusions", "sense"),
}
"""What belongs to whoever speaks in it."""

SUBJECT = {
    "m": re.compile(r"\b[Hh]e\b(?=[^;:.]* (?:when|because|after|before|as|that|while|if|and)\b)"),
    "f": re.compile(r"\b[Ss]he\b(?=[^;:.]* (?:when|because|after|before|as|that|while|if|and)\b)"),
}
"""A pronoun with which a sentence begins, whom one of the same kind further on means too."""

ASKED = re.compile(
    r"(?:But |And |So |When )?(?:[Ww]e|I) (?:did |have |had |also |then |later |recently )*"
    r"(?:asked?|put|raised?|spoke|met|interviewed|reached|sat|questioned|called|visited|pressed)\b"
)
"""The author of a text as one who talks to somebody in it."""

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
        return _relative(phrase, scene) if word == "whose" or not phrase.sightings else None
    if word not in PRONOUNS | SPEAKING_SELF or (len(words) > 1 and words[1] in {"of"}):
        return None
    if len(words) > 1 and word in {"his", "her", "its", "their"} and not _owns_words(phrase):
        return None
    if word in SPEAKING_SELF:
        return by_self(phrase, scene, own_words=len(words) > 1 and _owns_words(phrase))
    if word in PERSON_PRONOUNS:
        return person_before(at, "f" if word in SHE else "m", scene, phrase)
    return body_before(at, word in THEY, scene)


def _owns_words(phrase: Phrase) -> bool:
    """Tell whether a phrase is of somebody's own words: "his resignation letter", "its denials"."""
    head = phrase.head.head_words or phrase.words
    alone = len(phrase.parts) == 1 and phrase.words[1] != "wife"
    return phrase.words[1] == "s" or (alone and head[-1] in UTTERANCES)


def _relative(phrase: Phrase, scene: Scene) -> Actor | None:
    """Give the name that a relative pronoun follows, or the last one in its sentence.

    None: none does, and in somebody's own words "who" is not the one who says them.
    """
    at = phrase.head.tokens[0].start
    start, _ = scene.sentence(at)
    one = ONE_BEFORE.search(scene.text[start:at])
    if one and fold(one.group(2)) in UNNAMED_HEADS:
        place = start + one.start(1)
        inside = scene.discourse.within(place, start + one.end(1))
        sides = [s.actor for s in inside if s.actor.kind is not ActorKind.PERSON]
        return scene.local(
            ActorKind.UNNAMED, AGE.sub("", one.group(1)), sides[0].party if sides else None
        )
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
            several = not ONE_FOLLOWS.match(scene.text, at)
            return _list_with(sighting, start, scene) if several else sighting.actor
    last = next(scene.speakers_before(at), None)
    return last.actor if last is not None and last.actor not in scene.selves(phrase.span) else None


def _list_with(last: Sighting, start: int, scene: Scene) -> Actor:
    """Give the first of the list that a name ends, else whom it names: "Oman and Qatar, which"."""
    names = [s for s in scene.discourse.within(start, last.end) if not s.adjective]
    first = last
    for one, other in reversed(list(pairwise(names))):
        between = scene.text[one.end : other.start]
        joined = LISTED if first is not last else JOINED
        if one.actor.kind is not last.actor.kind or not joined.fullmatch(between):
            break
        first = one
    return first.actor


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
        if actor is not None and actor.kind is ActorKind.UNNAMED:
            return phrase is not None and is_one(actor) and _sex(actor) in {None, gender}
        if actor is None or actor.kind is not ActorKind.PERSON:
            return False
        known = gender and (scene.discourse.gender(actor) or _told_as(actor, at, scene))
        return known in {None, gender}

    def suits(actor: Actor | None) -> bool:
        return possible(actor) and (fits is None or (actor is not None and fits(actor)))

    outer = scene.enclosing(phrase.span) if phrase else []
    quoted = outer[-1] if outer else None
    excluded = scene.selves(phrase.span) if phrase else []
    if quoted and not scene.speaks_directly(quoted) and suits(quoted.actor):
        return quoted.actor
    spoke = (s for s in scene.speakers_before(at) if suits(s.actor) and s.actor not in excluded)
    last = _in_focus(list(islice(spoke, 3)), scene)
    since = last_place(last) if last else 0
    start, _ = scene.sentence(at)
    rivals = [
        sighting
        for sighting in scene.discourse.before(at)
        if at - sighting.end < REACH
        and sighting.sure
        and sighting.start >= since
        and suits(sighting.actor)
        and sighting.actor not in excluded
    ]
    earlier = SUBJECT[gender].search(scene.text, start, at) if gender in SUBJECT else None
    if earlier and not scene.in_content(earlier.start()) and quoted is None:
        rivals = [sighting for sighting in rivals if sighting.start < earlier.start()]
    subjects = [s for s in rivals if _free(s, scene, quoted) and scene.is_subject(s)]
    if subjects:
        return subjects[0].actor
    same = [s for s in rivals if s.start >= start > since and not s.possessive]
    same = same or _asked_before(rivals, start, scene)
    if len({s.actor.id for s in same}) == 1 and _free(same[0], scene, quoted):
        return same[0].actor
    if last is not None and at - last.end < REACH:
        return last.actor
    free = [s for s in rivals if not s.possessive] or rivals
    return free[0].actor if free else (last.actor if last else None)


def _told_as(actor: Actor, at: int, scene: Scene) -> str | None:
    """Give "m" or "f" by the pronouns where a document tells of somebody alone before.

    That is in a sentence that names nobody else, and where the next one begins. None: it has none,
    or both.
    """
    told = set()
    for sighting in [s for s in scene.discourse.sightings if s.actor.id == actor.id][:TOLD]:
        start, end = scene.sentence(sighting.start)
        named = scene.discourse.within(start, end)
        if {s.actor.id for s in named if s.actor.kind is ActorKind.PERSON} != {actor.id}:
            continue
        for match in PRONOUN.finditer(scene.text, sighting.end, min(end + len("She"), at)):
            if not scene.in_content(match.start()):
                told.add("f" if fold(match.group()) in SHE else "m")
    return told.pop() if len(told) == 1 else None


def _asked_before(rivals: list[Sighting], start: int, scene: Scene) -> list[Sighting]:
    """Give whom the author talked to in the sentence before: "We raised it with X. He said"."""
    begin, _ = scene.sentence(max(start - 1, 0))
    if not ASKED.match(scene.text, begin):
        return []
    return [s for s in rivals if begin <= s.start < start and not s.possessive]


def is_one(actor: Actor) -> bool:
    """Tell whether an unnamed source is one person: "a senior official", not "officials"."""
    words = HEAD.split(fold_spaced(actor.name))[0].split()
    head = next((one for one, after in pairwise(words) if one in HEADS and AFTER.match(after)), "")
    head = head or (words[-1] if words else "")
    return head in HEADS and head not in MANY


def fold_spaced(name: str) -> str:
    """Fold a name word by word."""
    return " ".join(fold(word) for word in name.split())


def _sex(actor: Actor) -> str | None:
    words = set(fold_spaced(actor.name).split())
    if words & {"spokeswoman", "woman", "mother", "actress", "wife", "congresswoman"}:
        return "f"
    return "m" if words & {"spokesman", "man", "father", "husband", "congressman"} else None


def _in_focus(spoke: list[Spoken], scene: Scene) -> Spoken | None:
    """Give the speaker who goes on, not one whom the same sentence names only with "by"."""
    for spoken in spoke:
        source = spoken.attribution.source
        if source is None or not BY.search(scene.text[max(0, source.start - 12) : source.start]):
            return spoken
    return spoke[0] if spoke else None


def _free(sighting: Sighting, scene: Scene, quoted: Spoken | None) -> bool:
    return quoted is not None or not scene.in_content(sighting.start)


def last_place(spoken: Spoken) -> int:
    """Give where a statement names its speaker, else where it ends."""
    source = spoken.attribution.source
    return source.end if source else spoken.end


def _several_before(at: int, scene: Scene) -> Actor | None:
    """Give the last speaker if it was several: "officials", "Putin and Trump", "the leaders"."""
    last = next(scene.speakers_before(at), None)
    if last is None or last.actor is None or at - last.end > REACH:
        return None
    source = last.attribution.source
    joint = source is not None and JOINT.search(source.text) is not None
    many = last.actor.kind is ActorKind.UNNAMED and not is_one(last.actor)
    they = source is not None and fold(source.text) == "they"
    return last.actor if joint or many or they else None


def _listed_before(at: int, scene: Scene) -> Actor | None:
    """Give the first of those listed in the same sentence or the one before: "Oman and Qatar".

    A list that is the subject of its clause goes before others. None: the last speaker is named
    after all of them.
    """
    start, _ = scene.sentence(at)
    before, _ = scene.sentence(max(start - 1, 0))
    last = next(scene.speakers_before(at), None)
    since = max(before, last_place(last)) if last else before
    names = [
        sighting
        for sighting in scene.discourse.within(since, at)
        if not (sighting.adjective or sighting.possessive) and scene.together(at, sighting.start)
    ]
    firsts = [listed[0] for listed in lists(names, scene.text)]
    acting = [first for first in firsts if scene.begins_clause(first)]
    return (acting or firsts)[-1].actor if firsts else None


def _is_people(sighting: Sighting, scene: Scene) -> bool:
    """Tell whether a state is named by its people, who are no "it": "the Omanis"."""
    entry = scene.knowledge.entries.get(sighting.actor.id)
    return entry is not None and scene.text[sighting.start : sighting.end] in entry.people


def lists(names: list[Sighting], text: str) -> list[list[Sighting]]:
    """Give each list of names of one kind that has an "and": "Oman, Qatar and Egypt"."""
    found: list[list[Sighting]] = []
    listed: list[Sighting] = []
    for one, other in pairwise(names):
        between = text[one.end : other.start]
        if one.actor.kind is not other.actor.kind or not LISTED.fullmatch(between):
            listed = []
            continue
        listed = [*(listed or [one]), other]
        if "and" in between:
            found.append(listed)
    return found


def _is_body(actor: Actor) -> bool:
    """Tell whether one body is described: "ministry", "panel of judges", not "officials"."""
    words = HEAD.split(fold_spaced(actor.name))[0].split()
    return bool(words) and words[-1] in (BODY_NOUNS | GROUP_NOUNS | {"party", "embassy", "council"})


def body_before(at: int, plural: bool, scene: Scene, fits: Fits | None = None) -> Actor | None:
    """Give the state, body or group that "it" or "they" means at a place."""

    def suits(actor: Actor | None) -> bool:
        if actor is None or actor.kind is ActorKind.PERSON:
            return False
        if plural and actor.kind is ActorKind.OUTLET:
            return False
        if not plural and actor.kind is ActorKind.UNNAMED and not _is_body(actor):
            return False
        return fits is None or fits(actor)

    several = (_several_before(at, scene) or _listed_before(at, scene)) if plural else None
    if several is not None and (fits is None or fits(several)):
        return several
    last = next((s for s in scene.speakers_before(at) if suits(s.actor)), None)
    since = last_place(last) if last else 0
    near = [s for s in scene.discourse.before(at) if at - s.end <= NEAR and suits(s.actor)]
    acting = [
        sighting
        for sighting in near
        if sighting.start >= since
        and sighting.actor.kind is not ActorKind.OUTLET
        and scene.begins_clause(sighting)
        and (plural or not _is_people(sighting, scene))
        and (scene.together(at, sighting.start) or not scene.in_content(sighting.start))
    ]
    if acting:
        return acting[0].actor
    if last is not None and at - last.end < REACH:
        return last.actor
    named = [sighting for sighting in near if not sighting.adjective]
    leading = [sighting for sighting in named if scene.begins_clause(sighting)]
    return next((sighting.actor for sighting in leading or named), None)


def last_named(at: int, scene: Scene, fits: Fits) -> Actor | None:
    """Give whoever of a kind was named or spoke last before a place."""
    seen = next((s for s in scene.discourse.before(at) if fits(s.actor)), None)
    spoke = next((s for s in scene.speakers_before(at) if s.actor and fits(s.actor)), None)
    if spoke and (seen is None or last_place(spoke) >= seen.end):
        return spoke.actor
    return seen.actor if seen else None
