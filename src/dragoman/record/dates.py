"""Dates as precise as their evidence, and no more."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dragoman.errors import RecordError

ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")


class DateBasis(StrEnum):
    """What a document's date was read from."""

    METADATA = "metadata"
    URL = "url"
    TEXT = "text"
    DOSSIER = "dossier"


def check_iso(value: str) -> str:
    """Return the ISO 8601 date (year, year-month, day or instant) if it is one.

    Raises:
        RecordError: It has another form, or names a day that does not exist.
    """
    if not ISO.fullmatch(value):
        raise RecordError(f"not an ISO 8601 date: {value!r}; write 2023, 2023-11, 2023-11-06 ...")
    try:
        if len(value) > 10:
            datetime.fromisoformat(value)
        else:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError as error:
        raise RecordError(f"no such date: {value!r} ({error})") from None
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedOn:
    """When a document was published, and how that is known.

    Attributes:
        value: ISO 8601, cut off where the evidence ends: `2023-11` if only the month is known.
        basis: What it was read from.
    """

    value: str
    basis: DateBasis

    def __post_init__(self) -> None:
        check_iso(self.value)
