"""Lists of addresses: one in each line, blank lines and lines that begin with # left out."""

import re
from collections.abc import Iterable, Iterator

from dragoman.ingest.arrivals import Arrival, Delivery

LIST_SUFFIX = ".urls"
ADDRESS = re.compile(r"(?i)https?://\S+")


def is_address(text: str) -> bool:
    """Tell whether a text is an address that is meant to be fetched."""
    return ADDRESS.fullmatch(text.strip()) is not None


def addresses_in(data: bytes) -> list[str] | None:
    """Give the addresses of a list. None: it is something else, such as an article with links."""
    try:
        found = [line for line in map(_entry, data.decode("utf-8-sig").splitlines()) if line]
    except UnicodeDecodeError:
        return None
    return found if found and all(map(is_address, found)) else None


def listed(delivery: Delivery) -> Iterator[str]:
    """Give the entries of a list one by one, whether or not they are addresses."""
    for _, line in delivery.lines():
        entry = _entry(line.decode("utf-8", "replace").lstrip("\ufeff")) if line else ""
        if entry:
            yield entry


def fetch_addresses(addresses: Iterable[str]) -> Iterator[Arrival]:
    """Fetch addresses with the usual limits and pauses, and give what they hold."""
    # The libraries of HTTP take a fifth of a second to import; most inputs are files.
    from dragoman.ingest.fetching import Fetcher
    from dragoman.ingest.fetching.pages import fetch_documents

    with Fetcher() as fetcher:
        yield from fetch_documents(addresses, fetcher)


def _entry(line: str) -> str:
    line = line.strip()
    return "" if line.startswith("#") else line
