"""Triggers: what PostgreSQL itself guards and counts, as SQLite does (dragoman.store.sqlite)."""

from collections.abc import Sequence

from sqlalchemy import Connection

# What a statement has written is looked at once, however many rows it has.
CHANGED = {
    "INSERT": "NEW TABLE AS added",
    "UPDATE": "OLD TABLE AS removed NEW TABLE AS added",
    "DELETE": "OLD TABLE AS removed",
}


def create_guards(connection: Connection) -> None:
    """Make the database itself refuse to alter a document's text or a judgement.

    Migrations call this, so a change to it comes as another function.
    """
    _create_function(
        connection,
        "refuse",
        "RAISE EXCEPTION USING MESSAGE = TG_ARGV[0] || ' are kept as they were given';",
    )
    for name, moment, table in (
        ("text_stays", "UPDATE OF text", "documents"),
        ("judgements_stay", "UPDATE", "judgements"),
        ("judgements_last", "DELETE", "judgements"),
    ):
        _refuse(connection, name, moment, table, table)


def create_content_guards(connection: Connection) -> None:
    """Make the database itself refuse to alter what a judgement was about."""
    for name, moment in (("stays", "UPDATE"), ("lasts", "DELETE")):
        _refuse(connection, f"judgement_content_{name}", moment, "judgement_content", "judgements")


def _refuse(connection: Connection, name: str, moment: str, table: str, what: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION refuse('{what}')"
    )


def _create_function(connection: Connection, name: str, steps: str) -> None:
    connection.exec_driver_sql(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {steps} RETURN NULL; END $$"
    )


def count_writes(connection: Connection, part: str, tables: Sequence[str]) -> None:
    """Make the database itself count what is written to the tables of a part of the record.

    Args:
        connection: An open transaction.
        part: The part; its row of `written` is there.
        tables: Its tables. Rows that go with another row count too.
    """
    for kind, rows in (("insert", "added"), ("update", "added"), ("delete", "removed")):
        _create_function(
            connection,
            f"count_{kind}",
            f"IF EXISTS (SELECT FROM {rows}) THEN UPDATE written SET number = number + "  # noqa: S608
            f"(SELECT count(*) FROM {rows}) WHERE part = TG_ARGV[0]; END IF;",
        )
    for table in tables:
        for kind in ("INSERT", "UPDATE", "DELETE"):
            _after(connection, f"{table}_counts_{kind.lower()}", kind, table, f"count_{kind}", part)


def _after(
    connection: Connection, name: str, kind: str, table: str, function: str, part: str = ""
) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name} AFTER {kind} ON {table} REFERENCING {CHANGED[kind]} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function.lower()}('{part}')"
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
    same = " AND ".join(f"t.{column} IS NOT DISTINCT FROM c.{column}" for column in by)
    added, removed = (
        f"SELECT {columns}, {sign} AS number FROM {rows}"  # noqa: S608
        for sign, rows in ((1, "added"), (-1, "removed"))
    )
    for kind, rows in (
        ("INSERT", added),
        ("DELETE", removed),
        ("UPDATE", f"{added} UNION ALL {removed}"),
    ):
        name = f"{tallies}_{kind.lower()}"
        _create_function(
            connection,
            name,
            f"WITH c AS (SELECT {columns}, sum(number) AS number FROM ({rows}) AS changed "  # noqa: S608
            f"GROUP BY {columns} HAVING sum(number) <> 0), known AS (UPDATE {tallies} AS t "
            f"SET number = t.number + c.number FROM c WHERE {same}) "
            f"INSERT INTO {tallies} ({columns}, number) SELECT {columns}, number FROM c "
            f"WHERE NOT EXISTS (SELECT FROM {tallies} AS t WHERE {same});",
        )
        _after(connection, name, kind, table, name)
    connection.exec_driver_sql(
        f"INSERT INTO {tallies} ({columns}, number) "  # noqa: S608
        f"SELECT {columns}, count(*) FROM {table} GROUP BY {columns}"
    )


def tally(
    connection: Connection,
    tallies: str,
    table: str,
    by: Sequence[str],
    sums: Sequence[str] = (),
) -> None:
    """Make the database itself count the rows of a table by their key in another one.

    Args:
        connection: An open transaction.
        tallies: The table of counts, of which none is 0: these columns are its key, then `number`
            and the sums.
        table: What is counted.
        by: The columns; what is unknown is written as U+001E.
        sums: Columns of numbers that are added up.
    """
    columns, numbers = ", ".join(f'"{name}"' for name in by), ("number", *sums)
    keys = ", ".join(f'coalesce(CAST("{name}" AS TEXT), chr(30)) AS "{name}"' for name in by)

    def rows(sign: str, of: str) -> str:
        told = [f"{sign}1 AS number", *(f"{sign}coalesce({name}, 0) AS {name}" for name in sums)]
        return f"SELECT {keys}, {', '.join(told)} FROM {of}"  # noqa: S608

    added = ", ".join(f"sum({name})" for name in numbers)
    more = ", ".join(f"{name} = t.{name} + excluded.{name}" for name in numbers)
    same = " AND ".join(f't."{name}" = gone."{name}"' for name in by)
    some = " OR ".join(f"sum({name}) <> 0" for name in numbers)
    fill = f"INSERT INTO {tallies} AS t ({columns}, {', '.join(numbers)}) "
    sweep = (
        f"DELETE FROM {tallies} AS t USING ({rows('-', 'removed')}) AS gone "  # noqa: S608
        f"WHERE {same} AND t.number = 0;"
    )
    for kind, changed, after in (
        ("INSERT", rows("", "added"), ""),
        ("DELETE", rows("-", "removed"), sweep),
        ("UPDATE", f"{rows('', 'added')} UNION ALL {rows('-', 'removed')}", sweep),
    ):
        name = f"{tallies}_{kind.lower()}"
        _create_function(
            connection,
            name,
            f"{fill} SELECT {columns}, {added} FROM ({changed}) AS changed GROUP BY {columns} "  # noqa: S608
            f"HAVING {some} ON CONFLICT ({columns}) DO UPDATE SET {more}; {after}",
        )
        _after(connection, name, kind, table, name)
    connection.exec_driver_sql(
        f"{fill} SELECT {columns}, {added} FROM ({rows('', table)}) AS there "  # noqa: S608
        f"GROUP BY {columns}"
    )


def follow_outlets(connection: Connection) -> None:
    """Make the database itself give statements the outlet of their document."""
    _create_function(
        connection,
        "follow_outlet",
        "UPDATE statements SET outlet = NEW.outlet WHERE document = NEW.id;",
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER statements_follow_outlet AFTER UPDATE OF outlet ON documents "
        "FOR EACH ROW EXECUTE FUNCTION follow_outlet()"
    )
