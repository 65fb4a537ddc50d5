"""All that is particular to SQLite: connections, full-text search (FTS5), guards, its errors.

Another database would be a module with these same functions.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    Select,
    Table,
    TableClause,
    TextClause,
    bindparam,
    column,
    create_engine,
    event,
    func,
    literal_column,
    or_,
    text,
    true,
)
from sqlalchemy import table as sqlalchemy_table
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from dragoman.errors import StoreError
from dragoman.store.hits import Hit, Piece

# NORMAL with a write-ahead log survives any end of the process; a power cut can lose the last
# transactions, never the database. The log is folded in every 16 MB instead of 4: a transaction
# for each document otherwise waits for the disk often. 32 MB of cache hold a large index's
# inner pages.
PRAGMAS = (
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "wal_autocheckpoint = 4000",
    "cache_size = -32000",
)

TABLES = ("documents", "statements")

TOKENIZER = "unicode61 remove_diacritics 2"

# Marks around a match are two code points that Unicode keeps for a program's own use. They and
# NUL, at which SQLite's own functions stop, are blanks in the index; the record keeps them.
OPEN, CLOSE = "\ufdd0", "\ufdd1"
BLANKED = str.maketrans({OPEN: " ", CLOSE: " ", "\0": " "})

# A query is read up to here; the sixty-fifth word has never made a search better.
MAX_TERMS = 64


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
    )
    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", _begin)
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
        # Asked first: setting it again wants a lock that another process may hold.
        if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            cursor.execute("PRAGMA journal_mode = WAL")
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
    ("SQLITE_IOERR", "cannot be read or written: the disk reports an error"),
    ("SQLITE_CONSTRAINT_TRIGGER", "refuses this"),
    ("SQLITE_CONSTRAINT_NOTNULL", "refuses this: a value is missing, or is not a number"),
    ("SQLITE_CONSTRAINT", "refuses this: it names a record that is not there, or is there twice"),
)


@contextmanager
def explained(path: Path) -> Iterator[None]:
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
        raise StoreError(f"{path} {reason} ({original})") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{path} cannot hold half a code point ({error})") from error


def upsert(table: Table) -> Insert:
    """Make the writing of rows of which some may be there."""
    return insert(table)


def holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Make the condition that a column has these characters somewhere."""
    return func.instr(column, words) > 0


def put(table: Table, names: Sequence[str], rows: Select[tuple[object, ...]]) -> Insert:
    """Make the statement that puts chosen rows into a table, in the place of those of their keys.

    Args:
        table: The table.
        names: Its columns that are chosen, its key among them.
        rows: The rows; one that is there already just so is left alone.
    """
    # Without a condition SQLite would take ON CONFLICT for the beginning of a join.
    made = insert(table).from_select(list(names), rows.where(true()))
    others = [name for name in names if not table.c[name].primary_key]
    return made.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={name: made.excluded[name] for name in others},
        where=or_(*(table.c[name].is_distinct_from(made.excluded[name]) for name in others)),
    )


def create_search(connection: Connection) -> None:
    """Make the search index: the words of documents and of statements.

    Migrations call this, so a change to it comes as another function.
    """
    for table, columns in zip(TABLES, ("title, text", "content, speaker"), strict=True):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table}_search USING fts5({columns}, tokenize='{TOKENIZER}')"
        )


def create_guards(connection: Connection) -> None:
    """Make the database itself refuse to alter a document's text or a judgement.

    Migrations call this, so a change to it comes as another function.
    """
    for name, moment, table in (
        ("text_stays", "UPDATE OF text", "documents"),
        ("judgements_stay", "UPDATE", "judgements"),
        ("judgements_last", "DELETE", "judgements"),
    ):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are kept as they were given'); END"
        )


def create_content_guards(connection: Connection) -> None:
    """Make the database itself refuse to alter what a judgement was about."""
    for name, moment in (("stays", "UPDATE"), ("lasts", "DELETE")):
        connection.exec_driver_sql(
            f"CREATE TRIGGER judgement_content_{name} BEFORE {moment} ON judgement_content "
            "BEGIN SELECT RAISE(ABORT, 'judgements are kept as they were given'); END"
        )


def count_writes(connection: Connection, part: str, tables: Sequence[str]) -> None:
    """Make the database itself count what is written to the tables of a part of the record.

    Args:
        connection: An open transaction.
        part: The part; its row of `written` is there.
        tables: Its tables. Rows that go with another row count too.
    """
    for table in tables:
        for kind in ("INSERT", "UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_counts_{kind.lower()} AFTER {kind} ON {table} BEGIN "  # noqa: S608
                f"UPDATE written SET number = number + 1 WHERE part = '{part}'; END"
            )


def keep_tallies(connection: Connection, tallies: str, table: str, by: Sequence[str]) -> None:
    """Make the database itself count the rows of a table by some columns, none of which it needs.

    Args:
        connection: An open transaction.
        tallies: The table of counts: these columns, and `number`.
        table: What is counted.
        by: The columns.
    """
    columns = ", ".join(by)

    def one(row: str, by_how_many: int) -> str:
        """Count a row up or down; IS holds for NULL too."""
        same = " AND ".join(f"{column} IS {row}.{column}" for column in by)
        values = ", ".join(f"{row}.{column}" for column in by)
        return (
            f"INSERT INTO {tallies} ({columns}, number) SELECT {values}, 0 "  # noqa: S608
            f"WHERE NOT EXISTS (SELECT 1 FROM {tallies} WHERE {same}); "
            f"UPDATE {tallies} SET number = number + {by_how_many} WHERE {same}; "
        )

    for change, steps in (
        ("INSERT", one("NEW", 1)),
        ("DELETE", one("OLD", -1)),
        (f"UPDATE OF {columns}", one("OLD", -1) + one("NEW", 1)),
    ):
        name = f"{tallies}_{change.split()[0].lower()}"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN {steps}END"
        )
    connection.exec_driver_sql(
        f"INSERT INTO {tallies} ({columns}, number) "  # noqa: S608
        f"SELECT {columns}, count(*) FROM {table} GROUP BY {columns}"
    )


