"""Hosts are asked in turn, with pauses that grow while they are in trouble."""

import threading

import pytest

from dragoman.errors import FetchError
from dragoman.ingest.fetching import Hosts, SystemClock
from tests.ingest.fetching.server import FakeClock


def pauses(hosts: Hosts, clock: FakeClock, host: str, times: int) -> list[float]:
    found = []
    for _ in range(times):
        before = clock.now()
        with hosts.turn(host):
            found.append(clock.now() - before)
    return found


def test_first_request_waits_for_nothing_and_the_next_ones_pause() -> None:
    clock = FakeClock()
    first, *others = pauses(Hosts(clock, delay_s=2), clock, "a.org", 5)
    assert first == 0
    assert all(2 <= pause <= 2.5 for pause in others)
    assert len(set(others)) > 1


def test_pauses_are_the_same_for_the_same_seed() -> None:
    def drawn(seed: int) -> list[float]:
        clock = FakeClock()
        return pauses(Hosts(clock, seed=seed), clock, "a.org", 4)

    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = FakeClock()
    hosts = Hosts(clock)
    with hosts.turn("a.org"), hosts.turn("b.org"):
        pass
    assert clock.slept == []


def test_host_in_trouble_is_left_alone_for_longer_each_time_and_forgiven_at_once() -> None:
    clock = FakeClock()
    hosts = Hosts(clock)
    waits = [hosts.fared_ill("a.org") for _ in range(30)]
    assert waits[:3] == pytest.approx([5, 10, 20], rel=0.25)
    assert max(waits) <= 3_600 * 1.25
    hosts.fared_well("a.org")
    assert hosts.fared_ill("a.org") <= 5 * 1.25


def test_what_a_host_asks_for_is_done_within_reason() -> None:
    hosts = Hosts(FakeClock())
    assert hosts.fared_ill("a.org", 30) >= 30
    assert hosts.fared_ill("b.org", 0) >= 1
    assert hosts.fared_ill("c.org", 10**9) <= 7 * 86_400 * 1.25


def test_turn_that_is_too_far_off_is_refused_with_the_time() -> None:
    clock = FakeClock()
    hosts = Hosts(clock, patience_s=10)
    hosts.fared_ill("a.org", 60)
    with pytest.raises(FetchError) as raised, hosts.turn("a.org"):
        raise AssertionError("it is not its turn")
    assert raised.value.wait_s == pytest.approx(60, rel=0.3)
    assert clock.slept == []


def test_sleeper_who_is_woken_asks_nothing() -> None:
    clock = SystemClock()
    hosts = Hosts(clock, delay_s=60)
    with hosts.turn("a.org"):
        pass
    threading.Timer(0.05, clock.wake).start()
    with pytest.raises(FetchError, match="left alone"), hosts.turn("a.org"):
        raise AssertionError("it was woken to end, not to ask")
