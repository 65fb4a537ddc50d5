"""Nicknames: what stands in quotation marks inside a person's name: Ann "Comet" Lee."""

import re
from collections.abc import Sequence

from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import (
    GROUP_NOUNS,
    HONORIFICS,
    NAME_TITLES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    OUTLET_NOUNS,
)
from dragoman.resolve.names import Token, fold

WORDS = r"[^\W\d_][\w’'-]*(?: [\w’'-]+)?"
MARKED = rf"\"{WORDS}\"|“{WORDS}”|‘{WORDS}’|'{WORDS}'|«{WORDS}»"
NICKNAME = re.compile(rf" (?:{MARKED}) ")
INSIDE = re.compile(
    rf"(?<!\w)(?P<before>[^\W\d_][\w’-]+) (?P<nickname>{MARKED}) (?=(?P<after>[^\W\d_][\w’-]+))"
)
NO_GIVEN_NAMES = HONORIFICS | NAME_TITLES | NOT_NAMES | ORGANISATION_WORDS | GROUP_NOUNS
NO_GIVEN_NAMES |= OUTLET_NOUNS


def without_nicknames(text: str, tokens: Sequence[Token], knowledge: Knowledge) -> list[Token]:
    """Leave out the words of nicknames, over which names then run on.

    What stands between the name of a body or a title and a person is none: the word before it has
    a capital and may be a given name, the word after it may be a surname.
    """
    places = [
        match.span("nickname")
        for match in INSIDE.finditer(text)
        if _may_be_given(match["before"], knowledge) and _may_be_surname(match["after"], knowledge)
    ]
    if not places:
        return list(tokens)
    return [
        token for token in tokens if not any(start <= token.start < end for start, end in places)
    ]


def _may_be_given(word: str, knowledge: Knowledge) -> bool:
    if fold(word) in knowledge.given_names:
        return word[:1].isupper()
    return _may_be_surname(word, knowledge)


def _may_be_surname(word: str, knowledge: Knowledge) -> bool:
    folded = fold(word)
    return word.istitle() and folded not in NO_GIVEN_NAMES and folded not in knowledge.role_words
