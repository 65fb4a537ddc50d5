"""Judging: the steps of transactions that put people's decisions on a document's statements.

What the machine found is kept beside the record's statements for as long as a document has
judgements, so that the statements can always be made anew from it and from what is decided.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, func, insert, select

from dragoman.errors import StoreError
from dragoman.record import PEOPLE, Actor, Decision, Document, Judgement, Statement
from dragoman.store import changes
from dragoman.store.shapes import batched
from dragoman.store.tables import (
    ACTORS,
    DOCUMENT_ACTORS,
    DOCUMENTS,
    JUDGED,
    JUDGEMENTS,
    MACHINE_STATEMENTS,
    STATEMENTS,
    TO_RELATE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A judgement at a statement.

    Attributes:
        judgement: Its id.
        statement: Id of the statement that it has found, which may be a rejected one.
        machine: Id of the machine's statement that this one comes from. None: not known.
        counts: Whether what was decided stands.
    """

    judgement: str
    statement: str
    machine: str | None
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a document by its judgements.

    Attributes:
        statements: Its statements.
        actors: The actors whom judgements name, beside the machine's.
        found: What each judgement has found.
    """

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...] = ()
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What a judgement has changed.

    Attributes:
        document: Id of the document.
        before: Its statements before.
        after: Its statements since.
    """

    document: str
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


Decide = Callable[[Document, Sequence[Statement], Sequence[Judgement]], Outcome]
"""Makes a document's statements from the machine's and all its judgements; a pure function."""


def append(connection: Connection, judgements: Iterable[Judgement], *, now: bool) -> None:
    """Append decisions; one that is there is left alone."""
    for judgement in judgements:
        append_one(connection, judgement, now=now)


def append_one(connection: Connection, judgement: Judgement, *, now: bool) -> bool:
    """Append a decision unless it is there; tell whether it is new.

    One that has no place yet stands where its instant says. If it is made now it comes behind all
    that are there, also where the clock says less than it has said before.
    """
    if judgement.sequence is None:
        place = judgement.moment
        if now:
            newest = connection.scalar(select(func.max(JUDGEMENTS.table.c.sequence)))
            place = max(place, -1 if newest is None else newest + 1)
        judgement = replace(judgement, sequence=place)
    return changes.add(connection, JUDGEMENTS, judgement)


def judge(connection: Connection, document_id: str, decide: Decide) -> Changed:
    """Make a document's statements anew from what the machine found and what is decided.

    Raises:
        StoreError: The document is not there.
    """
    document = _document(connection, document_id)
    before = _statements(connection, document_id)
    machine = machine_statements(connection, document_id)
    outcome = decide(document, machine, judgements_of(connection, document_id, machine))
    _keep_machine(connection, document_id, machine)
    changes.change_statements(connection, document_id, before, outcome.statements)
    _name_actors(connection, document_id, machine, outcome.actors)
    _mark(connection, document_id, outcome.found)
    note(connection, document_id, before)
    return Changed(document=document_id, before=tuple(before), after=outcome.statements)


def judged_reading(
    connection: Connection, document_id: str, statements: Sequence[Statement], decide: Decide
) -> Outcome | None:
    """Put what is decided on what the machine has just found. None: nothing is decided."""
    judgements = judgements_of(connection, document_id, statements)
    if not judgements:
        return None
    outcome = decide(_document(connection, document_id), statements, judgements)
    _keep_machine(connection, document_id, statements)
    _mark(connection, document_id, outcome.found)
    return outcome


def machine_statements(connection: Connection, document_id: str) -> list[Statement]:
    """Give a document's statements as the machine found them."""
    table = MACHINE_STATEMENTS.table.c
    ids = connection.scalars(select(table.id).where(table.document == document_id)).all()
    if not ids:
        # Nothing is kept beside the record where the machine found nothing or nobody judged.
        found = _statements(connection, document_id)
        return [statement for statement in found if statement.run != PEOPLE.id]
    return sorted(MACHINE_STATEMENTS.load(connection, ids), key=_place)


