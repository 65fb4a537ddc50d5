"""The one door: files, folders, standard input and addresses become documents or quarantine."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path

from dragoman.errors import DocumentError
from dragoman.ingest.archives import ArchiveReading
from dragoman.ingest.arrivals import (
    MAX_BYTES,
    Address,
    Arrival,
    Delivery,
    Page,
    Stdin,
    refuse,
)
from dragoman.ingest.codings import Codings
from dragoman.ingest.folders import walk
from dragoman.ingest.importers import importer_of, known_suffixes, suffix_of
from dragoman.ingest.importers.jsonlines import import_items, parse_object
from dragoman.ingest.importers.texts import import_text_bytes
from dragoman.ingest.lists import LIST_SUFFIX, addresses_in, fetch_addresses, listed
from dragoman.ingest.patterns import Known, Patterns, filled
from dragoman.record import Quarantine

NOTHING = Known()
ANY = Patterns()
Fetch = Callable[[Iterable[str]], Iterator[Arrival]]
"""Fetches addresses, and gives what they hold."""

LONGEST_LINE = 100_000
"""Bytes of a line of a list of addresses; a longer one is none."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How files are read, as `ingest` is told."""

    max_bytes: int
    patterns: Patterns
    archives: ArchiveReading
    codings: Codings | None


def ingest(
    inputs: Iterable[Path | Stdin | Address],
    *,
    max_bytes: int = MAX_BYTES,
    patterns: Patterns = ANY,
    archives: ArchiveReading | None = None,
    fetch: Fetch = fetch_addresses,
    codings: Codings | None = None,
) -> Iterator[Arrival]:
    """Read everything that is given, one document at a time.

    Memory does not grow with the number of documents. Bad input never raises: each thing that
    cannot be read becomes a `Quarantine` with the reason and what to do.

    Args:
        inputs: Files, folders (read recursively, in sorted order), addresses, and standard input,
            which `Path("-")` stands for too. Nothing is fetched but addresses, and what a list of
            them names that is given itself.
        max_bytes: Limit for a text, a page or a JSON line.
        patterns: What their names and columns tell.
        archives: What is wanted of web archives and where to go on in them; filled with what was
            passed over. None: all of their articles, from the beginning.
        fetch: Fetches addresses.
        codings: Takes what people coded in documents with other programs. None: it is told that
            there are such.

    Yields:
        A `Document`, a `Page` (document with the markup it was made from), or a `Quarantine`.
    """
    way = _Way(max_bytes, patterns, archives or ArchiveReading(), codings)
    for kind, group in groupby(inputs, type):
        if kind is Address:  # those that stand together are fetched together
            yield from fetch(given.address for given in group if isinstance(given, Address))
            continue
        for given in group:
            if isinstance(given, Stdin) or str(given) == "-":
                stdin = given if isinstance(given, Stdin) else Stdin()
                delivery = Delivery(stdin.name, stdin.open(), max_bytes)
                yield from _contained(delivery, lambda stream: _import_stream(stream, fetch))
            elif isinstance(given, Path) and given.suffix.lower() == LIST_SUFFIX:
                yield from _list(given, fetch)
            elif isinstance(given, Path):
                yield from _path(given, way)


def _list(path: Path, fetch: Fetch) -> Iterator[Arrival]:
    try:
        with path.open("rb") as stream:
            delivery = Delivery(path.name, stream, LONGEST_LINE)
            yield from fetch(listed(delivery))
            if not delivery.size:
                yield delivery.refused("empty: there is no address in it; write one in each line")
    except OSError as error:
        yield refuse(path.name or str(path), f"cannot be opened: {_why(error)}; check {path}")


def _path(path: Path, way: _Way) -> Iterator[Arrival]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield refuse(path.name or str(path), f"no such file: {path}; check the path")
        return
    except (OSError, ValueError) as error:
        yield refuse(path.name or str(path), f"cannot be opened: {_why(error)}; check {path}")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, way)
    else:
        yield from _file(path, status, way)


def _folder(folder: Path, way: _Way) -> Iterator[Arrival]:
    found = False
    for member in walk(folder):
        found = True
        if isinstance(member, Path):
            yield from _path(member, way)
        else:
            yield member
    if not found:
        yield refuse(folder.name or str(folder), f"no documents in the folder {folder}; add some")


def _file(
    path: Path,
    status: os.stat_result,
    way: _Way,
) -> Iterator[Arrival]:
    suffix = suffix_of(path)
    importer = importer_of(suffix)
    if suffix == LIST_SUFFIX:
        yield refuse(
            path.name,
            f"a list of addresses, which are fetched only if it is named itself: add {path}",
            size=status.st_size,
        )
        return
    if importer is None:
        known = " ".join(known_suffixes())
        what = f"files of the form {suffix}" if suffix else "files without a suffix"
        yield refuse(
            path.name,
            f"{what} are not read; convert or rename it to one of {known}",
            size=status.st_size,
        )
        return
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        yield refuse(path.name, f"not a file but a device or socket: {path}; give a file")
        return
    if not importer.streamed and status.st_size > way.max_bytes:
        yield refuse(
            path.name,
            f"{status.st_size / 1e6:.0f} MB, more than the limit of {way.max_bytes / 1e6:g} MB: "
            "not a single article; split it into one file per article or into JSON Lines",
            size=status.st_size,
        )
        return
    try:
        with path.open("rb") as stream:
            told = way.patterns.known(path)
            delivery = Delivery(
                path.name,
                stream,
                way.max_bytes,
                known=told,
                patterns=way.patterns,
                archives=way.archives,
                codings=way.codings,
                whole=status.st_size if stat.S_ISREG(status.st_mode) else None,
            )
            for arrival in _contained(delivery, importer.read):
                yield _with_known(arrival, told)
    except PermissionError:
        yield refuse(
            path.name, f"no permission to read {path}; change its mode", size=status.st_size
        )
    except OSError as error:
        yield refuse(path.name, f"cannot be opened: {_why(error)}; check {path}")


def _with_known(arrival: Arrival, known: Known) -> Arrival:
    """Fill what an arrival leaves open with what its file's name tells."""
    if known == NOTHING or isinstance(arrival, Quarantine):
        return arrival
    if isinstance(arrival, Page):
        return replace(arrival, document=filled(arrival.document, known))
    return filled(arrival, known)


def _contained(
    delivery: Delivery, read: Callable[[Delivery], Iterator[Arrival]]
) -> Iterator[Arrival]:
    """Run an importer; what it cannot read becomes a quarantine row."""
    try:
        yield from read(delivery)
    except DocumentError as error:
        yield delivery.refused(str(error))
    except OSError as error:
        yield delivery.refused(f"reading failed: {_why(error)}; try again")


def _import_stream(delivery: Delivery, fetch: Fetch) -> Iterator[Arrival]:
    """Read standard input: JSON Lines, a list of addresses and nothing else, or one text."""
    lines = delivery.lines()
    number, first = next(lines, (1, b""))
    if first is None:
        raise DocumentError(f"a line of more than {delivery.max_bytes / 1e6:g} MB; split it up")
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and parse_object(first) is not None:
        yield from import_items(delivery, chain([(number, first)], lines))
        return
    data = delivery.read_whole(first)
    addresses = addresses_in(data)
    if addresses:
        yield from fetch(addresses)
    else:
        yield import_text_bytes(delivery.name, data)


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
