"""Importer of plain text and Markdown: one file, one document, the text as it stands."""

import re
from collections.abc import Iterator

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery
from dragoman.ingest.decoding import MIXED, decode
from dragoman.ingest.documents import check_text, make_document
from dragoman.ingest.importers.pages import import_page_bytes

MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|head)\b", re.I | re.S
)


def import_text(delivery: Delivery) -> Iterator[Arrival]:
    """Read a text file; a web page that was saved under a text's name is read as a page.

    Raises:
        DocumentError: It is empty, binary, too large or in no known encoding.
    """
    yield import_text_bytes(delivery.name, delivery.read_whole(), delivery.known.title)


def import_text_bytes(name: str, data: bytes, title: str | None = None) -> Arrival:
    """Read the bytes of a text file.

    Args:
        name: Its name.
        data: Its bytes.
        title: Its title, where its name tells one; the headline is known by it.

    Raises:
        DocumentError: They are empty, binary or in no known encoding.
    """
    if not data:
        raise DocumentError("empty: the file has no bytes; check how it was saved")
    decoded = decode(data)
    check_text(decoded.text)
    if MARKUP.match(decoded.text):
        return import_page_bytes(name, data)
    flags = [MIXED] if decoded.damaged else []
    return make_document(name, decoded.text, title=title, flags=flags)
