"""A web server on 127.0.0.1 for tests, which can be as odd and hostile as it likes."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

from dragoman.ingest.fetching import Fetcher, Gate
from dragoman.ingest.fetching.client import Limits
from dragoman.ingest.fetching.hosts import Hosts

ARTICLE = (
    "<p>The foreign minister of the northern republic said on Tuesday that the talks in the old "
    "harbour town would go on for another week, and that nothing had been agreed so far.</p>"
    "<p>“We have come to listen,” the envoy of the southern league replied after the meeting, "
    "which lasted for six hours and was held behind closed doors.</p>"
    "<p>A third round is planned for the end of the month, according to two officials who were "
    "present and asked not to be named.</p>"
)


def page(title: str = "Talks go on", body: str = ARTICLE, head: str = "") -> str:
    """Write an article as outlets publish it."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}"
        f"</head><body><nav><a href=/>Home</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


class FakeClock:
    """A clock on which sleep takes no time."""

    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self.time = now
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += seconds


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.note(self)
        answer = self.server.routes.get(path)
        if answer is None:
            self.send(404, b"nothing here")
        else:
            answer(self)

    def send(
        self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> None:
        """Answer as a decent server does."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if not any(name.lower() == "content-length" for name in headers or {}):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Answer with these very bytes and hang up."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


Route = Callable[[Handler], None]


class Server(ThreadingHTTPServer):
    """Answers each path as a route says; remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Route] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.times: list[float] = []
        self.at_once = self.most_at_once = 0
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def at(self, path: str, host: str = "outlet.test") -> str:
        """Give the address of a path under a host name that the test's resolver knows."""
        return f"http://{host}:{self.port}{path}"

    def note(self, handler: Handler) -> None:
        with self._lock:
            self.asked.append(handler.path)
            self.headers.append(dict(handler.headers.items()))
            self.times.append(time.monotonic())

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients of these tests hang up early; that is no news."""

    def give(
        self,
        path: str,
        body: str | bytes,
        content_type: str = "text/html; charset=utf-8",
        status: int = 200,
        **headers: str,
    ) -> Self:
        """Answer a path with a body; `_` in the names of headers stands for `-`."""
        data = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": content_type} | {k.replace("_", "-"): v for k, v in headers.items()}
        self.routes[path] = lambda handler: handler.send(status, data, told)
        return self

    def redirect(self, path: str, to: str, status: int = 302) -> Self:
        self.routes[path] = lambda handler: handler.send(status, b"", {"Location": to})
        return self


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server for as long as the block."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def resolve_tests(host: str) -> list[str]:
    """Find every host of a test on this machine, and no other."""
    if host.endswith(".test"):
        return ["127.0.0.1"]
    raise OSError(f"{host} is not known here")


def fetcher(
    clock: FakeClock | None = None,
    limits: Limits | None = None,
    gate: Gate | None = None,
    patience_s: float = 120.0,
    contact: str | None = None,
) -> Fetcher:
    """Make a fetcher that reaches the server of a test, and waits for nothing."""
    clock = clock or FakeClock()
    return Fetcher(
        gate=gate or Gate(resolve=resolve_tests, allow_loopback=True),
        limits=limits or Limits(seconds=20.0, connect_s=10.0, quiet_s=10.0),
        hosts=Hosts(clock, patience_s=patience_s),
        clock=clock,
        contact=contact,
    )


def packed(text: str) -> bytes:
    return gzip.compress(text.encode())
