"""Actors: who speaks, for whom and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select, tuple_

from dragoman.record import Actor, ActorKind
from dragoman.store.expressions import holds
from dragoman.store.queries.ordering import Page, count
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import ACTORS, STATEMENTS, folded

actors, statements = ACTORS.table.c, STATEMENTS.table.c
names = ACTORS.lists["names"].table.c

SELDOM = 2
"""Statements up to which a speaker is looked for only where there are too few who say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCount:
    """An actor and how much it says.

    Attributes:
        actor: The actor.
        statements: In how many statements it is the speaker.
    """

    actor: Actor
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorList:
    """A page of the actors that documents speak of, those with the most statements first.

    Attributes:
        text: Only those of whom a name has these characters, whatever their case. None: all.
        kind: Only those of this kind. None: all.
        party: Only those who speak for this party, counted by what they say for it. None: all.
        after: The cursor of the page before. None: the first page.
        limit: How many at most.
        count: Whether all that are wanted are counted.
    """

    text: str | None = None
    kind: ActorKind | None = None
    party: str | None = None
    after: str | None = None
    limit: int = 50
    count: bool = False

    def run(self, connection: Connection) -> Listed[ActorCount]:
        """Give the page.

        Raises:
            QueryError: The cursor is malformed.
        """
        page = Page(after=self.after, limit=self.limit)
        key = page.key(int, str, str)
        rows, last = cut(self._rows(connection, key, self._found(SELDOM)), self.limit)
        if last is None:
            rows, last = cut(self._rows(connection, key, self._found()), self.limit)
        loaded = ACTORS.load(connection, [row.version for row in rows])
        items = (
            ActorCount(actor=a, statements=r.number) for a, r in zip(loaded, rows, strict=True)
        )
        return Listed(
            items=tuple(items),
            next=cursor_of((last.number, last.name, last.id)) if last else None,
            total=count(connection, self._counted()) if self.count else None,
        )

    def _found(self, more_than: int = 0) -> Select[Any]:
        """Choose the actors with how much they say.

        Args:
            more_than: Only those who say more; of a full page of them nobody else could be part,
                and most actors are known from one sentence of one document.
        """
        said = select(statements.speaker_id, func.count().label("number"))
        if self.party is not None:
            said = said.where(statements.party == self.party)
        said = said.group_by(statements.speaker_id)
        if more_than:
            said = said.having(func.count() > more_than)
        counted = said.subquery()
        everyone = self.party is None and not more_than
        return (
            select(
                func.min(actors.version).label("version"),
                func.min(func.coalesce(counted.c.number, 0)).label("number"),
                func.min(actors.name).label("name"),  # an id is of one name
                actors.id,
            )
            .select_from(ACTORS.table)
            .join(counted, counted.c.speaker_id == actors.id, isouter=everyone)
            .where(*self._conditions())
            .group_by(actors.id)
        )

    def _rows(
        self, connection: Connection, key: Sequence[Any] | None, wanted: Select[Any]
    ) -> Sequence[Row[Any]]:
        found = wanted.subquery()
        paged = select(found)
        if key is not None:
            behind = tuple_(found.c.name, found.c.id) > key[1:]
            paged = paged.where(or_(found.c.number < key[0], (found.c.number == key[0]) & behind))
        order = found.c.number.desc(), found.c.name, found.c.id
        return connection.execute(paged.order_by(*order).limit(self.limit + 1)).all()

    def _counted(self) -> Select[Any]:
        """Choose the ids of the actors, to be counted."""
        wanted = select(actors.id).distinct().where(*self._conditions())
        if self.party is not None:
            spoken = STATEMENTS.table.alias().c
            heard = select(spoken.speaker_id).where(spoken.party == self.party)
            wanted = wanted.where(actors.id.in_(heard))
        return wanted

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = []
        if self.kind is not None:
            conditions.append(actors.kind == self.kind.value)
        if self.text is not None:
            called = select(names.actor).where(names.value.icontains(self.text, autoescape=True))
            spoken = STATEMENTS.table.alias().c
            matched = select(spoken.speaker_id).where(
                holds(spoken.speaker_folded, folded(self.text))
            )
            conditions.append(
                or_(
                    actors.name.icontains(self.text, autoescape=True),
                    actors.version.in_(called),
                    actors.id.in_(matched),
                )
            )
        return conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorById:
    """One actor.

    Attributes:
        id: Its id.
    """

    id: str

    def run(self, connection: Connection) -> Actor | None:
        """Give the actor. None: no document brings one of this id."""
        wanted = select(func.min(actors.version)).where(actors.id == self.id)
        version = connection.scalar(wanted)
        return next(iter(ACTORS.load(connection, [version])), None) if version else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorsKnown:
    """The actors of some ids and of some names, and the organisations that their offices are of.

    Attributes:
        ids: Ids of actors.
        names: Their canonical names.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def run(self, connection: Connection) -> tuple[Actor, ...]:
        """Give the actors in the order of the view: by name, kind and id."""
        found = _known(connection, actors.id, self.ids)
        found |= _known(connection, actors.name, self.names)
        bodies = {office.of for actor in found.values() for office in actor.offices}
        found |= _known(connection, actors.name, sorted(bodies - set(self.names)))
        return tuple(sorted(found.values(), key=lambda actor: (actor.name, actor.kind, actor.id)))


def _known(
    connection: Connection, column: ColumnElement[str], values: Sequence[str]
) -> dict[str, Actor]:
    found: dict[str, Actor] = {}
    for batch in batched(values):
        # A column beside a minimum is of the row that has it, as in the view's own order.
        wanted = select(func.min(actors.version)).where(column.in_(batch))
        versions = connection.scalars(wanted.group_by(actors.id, actors.name, actors.kind))
        found |= {actor.id: actor for actor in ACTORS.load(connection, versions.all())}
    return found
