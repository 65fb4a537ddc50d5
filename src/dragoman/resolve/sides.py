"""Sides: the two parties whom "the two sides" means, told as one who speaks for both."""

import re
from itertools import pairwise

from dragoman.record import Actor, ActorKind
from dragoman.resolve.phrases import SIDES
from dragoman.resolve.scene import Scene
from dragoman.resolve.surnames import Sighting

CLEAR = 3
"""How many times as much as of any third a text tells of each of two sides."""

OPPOSED = {"warring", "opposing", "negotiating", "conflicting", "belligerent"}
AND = re.compile(r" and (?:the )?|[-–]")
HELPING = re.compile(
    r"\b(?:mediat\w+|brokered by|hosts?|hosted by|guarantors?|help of|with)(?: (?:of|by|the))* $",
    re.IGNORECASE,
)
"""What stands before those who are no side themselves: "the mediators Oman and Iraq"."""


def names_sides(words: tuple[str, ...]) -> bool:
    """Tell whether words mean both of two parties: "sides", "warring parties"."""
    opposed = set(words[:-1]) <= OPPOSED
    return opposed and (words[-1] == "sides" or (words[-1] == "parties" and len(words) > 1))


def two_sides(at: int, scene: Scene) -> Actor | None:
    """Give the two parties whom "the two sides" means at a place: "Oman and Iraq".

    They are those of whom the text tells in one breath before; of several pairs, the one that it
    is most about; without a pair, those of whom it nearly only tells. None: nothing makes it clear.
    """
    sides = (sighting for sighting in scene.discourse.before(at) if _is_side(sighting.actor))
    pairs = [
        (first.actor, second.actor)
        for second, first in pairwise(sides)
        if _paired(first, second, scene.text)
    ]
    if not pairs:
        return _all_are_of(at, scene)
    first, second = max(pairs, key=lambda pair: sum(scene.weights[_party(actor)] for actor in pair))
    # In one order, so that the two are one actor whichever an article names first.
    return scene.local(ActorKind.UNNAMED, " and ".join(sorted((first.name, second.name))))


def _all_are_of(at: int, scene: Scene) -> Actor | None:
    """Give the two parties that a text is nearly all about, where it has named both before."""
    told = [*scene.weights.most_common(3), ("", 0), ("", 0), ("", 0)]
    if not told[1][1] or told[1][1] < CLEAR * told[2][1]:
        return None
    named = [_party(s.actor) for s in scene.discourse.before(at) if _is_side(s.actor)]
    both = sorted({told[0][0], told[1][0]} & set(named))
    return scene.local(ActorKind.UNNAMED, " and ".join(both)) if len(both) > 1 else None


def _is_side(actor: Actor) -> bool:
    return actor.kind in SIDES and actor.party in {None, actor.name}


def _party(actor: Actor) -> str:
    return actor.party or actor.name


def _paired(one: Sighting, other: Sighting, text: str) -> bool:
    """Tell whether two names stand side by side, and no third with them."""
    between = text[one.end : other.start]
    both = one.adjective == other.adjective and one.actor != other.actor
    if not both or not AND.fullmatch(between) or one.possessive:
        return False
    before, after = text[max(0, one.start - 40) : one.start], text[other.end : other.end + 20]
    third = re.search(r"[A-Z]\w+(?:,|,? and)(?: the)? $", before)
    return not (third or HELPING.search(before) or re.match(r",? and (?:the )?[A-Z]", after))
