"""What a robots.txt says is done, and a site whose robots.txt cannot be had is left alone."""

import pytest

from dragoman.errors import FetchError
from dragoman.ingest.fetching import Fetched
from tests.ingest.fetching.server import FakeClock, Handler, Server, fetcher, page

DAY = 86_400.0


def allowed(
    server: Server, robots: str, path: str = "/a/b", clock: FakeClock | None = None
) -> bool:
    server.give("/robots.txt", robots, "text/plain")
    server.give(path, page())
    refusal = ""
    with fetcher(clock) as made:
        try:
            made.fetch(server.at(path))
        except FetchError as error:
            refusal = "" if error.passing else str(error)
    assert ("robots.txt" in refusal) == (path not in server.asked)
    return path in server.asked


@pytest.mark.parametrize(
    ("robots", "may"),
    [
        ("", True),
        ("User-agent: *\nDisallow:\n", True),
        ("User-agent: *\nDisallow: /\n", False),
        ("User-agent: *\nDisallow: /a/\n", False),
        ("User-agent: *\nDisallow: /b\n", True),
        ("User-agent: *\nDisallow: /a/\nAllow: /a/b\n", True),
        ("User-agent: dragoman\nDisallow: /\n", False),
        ("User-agent: Dragoman\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: GoogleBot\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /*b$\n", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a/\r\n", False),
        ("<!doctype html><html><body>Not here</body></html>", True),
        ("\0\1\2 garbage : : :\nUser-agent\nDisallow", True),
        ("User-agent: *\nDisallow: /" + "*a" * 2_000 + "\n", True),
    ],
)
def test_robots_txt_is_kept_to(server: Server, robots: str, may: bool) -> None:
    assert allowed(server, robots) is may


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_site_without_a_robots_txt_may_be_read(server: Server, status: int) -> None:
    server.give("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
    server.give("/a", page())
    with fetcher() as made:
        assert isinstance(made.fetch(server.at("/a")), Fetched)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_site_whose_robots_txt_fails_is_left_alone_until_it_does_not(
    server: Server, status: int
) -> None:
    server.give("/robots.txt", "", status=status).give("/a", page()).give("/b", page())
    clock = FakeClock()
    with fetcher(clock) as made:
        for path in ("/a", "/b"):
            with pytest.raises(FetchError, match=r"robots\.txt answers") as raised:
                made.fetch(server.at(path))
            assert raised.value.passing
            assert raised.value.wait_s == pytest.approx(600, abs=1)
        assert server.asked == ["/robots.txt"]
        server.give("/robots.txt", "")
        clock.sleep(601)
        assert isinstance(made.fetch(server.at("/a")), Fetched)


def test_site_that_gives_no_answer_for_robots_txt_is_not_asked_for_pages(server: Server) -> None:
    server.routes["/robots.txt"] = lambda handler: handler.raw(b"")
    with fetcher() as made:
        for _ in range(3):
            with pytest.raises(FetchError) as raised:
                made.fetch(server.at("/a"))
            assert raised.value.passing
    assert server.asked == ["/robots.txt"]


def test_robots_txt_is_asked_for_once_a_day_and_once_for_each_site(server: Server) -> None:
    server.give("/robots.txt", "").give("/a", page())
    clock = FakeClock()
    with fetcher(clock) as made:
        for _ in range(3):
            made.fetch(server.at("/a"))
        made.fetch(server.at("/a", "other.test"))
        assert server.asked.count("/robots.txt") == 2
        clock.sleep(DAY + 1)
        made.fetch(server.at("/a"))
        assert server.asked.count("/robots.txt") == 3


def test_robots_txt_holds_where_a_redirect_leads_to(server: Server) -> None:
    def robots(handler: Handler) -> None:
        closed = handler.headers["Host"].startswith("closed")
        handler.send(200, b"User-agent: *\nDisallow: /\n" if closed else b"")

    server.routes["/robots.txt"] = robots
    server.redirect("/a", server.at("/b", "closed.test")).give("/b", page())
    with fetcher() as made, pytest.raises(FetchError, match=r"robots\.txt of closed\.test"):
        made.fetch(server.at("/a"))
    assert "/b" not in server.asked


def test_redirected_robots_txt_is_followed_and_a_circle_of_them_is_none(server: Server) -> None:
    server.redirect("/robots.txt", "/real.txt", 301).give("/a", page())
    server.give("/real.txt", "User-agent: *\nDisallow: /a\n")
    with fetcher() as made, pytest.raises(FetchError, match=r"robots\.txt"):
        made.fetch(server.at("/a"))
    server.redirect("/robots.txt", "/robots.txt")
    with fetcher() as made:
        assert isinstance(made.fetch(server.at("/a")), Fetched)


def test_endless_robots_txt_counts_as_far_as_it_is_read(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /a\n" + b"# much more of it\n" * 100_000
    server.give("/robots.txt", rules, "text/plain").give("/a", page()).give("/b", page())
    with fetcher() as made:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            made.fetch(server.at("/a"))
        assert isinstance(made.fetch(server.at("/b")), Fetched)


@pytest.mark.parametrize(
    ("rule", "seconds"),
    [("Crawl-delay: 7", 7), ("Crawl-delay: 0.5", 1), ("Request-rate: 1/20", 20)],
)
def test_pause_that_a_site_asks_for_is_kept(server: Server, rule: str, seconds: float) -> None:
    clock = FakeClock()
    assert allowed(server, f"User-agent: *\n{rule}\n", "/a", clock)
    server.give("/b", page())
    with fetcher(clock) as made:
        made.fetch(server.at("/a"))
        began = clock.now()
        made.fetch(server.at("/b"))
    assert seconds <= clock.now() - began <= seconds * 1.25 + 0.01


def test_pause_of_hours_puts_off_instead_of_waiting(server: Server) -> None:
    server.give("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n").give("/a", page())
    clock = FakeClock()
    with fetcher(clock) as made:
        made.fetch(server.at("/a"))
        with pytest.raises(FetchError, match="left alone") as raised:
            made.fetch(server.at("/a"))
    assert not raised.value.refused
    assert raised.value.wait_s is not None
    assert raised.value.wait_s > 3_000
