"""Parties: the side that a speaker speaks for on a date."""

import re

from dragoman.record import Actor, ActorKind
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import FORMER, PRIVATE
from dragoman.resolve.names import fold


def party_of(actor: Actor, day: str | None, words: str, knowledge: Knowledge) -> str | None:
    """Give the side that an actor speaks for.

    Args:
        actor: The speaker.
        day: When the document was published. None: not known.
        words: The words of the source, which may say "former".
        knowledge: Where an organisation's own party is looked up.

    Returns:
        A party's name. None: outlets, former officials, analysts and private persons have none.
    """
    if actor.kind is ActorKind.STATE:
        return actor.name
    if actor.kind is ActorKind.OUTLET:
        return None
    if actor.kind is not ActorKind.PERSON or actor.local_to is not None:
        return actor.party
    if day is None and past_office(words, knowledge) and all(o.until for o in actor.offices):
        return None
    held = [office for office in actor.offices if day is None or office.held_on(day)]
    if day is None:
        held = [office for office in held if office.until is None] or held
    held = [office for office in held if office.role != "opposition leader"] or held
    if not held:
        return None
    folded = {fold(word) for word in re.findall(r"\w+", words)}
    told = [office for office in held if folded & {fold(word) for word in office.role.split()}]
    office = (told or held)[0]
    of = knowledge.by_name.get(office.of)
    return (of.actor.party or office.of) if of is not None else office.of


def is_past(words: str) -> bool:
    """Tell whether a description says that the office is over ("the former envoy")."""
    return bool({fold(word) for word in re.findall(r"[\w]+", words)} & FORMER)


def past_office(words: str, knowledge: Knowledge) -> bool:
    """Tell whether a source says that an office is over: "the former envoy", not "actor"."""
    folded = [fold(word) for word in re.findall(r"\w+", words)]
    return any(
        set(folded[place + 1 : place + 4]) & knowledge.role_words
        for place, word in enumerate(folded)
        if word in FORMER - {"then"}  # "the then minister" speaks as one
    )


def is_private(words: str) -> bool:
    """Tell whether a description is of someone who speaks for no side: analysts, residents."""
    return bool({fold(word) for word in re.findall(r"[\w]+", words)} & PRIVATE)
