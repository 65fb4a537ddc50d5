"""Anonymity: what a text tells of a source that it does not name, as typed words of its own."""

import re

from dragoman.resolve.lexicon import COUNTS
from dragoman.resolve.names import fold
from dragoman.resolve.phrases import SIDES, Phrase
from dragoman.resolve.scene import Scene

LEVELS = re.compile(
    r"\b(?:high-ranking|high-level|senior|top|mid-level|junior|current and former|former|retired"
    r"|serving|local|regional|veteran)\b",
    re.IGNORECASE,
)
NEARNESS = re.compile(
    r"\b(?:(?:directly |closely )?(?:familiar|acquainted|involved|briefed|close|near|privy)"
    r" (?:with|in|on|to|by)|with (?:direct )?knowledge of|versed in)\b[^,.;\"”]{2,80}",
    re.IGNORECASE,
)
BODIES = re.compile(
    r"\b(?:(?:foreign|defen[cs]e|interior|health|finance) ministry|state department|white house"
    r"|kremlin|pentagon|congress|administration|intelligence|military|army|security|government"
    r"|presidential office|embassy|diplomatic|police|nato|parliament)\b",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:(?:spoke|speaking|spoken|talked|talking|agreed to speak) on (?:the )?condition of"
    r" anonymity|on condition (?:of anonymity|that \w+ not be named)|(?:asked|declined|refused"
    r"|wished|requested)(?: \w+)? (?:not to be|to be|to remain|remain)(?: \w+){1,2}"
    r"|granted anonymity"
    r"|(?:was|were|is|are) not authori[sz]ed to[^.;\"”]{2,60})\b(?:[^.;,\"”]{0,90})",
    re.IGNORECASE,
)
AFTER = 220
"""Code points after a source in which its reason for anonymity is looked for, in its sentence."""


def typed(phrase: Phrase, scene: Scene) -> str:
    """Give the words of an unnamed source, and after them what they tell, kind by kind.

    "two senior US officials familiar with the talks; number: two; level: senior; state: United
    States; nearness: familiar with the talks". Nothing is added that the text does not say.
    """
    words = re.sub(r"\s+", " ", phrase.span.text).strip()
    told = [words]
    count = [t.text.casefold() for t in phrase.head.tokens[:3] if fold(t.text) in COUNTS]
    if count:
        told.append(f"number: {' '.join(count)}")
    for kind, pattern in (("level", LEVELS), ("institution", BODIES), ("nearness", NEARNESS)):
        found = pattern.search(words)
        if found:
            told.append(f"{kind}: {found.group().strip()}")
    sides = [s.actor.party or s.actor.name for s in phrase.leading(phrase.head, *SIDES)]
    if sides:
        told.append(f"side: {sides[0]}")
    _, end = scene.sentence(phrase.span.start)
    around = scene.text[phrase.span.start : min(end, phrase.span.end + AFTER)]
    reason = REASON.search(around)
    if reason:
        told.append("anonymity: " + re.sub(r"\s+", " ", reason.group()).strip())
    return "; ".join(told)
