"""Dialects: the one place that tells which database a connection is to.

What differs between them is in dragoman.store.sqlite and dragoman.store.postgresql, in functions of
the same names.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    TableClause,
    TextClause,
    or_,
    true,
)

from dragoman.store import sqlite
from dragoman.store.hits import Hit, Piece

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql as postgresql_types
    from sqlalchemy.dialects import sqlite as sqlite_types

    Upsert = sqlite_types.Insert | postgresql_types.Insert


class Dialect(Protocol):
    """What a database does in its own way; dragoman.store.sqlite tells more of each."""

    def for_reading(self, made: Engine) -> Engine:
        """Give the engine each of whose transactions sees the record as it was when it began."""
        ...

    def for_writing(self, made: Engine) -> Engine:
        """Give the engine whose transactions wait at once for their turn to write."""
        ...

    def keep_write_ahead_log(self, made: Engine) -> None:
        """Let many read while one writes."""
        ...

    def explained(self, place: object) -> AbstractContextManager[None]:
        """Turn what the database reports into words."""
        ...

    def upsert(self, table: Table) -> "Upsert":
        """Make the writing of rows of which some may be there."""
        ...

    def fill(self, connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> int:
        """Write rows to a table that has none of them; tell how many they were."""
        ...

    def survey(self, connection: Connection) -> None:
        """Look at what the tables hold, where questions are planned by it."""
        ...

    def create_search(self, connection: Connection) -> None:
        """Make the search index."""
        ...

    def create_guards(self, connection: Connection) -> None:
        """Make the database refuse to alter a document's text or a judgement."""
        ...

    def create_content_guards(self, connection: Connection) -> None:
        """Make the database refuse to alter what a judgement was about."""
        ...

    def count_writes(self, connection: Connection, part: str, tables: Sequence[str]) -> None:
        """Make the database count what is written to a part of the record."""
        ...

    def keep_tallies(
        self, connection: Connection, tallies: str, table: str, by: Sequence[str]
    ) -> None:
        """Make the database count the rows of a table by some columns."""
        ...

    def tally(
        self,
        connection: Connection,
        tallies: str,
        table: str,
        by: Sequence[str],
        sums: Sequence[str] = (),
    ) -> None:
        """Make the database count the rows of a table by their key in another one."""
        ...

    def follow_outlets(self, connection: Connection) -> None:
        """Make the database give statements the outlet of their document."""
        ...

    def index(
        self, connection: Connection, table: str, entries: Sequence[tuple[int, str, str]]
    ) -> None:
        """Put rows into the search index: serial numbers and the words of two columns."""
        ...

    def entries(self, connection: Connection, table: str) -> Iterator[tuple[int, str, str]]:
        """Stream the rows of the search index as `index` takes them."""
        ...

    def unindex(self, connection: Connection, table: str, serials: Sequence[int]) -> None:
        """Take rows out of the search index."""
        ...

    def quoted(self, query: str) -> str:
        """Write a query so that every word of it is only a word."""
        ...

    def search(self, connection: Connection, table: str, query: str, limit: int) -> list[Hit]:
        """Find rows that hold all words of a query, the best match first."""
        ...

    def matching(
        self, table: str, words: str
    ) -> "tuple[TableClause, ColumnElement[bool], TextClause | ColumnElement[float]]":
        """Give the index, the condition and the rank that a search is made of."""
        ...

    def oldest(self, connection: Connection, table: str, words: str, most: int) -> int | None:
        """Give the serial number of the oldest of so many newest rows that hold words."""

    def beside(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """Put the other conditions of a search."""
        ...

    def snippets(
        self,
        connection: Connection,
        table: str,
        words: str,
        serials: Sequence[int],
        *,
        of: int = -1,
        tokens: int = 24,
    ) -> dict[int, tuple[Piece, ...]]:
        """Cut the words around the matches out of rows that were found."""
        ...

    def problems(self, connection: Connection) -> Iterator[str]:
        """Look through the whole database for damage."""
        ...


def of(connection: Connection) -> Dialect:
    """Tell what the database of a connection does in its own way."""
    return sqlite if connection.dialect.name == "sqlite" else server()


def server() -> Dialect:
    """Give PostgreSQL's, which nobody with a file imports."""
    from dragoman.store import postgresql

    return postgresql


def put(
    connection: Connection, table: Table, names: Sequence[str], rows: Select[tuple[object, ...]]
) -> None:
    """Put chosen rows into a table, in the place of those of their keys.

    Args:
        connection: An open transaction.
        table: The table.
        names: Its columns that are chosen, its key among them.
        rows: The rows; one that is there already just so is left alone.
    """
    # Without a condition SQLite would take ON CONFLICT for the beginning of a join.
    made = of(connection).upsert(table).from_select(list(names), rows.where(true()))
    others = [name for name in names if not table.c[name].primary_key]
    connection.execute(
        made.on_conflict_do_update(
            index_elements=list(table.primary_key),
            set_={name: made.excluded[name] for name in others},
            where=or_(*(table.c[name].is_distinct_from(made.excluded[name]) for name in others)),
        )
    )
