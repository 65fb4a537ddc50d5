"""Multiplying: a record many times the size of another one, by the database's own means.

Inventing, writing and deriving take some 25 ms a document, seven hours for a million. Here it is
less than 4 (November 2026, 100,000 documents in 334 s of one processor). Each round adds all of the
first record once more, as other documents: their names and addresses are others, and with them the
ids of all that is found in them; days are later by one for each round; words, speakers, outlets and
parties stay. So an index, a list or a count has as much to bear as if all documents were invented,
what is derived has as many rows, and what is counted has their numbers. What people have decided
stays as it is. Indexes, triggers and the words of searches are made at the end.
"""

import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from dragoman.record import ActorKind, actor_id, digest, document_id
from dragoman.store.derived import TALLIES
from dragoman.store.tables import metadata

APART = frozenset(
    [
        "alembic_version",
        "runs",
        "quarantine",
        "users",
        "sessions",
        "tokens",
        "written",
        "revision",
        "judgements",
        "judged",
        "judgement_content",
        "machine_statements",
        "machine_statement_content",
        "machine_statement_codes",
        "machine_statement_via",
    ]
)
"""Tables that stay as they are."""

COUNTS = {"statement_tallies": "number", "claim_stems": "statements"}
"""Tables of counts that have neither days nor ids: only their numbers grow."""

TALLIED = frozenset(tally.name for tally in TALLIES)
"""Tables of counts by days or ids too, where some rows are new and others grow."""

RECOUNTED = {"actor_versions": ("actors", "id, kind"), "actor_kinds": ("actor_versions", "kind")}
"""Tables of counts that are counted anew, in this order, and what of whom: an actor who is not of
one document only is there once, in however many rounds."""

SERIALS = {
    "documents": ("serial", "documents"),
    "statements": ("serial", "statements"),
    "position_bases": ("serial", "position_bases"),
    "claim_keys": ("statement", "statements"),
}
"""Columns of serial numbers, and whose they are."""

DAYS = frozenset(
    [
        "day",
        "first_day",
        "last_day",
        "published_value",
        "date",
        "on",
        "first_on",
        "last_on",
        "told",
        "newest_on",
        "evidenced_on",
        "said_on",
        "told_on",
        "placed_on",
        "newest",
    ]
)
OWN = {"shifts": "id", "position_steps": "id"}
"""Whose ids no record type checks, so that another one need only be another one."""

LISTS_OF_OWN = ("shift", "step")
ID = 16 * "[0-9a-f]"
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -3000000")
Ids = Iterator[tuple[str, str]]


