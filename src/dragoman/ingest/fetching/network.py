"""Connections that go to checked addresses alone, and end when their time is over."""

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore2

from dragoman.errors import FetchError
from dragoman.ingest.fetching.addresses import Gate

ADDRESSES = 3
"""Addresses of one host that are tried, one after the other."""

_deadline: ContextVar[float] = ContextVar("deadline")


@contextmanager
def ending_within(seconds: float) -> Iterator[None]:
    """Give all that is sent and received in the block, together, this much time.

    A server that sends a byte now and then keeps each single wait short and would hold a
    connection for ever.
    """
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def _left(timeout: float | None) -> float:
    """Give the time that one wait may take.

    Raises:
        httpcore2.ReadTimeout: The time for the whole is over.
    """
    left = _deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for the whole request is over")
    return left if timeout is None else min(left, timeout)


class CheckedNetwork(httpcore2.NetworkBackend):
    """Opens connections; looks each host up once and connects to the very address it checked.

    TLS and the Host header keep the name, so that certificates are checked as ever.
    """

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a host.

        Raises:
            FetchError: The host may not be reached.
            httpcore2.ConnectError: None of its addresses answers.
        """
        tried = self._gate.answers(host)[:ADDRESSES]
        for place, address in enumerate(tried, start=1):
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, _left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if place == len(tried):
                    raise
            else:
                return TimedStream(stream)
        raise FetchError(f"{host} has no IP address")  # answers() never gives none


class TimedStream(httpcore2.NetworkStream):
    """A connection none of whose waits goes beyond the time for the whole."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Receive bytes."""
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        """End the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Begin to encrypt."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """Tell about the connection."""
        return self._stream.get_extra_info(info)
