"""One request and its answer, within limits of time and size; where it leads is another's affair.

Nothing of the environment is trusted here: no proxy, no .netrc, no cookies, no certificates that a
variable names.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import httpcore2
import httpx2

from dragoman import __version__
from dragoman.errors import FetchError
from dragoman.ingest.fetching.addresses import Gate
from dragoman.ingest.fetching.network import CheckedNetwork, ending_within

ENCODINGS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": 0}
PIECE = 1 << 18
"""Bytes that are unpacked at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a request may take.

    Attributes:
        seconds: For all of it, from the look-up of the host to the last byte.
        connect_s: Until the connection stands.
        quiet_s: Between two pieces of the answer.
        max_bytes: Of the body, as sent and as unpacked.
        ratio: How many times larger the body may be unpacked than as sent, from `grace` bytes.
            Pages reach 20, seldom 40; a bomb in gzip 1,000.
        grace: Bytes below which the ratio does not matter.
    """

    seconds: float = 60.0
    connect_s: float = 10.0
    quiet_s: float = 20.0
    max_bytes: int = 20_000_000
    ratio: int = 100
    grace: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered to one request.

    Attributes:
        address: What was asked for.
        status: The status of HTTP.
        headers: Its headers, names in lower case, the first of each.
        body: The body, unpacked; empty unless it was a success.
    """

    address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def user_agent(contact: str | None) -> str:
    """Say who asks, and where those who are asked can learn more or complain.

    Args:
        contact: An address of the web or of e-mail. None: nobody has given one.
    """
    return f"Dragoman/{__version__} (+{contact or 'a reader of news, no contact given'})"


class Client:
    """Sends single requests. Safe to use from several threads. Close it when done."""

    def __init__(
        self, gate: Gate | None = None, limits: Limits | None = None, contact: str | None = None
    ) -> None:
        """Prepare to ask.

        Args:
            gate: Decides which hosts may be reached. None: public ones.
            limits: What a request may take. None: the usual.
            contact: What the user agent names.
        """
        self._gate = gate or Gate()
        self._limits = limits or Limits()
        self._agent = user_agent(contact)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_connections=32,
            max_keepalive_connections=16,
            keepalive_expiry=15.0,
            network_backend=CheckedNetwork(self._gate),
        )

    def close(self) -> None:
        """End all connections."""
        self._pool.close()

    def get(
        self,
        address: str,
        headers: Mapping[str, str] | None = None,
        *,
        max_bytes: int | None = None,
        cut: bool = False,
    ) -> Answer:
        """Ask for an address, and follow nothing.

        Args:
            address: As read_address gives it.
            headers: Further headers.
            max_bytes: Another limit for the body.
            cut: Take the beginning of a body that is too large, instead of refusing it.

        Raises:
            FetchError: It may not be reached, does not answer, or answers beyond the limits.
        """
        self._gate.check(address)
        host, limits = httpx2.URL(address).host, self._limits
        try:
            with ending_within(limits.seconds):
                kept = any(connection.is_idle() for connection in self._pool.connections)
                try:
                    return self._ask(address, headers or {}, max_bytes or limits.max_bytes, cut)
                except httpcore2.RemoteProtocolError:
                    if not kept:
                        raise
                    # What a server sent beyond an earlier answer may have been read as this one;
                    # that connection is closed now.
                    return self._ask(address, headers or {}, max_bytes or limits.max_bytes, cut)
        except httpcore2.TimeoutException as error:
            slow = f"within {limits.seconds:g} s" if "whole" in str(error) else "in time"
            raise FetchError(
                f"{host} does not answer completely {slow}; try again later", passing=True
            ) from None
        except httpcore2.NetworkError as error:
            raise FetchError(
                f"no connection to {host} ({_plain(error)}); try again later", passing=True
            ) from None
        except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
            raise FetchError(
                f"{host} answers against the rules of HTTP ({_plain(error)}); try again later",
                passing=True,
            ) from None

    def _ask(self, address: str, headers: Mapping[str, str], max_bytes: int, cut: bool) -> Answer:
        limits, url = self._limits, httpx2.URL(address)
        timeout = {"connect": limits.connect_s, "read": limits.quiet_s, "write": limits.quiet_s}
        request = httpcore2.Request(
            "GET",
            httpcore2.URL(
                scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
            ),
            headers=[
                ("Host", url.netloc.decode("ascii")),
                ("User-Agent", self._agent),
                ("Accept-Encoding", "gzip, deflate"),
                *headers.items(),
            ],
            extensions={"timeout": timeout | {"pool": limits.seconds}},
        )
        response = self._pool.handle_request(request)
        try:
            told: dict[str, str] = {}
            for name, value in response.headers:
                told.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
            body = b""
            if 200 <= response.status < 300:
                assert isinstance(response.stream, Iterable)
                body = self._read(response.stream, told, max_bytes, cut)
            return Answer(address=address, status=response.status, headers=told, body=body)
        finally:
            response.close()

    def _read(
        self, stream: Iterable[bytes], headers: Mapping[str, str], max_bytes: int, cut: bool
    ) -> bytes:
        """Read a body, never more of it than may be."""
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > max_bytes and not cut:
            raise _too_large(max_bytes)
        body, sent = bytearray(), Counted(stream)
        for piece in unpacked(sent, headers.get("content-encoding", "")):
            body += piece
            if len(body) > max_bytes or sent.size > max_bytes:
                if cut:
                    return bytes(body[:max_bytes])
                raise _too_large(max_bytes)
            if len(body) > max(self._limits.grace, self._limits.ratio * sent.size):
                raise FetchError(
                    f"unpacks to more than {self._limits.ratio} times what was sent: a "
                    "decompression bomb, not an article"
                )
        return bytes(body)


class Counted:
    """A stream of bytes that counts them."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            self.size += len(piece)
            yield piece


def unpacked(stream: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack a body piece by piece, none of them large whatever was sent.

    Args:
        stream: The body as sent.
        encoding: Its Content-Encoding; empty if it has none.

    Raises:
        FetchError: It was packed in a way that was not asked for, or is damaged or cut.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        yield from stream
        return
    if encoding not in ENCODINGS:
        raise FetchError(f"packed as {encoding[:60]!r}, which was not asked for; it is not read")
    box = None
    for packed in stream:
        if box is None:
            box = zlib.decompressobj(ENCODINGS[encoding] or _bits(packed))
        try:
            yield from _inflated(box, packed)
        except zlib.error as error:
            raise FetchError(
                f"packed as {encoding}, but damaged ({error}); try again later", passing=True
            ) from None
    if box is not None and not box.eof:
        raise FetchError(f"packed as {encoding}, and cut off; try again later", passing=True)


def _inflated(box: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    while packed and not box.eof:
        piece = box.decompress(packed, PIECE)
        packed = box.unconsumed_tail
        if not piece:
            return
        yield piece
    while not box.eof and (piece := box.decompress(b"", PIECE)):
        yield piece


def _bits(head: bytes) -> int:
    """Tell the two forms apart that servers call deflate: with the header of zlib, or without."""
    return zlib.MAX_WBITS if head[:1] and head[0] & 0x0F == 8 else -zlib.MAX_WBITS


def _too_large(max_bytes: int) -> FetchError:
    return FetchError(f"larger than {max_bytes / 1e6:g} MB: not a single article; it is not read")


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
