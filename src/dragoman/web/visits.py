"""Visits: which pages are asked for, and how long they take to make."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from starlette.types import ASGIApp, Receive, Scope, Send

from dragoman.web.revisiting import is_page, path_in

MOST = 400
"""How many addresses are remembered, those asked for last."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How an address was asked for.

    Attributes:
        times: How often, as long as it is remembered.
        last: When last, in seconds of a clock that only goes on.
        seconds: How long it took at most to be made.
    """

    times: int
    last: float
    seconds: float


class Visits:
    """Remembers what readers ask for. One serves all threads."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.under_way = 0
        self._lock = Lock()
        self._visits: dict[str, Visit] = {}

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Note that a request is under way as long as the block lasts."""
        with self._lock:
            self.under_way += 1
        try:
            yield
        finally:
            with self._lock:
                self.under_way -= 1

    def note(self, address: str, seconds: float) -> None:
        """Note that a page was made for a reader.

        Args:
            address: Its address behind the base path, with its query.
            seconds: How long that took.
        """
        with self._lock:
            before = self._visits.pop(address, Visit(0, 0.0, 0.0))
            longest = max(before.seconds, seconds)
            self._visits[address] = Visit(before.times + 1, monotonic(), longest)
            if len(self._visits) > MOST:
                del self._visits[next(iter(self._visits))]

    def worth_making(self, *, slow_s: float, lately_s: float, most: int) -> list[str]:
        """Give the addresses that readers wait for most, those first.

        Args:
            slow_s: Only pages that took so long once.
            lately_s: Only those asked for in so many seconds before now.
            most: How many at most.
        """
        since = monotonic() - lately_s
        with self._lock:
            known = list(self._visits.items())
        slow = [(a, v) for a, v in known if v.seconds >= slow_s and v.last >= since]
        slow.sort(key=lambda item: item[1].times * item[1].seconds, reverse=True)
        return [address for address, _ in slow[:most]]


class Visited:
    """Notes the pages and feeds that are made; it stands behind what answers without that."""

    def __init__(self, app: ASGIApp, visits: Visits) -> None:
        """Wrap an application."""
        self.app = app
        self._visits = visits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_in(scope)
        query = scope["query_string"].decode("latin-1")
        began = monotonic()
        with self._visits.answering():
            await self.app(scope, receive, send)
        if scope["method"] == "GET" and (is_page(path) or path.startswith("/feeds/")):
            self._visits.note(f"{path}?{query}" if query else path, monotonic() - began)
