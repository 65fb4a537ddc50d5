"""What was fetched becomes documents, or a reason why not."""

import io
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dragoman.ingest import Address, Page, Stdin, ingest
from dragoman.ingest.arrivals import Arrival
from dragoman.ingest.fetching.pages import fetch_documents, name_of
from dragoman.ingest.fetching.rounds import Wanted, fetch_each
from dragoman.record import Document, Quarantine
from tests.ingest.fetching.server import FakeClock, Handler, Server, fetcher, page
from tests.ingest.pdfs import column, pdf


def fetched(*addresses: str) -> list[Arrival]:
    with fetcher() as made:
        return list(fetch_documents(addresses, made))


def document(server: Server, path: str) -> Document:
    (arrival,) = fetched(server.at(path))
    assert not isinstance(arrival, Quarantine), arrival.reason
    return arrival.document if isinstance(arrival, Page) else arrival


def reason(server: Server, path: str) -> str:
    (arrival,) = fetched(server.at(path))
    assert isinstance(arrival, Quarantine)
    assert arrival.name == server.at(path)
    return arrival.reason


def test_page_is_kept_as_it_was_fetched(server: Server) -> None:
    head = (
        '<meta property="og:site_name" content="The Outlet">'
        '<meta property="article:published_time" content="2026-11-16T10:00:00Z">'
        '<link rel="canonical" href="https://elsewhere.example/other">'
    )
    server.give("/a", page(head=head))
    (arrival,) = fetched(server.at("/a?utm_source=x#y"))
    assert isinstance(arrival, Page)
    assert arrival.markup == page(head=head).encode()
    assert arrival.fetched_at is not None
    assert arrival.fetched_at.startswith("2026-11-18T11:06:4")
    found = arrival.document
    assert (found.name, found.url) == (server.at("/a"), server.at("/a"))
    assert (found.outlet, found.title) == ("The Outlet", "Talks go on")
    assert found.published is not None
    assert found.published.value == "2026-11-16T10:00:00Z"


def test_page_is_named_after_what_was_asked_and_tells_where_it_was_found(server: Server) -> None:
    server.redirect("/short", server.at("/long?utm_source=x", "other.test"))
    server.give("/long", page())
    found = document(server, "/short")
    assert (found.name, found.url) == (server.at("/short"), server.at("/long", "other.test"))


CYRILLIC = "Министр сообщил во вторник, что переговоры в старом порту продолжатся ещё неделю. " * 6


@pytest.mark.parametrize(
    ("header", "meta", "codec"),
    [
        ("text/html; charset=windows-1251", "", "cp1251"),
        ("text/html", "windows-1251", "cp1251"),
        ("text/html; charset=ISO-8859-1", "koi8-r", "koi8_r"),  # the default of old servers
        ("text/html; charset=windows-1251", "utf-8", "utf-8"),  # a lie
        ("text/html; charset=utf-8", "windows-1251", "cp1251"),  # another
        ("text/html; charset=no-such-thing", "", "utf-8"),
        ('text/html; charset="KOI8-R"', "", "koi8_r"),
    ],
)
def test_lying_charsets_do_not_spoil_a_page(
    server: Server, header: str, meta: str, codec: str
) -> None:
    text = f"<html><head><meta charset='{meta}'></head><body><p>{CYRILLIC}</p></body></html>"
    server.give("/a", text.encode(codec), header)
    assert "переговоры в старом порту" in document(server, "/a").text


def test_text_and_pages_under_other_types_are_read(server: Server) -> None:
    server.give("/text", "The envoy said that the talks would go on.", "text/plain")
    server.give("/xhtml", page(), "application/xhtml+xml")
    server.give("/bare", page(), "")
    server.give("/vague.bin", page(), "application/octet-stream")
    assert document(server, "/text").text == "The envoy said that the talks would go on."
    for path in ("/xhtml", "/bare", "/vague.bin"):
        assert document(server, path).title == "Talks go on"


@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"\x89PNG\r\n", "image/png", "image/png: not a page"),
        (b"PK\x03\x04", "application/zip", "application/zip: not a page"),
        (b"{}", "application/json", "application/json: not a page"),
        (b"", "text/html", "empty page"),
        (b"   \n", "text/html; charset=utf-8", "empty page"),
        (b"<html><body><p>Sign in</p></body></html>", "text/html", "no article text"),
        (b"<html><title>Just a moment...</title><body>x</body></html>", "text/html", "error page"),
        (b"\x00\x01\x02" * 500, "text/html", "binary"),
    ],
)
def test_what_holds_no_article_is_put_aside_with_the_reason(
    server: Server, body: bytes, content_type: str, words: str
) -> None:
    server.give("/a", body, content_type)
    assert words in reason(server, "/a")


def test_page_that_is_no_single_article_by_its_size_is_not_even_looked_through(
    server: Server,
) -> None:
    server.give("/a", page(body="<p>word</p>" * 500_000))
    assert "larger than 5 MB" in reason(server, "/a")


