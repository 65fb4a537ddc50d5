"""When a document was published, as precisely as its evidence and no more."""

import functools
import importlib.resources
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import yaml

from dragoman.errors import RecordError
from dragoman.record import DateBasis, PublishedOn

ISO = re.compile(
    r"(?P<day>\d{4}(?:[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?)"
    r"(?:[T ]+(?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?Z?)?")
IN_URL = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>\d{2}|[a-z]{3})(?:[/-](?P<day>\d{1,2}))?(?=[/_-]|$)"
)
EPOCH = (631_152_000, 4_102_444_800)
"""Seconds of 1990 and 2100: a number between them is an instant, any other is not a date."""

HEAD = 12
"""Lines in which a dateline or byline is looked for."""

DATELINE = 90
"""A line that is longer is prose, and a date in it may be of anything."""

HEADLINE = 220
"""A first line that is longer is no headline."""

AROUND = re.compile(
    r"(?i)\b(?:published|posted|first published|date|by|on|at|in|updated|veröffentlicht|publié|"
    r"publicado|опубликовано|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[ap]\.?m|"
    r"utc|gmt|bst|e[sd]?t|cet|cest|msk|г|року)\b\.?|\d{1,2}[:.]\d{2} ?(?:h|hrs|uhr)?\b|[^\w\s]"
)
OPENS = re.compile(r" ?(?:\([^()]{2,30}\)|/[^/]{2,20}/)?\.?(?::| ?[–—-]) ")
"""What stands between the place and date that a report opens with and its first words."""


def read_published(value: object) -> PublishedOn | None:
    """Read a date from a metadata field.

    Args:
        value: ISO 8601 in its usual looser forms, an RFC 2822 date, or seconds since 1970.

    Returns:
        The date no more precise than given. None: no date, or in a form that is not understood.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _instant(value)
    if not isinstance(value, str):
        return None
    value = value.strip()
    if found := ISO.fullmatch(value):
        return _checked(_iso(found), DateBasis.METADATA)
    if found := COMPACT.fullmatch(value):
        return _checked("-".join(found.group(1, 2, 3)), DateBasis.METADATA)
    try:
        instant = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return _checked(_written(value), DateBasis.METADATA)
    return _checked(instant.isoformat(), DateBasis.METADATA)


def read_url_date(url: str | None) -> PublishedOn | None:
    """Read the date that many outlets put into the address: /2024/10/31/, /2024/oct/31/, /2024/10/.

    None: there is none, or several.
    """
    found = list(IN_URL.finditer(url.lower())) if url else []
    if len(found) != 1:
        return None
    year, month, day = found[0].group("year", "month", "day")
    number = int(month) if month.isdigit() else months().get(month)
    if number is None:
        return None
    value = f"{year}-{number:02}" + (f"-{int(day):02}" if day else "")
    return _checked(value, DateBasis.URL)


def read_text_date(lines: list[str]) -> PublishedOn | None:
    """Read a full date that stands as a dateline does: a short line of its own near the top.

    Else that which a report opens with: "HARBOUR POST | May 3, 2025: The envoys ...".

    Args:
        lines: The document's lines, in order.

    Returns:
        The first such date. None: no line is a date and little else, and none, or several as in a
        chronicle, opens with place and date; other dates in prose do not count.
    """
    top = [line for line in lines[:HEAD] if not re.match(r"(?i)\W*(?:last )?updated", line)]
    for line in top:
        if is_date_line(line):
            return _checked(_written(line), DateBasis.TEXT)
    opening = [value for line in top if (value := _opening(line))]
    return _checked(opening[0], DateBasis.TEXT) if len(opening) == 1 else None


def read_title_date(title: str) -> PublishedOn | None:
    """Read the day that a headline ends with, as those of daily reports do: "..., May 24, 2025".

    None: it has no full date, or goes on after it; the day may then be of any event.
    """
    value = _written(title) if len(title) <= HEADLINE else None
    if not value:
        return None
    last = max((found.end() for found in _written_forms().finditer(title)), default=0)
    ends = re.fullmatch(r"\W*(?:[|–—-] [^.,]{,40})?", title[last:]) is not None
    return _checked(value, DateBasis.TEXT) if ends else None


def is_date_line(line: str) -> bool:
    """Tell whether a line is a date and little else."""
    return len(line) <= DATELINE and _written(line) is not None and _is_dateline(line)


@functools.cache
def months() -> dict[str, int]:
    """Give the number of a month by any of its names, in lower case."""
    data = importlib.resources.files("dragoman.ingest").joinpath("months.yaml").read_text("utf-8")
    return {
        name: number
        for names in yaml.safe_load(data).values()
        for number, forms in enumerate(names, start=1)
        for name in str(forms).split()
    }


@functools.cache
def _written_forms() -> re.Pattern[str]:
    names = "|".join(sorted(months(), key=len, reverse=True))
    year = r"(?:19|20)\d{2}"
    return re.compile(
        rf"(?i)\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.? (?:de )?(?P<m1>{names})\.?,? "
        rf"(?:de )?(?P<y1>{year})"
        rf"|(?P<m2>{names})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>{year})"
        rf"|(?P<d4>\d{{1,2}})\.(?P<m4>\d{{2}})\.(?P<y4>{year})"
        rf"|(?P<d5>1[3-9]|2\d|3[01])/(?P<m5>0[1-9]|1[0-2])/(?P<y5>{year})"
        rf"|(?P<y3>{year})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))\b"
    )


def _written(line: str) -> str | None:
    """Find the only full date that is written out in a line. None: none, or several."""
    found = list(_written_forms().finditer(line))
    if len(found) != 1:
        return None
    parts = {key: value for key, value in found[0].groupdict().items() if value}
    year = next(value for key, value in parts.items() if key[0] == "y")
    month = next(value for key, value in parts.items() if key[0] == "m").lower()
    day = next(value for key, value in parts.items() if key[0] == "d")
    number = int(month) if month.isdigit() else months()[month]
    return f"{year}-{number:02}-{int(day):02}"


def _is_dateline(line: str) -> bool:
    """Tell whether beside the date there are at most a few names: a byline, a place, an outlet."""
    rest = AROUND.sub(" ", _written_forms().sub(" ", line)).split()
    return len(rest) <= 5 and all(word[0].isupper() or word[0].isdigit() for word in rest)


def _opening(line: str) -> str | None:
    """Read the full date that a line opens with after the name of a place or an outlet."""
    found = _written_forms().search(line, 0, DATELINE)
    if found is None or not OPENS.match(line, found.end()):
        return None
    named = re.search(r"\w", line[: found.start()]) is not None
    return _written(found.group()) if named and _is_dateline(line[: found.end()]) else None


def _iso(found: re.Match[str]) -> str:
    parts = re.split(r"[-/.]", found["day"])
    value = "-".join([parts[0], *(f"{int(part):02}" for part in parts[1:])])
    if not found["time"]:
        return value
    zone = found["zone"] or ""
    if zone in {"UTC", "GMT"}:
        zone = "Z"
    elif zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{value}T{found['time']}{zone}"


def _instant(seconds: float) -> PublishedOn | None:
    if EPOCH[1] < seconds <= 1000 * EPOCH[1]:
        seconds /= 1000
    if not EPOCH[0] <= seconds <= EPOCH[1]:
        return None
    value = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return _checked(value.replace("+00:00", "Z"), DateBasis.METADATA)


def _checked(value: str | None, basis: DateBasis) -> PublishedOn | None:
    if value is None:
        return None
    try:
        return PublishedOn(value=value, basis=basis)
    except RecordError:
        return None
