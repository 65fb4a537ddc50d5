"""Past: a copy of the record without what came after a day; the record itself stays as it is."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Table, delete, select, text, update

from dragoman.errors import StoreError
from dragoman.store import bearing, sqlite
from dragoman.store.family_tables import (
    COMPARISONS,
    FAMILIES,
    KINSHIPS,
    SHINGLE_KEYS,
    SKETCHES,
    VERSIONS,
)
from dragoman.store.feeds import FEED_ITEMS, FEED_TELLINGS, FEEDS
from dragoman.store.shapes import batched
from dragoman.store.sketches import Step
from dragoman.store.tables import (
    ACTORS,
    BOOKMARKS,
    CLAIMS,
    DATE_RANGES,
    DOCUMENT_ACTORS,
    DOCUMENTS,
    EXECUTIONS,
    FOUND_MEETINGS,
    HANDLED,
    JUDGED,
    JUDGEMENTS,
    MACHINE_STATEMENTS,
    MEETINGS,
    PAGES,
    PLANS,
    POSITION_BASES,
    POSITION_STEPS,
    QUARANTINE,
    SHIFTS,
    STATEMENTS,
    TO_RELATE,
    TOLD_IN,
    UNSETTLED,
)
from dragoman.store.users import SESSIONS, TOKENS, USERS

READ = (
    *(shape.table for shape in (MACHINE_STATEMENTS, FOUND_MEETINGS, DATE_RANGES)),
    *(TOLD_IN, JUDGED, HANDLED),
)
"""What a run found in a document, beside its statements and actors, by its column `document`."""

DERIVED = (
    *(shape.table for shape in (CLAIMS, MEETINGS, POSITION_STEPS, SHIFTS)),
    *(shape.table for shape in (POSITION_BASES, FAMILIES, VERSIONS)),
    TO_RELATE,
    UNSETTLED,
)
"""What is derived anew from what is left."""

BESIDE = (TOKENS, SESSIONS, USERS, FEED_TELLINGS, FEED_ITEMS, FEEDS, BOOKMARKS.table, EXECUTIONS)
"""What is no part of the record, and of which a copy is none of a reader's business."""


COPIED = 1914
"""The database's own mark of a copy (PRAGMA user_version), which a record never has."""


def copy_to(engine: Engine, path: Path) -> None:
    """Copy the whole database into a file, as it is at one instant, and mark it as a copy."""
    if engine.dialect.name != "sqlite":
        raise StoreError(
            "a record on a server cannot be shown as of a past day; `dragoman copy` takes it into "
            "a file, and a dossier with that file can"
        )
    with closing(sqlite3.connect(path)) as target, closing(engine.raw_connection()) as source:
        driver = source.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(target)
        target.execute(f"PRAGMA user_version = {COPIED}")


def mark_copy(connection: Connection) -> None:
    """Mark a file as a copy, which is read from a server row by row."""
    connection.exec_driver_sql(f"PRAGMA user_version = {COPIED}")


