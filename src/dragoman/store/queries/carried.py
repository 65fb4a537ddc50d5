"""Carried: whose statements each outlet carries, through whom, and where it speaks itself."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dragoman.record import ActorKind, Document, LinkKind
from dragoman.store.derived import LINK_TALLIES, OUTLET_SPEAKERS, is_known, known, total
from dragoman.store.expressions import nulls_first
from dragoman.store.shapes import batched
from dragoman.store.tables import DOCUMENTS, STATEMENT_TALLIES, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
tallies = STATEMENT_TALLIES.c
content = STATEMENTS.lists["content"].table.c

NAMED = [kind.value for kind in ActorKind if kind is not ActorKind.UNNAMED]
"""Kinds of speakers of whom there are few: each document has unnamed ones of its own."""


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
        of, number = OUTLET_SPEAKERS.c, total(OUTLET_SPEAKERS.c.number)
        key = of.speaker_id, of.speaker_name, of.party
        wanted = select(*key[:2], known(of.party), number).where(
            of.outlet.in_(self.outlets),
            is_known(of.speaker_id),
            of.speaker_kind.in_(NAMED),
        )
        ordered = wanted.group_by(*key).order_by(number.desc(), *key[1:]).limit(self.limit)
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
        of, number = LINK_TALLIES.c, total(LINK_TALLIES.c.number)
        linked = select(of.name, of.kind, number).where(
            of.outlet.in_(self.outlets), of.first == "1"
        )
        ordered = linked.group_by(of.name, of.kind).order_by(number.desc(), of.name, of.kind)
        rows = connection.execute(ordered).all()
        carried = select(total(tallies.number)).where(tallies.outlet.in_(self.outlets))
        own = (connection.scalar(carried) or 0) - sum(row[-1] for row in rows)
        found = [FirstLink(name=name, kind=LinkKind(kind), statements=n) for name, kind, n in rows]
        if own:
            found.insert(0, FirstLink(name=None, kind=None, statements=own))
        return tuple(found[: self.limit])


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
        asked = self.skip + self.limit
        found: list[tuple[Any, ...]] = []
        place = documents.day, documents.name, documents.id
        for outlet in dict.fromkeys(self.outlets):
            # One question for each: the index of an outlet gives its newest at once.
            wanted = select(*place).where(documents.outlet == outlet)
            dated = wanted.where(documents.day.is_not(None)).order_by(place[0].desc(), *place[1:])
            rows = [tuple(row) for row in connection.execute(dated.limit(asked))]
            if len(rows) < asked:
                undated = wanted.where(documents.day.is_(None)).order_by(*place[1:])
                left = asked - len(rows)
                rows += [tuple(row) for row in connection.execute(undated.limit(left))]
            found += rows
        found.sort(key=lambda row: row[1:])
        found.sort(key=lambda row: row[0] or "", reverse=True)
        return tuple(row[-1] for row in found[self.skip : asked])


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
