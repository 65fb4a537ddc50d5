"""What a dossier wants of archives: its parties, those who act for them, and its concepts."""

from collections.abc import Callable, Iterator, Sequence

from dragoman.ingest import ArchiveReading, Interest
from dragoman.ingest.interests import stems
from dragoman.ingest.teasers import load_vocabulary
from dragoman.record import Actor, ActorKind, Codebook
from dragoman.resolve import Knowledge
from dragoman.store import Store

SHORTEST_SURNAME = 5
"""Letters from which a surname alone is taken for its bearer; shorter ones are many people's."""


def archive_reading(store: Store, interest: Callable[[], Interest | None]) -> ArchiveReading:
    """Say how archives are read into a store, which remembers how far each has been.

    Args:
        store: The record.
        interest: Gives what is wanted; asked when the first archive is met.
    """
    return ArchiveReading(
        interest=interest,
        bookmark_of=store.view().bookmark,
        keep=store.writer().keep_bookmark,
    )


def interest_of(
    knowledge: Knowledge,
    parties: Sequence[str],
    codebook: Codebook | None,
    languages: Sequence[str] = (),
) -> Interest:
    """Say what a dossier wants of articles that nobody picked by hand.

    Args:
        knowledge: Who there is, the dossier's own actors among them.
        parties: The sides, by canonical name.
        codebook: Its concepts. None: it has no codebook.
        languages: ISO 639-1 codes of the languages that are read. Empty: all.
    """
    sides = tuple(tuple(sorted(set(_names(knowledge, party)))) for party in parties)
    named = {name.lower() for names in sides for name in names}
    concepts = codebook.concepts if codebook else ()
    told = [part for concept in concepts for part in (concept.text, concept.id, concept.issue)]
    words = stems(told, load_vocabulary().common)
    words = tuple(word for word in words if not any(name.startswith(word) for name in named))
    return Interest(sides=sides, words=words, languages=tuple(languages))


def _names(knowledge: Knowledge, party: str) -> Iterator[str]:
    """Give the names of a party and of everyone who has acted for it."""
    yield party
    entry = knowledge.by_name.get(party)
    if entry:
        yield from (*entry.spellings, *entry.adjectives)
    for other in knowledge.entries.values():
        if _acts_for(other.actor, party):
            yield from _called(other.actor)


def _acts_for(actor: Actor, party: str) -> bool:
    if actor.kind is ActorKind.OUTLET:
        return False  # a party's outlets report on everything
    return actor.party == party or any(office.of == party for office in actor.offices)


def _called(actor: Actor) -> Iterator[str]:
    names = (actor.name, *actor.names)
    yield from names
    if actor.kind is ActorKind.PERSON:
        for name in names:
            surname = name.split()[-1]
            if len(surname) >= SHORTEST_SURNAME:
                yield surname
