"""Reader: anything that turns a document into a reading."""

from typing import Protocol

from dragoman.record import Document, Reading


class Reader(Protocol):
    """What the pipeline needs of a reader.

    A reader is pure given its model: the same document gives the same reading whatever else it
    has read.
    """

    @property
    def name(self) -> str:
        """Name and version, which decide the results: "rules/1"."""
        ...

    def read(self, document: Document) -> Reading:
        """Find who is said to hold what in the readable segments of a document."""
        ...