class Multiplying:
    """Writes what a record has into a larger one, once more with each round."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look at what is there; the larger one is attached as `bigger`."""
        self.connection = connection
        self.tables = self._tables()
        self.likes_ids = {
            (table, column)
            for table, columns in self.tables.items()
            for column in columns
            if self._is_id(table, column)
        }
        self.tops = {
            table: int(connection.execute(f"SELECT max({serial}) FROM main.{table}").fetchone()[0])  # noqa: S608
            for table, (serial, of) in SERIALS.items()
            if table == of
        }
        # Every id of every row is looked up in it, which a file makes slow.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("CREATE TEMP TABLE ids (old TEXT PRIMARY KEY, new TEXT) WITHOUT ROWID")

    def _tables(self) -> Mapping[str, list[str]]:
        rows = self.connection.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY rowid"
        ).fetchall()
        names = [name for (name,) in rows if "_search" not in name and "sqlite_" not in name]
        return {
            name: [row[1] for row in self.connection.execute(f'PRAGMA main.table_info("{name}")')]
            for name in names
            if name not in APART and name not in COUNTS and name not in RECOUNTED
        }

    def _is_id(self, table: str, column: str) -> bool:
        """Tell whether a column has ids; some of its values may be others, or unknown."""
        asked = f'SELECT 1 FROM main.{table} WHERE "{column}" GLOB ? LIMIT 1'  # noqa: S608
        return self.connection.execute(asked, (ID,)).fetchone() is not None

    def round(self, number: int) -> None:
        """Add everything once more."""
        self.connection.execute("DELETE FROM temp.ids")
        for ids in (self._documents(number), self._found(), self._told()):
            self.connection.executemany("INSERT OR IGNORE INTO temp.ids VALUES (?, ?)", ids)
        for table, columns in self.tables.items():
            names = ", ".join(f'"{column}"' for column in columns)
            values = ", ".join(self._value(table, column, number) for column in columns)
            otherwise = self._counted_too(table) if table in TALLIED else "ON CONFLICT DO NOTHING"
            self.connection.execute(
                f"INSERT INTO bigger.{table} ({names}) "  # noqa: S608 - our own names
                f"SELECT {values} FROM main.{table} WHERE true {otherwise}"
            )

    def _counted_too(self, table: str) -> str:
        """Make what is done with counts of a row that is there."""
        of = metadata.tables[table]
        key = ", ".join(f'"{column.name}"' for column in of.primary_key)
        numbers = [column.name for column in of.columns if not column.primary_key]
        more = ", ".join(f"{name} = {name} + excluded.{name}" for name in numbers)
        return f"ON CONFLICT ({key}) DO UPDATE SET {more}"

    def _documents(self, number: int) -> Ids:
        asked = "SELECT id, name, url, outlet, sha256 FROM main.documents"
        for id_, name, url, outlet, sha256 in self.connection.execute(asked).fetchall():
            other = document_id(f"{number:03}-{name}", url and f"{url}/{number}", outlet, sha256)
            yield id_, other

    def _found(self) -> Ids:
        """Name what is found in documents anew: statements, and actors who are of one only."""
        new = self._new()
        contents = self._places("statement_content", "statement", "start", "end")
        spans = "source_start, source_end, cue_start, cue_end"
        asked = f"SELECT id, document, {spans} FROM main.statements"  # noqa: S608
        for id_, document, *ends in self.connection.execute(asked).fetchall():
            spoken = [ends[:2] if ends[0] is not None else None]
            spoken += [ends[2:] if ends[2] is not None else None]
            yield id_, digest("statement", new[document], *spoken, *contents[id_])
        asked = "SELECT id, version, kind, name, local_to FROM main.actors WHERE local_to NOT NULL"
        for id_, version, kind, name, local_to in self.connection.execute(asked).fetchall():
            yield id_, actor_id(ActorKind(kind), name, new[local_to])
            yield version, digest("version", version, new[local_to])

    def _told(self) -> Ids:
        """Name what statements and documents tell together anew: claims, meetings and plans."""
        new = self._new()
        for claim, statements in self._places("claim_statements", "claim", "value").items():
            yield claim, digest("claim", *(new.get(one, one) for (one,) in statements))
        for noun in ("meeting", "found_meeting"):
            place = ("document", "span_start", "span_end")
            for id_, told in self._places(f"{noun}_evidence", "meeting", *place).items():
                yield id_, digest("meeting", *([new[one], a, b] for one, a, b in told))
        names = dict(self.connection.execute("SELECT id, name FROM main.plans").fetchall())
        place = ("evidence_document", "evidence_span_start", "evidence_span_end")
        for id_, told in self._places("plan_terms", "plan", *place).items():
            yield id_, digest("plan", names[id_], *([new[one], a, b] for one, a, b in told))

    def _new(self) -> dict[str, str]:
        return dict(self.connection.execute("SELECT old, new FROM temp.ids").fetchall())

    def _places(self, table: str, owner: str, *columns: str) -> Mapping[str, Sequence[list[str]]]:
        """Give rows of a list by their owner, in order."""
        named = ", ".join(f'"{column}"' for column in (owner, *columns))
        asked = f"SELECT {named} FROM main.{table} ORDER BY {owner}, ordinal"  # noqa: S608
        found: defaultdict[str, list[list[str]]] = defaultdict(list)
        for row in self.connection.execute(asked).fetchall():
            found[row[0]].append(list(row[1:]))
        return found

    def _value(self, table: str, column: str, number: int) -> str:
        """Make the expression of a column's value in another round."""
        named = f'"{column}"'
        if column == SERIALS.get(table, ("", ""))[0]:
            return f"{named} + {number * self.tops[SERIALS[table][1]]}"
        others = {
            ("documents", "name"): f"'{number:03}-' || {named}",
            ("documents", "url"): f"{named} || '/{number}'",
            ("position_steps", "latest"): "0",
            ("position_bases", "place"): _place(named, number),
            ("found_meetings", "month"): f"substr({_later('date', number)}, 1, 7)",
        }
        if (table, column) in others:
            return others[table, column]
        if column in DAYS:
            return _later(named, number)
        if (table, column) not in self.likes_ids:
            return named
        if OWN.get(table) == column or column in LISTS_OF_OWN:
            # With a letter that no digest has, so that no other id is the same.
            return f"substr({named}, 1, 12) || 'x{number:03}'"
        return f"coalesce((SELECT new FROM temp.ids WHERE old = {named}), {named})"  # noqa: S608


