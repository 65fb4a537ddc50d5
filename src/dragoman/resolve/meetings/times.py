"""Times of meetings: what `dates` reads, turned forward where the text looks ahead."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from dragoman.resolve.dates import DAY, MONTH, NUMBER, YEAR, Told, times_in
from dragoman.resolve.lexicon import MONTHS, WEEKDAYS

SAID = re.compile(
    r"\b(?:said|told|says|wrote|announced|added|posted|reported|confirmed|warned)\b[^,.;:]{0,28}$"
)
"""A time just after a verb of speech is that of the speech."""

WEEKDAY = re.compile(rf"\b{DAY}\b", re.IGNORECASE)
MONTH_YEAR = re.compile(rf"\b{MONTH},? {YEAR}\b")
IN_YEAR = re.compile(rf"\b(?:in|of|late|early|mid-?) ?{YEAR}\b")
AHEAD = re.compile(r"\b(?:(?P<tomorrow>tomorrow)|next (?P<unit>week|month|year))\b", re.IGNORECASE)
DAYS_FIRST = re.compile(rf"\b{NUMBER} ?(?:[-–]|and|to) ?\d{{1,2}} {MONTH}")
MONTH_FIRST = re.compile(rf"\b{MONTH} {NUMBER} ?(?:[-–]|and|to) ?\d{{1,2}}\b")
FOR_MONTH = re.compile(rf"\b(?:for|during|until) {MONTH}(?! \d)")
MONTHS_OWN = re.compile(rf"\b{MONTH}['’]s\b")
NEXT_DAY = re.compile(
    rf"\b(?:next {DAY}|{DAY.replace('weekday', 'first')}(?: and \w+day)?(?P<week> next week))\b"
)
SPANS = re.compile(r"\b(?:this|last)\s+(?:week|month|year)\b", re.IGNORECASE)
NEAR = 9
"""Months that a date told without its year may lie ahead."""

FULL = 10
"""Characters of a date that names a day."""

CLOSE = 2
"""Months within which a date that no verb puts into the past is taken to lie ahead."""

SOON = 2
"""Days within which a weekday that no verb puts into the past is taken to lie ahead."""

LAST = re.compile(r"\blast\b", re.IGNORECASE)
ANOTHER_DAY = re.compile(r" (?:and|to|through) \w+day\b")

THAT_YEAR = re.compile(r" (?:of )?(?:that|the same) year\b")
YEAR_ALONE = re.compile(rf"\b{YEAR}\b")
"""A month "of that year" is of the one that the sentence names before."""

LASTS = re.compile(r"\d ?(?:[-–]|and|to) ?\d{1,2}\b(?!\d)")
"""Days on which something lasts: "from 3 to 5 May" is no beginning of a longer time."""

RECURRING = re.compile(r"\b(?:since|until|by|from|before)\s+(?:the\s+)?$", re.IGNORECASE)


def meeting_times(text: str, published: str | None) -> list[Told]:
    """Find the times that a sentence may tell of a meeting, those of speech left out.

    Args:
        text: The sentence.
        published: ISO 8601 day, month or year that relative words count from. None: not known.
    """
    told = [*times_in(text, published), *_more(text, published)]
    kept: list[Told] = []
    for time in sorted(told, key=lambda t: (t.start, -t.end)):
        if kept and time.start < kept[-1].end:
            continue
        if kept and text[kept[-1].end : time.start] in {", ", " "} and len(time.value) == FULL:
            kept.pop()
        if that := THAT_YEAR.match(text, time.end):
            years = YEAR_ALONE.findall(text, 0, time.start)
            if not years:
                continue
            time = Told(time.start, that.end(), f"{years[-1]}{time.value[4:]}")
        recurring = RECURRING.search(text[: time.start]) and not LASTS.search(
            text[time.start : time.end]
        )
        if not SAID.search(text[: time.start]) and not recurring:
            kept.append(time)
    return kept


def _more(text: str, published: str | None) -> Iterator[Told]:
    for match in (*DAYS_FIRST.finditer(text), *MONTH_FIRST.finditer(text)):
        for time in times_in(f"{match['month']} {match['number']}", published):
            yield Told(match.start(), match.end(), time.value)
    for match in MONTH_YEAR.finditer(text):
        month = MONTHS[match["month"][:3].casefold()]
        yield Told(match.start(), match.end(), f"{match['year']}-{month:02}")
    for match in IN_YEAR.finditer(text):
        yield Told(match.start(), match.end(), match["year"])
    for match in (*MONTHS_OWN.finditer(text), *FOR_MONTH.finditer(text)):
        for time in times_in(f"in {match['month']}", published):
            yield Told(match.start(), match.end(), time.value)
    if published is not None and len(published) == FULL:
        yield from _from_day(text, date.fromisoformat(published))


def _from_day(text: str, day: date) -> Iterator[Told]:
    """Find the times that lie ahead of the document's day."""
    for match in AHEAD.finditer(text):
        yield Told(match.start(), match.end(), _ahead(match, day))
    for match in NEXT_DAY.finditer(text):
        on = WEEKDAYS[(match["weekday"] or match["first"]).casefold()]
        ahead = 7 - day.weekday() + on if match["week"] else (on - day.weekday()) % 7 or 7
        yield Told(match.start(), match.end(), (day + timedelta(days=ahead)).isoformat())


