"""Pointing: "rejected the demand" is about what was demanded before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.extract.stances import speaks_against
from dragoman.record import Act, Attribution, Code, Stance

NEAR = 600
"""Code points from what was demanded to the words that point at it."""

POINTS = re.compile(
    r"\W*(?:the|this|that|these|such|its|his|her|their)\s+(?:\w+\s+){0,2}"
    r"(?P<what>demand|request|call|idea|condition)s?\W*",
    re.IGNORECASE,
)
PUT = {
    "demand": {Act.DEMAND},
    "condition": {Act.DEMAND},
    "request": {Act.REQUEST, Act.DEMAND},
    "call": {Act.REQUEST, Act.DEMAND},
    "idea": {Act.PROPOSE, Act.REQUEST},
}
"""The acts by which that is put which is called so: who asks for something demands nothing."""

TAKEN = frozenset({Act.AGREE})
OTHER = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}


def with_what_is_meant(attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Give statements with codes for what they only point at.

    Who rejects "the demand" opposes what the last demand before it, of somebody else, was coded
    with; who agrees to it supports that.

    Args:
        attributions: Coded statements of a document.
    """
    for one in attributions:
        codes = _meant(one, attributions)
        yield replace(one, codes=codes) if codes else one


def _meant(one: Attribution, every: Sequence[Attribution]) -> tuple[Code, ...]:
    points = POINTS.fullmatch(one.content[0].text) if len(one.content) == 1 else None
    if points is None:
        return ()
    put = PUT[points["what"].casefold()]
    against = one.act is Act.REJECT or (one.cue is not None and speaks_against(one.cue.text))
    if not against and one.act not in TAKEN:
        return ()
    start = one.content[0].start
    before = [
        other
        for other in every
        if other.act in put
        and other.codes
        and 0 < start - other.content[-1].end <= NEAR
        and (other.source and other.source.text) != (one.source and one.source.text)
    ]
    if not before:
        return ()
    asked = max(before, key=lambda other: other.content[-1].end)
    return tuple(
        replace(code, stance=OTHER[code.stance] if against else code.stance, condition=None)
        for code in asked.codes
    )
