"""All that is particular to SQLite: connections, full-text search, triggers, its errors.

Other databases have functions of the same names (dragoman.store.dialects).
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert, insert

from dragoman.store.sqlite.engines import (
    engine,
    explained,
    for_reading,
    for_writing,
    keep_write_ahead_log,
)
from dragoman.store.sqlite.searching import (
    BLANKED,
    MAX_TERMS,
    TABLES,
    beside,
    create_search,
    entries,
    index,
    matching,
    oldest,
    problems,
    quoted,
    search,
    snippets,
    unindex,
)
from dragoman.store.sqlite.triggers import (
    count_writes,
    create_content_guards,
    create_guards,
    follow_outlets,
    keep_tallies,
    tally,
)

__all__ = [
    "BLANKED",
    "MAX_TERMS",
    "TABLES",
    "beside",
    "count_writes",
    "create_content_guards",
    "create_guards",
    "create_search",
    "engine",
    "entries",
    "explained",
    "fill",
    "follow_outlets",
    "for_reading",
    "for_writing",
    "index",
    "keep_tallies",
    "keep_write_ahead_log",
    "matching",
    "oldest",
    "problems",
    "quoted",
    "search",
    "snippets",
    "survey",
    "tally",
    "unindex",
    "upsert",
]

ROWS_AT_ONCE = 5_000


def upsert(table: Table) -> Insert:
    """Make the writing of rows of which some may be there."""
    return insert(table)


def survey(connection: Connection) -> None:
    """Look at what the tables hold: SQLite plans without knowing, as for a record that grows."""


def fill(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> int:
    """Write rows to a table that has none of them.

    Args:
        connection: An open transaction.
        table: The table.
        rows: The values of its columns, in their order.

    Returns:
        How many they were.
    """
    # As the driver takes it: to name the values of every row takes longer than to write them.
    command = str(table.insert().compile(dialect=connection.dialect))
    writers = [
        column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for column in table.columns
    ]
    left, number = iter(rows), 0
    while some := [tuple(row) for row in islice(left, ROWS_AT_ONCE)]:
        if any(writers):
            some = [
                tuple(write(v) if write else v for v, write in zip(row, writers, strict=True))
                for row in some
            ]
        connection.exec_driver_sql(command, some)
        number += len(some)
    return number
