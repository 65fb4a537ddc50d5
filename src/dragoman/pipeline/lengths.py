"""Lengths: how long a document may be that is read."""

from dragoman.errors import DocumentError
from dragoman.record import Document

LONGEST = 500_000
"""Readable characters: some 80,000 words, many times the longest article. Where nearly each
sentence is a statement, so many take some 20 s of processor time by the rules, and twice as many
four times as long (measured on 2026-11-22)."""


def is_too_long(document: Document) -> bool:
    """Tell whether reading a document would keep all others waiting."""
    return _readable(document) > LONGEST


def check_length(document: Document) -> None:
    """See that a document is not too long to be read.

    Raises:
        DocumentError: It is.
    """
    if is_too_long(document):
        raise DocumentError(
            f"it has {_readable(document):,} characters to read, and no document is read that has "
            f"more than {LONGEST:,}; its text is kept: divide it, and add the parts"
        )


def _readable(document: Document) -> int:
    return sum(segment.end - segment.start for segment in document.readable())
