"""Actors: who speaks, for whom and how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)

from dragoman.record import Actor, ActorKind
from dragoman.store.derived import (
    ACTOR_KINDS,
    ACTOR_TALLIES,
    NAME_TALLIES,
    SPEAKER_TALLIES,
    total,
)
from dragoman.store.expressions import holds
from dragoman.store.queries.ordering import Page, count
from dragoman.store.queries.paging import Listed, cursor_of, cut
from dragoman.store.shapes import batched
from dragoman.store.tables import ACTORS, folded

actors = ACTORS.table.c
names = ACTORS.lists["names"].table.c


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
        found: list[Row[Any]] = []
        if key is None or key[0] != 0:
            found += connection.execute(self._speaking(key).limit(self.limit + 1)).all()
        if len(found) <= self.limit and self.party is None:
            silent = self._silent(key if key and key[0] == 0 else None)
            found += connection.execute(silent.limit(self.limit + 1 - len(found))).all()
        rows, last = cut(found, self.limit)
        loaded = ACTORS.load(connection, [row.version for row in rows])
        items = (
            ActorCount(actor=a, statements=r.number) for a, r in zip(loaded, rows, strict=True)
        )
        return Listed(
            items=tuple(items),
            next=cursor_of((last.number, last.name, last.id)) if last else None,
            total=self._total(connection) if self.count else None,
        )

    def _speaking(self, key: Sequence[Any] | None) -> Select[Any]:
        """Choose those who say anything, in their order; they lie by how much they say."""
        of = ACTOR_TALLIES.c if self.party is None else SPEAKER_TALLIES.c
        # An id is of one name.
        name = select(func.min(actors.name)).where(actors.id == of.speaker_id).scalar_subquery()
        version = select(func.min(actors.version)).where(actors.id == of.speaker_id)
        wanted = select(
            version.scalar_subquery().label("version"),
            of.number,
            name.label("name"),
            of.speaker_id.label("id"),
        ).where(exists().where(actors.id == of.speaker_id, *self._conditions()))
        if self.party is not None:
            wanted = wanted.where(SPEAKER_TALLIES.c.party == self.party)
        if key is not None:
            number, *behind = key
            wanted = wanted.where(
                of.number <= number,
                or_(of.number < number, tuple_(name, of.speaker_id) > tuple(behind)),
            )
        return wanted.order_by(of.number.desc(), name, of.speaker_id)

    def _silent(self, key: Sequence[Any] | None) -> Select[Any]:
        """Choose those of whom no statement is, by name."""
        speaks = exists().where(ACTOR_TALLIES.c.speaker_id == actors.id)
        name = func.min(actors.name)
        wanted = select(
            func.min(actors.version).label("version"),
            literal(0).label("number"),
            name.label("name"),
            actors.id,
        ).where(~speaks, *self._conditions())
        if key is not None:
            wanted = wanted.where(tuple_(actors.name, actors.id) > tuple(key[1:]))
        return wanted.group_by(actors.id).order_by(name, actors.id)

    def _total(self, connection: Connection) -> int | None:
        """Count the actors; by kind they are counted already."""
        if self.text is not None or self.party is not None:
            return count(connection, self._counted())
        of = ACTOR_KINDS.c
        wanted = select(total(of.number))
        return connection.scalar(
            wanted if self.kind is None else wanted.where(of.kind == self.kind)
        )

    def _counted(self) -> Select[Any]:
        """Choose the ids of the actors, to be counted."""
        wanted = select(actors.id).distinct().where(*self._conditions())
        if self.party is not None:
            heard = select(SPEAKER_TALLIES.c.speaker_id)
            wanted = wanted.where(actors.id.in_(heard.where(SPEAKER_TALLIES.c.party == self.party)))
        return wanted

    def _conditions(self) -> list[ColumnElement[bool]]:
        conditions = []
        if self.kind is not None:
            conditions.append(actors.kind == self.kind.value)
        if self.text is not None:
            called = select(names.actor).where(names.value.icontains(self.text, autoescape=True))
            named = select(NAME_TALLIES.c.speaker_name).where(
                holds(NAME_TALLIES.c.speaker_folded, folded(self.text))
            )
            heard = SPEAKER_TALLIES.c
            matched = select(heard.speaker_id).where(heard.speaker_name.in_(named))
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
