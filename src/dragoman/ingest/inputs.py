"""The one door: files, folders and standard input become documents or quarantine rows."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import MAX_BYTES, Arrival, Delivery, Stdin, refuse
from dragoman.ingest.folders import walk
from dragoman.ingest.importers import importer_of, known_suffixes
from dragoman.ingest.importers.jsonlines import import_items, parse_object
from dragoman.ingest.importers.texts import import_text_bytes


def ingest(inputs: Iterable[Path | Stdin], *, max_bytes: int = MAX_BYTES) -> Iterator[Arrival]:
    """Read everything that is given, one document at a time.

    Memory does not grow with the number of documents. Bad input never raises: each thing that
    cannot be read becomes a `Quarantine` with the reason and what to do.

    Args:
        inputs: Files, folders (read recursively, in sorted order) and standard input, which
            `Path("-")` stands for too.
        max_bytes: Limit for a text, a page or a JSON line.

    Yields:
        A `Document`, a `Page` (document with the markup it was made from), or a `Quarantine`.
    """
    for given in inputs:
        if isinstance(given, Stdin):
            yield from _contained(Delivery(given.name, given.open(), max_bytes), _import_stream)
        elif str(given) == "-":
            yield from _contained(Delivery("stdin", Stdin().open(), max_bytes), _import_stream)
        else:
            yield from _path(given, max_bytes)


def _path(path: Path, max_bytes: int) -> Iterator[Arrival]:
    try:
        status = path.stat()
    except FileNotFoundError:
        yield refuse(path.name or str(path), f"no such file: {path}; check the path")
        return
    except (OSError, ValueError) as error:
        yield refuse(path.name or str(path), f"cannot be opened: {_why(error)}; check {path}")
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _folder(path, max_bytes)
    else:
        yield from _file(path, status, max_bytes)


def _folder(folder: Path, max_bytes: int) -> Iterator[Arrival]:
    found = False
    for member in walk(folder):
        found = True
        if isinstance(member, Path):
            yield from _path(member, max_bytes)
        else:
            yield member
    if not found:
        yield refuse(folder.name or str(folder), f"no documents in the folder {folder}; add some")


def _file(path: Path, status: os.stat_result, max_bytes: int) -> Iterator[Arrival]:
    suffix = path.suffix.lower()
    importer = importer_of(suffix)
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
    if not importer.streamed and status.st_size > max_bytes:
        yield refuse(
            path.name,
            f"{status.st_size / 1e6:.0f} MB, more than the limit of {max_bytes / 1e6:g} MB: not a "
            "single article; split it into one file per article or into JSON Lines",
            size=status.st_size,
        )
        return
    try:
        with path.open("rb") as stream:
            yield from _contained(Delivery(path.name, stream, max_bytes), importer.read)
    except PermissionError:
        yield refuse(
            path.name, f"no permission to read {path}; change its mode", size=status.st_size
        )
    except OSError as error:
        yield refuse(path.name, f"cannot be opened: {_why(error)}; check {path}")


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


def _import_stream(delivery: Delivery) -> Iterator[Arrival]:
    """Read standard input: JSON Lines if its first line is a JSON object, else one text."""
    lines = delivery.lines()
    number, first = next(lines, (1, b""))
    if first is None:
        raise DocumentError(f"a line of more than {delivery.max_bytes / 1e6:g} MB; split it up")
    if first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and parse_object(first) is not None:
        yield from import_items(delivery, chain([(number, first)], lines))
    else:
        yield import_text_bytes(delivery.name, delivery.read_whole(first))


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
