"""Shapes: how a record type lies in tables, derived from its own fields.

- A field is a column.
- A field that is itself a record (a span, a speaker) is one column for each of its fields, named
  `<field>_<part>`; all of them are NULL where the field is None.
- A list is a table `<noun>_<field>`, its rows kept in order by `ordinal`.

So a record type is described once, in `dragoman.record`; a new field there is a new column here,
and a test asks for the migration.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Constraint,
    Float,
    ForeignKeyConstraint,
    MetaData,
    PrimaryKeyConstraint,
    Select,
    Table,
    UniqueConstraint,
    bindparam,
    select,
)
from sqlalchemy.types import TypeEngine

from dragoman.record import Span, Term
from dragoman.store.columns import Integer, Text

T = TypeVar("T")
Key = tuple[object, ...]
Row = Mapping[str, object]

SQL_TYPES: Mapping[type, TypeEngine[Any]] = {
    str: Text,
    int: Integer,
    float: Float(),
}


# How many records are read or written with one query: databases limit what a query may name.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that is one column: a string, a number or a member of a closed list."""

    name: str
    kind: type
    choice: type[StrEnum] | None
    optional: bool

    def columns(self) -> Iterator[Column[object]]:
        """Give the column."""
        yield Column(self.name, SQL_TYPES[self.kind], nullable=self.optional)

    def pack(self, value: object) -> Iterator[tuple[str, object]]:
        """Give the column's name and what to write there."""
        yield self.name, value.value if isinstance(value, StrEnum) else value

    def members(self) -> Mapping[object, StrEnum] | None:
        """Give the members of its closed list by what is written. None: it is not of one."""
        return {choice.value: choice for choice in self.choice} if self.choice else None

    def unpack(self, row: Sequence[object], at: int) -> object:
        """Take the value back off a row, where it stands there."""
        value = row[at]
        return self.choice(value) if self.choice and isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Group:
    """A record within a row: one part for each of its fields that is not a list."""

    record: Callable[..., object]
    parts: tuple[tuple[str, "Cell | Group"], ...]
    optional: bool
    _cells: list[tuple[str, int, Mapping[object, StrEnum] | None]] = dataclasses.field(
        init=False, compare=False
    )
    _groups: list[tuple[str, int, "Group"]] = dataclasses.field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Where each value stands in a row is worked out once: rows are read by the thousand.
        object.__setattr__(self, "_cells", [])
        object.__setattr__(self, "_groups", [])
        at = 0
        for name, part in self.parts:
            if isinstance(part, Group):
                self._groups.append((name, at, part))
            else:
                self._cells.append((name, at, part.members()))
            at += sum(1 for _ in part.columns())

    def columns(self) -> Iterator[Column[object]]:
        """Give the columns of all parts, in the order of the fields."""
        for _, part in self.parts:
            yield from part.columns()

    def pack(self, value: object) -> Iterator[tuple[str, object]]:
        """Give the columns' names and what to write there."""
        for field, part in self.parts:
            yield from part.pack(None if value is None else getattr(value, field))

    def unpack(self, row: Sequence[object], at: int, **lists: object) -> object:
        """Build the record from a row, where it begins there, and its lists."""
        own = lists
        for name, offset, members in self._cells:
            value = row[at + offset]
            own[name] = value if members is None or value is None else members[value]
        for name, offset, group in self._groups:
            own[name] = group.unpack(row, at + offset)
        if self.optional and all(value is None for value in own.values()):
            return None
        return self.record(**own)


def hints(record: type) -> tuple[dict[str, object], dict[str, object]]:
    """Tell the types of a record's single fields, and of the items of its lists."""
    types = get_type_hints(record)
    names = [field.name for field in fields(record)]
    single = {name: types[name] for name in names if get_origin(types[name]) is not tuple}
    lists = {name: get_args(types[name])[0] for name in names if name not in single}
    return single, lists


def part_for(name: str, hint: object, optional: bool = False) -> Cell | Group:
    """Describe a value of a type by its columns, whose names begin with its own."""
    if isinstance(hint, UnionType):
        (hint,) = (choice for choice in get_args(hint) if choice is not NoneType)
        optional = True
    if not isinstance(hint, type):
        raise TypeError(f"no column holds a {hint}")
    if is_dataclass(hint):
        parts = tuple(
            (field, part_for(f"{name}_{field}" if name else field, inner, optional))
            for field, inner in hints(hint)[0].items()
        )
        return Group(hint, parts, optional)
    choice = hint if issubclass(hint, StrEnum) else None
    return Cell(name or "value", str if choice else hint, choice, optional)


