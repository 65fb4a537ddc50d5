"""Rows of facts on standard output, in the format that was asked for."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

Row = Mapping[str, object]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def show(rows: Iterable[Row], columns: Sequence[str], form: Format) -> None:
    """Print rows to standard output.

    Args:
        rows: The rows, each with a value for every column; other keys are for JSON only.
        columns: The columns of tables and CSV, in order.
        form: The format; JSON and JSON Lines carry all keys.
    """
    if form is Format.TABLE:
        _table(rows, columns)
    elif form is Format.CSV:
        from dragoman.report.characters import inert

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([inert(printable(_cell(row.get(c)))) for c in columns] for row in rows)
    elif form is Format.JSONL:
        for row in rows:
            sys.stdout.write(_json(row) + "\n")
    else:
        sys.stdout.write("[\n" + ",\n".join(map(_json, rows)) + "\n]\n")


def _table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_cell(row.get(column)))) for column in columns))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " → ".join(str(item) for item in value)
    return str(value)


def _json(row: Row) -> str:
    """Write a row as JSON; what is not printable as escapes, which lose nothing."""
    written = json.dumps(row, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in written)


def printable(text: str) -> str:
    """Article text is hostile: control characters must not reach the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
