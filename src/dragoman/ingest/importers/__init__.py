"""Which importer reads which files: one small module per format, all of them in one table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.ingest.arrivals import Arrival, Delivery
from dragoman.ingest.importers.jsonlines import import_json_lines
from dragoman.ingest.importers.pages import import_page
from dragoman.ingest.importers.texts import import_text


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


IMPORTERS = (
    Importer(name="text", suffixes=(".txt", ".text"), read=import_text),
    Importer(name="Markdown", suffixes=(".md", ".markdown"), read=import_text),
    Importer(name="web page", suffixes=(".html", ".htm", ".xhtml"), read=import_page),
    Importer(
        name="JSON Lines", suffixes=(".jsonl", ".ndjson"), read=import_json_lines, streamed=True
    ),
)
"""A new format is a module and a line here."""


def importer_of(suffix: str) -> Importer | None:
    """Find the importer for a file name's ending. None: files of that form are not read."""
    return next((importer for importer in IMPORTERS if suffix.lower() in importer.suffixes), None)


def known_suffixes() -> tuple[str, ...]:
    """Give every ending that is read, in the order of the table."""
    return tuple(suffix for importer in IMPORTERS for suffix in importer.suffixes)
