"""Words: numbers and tables as the page has them."""

from collections.abc import Iterable, Sequence

from benchmarks.keeping import Row

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

NONE = "–"
"""What is shown of a figure that was not measured."""


def amount(row: Row | None, name: str, digits: int = 0) -> str:
    """Write a number of a row. A row or number that is not there is a dash."""
    value = row.get(name) if row else None
    return f"{value:,.{digits}f}" if isinstance(value, int | float) else NONE


def times(ratio: float) -> str:
    """Write a ratio."""
    return f"{ratio:.2f} times"


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Set a table of Markdown whose first column is words and the others numbers."""
    rules = ["---", *("--:" for _ in head[1:])]
    cells = [head, rules, *([cell.replace("|", "\\|") for cell in line] for line in lines)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)
