"""Filling: many rows at once, by PostgreSQL's COPY."""

from collections.abc import Iterable, Sequence

import psycopg
from sqlalchemy import Connection, Table


def fill(connection: Connection, table: Table, rows: Iterable[Sequence[object]]) -> int:
    """Write rows to a table that has none of them; its serial numbers go on behind theirs.

    Args:
        connection: An open transaction.
        table: The table.
        rows: The values of its columns, in their order.

    Returns:
        How many they were.
    """
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    # psycopg knows neither how we keep NUL nor that a value is of a type of SQLAlchemy's.
    writers = [
        column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for column in table.columns
    ]
    number = 0
    command = f"COPY {quote(table.name)} ({names}) FROM STDIN"
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(f"not psycopg's: {driver!r}")
    with driver.cursor() as cursor, cursor.copy(command.encode()) as copy:
        for row in rows:
            copy.write_row(
                [
                    write(value) if write and value is not None else value
                    for write, value in zip(writers, row, strict=True)
                ]
            )
            number += 1
    _go_on(connection, table)
    return number


def _go_on(connection: Connection, table: Table) -> None:
    """Let the next serial number be the one behind the last."""
    numbered = table.autoincrement_column
    if numbered is None:
        return
    connection.exec_driver_sql(
        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{numbered.name}'), "  # noqa: S608
        f"coalesce(max({numbered.name}), 1), count(*) > 0) FROM {table.name}"
    )