def judgements_of(
    connection: Connection, document_id: str, statements: Iterable[Statement]
) -> list[Judgement]:
    """Give all decisions about a document, those taken back and the withdrawals too."""
    table = JUDGEMENTS.table.c
    mine = table.document == document_id
    ids = set(connection.scalars(select(table.id).where(mine)))
    # Those that only tell an id are few.
    bare = table.document.is_(None)
    for batch in batched(statement.id for statement in statements):
        ids |= set(connection.scalars(select(table.id).where(bare, table.target.in_(batch))))
    withdrawals, known = table.decision == Decision.WITHDRAW.value, set(ids)
    while known:
        found: set[str] = set()
        for batch in batched(known):
            taken = select(table.id).where(withdrawals, table.target.in_(batch))
            found |= set(connection.scalars(taken))
        known = found - ids
        ids |= known
    return JUDGEMENTS.load(connection, sorted(ids))


def forget(connection: Connection, document_id: str) -> None:
    """Take away what the machine found in a document, and what judgements had found there."""
    machine = MACHINE_STATEMENTS.table
    connection.execute(delete(machine).where(machine.c.document == document_id))
    connection.execute(delete(JUDGED).where(JUDGED.c.document == document_id))


def note(connection: Connection, document_id: str, before: Iterable[Statement]) -> None:
    """Note that what depends on a document's statements is to be derived anew."""
    there = select(TO_RELATE.c.document).where(TO_RELATE.c.document == document_id)
    if connection.scalar(there.limit(1)) is None:
        # One row that names no statement: a document may have had none.
        ids = {"", *(statement.id for statement in before)}
        rows = [{"document": document_id, "statement": id_} for id_ in sorted(ids)]
        connection.execute(insert(TO_RELATE), rows)


def _document(connection: Connection, document_id: str) -> Document:
    found = DOCUMENTS.load(connection, [document_id])
    if not found:
        raise StoreError(f"document {document_id} is not in the record; its judgements stay")
    return found[0]


def _statements(connection: Connection, document_id: str) -> list[Statement]:
    table = STATEMENTS.table.c
    ids = connection.scalars(select(table.id).where(table.document == document_id)).all()
    return sorted(STATEMENTS.load(connection, ids), key=_place)


def _place(statement: Statement) -> tuple[int, str]:
    return statement.content[0].start, statement.id


def _keep_machine(
    connection: Connection, document_id: str, statements: Sequence[Statement]
) -> None:
    machine = MACHINE_STATEMENTS.table
    connection.execute(delete(machine).where(machine.c.document == document_id))
    changes.insert_records(connection, MACHINE_STATEMENTS, dict.fromkeys(statements))


def _name_actors(
    connection: Connection,
    document_id: str,
    machine: Iterable[Statement],
    named: Iterable[Actor],
) -> None:
    """Make the document's actors those of the machine and those whom judgements name."""
    speakers = {statement.speaker.id for statement in machine if statement.speaker}
    links, actors = DOCUMENT_ACTORS.c, ACTORS.table.c
    brought = select(links.version).where(links.document == document_id)
    versions = connection.scalars(brought.order_by(links.version)).all()
    own = select(actors.version).where(actors.version.in_(versions), actors.id.in_(speakers))
    kept = ACTORS.load(connection, connection.scalars(own.order_by(actors.version)).all())
    changes.replace_actors(connection, document_id, [*kept, *named])


def _mark(connection: Connection, document_id: str, found: Iterable[Found]) -> None:
    connection.execute(delete(JUDGED).where(JUDGED.c.document == document_id))
    rows = [
        {
            "judgement": one.judgement,
            "statement": one.statement,
            "document": document_id,
            "machine": one.machine,
            "counts": int(one.counts),
        }
        for one in found
    ]
    if rows:
        connection.execute(insert(JUDGED), rows)


def related(connection: Connection, document_ids: Iterable[str]) -> None:
    """Take the notes on documents away."""
    for batch in batched(document_ids):
        connection.execute(delete(TO_RELATE).where(TO_RELATE.c.document.in_(batch)))
