"""Full-text search by PostgreSQL's own means: a tsvector for each row, under a GIN index.

The vectors are made of our own words (dragoman.store.postgresql.words), since its parser takes
addresses and hyphens apart by rules of its own.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import (
    ColumnElement,
    Connection,
    TableClause,
    cast,
    column,
    func,
    literal_column,
    text,
)
from sqlalchemy import table as sqlalchemy_table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from dragoman.store.hits import Hit, Piece
from dragoman.store.postgresql.words import Word, words_of
from dragoman.store.sqlite import BLANKED, MAX_TERMS, TABLES

LAST_POSITION = 16_383
"""Words of a row up to which PostgreSQL tells places apart, and so finds phrases."""

MOST_PLACES = 255
"""Places that it keeps of one word."""

MOST_BYTES = 1_000_000
"""What a row's words may take; it refuses more than 1,048,575 bytes."""

# A heading, or the content of a statement, says more than the other column.
RANK = "{0.5, 0.5, 0.5, 1.0}"

Phrase = tuple[tuple[str, ...], bool]
"""Words that must follow each other, and whether the last is only a beginning."""


def create_search(connection: Connection) -> None:
    """Make the search index: the words of documents and of statements."""
    for table in TABLES:
        connection.exec_driver_sql(
            f"CREATE TABLE {table}_search (rowid BIGINT PRIMARY KEY, first TEXT NOT NULL, "
            "second TEXT NOT NULL, words TSVECTOR NOT NULL)"
        )
        connection.exec_driver_sql(
            f"CREATE INDEX {table}_by_words ON {table}_search USING gin (words)"
        )


def index(connection: Connection, table: str, entries: Sequence[tuple[int, str, str]]) -> None:
    """Put rows into the search index.

    Args:
        connection: An open transaction.
        table: One of TABLES.
        entries: For each row its serial number and the words of its two columns.
    """
    if not entries:
        return
    rows = []
    for serial, a, b in entries:
        first, second = a.translate(BLANKED), b.translate(BLANKED)
        rows.append({"serial": serial, "a": first, "b": second, "words": vector(first, second)})
    connection.execute(
        text(
            f"INSERT INTO {table}_search (rowid, first, second, words) "  # noqa: S608
            "VALUES (:serial, :a, :b, CAST(:words AS tsvector))"
        ),
        rows,
    )


def entries(connection: Connection, table: str) -> Iterator[tuple[int, str, str]]:
    """Stream the rows of the search index as `index` takes them."""
    found = connection.execute(
        text(f"SELECT rowid, first, second FROM {table}_search ORDER BY rowid"),  # noqa: S608
        execution_options={"yield_per": 100},
    )
    with found:
        for row in found:
            yield row[0], row[1], row[2]


def unindex(connection: Connection, table: str, serials: Sequence[int]) -> None:
    """Take rows out of the search index."""
    if serials:
        connection.execute(
            text(f"DELETE FROM {table}_search WHERE rowid = ANY(:serials)"),  # noqa: S608
            {"serials": list(serials)},
        )


def vector(first: str, second: str) -> str:
    """Write the words of a row as a tsvector, those of the first column with the weight A.

    What is beyond PostgreSQL's limits is left out, the last words first.
    """
    places: dict[str, list[str]] = {}
    size, position = 0, 0
    for column_text, weight in ((first, "A"), (second, "")):
        for word in words_of(column_text):
            position += 1
            known = places.get(word.folded)
            if known is None:
                size += len(word.folded.encode()) + 6
                if size > MOST_BYTES:
                    break
                known = places[word.folded] = []
            if len(known) < MOST_PLACES and (position <= LAST_POSITION or not known):
                size += 2
                known.append(f"{min(position, LAST_POSITION)}{weight}")
        position += 1  # no phrase begins in one column and ends in the other
    return " ".join(f"'{word}':{','.join(known)}" for word, known in places.items())


