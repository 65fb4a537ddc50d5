"""Plain: any record as plain values that JSON holds, and back, by the types of its fields."""

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, TypeVar, cast, get_args, get_origin, get_type_hints

from dragoman.errors import RecordError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

Build = Callable[[object], object]


def plain_of(record: "DataclassInstance") -> dict[str, object]:
    """Write a record as plain values: texts, numbers, lists and dictionaries by field."""
    return dataclasses.asdict(record)


def record_of_plain(kind: type[T], given: object) -> T:
    """Build a record of a type from what `plain_of` wrote.

    Raises:
        RecordError: It is no such thing; the rules of the record types hold too.
    """
    try:
        return cast("T", _builder(cast("Hashable", kind))(given))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        if isinstance(error, RecordError):
            raise
        raise RecordError(f"this is no {kind.__name__} ({error})") from None


@cache
def _builder(hint: Hashable) -> Build:
    """Give what builds a value of a type."""
    if isinstance(hint, UnionType):
        (inner,) = (choice for choice in get_args(hint) if choice is not NoneType)
        build = _builder(inner)
        return lambda given: None if given is None else build(given)
    if get_origin(hint) is tuple:
        item = _builder(get_args(hint)[0])
        return lambda given: tuple(item(one) for one in cast("list[object]", given))
    if not isinstance(hint, type):
        raise TypeError(f"no plain value holds a {hint}")
    if dataclasses.is_dataclass(hint):
        return _of_fields(hint)
    if issubclass(hint, StrEnum):
        return lambda given: hint(cast("str", given))
    return lambda given: _checked(hint, given)


def _of_fields(kind: type) -> Build:
    hints = get_type_hints(kind)
    builds = {field.name: _builder(hints[field.name]) for field in dataclasses.fields(kind)}

    def build(given: object) -> object:
        values = cast("Mapping[str, object]", given)
        if unknown := values.keys() - builds.keys():
            raise RecordError(f"a {kind.__name__} has no {', '.join(sorted(unknown))}")
        return kind(**{name: builds[name](value) for name, value in values.items()})

    return build


def _checked(kind: type, given: object) -> object:
    """Give a text or number as it is, if it is one; a whole number may stand for a fraction."""
    if isinstance(given, kind) and not (kind is int and isinstance(given, bool)):
        return given
    if kind is float and isinstance(given, int):
        return float(given)
    raise RecordError(f"{given!r} is no {kind.__name__}")