def test_error_of_a_server_is_the_reason(server: Server) -> None:
    server.give("/gone", "x", status=410)
    server.give("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    assert "(410)" in reason(server, "/gone")
    assert "robots.txt" in reason(server, "/closed/a")


def test_passing_failures_are_tried_again_and_lasting_ones_are_not(server: Server) -> None:
    def answer(handler: Handler) -> None:
        tries = handler.server.asked.count("/a")
        handler.send(503 if tries < 3 else 200, page().encode(), {"Content-Type": "text/html"})

    server.routes["/a"] = answer
    server.give("/b", "x", status=403)
    server.give("/c", "x", status=500)
    assert document(server, "/a").title == "Talks go on"
    fetched(server.at("/b"), server.at("/c"))
    assert (server.asked.count("/b"), server.asked.count("/c")) == (1, 3)


def test_same_address_twice_is_fetched_once(server: Server) -> None:
    server.give("/a", page())
    arrivals = fetched(server.at("/a"), server.at("/a#top"), server.at("/a?utm_medium=feed"))
    assert len(arrivals) == 1
    assert server.asked.count("/a") == 1


def test_bad_addresses_stop_no_others(server: Server) -> None:
    server.give("/a", page())
    arrivals = fetched("nonsense", "file:///etc/passwd", "", server.at("/a"), "http://10.0.0.1/")
    assert sorted(isinstance(arrival, Quarantine) for arrival in arrivals) == [False, *[True] * 4]
    assert name_of("") == "no address"


def test_one_host_is_asked_one_thing_at_a_time_and_several_hosts_at_once(server: Server) -> None:
    active: dict[str, int] = {}
    worst: dict[str, int] = {}
    together = 0
    lock = threading.Lock()

    def answer(handler: Handler) -> None:
        nonlocal together
        host = handler.headers["Host"]
        with lock:
            active[host] = active.get(host, 0) + 1
            worst[host] = max(worst.get(host, 0), active[host])
            together = max(together, sum(active.values()))
        time.sleep(0.02)
        with lock:
            active[host] -= 1
        handler.send(200, page().encode(), {"Content-Type": "text/html"})

    wanted = []
    for host in ("a.test", "b.test", "c.test"):
        for number in range(6):
            server.routes[f"/{number}"] = answer
            wanted.append(Wanted(address=server.at(f"/{number}", host), of=(host, number)))
    with fetcher() as made:
        outcomes = {one.of: outcome for one, outcome in fetch_each(wanted, made)}
    assert len(outcomes) == 18
    assert set(worst.values()) == {1}
    assert together > 1


def test_long_list_is_not_read_ahead_of(server: Server) -> None:
    server.give("/a", page())
    taken = 0

    def addresses() -> Iterator[str]:
        nonlocal taken
        for number in range(100_000):
            taken += 1
            yield server.at(f"/{number}")

    with fetcher() as made:
        stream = fetch_documents(addresses(), made)
        for _ in range(3):
            next(stream)
        del stream
    assert taken < 2_000


def through(server: Server, *inputs: Path | Stdin | Address) -> list[str]:
    """Take inputs in, with a fetcher that reaches the test's server; give documents' names."""

    def fetch(addresses: Iterable[str]) -> Iterator[Arrival]:
        with fetcher(FakeClock()) as made:
            yield from fetch_documents(addresses, made)

    found = ingest(inputs, fetch=fetch)
    return sorted(
        arrival.document.name if isinstance(arrival, Page) else arrival.name for arrival in found
    )


def test_lists_of_addresses_are_fetched_where_they_are_named(
    server: Server, tmp_path: Path
) -> None:
    for path in ("/a", "/b", "/c"):
        server.give(path, page())
    lines = f"# what we follow\n\n{server.at('/a')}\n  {server.at('/b')}  \n"
    (tmp_path / "some.urls").write_text(lines)
    names = [server.at("/a"), server.at("/b")]
    assert through(server, tmp_path / "some.urls") == names
    assert through(server, Stdin(io.BytesIO(lines.encode()))) == names
    assert through(server, *map(Address, names)) == names
    asked = len(server.asked)
    (tmp_path / "other.txt").write_text(f"See {server.at('/c')}\n{server.at('/c')}\n")
    assert through(server, tmp_path) == ["other.txt", "some.urls"]
    article = f"{server.at('/c')}\nThe envoy said on Monday that talks would go on.\n"
    assert through(server, Stdin(io.BytesIO(article.encode()))) == ["stdin"]
    assert len(server.asked) == asked


def test_list_that_is_missing_empty_or_no_list_is_told(server: Server, tmp_path: Path) -> None:
    (tmp_path / "empty.urls").write_bytes(b"")
    (tmp_path / "bad.urls").write_bytes(b"\xff\xfe\x00\nnot an address\n" + b"x" * 200_000)
    assert through(server, tmp_path / "no.urls") == ["no.urls"]
    assert through(server, tmp_path / "empty.urls") == ["empty.urls"]
    assert len(through(server, tmp_path / "bad.urls")) == 2
    assert server.asked == []


@pytest.mark.parametrize(
    "content_type", ["application/pdf", "application/octet-stream", "text/html", ""]
)
def test_pdf_is_read_as_one_whatever_it_is_called(server: Server, content_type: str) -> None:
    lines = ["The two delegations met for three hours on Tuesday in the lakeside town,"] * 8
    server.give("/report", pdf(column(lines)), content_type)
    found = document(server, "/report")
    assert "delegations met for three hours" in found.text
    assert (found.name, found.url) == (server.at("/report"), server.at("/report"))


def test_feed_that_is_added_by_its_address_gives_what_it_carries_whole(server: Server) -> None:
    long = "The delegations agreed on Tuesday to meet again, the ministry said. " * 12
    server.give(
        "/feed",
        "<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel>"
        f"<title>Bulletin</title><item><title>Whole</title><link>https://o.example/1</link>"
        f"<c:encoded>{long}</c:encoded></item><item><title>Teaser</title>"
        "<link>https://o.example/2</link><description>More inside</description></item>"
        "</channel></rss>",
        "text/xml",
    )
    arrivals = fetched(server.at("/feed"))
    assert [isinstance(arrival, Quarantine) for arrival in arrivals] == [False, True]
    assert server.asked == ["/robots.txt", "/feed"]
