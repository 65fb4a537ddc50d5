"""Clocks that go back: nothing is put off for ever, and decisions keep their order."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman import opening, pipeline
from dragoman.opening import opened
from dragoman.pipeline.past import MOST_KEPT, past_of
from dragoman.pipeline.polling import LONGEST_S, TOO_FAR_S
from dragoman.record import AsOf, Judgement
from dragoman.resolve import Knowledge
from dragoman.store import ItemStatus, Store
from tests.ingest.fetching.outlet import Outlet
from tests.ingest.fetching.server import Server
from tests.pipeline.desk import Desk, follow
from tests.web.talks import make_dossier, write_talks

YEAR = 365 * 86_400.0
NOBODY = Knowledge(entries={}, roles=(), institutions=())


def test_feed_that_was_asked_while_the_clock_was_ahead_is_asked_again(
    desk: Desk, outlet: Outlet
) -> None:
    desk.clock.time += YEAR
    outlet.publish("one")
    desk.followed = follow(outlet.show())
    desk.round()
    desk.clock.time -= YEAR
    outlet.publish("two")
    outlet.show()
    assert desk.round().added == 1
    assert desk.round().polled.asked == 0, "and then at its usual time"


def test_failing_feed_is_not_asked_all_the_time_after_the_clock_went_back(
    desk: Desk, server: Server
) -> None:
    server.give("/feed.xml", "down", status=500)
    desk.clock.time += YEAR
    desk.followed = follow(server.at("/feed.xml"))
    desk.round()
    desk.clock.time -= YEAR
    assert [desk.round().polled.asked for _ in range(3)] == [1, 0, 0]


def test_item_that_was_put_off_while_the_clock_was_ahead_is_fetched(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    (story,) = outlet.publish("one")
    server.give("/news/one", "down", status=503)
    desk.clock.time += YEAR
    desk.followed = follow(outlet.show())
    assert desk.round().waiting == 1
    desk.clock.time -= YEAR
    assert desk.round().waiting == 1
    outlet.put_up(story)
    assert desk.round().added == 0, "it is put off again, by the clock as it is now"
    assert desk.later(24).added == 1
    assert set(desk.statuses().values()) == {ItemStatus.FETCHED}


def test_host_that_asks_for_years_of_patience_is_asked_again_after_a_week(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one")
    server.give("/news/one", "slow down", status=429, **{"Retry-After": "99999999"})
    desk.followed = follow(outlet.show())
    desk.round()
    asked = server.asked.count("/news/one")
    for _ in range(3):
        desk.round()
    assert server.asked.count("/news/one") == asked
    assert LONGEST_S < TOO_FAR_S
    desk.later(24 * 7 + 1)
    assert server.asked.count("/news/one") == asked + 1


def test_past_record_that_is_asked_for_is_there_whatever_its_time_says(
    store: Store, tmp_path: Path
) -> None:
    """Others were made while the clock was ahead; the newest seems to be the oldest of them."""
    folder = tmp_path / "past"
    for day in range(1, MOST_KEPT + 1):
        path, _ = past_of(store, folder, AsOf(recorded=f"2026-01-{day:02}"), NOBODY)
        os.utime(path, (4_000_000_000.0 + day,) * 2)
    path, _ = past_of(store, folder, AsOf(recorded="2026-02-01"), NOBODY)
    assert path.is_file()
    assert len(list(folder.glob("*.db"))) == MOST_KEPT


class Clock:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.at = datetime(2027, 11, 22, 9, 30, tzinfo=UTC)

    def now(self, _: object = None) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(opened, "datetime", made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dossier = make_dossier(tmp_path)
    with Store.open(dossier.record_path) as store:
        write_talks(store)
    return dossier.folder


def decide(dossier: opening.OpenDossier, value: str) -> Judgement:
    statement = next(iter(dossier.statements()))
    return dossier.judge(statement, "correct", author="ann", field="party", value=value)


def party(dossier: opening.OpenDossier) -> Any:
    return next(iter(dossier.statements())).party


def test_decision_from_python_counts_though_the_clock_has_been_set_back(
    folder: Path, clock: Clock
) -> None:
    with dragoman.open(folder) as dossier:
        first = decide(dossier, "Norland")
        clock.at = clock.at.replace(year=2020)
        second = decide(dossier, "Sudland")
        assert second.instant < first.instant
        assert party(dossier) == "Sudland"
        dossier.withdraw(second, author="ann")
        assert party(dossier) == "Norland"


def test_decisions_keep_their_order_when_they_are_taken_to_another_record(
    folder: Path, clock: Clock, tmp_path: Path
) -> None:
    """They are listed with the newest first, and applied in whatever order they come."""
    with dragoman.open(folder) as dossier:
        for year, value in ((2027, "Norland"), (2020, "Sudland"), (2023, "Freedonia")):
            clock.at = clock.at.replace(year=year)
            decide(dossier, value)
    with Store.open(folder / "record.db") as store:
        forms = [pipeline.form_of(one) for one in reversed(list(store.view().judgements()))]
    (tmp_path / "other").mkdir()
    other = make_dossier(tmp_path / "other")
    with Store.open(other.record_path) as store:
        write_talks(store)
        for form in forms:
            made = pipeline.judgement_from(
                form, store.view(), NOBODY, author="x", decided_at="2026-01-01T00:00:00Z"
            )
            pipeline.judge(store, [made], NOBODY, may_wait=True, now=True)
        assert [pipeline.form_of(one) for one in store.view().judgements()] == forms[::-1]
    with dragoman.open(other.folder) as dossier:
        assert party(dossier) == "Freedonia"
