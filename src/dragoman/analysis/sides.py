"""Sides: for whom those speak through whom statements come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from dragoman.analysis.levels import offices_on
from dragoman.record import Actor, ActorKind, Statement


def heard_in(statements: Iterable[Statement]) -> dict[str, set[str]]:
    """Collect for whom everybody speaks in some statements; a party speaks for itself."""
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        if statement.party is not None:
            heard[statement.party].add(statement.party)
            if statement.speaker is not None:
                heard[statement.speaker.name].add(statement.party)
    return dict(heard)


class Sides:
    """Which side those who pass statements on are of."""

    def __init__(self, known: Mapping[str, Actor], heard: Mapping[str, Set[str]]) -> None:
        """Learn names from the actors, and from those who speak for a party in the record.

        Args:
            known: Actors by id.
            heard: The parties that somebody of a name speaks for in the record.
        """
        self.known = known
        self.heard = heard
        self.by_name: defaultdict[str, list[Actor]] = defaultdict(list)
        for actor in known.values():
            self.by_name[actor.name].append(actor)

    def of(self, name: str, day: str | None) -> Set[str]:
        """Give the parties that somebody speaks for on a day; empty if for none that is known."""
        parties = {
            party for actor in self.by_name.get(name, ()) for party in self._parties(actor, day)
        }
        return parties or self.heard.get(name, set())

    def _parties(self, actor: Actor, day: str | None) -> set[str]:
        if actor.kind is ActorKind.STATE:
            return {actor.name}
        if actor.party is not None:
            return {actor.party}
        return {self._side(office.of) for office in offices_on(actor, day)}

    def _side(self, name: str) -> str:
        """Give the side of an organisation that an office is of: a ministry's is its state."""
        return next((actor.party for actor in self.by_name.get(name, ()) if actor.party), name)