def index(connection: Connection, table: str, entries: Sequence[tuple[int, str, str]]) -> None:
    """Put rows into the search index.

    Args:
        connection: An open transaction.
        table: One of TABLES.
        entries: For each row its serial number and the words of its two columns.
    """
    values = ", ".join(f":{name}" for name in ("serial", "first", "second"))
    columns = "rowid, title, text" if table == "documents" else "rowid, content, speaker"
    if entries:
        connection.execute(
            text(f"INSERT INTO {table}_search ({columns}) VALUES ({values})"),  # noqa: S608
            [
                {"serial": serial, "first": a.translate(BLANKED), "second": b.translate(BLANKED)}
                for serial, a, b in entries
            ],
        )


def unindex(connection: Connection, table: str, serials: Sequence[int]) -> None:
    """Take rows out of the search index."""
    if serials:
        connection.execute(
            text(f"DELETE FROM {table}_search WHERE rowid = :serial"),  # noqa: S608
            [{"serial": serial} for serial in serials],
        )


def search(connection: Connection, table: str, query: str, limit: int) -> list[Hit]:
    """Find rows that hold all words of a query, the best match first.

    Args:
        connection: An open connection.
        table: One of TABLES.
        query: Words; `"words in this order"`; `negot*` for a beginning. Anything else that FTS5
            would take for syntax is a word like any other, so no query is an error.
        limit: How many hits at most.
    """
    words = quoted(query)
    if not words or limit < 1:
        return []
    # Ranked alike, rows come in the order of their ids: serial numbers depend on what was added
    # first.
    found = connection.execute(
        text(
            f"SELECT found.rowid, record.id FROM {table}_search AS found "  # noqa: S608
            f"JOIN {table} AS record ON record.serial = found.rowid "
            f"WHERE {table}_search MATCH :words "
            f"ORDER BY {RANK.format(table=table)}, record.id LIMIT :limit"
        ),
        {"words": words, "limit": limit},
    ).all()
    cut = snippets(connection, table, words, [serial for serial, _ in found])
    return [Hit(id=id_, snippet=cut[serial]) for serial, id_ in found]


# A heading, or the content of a statement, says more than the other column.
RANK = "bm25({table}_search, 2.0, 1.0)"


def matching(table: str, words: str) -> tuple[TableClause, ColumnElement[bool], TextClause]:
    """Give what a search among other conditions is made of.

    Args:
        table: One of TABLES.
        words: A query, as quoted gives it.

    Returns:
        The index, whose `rowid` is the serial number of a row; the condition that a row holds the
        words; the rank that it is ordered by, the best match first.
    """
    index = sqlalchemy_table(f"{table}_search", column("rowid"))
    holds_words: ColumnElement[bool] = literal_column(f"{table}_search").op("MATCH")(words)
    return index, holds_words, text(RANK.format(table=table))


def snippets(
    connection: Connection,
    table: str,
    words: str,
    serials: Sequence[int],
    *,
    of: int = -1,
    tokens: int = 24,
) -> dict[int, tuple[Piece, ...]]:
    """Cut the words around the matches out of rows that were found, by serial number.

    A query of its own: SQLite would cut the snippets of all matches before it sorts them.

    Args:
        connection: An open connection.
        table: One of TABLES.
        words: A query, as quoted gives it.
        serials: Serial numbers of the rows.
        of: Number of the column. -1: whichever holds most of the words.
        tokens: How many words at most, up to 64.
    """
    cut = text(
        f"SELECT rowid, snippet({table}_search, :of, :open, :close, '…', :tokens) AS cut "  # noqa: S608
        f"FROM {table}_search WHERE {table}_search MATCH :words AND rowid IN :serials"
    ).bindparams(bindparam("serials", expanding=True))
    given = {"words": words, "open": OPEN, "close": CLOSE, "of": of, "tokens": tokens}
    rows = connection.execute(cut, given | {"serials": serials})
    return {row.rowid: tuple(pieces(row.cut)) for row in rows}


def quoted(query: str) -> str:
    """Put every word of a query between quotation marks, so that FTS5 sees no syntax in it."""
    readable = query.encode("utf-8", "replace").decode().translate(BLANKED)
    terms: list[str] = []
    for number, part in enumerate(readable.split('"')):
        for term in [part] if number % 2 else part.split():
            if any(sign.isalnum() for sign in term):
                beginning = not number % 2 and term.endswith("*")
                terms.append(f'"{term}"' + "*" * beginning)
    return " ".join(terms[:MAX_TERMS])


def pieces(marked: str) -> Iterator[Piece]:
    """Cut a snippet at its marks."""
    for number, part in enumerate(marked.split(OPEN)):
        matched, _, rest = part.partition(CLOSE) if number else ("", "", part)
        if matched:
            yield Piece(text=matched, matched=True)
        if rest:
            yield Piece(text=rest, matched=False)


def problems(connection: Connection) -> Iterator[str]:
    """Look through the whole database for damage, within a transaction that may write."""
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield str(line)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} names a row of {parent} that is not there"
    for table in TABLES:
        check = f"INSERT INTO {table}_search({table}_search) VALUES('integrity-check')"
        try:
            connection.exec_driver_sql(check)
        except DBAPIError as error:
            yield f"the search index of {table} does not fit its words ({error.orig})"
