"""Knowing: who can be named as a speaker, read once and again when the dossier's file changes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.record import Actor
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.store.queries.actors import ActorList
from dragoman.store.queries.written import Part
from dragoman.store.tables import folded
from dragoman.web.desk import Desk

OFFERED = 20
"""Names that a search offers."""

AT_FIRST = 150
"""Names that a form offers before anything is searched, those who speak most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Somebody who may be named.

    Attributes:
        name: The name, as the form takes it.
        note: What he, she or it is, to tell two of one name apart.
    """

    name: str
    note: str


def knowledge_of(desk: Desk) -> Knowledge:
    """Give what is known of actors beyond the documents, with the dossier's own additions."""
    path = desk.dossier.actors_path
    return _loaded(path, path.stat().st_mtime_ns if path else 0)


@lru_cache(maxsize=4)
def _loaded(path: Path | None, _changed: int) -> Knowledge:
    return load_knowledge(path)


def offers_at_first(desk: Desk) -> tuple[Offer, ...]:
    """Offer those who speak most in the dossier."""

    def make() -> tuple[Offer, ...]:
        found = desk.view.ask(ActorList(limit=AT_FIRST)).items
        return _distinct([offer(one.actor) for one in found])

    return desk.memo("speakers offered", make, Part.ACTORS, Part.STATEMENTS)


def offers_for(desk: Desk, words: str) -> tuple[Offer, ...]:
    """Offer whoever has these characters in a name: those of the dossier first, then all known."""
    wanted = folded(words.strip())
    if not wanted:
        return ()
    found = [offer(one.actor) for one in desk.view.ask(ActorList(text=words, limit=OFFERED)).items]
    for entry in knowledge_of(desk).entries.values():
        if len(found) >= 2 * OFFERED:
            break
        if any(wanted in folded(name) for name in (entry.actor.name, *entry.actor.names)):
            found.append(offer(entry.actor))
    return _distinct(found)[:OFFERED]


def offer(actor: Actor) -> Offer:
    """Put an actor into an offer."""
    held = [f"{office.role} of {office.of}" for office in actor.offices if office.until is None]
    about = [actor.kind.value, *held[:1], actor.party or ""]
    about += ["this article only"] if actor.local_to else []
    return Offer(name=actor.name, note=", ".join(part for part in about if part))


def _distinct(offers: list[Offer]) -> tuple[Offer, ...]:
    return tuple({one.name: one for one in reversed(offers)}.values())[::-1]
