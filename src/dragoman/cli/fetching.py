"""Inputs of a command: which of them are addresses, and how a dossier has them fetched."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.settings import Dossier, Sources

if TYPE_CHECKING:
    from dragoman.ingest import Address, Arrival, Stdin
    from dragoman.ingest.fetching import Clock, Fetcher


def input_of(given: Path | str) -> "Path | Stdin | Address":
    """Tell an address, standard input and a path from each other."""
    from dragoman.ingest import Address, Stdin

    if isinstance(given, str) and "://" in given:
        return Address(given)
    return Stdin() if str(given) == "-" else Path(given)


def fetching_for(dossier: Dossier | None) -> "Callable[[Iterable[str]], Iterator[Arrival]]":
    """Give what fetches addresses as a dossier says; nothing is loaded before there is one."""

    def fetch(addresses: Iterable[str]) -> "Iterator[Arrival]":
        from dragoman.ingest.fetching.pages import fetch_documents

        with fetcher_for(dossier.sources if dossier else Sources()) as fetcher:
            yield from fetch_documents(addresses, fetcher)

    return fetch


def fetcher_for(sources: Sources, clock: "Clock | None" = None) -> "Fetcher":
    """Make what fetches for a dossier, with its contact and pauses."""
    from dragoman.ingest.fetching import Fetcher, Hosts, SystemClock

    clock = clock or SystemClock()
    hosts = Hosts(clock, delay_s=sources.delay_s) if sources.delay_s else Hosts(clock)
    return Fetcher(hosts=hosts, clock=clock, contact=sources.contact)
