"""Tables: every noun of the record as rows, for spreadsheets, data frames and other programs.

A row has one value for each field of the record type; a record within it (a span, a speaker) has
one column for each of its own, named `<field>_<part>`. Lists stay lists in JSON Lines and Parquet,
and are JSON in a cell of CSV.
"""

import csv
import dataclasses
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Protocol, get_args, get_origin, get_type_hints

from dragoman.analysis import RecordView
from dragoman.errors import ExportError
from dragoman.record import (
    Actor,
    Claim,
    Comparison,
    DateRange,
    Document,
    Family,
    Judgement,
    Kinship,
    Meeting,
    Plan,
    PositionBasis,
    PositionStep,
    Quarantine,
    Run,
    Shift,
    Statement,
)
from dragoman.report.characters import inert

ROWS_AT_ONCE = 5_000

Row = Mapping[str, object]


class WholeRecord(RecordView, Protocol):
    """A record with its actors and judgements, its positions, and what its articles share."""

    def actors(self) -> Iterable[Actor]:
        """Give every actor."""
        ...

    def judgements(self) -> Iterable[Judgement]:
        """Give every judgement."""
        ...

    def position_steps(self) -> Iterable[PositionStep]:
        """Give what parties hold from which day on."""
        ...

    def position_bases(self) -> Iterable[PositionBasis]:
        """Give what positions rest on."""
        ...

    def shifts(self) -> Iterable[Shift]:
        """Give every change of a position."""
        ...

    def kinships(self) -> Iterable[Kinship]:
        """Give which two documents have words in common."""
        ...

    def comparisons(self) -> Iterable[Comparison]:
        """Give what documents left out, added and changed against another."""
        ...


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """What a table is of.

    Attributes:
        record: The type of a row's record.
        rows: Gives the records of a view.
        without: Fields that are left out.
    """

    record: type
    rows: Callable[[WholeRecord], Iterable[object]]
    without: frozenset[str] = frozenset()


NOUNS: Mapping[str, Noun] = {
    # The texts are other people's, and large: offsets and fingerprints are what others need.
    "documents": Noun(
        record=Document, rows=lambda view: view.documents(), without=frozenset({"text"})
    ),
    "statements": Noun(record=Statement, rows=lambda view: view.statements()),
    "actors": Noun(record=Actor, rows=lambda view: view.actors()),
    "claims": Noun(record=Claim, rows=lambda view: view.claims()),
    "meetings": Noun(record=Meeting, rows=lambda view: view.meetings()),
    "plans": Noun(record=Plan, rows=lambda view: view.plans()),
    "positions": Noun(record=PositionStep, rows=lambda view: view.position_steps()),
    "position-bases": Noun(record=PositionBasis, rows=lambda view: view.position_bases()),
    "shifts": Noun(record=Shift, rows=lambda view: view.shifts()),
    "families": Noun(record=Family, rows=lambda view: view.families()),
    "kinships": Noun(record=Kinship, rows=lambda view: view.kinships()),
    "comparisons": Noun(record=Comparison, rows=lambda view: view.comparisons()),
    "judgements": Noun(record=Judgement, rows=lambda view: view.judgements()),
    "date-ranges": Noun(record=DateRange, rows=lambda view: view.date_ranges()),
    "quarantine": Noun(record=Quarantine, rows=lambda view: view.quarantine()),
    "runs": Noun(record=Run, rows=lambda view: view.runs()),
}


def rows_of(noun: str, view: WholeRecord) -> Iterator[Row]:
    """Give a table's rows, in the order of the view."""
    table = NOUNS[noun]
    for record in table.rows(view):
        row = dict(_cells(type(record), record, ""))
        yield {name: value for name, value in row.items() if name not in table.without}


def columns_of(noun: str) -> dict[str, object]:
    """Give a table's columns in order, with the type of their values: a type, or a list of it.

    A list's items are types or, for records, such columns again.
    """
    table = NOUNS[noun]
    columns = _columns(table.record, "")
    return {name: kind for name, kind in columns.items() if name not in table.without}


def _columns(record: Any, before: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, hint in _hints(record).items():
        kind = _kind(hint)
        if isinstance(kind, dict):
            inner = hint if isinstance(hint, type) else _unwrapped(hint)
            found |= _columns(inner, f"{before}{name}_")
        else:
            found[before + name] = kind
    return found


def _kind(hint: Any) -> object:
    hint = _unwrapped(hint)
    if get_origin(hint) is tuple:
        return [_kind(get_args(hint)[0])]
    if dataclasses.is_dataclass(hint):
        return _columns(hint, "")
    return str if issubclass(hint, StrEnum) else hint


def _unwrapped(hint: Any) -> Any:
    """Take the None off a hint."""
    if isinstance(hint, UnionType):
        (hint,) = (choice for choice in get_args(hint) if choice is not NoneType)
    return hint


def _hints(record: Any) -> dict[str, Any]:
    types = get_type_hints(record)
    return {field.name: types[field.name] for field in dataclasses.fields(record)}


def _cells(record_type: Any, record: object, before: str) -> Iterator[tuple[str, object]]:
    """Give a record's cells; those of a record that is None are None."""
    for name, hint in _hints(record_type).items():
        value = getattr(record, name, None)
        inner = _unwrapped(hint)
        if get_origin(inner) is tuple:
            yield before + name, [_item(get_args(inner)[0], item) for item in _items(value)]
        elif dataclasses.is_dataclass(inner):
            yield from _cells(inner, value, f"{before}{name}_")
        else:
            yield before + name, value.value if isinstance(value, StrEnum) else value


def _items(value: object) -> Iterable[object]:
    return value if isinstance(value, tuple) else ()


def _item(hint: Any, item: object) -> object:
    if dataclasses.is_dataclass(hint):
        return dict(_cells(hint, item, ""))
    return item.value if isinstance(item, StrEnum) else item


def as_csv(noun: str, view: WholeRecord) -> Iterator[str]:
    """Write a table as CSV, a row at a time; lists are JSON in their cell."""
    columns = list(columns_of(noun))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows_of(noun, view):
        writer.writerow([_cell(row[column]) for column in columns])
        yield written.getvalue()
        written.seek(0)
        written.truncate()
    yield written.getvalue()


def as_json_lines(noun: str, view: WholeRecord) -> Iterator[str]:
    """Write a table as JSON Lines, a row at a time."""
    for row in rows_of(noun, view):
        yield json.dumps(row, ensure_ascii=False) + "\n"


def write_parquet(noun: str, view: WholeRecord, path: Path) -> None:
    """Write a table as Parquet, some rows at a time.

    Raises:
        ExportError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise ExportError(
            "Parquet needs pyarrow: pip install 'dragoman[parquet]', or take --format csv or jsonl"
        ) from None
    plain = {str: pa.string(), int: pa.int64(), float: pa.float64()}

    def arrow(kind: object) -> Any:
        if isinstance(kind, list):
            return pa.list_(arrow(kind[0]))
        if isinstance(kind, dict):
            return pa.struct([(name, arrow(inner)) for name, inner in kind.items()])
        return plain[kind]  # type: ignore[index]

    schema = pa.schema([(name, arrow(kind)) for name, kind in columns_of(noun).items()])
    rows = rows_of(noun, view)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def _cell(value: object) -> object:
    """Give what stands in a cell of CSV."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else value