def _later(day: str, number: int) -> str:
    """Put a day later; a month or a year, which is all that is told, stays."""
    return (
        f"CASE WHEN {day} GLOB '????-??-??*' "
        f"THEN date(substr({day}, 1, 10), '+{number} days') || substr({day}, 11) ELSE {day} END"
    )


def _place(named: str, number: int) -> str:
    """Put the place of a basis later: two days and the name of a document, apart by U+001F."""
    days = [_later(f"substr({named}, {start}, 10)", number) for start in (1, 12)]
    rest = f"CASE WHEN {named} GLOB '????-??-??' || char(31) || '*' THEN"
    return (
        f"{rest} {days[0]} || char(31) || {days[1]} || char(31) || '{number:03}-' || "
        f"substr({named}, 23) ELSE {named} || '{number:03}' END"
    )


def multiply(source: Path, path: Path, times: int) -> None:
    """Make a record that is so many times another one.

    Args:
        source: The other one's file, in which nobody else is writing.
        path: Where; it is whole, or not there.
        times: How many times.
    """
    part, began = path.with_suffix(".part"), time.monotonic()
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))
        connection.execute("ATTACH ? AS bigger", (str(part),))
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA bigger.{pragma}")
        later = list(_dropped(connection))
        making = Multiplying(connection)
        connection.execute("BEGIN")
        for number in range(1, times):
            making.round(number)
            _tell(f"{number + 1} of {times} times", began)
        for table, column in COUNTS.items():
            connection.execute(f"UPDATE bigger.{table} SET {column} = {column} * {times}")  # noqa: S608
        for table, (counted, by) in RECOUNTED.items():
            connection.execute(f"DELETE FROM bigger.{table}")  # noqa: S608
            connection.execute(
                f"INSERT INTO bigger.{table} ({by}, number) "  # noqa: S608
                f"SELECT {by}, count(*) FROM bigger.{counted} GROUP BY {by}"
            )
        connection.execute("COMMIT")
    with closing(sqlite3.connect(part, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        for made in later:
            connection.execute(made)
        _tell("indexes", began)
        _index_words(connection, making.tops, times)
        _tell("words", began)
    part.rename(path)


def _index_words(connection: sqlite3.Connection, tops: Mapping[str, int], times: int) -> None:
    connection.execute("BEGIN")
    for table, columns in (("documents", "title, text"), ("statements", "content, speaker")):
        for number in range(1, times):
            connection.execute(
                f"INSERT INTO {table}_search (rowid, {columns}) "  # noqa: S608 - our own names
                f"SELECT rowid + {number * tops[table]}, {columns} FROM {table}_search "
                f"WHERE rowid <= {tops[table]}"
            )
    connection.execute("COMMIT")


def _dropped(connection: sqlite3.Connection) -> Iterator[str]:
    """Take indexes and triggers away; give what makes them anew, indexes first."""
    rows = connection.execute(
        "SELECT type, name, sql FROM bigger.sqlite_master "
        "WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type"
    ).fetchall()
    for kind, name, made in rows:
        connection.execute(f"DROP {kind} bigger.{name}")
        yield made


def _tell(words: str, began: float) -> None:
    sys.stderr.write(f"{time.monotonic() - began:7.0f} s  {words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
