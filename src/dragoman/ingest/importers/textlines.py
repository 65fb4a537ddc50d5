"""The lines of a text file of any length and encoding, read one at a time."""

import codecs
from collections.abc import Iterator
from itertools import chain

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Delivery
from dragoman.ingest.decoding import decode

HEAD = 256_000
"""Bytes from which the encoding is told; more of them change no answer."""


def text_lines(delivery: Delivery) -> Iterator[tuple[str | None, bool]]:
    """Give the lines of a delivery as text, with their ends.

    The encoding is that of the beginning; a line that has bytes of another is read by itself.

    Yields:
        A line, and whether its bytes were of two encodings; None for one that is too long to be
        held.

    Raises:
        DocumentError: The file is empty, binary, or in no encoding that can be told.
    """
    lines = (line for _, line in delivery.lines())
    head: list[bytes | None] = []
    held = 0
    for line in lines:
        head.append(line)
        held += len(line or b"")
        if held >= HEAD:
            break
    start = b"".join(line for line in head if line)
    if not start:
        raise DocumentError("empty: the file has no bytes; check how it was saved")
    encoding = decode(start[: len(start) - len(start) % 4] if b"\0" in start else start).encoding
    every = chain(head, lines)
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide(every, encoding)
    else:
        yield from _narrow(every, encoding)


def _narrow(lines: Iterator[bytes | None], encoding: str) -> Iterator[tuple[str | None, bool]]:
    mark = codecs.BOM_UTF8
    for number, line in enumerate(lines):
        if line is None:
            yield None, False
            continue
        if number == 0:
            line = line.removeprefix(mark)
        try:
            yield line.decode(encoding), False
        except UnicodeDecodeError:
            try:
                yield decode(line).text, True
            except DocumentError:
                yield None, True


def _wide(lines: Iterator[bytes | None], encoding: str) -> Iterator[tuple[str | None, bool]]:
    """Decode lines of two or four bytes per character, whose ends are not where a byte is 10."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = ""
    try:
        for line in lines:
            if line is None:
                raise DocumentError("a line that is too long for an article; split it up")
            rest += decoder.decode(line)
            *whole, rest = rest.split("\n")
            for text in whole:
                yield text.removeprefix("\ufeff") + "\n", False
        rest += decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise DocumentError(
            f"begins in {encoding} but goes on in another encoding, or is cut; save it as UTF-8"
        ) from None
    if rest:
        yield rest.removeprefix("\ufeff"), False
