"""Many addresses at once, and never more than one of a host."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dragoman.errors import FetchError
from dragoman.ingest.fetching.addresses import host_of, read_address
from dragoman.ingest.fetching.fetcher import Fetched, NotModified, Validators

AT_ONCE = 8
"""Hosts that are asked at the same time."""

WINDOW = 1_000
"""Addresses that are looked ahead to, to find one of a host that is free."""

T = TypeVar("T", bound=Hashable)
Outcome = Fetched | NotModified | FetchError


class Fetching(Protocol):
    """Fetches an address, as Fetcher does."""

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched | NotModified:
        """Fetch what is at an address, or raise FetchError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted(Generic[T]):
    """An address that is to be fetched.

    Attributes:
        address: The address, as given.
        of: Whatever the asker knows it by.
        validators: Of the version that is known. None: none is.
    """

    address: str
    of: T
    validators: Validators | None = None


def fetch_each(
    wanted: Iterable[Wanted[T]],
    fetcher: Fetching,
    *,
    at_once: int = AT_ONCE,
    is_stopping: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Wanted[T], Outcome]]:
    """Fetch addresses of several hosts at the same time; give them as they come.

    Memory does not grow with their number. Errors are given like answers, so that none stops the
    others.

    Args:
        wanted: The addresses.
        fetcher: Fetches one.
        at_once: How many hosts are asked at the same time.
        is_stopping: Tells whether to begin nothing more; what is under way is still given.
    """
    waiting = _Waiting(iter(wanted))
    with ThreadPoolExecutor(at_once, thread_name_prefix="fetch") as threads:
        active: dict[Future[Outcome], tuple[str, Wanted[T]]] = {}
        try:
            while True:
                while len(active) < at_once and not is_stopping():
                    chosen = waiting.take({host for host, _ in active.values()})
                    if chosen is None:
                        break
                    host, one = chosen
                    active[threads.submit(_outcome, fetcher, one)] = (host, one)
                if not active:
                    return
                done, _ = wait(active, return_when=FIRST_COMPLETED)
                for future in done:
                    _, one = active.pop(future)
                    yield one, future.result()
        finally:
            threads.shutdown(cancel_futures=True)


class _Waiting(Generic[T]):
    """What is to be fetched, by host; the host that was asked longest ago comes first."""

    def __init__(self, source: Iterator[Wanted[T]]) -> None:
        self._source = source
        self._of_host: dict[str, deque[Wanted[T]]] = {}
        self._size = 0

    def take(self, busy: set[str]) -> tuple[str, Wanted[T]] | None:
        """Take the next one whose host is not busy. None: there is none now."""
        while True:
            for host, queue in self._of_host.items():
                if host not in busy:
                    one = queue.popleft()
                    self._size -= 1
                    del self._of_host[host]
                    if queue:
                        self._of_host[host] = queue  # behind all others
                    return host, one
            following = next(self._source, None) if self._size < WINDOW else None
            if following is None:
                return None
            self._of_host.setdefault(_host(following.address), deque()).append(following)
            self._size += 1


def _host(address: str) -> str:
    try:
        return host_of(read_address(address))
    except FetchError:
        return ""  # it fails when it is fetched, and asks no host


def _outcome(fetcher: Fetching, wanted: Wanted[T]) -> Outcome:
    try:
        return fetcher.fetch(wanted.address, wanted.validators)
    except FetchError as error:
        return error
