"""Access: how a server lets people in, decided once when it starts."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dragoman.settings import Dossier
from dragoman.web.users.limits import Limits

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a server lets people in.

    Attributes:
        open_reading: Whether everyone who reaches it may read; otherwise only accounts may.
        hosts: The names under which it answers. Empty: any. A server on loopback that is open to
            read answers to loopback names alone, so that no web page elsewhere can have its own
            name point here and read along (DNS rebinding).
        key: Signs what the server gave out before anyone is logged in; new with each start.
        limits: How often somebody may try something.
    """

    open_reading: bool = True
    hosts: tuple[str, ...] = ()
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    limits: Limits = field(default_factory=Limits)

    def signed(self, value: str) -> str:
        """Sign a value that goes out to a browser and comes back."""
        return hmac.new(self.key, value.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    def answers_to(self, host: str) -> bool:
        """Tell whether a request that names this host, perhaps with a port, is meant for it."""
        return not self.hosts or host_name(host) in self.hosts


def host_name(host: str) -> str:
    """Take the port off the host that a request names."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def csrf_of(secret: str) -> str:
    """Derive what every form of a session carries from the session's secret.

    A page of another host can make a browser send the cookie, but it cannot read this.
    """
    return hmac.new(secret.encode("utf-8", "replace"), b"form", hashlib.sha256).hexdigest()


def cookie_name(dossier: Dossier) -> str:
    """Name the cookie of a dossier: browsers do not keep two servers on one host apart."""
    place = hashlib.sha256(str(dossier.folder.resolve()).encode("utf-8", "surrogateescape"))
    return f"dragoman-{place.hexdigest()[:8]}"


def safe_next(given: str | None) -> str:
    """Give the page to go on to after a login; the overview if it is none of this server.

    An address such as //elsewhere.example, or one with a backslash or a control character that a
    browser drops, would lead to another host.
    """
    target = given or "/"
    plain = all(" " < character < "\x7f" and character != "\\" for character in target)
    if not plain or not target.startswith("/") or target.startswith("//"):
        return "/"
    return target
