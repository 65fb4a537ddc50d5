"""Triggers: what SQLite itself guards and counts."""

from collections.abc import Sequence

from sqlalchemy import Connection


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

    def values(row: str) -> list[str]:
        return [f'coalesce(CAST({row}"{name}" AS TEXT), char(30))' for name in by]

    def steps(row: str, sign: str) -> str:
        """Count a row up or down."""
        told = [f"{sign}1", *(f"{sign}coalesce({row}.{name}, 0)" for name in sums)]
        more = ", ".join(f"{name} = {name} + excluded.{name}" for name in numbers)
        key = " AND ".join(
            f'"{name}" = {value}' for name, value in zip(by, values(f"{row}."), strict=True)
        )
        counted = (
            f"INSERT INTO {tallies} ({columns}, {', '.join(numbers)}) "  # noqa: S608
            f"VALUES ({', '.join([*values(f'{row}.'), *told])}) "
            f"ON CONFLICT ({columns}) DO UPDATE SET {more}; "
        )
        swept = f"DELETE FROM {tallies} WHERE {key} AND number = 0; "  # noqa: S608
        return counted + swept if sign else counted

    watched = ", ".join(f'"{name}"' for name in (*by, *sums))
    for change, made in (
        ("INSERT", steps("NEW", "")),
        ("DELETE", steps("OLD", "-")),
        (f"UPDATE OF {watched}", steps("NEW", "") + steps("OLD", "-")),
    ):
        name = f"{tallies}_{change.split()[0].lower()}"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN {made}END"
        )
    told = ", ".join(["count(*)", *(f"coalesce(sum({name}), 0)" for name in sums)])
    connection.exec_driver_sql(
        f"INSERT INTO {tallies} ({columns}, {', '.join(numbers)}) "  # noqa: S608
        f"SELECT {', '.join(values(''))}, {told} FROM {table} GROUP BY {columns}"
    )


def follow_outlets(connection: Connection) -> None:
    """Make the database itself give statements the outlet of their document."""
    connection.exec_driver_sql(
        "CREATE TRIGGER statements_follow_outlet AFTER UPDATE OF outlet ON documents BEGIN "
        "UPDATE statements SET outlet = NEW.outlet WHERE document = NEW.id; END"
    )