class Thinning:
    """Takes out of a copy of the record what is not to be shown; each call is a transaction."""

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Write through transactions that are opened for each call."""

        @contextmanager
        def in_a_copy() -> Iterator[Connection]:
            with begin() as connection:
                if connection.scalar(text("PRAGMA user_version")) != COPIED:
                    raise StoreError("this is a record and no copy of one: nothing is taken out")
                yield connection

        self._begin = in_a_copy

    def bare(self) -> None:
        """Leave only what was given and found: what is derived, accounts and feeds go."""
        with self._begin() as connection:
            for guard in ("judgements_last", "judgement_content_lasts"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {guard}"))
            for table in (*BESIDE, *DERIVED):
                connection.execute(delete(table))

    def leave_out(
        self,
        *,
        documents: Collection[str] = (),
        unread: Collection[str] = (),
        statements: Collection[str] = (),
        judgements: Collection[str] = (),
    ) -> None:
        """Leave out what came later.

        Args:
            documents: Ids of documents, which go with all that was found in them.
            unread: Ids of documents that stay, as if no run had read them yet.
            statements: Ids of statements.
            judgements: Ids of decisions; what they made of statements is to be made anew.
        """
        with self._begin() as connection:
            forget_judgements(connection, judgements)
            forget_statements(connection, statements)
            forget_readings(connection, unread)
            leave_out_documents(connection, documents)


def leave_out_documents(connection: Connection, ids: Collection[str]) -> None:
    """Take documents away, with all that was found in them.

    Documents that were kin of them are looked for anew: a copy may have been found through them.
    """
    forget_readings(connection, ids)
    about = JUDGEMENTS.table.c
    for batch in batched(sorted(ids)):
        mine = connection.scalars(select(about.id).where(about.document.in_(batch))).all()
        forget_judgements(connection, mine)
    gone, table = sorted(ids), DOCUMENTS.table
    for batch in batched(gone):
        serials = _serials(connection, table, table.c.id, batch)
        sqlite.unindex(connection, "documents", serials)
        _forget_kin(connection, batch, serials)
        connection.execute(delete(PAGES).where(PAGES.c.document.in_(batch)))
        connection.execute(delete(table).where(table.c.id.in_(batch)))
    kept = select(table.c.id)
    named = QUARANTINE.table.c.document
    connection.execute(delete(QUARANTINE.table).where(named.is_(None) | named.not_in(kept)))
    again = SKETCHES.c.step == Step.JOINED
    connection.execute(update(SKETCHES).where(again).values(step=Step.COMPARED))


def _forget_kin(connection: Connection, ids: Sequence[str], serials: Sequence[int]) -> None:
    kin, compared = KINSHIPS.table, COMPARISONS.table
    ends = (kin.c.shorter, kin.c.longer)
    for one, other in (ends, ends[::-1]):
        others = select(other).where(one.in_(ids))
        left = SKETCHES.c.document.in_(others)
        connection.execute(update(SKETCHES).where(left).values(step=Step.HELD))
    for column in ends:
        connection.execute(delete(kin).where(column.in_(ids)))
    for column in (compared.c.document, compared.c.against):
        connection.execute(delete(compared).where(column.in_(ids)))
    connection.execute(delete(SHINGLE_KEYS).where(SHINGLE_KEYS.c.document.in_(serials)))
    connection.execute(delete(SKETCHES).where(SKETCHES.c.document.in_(ids)))


def forget_readings(connection: Connection, ids: Collection[str]) -> None:
    """Take away what runs found in documents, as if none had read them."""
    terms = PLANS.lists["terms"].table.c
    for batch in batched(sorted(ids)):
        mine = select(STATEMENTS.table.c.id).where(STATEMENTS.table.c.document.in_(batch))
        forget_statements(connection, connection.scalars(mine).all())
        told = select(terms.plan).where(terms.evidence_document.in_(batch))
        connection.execute(delete(PLANS.table).where(PLANS.table.c.id.in_(told)))
        for table in (*READ, DOCUMENT_ACTORS):
            connection.execute(delete(table).where(table.c.document.in_(batch)))
        late = QUARANTINE.table.c.document.in_(batch)
        connection.execute(delete(QUARANTINE.table).where(late))
    brought = select(DOCUMENT_ACTORS.c.version)
    version = ACTORS.table.c.version
    connection.execute(delete(ACTORS.table).where(version.not_in(brought)))


def forget_statements(connection: Connection, ids: Iterable[str]) -> None:
    """Take statements away."""
    table = STATEMENTS.table
    for batch in batched(sorted(ids)):
        sqlite.unindex(connection, "statements", _serials(connection, table, table.c.id, batch))
        connection.execute(delete(JUDGED).where(JUDGED.c.statement.in_(batch)))
        mine = select(table.c.document).where(table.c.id.in_(batch)).distinct()
        fewer = connection.scalars(mine).all()
        connection.execute(delete(table).where(table.c.id.in_(batch)))
        bearing.count_statements(connection, fewer)


def forget_judgements(connection: Connection, ids: Iterable[str]) -> None:
    """Take decisions away, and what they had found."""
    for batch in batched(sorted(ids)):
        connection.execute(delete(JUDGED).where(JUDGED.c.judgement.in_(batch)))
        table = JUDGEMENTS.table
        connection.execute(delete(table).where(table.c.id.in_(batch)))


def _serials(
    connection: Connection, table: Table, column: Column[object], ids: Sequence[str]
) -> Sequence[int]:
    return connection.scalars(select(table.c.serial).where(column.in_(ids))).all()
