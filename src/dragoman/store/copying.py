"""Copying: everything in one database into another one, whichever they are."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from sqlalchemy import Connection, Row, Table, TableClause, func, select, update
from sqlalchemy import table as sqlalchemy_table

from dragoman.errors import StoreError
from dragoman.store import dialects, family_tables, feeds, ranking, users  # noqa: F401 - tables
from dragoman.store.derived import TALLIES
from dragoman.store.sqlite import TABLES
from dragoman.store.tables import REVISION, STATEMENT_TALLIES, WRITTEN, metadata

AT_ONCE = 5_000
"""Rows that are held in memory."""

ENTRIES_AT_ONCE = 200
"""Likewise, of the search index: each is a whole text."""

COUNTED = (STATEMENT_TALLIES, WRITTEN, *TALLIES)
"""What the database itself counts while the rest is written."""

Progress = Callable[[str], None]


def copy(source: Connection, target: Connection, progress: Progress) -> Mapping[str, int]:
    """Copy all rows from one database into another one, and count them on both sides.

    Args:
        source: A transaction that sees one instant.
        target: A transaction that writes; what is raised here takes all of it back.
        progress: Called with what is copied.

    Returns:
        How many rows each table has.

    Raises:
        StoreError: There is a record already, or the counts differ.
    """
    tables = [table for table in metadata.sorted_tables if table not in COUNTED]
    tables.remove(REVISION)
    for table in tables:
        if target.execute(select(table).limit(1)).first() is not None:
            raise StoreError(
                "there is a record already where it is copied to, with rows in "
                f"{table.name}; copy into an empty database"
            )
    for table in tables:
        dialects.of(target).fill(target, table, _rows(source, table, progress))
    for name in TABLES:
        _copy_search(source, target, name, progress)
    dialects.of(target).survey(target)
    target.execute(update(REVISION).values(source.execute(select(REVISION)).mappings().one()))
    return _counted(source, target, tables)


def _rows(
    source: Connection, table: Table, progress: Progress
) -> Iterator[Row[tuple[object, ...]]]:
    progress(table.name)
    with source.execute(select(table).execution_options(yield_per=AT_ONCE)) as found:
        for number, some in enumerate(found.partitions(), start=1):
            yield from some
            progress(f"{table.name}, {number * AT_ONCE:,} rows")


def _copy_search(source: Connection, target: Connection, name: str, progress: Progress) -> None:
    entries = dialects.of(source).entries(source, name)
    while some := list(islice(entries, ENTRIES_AT_ONCE)):
        dialects.of(target).index(target, name, some)
        progress(f"words of {name}")


def _counted(source: Connection, target: Connection, tables: list[Table]) -> dict[str, int]:
    """Count the rows on both sides.

    Raises:
        StoreError: They differ.
    """
    words: list[TableClause] = [sqlalchemy_table(f"{name}_search") for name in TABLES]
    numbers: dict[str, int] = {}
    for table in (*tables, *words):
        name, asked = table.name, select(func.count()).select_from(table)
        there, here = (connection.scalar(asked) or 0 for connection in (source, target))
        if there != here:
            raise StoreError(f"{name} has {there:,} rows there and {here:,} here; nothing is kept")
        numbers[name] = here
    return numbers
