"""Rugs: one tick for each day on which a party spoke, on a common scale."""

from collections.abc import Iterable
from datetime import date, timedelta

WIDTH = 160
"""Width of a rug in its own units; the page scales it."""


def days_of(value: str) -> tuple[date, date]:
    """Give the first and last day that a date as precise as known may mean."""
    if len(value) == 10:
        day = date.fromisoformat(value)
        return day, day
    if len(value) == 7:
        first = date.fromisoformat(value + "-01")
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date(int(value), 1, 1), date(int(value), 12, 31)


def rug(days: Iterable[str], first_on: str, last_on: str) -> str:
    """Draw a rug as SVG path data; a month or year that is known no closer is a flat line.

    Returns:
        Path data in a box of WIDTH by 12; empty if the scale is a single day.
    """
    begin, end = days_of(first_on)[0], days_of(last_on)[1]
    if begin == end:
        return ""
    scale = (WIDTH - 2) / (end - begin).days
    strokes = []
    for value in sorted(set(days)):
        first, last = (round(1 + (day - begin).days * scale, 1) for day in days_of(value))
        strokes.append(f"M{first} 1v10" if first == last else f"M{first} 6H{last}")
    return "".join(strokes)