def _ahead(match: re.Match[str], day: date) -> str:
    if match["tomorrow"]:
        return (day + timedelta(days=1)).isoformat()
    unit = match["unit"].casefold()
    if unit == "year":
        return str(day.year + 1)
    if unit == "month":
        months = day.year * 12 + day.month
        return f"{months // 12}-{months % 12 + 1:02}"
    monday = day + timedelta(days=7 - day.weekday())
    sunday = monday + timedelta(days=6)
    first, last = monday.isoformat(), sunday.isoformat()
    return first[: 7 if first[:7] == last[:7] else 4]


def turned_ahead(time: Told, text: str, published: str | None) -> Told:
    """Read a weekday or a date without its year as the next one after the document's day."""
    if published is None or len(published) < FULL or time.value >= published[: len(time.value)]:
        return time
    words, day = text[time.start : time.end], date.fromisoformat(published)
    weekday = WEEKDAY.search(words)
    if weekday and not SPANS.search(words) and len(time.value) == FULL:
        ahead = (WEEKDAYS[weekday["weekday"].casefold()] - day.weekday()) % 7 or 7
        return replace(time, value=(day + timedelta(days=ahead)).isoformat())
    if not re.search(r"\d{4}|ago|last|yesterday|earlier|year$", words) and len(time.value) >= 7:
        later = f"{int(time.value[:4]) + 1}{time.value[4:]}"
        return replace(time, value=later) if _soon(later, day) else time
    return time


def nearest(time: Told, text: str, published: str | None) -> Told:
    """Read a date without its year as one soon ahead, if its last one lies most of a year back."""
    ahead = turned_ahead(time, text, published)
    if published is None or ahead.value[:7] == time.value[:7] or len(time.value) < 7:
        return time
    return ahead if _months(ahead.value, date.fromisoformat(published)) <= CLOSE else time


def nearest_weekday(time: Told, text: str, published: str | None) -> Told:
    """Read two weekdays as ahead if that is nearer: "meeting on Monday and Tuesday" on a Sunday."""
    if not ANOTHER_DAY.match(text, time.end):
        return time
    ahead = turned_ahead(time, text, published)
    if published is None or len(ahead.value) < FULL or LAST.search(text[time.start : time.end]):
        return time
    days = (date.fromisoformat(ahead.value) - date.fromisoformat(published)).days
    return ahead if days <= SOON else time


def _soon(value: str, day: date) -> bool:
    return _months(value, day) <= NEAR


def _months(value: str, day: date) -> int:
    return (int(value[:4]) - day.year) * 12 + int(value[5:7]) - day.month
