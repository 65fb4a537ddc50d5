"""Happenings: what it tells of a document's day how it speaks of public events."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from dragoman.record import Span
from dragoman.resolve.chronicle import ANNOUNCED, SENTENCE_END, Event, EventKind, Naming, namings
from dragoman.resolve.lexicon import AGO, FORMER, MONTHS, WEEKDAYS, count_ago
from dragoman.resolve.names import Token, fold
from dragoman.resolve.terms import BEHIND

Days = tuple[tuple[date, date], ...]
"""Stretches of days, each with its first and last, in order."""

FIRST, LAST = date(2000, 1, 1), date(2049, 12, 31)
"""What stands for a stretch without beginning or end."""

DAY, WEEK = timedelta(days=1), timedelta(days=7)

NEAR = 60
"""Code points between an event and the word of time that is its own."""

BREAK = re.compile(
    r"[;:“”\"]|\b(?:who|which|that|but|as|when|while|after|before|since|until|till|amid|despite|following"
    r"|because|although|though|and|said|told|says|announced|warned|wrote|reported|added|called)\b",
    re.IGNORECASE,
)
"""Words between an event and a word of time by which that is of something else."""

LEADS_OFF = re.compile(
    r"\b(?:since|after|before|until|following|despite|amid|ahead of|anniversary of|in response to"
    r"|because of)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
"""Words before an event by which the sentence is about something else."""

AHEAD = re.compile(
    r"\b(?:will|would|shall|should|could|might|if|unless|upcoming|next|forthcoming"
    r"|plan(?:s|ned|ning)?|scheduled|set for|slated|due|expected|ahead of|before|possible"
    r"|potential|proposed|threat\w*|hop(?:es?|ing)"
    r"|to be|prospects?|until|fears?|feared|wants?|seek\w*|call(?:s|ed|ing)? for|prepar\w+)\b",
    re.IGNORECASE,
)
"""Words around an event by which it may lie ahead."""

COMING = re.compile(
    r"\b(?:ahead of|upcoming|forthcoming|in the run-?up to"
    r"|will (?:be held|take place|attend|host|meet|travel|gather|open|address)"
    r"|(?:is|are) (?:due|scheduled|set|expected"
    r"|to (?:be held|take place|attend|host|meet|travel)))\b",
    re.IGNORECASE,
)
GOING_ON = re.compile(
    r"\b(?:ongoing|currently|under ?way|(?:is|are) (?:being held|taking place|hosting|attending"
    r"|gathering|meeting)|ha(?:s|ve) gathered|opened today)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:was|were|had|held|met|took place|ended|won|agreed|signed|since|last|failed|concluded"
    r"|hosted|attended|told|declared|followed|collapsed|ago|elected|made|arrived|visited|came|went"
    r"|began)\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ANNIVERSARY = re.compile(r"\b(?:anniversary|commemorat\w+|years? (?:after|since))\b", re.IGNORECASE)
LASTING = frozenset({EventKind.WAR, EventKind.ACCORD, EventKind.PLAN, EventKind.RULING})
"""What is spoken of for years by the name of its first day: "the nuclear deal"."""

MADE = re.compile(
    r"\b(?:signed|signing|agreed|reached|announced|released|freed|exchanged|swapped|joined|began"
    r"|invaded|launched|ordered|ruled|issued|unveiled|presented|restored)\b",
    re.IGNORECASE,
)
"""Words within the name of such by which it is that day that is meant."""

REMARK = re.compile(
    r"\bmade (?:the|his|her|this|these|those) (?:accusation|comment|remark|statement|claim"
    r"|announcement|pledge|appeal)s?\b(?:[^,;:]*(?P<end>\bat the (?:end|close) of))?[^,;:]*$"
)
"""Before an event, words by which it is where that was said which the sentence before tells."""

AROUND = 45
"""Code points around an event, within its sentence, in which words of its time stand."""

MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)"
)
NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th)?"
SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9, "fall": 9}
"""The month in which each begins."""


class Tense(Enum):
    """Where an event lies, seen from the document."""

    PAST = "past"
    AHEAD = "ahead"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What some words of a document tell of its day.

    Attributes:
        days: When it may have been published.
        words: The words that tell it.
        because: What they tell.
        told: No more than that something had happened.
        calendar: It fits days of every year, and only tells within one.
    """

    days: Days
    words: Span
    because: str
    told: bool = False
    calendar: bool = False


