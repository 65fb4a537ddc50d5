"""Forms: reading values that came as JSON, with errors that say where and what is wrong."""

import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from dragoman.errors import RecordError
from dragoman.record.spans import Span

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def written(value: object) -> str:
    """Write a value as JSON in the one form that ids are made from."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def parsed(where: str, value: str) -> object:
    """Parse JSON.

    Raises:
        RecordError: It is none.
    """
    try:
        given: object = json.loads(value)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{where}: {value[:80]!r} is not JSON ({error})") from None
    return given


def maybe(read: Callable[[object, str], T], value: object, where: str) -> T | None:
    """Read a value that may be null."""
    return None if value is None else read(value, where)


def each(read: Callable[[object, str], T], value: object, where: str) -> tuple[T, ...]:
    """Read a list of values of one form."""
    if not isinstance(value, list):
        raise RecordError(f"{where}: must be a list, not {shown(value)}")
    return tuple(read(inner, f"{where}[{number}]") for number, inner in enumerate(value))


def fields_of(
    value: object, where: str, needed: set[str], others: frozenset[str] = frozenset()
) -> Mapping[str, object]:
    """Read an object that has all needed keys, and no key beside them and the others."""
    names = ", ".join(sorted(needed | others))
    if not isinstance(value, dict):
        raise RecordError(f"{where}: must be an object with {names}, not {shown(value)}")
    if missing := needed - value.keys():
        raise RecordError(f"{where}: {', '.join(sorted(missing))} is missing")
    if unknown := value.keys() - needed - others:
        raise RecordError(f"{where}: {', '.join(sorted(unknown))} is not known; it has {names}")
    return value


def text(value: object, where: str) -> str:
    """Read a text that says something."""
    if value is None:
        raise RecordError(f"{where} is missing")
    if not isinstance(value, str) or not value.strip():
        raise RecordError(f"{where}: must be a text, not {shown(value)}")
    return value


def choice(kind: type[E], value: object, where: str) -> E:
    """Read a member of a closed list."""
    given = text(value, where)
    if given not in {member.value for member in kind}:
        choices = ", ".join(member.value for member in kind)
        raise RecordError(f"{where}: {shown(value)} is none of {choices}")
    return kind(given)


def span(value: object, where: str) -> Span:
    """Read a span in the form of the interchange format."""
    given = fields_of(value, where, {"start", "end", "text"})
    words = given["text"]
    if not isinstance(words, str):
        raise RecordError(f"{where}.text: must be a text, not {shown(words)}")
    return Span(
        start=_offset(given["start"], f"{where}.start"),
        end=_offset(given["end"], f"{where}.end"),
        text=words,
    )


def _offset(value: object, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(f"{where}: must be a whole number, not {shown(value)}")
    return value


def spans(value: object, where: str) -> tuple[Span, ...]:
    """Read at least one span, none over another; they come back in the order of the text."""
    found = tuple(sorted(each(span, value, where)))
    if not found:
        raise RecordError(f"{where}: needs at least one span")
    for one, other in pairwise(found):
        if one.overlaps(other):
            raise RecordError(f"{where}: two of its spans overlap, at {other.start}")
    return found


def shown(value: object) -> str:
    """Show the beginning of what was given, for messages."""
    return repr(value)[:60]
