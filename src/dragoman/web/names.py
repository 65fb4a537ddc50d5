"""Names: parties and actors by the names that the record has them under, with marks and links."""

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.store.queries.actors import ActorsKnown
from dragoman.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """A party or person.

    Attributes:
        name: The name, ready for display.
        sign: Its mark, for a party that has one. None: it has none.
        actor: Id of the actor of this name. None: the record knows none, or several.
    """

    name: str
    sign: PartySign | None
    actor: str | None


class Namer:
    """Puts names into lines, with marks and links."""

    def __init__(self, desk: Desk, names: Iterable[str]) -> None:
        """Look up names all at once."""
        self.desk = desk
        asked = tuple(sorted(set(names)))
        self.actors: dict[str, set[str]] = {name: set() for name in asked}
        for actor in desk.view.ask(ActorsKnown(names=asked)):
            # Who exists in one document alone may be somebody else of the same name.
            if actor.local_to is None and actor.name in self.actors:
                self.actors[actor.name].add(actor.id)

    def lines(self, names: Iterable[str]) -> tuple[NameLine, ...]:
        """Put names into lines."""
        return tuple(self.line(name) for name in names)

    def line(self, name: str) -> NameLine:
        """Put a name into a line."""
        ids = self.actors.get(name, set())
        return NameLine(
            name=shown_in_line(name),
            sign=self.desk.sign(name),
            actor=next(iter(ids)) if len(ids) == 1 else None,
        )