def hints(text: str, tokens: list[Token]) -> Iterator[Hint]:
    """Give what a text tells of its day by the public events that it speaks of.

    Who tells an event as past writes after it, who sees it coming before its end; and "on
    Friday", "last month", "two years ago" beside it count from the document's day.

    Args:
        text: The document's text.
        tokens: The words that are read.
    """
    for naming in namings(text, tokens):
        events = [event for event in naming.events if _of_its_year(text, naming, event)]
        if events:
            yield from _of_naming(text, naming, events)


def _of_its_year(text: str, naming: Naming, event: Event) -> bool:
    """Tell whether no other year is told beside an event than its own."""
    near = _around(text, naming) + text[naming.start : naming.end]
    years = {int(year) for year in YEAR.findall(near)}
    return not years or bool(years & set(range(event.first.year, event.last.year + 1)))


def _of_naming(text: str, naming: Naming, events: list[Event]) -> Iterator[Hint]:
    span = Span.of(text, naming.start, naming.end)
    near = _around(text, naming)
    inside = text[naming.start : naming.end]
    if all(event.kind is EventKind.PHASE for event in events):
        if not BEHIND.search(near) and not FORMER & {fold(word) for word in near.split()}:
            days = _union((event.first, event.last) for event in events)
            yield Hint(days=days, words=span, because=_named(events))
        return
    timed = _timed(text, naming, events) or _told_there(text, naming, events)
    if timed is not None:
        yield timed
    if naming.shared or ANNIVERSARY.search(near + inside):
        return
    event = events[0]
    ahead = AHEAD.search(near + "\n" + inside)
    coming = COMING.search(near) if event.kind in ANNOUNCED else None
    if event.kind in ANNOUNCED and GOING_ON.search(near):
        yield Hint(
            days=((event.first - DAY, event.last + DAY),), words=span, because=_named([event])
        )
    elif coming and not PAST.search(near):
        yield Hint(days=((FIRST, event.last),), words=span, because=f"ahead: {_named([event])}")
    elif not ahead and (event.kind not in ANNOUNCED or PAST.search(near + inside)):
        yield Hint(days=((event.first, LAST),), words=span, because=_named([event]), told=True)


def _named(events: list[Event]) -> str:
    """Name events with their days."""
    first = events[0]
    days = f"{first.first}" if first.first == first.last else f"{first.first} to {first.last}"
    return f"{first.name}, {days}" + (", or another such" if len(events) > 1 else "")


def _around(text: str, naming: Naming) -> str:
    start, end = naming.sentence
    before = text[max(start, naming.start - AROUND) : naming.start]
    return f"{before}\n{text[naming.end : min(end, naming.end + AROUND)]}"


def _timed(text: str, naming: Naming, events: list[Event]) -> Hint | None:
    """Read the word of time nearest to an event. None: it has none, or none that fits."""
    start, end = naming.sentence
    found: list[tuple[int, int, re.Match[str], Fits]] = []
    for number, (pattern, fits) in enumerate(TIMES):
        for match in pattern.finditer(text, max(start, naming.start - NEAR - 20), end):
            away = max(naming.start - match.end(), match.start() - naming.end, 0)
            inside = naming.start <= match.start() and match.end() <= naming.end
            if inside and fits is _date:
                continue  # "October 7" is what the event is called, years later too
            if away <= NEAR and not _broken(text, naming, match):
                found.append((away, number, match, fits))
    if not found:
        return None
    _, _, match, fits = min(found, key=lambda item: item[:2])
    outside = match.start() >= naming.end or match.end() <= naming.start
    own = text[match.end() : naming.start].startswith(("'s ", "’s "))  # "Saturday's attack"
    led_off = LEADS_OFF.search(text[start : naming.start][-AROUND:])
    if outside and fits in SHARP and led_off and not own:
        return None
    called = text[naming.start : naming.end]
    if YEAR.search(called) or (fits in SHARP and _lasting(events) and not MADE.search(called)):
        return None
    tense = _tense(text, naming)
    days = _union(stretch for event in events for stretch in fits(match, event, tense))
    if not days:
        return None
    words = Span.of(text, min(naming.start, match.start()), max(naming.end, match.end()))
    return Hint(days=days, words=words, because=f"“{match.group()}”: {_named(events)}")


