"""The outside world becomes documents: decoding, metadata, and cleaning by marking segments."""

from dragoman.ingest.arrivals import MAX_BYTES, Arrival, Page, Stdin
from dragoman.ingest.inputs import IMPORTERS, ingest
from dragoman.ingest.rendering import render
from dragoman.ingest.segments import mark_segments

__all__ = [
    "IMPORTERS",
    "MAX_BYTES",
    "Arrival",
    "Page",
    "Stdin",
    "ingest",
    "mark_segments",
    "render",
]
