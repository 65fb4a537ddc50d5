"""Backups: a record's file copied as it is at one instant, and looked at before it is trusted.

The record is not brought up to date on the way: what is kept is what was there.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from dragoman.errors import StoreError
from dragoman.store import sqlite
from dragoman.store.migrations import REVISION

FAULTS = 5
"""How many of the database's complaints about a damaged file are told."""


def copy_record(record: Path, target: Path) -> None:
    """Copy a record's file as it is at one instant, whatever is written meanwhile.

    Args:
        record: The file.
        target: Where to; an empty file, or none yet.

    Raises:
        StoreError: It cannot be read, or there is no room for it.
    """
    with sqlite.explained(record), _reading(record) as source, closing(_open(target)) as copy:
        # All pages in one step: SQLite starts anew if the record is written between two steps.
        source.backup(copy)
        # A file alone: a journal beside it would not be in the archive.
        copy.execute("PRAGMA journal_mode = DELETE")


def examine_record(record: Path) -> str:
    """Look through a record's file, and tell the revision of its tables.

    Raises:
        StoreError: It is damaged, no record of Dragoman, or one of a newer Dragoman.
    """
    with sqlite.explained(record), _reading(record) as connection:
        faults = [str(line) for (line,) in connection.execute("PRAGMA integrity_check")]
        if faults != ["ok"]:
            told = "; ".join(" ".join(line.split()) for line in faults[:FAULTS])
            raise StoreError(f"{record.name} is damaged: {told}")
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if not {"alembic_version", "documents"} <= tables:
            raise StoreError(f"{record.name} is no record of Dragoman")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision > REVISION:
        raise StoreError(
            f"{record.name} was written by a newer Dragoman (revision {revision}, this one knows "
            f"up to {REVISION}); update Dragoman"
        )
    return str(revision)


@contextmanager
def _reading(record: Path) -> Iterator[sqlite3.Connection]:
    if not record.is_file():
        raise StoreError(f"{record} is not there; check the dossier, or make one")
    # Not read-only: SQLite must be able to make the shared memory that readers of a log need.
    with closing(_open(record)) as connection:
        yield connection


def _open(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?mode=rwc"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=30)