def quoted(query: str) -> str:
    """Write a query as a tsquery in which every word is only a word.

    Args:
        query: Words; `"words in this order"`; `negot*` for a beginning.
    """
    readable = query.encode("utf-8", "replace").decode().translate(BLANKED)
    phrases: list[str] = []
    for number, part in enumerate(readable.split('"')):
        for term in [part] if number % 2 else part.split():
            found = [f"'{word.folded}'" for word in words_of(term)]
            if found:
                beginning = not number % 2 and term.endswith("*")
                phrases.append(" <-> ".join(found) + ":*" * beginning)
    return " & ".join(phrases[:MAX_TERMS])


def phrases_of(words: str) -> list[Phrase]:
    """Read what `quoted` has written."""
    return [
        (tuple(word.removesuffix(":*").strip("'") for word in phrase.split(" <-> ")),
         phrase.endswith(":*"))
        for phrase in words.split(" & ")
    ]  # fmt: skip


def search(connection: Connection, table: str, query: str, limit: int) -> list[Hit]:
    """Find rows that hold all words of a query, the best match first.

    Args:
        connection: An open connection.
        table: One of TABLES.
        query: Words, as for `quoted`; no query is an error.
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
            "CROSS JOIN CAST(:words AS tsquery) AS wanted WHERE found.words @@ wanted "
            f"ORDER BY ts_rank('{RANK}', found.words, wanted) DESC, record.id "
            "LIMIT :limit"
        ),
        {"words": words, "limit": limit},
    ).all()
    cut = snippets(connection, table, words, [serial for serial, _ in found])
    return [Hit(id=id_, snippet=cut[serial]) for serial, id_ in found]


def matching(
    table: str, words: str
) -> tuple[TableClause, ColumnElement[bool], ColumnElement[float]]:
    """Give what a search among other conditions is made of.

    Args:
        table: One of TABLES.
        words: A query, as quoted gives it.

    Returns:
        The index, whose `rowid` is the serial number of a row; the condition that a row holds the
        words; the rank that it is ordered by, the best match first.
    """
    vectors = column("words", TSVECTOR)
    found = sqlalchemy_table(f"{table}_search", column("rowid"), vectors)
    wanted = cast(words, TSQUERY)
    holds_words: ColumnElement[bool] = found.c.words.op("@@", is_comparison=True)(wanted)
    weights: ColumnElement[object] = literal_column(f"'{RANK}'::float4[]")
    return found, holds_words, -func.ts_rank(weights, found.c.words, wanted)


def oldest(connection: Connection, table: str, words: str, most: int) -> int | None:
    """Give the serial number of the oldest of the newest rows that hold words.

    The index of words gives the rows that were written first. How far apart these are tells among
    how many of the last ones to look: few more than are wanted are read, however many there are.

    Args:
        connection: An open connection.
        table: One of TABLES.
        words: A query, as quoted gives it.
        most: How many of the newest. None is given where no more hold the words.
    """
    # For the rest of the question: the planner takes it for cheap to go through all rows, and does
    # not know that the words of most are unpacked for it.
    connection.execute(text("SET LOCAL enable_seqscan = off"))
    held = f"SELECT rowid FROM {table}_search WHERE words @@ CAST(:words AS tsquery)"  # noqa: S608
    first = text(
        f"SELECT count(*), max(rowid) - min(rowid), (SELECT max(rowid) FROM {table}_search) "  # noqa: S608
        f"FROM ({held} LIMIT :more) AS held"
    )
    number, apart, since = connection.execute(first, {"words": words, "more": most + 1}).one()
    if number <= most:
        return None
    # Not in the order of the serial numbers: all rows would be read from the last one on.
    newest = text(
        f"SELECT rowid FROM ({held} AND rowid >= :since OFFSET 0) AS held "  # noqa: S608
        "ORDER BY rowid DESC LIMIT 2 OFFSET :before"
    )
    last: Sequence[int] = ()
    while len(last) < 2:
        apart = apart * 5 // 4 + 1
        since -= apart
        last = connection.scalars(
            newest, {"words": words, "since": since, "before": most - 1}
        ).all()
    return last[0]


def beside(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Put the other conditions of a search; the planner knows how rare the words are."""
    return condition


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

    Args:
        connection: An open connection.
        table: One of TABLES.
        words: A query, as quoted gives it.
        serials: Serial numbers of the rows.
        of: Number of the column. -1: whichever holds most of the words.
        tokens: How many words at most.
    """
    phrases = phrases_of(words)
    rows = connection.execute(
        text(
            f"SELECT rowid, first, second FROM {table}_search WHERE rowid = ANY(:serials)"  # noqa: S608
        ),
        {"serials": list(serials)},
    )
    return {
        serial: _snippet((first, second) if of < 0 else ((first, second)[of],), phrases, tokens)
        for serial, first, second in rows
    }


def _snippet(texts: Sequence[str], phrases: Sequence[Phrase], tokens: int) -> tuple[Piece, ...]:
    """Cut the run of words with most different phrases, then most matches, the first of those."""
    best: tuple[tuple[int, int], int, str, list[Word], list[tuple[int, int]]] | None = None
    for whole in texts:
        words = list(words_of(whole))
        matches = sorted(_matches([word.folded for word in words], phrases))
        for start in [0, *(begin for begin, _, _ in matches)]:
            inside = [m for m in matches if start <= m[0] and m[1] <= start + tokens]
            score = len({number for _, _, number in inside}), len(inside)
            if best is None or score > best[0]:
                best = score, start, whole, words, _joined(inside)
    if best is None:
        return ()
    _, start, whole, words, found = best
    first = max(0, min(start, len(words) - tokens))
    return tuple(_pieces(whole, words, found, first, min(len(words), first + tokens)))


def _matches(words: Sequence[str], phrases: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Give where phrases stand: the first word, the word behind, the number of the phrase."""
    for number, (phrase, is_beginning) in enumerate(phrases):
        *head, last = phrase
        length = len(phrase)
        for end in range(length, len(words) + 1):
            word = words[end - 1]
            if (word == last or (is_beginning and word.startswith(last))) and (
                [*words[end - length : end - 1]] == head
            ):
                yield end - length, end, number