def _told_there(text: str, naming: Naming, events: list[Event]) -> Hint | None:
    """Read the day of the sentence before: "She left yesterday. She made her remarks at ..."."""
    start = naming.sentence[0]
    before = SENTENCE_END.split(text[max(0, start - 400) : start].rstrip())[-1]
    times = [
        (match, fits)
        for pattern, fits in TIMES
        if fits in (_weekday, _day)
        for match in pattern.finditer(before)
    ]
    remark = REMARK.search(text, start, naming.start)
    if len(times) != 1 or remark is None:
        return None
    match, fits = times[0]
    if remark["end"]:
        events = [replace(event, first=event.last) for event in events]
    days = _union(stretch for event in events for stretch in fits(match, event, Tense.PAST))
    because = f"“{match.group()}” in the sentence before: {_named(events)}"
    return Hint(days=days, words=Span.of(text, naming.start, naming.end), because=because)


def _lasting(events: list[Event]) -> bool:
    return any(event.kind in LASTING for event in events)


def _tense(text: str, naming: Naming) -> Tense:
    """Tell whether an event is told as past or as coming, or may be either."""
    near = f"{_around(text, naming)}\n{text[naming.start : naming.end]}"
    if AHEAD.search(near):
        return Tense.AHEAD
    announced = any(event.kind in ANNOUNCED for event in naming.events)
    return Tense.EITHER if announced and not PAST.search(near) else Tense.PAST


def _broken(text: str, naming: Naming, match: re.Match[str]) -> bool:
    between = text[naming.end : match.start()] + text[match.end() : naming.start]
    return bool(BREAK.search(between))


