"""History: whom leaders spoke for in what a text tells of their time in office."""

import re

from dragoman.record import Actor, Office
from dragoman.resolve.lexicon import FORMER
from dragoman.resolve.namesakes import TOP_ROLES
from dragoman.resolve.scene import Scene

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
THEN = re.compile(r"\b(?:then|now-former|at the time|since sacked|predecessor)\b", re.IGNORECASE)
NEAR = 250
"""Code points around a name in which a year says when somebody spoke."""

MOST = 6
"""How many of the places that name somebody are looked at."""


def party_in_history(actor: Actor, scene: Scene) -> str | None:
    """Give whom a leader out of office spoke for, where a text tells of the time in office.

    "In 2009 Barack Obama promised a new beginning" is a promise of the United States. What
    somebody says after leaving office is his own, and texts then call him a former president.
    None: the text tells of no such time.
    """
    day = scene.discourse.day
    if day is None or not actor.offices or any(office.until is None for office in actor.offices):
        return None
    led = [office for office in actor.offices if office.role in TOP_ROLES]
    seen = [s for s in scene.discourse.sightings if s.actor.id == actor.id][:MOST]
    around = [scene.text[max(0, s.start - NEAR) : s.end + NEAR] for s in seen]
    beside = [scene.text[max(0, s.start - 60) : s.end + 60].casefold().split() for s in seen]
    if any(set(words) & FORMER - {"then"} for words in beside):
        return None
    for text in around:
        for year in YEAR.findall(text):
            office = _held_in(int(year), led)
            if office is not None and year < day[:4]:
                return office.of
        if led and THEN.search(text):
            return led[-1].of
    return next((of for words in beside if (of := _then_held(words, actor))), None)


def _then_held(words: list[str], actor: Actor) -> str | None:
    """Give whom somebody spoke for who is called "the then foreign minister" beside the name."""
    said = " ".join(words).replace("-", " ").replace("defense", "defence")
    then = [o for o in actor.offices if re.search(rf"\bthen (?:the )?{re.escape(o.role)}\b", said)]
    return then[-1].of if then else None


def _held_in(year: int, offices: list[Office]) -> Office | None:
    held = (o for o in offices if (o.since or "")[:4] <= str(year) <= (o.until or "9")[:4])
    return next(held, None)
