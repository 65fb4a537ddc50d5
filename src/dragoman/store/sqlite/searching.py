"""Full-text search by SQLite's own means: FTS5."""

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    TableClause,
    TextClause,
    bindparam,
    column,
    func,
    literal_column,
    text,
)
from sqlalchemy import table as sqlalchemy_table
from sqlalchemy.exc import DBAPIError

from dragoman.store.hits import Hit, Piece

TABLES = ("documents", "statements")

TOKENIZER = "unicode61 remove_diacritics 2"

# Marks around a match are two code points that Unicode keeps for a program's own use. They and
# NUL, at which SQLite's own functions stop, are blanks in the index; the record keeps them.
OPEN, CLOSE = "\ufdd0", "\ufdd1"

BLANKED = str.maketrans({OPEN: " ", CLOSE: " ", "\0": " "})

# A query is read up to here; the sixty-fifth word has never made a search better.
MAX_TERMS = 64


def create_search(connection: Connection) -> None:
    """Make the search index: the words of documents and of statements.

    Migrations call this, so a change to it comes as another function.
    """
    for table, columns in zip(TABLES, ("title, text", "content, speaker"), strict=True):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table}_search USING fts5({columns}, tokenize='{TOKENIZER}')"
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


def entries(connection: Connection, table: str) -> Iterator[tuple[int, str, str]]:
    """Stream the rows of the search index as `index` takes them."""
    columns = "rowid, title, text" if table == "documents" else "rowid, content, speaker"
    found = connection.execute(
        text(f"SELECT {columns} FROM {table}_search ORDER BY rowid"),  # noqa: S608
        execution_options={"yield_per": 100},
    )
    for row in found:
        yield row[0], row[1], row[2]


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


def oldest(connection: Connection, table: str, words: str, most: int) -> int | None:
    """Give the serial number of the oldest of the newest rows that hold words.

    Args:
        connection: An open connection.
        table: One of TABLES.
        words: A query, as quoted gives it.
        most: How many of the newest. None is given where no more hold the words.
    """
    newest = text(
        f"SELECT rowid FROM {table}_search WHERE {table}_search MATCH :words "  # noqa: S608
        "ORDER BY rowid DESC LIMIT 2 OFFSET :before"
    )
    last = connection.scalars(newest, {"words": words, "before": most - 1}).all()
    return last[0] if len(last) > 1 else None


def beside(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Put the other conditions of a search so that the index of words is asked first.

    Within a function they lead to no index of the table: by one, every row that meets them would
    be looked up in the index of words, which takes a hundred times longer.
    """
    return func.ifnull(condition, 0)


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

    A query of its own: SQLite would cut the snippets of all matches before it sorts them. It goes
    through the matches once; for each of the rows alone it would gather them anew.

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
        f"FROM {table}_search WHERE {table}_search MATCH :words "
        "AND rowid BETWEEN :least AND :most AND +rowid IN :serials"
    ).bindparams(bindparam("serials", expanding=True))
    given = {"words": words, "open": OPEN, "close": CLOSE, "of": of, "tokens": tokens}
    given |= {"least": min(serials, default=0), "most": max(serials, default=0)}
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
