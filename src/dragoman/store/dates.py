"""Dates: which days a date, as precise as it is known, may mean."""

import calendar
from datetime import date as day

from dragoman.errors import QueryError, RecordError
from dragoman.record import PLACED_WITHIN, check_iso


def first_of(date: str) -> str:
    """Give the first day that an ISO 8601 date, as precise as known, may mean.

    Raises:
        QueryError: It is no date.
    """
    return _checked(date) + "-01-01"[len(date[:10]) - 4 :] if len(date) < 10 else _checked(date)


def last_of(date: str) -> str:
    """Give the last day that an ISO 8601 date, as precise as known, may mean.

    Raises:
        QueryError: It is no date.
    """
    day = _checked(date)
    if len(day) == 4:
        return f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:]))[1]:02}"
    return day


def _checked(date: str) -> str:
    try:
        return check_iso(date)[:10]
    except RecordError as error:
        raise QueryError(str(error)) from None


def latest_of(date: str) -> str:
    """Give the latest day that something may have as its own and yet be from a date.

    Raises:
        QueryError: It is no date.
    """
    last = day.fromisoformat(last_of(date))
    return (last + min(PLACED_WITHIN, day.max - last)).isoformat()
