"""Which addresses may be reached: http and https on public hosts, and nothing inside a network.

What an article or a feed links to is written by others. Without this check an address such as
http://169.254.169.254/ or a host name that leads to 10.0.0.1 would have Dragoman read from inside
the network that it runs in.
"""

import re
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx2

from dragoman.errors import FetchError

IP = IPv4Address | IPv6Address
Resolver = Callable[[str], Sequence[str]]
"""Gives the IP addresses of a host name, or raises OSError."""

PORTS = frozenset({80, 443, 8080, 8443})
"""Ports of web servers. Others belong to other services, which a link must not reach."""

LONGEST = 4_000
"""Characters of the longest address that is fetched; servers refuse longer ones too."""

HOST = re.compile(r"[a-z0-9._-]*[a-z0-9][a-z0-9._-]*|[0-9a-f:.]*:[0-9a-f:.]*")

RESOLVE_S = 15.0
"""Seconds that the system may take to look up a name."""

# From the registries of special addresses at IANA (RFC 6890 and what has come since), with the
# address at which Azure serves the secrets of its machines, which looks public.
CLOSED_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers (CGNAT); metadata at Alibaba
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # metadata at Azure
        "169.254.0.0/16",  # link-local; metadata at most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; metadata at Oracle
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4, withdrawn
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, with broadcast
    )
)
GLOBAL_6 = IPv6Network("2000::/3")
"""The only part of IPv6 that is given out for use in the open."""
CLOSED_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, withdrawn: an IPv4 address in disguise
        "3fff::/20",  # documentation
    )
)
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
"""In a network of IPv6 alone, every host of IPv4 is found below this prefix (RFC 6052)."""

TRACKING = re.compile(
    r"(?i)(?:utm|at|mtm|pk|piwik|hsa|vero|oly|mc|itm|ns)_\w+|(?:fb|g|d|tw|y|ms|wick|igs)clid|"
    r"msclkid|igshid|gbraid|wbraid|ocid|cmpid|ftag|smid|smtyp|ito"
)
"""Parameters that tell where a reader came from, and never which article is meant.

Short, because a name too many would take two articles for one: `id`, `source` and `ref` are not
in it.
"""


def is_public(address: IP) -> bool:
    """Tell whether an IP address is one that anybody may reach."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in CLOSED_4)
    if address in MAPPED or address in NAT64:
        return is_public(IPv4Address(address.packed[-4:]))
    return address in GLOBAL_6 and not any(address in network for network in CLOSED_6)


def read_address(text: str) -> str:
    """Bring an address to one form: host in lower case, signs escaped, no fragment.

    Raises:
        FetchError: It is no address, or one of another kind than http and https.
    """
    text = text.strip()
    shown = text if len(text) <= 200 else text[:200] + "…"
    if len(text) > LONGEST:
        raise _never(f"{shown!r} is an address of more than {LONGEST} characters; shorten it")
    try:
        url = httpx2.URL(text)
    except (httpx2.InvalidURL, ValueError, TypeError):
        raise _never(f"{shown!r} is no web address; check how it is written") from None
    if url.scheme not in {"http", "https"}:
        raise _never(
            f"{shown!r} is not fetched: only addresses that begin with http:// or https:// are"
        )
    if not HOST.fullmatch(url.raw_host.decode("ascii", "replace")):
        raise _never(f"{shown!r} names no host; check how it is written")
    return str(url.copy_with(fragment=None))


def same_address(address: str) -> str:
    """Give an address without what only tells where a reader came from.

    Two feeds give the same article with other parameters of this kind.

    Raises:
        FetchError: It is no address.
    """
    url = httpx2.URL(read_address(address))
    query = url.query.decode("ascii", "replace")
    if not query:
        return str(url)
    kept = [part for part in query.split("&") if not TRACKING.fullmatch(part.partition("=")[0])]
    return str(url.copy_with(query="&".join(kept).encode() or None))


def follow(address: str, location: str) -> str:
    """Give the address that a redirect leads to.

    Raises:
        FetchError: It leads to no web address.
    """
    try:
        return read_address(str(httpx2.URL(address).join(location)))
    except (httpx2.InvalidURL, ValueError):
        raise _never(f"redirected to {location[:200]!r}, which is no web address") from None


def host_of(address: str) -> str:
    """Give the host of an address, by which requests are counted and spaced."""
    return httpx2.URL(address).host.rstrip(".")


def origin_of(address: str) -> str:
    """Give the scheme, host and port of an address, for which one robots.txt holds."""
    return str(httpx2.URL(address).copy_with(raw_path=b"/")).rstrip("/")


def look_up(host: str) -> list[str]:
    """Ask the system for the IP addresses of a host.

    Raises:
        OSError: There is no such host, or the answer takes too long.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.extend(str(answer[4][0]) for answer in answers)
        except OSError as error:
            failed.append(error)
        except UnicodeError:
            failed.append(OSError(f"{host} is no name of a host"))

    # getaddrinfo knows no time limit of its own.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(RESOLVE_S)
    if thread.is_alive():
        raise TimeoutError(f"no answer about {host} within {RESOLVE_S:g} s")
    if failed:
        raise failed[0]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Decides which hosts may be reached.

    Attributes:
        resolve: Looks up the IP addresses of a host.
        allow_loopback: 127.0.0.1 and any port may be reached. For tests with a server of their
            own; no setting, option or variable leads here.
    """

    resolve: Resolver = look_up
    allow_loopback: bool = False

    def check(self, address: str) -> None:
        """Refuse an address for what it says, before anything is looked up.

        Raises:
            FetchError: It carries a password, or leads to a port that is not a web server's.
        """
        url = httpx2.URL(address)
        if url.userinfo:
            raise _never(
                f"{url.host}: an address with a user name or password in it is not fetched, since "
                "it would stand in the record; give it without"
            )
        if url.port is not None and url.port not in PORTS and not self.allow_loopback:
            ports = ", ".join(map(str, sorted(PORTS)))
            raise _never(f"{url.host}: port {url.port} is not fetched from, only {ports}")

    def answers(self, host: str) -> tuple[IP, ...]:
        """Look a host up once, and give what may be connected to.

        The connection must go to one of these and to no later answer: a second one may differ
        (DNS rebinding).

        Raises:
            FetchError: There is no such host, or any of its addresses is not public.
        """
        try:
            found = tuple(dict.fromkeys(map(ip_address, self._given(host))))
        except OSError as error:
            raise FetchError(
                f"{host} cannot be found ({error.strerror or error}); check the address and the "
                "network",
                passing=True,
            ) from None
        except ValueError:
            raise FetchError(f"{host}: the answer to its name is no IP address") from None
        if not found:
            raise FetchError(f"{host} has no IP address; check the address", passing=True)
        for address in found:
            if not self._may_reach(address):
                raise _never(
                    f"{host} leads to {address}, which is not a public address; articles are "
                    "fetched from public hosts alone"
                )
        return found

    def _given(self, host: str) -> Sequence[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            return self.resolve(host)

    def _may_reach(self, address: IP) -> bool:
        return is_public(address) or (self.allow_loopback and str(address) == "127.0.0.1")


def _never(reason: str) -> FetchError:
    return FetchError(reason, refused=False)
