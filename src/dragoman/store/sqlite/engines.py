"""Engines: connections to an SQLite file, who may write when, and its errors in words."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from dragoman.errors import StoreError

# NORMAL with a write-ahead log survives any end of the process; a power cut can lose the last
# transactions, never the database. The log is folded in every 16 MB instead of 4: a transaction
# for each document otherwise waits for the disk often. A cache of 4 MB for each connection is full
# after some 50 documents, so that memory does not grow with a record; pages beyond it are in the
# system's, and with 32 MB neither writing nor queries were faster (1,000 documents, 2026-11).
PRAGMAS = (
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 4000",
    "cache_size = -4000",
)
AGAIN_S = 0.02
"""How long to wait before a lock that does not wait by itself is tried once more."""


def engine(path: Path, patience_s: float) -> Engine:
    """Prepare to open the database in a file.

    Args:
        path: The file.
        patience_s: Seconds to wait for another process that is writing.
    """
    made = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        connect_args={"timeout": patience_s},
        max_overflow=-1,
        pool_use_lifo=True,  # one warm cache serves best, and those of the others stay small
    )
    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", _begin)
    return made


def for_reading(made: Engine) -> Engine:
    """Give the engine each of whose transactions sees the record as it was when it began."""
    return made


def for_writing(made: Engine) -> Engine:
    """Give the engine whose transactions wait at once for their turn to write."""
    return made.execution_options(begin="BEGIN IMMEDIATE")


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Python's own transaction handling commits before some statements; here BEGIN is explicit.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def keep_write_ahead_log(made: Engine) -> None:
    """Let many read while one writes. The file remembers it, so only do it to an own database."""
    with closing(made.raw_connection()) as connection:
        cursor = connection.cursor()
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        until = time.monotonic() + patience / 1000
        # Asked first: setting it again wants a lock that another process may hold.
        while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                cursor.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself where several would set it at the same time.
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(AGAIN_S)
        cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


REASONS = (
    ("SQLITE_NOTADB", "is not a database; give the path of a dossier's record"),
    ("SQLITE_CORRUPT", "is damaged; restore a copy, or make the record again from its documents"),
    ("SQLITE_BUSY", "is locked: another process is writing to it; try again when it has finished"),
    ("SQLITE_LOCKED", "is locked: another process is writing to it; try again"),
    ("SQLITE_READONLY", "cannot be written; give yourself write access to it and to its folder"),
    ("SQLITE_CANTOPEN", "cannot be opened; check that its folder is there and can be written"),
    ("SQLITE_FULL", "cannot grow: the disk is full; free some space and run again"),
    (
        "SQLITE_IOERR",
        "cannot be read or written: the disk is full or faulty; free some space and run again",
    ),
    ("SQLITE_CONSTRAINT_TRIGGER", "refuses this"),
    ("SQLITE_CONSTRAINT_NOTNULL", "refuses this: a value is missing, or is not a number"),
    ("SQLITE_CONSTRAINT", "refuses this: it names a record that is not there, or is there twice"),
)


@contextmanager
def explained(place: object) -> Iterator[None]:
    """Turn what the database reports into words.

    Raises:
        StoreError: The database reported an error within the block.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        name = getattr(original, "sqlite_errorname", "")
        reason = next((words for start, words in REASONS if name.startswith(start)), "failed")
        raise StoreError(f"{place} {reason} ({original})") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{place} cannot hold half a code point ({error})") from error
