"""All that is particular to PostgreSQL, under the names that dragoman.store.sqlite has for its own.

Text and numbers are kept by dragoman.store.columns.
"""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import Insert, insert

from dragoman.store.postgresql import searching
from dragoman.store.postgresql.engines import (
    check_encoding,
    engine,
    explained,
    for_reading,
    for_writing,
    keep_write_ahead_log,
)
from dragoman.store.postgresql.filling import fill
from dragoman.store.postgresql.searching import (
    beside,
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
from dragoman.store.postgresql.triggers import (
    count_writes,
    create_content_guards,
    create_guards,
    follow_outlets,
    keep_tallies,
    tally,
)

__all__ = [
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


def upsert(table: Table) -> Insert:
    """Make the writing of rows of which some may be there."""
    return insert(table)


def survey(connection: Connection) -> None:
    """Look at what the tables hold, by which questions are planned; it would come to it later."""
    connection.exec_driver_sql("ANALYZE")


def create_search(connection: Connection) -> None:
    """Make the search index; the first migration, which is where a database is looked at."""
    check_encoding(connection)
    searching.create_search(connection)
