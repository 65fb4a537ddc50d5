"""Deriving: the parts of the record from which positions are derived, cell by cell."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, select

from dragoman.record import DateRange, LinkKind, PositionBasis, PublishedOn, Statement
from dragoman.store.placing import dated
from dragoman.store.shapes import batched
from dragoman.store.tables import (
    ACTORS,
    DOCUMENT_ACTORS,
    DOCUMENTS,
    POSITION_BASES,
    POSITION_STEPS,
    STATEMENTS,
    UNSETTLED,
)

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
codes, content, via = (STATEMENTS.lists[name].table.c for name in ("codes", "content", "via"))
bases, steps = POSITION_BASES.table.c, POSITION_STEPS.table.c

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentIds:
    """The ids of all documents, by name."""

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids."""
        return tuple(
            connection.scalars(select(documents.id).order_by(documents.name, documents.id))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHeading:
    """What is told of a document beside its text.

    Attributes:
        id: Its id.
        name: Its name.
        outlet: Who published it. None: not known.
        published: When. None: nothing tells.
        date_range: Between which days an undated one is from. None: it has a date, or nothing
            tells.
    """

    id: str
    name: str
    outlet: str | None
    published: PublishedOn | None
    date_range: DateRange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHeadings:
    """What is told of some documents beside their texts.

    Attributes:
        ids: Their ids.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, DocumentHeading]:
        """Give the headings by id, without those that are not there."""
        found: dict[str, DocumentHeading] = {}
        for batch in batched(self.ids):
            told = select(documents.id, documents.name, documents.outlet)
            days = dated(connection, batch)
            for id_, name, outlet in connection.execute(told.where(documents.id.in_(batch))):
                found[id_] = DocumentHeading(
                    id=id_,
                    name=name,
                    outlet=outlet,
                    published=days[id_].published,
                    date_range=days[id_].date_range,
                )
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedStatements:
    """The statements of some documents that bear on a position: they have a party and codes.

    Attributes:
        documents: Ids of the documents.
    """

    documents: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[Statement, ...]:
        """Give the statements, by document and id."""
        found: list[Statement] = []
        for batch in batched(self.documents):
            coded = select(codes.statement).where(codes.statement == statements.id).exists()
            mine = select(statements.id).where(
                statements.document.in_(batch), statements.party.is_not(None), coded
            )
            ids = connection.scalars(mine.order_by(statements.document, statements.id)).all()
            found += STATEMENTS.load(connection, ids)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesHeard:
    """For which parties those of some names speak in the record; a party speaks for itself.

    Attributes:
        names: The names.
    """

    names: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, frozenset[str]]:
        """Give the parties by name; a name that nobody speaks under is left out."""
        heard: defaultdict[str, set[str]] = defaultdict(set)
        name, party = statements.speaker_name, statements.party
        for batch in batched(self.names):
            spoken = select(name, party).where(name.in_(batch), party.is_not(None)).distinct()
            for speaker, side in connection.execute(spoken):
                heard[speaker].add(side)
            for side in connection.scalars(select(party).where(party.in_(batch)).distinct()):
                heard[side].add(side)
        return {speaker: frozenset(sides) for speaker, sides in heard.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellsKnown:
    """The cells of which something is known."""

    def run(self, connection: Connection) -> Cells:
        """Give parties and concepts, in that order."""
        cells = select(bases.party, bases.concept)
        known = cells.union(select(steps.party, steps.concept))
        return tuple(sorted((party, concept) for party, concept in connection.execute(known)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesOfDocuments:
    """What some documents bear on, as it was last derived.

    Attributes:
        documents: Ids of the documents.
    """

    documents: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[PositionBasis, ...]:
        """Give the bases, in no order that means anything."""
        return tuple(
            basis
            for batch in batched(self.documents)
            for basis in POSITION_BASES.find(
                connection, bases.document.in_(batch), order=[bases.serial]
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BasesOfCell:
    """All that bears on a position.

    Attributes:
        party: The party.
        concept: Id of the concept.
    """

    party: str
    concept: str

    def run(self, connection: Connection) -> tuple[PositionBasis, ...]:
        """Give the bases, the earliest first."""
        mine = bases.party == self.party, bases.concept == self.concept
        return tuple(POSITION_BASES.find(connection, *mine, order=[bases.place]))


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsOf:
    """The contents of statements, each in one line.

    Attributes:
        ids: Ids of the statements.
    """

    ids: tuple[str, ...]

    def run(self, connection: Connection) -> Mapping[str, str]:
        """Give the words by id."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for batch in batched(self.ids):
            parts = select(content.statement, content.text).where(content.statement.in_(batch))
            ordered = parts.order_by(content.statement, content.ordinal)
            for id_, words in connection.execute(ordered).all():
                found[id_].append(words)
        return {id_: " ".join(words) for id_, words in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsSwayed:
    """Which other documents tell by somebody whose side some documents have changed.

    A name changes sides if one of the documents was the only one that heard it for a party, or is
    now, or alone brings what is known of an actor.

    Attributes:
        documents: Ids of the documents that were read anew.
    """

    documents: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give the ids of the other documents."""
        named, known = self._names(connection)
        found: set[str] = set()
        speaker = statements.speaker_name
        for batch in batched(sorted(named)):
            told = select(via.statement).where(
                via.name.in_(batch), via.kind == LinkKind.NAMED.value
            )
            mine = select(statements.document).where(statements.id.in_(told)).distinct()
            found |= set(connection.scalars(mine))
        for batch in batched(sorted(known)):
            mine = select(statements.document).where(speaker.in_(batch)).distinct()
            found |= set(connection.scalars(mine))
        return tuple(sorted(found - set(self.documents)))

    def _names(self, connection: Connection) -> tuple[set[str], set[str]]:
        """Give the names whose side may be another, and those of whom something else is known."""
        inside = set(self.documents)
        named: set[str] = set()
        known: set[str] = set()
        for batch in batched(self.documents):
            marks = select(UNSETTLED.c.name, UNSETTLED.c.party, UNSETTLED.c.version).where(
                UNSETTLED.c.document.in_(batch), UNSETTLED.c.name.is_not(None)
            )
            for name, party, version in connection.execute(marks.distinct()).all():
                if party is not None:
                    named |= _unheard(connection, name, party, inside)
                elif not _brought(connection, version, inside):
                    named |= {name, *_officers(connection, name)}
                    known.add(name)
        return named, known


def _unheard(connection: Connection, name: str, party: str, inside: Collection[str]) -> set[str]:
    """Give a name and its party, as far as no other document hears them."""
    here = statements.party == party
    heard = {
        name: here & (statements.speaker_name == name),
        party: here,
    }
    return {
        called
        for called, condition in heard.items()
        if not _elsewhere(connection, condition, inside)
    }


def _elsewhere(
    connection: Connection, condition: ColumnElement[bool], inside: Collection[str]
) -> bool:
    """Tell whether a statement of another document meets a condition."""
    other = select(statements.document).where(condition, statements.document.not_in(inside))
    return connection.scalar(other.limit(1)) is not None


def _brought(connection: Connection, version: str, inside: Collection[str]) -> bool:
    """Tell whether another document brings the same actor as it is known here."""
    links = DOCUMENT_ACTORS.c
    other = select(links.document).where(links.version == version, links.document.not_in(inside))
    return connection.scalar(other.limit(1)) is not None


def _officers(connection: Connection, name: str) -> set[str]:
    """Name those who hold an office of an organisation: its side is theirs."""
    offices, actors = ACTORS.lists["offices"].table, ACTORS.table
    held = select(actors.c.name).join_from(offices, actors).where(offices.c.of == name)
    return set(connection.scalars(held.distinct()))
