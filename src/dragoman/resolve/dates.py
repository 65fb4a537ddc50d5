"""Dates: when a statement was made, by the words of time beside its cue."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.record import Actor, Attribution
from dragoman.resolve.lexicon import AGO, MONTHS, PERSON_PRONOUNS, WEEKDAYS, count_ago
from dragoman.resolve.names import fold
from dragoman.resolve.scene import Scene
from dragoman.resolve.stops import masked

DAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)?"
GOING_ON = re.compile(r"\b(?:added|adding|continued|went on|also|further|concluded|stressed)\b")
RUN = 500
"""Code points over which "he added" goes on with the day of the statement before it."""

NEAR, FAR = 70, 160
"""How far from the cue, in code points, a month and a day may stand."""

OF_SOMETHING_ELSE = re.compile(r"\b(?:since|after|before|when|until|despite|following|who|which)\b")

CREDIT = re.compile(
    r"\((?:(?:photo|image|picture) )?(?:credit|photo|image|file|handout)\b[^)]*\)|\bhide caption\b",
    re.IGNORECASE,
)
"""What ends a photograph's caption, whose day is that of the photograph."""

Reader = Callable[[re.Match[str], str], str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """A time that a text tells.

    Attributes:
        start: Where its words begin.
        end: Where they end.
        value: ISO 8601, no more precise than they are.
    """

    start: int
    end: int
    value: str


def said_on(order: Sequence[int], speakers: Sequence[Actor | None], scene: Scene) -> dict[int, str]:
    """Give the day on which statements were made, by their index; those without one are left out.

    Args:
        order: The statements in the order of the text.
        speakers: Who said them.
        scene: The document; without a date, its own or one by its text, only full dates count.
    """
    attributions = scene.reading.attributions
    found: dict[int, str] = {}
    before = -1
    for index in order:
        told = _beside_cue(attributions[index], scene)
        if told is not None:
            found[index] = told
        elif (
            before in found
            and speakers[index] == speakers[before]
            and _goes_on(attributions[before], attributions[index])
        ):
            found[index] = found[before]
        before = index
    return found


def _beside_cue(attribution: Attribution, scene: Scene) -> str | None:
    """Give the time told nearest to the cue in its sentence, outside what is said."""
    anchor = attribution.cue or attribution.source
    if anchor is None:
        return None
    start, end = scene.sentence(anchor.start)
    start, end = min(start, anchor.start), max(end, anchor.end)
    text = masked(scene.text, start, end, attribution.content, "\x00")
    place = anchor.start - start
    told = [
        time
        for time in times_in(text, published_of(scene))
        if _away(time, place) < (FAR if len(time.value) == 10 else NEAR)
        and not OF_SOMETHING_ELSE.search(text[place : time.start])
        and not CREDIT.search(text[time.end : max(place, time.end)])
    ]
    near = min(told, key=lambda time: _away(time, place), default=None)
    return near.value if near else None


def published_of(scene: Scene) -> str | None:
    """Give the document's day, or the day or month that its text leaves. None: not known."""
    published = scene.discourse.document.published
    if published is not None:
        return published.value[:10]
    period = scene.discourse.period
    return period.published if period else None


def _away(time: Told, place: int) -> int:
    return min(abs(time.start - place), abs(time.end - place))


def _goes_on(before: Attribution, after: Attribution) -> bool:
    """Tell whether a statement goes on with the one before it: "he added"."""
    gap = after.content[0].start - before.content[-1].end
    source = fold(after.source.text) if after.source else ""
    cue = after.cue.text if after.cue else ""
    return gap < RUN and (source in PERSON_PRONOUNS | {"it", "they"} or bool(GOING_ON.search(cue)))


def times_in(text: str, published: str | None) -> Iterator[Told]:
    """Find the times that a text tells; those that are in no year of the calendar are left out.

    Args:
        text: The words.
        published: ISO 8601 day, month or year that relative words count from. None: not known.
    """
    taken: list[tuple[int, int]] = []
    either = f"{text}\n{text.lower()}"
    for signs, pattern, reader in READERS:
        for match in pattern.finditer(text) if any(map(either.__contains__, signs)) else ():
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            try:
                value = reader(match, published or "")
            except (OverflowError, ValueError):  # "February 30", "5000 years ago"
                continue
            if value is not None:
                taken.append(match.span())
                yield Told(match.start(), match.end(), value)


def _day(published: str) -> date | None:
    return date.fromisoformat(published) if len(published) == 10 else None


def _full(match: re.Match[str], _: str) -> str | None:
    return date(int(match["year"]), _month(match), int(match["number"])).isoformat()


def _month_day(match: re.Match[str], published: str) -> str | None:
    """Read "November 4" as the last one before the document, or on its day."""
    if not published:
        return None
    month, number, year = _month(match), int(match["number"]), int(published[:4])
    value = date(year, month, number).isoformat()
    if value[: len(published)] > published:
        value = date(year - 1, month, number).isoformat()
    return value


def _month_only(match: re.Match[str], published: str) -> str | None:
    """Read "in October" as the last one, "in October 2022" as that."""
    month = _month(match)
    if match["year"]:
        return f"{match['year']}-{month:02}"
    if len(published) < 7:
        return None
    later = f"{month:02}" > published[5:7]
    return _iso_month(int(published[:4]) - later, month)


def _weekday(match: re.Match[str], published: str) -> str | None:
    """Read a weekday as the most recent one; that of the document's day is the day itself."""
    day = _day(published)
    if day is None:
        return None
    back = (day.weekday() - WEEKDAYS[match["weekday"].casefold()]) % 7
    if back == 0 and (match["last"] or "").strip().casefold() == "last":
        back = 7
    return (day - timedelta(days=back)).isoformat()


def _relative(match: re.Match[str], published: str) -> str | None:
    day = _day(published)
    if day is None:
        return None
    yesterday = match["word"].casefold() in {"yesterday", "last night", "the day before"}
    return (day - timedelta(days=1) if yesterday else day).isoformat()


def _ago(match: re.Match[str], published: str) -> str | None:
    day, count = _day(published), count_ago(match)
    if day is None or count is None:
        return None
    unit = match["unit"].casefold()
    if unit == "day":
        return (day - timedelta(days=count)).isoformat()
    if unit == "week":
        middle = day - timedelta(weeks=count)
        return _common(middle - timedelta(days=3), middle + timedelta(days=3))
    if unit == "month":
        return _iso_month(day.year, day.month - count)
    return _iso_year(day.year - count)


def _span_of_time(match: re.Match[str], published: str) -> str | None:
    """Read "last week", "this month", "earlier this year" as the dates have in common."""
    which, unit = match["which"].casefold(), match["unit"].casefold()
    if unit == "year":
        return _iso_year(int(published[:4]) - (which == "last")) if published else None
    if unit == "month":
        if len(published) < 7:
            return None
        return _iso_month(int(published[:4]), int(published[5:7]) - (which == "last"))
    day = _day(published)
    if day is None:
        return None
    monday = day - timedelta(days=day.weekday())
    if which == "this":
        return _common(monday, day)
    return _common(monday - timedelta(days=7), monday - timedelta(days=1))


def _common(first: date, last: date) -> str:
    """Give what two days have in common: the day, the month or the year."""
    if first == last:
        return first.isoformat()
    return first.isoformat()[: 7 if (first.year, first.month) == (last.year, last.month) else 4]


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"][:3].casefold()]


def _iso_month(year: int, month: int) -> str:
    """Write a month, counted from the first of a year, which may be one before or after it."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1).isoformat()[:7]


def _iso_year(year: int) -> str:
    return date(year, 1, 1).isoformat()[:4]


YEAR = r"(?P<year>(?:19|20)\d\d)"
A_MONTH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
READERS: tuple[tuple[Sequence[str], re.Pattern[str], Reader], ...] = (
    (A_MONTH, re.compile(rf"\b{MONTH} {NUMBER},? {YEAR}\b"), _full),
    (A_MONTH, re.compile(rf"\b{NUMBER} (?:of )?{MONTH},? {YEAR}\b"), _full),
    (A_MONTH, re.compile(rf"\b{MONTH} {NUMBER}\b(?![:.]\d)"), _month_day),
    (A_MONTH, re.compile(rf"\b{NUMBER} (?:of )?{MONTH}"), _month_day),
    (
        A_MONTH,
        re.compile(rf"\b[Ii]n (?:early |mid-?|late )?{MONTH}(?: (?:of )?{YEAR})?\b"),
        _month_only,
    ),
    (["day"], re.compile(rf"\b(?P<last>[Ll]ast |[Tt]his )?{DAY}\b(?!['’]s)"), _weekday),
    (
        ["day", "night", "this "],
        re.compile(
            r"\b(?P<word>today|tonight|this (?:morning|afternoon|evening)|yesterday|last night)\b",
            re.I,
        ),
        _relative,
    ),
    (["ago"], AGO, _ago),
    (
        ["this ", "last "],
        re.compile(
            r"\b(?:(?:earlier|later) )?(?P<which>this|last) (?P<unit>week|month|year)\b", re.I
        ),
        _span_of_time,
    ),
)
"""The forms of times with what reads them; the first that takes some words keeps them. Before each
stands what words of its form have at least one of, as written or in small letters: most sentences
tell no time, which is sooner told by that."""
