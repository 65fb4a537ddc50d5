"""Serving: one process that listens, answers in threads, and stops in good order."""

import errno
import gc
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import LOGGING_CONFIG

from dragoman.errors import DragomanError

FIRST_PORT = 8730
PORTS = 50
"""How many ports are tried, from the first on, where none is asked for."""

GRACE_S = 5
"""How long requests that are under way may take to end."""

LOOK_EVERY_S = 0.5

COLLECTIONS = (20_000, 50, 100)
"""Thresholds of Python's collector of cyclic garbage. What is remembered for pages is a million
objects that live long; to go through them takes 150 ms in which nobody is answered, and with
Python's own thresholds happened within every page that reads much."""

TURN_S = 0.001
"""How long a thread computes at most while another waits. Each row that is read from the database
gives others their turn: with Python's 5 ms a page of many rows takes half as long again while
another is made."""

QUIET_S = 3.0
"""After so long without a request the collector goes through all objects, if anybody has asked."""


class PlaceError(DragomanError):
    """A server cannot be where somebody wants it: no such address here, or a malformed path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How a server runs.

    Attributes:
        proxies: Addresses whose word is taken for who asks, and whether by HTTPS. Empty: nobody's.
        idle_s: Stop after so many seconds without a request. None: never.
        beside: Stop when this file goes or is made anew. None: no such file.
        own_log: The program has set up where logs go; otherwise the server does, in words.
    """

    proxies: Sequence[str] = ()
    idle_s: float | None = None
    beside: Path | None = None
    own_log: bool = False


class LastAsked:
    """Notes when something was last asked."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self.at = monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        self.at = monotonic()
        await self.app(scope, receive, send)
        self.at = monotonic()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host's address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int | None) -> socket.socket:
    """Take a port.

    Args:
        host: The address to listen at.
        port: The port; 0 is any free one. None: FIRST_PORT, or the next one that is free.

    Raises:
        PlaceError: The address is none of this machine.
        DragomanError: The port is taken.
    """
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else [port]
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in ports:
        # TCP by name: asyncio turns Nagle's algorithm off only for sockets that say so, and an
        # answer's body would wait 40 ms for the reader's acknowledgement of its head.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), wanted))
            listener.listen(socket.SOMAXCONN)
        except OSError as error:
            listener.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise PlaceError(
                    f"cannot listen at {host} ({error.strerror}); give an address of this machine"
                ) from error
            continue
        return listener
    if port is None:
        raise DragomanError(f"no port from {ports[0]} to {ports[-1]} is free; choose one, --port N")
    raise DragomanError(f"port {port} is taken, or not for you; choose another, --port N")


def address_of(listener: socket.socket, host: str, base_path: str) -> str:
    """Give the address at which a browser on this machine finds the server."""
    port = listener.getsockname()[1]
    every = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - shown, not listened at
    shown = every.get(host, f"[{host}]" if ":" in host and "[" not in host else host)
    return f"http://{shown}:{port}{base_path}/"


def run(
    app: ASGIApp, listener: socket.socket, serving: Serving, started: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM comes, or what the server runs by says so.

    Args:
        app: The application.
        listener: The port, which is closed at the end.
        serving: How the server runs.
        started: Called when it answers, in another thread.
    """
    asked = LastAsked(app)
    server = uvicorn.Server(
        uvicorn.Config(
            asked,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None if serving.own_log else LOGGING_CONFIG,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=bool(serving.proxies),
            forwarded_allow_ips=list(serving.proxies),
            timeout_graceful_shutdown=GRACE_S,
        )
    )
    gc.set_threshold(*COLLECTIONS)
    sys.setswitchinterval(TURN_S)
    Thread(target=_watch, args=(server, asked, serving, started), daemon=True).start()
    # uvicorn stops in good order and then raises the signal again: both end in the same way.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])
    finally:
        signal.signal(signal.SIGTERM, before)
        listener.close()


def _watch(
    server: uvicorn.Server, asked: LastAsked, serving: Serving, started: Callable[[], None]
) -> None:
    """Tell when the server has started, and stop it when nobody needs it any more."""
    mine, collected = _inode(serving.beside), monotonic()
    while not server.started:
        sleep(0.02)
    started()
    while not server.should_exit:
        sleep(LOOK_EVERY_S)
        if collected < asked.at < monotonic() - QUIET_S:
            gc.collect()
            collected = monotonic()
        idle = serving.idle_s is not None and monotonic() - asked.at > serving.idle_s
        if idle or (serving.beside is not None and _inode(serving.beside) != mine):
            server.should_exit = True


def _inode(path: Path | None) -> int | None:
    try:
        return path.stat().st_ino if path else None
    except OSError:
        return None
