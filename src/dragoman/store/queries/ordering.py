"""Ordering: keys of a list in its order, a page at a time, by an index and from a cursor on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, or_, select, tuple_

from dragoman.errors import QueryError
from dragoman.store.dates import first_of, latest_of
from dragoman.store.queries.paging import Key, Listed, cursor_of, cut, key_of
from dragoman.store.shapes import Shape

T = TypeVar("T")

MOST = 10_000
"""How many items a page may have; who wants all streams them (View) or walks the pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which part of a list is wanted.

    Attributes:
        after: The cursor of what is before it. None: the first part.
        limit: How many items at most.
    """

    after: str | None
    limit: int

    def __post_init__(self) -> None:
        if not 0 < self.limit <= MOST:
            raise QueryError(f"a page has 1 to {MOST:,} items, not {self.limit:,}")

    def key(self, *kinds: type, undated: bool = False) -> Key | None:
        """Read the cursor of a list that is ordered by values of these kinds. None: there is none.

        Raises:
            QueryError: It is none of this list.
        """
        return None if self.after is None else key_of(self.after, kinds, undated=undated)


Keys = tuple[list[str], str | None]
"""The ids of a page's items, and the cursor of the next page."""


def kinds_of(columns: Sequence[Column[Any]]) -> list[type]:
    """Tell of which kinds the values of columns are."""
    return [column.type.python_type for column in columns]


def by_day(
    connection: Connection,
    wanted: Select[Any],
    day: Column[Any],
    rest: Sequence[Column[Any]],
    page: Page,
    *,
    since: str | None = None,
    until: str | None = None,
) -> Keys:
    """Give the ids of a page of what is listed newest first, the undated last.

    Args:
        connection: Open for reading.
        wanted: What is listed, with its conditions.
        day: The column of its days.
        rest: What those of one day are ordered by; the last is the id.
        page: Which part.
        since: A limit that the conditions have too, by which an index of days is cut short.
        until: Likewise.

    Raises:
        QueryError: The cursor or a limit is malformed.
    """
    key = page.key(str, *kinds_of(rest), undated=True)
    keys = wanted.with_only_columns(day, *rest)
    found: list[Row[Any]] = []
    if key is None or key[0] is not None:
        dated = keys.where(day.is_not(None), *_between(day, since, until))
        if key is not None:
            behind = tuple_(*rest) > key[1:]
            dated = dated.where(day <= key[0], or_(day < key[0], behind))
        dated = dated.order_by(day.desc(), *rest).limit(page.limit + 1)
        found += connection.execute(dated).all()
    if len(found) <= page.limit:
        undated = keys.where(day.is_(None))
        if key is not None and key[0] is None:
            undated = undated.where(tuple_(*rest) > key[1:])
        undated = undated.order_by(*rest).limit(page.limit + 1 - len(found))
        found += connection.execute(undated).all()
    return _keys(found, page)


def _between(day: Column[Any], since: str | None, until: str | None) -> list[ColumnElement[bool]]:
    """Cut an index of days short: a day is the last one that may be meant, of a month at most."""
    limits = []
    if since is not None:
        limits.append(day >= first_of(since))
    if until is not None:
        limits.append(day <= latest_of(until))
    return limits


def by_columns(
    connection: Connection, wanted: Select[Any], columns: Sequence[Column[Any]], page: Page
) -> Keys:
    """Give the ids of a page of what is listed by columns that are never NULL, the last the id.

    Raises:
        QueryError: The cursor is malformed.
    """
    keys = wanted.with_only_columns(*columns)
    key = page.key(*kinds_of(columns))
    if key is not None:
        keys = keys.where(columns[0] >= key[0], tuple_(*columns) > key)
    found = connection.execute(keys.order_by(*columns).limit(page.limit + 1)).all()
    return _keys(found, page)


def _keys(found: Sequence[Row[Any]], page: Page) -> Keys:
    rows, last = cut(found, page.limit)
    ids = [cast(str, row[-1]) for row in rows]
    return ids, cursor_of(tuple(last)) if last is not None else None


def listed(
    connection: Connection,
    shape: Shape[T],
    keys: Keys,
    counted: Select[Any] | None = None,
) -> Listed[T]:
    """Load the items of a page.

    Args:
        connection: Open for reading.
        shape: Where they lie.
        keys: Their ids and the next cursor.
        counted: What the whole list has, to be counted. None: it is not counted.
    """
    ids, after = keys
    return Listed(
        items=tuple(shape.load(connection, ids)), next=after, total=count(connection, counted)
    )


def count(connection: Connection, wanted: Select[Any] | None) -> int | None:
    """Count what a query chooses. None: nothing is to be counted."""
    if wanted is None:
        return None
    return connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0
