"""Limits: how often somebody may try something, counted in memory."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import monotonic

KEPT = 10_000
"""How many names or addresses a limit remembers; then it forgets whoever came longest ago."""


@dataclass(slots=True)
class Bucket:
    """What somebody has left to spend, and when that was counted."""

    left: float
    counted_at: float


class Limit:
    """A token bucket for each name: so many tries at once, and so many a second afterwards."""

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        """Allow some tries at once.

        Args:
            tries: How many at once.
            seconds: After how many seconds there is one more.
            clock: Tells the time in seconds.
        """
        self.tries = tries
        self.seconds = seconds
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, name: str) -> float:
        """Spend a try of somebody.

        Returns:
            Zero, or if none is left the seconds until there is one.
        """
        with self._lock:
            bucket = self._bucket(name)
            if bucket.left < 1:
                return (1 - bucket.left) * self.seconds
            bucket.left -= 1
            return 0.0

    def give_back(self, name: str) -> None:
        """Give a try back that was none: the password was right."""
        with self._lock:
            bucket = self._bucket(name)
            bucket.left = min(float(self.tries), bucket.left + 1)

    def _bucket(self, name: str) -> Bucket:
        now = self._clock()
        bucket = self._buckets.pop(name, None) or Bucket(float(self.tries), now)
        earned = (now - bucket.counted_at) / self.seconds
        bucket.left = min(float(self.tries), bucket.left + earned)
        bucket.counted_at = now
        self._buckets[name] = bucket
        if len(self._buckets) > KEPT:
            self._buckets.popitem(last=False)
        return bucket


class Limits:
    """The limits of one server."""

    def __init__(self) -> None:
        """Begin with full buckets."""
        self.login_names = Limit(tries=8, seconds=30)
        self.login_addresses = Limit(tries=30, seconds=5)
        self.writes = Limit(tries=120, seconds=0.5)


def network_of(address: str) -> str:
    """Give what is counted as one address: of IPv6 the 64 bits that one customer is given."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return f"{IPv6Address(int(known) >> 64 << 64)}/64"
    return str(known)
