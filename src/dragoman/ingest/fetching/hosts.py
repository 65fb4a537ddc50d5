"""Politeness: one request at a time for a host, a pause after each, longer ones when it is in need.

Outlets have other readers, and a host that is in trouble is left alone for longer each time.
"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.errors import FetchError

DELAY_S = 1.0
"""Pause after a request where a host asks for none of its own."""

PATIENCE_S = 120.0
"""How long a request waits for its turn before it is put off."""

FIRST_BACK_OFF_S = 5.0
LONGEST_BACK_OFF_S = 3_600.0
LONGEST_WAIT_S = 7 * 86_400.0
"""A host may ask to be left alone for as long as this; what is beyond is a mistake of its own."""

JITTER = 0.25
"""Share of a pause by which it may be longer, so that requests do not beat in time."""


SLACK_S = 0.1
"""Seconds by which a sleep may be short."""


class Clock(Protocol):
    """Tells the time and lets it pass; tests bring one of their own."""

    def now(self) -> float:
        """Tell the seconds since 1970."""
        ...

    def monotonic(self) -> float:
        """Tell seconds that never go back."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        ...


class SystemClock:
    """The clock of this machine; a sleep on it can be ended from another thread or a signal."""

    def __init__(self) -> None:
        self._woken = threading.Event()

    def now(self) -> float:
        """Tell the seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Tell seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let seconds pass, or none any more once it was woken."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """End every sleep, now and later: there is nothing to wait for any more."""
        self._woken.set()


@dataclass(slots=True)
class _Host:
    """What is known of one host: when it may be asked again, and how it has been lately."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    ready_at: float = 0.0
    delay: float = 0.0
    failures: int = 0
    requests: int = 0


class Hosts:
    """Spaces the requests to each host. Safe to use from several threads."""

    def __init__(
        self,
        clock: Clock,
        *,
        delay_s: float = DELAY_S,
        patience_s: float = PATIENCE_S,
        seed: int = 0,
    ) -> None:
        """Know no host yet.

        Args:
            clock: Tells the time.
            delay_s: Pause after a request.
            patience_s: How long a request waits for its turn.
            seed: What the jitter of pauses is drawn from.
        """
        self._clock = clock
        self._delay = delay_s
        self._patience = patience_s
        self._seed = seed
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep others from asking it while the block runs.

        Raises:
            FetchError: It is to be left alone for longer than anybody waits.
        """
        known = self._known(host)
        with known.turn:
            wait = known.ready_at - self._clock.monotonic()
            if wait > self._patience:
                raise _put_off(host, wait)
            if wait > 0:
                self._clock.sleep(wait)
                left = known.ready_at - self._clock.monotonic()
                if left > SLACK_S:  # woken early, because the program is to end
                    raise _put_off(host, left)
            try:
                yield
            finally:
                known.requests += 1
                self._hold(host, known, max(self._delay, known.delay))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Pause so long after each request, as the host's robots.txt asks for."""
        self._known(host).delay = min(delay_s, LONGEST_WAIT_S)

    def fared_well(self, host: str) -> None:
        """Note that a host has answered as it should."""
        self._known(host).failures = 0

    def fared_ill(self, host: str, wait_s: float | None = None) -> float:
        """Note that a host could not answer or has had enough, and leave it alone for a time.

        Args:
            host: The host.
            wait_s: How long it asks to be left alone. None: it does not say.

        Returns:
            How long it is left alone, in seconds.
        """
        known = self._known(host)
        known.failures += 1
        back_off = min(FIRST_BACK_OFF_S * 2.0 ** min(known.failures - 1, 20), LONGEST_BACK_OFF_S)
        wait = back_off if wait_s is None else min(max(wait_s, self._delay), LONGEST_WAIT_S)
        return self._hold(host, known, wait)

    def _hold(self, host: str, known: _Host, seconds: float) -> float:
        drawn = random.Random(f"{self._seed} {host} {known.requests} {known.failures}").random()  # noqa: S311
        pause = seconds * (1 + JITTER * drawn)
        known.ready_at = max(known.ready_at, self._clock.monotonic() + pause)
        return pause

    def _known(self, host: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(host, _Host())


def _put_off(host: str, wait: float) -> FetchError:
    return FetchError(
        f"{host} is to be left alone for another {wait:,.0f} s; try again then",
        passing=True,
        wait_s=wait,
        refused=False,
    )
