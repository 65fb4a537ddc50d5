"""Levels: how high a speaker stands who speaks for a party on a day."""

import re
from collections.abc import Iterable, Mapping

from dragoman.record import Actor, ActorKind, Level, Office, Speaker

PRINCIPALS = frozenset(
    """
    president|prime minister|chancellor|taoiseach|king|queen|emir|sultan|crown prince|pope
    supreme leader|leader|military leader|head of state|head of government|secretary general
    director general|chairperson|head of the presidential council|head of the sovereign council
    head of the supreme political council|foreign minister|secretary of state|foreign secretary
    foreign policy chief|high representative|defence minister|defense minister|defence secretary
    secretary of defense|secretary of war|negotiator|chief negotiator|lead negotiator
    head of the delegation|head of delegation
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
"""Roles, as the shipped knowledge writes them, that bind a party by what they say. The head of an
organisation is its secretary general, director general or chairperson."""

SPOKEN = re.compile(r"\b(?:spokes\w+|press (?:secretary|service|office))\b", re.IGNORECASE)
LESSER = re.compile(
    r"\b(?:vice|deputy|former|ex|advis[eo]r|aide|assistant|chief of staff|envoy|ambassador|member"
    r"|candidate|opposition|shadow|wife|son|daughter|brother)\b",
    re.IGNORECASE,
)
"""Words beside a high office that tell of somebody else: "vice president"."""

HIGH = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, PRINCIPALS), key=len, reverse=True)) + r")\b(?!['’])",
    re.IGNORECASE,
)
"""A high office in a description, but not "the president's chief of staff"."""


def known_by_id(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Give each actor under its id; of two versions the one of which more is known."""
    known: dict[str, Actor] = {}
    for actor in actors:
        other = known.get(actor.id)
        if other is None or _telling(actor) > _telling(other):
            known[actor.id] = actor
    return known


def level_of(speaker: Speaker, party: str, day: str | None, known: Mapping[str, Actor]) -> Level:
    """Tell how high a speaker stands.

    The highest office counts that a person holds of the party on that day; for somebody whom the
    knowledge lacks, the words by which the document describes them.

    Args:
        speaker: Who speaks.
        party: For whom.
        day: ISO 8601, as precise as known. None: not known, so that any office may count.
        known: Actors by id.
    """
    if speaker.kind is ActorKind.UNNAMED:
        return Level.UNNAMED
    if speaker.kind is not ActorKind.PERSON:
        return Level.INSTITUTION
    actor = known.get(speaker.id)
    if actor is None:
        return Level.OFFICIAL
    held = offices_on(actor, day)
    own = [office for office in held if office.of == party] or held
    levels = {_level_of_role(office.role) for office in own}
    if not levels and actor.description:
        levels = {_level_of_words(actor.description)}
    return next((level for level in Level if level in levels), Level.OFFICIAL)


def offices_on(actor: Actor, day: str | None) -> list[Office]:
    """Give the offices that an actor may hold on a day; without a day those that last."""
    if day is not None:
        return [office for office in actor.offices if office.held_on(day)]
    return [office for office in actor.offices if office.until is None] or list(actor.offices)


def _telling(actor: Actor) -> tuple[int, int, str, str]:
    description = actor.description or ""
    return len(actor.offices), len(description), description, repr(actor)


def _level_of_role(role: str) -> Level:
    if role.casefold() in PRINCIPALS:
        return Level.PRINCIPAL
    return Level.SPOKESPERSON if SPOKEN.search(role) else Level.OFFICIAL


def _level_of_words(words: str) -> Level:
    if SPOKEN.search(words):
        return Level.SPOKESPERSON
    if HIGH.search(words) and not LESSER.search(words):
        return Level.PRINCIPAL
    return Level.OFFICIAL
