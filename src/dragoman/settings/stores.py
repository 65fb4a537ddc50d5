"""Where a dossier's record lies: the part [store] of its dossier.toml, if it is on a server."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import DossierError, StoreError

if TYPE_CHECKING:
    from dragoman.store.address import Address

HOW = 'url = "postgresql://USER@HOST:5432/DATABASE"'


def read_store(path: Path, values: Mapping[str, object]) -> str | None:
    """Read the address of the server that a dossier's record is on. None: it is in a file.

    Args:
        path: The dossier's file.
        values: What it says.

    Raises:
        DossierError: The part is malformed.
    """
    part = values.get("store")
    if part is None:
        return None
    if not isinstance(part, dict):
        raise DossierError(f"{path}: `store` must be a part of its own, headed [store]")
    if unknown := sorted(set(part) - {"url"}):
        raise DossierError(f"{path}: [store] has no `{unknown[0]}`; it has url")
    url = part.get("url")
    if not isinstance(url, str) or not url.strip():
        raise DossierError(f"{path}: [store] needs a text `url`, such as {HOW}")
    return url.strip()


def address_of(url: str, environment: Mapping[str, str]) -> "Address":
    """Make the address of a record on a server, with the password that the environment has.

    Raises:
        DossierError: It is no address of PostgreSQL, or has a password in it.
    """
    from dragoman.store.address import PASSWORD, Address

    try:
        return Address(url=url, password=environment.get(PASSWORD) or None)
    except StoreError as error:
        raise DossierError(str(error)) from None
