"""Feeds, sitemaps and folders are asked for what is new, whatever they answer."""

import os
from pathlib import Path

import pytest

from dragoman.ingest.fetching.feeds import FROM_FEED
from dragoman.store import ItemStatus
from tests.ingest.fetching.outlet import Outlet
from tests.ingest.fetching.server import Handler, Server
from tests.pipeline.desk import Desk, follow


def test_unchanged_feed_is_asked_conditionally_and_told_as_such(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one")
    desk.followed = follow(outlet.show(etag='"7"', modified="then"))
    desk.round()

    def answer(handler: Handler) -> None:
        assert handler.headers["If-Modified-Since"] == "then"
        handler.send(304 if handler.headers["If-None-Match"] == '"7"' else 500)

    server.routes["/feed.xml"] = answer
    done = desk.later()
    assert (done.polled.asked, done.polled.unchanged, done.polled.failed) == (1, 1, 0)


def test_item_that_is_called_changed_at_every_look_is_not_fetched_for_ever(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    (story,) = outlet.publish("one")
    desk.followed = follow(outlet.show())
    desk.round()
    for number in range(22):
        story.updated = f"2026-11-16T18:{number:02}:00Z"
        outlet.show()
        desk.later()
    assert server.asked.count("/news/one") == 20
    assert len(desk.names()) == 1


def test_item_without_id_or_address_is_taken_from_the_feed_itself(
    desk: Desk, server: Server
) -> None:
    long = "The delegations agreed on Tuesday to meet again, the ministry said. " * 12
    server.give(
        "/feed.xml",
        "<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Bulletin</title><item><title>Whole</title><c:encoded>{long}</c:encoded></item>"
        "<item><title>Only a teaser</title><description>Read more</description></item>"
        "</channel></rss>",
        "application/rss+xml",
    )
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert done.added == 1
    (document,) = desk.store.view().documents()
    assert document.outlet == "Bulletin"
    assert document.name.startswith(server.at("/feed.xml") + "#")
    assert ["teaser" in reason for reason in desk.quarantine().values()] == [True]
    assert sorted(desk.statuses().values()) == [ItemStatus.FAILED, ItemStatus.FETCHED]
    assert desk.later().added == 0
    assert len(desk.names()) == 1


def test_damaged_feed_is_read_as_far_as_it_goes_and_asked_anew_in_full(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one", "two", "three")
    whole = outlet.feed()
    cut = whole[: whole.index("<item>", whole.index("<item>") + 1) + 30]
    server.give("/feed.xml", cut, "application/rss+xml", ETag='"cut"')
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert done.added == 1
    assert "truncated" in done.polled.problems[0]
    server.give("/feed.xml", whole, "application/rss+xml", ETag='"cut"')
    assert desk.later().added == 2
    assert not any("If-None-Match" in headers for headers in server.headers)


def test_feed_with_entities_reads_no_file_and_asks_no_server(desk: Desk, outlet: Outlet) -> None:
    outlet.publish("one")
    evil = (
        f'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY u SYSTEM '
        f'"{outlet.server.at("/stolen")}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    )
    text = outlet.feed().replace("?>", "?>" + evil, 1).replace("The Outlet", "&f;&u;&b;")
    outlet.server.give("/feed.xml", text, "application/rss+xml")
    desk.followed = follow(outlet.server.at("/feed.xml"))
    desk.round()
    (state,) = desk.store.following().feeds()
    assert "root:" not in (state.title or "")
    assert "/stolen" not in outlet.server.asked


@pytest.mark.parametrize(
    ("body", "content_type"),
    [("<html><body>moved</body></html>", "text/html"), ("", "application/rss+xml"), ("x", "a/b")],
)
def test_what_is_no_feed_is_told_and_asked_again_later(
    desk: Desk, outlet: Outlet, server: Server, body: str, content_type: str
) -> None:
    server.give("/feed.xml", body, content_type)
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert (done.polled.failed, len(done.polled.problems)) == (1, 1)
    outlet.publish("one")
    outlet.show()
    assert desk.later().added == 1
    (state,) = desk.store.following().feeds()
    assert (state.failures, state.problem) == (0, None)


def test_feed_that_has_moved_for_good_is_read_and_told(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one")
    new = outlet.show("/new.xml")
    server.redirect("/feed.xml", new, 301)
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert done.added == 1
    assert "change it in dossier.toml" in done.polled.problems[0]
    assert desk.later().polled.problems == ()


def test_sitemap_brings_what_is_recent_and_later_what_is_new(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("old", "undated", "recent", "new")

    def sitemap(*entries: tuple[str, str]) -> None:
        urls = "".join(
            f"<url><loc>{server.at('/news/' + name)}</loc>{changed}</url>"
            for name, changed in entries
        )
        server.give(
            "/sitemap.xml",
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
            "application/xml",
        )

    old, recent = "<lastmod>2020-01-01</lastmod>", "<lastmod>2026-11-18T08:00:00Z</lastmod>"
    sitemap(("old", old), ("undated", ""), ("recent", recent))
    index = (
        f"<sitemapindex><sitemap><loc>{server.at('/sitemap.xml')}</loc></sitemap></sitemapindex>"
    )
    server.give("/index.xml", index, "application/xml")
    desk.clock.time = 1_795_000_000.0
    desk.followed = follow(server.at("/index.xml"), kind="sitemap")
    desk.round()
    assert desk.names() == [server.at("/news/recent")]
    sitemap(("old", old), ("undated", ""), ("recent", recent), ("new", ""))
    desk.later()
    assert desk.names() == [server.at("/news/new"), server.at("/news/recent")]
    assert "/news/undated" not in server.asked


def test_folder_is_looked_into_for_new_and_changed_files(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    text = "The minister said on Monday that the talks would go on, and the envoy agreed with her."
    desk.followed = follow(str(folder), kind="folder")

    def put(name: str, words: str, age: float = 60.0) -> None:
        path = folder / name
        path.write_text(words, encoding="utf-8")
        os.utime(path, (desk.clock.now() - age,) * 2)

    put("a.txt", text)
    put("half.txt", text, age=0.5)  # somebody is still writing it
    assert desk.round().added == 1
    put("half.txt", text + " Nobody was hurt.")
    assert desk.later(0.1).added == 1
    assert desk.later(0.1).polled.unchanged == 1
    put("a.txt", text + " It rained.", age=1_000)
    assert desk.later(0.1).added == 1
    put("bad.zzz", "x")
    assert desk.later(0.1).quarantined == 1
    assert len(desk.names()) == 3


def test_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.followed = follow(str(tmp_path / "nowhere"), kind="folder")
    done = desk.round()
    assert "there is no such folder" in done.polled.problems[0]


def test_feed_that_is_followed_no_more_is_left_alone(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    outlet.publish("one")
    server.give("/news/one", "down", status=500)
    desk.followed = follow(outlet.show())
    desk.round()
    desk.followed = []
    asked = len(server.asked)
    desk.later(100)
    assert len(server.asked) == asked


def test_page_that_cannot_be_had_is_replaced_by_what_the_feed_carries_whole(
    desk: Desk, outlet: Outlet, server: Server
) -> None:
    one, two = outlet.publish("one", "two")
    long = "The delegations agreed on Tuesday to meet again, the ministry said. " * 12
    carried = f"<description>&lt;p&gt;{long}&lt;/p&gt;</description>"
    text = outlet.feed().replace("</pubDate>", f"</pubDate>{carried * 2}".replace(long, long * 2))
    server.give("/feed.xml", text, "application/rss+xml")
    for story in (one, two):
        server.give(story.path, "subscribers only", status=403 if story is one else 200)
    outlet.put_up(two)
    desk.followed = follow(server.at("/feed.xml"))
    done = desk.round()
    assert (done.added, done.quarantined) == (2, 0)
    found = {document.name: document for document in desk.store.view().documents()}
    stood_in, fetched = found[outlet.address(one)], found[outlet.address(two)]
    assert "agreed on Tuesday to meet again" in stood_in.text
    assert FROM_FEED in stood_in.flags
    assert (stood_in.url, stood_in.outlet) == (outlet.address(one), "The Outlet")
    assert stood_in.title == one.title
    assert "harbour town" in fetched.text
    assert FROM_FEED not in fetched.flags
    items = {item.key: item for item in desk.store.following().items()}
    assert "refuses us" in (items[outlet.address(one)].problem or "")
    assert {item.carried for item in items.values()} == {None}