def _joined(matches: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Make one run of matches that overlap."""
    runs: list[tuple[int, int]] = []
    for begin, end, _ in matches:
        if runs and begin < runs[-1][1]:
            runs[-1] = runs[-1][0], max(runs[-1][1], end)
        else:
            runs.append((begin, end))
    return runs


def _pieces(
    whole: str, words: Sequence[Word], matches: Sequence[tuple[int, int]], first: int, end: int
) -> Iterator[Piece]:
    """Cut a text from one word to another where matches begin and end."""
    begins = words[first].start if first else 0
    stops = words[end - 1].end if end < len(words) else len(whole)
    spans = [(words[a].start, words[b - 1].end) for a, b in matches if a >= first and b <= end]
    edges = [begins, *(edge for span in spans for edge in span), stops]
    for number, (start, stop) in enumerate(pairwise(edges)):
        cut = whole[start:stop]
        cut = ("…" if number == 0 and first else "") + cut
        cut += "…" if number == len(edges) - 2 and end < len(words) else ""
        if cut:
            yield Piece(text=cut, matched=bool(number % 2))


def problems(connection: Connection) -> Iterator[str]:
    """Look for rows that the search index lacks or has too many, within an open transaction.

    References are the server's own care, and so are its pages (data checksums, amcheck).
    """
    for table in TABLES:
        for which, one, other in (
            ("lacks row {}", f"{table} AS a", f"{table}_search AS b"),
            ("has row {}, which is not there", f"{table}_search AS a", f"{table} AS b"),
        ):
            key, its = ("serial", "rowid") if one.startswith(f"{table} ") else ("rowid", "serial")
            lost = connection.exec_driver_sql(
                f"SELECT a.{key} FROM {one} WHERE NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM {other} WHERE b.{its} = a.{key}) ORDER BY 1"
            )
            for (serial,) in lost:
                yield f"the search index of {table} {which.format(serial)}"
