"""Adjoining: whether words of a text stand side by side, as those of one name do."""

import re
from collections.abc import Sequence

from dragoman.resolve.lexicon import HONORIFICS
from dragoman.resolve.names import Token, fold
from dragoman.resolve.nicknames import NICKNAME

GAP = re.compile(rf"[ \u00a0\u200c]{{0,2}}(?:[-–])?| \[|\] |{NICKNAME.pattern}")
AFTER_INITIAL = re.compile(r"\.? ?")
BREAK = re.compile(r"[.,;:()\"\n]")


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
