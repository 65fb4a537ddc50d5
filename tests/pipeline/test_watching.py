"""A watch brings every item of its feeds once, whatever feeds and servers do."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.errors import FetchError
from dragoman.ingest import Page
from dragoman.ingest.fetching import Gate
from dragoman.ingest.importers.pages import PageFields, import_page_text
from dragoman.pipeline.polling import poll, seconds_of
from dragoman.pipeline.watching import ATTEMPTS, Round, Watch, is_given_up
from dragoman.store import ItemStatus
from tests.ingest.fetching.outlet import Outlet, Story
from tests.ingest.fetching.server import Server, fetcher, page
from tests.pipeline.desk import Desk, follow
from tests.pipeline.watched import check, soak


def test_items_of_a_feed_become_documents_with_what_page_and_feed_tell(
    desk: Desk, outlet: Outlet
) -> None:
    one, two = outlet.publish("one", "two")
    desk.followed = follow(outlet.show())
    done = desk.round()
    assert (done.polled.asked, done.polled.items, done.added) == (1, 2, 2)
    assert desk.names() == sorted([outlet.address(one), outlet.address(two)])
    document = next(iter(desk.store.view().documents()))
    assert document.url == document.name
    assert document.title in {one.title, two.title}
    assert document.outlet == "The Outlet"
    assert document.published is not None
    assert document.published.value.startswith("2026-11-16T10:00")
    assert (
        desk.store.view().page(document.id)
        == page(
            document.title or "", f"<p>{document.title} from the harbour town.</p>{one.body}"
        ).encode()
    )
    assert set(desk.statuses().values()) == {ItemStatus.FETCHED}
    assert desk.read == 1


def test_second_round_fetches_only_what_is_new(desk: Desk, outlet: Outlet, server: Server) -> None:
    outlet.publish("one")
    desk.followed = follow(outlet.show())
    desk.round()
    outlet.publish("two")
    outlet.show()
    done = desk.later()
    assert (done.polled.items, done.added) == (1, 1)
    assert server.asked.count("/news/one") == 1
    assert len(desk.names()) == 2
    asked = len(server.asked)
    assert desk.round() == Round(ran=desk.round().ran)  # nothing is due
    assert len(server.asked) == asked


def test_item_in_two_feeds_with_other_parameters_is_one_document(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    (story,) = outlet.publish("one")
    story.query = "?utm_source=world"
    first = outlet.show("/world.xml")
    story.query = "?utm_source=europe&fbclid=x"
    second = outlet.show("/europe.xml")
    desk.followed = follow(first, second)
    assert desk.round().added == 1
    assert desk.names() == [outlet.address(story)]
    assert len([path for path in server.asked if path.startswith("/news/one")]) == 1


def test_two_addresses_that_lead_to_one_page_are_one_document(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    (story,) = outlet.publish("one")
    for name in ("a", "b"):
        server.redirect(f"/go/{name}", outlet.address(story))
    links = [Story(path=f"/go/{name}", title=story.title) for name in ("a", "b")]
    server.give("/feed.xml", outlet.feed(links), "application/rss+xml")
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert (done.added, done.known) == (1, 1)
    assert len(desk.names()) == 1
    assert set(desk.statuses().values()) == {ItemStatus.FETCHED}


def test_changed_item_is_fetched_anew_and_its_new_text_is_a_new_version(
    desk: Desk, outlet: Outlet
) -> None:
    (story,) = outlet.publish("one")
    desk.followed = follow(outlet.show())
    desk.round()
    story.title, story.updated = "Talks end early", "2026-11-16T18:00:00Z"
    outlet.put_up(story)
    outlet.show()
    assert desk.later().added == 1
    found = list(desk.store.view().documents())
    assert len(found) == 2
    assert {document.url for document in found} == {outlet.address(story)}


def test_failing_item_is_asked_for_again_less_and_less_often_and_then_put_aside(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("good", "bad")
    server.give("/news/bad", "down", status=500)
    desk.followed = follow(outlet.show())
    first = desk.round()
    assert (first.added, first.waiting, first.quarantined) == (1, 1, 0)
    times = []
    while (item := desk.item("/news/bad")).status is ItemStatus.WAITING:
        times.append(desk.clock.now())
        desk.clock.time = max(desk.clock.time, seconds_of(item.due_at))
        desk.round()
    desk.later(48)
    assert server.asked.count("/news/bad") == ATTEMPTS
    apart = [later - earlier for earlier, later in pairwise(times)]
    assert apart == sorted(apart)
    assert sum(apart) > 86_400
    assert "(500)" in desk.quarantine()[server.at("/news/bad")]
    assert desk.statuses()[server.at("/news/bad")] is ItemStatus.FAILED


def test_item_that_comes_back_leaves_no_trace_of_its_failure(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    (story,) = outlet.publish("one")
    server.give("/news/one", "down", status=503)
    desk.followed = follow(outlet.show())
    desk.round()
    outlet.put_up(story)
    assert desk.later().added == 1
    (item,) = desk.store.following().items()
    assert (item.status, item.attempts, item.problem) == (ItemStatus.FETCHED, 0, None)
    assert desk.quarantine() == {}


@pytest.mark.parametrize(
    ("status", "words"), [(403, "refuses us"), (410, "taken the page away"), (401, "password")]
)
def test_item_that_its_host_refuses_is_put_aside_at_once(
    desk: Desk, outlet: Outlet, server: Server, status: int, words: str
) -> None:
    outlet.publish("one")
    server.give("/news/one", "no", status=status)
    desk.followed = follow(outlet.show())
    assert desk.round().quarantined == 1
    assert words in desk.quarantine()[server.at("/news/one")]


def test_page_that_robots_txt_closes_is_put_aside_and_not_asked_for(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one", "two")
    server.give("/robots.txt", "User-agent: *\nDisallow: /news/one\n", "text/plain")
    desk.followed = follow(outlet.show())
    done = desk.round()
    assert (done.added, done.quarantined) == (1, 1)
    assert "robots.txt" in desk.quarantine()[server.at("/news/one")]
    assert "/news/one" not in server.asked


def test_link_into_the_network_is_put_aside_and_reaches_nothing(desk: Desk, outlet: Outlet) -> None:
    outlet.server.give(
        "/feed.xml",
        "<rss version='2.0'><channel><title>T</title>"
        + "".join(
            f"<item><title>{number}</title><link>{link}</link></item>"
            for number, link in enumerate(
                ("http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1/")
            )
        )
        + "</channel></rss>",
        "application/rss+xml",
    )
    desk.followed = follow(outlet.server.at("/feed.xml"))
    assert desk.round().quarantined == 3
    assert all("not a public address" in reason for reason in desk.quarantine().values())


def test_network_that_is_down_for_days_costs_no_item(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one", "two", "three")
    desk.followed = follow(outlet.show())

    def nothing(_: str) -> list[str]:
        raise OSError("network is unreachable")

    with fetcher(desk.clock) as made:
        watching = Watch(store=desk.store, followed=desk.followed, fetcher=made, clock=desk.clock)
        poll(desk.store, desk.followed, made, desk.clock, lambda: False)
        assert watching.pause() >= 1
    began = desk.clock.now()
    while desk.clock.now() - began < 6 * 86_400:
        desk.clock.sleep(8 * 3600)
        desk.round(gate=Gate(resolve=nothing, allow_loopback=True))
    assert set(desk.statuses().values()) == {ItemStatus.WAITING}
    for _ in range(4):
        desk.later(8)
    assert len(desk.names()) == 3
    assert desk.quarantine() == {}


def test_document_that_was_added_by_hand_is_not_added_again(desk: Desk, outlet: Outlet) -> None:
    from dragoman.ingest.fetching.pages import fetch_documents
    from dragoman.pipeline import add

    (story,) = outlet.publish("one")
    with fetcher() as made:
        add(fetch_documents([outlet.address(story)], made), desk.store, lambda _: None)
    desk.followed = follow(outlet.show())
    done = desk.round()
    assert (done.added, done.known) == (0, 1)
    assert len(desk.names()) == 1


def test_stopping_begins_nothing_more_and_loses_nothing(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish(*(f"n{number}" for number in range(10)))
    desk.followed = follow(outlet.show())
    done: list[str] = []
    with fetcher(desk.clock) as made:
        Watch(
            store=desk.store,
            followed=desk.followed,
            fetcher=made,
            clock=desk.clock,
            progress=done.append,
            is_stopping=lambda: len(done) >= 3,
        ).round()
    assert 3 <= len(desk.names()) < 10
    assert sorted(done) == desk.names()
    desk.round()
    assert len(desk.names()) == 10


@pytest.mark.parametrize(
    ("error", "attempt", "hours", "given_up"),
    [
        (FetchError("x", status=403), 1, 0, True),
        (FetchError("x", status=404), 1, 0, False),
        (FetchError("x", status=404), 4, 1, True),
        (None, 1, 0, False),
        (None, 4, 1, True),
        (FetchError("x", passing=True, status=500), 7, 500, False),
        (FetchError("x", passing=True, status=500), 8, 50, True),
        (FetchError("x", passing=True), 20, 100, False),
        (FetchError("x", passing=True), 20, 200, True),
    ],
)
def test_item_is_given_up_by_what_its_host_has_said(
    error: FetchError | None, attempt: int, hours: float, given_up: bool
) -> None:
    assert is_given_up(error, attempt, hours * 3600) is given_up


def test_watch_that_is_killed_twice_loses_no_item_and_doubles_none(tmp_path: Path) -> None:
    """The long form of this is in test_watching_soak.py."""
    path = tmp_path / "soak.db"
    check(path, soak(path, kills=2, stories=12))


def test_page_or_feed_that_breaks_an_importer_stops_no_other(
    desk: Desk, outlet: Outlet, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever libraries stumble over; a watch that died of it would do so at each start."""

    def break_on_bad(html: str, markup: bytes, fields: PageFields, flags: Sequence[str]) -> Page:
        if "Report bad" in html:
            raise ZeroDivisionError("the library stumbled")
        return import_page_text(html, markup, fields, flags)

    monkeypatch.setattr("dragoman.ingest.fetching.pages.import_page_text", break_on_bad)
    outlet.publish("bad", "good")
    server.give("/odd.xml", "<rss><channel>", "application/rss+xml")
    desk.followed = follow(server.at("/odd.xml"), outlet.show())
    done = desk.round()
    assert (done.added, done.waiting) == (1, 1)
    for _ in range(3):
        desk.later(10)
    assert "please report it" in desk.quarantine()[server.at("/news/bad")]
