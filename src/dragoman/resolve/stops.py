"""Stops: where the sentences of a text begin, as far as its links and pronouns need to know."""

import re

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
