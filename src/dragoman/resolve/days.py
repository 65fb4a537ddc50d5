"""Days: on which day an undated document may have been written, by what its text presupposes."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from dragoman.record import Bound, BoundKind, BoundSide
from dragoman.resolve.calendar_days import YEARS, calendar_hints, day_of, is_ahead, words_of
from dragoman.resolve.happenings import FIRST, LAST, Days, Hint, hints, meet
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import MONTHS, WEEKDAYS
from dragoman.resolve.names import Token
from dragoman.resolve.surnames import Sighting
from dragoman.resolve.terms import bound_by, titled

FULL_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<m1>[A-Z][a-z]{2,8})\.?,? (?:of )?"
    r"(?P<y1>20[0-4]\d)"
    r"|(?P<m2>[A-Z][a-z]{2,8})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>20[0-4]\d))\b"
)
YEAR = re.compile(
    r"\b(?P<word>[Ii]n|[Ss]ince|of|until|from|early|late|mid|(?:January|February|March|April|May"
    r"|June|July|August|September|October|November|December),?) (?P<year>20[0-4]\d)\b"
)
THIS_DAY = re.compile(
    r"\b(?:today,? \(?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?P<today>)"
    r"|this (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \(?)$",
    re.IGNORECASE,
)
"""Words right before a full date that say that it is of the week of the text: "this Wednesday,"."""

WEEK = timedelta(days=6)
SHORT = 1
"""Years that a period between two terms may span to stand for one."""

PAIR = re.compile(
    r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?"
    r"(?:(?P<m1>[A-Z][a-z]{2,8})\.? (?P<d1>\d{1,2})|(?P<d2>\d{1,2}) (?P<m2>[A-Z][a-z]{2,8}))\b"
    r"(?!,? (?:19|20)\d\d)"
)
YEAR_LONG = timedelta(days=365)
"""How far a date that is told without its year may lie from the document and from other such."""

MOST_PAIRS = 5
"""How many weekdays with dates are tried together; what more of them tell is nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a document may have been written.

    Attributes:
        earliest: ISO 8601 date or its beginning. None: nothing bounds it.
        latest: The same for the other end.
        bounds: Everything that bounds it, by end, date and place.
        told: The earliest day is a date that the text tells.
        holders: For each bound the id of whose office it is by. None: it is by a date.
    """

    earliest: str | None
    latest: str | None
    bounds: tuple[Bound, ...] = ()
    told: bool = False
    holders: tuple[str | None, ...] = ()

    def sure(self, speakers: Container[str]) -> tuple[Bound, ...]:
        """Give the bounds without the ends of terms of people who do not speak in the document.

        Who speaks under a title holds it; others may be called by it for what they did once. Of
        392 dated English articles of ../shared/corpora (November 2026) such ends bound 107; the
        one that is younger than its bound has it by a president who does not speak in it.

        Args:
            speakers: Ids of the actors that statements are attributed to.
        """
        return tuple(
            bound
            for bound, holder in zip(self.bounds, self.holders, strict=True)
            if holder is None or bound.side is BoundSide.EARLIEST or holder in speakers
        )

    @property
    def published(self) -> str | None:
        """The day or month that the range leaves. None: it leaves more."""
        first, last = self.earliest or "", self.latest or ""
        for length in (len("2022-11-15"), len("2022-11")):
            if len(first) >= length and first[:length] == last[:length]:
                return first[:length]
        return None

    @property
    def as_of(self) -> str | None:
        """The year on which offices are looked up. None: the period is too long to name one.

        A full date in a text is mostly of its own time; a bare year may be of any it looks back
        at, and the term of an office holder may have lasted long.
        """
        if self.earliest is None or len(self.earliest) == 4:
            return None
        until = int(self.latest[:4]) if self.latest else None
        short = until is not None and until - int(self.earliest[:4]) <= SHORT
        return self.earliest[:4] if self.told or short else None


def likely_period(
    text: str, sightings: list[Sighting], tokens: list[Token], knowledge: Knowledge
) -> Period:
    """Bound the day of a document by the dates it tells and the office holders it titles.

    A document is not older than a full date or year that it speaks of in the past, and is from a
    time when those whom it calls president or minister were. A weekday and a date fit together
    in few years; a date without a year is less than a year away. Where titles and dates of the
    text contradict each other, the dates count.

    Args:
        text: The document's text.
        sightings: The names in it.
        tokens: The words that are read; boilerplate, which may be years younger, is not.
        knowledge: Who held which office.
    """
    read = {token.start for token in tokens}
    told = [bound for bound in _told(text) if bound.words.start in read]
    held = list(titled(text, sightings, tokens, knowledge))
    offices = [bound for bound, _ in held]
    since, until = _ends([*told, *offices])
    if since and until and until < since[: len(until)]:
        offices, (since, until) = [], _ends(told)
    pairs = [match for match in PAIR.finditer(text) if match.start() in read]
    told += _paired(text, pairs, since, until)
    known = _consistent(told, offices)
    happened = list(hints(text, tokens))
    happened += [hint for hint in calendar_hints(text) if hint.words.start in read]
    bounds = (*known, *narrowing(known, happened))
    earliest, latest = _ends(bounds)
    return Period(
        earliest=earliest,
        latest=latest,
        bounds=bounds,
        told=earliest is not None and earliest in {b.value for b in told},
        holders=tuple(map(dict(held).get, bounds)),
    )


def narrowing(known: Iterable[Bound], happened: Sequence[Hint]) -> Iterator[Bound]:
    """Bound a document by what the public events and the calendar tell, where all of it agrees.

    What had happened is not in doubt; of what is told by words of time, nothing counts if one
    contradicts another, since it cannot be told which was misread.

    Args:
        known: Its bounds by dates and offices.
        happened: What the rest of its text tells.
    """
    since, until = _ends(known)
    outer: Days = (
        (_first_last(since)[0] if since else FIRST, _first_last(until)[1] if until else LAST),
    )
    # What alone contradicts dates and offices was misread, and the rest may still be right.
    likely = [hint for hint in happened if meet(outer, hint.days)]
    used = [hint for hint in likely if hint.told]
    days = _common(outer, used)
    for calendar in (False, True):
        more = [hint for hint in likely if hint.calendar is calendar and not hint.told]
        short = days[-1][1] - days[0][0] <= YEAR_LONG
        common = _common(days, more) if short or not calendar else ()
        if common:
            days, used = common, [*used, *more]
    days = outer
    seen: set[tuple[BoundSide, date]] = {(BoundSide.EARLIEST, FIRST), (BoundSide.LATEST, LAST)}
    seen |= {(BoundSide.EARLIEST, days[0][0]), (BoundSide.LATEST, days[-1][1])}
    # Twice: which of several days an earlier hint means may only be told by a later one.
    for hint in (*used, *used):
        days = meet(days, hint.days)
        common = meet(((days[0][0], days[-1][1]),), hint.days)
        for side, day in ((BoundSide.EARLIEST, common[0][0]), (BoundSide.LATEST, common[-1][1])):
            if (side, day) not in seen:
                seen.add((side, day))
                yield bound_by(side, day.isoformat(), BoundKind.EVENT, hint.words, hint.because)


def _common(days: Days, hints_: Iterable[Hint]) -> Days:
    """Give the days that all hints leave; none if they contradict each other."""
    for hint in hints_:
        days = meet(days, hint.days)
    return days


def _first_last(value: str) -> tuple[date, date]:
    """Give the first and the last day that a date, as precise as it is, may mean."""
    first = date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    if len(value) == 10:
        return first, first
    length = 366 if len(value) == 4 else 31
    after = (first + timedelta(days=length)).replace(day=1)
    return first, after - timedelta(days=1)


def _ends(bounds: Iterable[Bound]) -> tuple[str | None, str | None]:
    """Give the last of the earliest days and the first of the latest."""
    bounds = list(bounds)
    lower = [bound.value for bound in bounds if bound.side is BoundSide.EARLIEST]
    upper = [bound.value for bound in bounds if bound.side is BoundSide.LATEST]
    last = min(upper, key=lambda value: value + "~", default=None)
    return max(lower, default=None), last


def _consistent(told: list[Bound], offices: list[Bound]) -> tuple[Bound, ...]:
    """Keep what does not contradict the dates told, the same words for the same day once."""
    kept = [*told, *offices]
    since, until = _ends(kept)
    if since and until and until < since[: len(until)]:
        kept = [bound for bound in told if bound.side is BoundSide.EARLIEST]
    strongest: dict[tuple[BoundSide, str, BoundKind], Bound] = {}
    for bound in sorted(kept, key=lambda bound: bound.words.start):
        strongest.setdefault((bound.side, bound.value, bound.kind), bound)
    order = sorted(strongest.values(), key=lambda b: (b.side, b.value, b.words.start))
    return tuple(order)


def _told(text: str) -> Iterator[Bound]:
    """Give the full dates and the years that a text looks back at."""
    for match in FULL_DATE.finditer(text):
        month = MONTHS.get((match["m1"] or match["m2"]).casefold()[:3])
        year = int(match["y1"] or match["y2"])
        day = day_of(year, month, int(match["d1"] or match["d2"])) if month else None
        if day and not is_ahead(text, match):
            words = words_of(match)
            yield bound_by(BoundSide.EARLIEST, day.isoformat(), BoundKind.DATE, words)
            this = THIS_DAY.search(
                text, max(0, match.start() - len("this Wednesday, (")), match.start()
            )
            if this:
                last = day if this["today"] is not None else day + WEEK
                yield bound_by(
                    BoundSide.LATEST, last.isoformat(), BoundKind.DATE, words, "told as of its week"
                )
    for match in YEAR.finditer(text):
        year = int(match["year"])
        if year in YEARS and not is_ahead(text, match):
            past = match["word"].casefold() == "since"
            because = None if past else f"{year} may be the year to come"
            value = str(year if past else year - 1)
            yield bound_by(BoundSide.EARLIEST, value, BoundKind.DATE, words_of(match), because)


def _paired(
    text: str, pairs: list[re.Match[str]], since: str | None, until: str | None
) -> Iterator[Bound]:
    """Bound a document by weekdays with dates, if the years of all of them can be told.

    They are tried on the years in which everybody titled was in office, and lie less than a year
    from each other and from the document.
    """
    years = range(int((since or str(YEARS.start))[:4]), int((until or str(YEARS.stop))[:4]) + 1)
    if not pairs:
        return
    chosen = pairs[:MOST_PAIRS]
    each = [_days(match, years) for match in chosen]
    ways = [way for way in product(*each) if _within_a_year(way)]
    if len(ways) != 1:
        return
    for match, day in zip(chosen, ways[0], strict=True):
        span, because = words_of(match), f"{day.isoformat()} by its weekday"
        if not is_ahead(text, match):
            value = day.isoformat()
            yield bound_by(BoundSide.EARLIEST, value, BoundKind.WEEKDAY, span, because)
        value = (day + YEAR_LONG).isoformat()
        yield bound_by(
            BoundSide.LATEST, value, BoundKind.WEEKDAY, span, f"{because}, told without its year"
        )


def _days(match: re.Match[str], years: range) -> list[date]:
    """Give the days that a weekday with a date may be."""
    month = MONTHS.get((match["m1"] or match["m2"]).casefold()[:3])
    number, weekday = int(match["d1"] or match["d2"]), WEEKDAYS[match["weekday"].casefold()]
    days = [day for year in years if month and (day := day_of(year, month, number))]
    return [day for day in days if day.weekday() == weekday]


def _within_a_year(days: tuple[date, ...]) -> bool:
    return max(days) - min(days) <= YEAR_LONG
