"""Stops: where sentences begin, as far as links and pronouns need it; what is said left out."""

import re
from collections.abc import Iterable

from dragoman.record import Span

STOP = re.compile(
    r"[.!?…](?:(?<= on X.)|(?<!\b[A-Z].))(?<!\b(?:Mr|Ms|Dr|Lt|St|vs).)"
    r"(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Maj|Sgt|Adm|Jan|Feb|Aug|Oct|Nov|Dec).)"
    r"(?<!\b(?:Capt|Cmdr|Prof|Sept|Brig).)[\"”’')»]*\s+|\n+"
    r"|\((?:[Cc]redit|[Pp]hoto|[Ii]mage)\b:?[^()\n]{3,80}\)\s+"
)
"""A capital alone is an initial ("J. Doe", "the U.S. said"), or the network X; "the AP." ends."""


def sentence_starts(text: str) -> list[int]:
    """Give where each sentence begins; a text of any length has one at its beginning."""
    return [0, *(match.end() for match in STOP.finditer(text))]


def masked(text: str, start: int, end: int, spans: Iterable[Span], mark: str) -> str:
    """Give a stretch of a text with a mark for every character of some spans.

    Args:
        text: The text.
        start: Where the stretch begins.
        end: Where it ends.
        spans: What is not to be read in it.
        mark: One character.
    """
    words = text[start:end]
    for span in spans:
        first, last = max(span.start, start) - start, min(span.end, end) - start
        if first < last:
            words = words[:first] + mark * (last - first) + words[last:]
    return words