class Shape(Generic[T]):
    """Where the records of one type are: a table, and one more for each list."""

    def __init__(
        self, table: Table, noun: str, keys: tuple[str, ...], item: Cell | Group, record: type
    ) -> None:
        """Describe a table that is already made, and make those of its lists.

        Args:
            table: The table.
            noun: What its rows are, which begins the names of its lists' tables.
            keys: Its identifying columns; those of a list begin with its owner's.
            item: The columns of a row.
            record: The type of a row's record.
        """
        self.table = table
        self.keys = keys
        self._item = item
        self._build = cast("Callable[..., T]", item.unpack)
        self._columns = [table.c[key] for key in keys]
        self._columns += [table.c[column.name] for column in item.columns()]
        listed = hints(record)[1] if is_dataclass(record) else {}
        self.lists = {field: self._list(noun, field, hint) for field, hint in listed.items()}

    @cached_property
    def _wanted(self) -> Select[Any]:
        """What reads the rows of some owners; to put it together takes longer than to do."""
        mine = self._columns[0].in_(bindparam("roots", expanding=True))
        return select(*self._columns).where(mine).order_by(*self._columns[: len(self.keys)])

    def _list(self, noun: str, field: str, hint: object) -> "Shape[object]":
        if not isinstance(hint, type):
            raise TypeError(f"no table holds a list of {hint}")
        owner = (*self.keys[:-1], noun.rpartition("_")[2])
        above = [self.table.c[key] for key in self.keys]
        item = part_for("", hint)
        table = Table(
            f"{noun}_{field}",
            self.table.metadata,
            *(Column(name, key.type) for name, key in zip(owner, above, strict=True)),
            Column("ordinal", Integer),
            *item.columns(),
            PrimaryKeyConstraint(*owner, "ordinal"),
            ForeignKeyConstraint(owner, above, ondelete="CASCADE"),
        )
        return Shape(table, table.name, (*owner, "ordinal"), item, hint)

    def rows(self, record: object, *key: object, **extra: object) -> Iterator[tuple[Table, Row]]:
        """Lay a record out as rows, each before those of its lists.

        Args:
            record: The record, or for a list its item.
            *key: The values of the identifying columns.
            **extra: Columns that the record does not have, such as when it was added.
        """
        own = dict(zip(self.keys, key, strict=False))
        yield self.table, own | dict(self._item.pack(record)) | extra
        for field, shape in self.lists.items():
            for ordinal, value in enumerate(getattr(record, field)):
                yield from shape.rows(value, *key, ordinal)

    def load(self, connection: Connection, keys: Sequence[object]) -> list[T]:
        """Read records by their keys, in that order; a key that is not there is left out.

        There is one query for each table and BATCH of records.
        """
        found: dict[Key, T] = {}
        for batch in batched(keys):
            found |= self._read(connection, batch)
        return [found[key,] for key in keys if (key,) in found]

    def find(
        self,
        connection: Connection,
        *conditions: ColumnElement[bool],
        order: Sequence[ColumnElement[object]],
    ) -> list[T]:
        """Read all records that meet conditions, with one query; for records without lists."""
        wanted = select(*self._columns[len(self.keys) :]).where(*conditions).order_by(*order)
        return [self._build(tuple(row), 0) for row in connection.execute(wanted).all()]

    def _read(self, connection: Connection, roots: Sequence[object]) -> dict[Key, T]:
        rows = connection.execute(self._wanted, {"roots": list(roots)}).all()
        if not rows:
            return {}
        lists = {name: shape._by_owner(connection, roots) for name, shape in self.lists.items()}
        built: dict[Key, T] = {}
        for found in rows:
            row = tuple(found)
            key = row[: len(self.keys)]
            own = {name: tuple(owned.get(key, ())) for name, owned in lists.items()}
            built[key] = self._build(row, len(self.keys), **own)
        return built

    def _by_owner(self, connection: Connection, roots: Sequence[object]) -> dict[Key, list[T]]:
        owned: dict[Key, list[T]] = defaultdict(list)
        for key, value in self._read(connection, roots).items():
            owned[key[:-1]].append(value)
        return owned


def shape_of(
    record: type[T],
    metadata: MetaData,
    *,
    noun: str,
    table: str,
    key: str = "id",
    extra: Sequence[Column[object]] = (),
    references: Mapping[str, str] | None = None,
) -> Shape[T]:
    """Make the tables of a record type and describe them.

    Args:
        record: The record type.
        metadata: What the tables are added to.
        noun: What a row is called; the tables of lists begin with it.
        table: The name of the table.
        key: The column that identifies a row: a field, or one of the extra columns.
        extra: Columns beside those of the record; one of them may be the primary key.
        references: For a field the column of another table that it must be found in.
    """
    item = part_for("", record)
    columns = [*extra, *item.columns()]
    keyed = any(column.primary_key for column in extra)
    constraints: list[Constraint] = [
        ForeignKeyConstraint([field], [target]) for field, target in (references or {}).items()
    ]
    if not keyed:
        constraints.append(PrimaryKeyConstraint(key))
    elif key not in [column.name for column in extra]:
        constraints.append(UniqueConstraint(key))
    return Shape(Table(table, metadata, *columns, *constraints), noun, (key,), item, record)


def batched(items: Iterable[T]) -> Iterator[list[T]]:
    """Cut a stream into lists of at most BATCH items."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch


def insert(connection: Connection, rows: Iterable[tuple[Table, Row]]) -> None:
    """Write rows, table by table in the order in which the tables first come up."""
    batches: dict[Table, list[Row]] = defaultdict(list)
    for table, row in rows:
        batches[table].append(row)
    for table, batch in batches.items():
        connection.execute(table.insert(), batch)


def spans_in(record: object, document: str | None = None) -> Iterator[tuple[str | None, Span]]:
    """Give every span of a record, with the id of the document that it points into.

    Args:
        record: A record, a tuple of records or a plain value.
        document: The document of spans for which the record itself does not name one.
    """
    if isinstance(record, Span):
        yield document, record
    elif isinstance(record, tuple):
        for part in record:
            yield from spans_in(part, document)
    elif is_dataclass(record):
        # A term names its document within its evidence, and its conditions are from there too.
        place = record.evidence if isinstance(record, Term) else record
        document = getattr(place, "document", document)
        for field in fields(record):
            yield from spans_in(getattr(record, field.name), document)
