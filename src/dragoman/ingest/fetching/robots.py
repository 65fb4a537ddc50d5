"""What a site's robots.txt lets us read, and how slowly it wants to be read (RFC 9309)."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import FetchError
from dragoman.ingest.fetching.addresses import host_of, origin_of
from dragoman.ingest.fetching.client import Answer
from dragoman.ingest.fetching.hosts import Clock

if TYPE_CHECKING:
    from protego import Protego

TOKEN = "Dragoman"  # noqa: S105 - the name that a robots.txt knows us by
MAX_BYTES = 512_000
"""Bytes of a robots.txt that are read; the rest does not count (RFC 9309, 2.5)."""

KEPT_S = 86_400.0
"""How long a robots.txt is taken for the present one (RFC 9309, 2.4)."""

RETRY_S = 600.0
"""How long nothing is asked of a site whose robots.txt cannot be had."""

UNREACHED_S = 60.0
"""How long a site counts as unreachable after it was, so that each of its pages need not wait."""

SITES = 2_000
"""Sites whose rules are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for one site until a moment.

    Attributes:
        until: The moment, on the clock that never goes back.
        parsed: The robots.txt. None: there is none, and all may be read.
        failure: Why it cannot be had, so that nothing may be read now. None: it can.
    """

    until: float
    parsed: "Protego | None" = None
    failure: FetchError | None = None


class Robots:
    """Knows the rules of sites; asks each site for them once a day. Safe for several threads."""

    def __init__(self, get: Callable[[str], Answer], clock: Clock) -> None:
        """Know no rules yet.

        Args:
            get: Fetches a robots.txt, follows redirects and keeps to the pauses between requests.
            clock: Tells the time.
        """
        self._get = get
        self._clock = clock
        self._rules: OrderedDict[str, Rules] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, address: str) -> float | None:
        """See that an address may be read.

        Returns:
            The pause between requests that the site asks for, in seconds. None: it asks for none.

        Raises:
            FetchError: It may not, or not as long as the robots.txt cannot be had.
        """
        rules = self._rules_of(origin_of(address))
        if rules.failure is not None:
            left = max(1.0, rules.until - self._clock.monotonic())
            raise FetchError(
                str(rules.failure),
                passing=rules.failure.passing,
                wait_s=left if rules.failure.wait_s is not None else None,
            )
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(address, TOKEN):
            raise FetchError(
                f"the robots.txt of {host_of(address)} does not let programs read {address}; "
                "save the page yourself and add the file",
                refused=False,
            )
        return rules.parsed.crawl_delay(TOKEN) or _paced(rules.parsed)

    def _rules_of(self, origin: str) -> Rules:
        with self._lock:
            there = self._rules.get(origin)
            if there is not None and there.until > self._clock.monotonic():
                self._rules.move_to_end(origin)
                return there
        made = self._ask(origin)
        with self._lock:
            self._rules[origin] = made
            while len(self._rules) > SITES:
                self._rules.popitem(last=False)
        return made

    def _ask(self, origin: str) -> Rules:
        from protego import Protego

        try:
            answer = self._get(f"{origin}/robots.txt")
        except FetchError as error:
            if error.wait_s is not None or not error.passing:
                raise  # the host is to be left alone, or may not be reached at all
            return Rules(until=self._in(UNREACHED_S), failure=error)
        if 200 <= answer.status < 300:
            text = answer.body.decode("utf-8", "replace").removeprefix("\ufeff")
            return Rules(until=self._in(KEPT_S), parsed=Protego.parse(text))
        if 400 <= answer.status < 500 and answer.status != 429:
            return Rules(until=self._in(KEPT_S))
        failure = FetchError(
            f"{origin}/robots.txt answers {answer.status}: until it can be read, nothing of the "
            "site may be; try again later",
            passing=True,
            wait_s=RETRY_S,
        )
        return Rules(until=self._in(RETRY_S), failure=failure)

    def _in(self, seconds: float) -> float:
        return self._clock.monotonic() + seconds


def _paced(parsed: "Protego") -> float | None:
    rate = parsed.request_rate(TOKEN)
    return rate.seconds / rate.requests if rate and rate.requests else None
