"""Importer: what reads one format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.ingest.arrivals import Arrival, Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """Reads one format.

    Attributes:
        name: What it reads, in words for people.
        suffixes: Endings of file names, in lower case, with their dot.
        read: Reads a delivery; raises `DocumentError` where all of it is unreadable, and yields a
            quarantine row for a part that is.
        streamed: It never holds a whole file, so that files may be larger than the limit.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Delivery], Iterator[Arrival]]
    streamed: bool = False
