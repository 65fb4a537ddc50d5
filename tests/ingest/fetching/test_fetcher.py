"""Fetching from hostile and odd servers: bounded in time, size and redirects, and polite."""

import time
import zlib
from collections.abc import Callable

import pytest

from dragoman import __version__
from dragoman.errors import FetchError
from dragoman.ingest.fetching import Fetched, NotModified, Validators
from dragoman.ingest.fetching.client import Limits, user_agent
from dragoman.ingest.fetching.fetcher import retry_after
from tests.ingest.fetching.server import FakeClock, Handler, Server, fetcher, packed, page


def failed(server: Server, path: str, limits: Limits | None = None) -> FetchError:
    """Fetch what cannot be fetched, and give the reason."""
    with fetcher(limits=limits) as made, pytest.raises(FetchError) as raised:
        made.fetch(server.at(path))
    return raised.value


def got(server: Server, path: str) -> Fetched:
    with fetcher() as made:
        found = made.fetch(server.at(path))
    assert isinstance(found, Fetched)
    return found


def test_page_comes_with_its_address_type_and_validators(server: Server) -> None:
    server.give("/a", page(), ETag='"v1"', Last_Modified="Mon, 16 Nov 2026 10:00:00 GMT")
    found = got(server, "/a#part")
    assert found.body.decode() == page()
    assert found.address == server.at("/a")
    assert (found.media_type, found.charset) == ("text/html", "utf-8")
    assert found.validators == Validators(
        etag='"v1"', last_modified="Mon, 16 Nov 2026 10:00:00 GMT"
    )


def test_request_says_who_asks(server: Server) -> None:
    server.give("/a", page())
    with fetcher(contact="https://desk.example/bot") as made:
        made.fetch(server.at("/a"))
    agents = {headers["User-Agent"] for headers in server.headers}
    assert agents == {f"Dragoman/{__version__} (+https://desk.example/bot)"}
    assert user_agent(None).startswith(f"Dragoman/{__version__} (+")
    assert not any("Cookie" in headers for headers in server.headers)


def test_unchanged_page_is_not_sent_again(server: Server) -> None:
    def answer(handler: Handler) -> None:
        assert handler.headers["If-Modified-Since"] == "then"
        handler.send(304 if handler.headers["If-None-Match"] == '"v1"' else 200)

    server.routes["/a"] = answer
    with fetcher() as made:
        found = made.fetch(server.at("/a"), Validators(etag='"v1"', last_modified="then"))
    assert isinstance(found, NotModified)


def test_environment_names_no_proxy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.give("/a", page())
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert got(server, "/a").body


def drip(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def silence(handler: Handler) -> None:
    time.sleep(5)


@pytest.mark.parametrize("answer", [drip, drip_headers, silence])
def test_slow_answer_ends_when_its_time_is_over(
    server: Server, answer: Callable[[Handler], None]
) -> None:
    server.routes["/slow"] = answer
    began = time.monotonic()
    error = failed(server, "/slow", Limits(seconds=0.5, connect_s=0.5, quiet_s=0.4))
    assert time.monotonic() - began < 4
    assert error.passing
    assert "does not answer" in str(error)


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        handler.close_connection = True


def endless_chunks(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    try:
        while True:
            handler.wfile.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")
    except OSError:
        handler.close_connection = True


@pytest.mark.parametrize("answer", [endless, endless_chunks])
def test_endless_answer_is_cut_at_the_limit(
    server: Server, answer: Callable[[Handler], None]
) -> None:
    server.routes["/endless"] = answer
    error = failed(server, "/endless", Limits(max_bytes=1_000_000))
    assert "larger than 1 MB" in str(error)
    assert not error.passing


def test_announced_length_beyond_the_limit_is_not_even_read(server: Server) -> None:
    server.give("/large", b"x", Content_Length="99999999999")
    assert "larger than" in str(failed(server, "/large"))


def bomb(size: int, layers: int = 1) -> bytes:
    data = b"\0" * size
    for _ in range(layers):
        box = zlib.compressobj(9, zlib.DEFLATED, 31)
        data = box.compress(data) + box.flush()
    return data


def test_bomb_is_stopped_by_its_ratio_long_before_the_limit_of_size(server: Server) -> None:
    server.give("/bomb", bomb(100_000_000), Content_Encoding="gzip")
    assert "decompression bomb" in str(failed(server, "/bomb", Limits(max_bytes=10**9)))


def test_bomb_within_the_ratio_is_stopped_by_the_limit_of_size(server: Server) -> None:
    server.give("/bomb", bomb(3_000_000), Content_Encoding="gzip")
    error = failed(server, "/bomb", Limits(max_bytes=2_000_000, ratio=10_000))
    assert "larger than 2 MB" in str(error)


def test_packed_pages_are_read_in_all_forms_that_were_asked_for(server: Server) -> None:
    text = page().encode()
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    server.give("/gzip", packed(page()), Content_Encoding="gzip")
    server.give("/x-gzip", packed(page()), Content_Encoding="X-Gzip")
    server.give("/zlib", zlib.compress(text), Content_Encoding="deflate")
    server.give("/raw", raw.compress(text) + raw.flush(), Content_Encoding="deflate")
    server.give("/plain", text, Content_Encoding="identity")
    for path in ("/gzip", "/x-gzip", "/zlib", "/raw", "/plain"):
        assert got(server, path).body == text


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress", "x" * 500])
def test_packing_that_was_not_asked_for_is_refused(server: Server, encoding: str) -> None:
    server.give("/odd", b"whatever", Content_Encoding=encoding)
    assert "not asked for" in str(failed(server, "/odd"))


def test_packed_page_that_is_cut_or_damaged_is_told_apart_from_a_whole_one(server: Server) -> None:
    server.give("/cut", packed(page())[:-20], Content_Encoding="gzip")
    server.give("/bad", b"\x1f\x8bnot gzip at all", Content_Encoding="gzip")
    assert "cut off" in str(failed(server, "/cut"))
    assert "damaged" in str(failed(server, "/bad"))


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nX-Large: " + b"x" * 300_000 + b"\r\n\r\n",
        b"not HTTP at all\r\n\r\n",
        b"",
    ],
    ids=["length", "chunk", "chunk size", "two lengths", "headers", "no HTTP", "hung up"],
)
def test_answer_against_the_rules_is_an_error_and_not_half_a_page(
    server: Server, answer: bytes
) -> None:
    server.routes["/odd"] = lambda handler: handler.raw(answer)
    error = failed(server, "/odd")
    assert error.passing
    assert "outlet.test" in str(error)


