"""Which importer reads which files: one small module per format, all of them in one table."""

from pathlib import Path

from dragoman.ingest.importers.archives import import_archive
from dragoman.ingest.importers.dna import import_dna
from dragoman.ingest.importers.feeds import import_feed, import_xml
from dragoman.ingest.importers.importer import Importer
from dragoman.ingest.importers.jsonlines import import_json_lines
from dragoman.ingest.importers.mail import import_mailbox, import_message
from dragoman.ingest.importers.pages import import_page
from dragoman.ingest.importers.parquet import import_parquet
from dragoman.ingest.importers.pdf import import_pdf
from dragoman.ingest.importers.plugins import find_plugins
from dragoman.ingest.importers.tables import import_table
from dragoman.ingest.importers.texts import import_text
from dragoman.ingest.importers.word import import_word

IMPORTERS = (
    Importer(name="text", suffixes=(".txt", ".text"), read=import_text),
    Importer(name="Markdown", suffixes=(".md", ".markdown"), read=import_text),
    Importer(name="web page", suffixes=(".html", ".htm", ".xhtml"), read=import_page),
    Importer(
        name="JSON Lines", suffixes=(".jsonl", ".ndjson"), read=import_json_lines, streamed=True
    ),
    Importer(
        name="web archive",
        suffixes=(".warc", ".warc.gz", ".wet", ".wet.gz"),
        read=import_archive,
        streamed=True,
    ),
    Importer(name="table", suffixes=(".csv", ".tsv", ".tab"), read=import_table, streamed=True),
    Importer(name="feed", suffixes=(".rss", ".atom", ".rdf", ".json"), read=import_feed),
    Importer(name="PDF", suffixes=(".pdf",), read=import_pdf),
    Importer(name="Word document", suffixes=(".docx", ".docm"), read=import_word),
    Importer(name="e-mail", suffixes=(".eml",), read=import_message),
    Importer(name="mailbox", suffixes=(".mbox", ".mbx"), read=import_mailbox, streamed=True),
    Importer(name="feed or sitemap", suffixes=(".xml",), read=import_xml),
    Importer(name="Parquet", suffixes=(".parquet",), read=import_parquet, streamed=True),
    Importer(name="DNA database", suffixes=(".dna",), read=import_dna, streamed=True),
)
"""A new format is a module and a line here; other packages register theirs (see plugins)."""


def importers() -> tuple[Importer, ...]:
    """Give every importer that there is: those of the table, then those of other packages."""
    return (*IMPORTERS, *find_plugins(_own_suffixes()).importers)


def broken_plugins() -> tuple[str, ...]:
    """Say of each plug-in that cannot be used why not, and what to do."""
    return find_plugins(_own_suffixes()).problems


def importer_of(suffix: str) -> Importer | None:
    """Find the importer for a file name's ending. None: files of that form are not read."""
    suffix = suffix.lower()
    own = next((importer for importer in IMPORTERS if suffix in importer.suffixes), None)
    return own or next((one for one in importers() if suffix in one.suffixes), None)


def suffix_of(path: Path) -> str:
    """Give the ending of a file's name in lower case; a compressed file has two: .warc.gz."""
    suffix = path.suffix.lower()
    return "".join(path.suffixes[-2:]).lower() if suffix == ".gz" else suffix


def known_suffixes() -> tuple[str, ...]:
    """Give every ending that is read, in the order of the table."""
    return tuple(suffix for importer in importers() for suffix in importer.suffixes)


def _own_suffixes() -> frozenset[str]:
    return frozenset(suffix for importer in IMPORTERS for suffix in importer.suffixes)
