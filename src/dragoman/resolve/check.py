"""Check: names that two actors share, and dates that cannot be."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from dragoman.record import ActorKind
from dragoman.resolve.entries import Entry
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.names import keys_of

EARLIEST, LATEST = "1945", "2040"


def check_knowledge(knowledge: Knowledge) -> list[str]:
    """Find what is wrong with the knowledge, one line each; an empty list is clean.

    Two actors may not share a name where nothing tells them apart: they are of one kind, and, for
    persons, hold offices at the same time. Offices may not begin in the future or before 1945, and
    may only be of a party that is known.
    """
    return [*_shared_names(knowledge), *_impossible_dates(knowledge), *_unknown_parties(knowledge)]


def _shared_names(knowledge: Knowledge) -> Iterator[str]:
    bearers: dict[tuple[tuple[str, ...], str], list[tuple[str, Entry]]] = defaultdict(list)
    for entry in knowledge.entries.values():
        for name in {*entry.spellings, *entry.weak}:
            written = name if name.isupper() else ""
            bearers[keys_of(name), written].append((name, entry))
    for shared in bearers.values():
        for (name, one), (_, two) in combinations(shared, 2):
            if one.actor.id != two.actor.id and _clash(one, two):
                yield f"{name!r} means both {one.actor.name} and {two.actor.name}"


def _clash(one: Entry, two: Entry) -> bool:
    if one.actor.kind is not two.actor.kind:
        return False
    if one.actor.kind is not ActorKind.PERSON:
        return True
    return any(
        (a.since or EARLIEST) <= (b.until or LATEST)
        and (b.since or EARLIEST) <= (a.until or LATEST)
        for a in one.actor.offices
        for b in two.actor.offices
    ) or not (one.actor.offices and two.actor.offices)


def _impossible_dates(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.entries.values():
        for office in entry.actor.offices:
            for day in (office.since, office.until):
                if day is not None and not EARLIEST <= day <= LATEST:
                    yield f"{entry.actor.name}: {office.role} of {office.of}: {day} cannot be"


def _unknown_parties(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.entries.values():
        parties = {office.of for office in entry.actor.offices} | {entry.actor.party or ""}
        for party in sorted(parties - {""}):
            if party not in knowledge.by_name:
                yield f"{entry.actor.name}: no entry for {party!r}"
