"""Fetching an address as it should be: checked, allowed, in turn, and with every redirect too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

from dragoman.errors import FetchError
from dragoman.ingest.fetching.addresses import Gate, follow, host_of, read_address
from dragoman.ingest.fetching.client import Answer, Client, Limits
from dragoman.ingest.fetching.hosts import Clock, Hosts, SystemClock
from dragoman.ingest.fetching.robots import MAX_BYTES as MAX_ROBOTS_BYTES
from dragoman.ingest.fetching.robots import Robots

REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 421, 423, 425, 429, 500, 502, 503, 504, 507, 509, 520, 521, 522})
"""Answers after which another try may help."""

BUSY = frozenset({429, 503})
"""Answers by which a host says that it has had enough."""

WORDS = {
    401: "wants a password",
    402: "wants to be paid",
    403: "refuses us",
    404: "has no such page",
    410: "has taken the page away",
    429: "has had too many requests",
    451: "may not show the page, by law",
    503: "is overloaded or closed",
}
ACCEPTED = (
    "text/html,application/xhtml+xml,application/pdf;q=0.9,application/rss+xml;q=0.8,"
    "application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7,*/*;q=0.1"
)
CHARSET = re.compile(r"(?i)\bcharset\s*=\s*\"?([\w.:-]{1,40})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server calls the version of an answer, to be asked whether there is a newer one.

    Attributes:
        etag: Its ETag. None: it gave none.
        last_modified: Its Last-Modified, as given. None: likewise.
    """

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Give the headers of a conditional request."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was found at an address.

    Attributes:
        asked: The address that was asked for.
        address: The one that answered, after redirects.
        body: The bytes, unpacked.
        headers: Headers of the answer, names in lower case.
        moved: Every redirect on the way was for good.
        fetched_at: When it came; ISO 8601 in UTC. None: not known.
    """

    asked: str
    address: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    moved: bool = False
    fetched_at: str | None = None

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty if none was given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server names. None: it names none."""
        found = CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None

    @property
    def validators(self) -> Validators:
        """What to ask with next time."""
        return Validators(
            etag=_storable(self.headers.get("etag")),
            last_modified=_storable(self.headers.get("last-modified")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """A server's answer that there is nothing newer than what it gave before.

    Attributes:
        address: The address that answered.
        headers: Headers of the answer, names in lower case.
    """

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches addresses. Safe to use from several threads; use it as a context manager."""

    def __init__(
        self,
        *,
        gate: Gate | None = None,
        limits: Limits | None = None,
        hosts: Hosts | None = None,
        clock: Clock | None = None,
        contact: str | None = None,
    ) -> None:
        """Prepare to fetch; nothing is asked of anybody yet.

        Args:
            gate: Decides which hosts may be reached. None: public ones.
            limits: What a request may take. None: the usual.
            hosts: Spaces the requests. None: with the usual pauses.
            clock: Tells the time. None: this machine's.
            contact: What the user agent names for questions and complaints.
        """
        self._clock = clock or SystemClock()
        self._hosts = hosts or Hosts(self._clock)
        self._client = Client(gate, limits, contact)
        self._robots = Robots(self._get_robots, self._clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all connections."""
        self._client.close()

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched | NotModified:
        """Fetch what is at an address.

        Args:
            address: An http or https address.
            validators: Of the version that is known. None: none is.

        Returns:
            What is there, or that it is as it was.

        Raises:
            FetchError: It cannot or may not be fetched; the message says why, and the error
                whether trying again later may help.
        """
        asked = current = read_address(address)
        headers = {"Accept": ACCEPTED} | (validators.headers() if validators else {})
        seen, moved = {asked}, True
        for _ in range(REDIRECTS + 1):
            pause = self._robots.check(current)
            if pause:
                self._hosts.slow_down(host_of(current), pause)
            answer = self._ask(current, headers)
            if answer.status not in MOVED:
                return self._settle(answer, asked, moved=moved and current != asked)
            current = _next(answer)
            moved = moved and answer.status in {301, 308}
            if current in seen:
                raise FetchError(
                    f"{asked} redirects in a circle; a page that wants cookies does so: save it "
                    "yourself and add the file"
                )
            seen.add(current)
        raise FetchError(f"{asked} redirects more than {REDIRECTS} times; give the last address")

    def _settle(self, answer: Answer, asked: str, *, moved: bool) -> Fetched | NotModified:
        status, host = answer.status, host_of(answer.address)
        if status == 304:
            self._hosts.fared_well(host)
            return NotModified(address=answer.address, headers=answer.headers)
        if status in {200, 203}:
            self._hosts.fared_well(host)
            return Fetched(
                asked=asked,
                address=answer.address,
                body=answer.body,
                headers=answer.headers,
                moved=moved,
                fetched_at=instant(self._clock.now()),
            )
        words = WORDS.get(status, "answers with an error" if status >= 400 else "sends no page")
        wait = None
        if status in BUSY or status >= 500:
            asked_for = retry_after(answer.headers, self._clock.now())
            held = self._hosts.fared_ill(host, asked_for)
            wait = held if status in BUSY else None
        raise FetchError(
            f"{host} {words} ({status}): {answer.address}" + _advice(status),
            passing=status in PASSING,
            wait_s=wait,
            status=status,
        )

    def _ask(
        self,
        address: str,
        headers: Mapping[str, str],
        *,
        max_bytes: int | None = None,
        cut: bool = False,
    ) -> Answer:
        """Send one request in its turn; a host that fails is left alone for a time."""
        host = host_of(address)
        with self._hosts.turn(host):
            try:
                return self._client.get(address, headers, max_bytes=max_bytes, cut=cut)
            except FetchError as error:
                if error.passing:
                    self._hosts.fared_ill(host)
                raise

    def _get_robots(self, address: str) -> Answer:
        """Fetch a robots.txt; more redirects than are followed count as none there (RFC 9309)."""
        current = address
        for _ in range(REDIRECTS + 1):
            answer = self._ask(current, {}, max_bytes=MAX_ROBOTS_BYTES, cut=True)
            if answer.status not in MOVED:
                if answer.status in BUSY:
                    asked_for = retry_after(answer.headers, self._clock.now())
                    self._hosts.fared_ill(host_of(current), asked_for)
                return answer
            current = _next(answer)
        return Answer(address=current, status=404)


def _next(answer: Answer) -> str:
    """Give the address that an answer redirects to."""
    location = answer.headers.get("location")
    if not location:
        raise FetchError(f"{answer.address} redirects ({answer.status}) without saying where to")
    return follow(answer.address, location)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Read how long a host asks to be left alone, in seconds. None: it does not say."""
    given = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,9}", given):
        return float(given)
    try:
        instant: datetime = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=UTC)
    return max(0.0, instant.timestamp() - now)


def instant(seconds: float) -> str:
    """Write a moment as it is kept: ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _advice(status: int) -> str:
    if status in {401, 402, 403, 451}:
        return "; save the page yourself and add the file"
    if status in PASSING:
        return "; try again later"
    return ""


def _storable(value: str | None) -> str | None:
    """Give a validator if it may be sent back as it is. None: it is absent or absurd."""
    if not value or len(value) > 1_000 or not (value.isascii() and value.isprintable()):
        return None
    return value
