"""Callings: whom "the Labour leader" means among those whom the document has called so."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.lexicon import DETERMINERS, FORMER, OFFICIAL, PREPOSITIONS, RETINUE
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Asked, Scene
from dragoman.resolve.surnames import Sighting
from dragoman.resolve.titles import description_of

TITLES = {
    *("minister", "secretary", "ambassador", "governor", "mayor", "envoy", "president"),
    *("chancellor", "premier", "spokesman", "spokeswoman", "spokesperson", "judge", "general"),
    *("colonel", "undersecretary", "prosecutor", "commissioner", "speaker", "lawmaker"),
}
"""Callings that somebody has or has not; anybody may be an official, a leader or a politician."""

OTHER_OFFICE = FORMER | OFFICIAL | RETINUE | {"elect", "designate", "vice", "shadow", "counterpart"}
"""Words of a description that make another office of the one that a phrase names."""
TITLE_REACH = 16
"""Code points before a name in which its title stands: "General (r) Ann Lee"."""


def from_calling(asked: Asked) -> Actor | None:
    """Take the person named last of those described in the words of a definite phrase.

    "The agriculture minister" is whom the document introduced as South Africa's agriculture
    minister, and not its deputy minister.
    """
    part, scene = asked.phrase.head, asked.scene
    words = [word for word in part.words if word not in PREPOSITIONS | DETERMINERS]
    whole = part.head == len(part.tokens) and len(asked.phrase.parts) == 1
    if not whole or part.words[0] != "the" or len(words) < 2 or words[-1] not in OFFICIAL:
        return None
    selves = scene.selves(asked.phrase.span)
    for sighting in scene.discourse.before(asked.phrase.span.start):
        if sighting.actor.kind is not ActorKind.PERSON or sighting.actor in selves:
            continue
        if scene.discourse.held(sighting.actor):
            continue  # whose offices are known, whatever stands before the name
        description = told_of(sighting, scene)
        if description and _calls(words, description):
            return sighting.actor
    return None


def told_of(sighting: Sighting, scene: Scene) -> str | None:
    """Give what a text calls somebody where it names them. None: only the name."""
    if sighting.start not in scene.callings:
        scene.callings[sighting.start] = description_of(sighting, scene)
    return scene.callings[sighting.start]


def _calls(words: list[str], description: str) -> bool:
    """Tell whether a description says all that a phrase says, and of no other office."""
    told = [fold(word) for word in re.findall(r"[\w’'-]+", description)]
    told = [word.removesuffix("s") if word.endswith("s") else word for word in told]
    wanted = [word.removesuffix("s") for word in words]
    head = wanted[-1]
    if head not in told or not set(wanted) <= set(told):
        return False
    after = told[told.index(head) + 1 :]
    runs_up = not after or after[0] in PREPOSITIONS
    return runs_up and not (set(told) - set(wanted)) & OTHER_OFFICE


def may_be_called(words: list[str], actor: Actor, scene: Scene) -> bool:
    """Tell whether a title may be that of somebody in focus: "the minister".

    Args:
        words: The title, with what tells which one it is: then somebody of whom the text does not
            tell all of it is another, and of a bare title only who has some other one.
        actor: Somebody in focus.
        scene: Where the document tells of the office.
    """
    if words[-1] not in TITLES or actor.kind is not ActorKind.PERSON:
        return True
    told = {fold(w) for o in actor.offices for w in f"{o.role} {o.body or ''} {o.of}".split()}
    for sighting in scene.discourse.sightings:
        if sighting.actor.id == actor.id:
            before = scene.text[max(0, sighting.start - TITLE_REACH) : sighting.start]
            called = f"{before} {told_of(sighting, scene) or ''}"
            told |= {fold(word) for word in re.findall(r"\w+", called)}
    return set(words) <= told or (len(words) == 1 and not told & TITLES)
