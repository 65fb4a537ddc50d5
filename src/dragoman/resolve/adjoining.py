"""Adjoining: whether words of a text stand side by side, as those of one name do."""

import re
from collections.abc import Sequence

from dragoman.resolve.lexicon import HONORIFICS, NOT_NAMES
from dragoman.resolve.names import Token, fold
from dragoman.resolve.nicknames import NICKNAME

GAP = re.compile(rf"[ \u00a0\u200c]{{0,2}}(?:[-–])?| \[|\] |{NICKNAME.pattern}")
END_OF_A_NAME = re.compile(r"\b[A-Z][a-z]{2,}[-–]$")
LONGEST = 20
"""Code points of the first half of a double name."""

HALF_A_WORD = re.compile(r"[-–][a-z]")
AFTER_INITIAL = re.compile(r"\.? ?")
BREAK = re.compile(r"[.,;:()\"\n]")


def is_half(token: Token, text: str) -> bool:
    """Tell whether a word is half of one that names nobody, or ends a name: "Rourke-Vance"."""
    ends = END_OF_A_NAME.search(text, max(0, token.start - LONGEST), token.start) is not None
    return ends or HALF_A_WORD.match(text, token.end) is not None


def adjacent(one: Token, two: Token, text: str) -> bool:
    """Tell whether nothing stands between two words that could not stand within a name."""
    gap = text[one.end : two.start]
    if gap == " ":
        return True
    initial = len(one.text) == 1 or fold(one.text) in HONORIFICS
    return bool(GAP.fullmatch(gap) or (initial and AFTER_INITIAL.fullmatch(gap)))


def unbroken(tokens: Sequence[Token], first: int, last: int, text: str) -> bool:
    """Tell whether nothing but blanks and possessives stands between words."""
    return not BREAK.search(text[tokens[first].start : tokens[last - 1].end].replace("U.", ""))


def with_its_state(tokens: Sequence[Token], first: int, text: str, seen: int) -> int:
    """Give where a body's name begins that has a federal state's in it: "Nevada State Union".

    Args:
        tokens: The document's words.
        first: The first word of the body's own name.
        text: The document's text.
        seen: Where the name before it ends.
    """
    if first < 2 or tokens[first - 1].text != "State":
        return first
    before, word = tokens[first - 2], tokens[first - 1]
    beside = adjacent(before, word, text) and adjacent(word, tokens[first], text)
    proper = before.text[:1].isupper() and fold(before.text) not in NOT_NAMES
    return (
        first - 2 if beside and proper and not before.possessive and seen <= before.start else first
    )
