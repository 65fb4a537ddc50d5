"""Timelines: documents that tell of years in their order, in which a date is after the last one."""

import re
from itertools import pairwise

from dragoman.resolve.dates import MONTH, NUMBER, YEAR
from dragoman.resolve.lexicon import MONTHS

DATED = re.compile(rf"\b(?:{NUMBER} )?{MONTH}(?: {NUMBER.replace('number', 'after')})?,? {YEAR}\b")
UNDATED = re.compile(
    rf"\b(?:{NUMBER} (?:of )?{MONTH}|{MONTH.replace('month', 'first')} "
    rf"{NUMBER.replace('number', 'after')})\b(?!,? (?:19|20)\d\d)"
)
ENOUGH, RISING, YEARS = 4, 0.75, 2
"""Dates with a year that a timeline has at least, the share of them that follow the one before
in time, and the years from the first to the last."""


def timeline_years(text: str) -> dict[int, int]:
    """Give the years of the dates that a timeline tells without, by where they begin.

    In a document whose dates rise over years, "on March 7" is not the last 7 March before its
    publication but the first after the date told before it. Empty for any other document.
    """
    dated = {match.start(): _month(match, int(match["year"])) for match in DATED.finditer(text)}
    if not _rises(list(dated.values())):
        return {}
    years: dict[int, int] = {}
    now: tuple[int, int] | None = None
    told = [*DATED.finditer(text), *UNDATED.finditer(text)]
    for match in sorted(told, key=lambda m: m.start()):
        if match.start() in dated:
            now = dated[match.start()]
        elif now is not None:
            same = _month(match, now[0])
            now = same if same >= now else (now[0] + 1, same[1])
            years[match.start()] = now[0]
    return years


def _rises(dates: list[tuple[int, int]]) -> bool:
    if len(dates) < ENOUGH or max(dates)[0] - min(dates)[0] < YEARS:
        return False
    return sum(one <= other for one, other in pairwise(dates)) >= RISING * (len(dates) - 1)


def _month(match: re.Match[str], year: int) -> tuple[int, int]:
    names = match.groupdict()
    return year, MONTHS[(names["month"] or names["first"])[:3].casefold()]
