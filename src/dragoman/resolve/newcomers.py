"""Newcomers: people and bodies whom only this document names, from the words of a source."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import (
    BODY_NOUNS,
    DETERMINERS,
    HONORIFICS,
    ORGANISATION_WORDS,
    PEOPLES,
    PERSON_NOUNS,
    STATE_BODIES,
)
from dragoman.resolve.names import fold, tokenize
from dragoman.resolve.phrases import Phrase
from dragoman.resolve.scene import Scene

LOCAL_BODIES = {"office", "administration", "prosecutor", "police", "court", "council"}
"""Words of names of bodies that are of the state of the town or region in it."""

LINKING = {"of", "for", "and", "the", "on", "in", "to"}


def name_at_end(phrase: Phrase, scene: Scene) -> Actor | None:
    """Take the unknown name that ends a description: "local woman Arin", "state bank VEB"."""
    tokens = phrase.head.tokens
    first = len(tokens)
    while first and tokens[first - 1].capitalised and not tokens[first - 1].possessive:
        first -= 1
    before = fold(tokens[first - 1].text) if first else ""
    if (
        first == len(tokens)
        or phrase.head.head < len(tokens)
        or not tokens[first - 1].text.islower()
    ):
        return None
    named = scene.discourse.within(tokens[first].start, tokens[-1].end)
    if named or fold(tokens[-1].text) in PEOPLES:
        return None
    name = re.sub(r"\s+", " ", scene.text[tokens[first].start : tokens[-1].end])
    if before in PERSON_NOUNS:
        return scene.local(ActorKind.PERSON, name)
    return scene.local(ActorKind.ORGANISATION, name) if before in BODY_NOUNS | {"bank"} else None


def unknown_name(phrase: Phrase, scene: Scene) -> Actor | None:
    """Make a person or body of this document from a phrase that is only a name."""
    tokens = phrase.head.head_tokens or phrase.head.tokens
    article = fold(tokens[0].text) in DETERMINERS
    titles = frozenset[str]() if article else HONORIFICS  # "the General Staff" is no General
    proper = [token for token in tokens if fold(token.text) not in DETERMINERS | titles]
    if not proper or not all(
        token.text[:1].isupper() or scene.text[token.start - 1] in "-–" for token in proper
    ):
        return None
    if {fold(token.text) for token in proper} <= PEOPLES:
        return None
    name = re.sub(r"\s+", " ", scene.text[proper[0].start : proper[-1].end])
    if article or {fold(word) for word in name.split()} & ORGANISATION_WORDS:
        name = _linked_name(phrase, proper[0].start, scene) or name
    if article or name.isupper() or {fold(word) for word in name.split()} & ORGANISATION_WORDS:
        party = _party_in_name(name, scene)
        if party is None and {fold(word) for word in name.split()} & LOCAL_BODIES:
            party = scene.discourse.country_at(proper[0].start, proper[-1].end)
        return scene.local(ActorKind.ORGANISATION, name, party)
    if len(proper[0].text) > 2 and proper[0].text.isupper():  # "MERC-Indonesia"
        return scene.local(ActorKind.ORGANISATION, name)
    start, _ = scene.sentence(proper[0].start)
    known = scene.discourse.nearly(proper[-1]) if len(proper) == 1 else None
    if known is not None:
        return known
    if len(proper) == 1 and proper[0].start - start < 3 and not scene.is_proper(proper[0]):
        return None
    return scene.local(ActorKind.PERSON, name)


def _party_in_name(name: str, scene: Scene) -> str | None:
    """Give whose a body is by the beginning of its name: "United Nations Office ...".

    None: the name begins with that of no party, or the body is no official one.
    """
    tokens = tokenize(name)
    known = scene.knowledge.index
    found = scene.knowledge.adjectives.longest(tokens, 0) or known.longest(tokens, 0)
    if found is None or found.last == len(tokens):
        return None
    side = scene.knowledge.entries[found.ids[0]].actor
    official = {fold(token.text) for token in tokens[found.last :]} & STATE_BODIES
    if side.kind is ActorKind.ORGANISATION:
        return side.party
    return (side.party or side.name) if side.kind is ActorKind.STATE and official else None


def _linked_name(phrase: Phrase, start: int, scene: Scene) -> str | None:
    """Give a body's name that goes on after "for" or "of": "The Centre for Peace and Trade"."""
    tokens = [token for token in phrase.head.tokens if token.start >= start]
    plain = all(token.capitalised or fold(token.text) in LINKING for token in tokens)
    if not plain or len(tokens) < 3 or not tokens[-1].capitalised:
        return None
    return re.sub(r"\s+", " ", scene.text[start : tokens[-1].end])
