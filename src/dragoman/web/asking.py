"""Asking: what stands in an address, read as a page needs it; an empty form field asks nothing."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from dragoman.store import StatementFilter

T = TypeVar("T")

LONGEST = 400


def _none_if_blank(value: object) -> object:
    """A form sends a field that nobody filled in as an empty text."""
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(_none_if_blank)
"""Makes a parameter None that came empty: `Annotated[Ground | None, Blank]`.

What limits the value stands within, beside its type, or None would be held to it and refused."""

Day = Annotated[date | None, Blank]
"""A day in the address, as YYYY-MM-DD. None: none is asked for."""

Words = Annotated[Annotated[str, Field(max_length=LONGEST)] | None, Blank]
"""A name, an id or a cursor in the address. None: none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """What the address of a list asks for, field by field; None asks for nothing."""

    @property
    def query(self) -> Mapping[str, str | None]:
        """The same as it stands in an address."""
        return asdict(self)

    @property
    def asks(self) -> bool:
        """Whether it asks for anything."""
        return any(self.query.values())


def query_of(asked: StatementFilter) -> dict[str, str | None]:
    """Give a filter of statements as it stands in an address."""
    return {
        "party": asked.party,
        "speaker": asked.speaker,
        "concept": asked.concept,
        "outlet": asked.outlet,
        "act": asked.act,
        "since": asked.since,
        "until": asked.until,
    }


def iso(day: date | None) -> str | None:
    """Write a day as the record has it."""
    return day.isoformat() if day else None


def days_before(day: str, number: int) -> str:
    """Give the day that many days before a day; the first of all days if there is none."""
    asked = date.fromisoformat(day[:10])
    return (asked - min(timedelta(days=number), asked - date.min)).isoformat()
