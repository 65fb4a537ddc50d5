"""Sketches: the index by which copies are found, and how far documents have come."""

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import Protocol

from sqlalchemy import Connection, delete, select, update

from dragoman.store import dialects
from dragoman.store.family_tables import COMPARISONS, KINSHIPS, SHINGLE_KEYS, SKETCHES
from dragoman.store.shapes import batched


class Step(IntEnum):
    """How far a document has come on the way to its family."""

    HELD = 0
    COMPARED = 1
    JOINED = 2


class Sketched(Protocol):
    """What a document is looked up by, as ingest makes it."""

    @property
    def document(self) -> str:
        """Its id."""
        ...

    @property
    def digest(self) -> str | None:
        """Fingerprint of its words. None: it has none."""
        ...

    @property
    def shingles(self) -> int:
        """How many different shingles it has."""
        ...

    @property
    def address(self) -> str | None:
        """Its normalised address. None: not known."""
        ...


def put_sketches(
    connection: Connection,
    sketches: Iterable[tuple[int, Sketched]],
    rows: Iterable[tuple[int, int]],
) -> None:
    """Hold documents in the index.

    Args:
        connection: A transaction that may write.
        sketches: Serial numbers and sketches.
        rows: Keys and the serial numbers of documents that are to be held under them.
    """
    upsert = dialects.of(connection).upsert
    given = upsert(SKETCHES)
    told = ("serial", "digest", "shingles", "address", "step")
    statement = given.on_conflict_do_update(
        index_elements=["document"], set_={name: given.excluded[name] for name in told}
    )
    for batch in batched(sketches):
        values = [
            {
                "document": sketch.document,
                "serial": serial,
                "digest": sketch.digest,
                "shingles": sketch.shingles,
                "address": sketch.address,
                "step": Step.HELD,
            }
            for serial, sketch in batch
        ]
        connection.execute(statement, values)
    held = upsert(SHINGLE_KEYS).on_conflict_do_nothing()
    for keys in batched(rows):
        connection.execute(held, [{"key": key, "document": serial} for key, serial in keys])


def forget(connection: Connection, document_id: str) -> None:
    """Look a document up anew, whose segments have changed, and join its former kin anew."""
    kin = KINSHIPS.table.c
    mine = (kin.shorter == document_id) | (kin.longer == document_id)
    others = connection.execute(select(kin.shorter, kin.longer).where(mine)).all()
    mark(connection, {id_ for pair in others for id_ in pair}, Step.COMPARED)
    connection.execute(delete(KINSHIPS.table).where(mine))
    compared = COMPARISONS.table.c
    theirs = (compared.document == document_id) | (compared.against == document_id)
    connection.execute(delete(COMPARISONS.table).where(theirs))
    mark(connection, [document_id], Step.HELD)


def mark(connection: Connection, documents: Collection[str], step: Step) -> None:
    """Note how far documents have come.

    None is joined before it is compared: another process may have added it meanwhile.
    """
    for batch in batched(documents):
        mine = update(SKETCHES).where(SKETCHES.c.document.in_(batch))
        if step is Step.JOINED:
            mine = mine.where(SKETCHES.c.step == Step.COMPARED)
        connection.execute(mine.values(step=step))