def _union(stretches: Iterator[tuple[date, date]]) -> Days:
    """Put stretches of days in order, those that meet into one."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(stretches):
        if first > last:
            continue
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = merged[-1][0], max(last, merged[-1][1])
        else:
            merged.append((first, last))
    return tuple(merged)


def meet(one: Days, two: Days) -> Days:
    """Give the days that two have in common."""
    return _union((max(a, c), min(b, d)) for a, b in one for c, d in two)


Fits = Callable[[re.Match[str], Event, Tense], list[tuple[date, date]]]
"""What gives the days of a document, for a word of time, its event and how that is told."""


def _weekday(match: re.Match[str], event: Event, tense: Tense) -> list[tuple[date, date]]:
    if event.last - event.first > WEEK:
        return []
    wanted = WEEKDAYS[match["weekday"].casefold()]
    days = [event.first + n * DAY for n in range((event.last - event.first).days + 1)]
    found = [day for day in days if day.weekday() == wanted]
    which = (match["which"] or "").strip().casefold()
    if which == "last":
        return [(day + DAY, day + 13 * DAY) for day in found]
    if which == "next":
        return [(day - 13 * DAY, day - DAY) for day in found]
    before = 0 if tense is Tense.PAST else 7
    after = 0 if tense is Tense.AHEAD else 6
    return [(day - before * DAY, day + after * DAY) for day in found]


def _day(match: re.Match[str], event: Event, _: Tense) -> list[tuple[date, date]]:
    if match.group().casefold() == "today" and event.kind not in ANNOUNCED:
        return []  # which is also "nowadays"
    later = {"yesterday": 1, "last night": 1, "tomorrow": -1}.get(match.group().casefold(), 0)
    return [(event.first + later * DAY, event.last + later * DAY)]


def _this(match: re.Match[str], event: Event, tense: Tense) -> list[tuple[date, date]]:
    """Read "last week", "this month", "next year": it has the event, or comes after or before."""
    which = match["which"].casefold()
    shift = {"this": 0, "last": 1, "next": -1, "past": 1}[which]
    unit = match["unit"].casefold()
    if unit == "week":
        monday = event.first - event.first.weekday() * DAY + shift * WEEK
        sunday = event.last + (6 - event.last.weekday()) * DAY + shift * WEEK
        first, last = monday - DAY, sunday
    elif unit == "month":
        first, last = _month(event.first, shift), _month(event.last, shift + 1) - DAY
    else:
        first = date(event.first.year + shift, 1, 1)
        last = date(event.last.year + shift, 12, 31)
    if shift == 0 and tense is Tense.PAST:
        first = max(first, event.first)
    return [(first, last)]


def _month(day: date, later: int) -> date:
    """Give the first day of a month some months later."""
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)


def _season(match: re.Match[str], event: Event, _: Tense) -> list[tuple[date, date]]:
    """Read "last autumn": the last one that is over."""
    month = SEASONS[match["season"].casefold()]
    begins = [date(event.last.year - back, month, 1) for back in (0, 1)]
    found = []
    for first in begins:
        over = _month(first, 3)
        if first <= event.last + WEEK and event.first < over:
            found.append((over, _month(over, 12) - DAY))
    return found


LENGTHS = {"week": 7.0, "month": 30.5, "year": 365.25}
LONGEST_AGO = 1000
"""Years: what is so long ago is no event that the chronicle has."""


def _ago(match: re.Match[str], event: Event, _: Tense) -> list[tuple[date, date]]:
    """Read "two years ago", which is rounded up by as much as half and down by one."""
    count, unit = count_ago(match), match["unit"].casefold()
    if count is None or (unit == "year" and count > LONGEST_AGO):
        return []
    if unit == "day":
        return [(event.first + count * DAY, event.last + count * DAY)]
    length = LENGTHS[unit]
    least, most = int((count - 0.6) * length), int((count + 1) * length) + 1
    return [(event.first + least * DAY, event.last + most * DAY)]


def _date(match: re.Match[str], event: Event, tense: Tense) -> list[tuple[date, date]]:
    """Read "on September 30": less than a year away, since the year is left out."""
    month, number = MONTHS[match["month"][:3].casefold()], int(match["number"])
    days = [event.first + n * DAY for n in range(min((event.last - event.first).days, 31) + 1)]
    found = [day for day in days if (day.month, day.day) == (month, number)]
    before = 0 if tense is Tense.PAST else 365
    return [(day - before * DAY, day + 365 * DAY) for day in found]


def _in_month(match: re.Match[str], event: Event, tense: Tense) -> list[tuple[date, date]]:
    """Read "in February", the last one; "last February" may be that of last year."""
    month = MONTHS[match["month"][:3].casefold()]
    if event.last - event.first > 62 * DAY or tense is not Tense.PAST:
        return []
    if month not in {event.first.month, event.last.month}:
        return []
    return [(event.first, _month(event.last, 12) + 31 * DAY)]


DAYS = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
TIMES: tuple[tuple[re.Pattern[str], Fits], ...] = (
    (re.compile(rf"\b(?P<which>[Ll]ast |[Nn]ext )?{DAYS}\b"), _weekday),
    (re.compile(r"\b(?:today|yesterday|last night|tomorrow)\b(?! \()", re.IGNORECASE), _day),
    (
        re.compile(r"\b(?P<which>this|last|next|past) (?P<unit>week|month|year)\b", re.IGNORECASE),
        _this,
    ),
    (
        re.compile(r"\blast (?P<season>winter|spring|summer|autumn|fall)\b", re.IGNORECASE),
        _season,
    ),
    (AGO, _ago),
    (re.compile(rf"\b{MONTH} {NUMBER}\b(?!,? (?:19|20)\d\d)"), _date),
    (re.compile(rf"\b{NUMBER} (?:of )?{MONTH}(?!,? (?:19|20)\d\d)"), _date),
    (
        re.compile(rf"\b(?:[Ii]n|[Ss]ince) (?:early |mid-?|late )?{MONTH}(?! (?:\d|of|last|this))"),
        _in_month,
    ),
)
"""The words of time that are read, with what gives the days of a document for an event."""

SHARP = frozenset({_weekday, _day, _this})
"""Those that fit many an event by chance, so that the sentence must be about this one."""
