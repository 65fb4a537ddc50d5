"""How often a feed is asked."""

import pytest

from dragoman.ingest.fetching.rhythm import rhythm_of

NOW = 1_795_000_000.0
HOUR = 3_600


def every(hours: float, times: int = 10, since: float = 0.0) -> list[float]:
    return [NOW - since - hours * HOUR * number for number in range(times)]


@pytest.mark.parametrize(
    ("head", "headers", "moments", "seconds"),
    [
        ("", {}, [], 1_800),
        ("", {}, every(2), HOUR),
        ("", {}, every(0.01), 300),
        ("", {}, every(100), 6 * HOUR),
        ("", {}, every(0.5, since=8 * HOUR), 4 * HOUR),
        ("", {}, [NOW + 5 * HOUR] * 5, 1_800),
        ("<ttl>60</ttl>", {}, every(0.1), HOUR),
        ("<ttl> 0 </ttl>", {}, [], 300),
        ("<ttl>99999</ttl>", {}, [], 6 * HOUR),
        ("<ttl>soon</ttl>", {}, [], 1_800),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", {}, [], HOUR),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            {},
            [],
            900,
        ),
        ("<sy:updatePeriod>\nmonthly </sy:updatePeriod>", {}, [], 6 * HOUR),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            {},
            [],
            6 * HOUR,
        ),
        ("", {"cache-control": "public, max-age=7200"}, every(0.1), 2 * HOUR),
        ("", {"cache-control": "max-age=999999999"}, [], 6 * HOUR),
        ("", {"cache-control": "no-cache"}, [], 1_800),
    ],
)
def test_feed_is_asked_as_it_says_or_as_often_as_it_has_something_new(
    head: str, headers: dict[str, str], moments: list[float], seconds: int
) -> None:
    assert rhythm_of(head.encode(), headers, moments, now=NOW) == pytest.approx(seconds)
