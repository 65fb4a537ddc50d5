"""Weekdays: days as people type them: 2025-05-19, monday, yesterday."""

from datetime import date, timedelta

import typer

from dragoman.errors import RecordError
from dragoman.record import check_iso

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_meant(value: str, today: date) -> str:
    """Give the ISO 8601 date that somebody means.

    Args:
        value: A date as precise as wanted (2025-05-19, 2025-05, 2025); today or yesterday; a
            weekday or its first three letters: the last one, which may be today.
        today: The day that it is typed on, or written for.

    Raises:
        RecordError: It is no such day.
    """
    word = value.strip().casefold()
    if word in ("today", "yesterday"):
        return (today - timedelta(days=int(word == "yesterday"))).isoformat()
    for number, name in enumerate(WEEKDAYS):
        if word in (name, name[:3]):
            return (today - timedelta(days=(today.weekday() - number) % 7)).isoformat()
    try:
        return check_iso(word)
    except RecordError as error:
        raise RecordError(f"{error}; or type a weekday, today or yesterday") from error


def day_typed(value: str | None, today: date | None = None) -> str | None:
    """Give the date that an option asks for, counted from today unless from another day.

    Raises:
        BadParameter: It is no such day.
    """
    if value is None:
        return None
    try:
        return day_meant(value, today or date.today())
    except RecordError as error:
        raise typer.BadParameter(str(error)) from None


def day_option(value: str | None) -> str | None:
    """Read an option that is a day (typer's callback)."""
    return day_typed(value)
