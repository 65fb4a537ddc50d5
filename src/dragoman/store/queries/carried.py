"""Carried: whose statements each outlet carries, through whom, and where it speaks itself."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dragoman.record import ActorKind, Document, LinkKind
from dragoman.store.expressions import nulls_first
from dragoman.store.shapes import batched
from dragoman.store.tables import DOCUMENTS, STATEMENT_TALLIES, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
tallies = STATEMENT_TALLIES.c
via, content = (STATEMENTS.lists[name].table.c for name in ("via", "content"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCarried:
    """How many statements an outlet carries of one side.

    Attributes:
        outlet: Its name. None: not known.
        party: The side. None: no side, or unresolved.
        kind: What the speakers are. None: unresolved.
        statements: How many.
    """

    outlet: str | None
    party: str | None
    kind: ActorKind | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesCarried:
    """Whose statements outlets carry, by side and by what the speakers are.

    Attributes:
        outlets: Only these, as the record spells them. None: all.
    """

    outlets: tuple[str, ...] | None = None

    def run(self, connection: Connection) -> tuple[PartyCarried, ...]:
        """Give the counts by outlet, party and kind."""
        key = tallies.outlet, tallies.party, tallies.speaker_kind
        counted = select(*key, tallies.number).where(tallies.number > 0)
        if self.outlets is not None:
            counted = counted.where(tallies.outlet.in_(self.outlets))
        rows = connection.execute(counted.order_by(*nulls_first(key)))
        return tuple(
            PartyCarried(
                outlet=outlet, party=party, kind=ActorKind(kind) if kind else None, statements=n
            )
            for outlet, party, kind, n in rows
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerCarried:
    """How many statements some outlets carry of one speaker.

    Attributes:
        id: The actor's id.
        name: Its name.
        party: The side spoken for. None: no side.
        statements: How many.
    """

    id: str
    name: str
    party: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakersCarried:
    """Which named speakers outlets carry most.

    Attributes:
        outlets: The outlets' names, as the record spells them.
        limit: How many speakers at most.
    """

    outlets: tuple[str, ...]
    limit: int = 20

    def run(self, connection: Connection) -> tuple[SpeakerCarried, ...]:
        """Give the speakers, those with the most statements first."""
        key = statements.speaker_id, statements.speaker_name, statements.party
        number = func.count()
        wanted = _of(self.outlets, select(*key, number)).where(
            statements.speaker_id.is_not(None),
            statements.speaker_kind != ActorKind.UNNAMED.value,
        )
        ordered = (
            wanted.group_by(*key).order_by(number.desc(), *nulls_first(key[1:])).limit(self.limit)
        )
        return tuple(
            SpeakerCarried(id=id_, name=name, party=party, statements=n)
            for id_, name, party, n in connection.execute(ordered)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLink:
    """From whom outlets have statements, next to them in the chain.

    Attributes:
        name: The first link of the chains. None: they have the statements themselves.
        kind: What it is. None: they have them themselves.
        statements: How many.
    """

    name: str | None
    kind: LinkKind | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLinks:
    """Through whom outlets have their statements.

    Attributes:
        outlets: The outlets' names, as the record spells them.
        limit: How many links at most.
    """

    outlets: tuple[str, ...]
    limit: int = 50

    def run(self, connection: Connection) -> tuple[FirstLink, ...]:
        """Give what they have themselves, then the links, those with the most statements first."""
        number = func.count()
        first = (via.statement == statements.id) & (via.ordinal == 0)
        wanted: Select[Any] = _of(self.outlets, select(via.name, via.kind, number)).join(
            STATEMENTS.lists["via"].table, first, isouter=True
        )
        ordered = wanted.group_by(via.name, via.kind).order_by(
            via.name.is_not(None), number.desc(), via.name, via.kind
        )
        return tuple(
            FirstLink(name=name, kind=LinkKind(kind) if kind else None, statements=n)
            for name, kind, n in connection.execute(ordered.limit(self.limit))
        )


def _of(outlets: tuple[str, ...], wanted: Select[Any]) -> Select[Any]:
    """Choose from the statements in documents of some outlets."""
    return wanted.select_from(STATEMENTS.table).where(statements.outlet.in_(outlets))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsOf:
    """The documents of some outlets, the newest first, the undated last.

    Attributes:
        outlets: The outlets' names, as the record spells them.
        limit: How many at most.
        skip: How many of the newest are left out.
    """

    outlets: tuple[str, ...]
    limit: int = 20
    skip: int = 0

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids."""
        wanted = select(documents.id).where(documents.outlet.in_(self.outlets))
        day = documents.day
        ordered = wanted.order_by(day.is_(None), day.desc(), documents.name, documents.id)
        return tuple(connection.scalars(ordered.limit(self.limit).offset(self.skip)).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A document and where others speak in it.

    Attributes:
        document: The document.
        contents: Where the contents of its statements begin and end, in order.
    """

    document: Document
    contents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenIn:
    """Some documents with the places where others speak in them.

    Attributes:
        ids: Ids of the documents.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Spoken, ...]:
        """Give the documents in the order of the ids, without those that are not there."""
        runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for batch in batched(dict.fromkeys(self.ids)):
            found = select(statements.document, content.start, content.end)
            found = found.join_from(
                STATEMENTS.table,
                STATEMENTS.lists["content"].table,
                content.statement == statements.id,
            )
            for document, start, end in connection.execute(
                found.where(statements.document.in_(batch))
            ):
                runs[document].append((start, end))
        return tuple(
            Spoken(document=document, contents=tuple(sorted(runs[document.id])))
            for document in DOCUMENTS.load(connection, self.ids)
        )
