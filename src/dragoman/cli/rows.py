"""Rows of facts on standard output, in the format that was asked for."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Row = Mapping[str, object]

PIPED = 200
"""Columns of a table that goes to a file or another program; more if it needs them."""
GAP = 2
SHORT = 24
"""No word up to this length is broken in a table."""
HIGHEST, PROSE = 6, 32
"""A column is wide enough for a cell to take six lines, or else has 32 columns."""
NOTHING = ("", "·")
"""What a row that stands alone does not tell: the empty, and who is silent."""
INSTANT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)T(?P<minute>\d\d:\d\d)(:\d\d(\.\d+)?)?(Z|(?P<zone>[+-]\d\d:\d\d))?"
)


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def show(
    rows: Iterable[Row], columns: Sequence[str], form: Format, none: str | None = None
) -> None:
    """Print rows to standard output.

    Args:
        rows: The rows, each with a value for every column; other keys are for JSON only.
        columns: The columns of tables and CSV, in order.
        form: The format; JSON and JSON Lines carry all keys.
        none: What is said on standard error if there are no rows. None: nothing.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None and none is not None:
        sys.stderr.write(f"{none}\n")
        if form is Format.TABLE:
            return
    rows = chain(() if first is None else (first,), rows)
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
    """Print a table, or where a terminal is too narrow for one that can be read, row by row."""
    from rich.console import Console

    cells = [[_told(row.get(column)) for column in columns] for row in rows]
    console = Console(width=None if sys.stdout.isatty() else PIPED)
    room = console.width - GAP * (len(columns) - 1)
    shapes = [_shape(column) for column in zip(columns, *cells, strict=True)]
    least = sum(narrowest for narrowest, _ in shapes)
    if least > room and sys.stdout.isatty():
        _blocks(cells, columns, console)
        return
    room = max(room, least)
    console.width = room + GAP * (len(columns) - 1)
    # As wide as all may be while none has less than it needs.
    share = next(n for n in range(room, -1, -1) if sum(_width(s, n) for s in shapes) <= room)
    _grid(cells, columns, [_width(shape, share) for shape in shapes], console)


def _grid(
    cells: Sequence[Sequence[str]],
    columns: Sequence[str],
    widths: Sequence[int],
    console: "Console",
) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"])
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=width)
    for row in cells:
        table.add_row(*map(Text, row))
    console.print(table)


def _blocks(cells: Sequence[Sequence[str]], columns: Sequence[str], console: "Console") -> None:
    """Print each row as lines of field and value; what tells nothing is left out."""
    from rich.table import Table
    from rich.text import Text

    label = max(map(len, columns))
    for number, row in enumerate(cells):
        if number:
            console.print()
        block = Table(box=None, pad_edge=False, show_header=False)
        block.add_column(style="bold", width=label)
        block.add_column(overflow="fold")
        for column, value in zip(columns, row, strict=True):
            if value not in NOTHING:
                block.add_row(Text(column), Text(value))
        console.print(block)


def _shape(column: Sequence[str]) -> tuple[int, int]:
    """Tell how narrow a column can be read, and how wide it is when nothing is wrapped."""
    from rich.cells import cell_len

    widest = max(map(cell_len, column))
    word = max((cell_len(word) for cell in column for word in cell.split()), default=0)
    lines = min(-(-widest // HIGHEST), PROSE)
    return max(min(word, SHORT), lines), widest


def _width(shape: tuple[int, int], share: int) -> int:
    narrowest, widest = shape
    return min(widest, max(narrowest, share))


def _told(value: object) -> str:
    """Give a cell of a table; of an instant the minute (JSON and CSV have all of it)."""
    text = printable(_cell(value))
    instant = INSTANT.fullmatch(text)
    return f"{instant['day']} {instant['minute']}{instant['zone'] or ''}" if instant else text


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
