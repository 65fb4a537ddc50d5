"""Address: where a record lies on a PostgreSQL server."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from dragoman.errors import StoreError

SCHEMES = ("postgresql", "postgresql+psycopg", "postgres")
PASSWORD = "DRAGOMAN_STORE_PASSWORD"  # noqa: S105 - the name of a variable
"""The environment variable that has the password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A record on a PostgreSQL server.

    Attributes:
        url: `postgresql://USER@HOST:PORT/DATABASE`, without a password: it is shown in messages.
        password: The password. None: the server asks for none, or libpq finds it (~/.pgpass).
    """

    url: str
    password: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            known = parts.scheme in SCHEMES and parts.path.strip("/") and parts.port != 0
        except ValueError:
            known = False
        if not known:
            raise StoreError(
                "the address of the store is none of PostgreSQL; write it as "
                "postgresql://USER@HOST:5432/DATABASE"
            )
        if parts.password is not None or any("pass" in name for name, _ in parse_qsl(parts.query)):
            raise StoreError(
                f"the address of the store has a password in it; put that into {PASSWORD} instead, "
                "so that nobody reads it in a file or a list of processes"
            )

    def __str__(self) -> str:
        return self.url


def is_address(place: str) -> bool:
    """Tell whether a place is written as the address of a server, of any kind, not as a path."""
    scheme, sign, _ = place.partition("://")
    return bool(sign) and len(scheme) > 1  # one letter is a drive of Windows
