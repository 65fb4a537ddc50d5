"""Paging: lists of which a part is given, and where the next part begins."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
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


def key_of(cursor: str, length: int) -> Key:
    """Read a cursor.

    Args:
        cursor: As cursor_of made it.
        length: How many values its list is ordered by.

    Raises:
        QueryError: It is none of this list.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (UnicodeError, binascii.Error, ValueError, RecursionError):
        values = None
    plain = isinstance(values, list) and all(
        value is None or isinstance(value, str | int | float) for value in values
    )
    if not plain or len(values) != length:
        raise QueryError(f"{cursor!r} is no cursor of this list; begin again without one")
    return tuple(values)


def cut(found: Sequence[T], limit: int) -> tuple[tuple[T, ...], T | None]:
    """Cut a list that was asked for with one item more than wanted.

    Returns:
        The items that are wanted, and the last of them if there are more behind it.
    """
    items = tuple(found[:limit])
    return items, items[-1] if len(found) > limit and items else None
