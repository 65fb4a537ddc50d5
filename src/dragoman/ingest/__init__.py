"""The outside world becomes documents: decoding, metadata, and cleaning by marking segments."""

from dragoman.ingest.arrivals import MAX_BYTES, Arrival, Page, Stdin
from dragoman.ingest.importers import IMPORTERS
from dragoman.ingest.inputs import ingest
from dragoman.ingest.rendering import render
from dragoman.ingest.segments import mark_segments

INGEST_VERSION = 2
"""Raise it with every change by which the same input gives other segments or metadata.

The record keeps what a newer version made of a document in the place of what an older one did.
"""

__all__ = [
    "IMPORTERS",
    "INGEST_VERSION",
    "MAX_BYTES",
    "Arrival",
    "Page",
    "Stdin",
    "ingest",
    "mark_segments",
    "render",
]