@pytest.mark.parametrize("lingers_s", [0, 0.2])
def test_body_longer_than_its_length_is_read_as_far_as_it_was_announced(
    server: Server, lingers_s: float
) -> None:
    def answer(handler: Handler) -> None:
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nshort and more")
        time.sleep(lingers_s)

    server.routes["/odd"] = answer
    server.give("/next", b"next")
    with fetcher() as made:
        for path, body in (("/odd", b"short"), ("/next", b"next")):
            found = made.fetch(server.at(path))
            assert isinstance(found, Fetched)
            assert found.body == body


def test_redirects_are_followed_and_the_last_address_is_told(server: Server) -> None:
    server.redirect("/a", "/b", 301).redirect("/b", server.at("/c", "other.test"), 308)
    server.give("/c", page())
    found = got(server, "/a")
    assert (found.asked, found.address) == (server.at("/a"), server.at("/c", "other.test"))
    assert found.moved
    server.redirect("/b", server.at("/c"), 302)
    assert not got(server, "/a").moved


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://10.0.0.1:8080/",
        "http://inside.test/",
        "file:///etc/passwd",
        "gopher://outlet.test/",
        "http://user:pw@outlet.test/",
        "//",
        "http://[",
    ],
)
def test_redirect_that_leads_inside_is_not_followed(server: Server, target: str) -> None:
    from dragoman.ingest.fetching import Gate
    from tests.ingest.fetching.server import resolve_tests

    def resolve(host: str) -> list[str]:
        return ["192.168.1.1"] if host == "inside.test" else resolve_tests(host)

    server.redirect("/a", target)
    gate = Gate(resolve=resolve, allow_loopback=True)
    with fetcher(gate=gate) as made, pytest.raises(FetchError) as raised:
        made.fetch(server.at("/a"))
    assert not raised.value.passing
    assert server.asked == ["/robots.txt", "/a"]


def test_circle_and_long_chain_of_redirects_end(server: Server) -> None:
    server.redirect("/a", "/b").redirect("/b", "/a")
    assert "circle" in str(failed(server, "/a"))
    for number in range(20):
        server.redirect(f"/{number}", f"/{number + 1}")
    assert "more than 5 times" in str(failed(server, "/0"))
    assert "/7" not in server.asked
    server.routes["/nowhere"] = lambda handler: handler.send(302)
    assert "without saying where" in str(failed(server, "/nowhere"))


@pytest.mark.parametrize(
    ("status", "passing"),
    [
        *((status, False) for status in (204, 206, 400, 401, 403, 404, 410, 418, 451)),
        *((status, True) for status in (429, 500, 503)),
    ],
)
def test_errors_of_http_say_what_and_whether_to_try_again(
    server: Server, status: int, passing: bool
) -> None:
    server.routes["/a"] = lambda handler: handler.send(status)
    error = failed(server, "/a")
    assert f"({status})" in str(error)
    assert error.status == status
    assert error.passing is passing


def test_host_that_has_had_enough_is_left_alone_for_as_long_as_it_asks(server: Server) -> None:
    server.give("/a", page(), status=429, Retry_After="90").give("/b", page())
    clock = FakeClock()
    with fetcher(clock) as made:
        with pytest.raises(FetchError) as raised:
            made.fetch(server.at("/a"))
        assert raised.value.wait_s == pytest.approx(90, rel=0.3)
        made.fetch(server.at("/b"))
    assert max(clock.slept) >= 90


def test_request_that_would_wait_too_long_is_put_off_and_sends_nothing(server: Server) -> None:
    server.give("/a", page(), status=503, Retry_After="7200").give("/b", page())
    with fetcher() as made:
        with pytest.raises(FetchError):
            made.fetch(server.at("/a"))
        with pytest.raises(FetchError, match="left alone") as raised:
            made.fetch(server.at("/b"))
    assert not raised.value.refused
    assert raised.value.wait_s == pytest.approx(7200, rel=0.3)
    assert "/b" not in server.asked


def test_retry_after_is_read_as_seconds_or_as_a_date() -> None:
    now = 1_795_000_000.0
    assert retry_after({"retry-after": "120"}, now) == 120
    assert retry_after({"retry-after": "Mon, 18 Nov 2026 00:00:00 GMT"}, now) is not None
    assert retry_after({"retry-after": "Sat, 01 Jan 2000 00:00:00 GMT"}, now) == 0
    assert retry_after({"retry-after": "soon"}, now) is None
    assert retry_after({}, now) is None


def test_no_answer_at_all_is_passing() -> None:
    with fetcher() as made, pytest.raises(FetchError, match="no connection") as raised:
        made.fetch("http://outlet.test:9/a")
    assert raised.value.passing
    with fetcher() as made, pytest.raises(FetchError, match="cannot be found"):
        made.fetch("http://elsewhere.example/a")
