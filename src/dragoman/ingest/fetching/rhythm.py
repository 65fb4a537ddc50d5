"""How often a feed is asked: as it says itself, or as often as it has had something new."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from statistics import median

SHORTEST_S = 300
"""No feed is asked more often, whatever it says."""

LONGEST_S = 6 * 3_600
"""Every feed is asked as often: a quiet one may wake, and feeds drop what is a day or two old."""

USUAL_S = 1_800
"""Where nothing tells; what feed readers do."""

HEAD = 200_000
"""Bytes of a feed in which its own rhythm is looked for: it stands before the items."""

TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.I)
PERIOD = re.compile(rb"<\w+:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<", re.I)
FREQUENCY = re.compile(rb"<\w+:updateFrequency>\s*(\d{1,4})\s*<", re.I)
PERIODS = {b"hourly": 3_600, b"daily": 86_400, b"weekly": 604_800}
MAX_AGE = re.compile(r"(?i)\bmax-age\s*=\s*(\d{1,9})")
RECENT = 20
"""Newest items whose distances tell how often something new comes."""


def rhythm_of(
    body: bytes, headers: Mapping[str, str], moments: Iterable[float] = (), *, now: float
) -> int:
    """Tell how many seconds to wait before a feed is asked again.

    What the feed says counts (ttl, sy:updatePeriod), then how far apart its newest items are; how
    long its server lets an answer be kept (Cache-Control) is waited for in any case.

    Args:
        body: The feed.
        headers: Headers of the answer, names in lower case.
        moments: When its items were published, in seconds since 1970.
        now: The time, likewise.
    """
    head = body[:HEAD]
    said = _said(head)
    seconds = said if said is not None else _observed(moments, now)
    return bounded(max(seconds, max_age(headers) or 0))


def max_age(headers: Mapping[str, str]) -> int | None:
    """Read how long an answer may be kept, in seconds. None: it does not say."""
    found = MAX_AGE.search(headers.get("cache-control", ""))
    return int(found[1]) if found else None


def bounded(seconds: float) -> int:
    """Bring a rhythm between the shortest and the longest."""
    return round(min(max(seconds, SHORTEST_S), LONGEST_S))


def _said(head: bytes) -> int | None:
    if found := TTL.search(head):
        return int(found[1]) * 60
    if found := PERIOD.search(head):
        often = FREQUENCY.search(head)
        period = PERIODS.get(found[1].lower(), LONGEST_S)
        return period // max(1, int(often[1]) if often else 1)
    return None


def _observed(moments: Iterable[float], now: float) -> float:
    """Take half of the usual distance between new items, so that few are found late."""
    newest = sorted((moment for moment in moments if moment <= now), reverse=True)[:RECENT]
    if len(newest) < 3:
        return USUAL_S
    apart = [later - earlier for later, earlier in pairwise(newest)]
    # A feed that has been quiet for long is asked as seldom as that.
    return max(median(apart), now - newest[0]) / 2
