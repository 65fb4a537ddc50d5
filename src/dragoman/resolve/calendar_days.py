"""Calendar: what weekdays, months and days without a year tell of when a text was written."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.record import Span
from dragoman.resolve.happenings import MONTH, Hint
from dragoman.resolve.lexicon import MONTHS, WEEKDAYS
from dragoman.resolve.terms import around

AHEAD = re.compile(
    r"\b(?:will|shall|would|should|could|(?-i:may)|by|until|till|expires?|due|expected|starting"
    r"|plan(?:s|ned)?|scheduled|going to|next|upcoming|forthcoming|deadline|aims?|wants?|intends?"
    r"|ahead of|(?:un)?likely|is being|are being|assumes?|possibl[ey]|forecast|expects?|hopes?"
    r"|predict\w*|promis\w+|vow\w*|pledg\w*|propos\w+|awaits?)\b|['’]ll\b",
    re.IGNORECASE,
)
"""Words by which a date may lie ahead of the document; such a date bounds nothing."""

YEARS = range(2015, 2027)
"""Years that a weekday and a date without a year are tried on: those that the knowledge covers."""

TODAY = re.compile(
    r"\b(?:today|this (?:morning|afternoon|evening)),? \(?"
    r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    re.IGNORECASE,
)
THIS_YEAR = re.compile(
    rf"\b(?:[Bb]ack in|[Ii]n|[Ss]ince) (?:early |mid-?|late )?{MONTH}(?: of)? this year\b"
)
DAY_OF_MONTH = re.compile(
    rf"\b(?:[Oo]n|[Ss]ince|of) {MONTH} (?P<number>\d{{1,2}})\b(?!,? (?:19|20)\d\d|[.:]\d)"
)
_SHORT_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATELINE = re.compile(
    r"^[^\S\n]*(?P<words>[A-Z][A-Z’'.-]+(?:[ ,/]+[A-Z][A-Z’'.-]+){0,4}, "
    rf"(?:(?P<m1>{_SHORT_MONTH}) (?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}}) (?P<m2>{_SHORT_MONTH})))"
    r"[.,]? ?(?=[-–—/(])",
    re.MULTILINE,
)
"""Where an agency says whence and on which day it reports: "CAIRO, May 21 (Agency) -"."""

NEXT_DAY = timedelta(days=1)
"""Others carry what an agency reports on its day or the next: of 34 in ../shared/corpora (November
2026) all are of the day itself."""

ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b(?:last|that|next) year\b")

RECENT = timedelta(days=300)
"""How old a day that is told without its year is at most: of 122 in 700 dated English articles of
../shared/corpora (November 2026) 4 were older, 3 of them after a year told shortly before."""

BESIDE = 30
"""Code points on either side of such a day in which words of the future are its own."""

CHRONOLOGY = 300
"""Code points after a year within which other dates may be of that year."""


def calendar_hints(text: str) -> Iterator[Hint]:
    """Give what weekdays of today and months of this year tell, year by year."""
    years = range(YEARS.start - 2, YEARS.stop + 1)
    for match in TODAY.finditer(text):
        wanted = WEEKDAYS[match["weekday"].casefold()]
        begin = date(years.start, 1, 1)
        begin += timedelta(days=(wanted - begin.weekday()) % 7)
        each = [begin + timedelta(days=7 * n) for n in range(len(years) * 52)]
        days = tuple((day, day) for day in each)
        yield Hint(days=days, words=words_of(match), because="the weekday of today", calendar=True)
    for match in THIS_YEAR.finditer(text):
        month = MONTHS[match["month"].casefold()[:3]]
        if not is_ahead(text, match):
            days = tuple((date(year, month, 1), date(year, 12, 31)) for year in years)
            yield Hint(days=days, words=words_of(match), because="not before it", calendar=True)
    for match in DATELINE.finditer(text):
        month = MONTHS[(match["m1"] or match["m2"])[:3].casefold()]
        number = int(match["d1"] or match["d2"])
        each = [day for y in years if (day := day_of(y, month, number))]
        days = tuple((day, day + NEXT_DAY) for day in each)
        words = Span.of(text, *match.span("words"))
        yield Hint(days=days, words=words, because="the day of the report", calendar=True)
    for match in DAY_OF_MONTH.finditer(text):
        month = MONTHS[match["month"].casefold()[:3]]
        each = [day for y in years if (day := day_of(y, month, int(match["number"])))]
        earlier = text[max(0, match.start() - CHRONOLOGY) : match.start()]
        near = text[max(0, match.start() - BESIDE) : match.end() + BESIDE]
        if not (AHEAD.search(near) or ANY_YEAR.search(earlier)):
            days = tuple((day, day + RECENT) for day in each)
            yield Hint(days=days, words=words_of(match), because="without its year", calendar=True)


def is_ahead(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date may lie ahead of the document, by the words around it."""
    words = around(text, match.start(), match.end())
    return bool(AHEAD.search(words) or match.group().startswith("until"))


def day_of(year: int, month: int, number: int) -> date | None:
    """Give a day. None: there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def words_of(match: re.Match[str]) -> Span:
    """Give the words that were matched."""
    return Span(start=match.start(), end=match.end(), text=match.group())
