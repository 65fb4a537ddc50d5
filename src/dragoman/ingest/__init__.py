"""The outside world becomes documents: decoding, metadata, and cleaning by marking segments."""

from dragoman.ingest.archives import ArchiveReading, Passed
from dragoman.ingest.arrivals import MAX_BYTES, Address, Arrival, Delivery, Page, Stdin, refuse
from dragoman.ingest.documents import make_document
from dragoman.ingest.importers import IMPORTERS, broken_plugins
from dragoman.ingest.importers.importer import Importer
from dragoman.ingest.importers.pages import page_text
from dragoman.ingest.inputs import ingest
from dragoman.ingest.interests import Interest
from dragoman.ingest.rendering import render
from dragoman.ingest.segments import mark_segments

INGEST_VERSION = 3
"""Raise it with every change by which the same input gives other segments or metadata.

The record keeps what a newer version made of a document in the place of what an older one did.
"""

__all__ = [
    "IMPORTERS",
    "INGEST_VERSION",
    "MAX_BYTES",
    "Address",
    "ArchiveReading",
    "Arrival",
    "Delivery",
    "Importer",
    "Interest",
    "Page",
    "Passed",
    "Stdin",
    "broken_plugins",
    "ingest",
    "make_document",
    "mark_segments",
    "page_text",
    "refuse",
    "render",
]
