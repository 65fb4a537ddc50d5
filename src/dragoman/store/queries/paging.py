"""Paging: lists of which a part is given, and where the next part begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from dragoman.errors import QueryError

T = TypeVar("T")
A = TypeVar("A", covariant=True)

Key = tuple[str | int | float | None, ...]
"""The values that a list is ordered by, of one of its items; the last is an id."""


class Query(Protocol[A]):
    """A question to the record."""

    def run(self, connection: Connection) -> A:
        """Answer it within a connection that is open for reading."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[T]):
    """A part of a list.

    Attributes:
        items: The part.
        next: The cursor that the next part is asked for with. None: this is the last part.
        total: How many items the whole list has. None: not counted.
    """

    items: tuple[T, ...]
    next: str | None = None
    total: int | None = None


def cursor_of(key: Key) -> str:
    """Make the cursor of what comes behind an item, safe in an address."""
    packed = json.dumps(key, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def key_of(cursor: str, kinds: Sequence[type], *, undated: bool = False) -> Key:
    """Read a cursor.

    Args:
        cursor: As cursor_of made it.
        kinds: Of which kinds the values are that its list is ordered by.
        undated: Whether the first of them may be None.

    Raises:
        QueryError: It is none of this list.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeError, binascii.Error, ValueError, RecursionError):
        values = None
    if not isinstance(values, list) or not _fit(values, kinds, undated):
        raise QueryError(f"{cursor!r} is no cursor of this list; begin again without one")
    return tuple(values)


def _fit(values: Sequence[object], kinds: Sequence[type], undated: bool) -> bool:
    if len(values) != len(kinds):
        return False
    skipped = int(undated and values[0] is None)
    return all(map(_plain, values[skipped:], kinds[skipped:]))


def _plain(value: object, kind: type) -> bool:
    """Tell whether a database can compare with a value: anyone may write a cursor by hand."""
    if kind is str:
        return isinstance(value, str) and not any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, bool):
        return False
    if kind is float:
        return isinstance(value, int | float) and isfinite(value) and abs(value) < 2**63
    return isinstance(value, int) and abs(value) < 2**63


def cut(found: Sequence[T], limit: int) -> tuple[tuple[T, ...], T | None]:
    """Cut a list that was asked for with one item more than wanted.

    Returns:
        The items that are wanted, and the last of them if there are more behind it.
    """
    items = tuple(found[:limit])
    return items, items[-1] if len(found) > limit and items else None
