"""Retinue: those whom a text calls somebody's: aides, spokespeople, families, critics, fighters."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import OFFICIAL, RETINUE
from dragoman.resolve.names import fold
from dragoman.resolve.offices import from_role
from dragoman.resolve.phrases import Part, Phrase
from dragoman.resolve.pronouns import body_before, person_before
from dragoman.resolve.roles import party_of_actor
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.selves import own_side
from dragoman.resolve.titles import introduce

POSSESSIVES = {"his", "her", "its", "their"}
LINKS = {
    **dict.fromkeys(("aide", "aides", "adviser", "advisers", "advisor", "advisors"), "to"),
    **dict.fromkeys(("spokesman", "spokeswoman", "spokesperson", "spokespeople"), "for"),
}
SPEAKING = set(LINKS) | {"officials", "commanders", "ministers", "fighters", "office", "team"}
"""Those who speak for the side of whom they belong to; families, friends and critics do not."""


def from_retinue(asked: Asked) -> Actor | None:
    """Describe somebody's people: "his aides" are "aides to Donald Trump"."""
    phrase, scene = asked.phrase, asked.scene
    part = phrase.head
    words = part.words[: part.head]
    if len(words) < 2 or words[-1] not in RETINUE:
        return _for_person(phrase, scene)
    if words[0] in POSSESSIVES:
        whose, first = _pointed_at(words[0], phrase, scene), 1
    else:
        whose, first = _named_possessor(phrase, part)
    if whose is None or whose.kind is ActorKind.OUTLET:
        return _for_person(phrase, scene)
    holder = from_role(asked) if words[-1] in LINKS else None
    if holder is not None:
        return holder
    kept = " ".join(token.text for token in part.tokens[first : part.head])
    return _make(kept, words[-1], whose, scene)


def with_owner(name: str, phrase: Phrase, scene: Scene) -> str:
    """Name whose somebody is, where a text only points at them: "its envoy" is "envoy of Oman".

    "Their families" may be anybody's: whose those are is not guessed.
    """
    word, _, rest = name.partition(" ")
    word = word.casefold()
    owner: str | None = None
    if rest and word == "our":
        owner = own_side(phrase, scene)
    elif rest and word in POSSESSIVES and (word != "their" or set(phrase.head.words) & OFFICIAL):
        whose = _pointed_at(word, phrase, scene)
        nobody = {ActorKind.UNNAMED, ActorKind.OUTLET}
        owner = whose.name if whose and whose.kind not in nobody else None
    return f"{rest} of {owner}" if owner else name


def _named_possessor(phrase: Phrase, part: Part) -> tuple[Actor | None, int]:
    """Give the person before their people, and where these begin: "Modi's aides", "Modi aides"."""
    for sighting in phrase.leading(part, ActorKind.PERSON):
        beside = part.tokens[part.head - 1].text.islower()
        if (sighting.possessive or beside) and sighting.start <= part.tokens[0].end:
            return sighting.actor, sum(t.start < sighting.end for t in part.tokens)
    return None, 0


def _for_person(phrase: Phrase, scene: Scene) -> Actor | None:
    """Take "a spokesman for Erdoğan" and "an aide to the president's wife" with the full name."""
    part = phrase.head
    after = part.words[part.head : part.head + 1]
    if not part.head_words or part.head_words[-1] not in LINKS or after not in {("for",), ("to",)}:
        return None
    if part.words[0] in {"the", "this"} or part.head + 4 < len(part.tokens):
        return None
    named = phrase.named(part, ActorKind.PERSON)
    single = named and part.tokens[part.head + 1 :] and not named[0].possessive
    if not single or named[0].start > part.tokens[part.head + 1].start:
        return None
    head = [t.text for t in part.head_tokens if fold(t.text) in part.head_words]
    return _make(" ".join(head), part.head_words[-1], named[0].actor, scene)


def _make(kept: str, head: str, whose: Actor, scene: Scene) -> Actor:
    party = party_of_actor(whose, scene.discourse) if head in SPEAKING else None
    if party is None and head in SPEAKING and whose.kind is ActorKind.PERSON:
        party = introduce(whose, scene).party
    kept = kept[:1].lower() + kept[1:]
    text = re.sub(r"\s+", " ", f"{kept} {LINKS.get(head, 'of')} {whose.name}")
    return scene.local(ActorKind.UNNAMED, text, party)


def _pointed_at(word: str, phrase: Phrase, scene: Scene) -> Actor | None:
    at = phrase.head.tokens[0].start
    if word in {"its", "their"}:
        return body_before(at, word == "their", scene)
    return person_before(at, "f" if word == "her" else "m", scene)
