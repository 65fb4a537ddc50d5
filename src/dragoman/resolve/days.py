"""Days: on which day an undated document may have been written, by what its text presupposes."""

import re
from dataclasses import dataclass
from datetime import date

from dragoman.record import ActorKind
from dragoman.resolve.entries import Role
from dragoman.resolve.knowledge import Knowledge
from dragoman.resolve.lexicon import FORMER, MONTHS, WEEKDAYS
from dragoman.resolve.names import Token, fold
from dragoman.resolve.surnames import Sighting

FULL_DATE = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)? (?P<m1>[A-Z][a-z]{2,8})\.?,? (?P<y1>20[0-4]\d)"
    r"|(?P<m2>[A-Z][a-z]{2,8})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>20[0-4]\d))\b"
)
YEAR = re.compile(
    r"\b(?:in|since|of|until|from|early|late|mid|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December),?) (20[0-4]\d)\b"
)
SHORT = 1
"""Years that a period between two terms may span to stand for one."""

PAIR = re.compile(
    r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?"
    r"(?:(?P<m1>[A-Z][a-z]{2,8})\.? (?P<d1>\d{1,2})|(?P<d2>\d{1,2}) (?P<m2>[A-Z][a-z]{2,8}))\b"
    r"(?!,? (?:19|20)\d\d)"
)
YEARS = range(2015, 2027)
"""Years that a weekday and a date without a year are tried on: those that the knowledge covers."""

BEFORE_NAME = 6
"""Words before a name in which its title stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a document may have been written.

    Attributes:
        earliest: ISO 8601 date or its beginning. None: nothing bounds it.
        latest: The same for the other end.
        why: The words of the text, or the offices, that bound it.
        told: The earliest day is a full date of the text.
    """

    earliest: str | None
    latest: str | None
    why: tuple[str, ...] = ()
    told: bool = False

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
    time when those whom it calls president or minister were.
    """
    told = _told_dates(text)
    terms = _titled(sightings, tokens, knowledge)
    told += _paired(text, [since for since, _, _ in terms], [until for _, until, _ in terms])
    earliest: list[tuple[str, str]] = list(told)
    latest: list[tuple[str, str]] = []
    for since, until, words in terms:
        if since:
            earliest.append((since, words))
        if until:
            latest.append((until, words))
    begin: tuple[str | None, str] = max(earliest, default=(None, ""))
    end: tuple[str | None, str] = min(latest, default=(None, ""))
    if begin[0] and end[0] and end[0] < begin[0][: len(end[0])]:
        begin, end = max(told, default=(None, "")), (None, "")
    return Period(
        earliest=begin[0],
        latest=end[0],
        why=tuple(why for _, why in (begin, end) if why),
        told=begin in told,
    )


def _told_dates(text: str) -> list[tuple[str, str]]:
    found = []
    for match in FULL_DATE.finditer(text):
        month = MONTHS.get((match["m1"] or match["m2"]).casefold()[:3])
        day = int(match["d1"] or match["d2"])
        if month and 1 <= day <= 31:
            year = match["y1"] or match["y2"]
            found.append((f"{year}-{month:02}-{day:02}", match.group()))
    found += [(match.group(1), match.group()) for match in YEAR.finditer(text)]
    return found


def _paired(text: str, since: list[str | None], until: list[str | None]) -> list[tuple[str, str]]:
    """Give the dates whose weekday leaves one year, among those in which all were in office."""
    first = max((value[:4] for value in since if value), default=str(YEARS.start))
    last = min((value[:4] for value in until if value), default=str(YEARS.stop - 1))
    found = []
    for match in PAIR.finditer(text):
        month = MONTHS.get((match["m1"] or match["m2"]).casefold()[:3])
        number, weekday = int(match["d1"] or match["d2"]), WEEKDAYS[match["weekday"].casefold()]
        days = [
            day
            for year in range(int(first), int(last) + 1)
            if month and (day := _day(year, month, number)) and day.weekday() == weekday
        ]
        if len(days) == 1:
            found.append((days[0].isoformat(), match.group()))
    return found


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _titled(
    sightings: list[Sighting], tokens: list[Token], knowledge: Knowledge
) -> list[tuple[str | None, str | None, str]]:
    """Give the terms of the offices by which people are called just before their names."""
    places = {token.start: index for index, token in enumerate(tokens)}
    found = []
    for sighting in sightings:
        at = places.get(sighting.start)
        if sighting.actor.kind is not ActorKind.PERSON or not sighting.actor.offices or not at:
            continue
        words = tuple(fold(token.text) for token in tokens[max(0, at - BEFORE_NAME) : at])
        role = _role_before(words, knowledge)
        if role is None:
            continue
        names = {role.role, *role.holders}
        held = [office for office in sighting.actor.offices if office.role in names]
        if len(held) == 1:
            title = f"{role.role} {sighting.actor.name}"
            found.append((held[0].since, held[0].until, title))
    return found


def _role_before(words: tuple[str, ...], knowledge: Knowledge) -> Role | None:
    """Give the role that a run of words ends with. None: none, or one that is over."""
    for first in range(len(words)):
        for role, names in knowledge.role_names.get(words[first], ()):
            if words[first:] == names and not set(words[max(0, first - 2) : first]) & FORMER:
                return role
    return None
