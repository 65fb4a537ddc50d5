"""Meter: how many requests were answered, how, and how long that took."""

from bisect import bisect_left
from itertools import accumulate
from threading import Lock
from time import time

from dragoman import __version__
from dragoman.report.exposition import Kind, Metric, Sample, single

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram's buckets: those of Prometheus's own client."""


class Meter:
    """Counts requests by what they asked for. One serves all threads.

    What they asked for is the template of a route, of which there are some dozens, never an
    address: those hold what readers look for, and there is no end of them.
    """

    def __init__(self) -> None:
        """Begin to count."""
        self.began_at = time()
        self._lock = Lock()
        self._answers: dict[tuple[str, str, int], int] = {}
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer.

        Args:
            method: The request's method.
            route: The template of the route that it came to.
            status: The answer's status.
            seconds: How long it took.
        """
        with self._lock:
            key = method, route, status
            self._answers[key] = self._answers.get(key, 0) + 1
            buckets = self._buckets.setdefault(route, [0] * (len(BOUNDS_S) + 1))
            buckets[bisect_left(BOUNDS_S, seconds)] += 1
            self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def metrics(self) -> tuple[Metric, ...]:
        """Give what has been counted."""
        with self._lock:
            answers = sorted(self._answers.items())
            buckets = {route: tuple(counts) for route, counts in sorted(self._buckets.items())}
            seconds = dict(self._seconds)
        return (
            single("dragoman_started_seconds", Kind.GAUGE, "When the server began.", self.began_at),
            Metric(
                name="dragoman_info",
                kind=Kind.GAUGE,
                words="The program that answers.",
                samples=(Sample(1, (("version", __version__),)),),
            ),
            Metric(
                name="dragoman_requests_total",
                kind=Kind.COUNTER,
                words="Requests that were answered, by method, route and status.",
                samples=tuple(
                    Sample(n, (("method", method), ("route", route), ("status", str(status))))
                    for (method, route, status), n in answers
                ),
            ),
            Metric(
                name="dragoman_request_seconds",
                kind=Kind.HISTOGRAM,
                words="How long requests took, by route.",
                samples=tuple(
                    sample
                    for route, counts in buckets.items()
                    for sample in _histogram(route, counts, seconds[route])
                ),
            ),
        )


def _histogram(route: str, counts: tuple[int, ...], seconds: float) -> tuple[Sample, ...]:
    """Give the samples of a route's histogram: its buckets hold all that took no longer."""
    label, totals = ("route", route), list(accumulate(counts))
    bounds = [*(f"{bound:g}" for bound in BOUNDS_S), "+Inf"]
    return (
        *(
            Sample(total, (label, ("le", bound)), "_bucket")
            for bound, total in zip(bounds, totals, strict=True)
        ),
        Sample(seconds, (label,), "_sum"),
        Sample(totals[-1], (label,), "_count"),
    )
