"""Measured: what is kept of all parts, by what the page tells of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.keeping import Kept, Row, number, read


@dataclass(frozen=True, slots=True)
class Results:
    """What is kept of the parts.

    Attributes:
        kept: By name of the part, in the order of names.
    """

    kept: dict[str, Kept]

    @classmethod
    def in_folder(cls, folder: Path) -> "Results":
        """Read all results of a folder."""
        names = sorted(path.stem for path in folder.glob("*.json"))
        return cls({name: kept for name in names if (kept := read(name, folder)) is not None})

    def rows(self, start: str, **wanted: object) -> list[Row]:
        """Give the rows of the parts whose names start so, and that have these values."""
        return [
            row
            for name, kept in self.kept.items()
            if name.partition("-")[0] == start and not kept.failed
            for row in kept.rows
            if all(row.get(key) == value for key, value in wanted.items())
        ]

    def missing(self, start: str) -> Iterator[str]:
        """Tell in sentences what of a part there is not, and why."""
        parts = {n: kept for n, kept in self.kept.items() if n.partition("-")[0] == start}
        if not parts:
            yield "Not measured yet."
        for name, kept in parts.items():
            if kept.failed:
                yield f"`{name}` is not measured: {kept.failed}."


def ordered(rows: list[Row], by: str) -> list[Row]:
    """Order rows by a number."""
    return sorted(rows, key=lambda row: number(row, by))
