"""Reading: asking a server for pages, one after another or as many readers at once."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median, quantiles

from benchmarks.readers.addresses import Kind
from benchmarks.readers.server import Served

THINKING = (1.0, 3.0)
"""How many seconds a reader looks at a page, at least and at most."""

PATIENCE_S = 60.0
OK = 200

HEADERS = {"accept": "text/html,*/*", "accept-encoding": "gzip", "connection": "keep-alive"}


class PageError(Exception):
    """A page did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer: its status, how long it took to its last byte, its bytes as transferred."""

    status: int
    seconds: float
    size: int


class Browser:
    """Asks over one connection that stays open, as browsers do."""

    def __init__(self, served: Served, cookie: str) -> None:
        """Ask a server.

        Args:
            served: The server.
            cookie: The session's, for pages that need an account.
        """
        self._served = served
        self._cookie = cookie
        self._connection: HTTPConnection | None = None

    def ask(self, address: str, *, account: bool = False) -> Answer:
        """Ask for a page."""
        headers = {**HEADERS, "cookie": self._cookie} if account else HEADERS
        began = time.perf_counter()
        if self._connection is None:
            self._connection = HTTPConnection(
                self._served.host, self._served.port, timeout=PATIENCE_S
            )
        self._connection.request("GET", address, headers=headers)
        response = self._connection.getresponse()
        size = len(response.read())
        if response.will_close:
            self._connection = None
        return Answer(status=response.status, seconds=time.perf_counter() - began, size=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """How long answers took, in milliseconds.

    Attributes:
        number: How many answers there were.
        middle: Half of them took no longer.
        p95: 19 of 20 took no longer.
        most: The longest.
    """

    number: int
    middle: float
    p95: float
    most: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        """Sum up some times."""
        p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
        return cls(
            number=len(seconds),
            middle=1000 * median(seconds),
            p95=1000 * p95,
            most=1000 * max(seconds),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A kind of page asked for by one reader.

    Attributes:
        kind: The kind.
        cold: As the first answer after a write to the record.
        warm: The same addresses once more.
        size: The largest answer, in bytes as transferred.
    """

    kind: Kind
    cold: Times
    warm: Times
    size: int


def ask_alone(browser: Browser, kind: Kind, forget: Callable[[], None], each: int) -> Alone:
    """Ask for some pages of a kind, each first after a write and then again.

    Args:
        browser: What asks.
        kind: The kind.
        forget: Writes to the record, so that the server remembers nothing.
        each: How many of its addresses.

    Raises:
        PageError: One of them answers with an error.
    """
    cold, warm, size = [], [], 0
    for address in kind.addresses[:each]:
        forget()
        first, *again = [browser.ask(address, account=kind.account) for _ in range(4)]
        if first.status != OK:
            raise PageError(f"{address} answers {first.status}")
        cold.append(first.seconds)
        warm.append(min(answer.seconds for answer in again))
        size = max(size, first.size)
    return Alone(kind=kind, cold=Times.of(cold), warm=Times.of(warm), size=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reader asked for, and how long the answer took."""

    kind: str
    address: str
    answer: Answer


def read_together(
    served: Served, cookie: str, kinds: Sequence[Kind], readers: int, seconds: float
) -> list[Asked]:
    """Let several readers read at once; each thinks between one page and the next.

    Args:
        served: The server.
        cookie: The session's, for pages that need an account.
        kinds: What they ask for, by their shares.
        readers: How many there are.
        seconds: For how long.
    """
    asked: list[Asked] = []
    until = time.monotonic() + seconds

    def read(number: int) -> None:
        dice = random.Random(f"reader {number}")  # noqa: S311 - drawn anew each time alike
        browser = Browser(served, cookie)
        time.sleep(dice.uniform(0, THINKING[1]))
        for kind, address in _journey(kinds, dice):
            if time.monotonic() >= until:
                return
            answer = browser.ask(address, account=kind.account)
            asked.append(Asked(kind=kind.name, address=address, answer=answer))
            time.sleep(dice.uniform(*THINKING))

    threads = [threading.Thread(target=read, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked


def _journey(kinds: Sequence[Kind], dice: random.Random) -> Iterator[tuple[Kind, str]]:
    """Draw one page after another."""
    shares = [kind.share for kind in kinds]
    while True:
        (kind,) = dice.choices(kinds, shares)
        yield kind, dice.choice(kind.addresses)
