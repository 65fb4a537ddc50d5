"""Abbreviations: short names that a text explains itself: "the Border Relief Trust (BRT)"."""

import re
from collections.abc import Iterator, Sequence

from dragoman.record import Actor, ActorKind
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import NOT_NAMES, ORGANISATION_WORDS
from dragoman.resolve.names import Token, fold
from dragoman.resolve.surnames import Sighting

WORD = r"[A-Z][\w’'-]*"
LONG = rf"{WORD}(?:[ -](?:(?:of|for|and|the|on|in|to|de) ){{0,2}}{WORD}){{1,7}}"
EXPLAINED = re.compile(rf"({LONG}),? [(\[]([A-Z][A-Za-z]*[A-Z])[)\]]")
EXPLAINS = re.compile(rf"\b([A-Z]{{2,7}}) [(\[]({LONG})[)\]]")
LETTERS = re.compile(r"(?<![A-Za-z])[A-Z]")
BODIES = {ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}
LONGEST = 9
"""Letters of an abbreviation; more is a word in capitals."""


def abbreviations(text: str) -> dict[str, tuple[int, int]]:
    """Give the place of the full name for each short one that a text puts in brackets, or before.

    The capitals of the words before the bracket have to be the letters of the short name in their
    order, so that no bracket that says something else about a name is taken for its abbreviation.
    """
    found: dict[str, tuple[int, int]] = {}
    for short, start, end in _pairs(text):
        if len(short) <= LONGEST:
            found.setdefault(short, (start, end))
    return found


def by_initials(found: Sequence[Sighting], tokens: Sequence[Token], text: str) -> list[Sighting]:
    """See known bodies by the initials of a name before: "the River Authority ... the RA".

    Args:
        found: The names of the document so far.
        tokens: Its words.
        text: What they are words of.
    """
    known: dict[str, Sighting] = {}
    for one in sorted(found, key=lambda one: one.start):
        name = text[one.start : one.end]
        short = "".join(word[0] for word in name.split() if word[0].isupper())
        body = one.actor.kind in BODIES and one.actor.local_to is None
        if body and len(short) > 1 and all(word.istitle() for word in name.split()):
            known.setdefault(short, one)
    taken = {one.start for one in found}
    return [
        Sighting(token.start, token.end, known[token.text].actor, token.possessive)
        for token in tokens
        if token.text in known and fold(token.text) not in NOT_NAMES
        if token.start > known[token.text].end and token.start not in taken
    ]


def meant_by(short: str, full: str, knowledge: Knowledge) -> Actor | None:
    """Give the body of the knowledge that an abbreviation means. None: it has none of that name.

    A short name alone is not enough, as several bodies may share it.
    """
    for name in (full, short):
        for found in knowledge.index.exactly(name):
            actor = knowledge.entries[found].actor
            same = name == full or _shares_word(actor, full)
            if actor.kind is not ActorKind.PERSON and same:
                return actor
    return None


def clean(name: str) -> str:
    """Put a name on one line."""
    return re.sub(r"\s+", " ", name)


def _shares_word(actor: Actor, full: str) -> bool:
    """Tell whether a name of an actor shares a word with a full one that says more than "Group"."""
    words = {fold(word) for word in full.split() if word[:1].isupper()}
    names = {fold(word) for name in actor.names for word in name.split()}
    return bool(words & (names - ORGANISATION_WORDS))


def _pairs(text: str) -> Iterator[tuple[str, int, int]]:
    for match in EXPLAINED.finditer(text):
        short = match[2]
        for place in LETTERS.finditer(match[1]):
            if _initials(match[1][place.start() :]) == short.upper():
                yield short, match.start(1) + place.start(), match.end(1)
                break
    for match in EXPLAINS.finditer(text):
        if _initials(match[2]) == match[1]:
            yield match[1], match.start(2), match.end(2)


def _initials(name: str) -> str:
    return "".join(LETTERS.findall(name))
