"""Words: how a text is cut for PostgreSQL's search, as SQLite's FTS5 cuts it (unicode61).

Words are runs of letters and digits, whatever their case; Latin letters lose their accents. So one
query finds the same in both databases, and nothing depends on how a server was set up.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# The accents that FTS5 drops after their letters; at others it ends a word.
ACCENTS = "\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"

# Runs of what str.isalnum() has.
WORD = re.compile(f"[^\\W_](?:[^\\W_]|[{ACCENTS}])*")
ACCENT = re.compile(f"[{ACCENTS}]")

LONGEST = 400
"""Letters up to which words are told apart; PostgreSQL takes no word of more than 2,046 bytes."""


class Word(NamedTuple):
    """A word where it stands in a text.

    Attributes:
        folded: As it is looked for.
        start: Offset of its first character.
        end: Offset behind its last one.
    """

    folded: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Cut a text into its words."""
    for found in WORD.finditer(text):
        yield Word(folded(found[0]), found.start(), found.end())


def folded(word: str) -> str:
    """Bring a word to the form in which words are compared."""
    return word[:LONGEST].lower() if word.isascii() else _folded(word[:LONGEST])


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return "".join(map(_plain, word.lower()))


def _plain(sign: str) -> str:
    if ACCENT.match(sign):
        return ""
    alike = sign.casefold()
    sign = alike if len(alike) == 1 else sign
    base = unicodedata.normalize("NFD", sign)[0]
    return base if base.isascii() else sign
