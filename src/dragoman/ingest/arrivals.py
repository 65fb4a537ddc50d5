"""What comes in at the door and what leaves it: deliveries, pages, documents, quarantine."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from dragoman.errors import DocumentError
from dragoman.ingest.archives.reading import ArchiveReading
from dragoman.ingest.codings import Codings
from dragoman.ingest.patterns import Known, Patterns
from dragoman.record import Document, Quarantine, Stage, quarantine_id

MAX_BYTES = 50_000_000
"""Largest text, page or JSON line that is read into memory, in bytes.

An article is some 10 kB; the longest texts of the genre (reports, transcripts of a whole
conference) stay under 5 MB. What is larger is a dump, or something broken.
"""

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stdin:
    """Standard input as an input of `ingest`.

    Attributes:
        stream: The bytes. None: those of this process.
        name: What documents and quarantine rows are named after.
    """

    stream: BinaryIO | None = None
    name: str = "stdin"

    def open(self) -> BinaryIO:
        """Give the stream to read from."""
        return self.stream if self.stream is not None else sys.stdin.buffer


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web as an input of `ingest`: what is there is fetched.

    Attributes:
        address: The address, as given.
    """

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document that was made from a web page, with the page as it was fetched.

    The document's text is `rendering.render(markup)`: the visible text, one line per block. The
    page is given along so that it can be kept and the offsets checked against it for ever.

    Attributes:
        document: The document.
        markup: The bytes of the page, unaltered.
        fetched_at: The instant at which it was fetched, ISO 8601. None: not known.
    """

    document: Document
    markup: bytes
    fetched_at: str | None = None


Arrival = Document | Page | Quarantine


@dataclass(slots=True)
class Delivery:
    """A named stream of bytes; counts and fingerprints what is read from it.

    Attributes:
        name: File name, or `stdin`; what cannot be stored of it is escaped.
        stream: Where the bytes come from.
        max_bytes: More than this is never held in memory.
        known: What its name tells of the article in it.
        patterns: What columns hold and how days are written, as whoever adds it says.
        archives: How it is read if it is a web archive.
        codings: Takes what people coded in its documents. None: it is told that there is such.
        whole: Bytes of the file, which an importer may read in its own order. None: not known.
        size: Bytes read so far.
    """

    name: str
    stream: BinaryIO
    max_bytes: int = MAX_BYTES
    known: Known = field(default_factory=Known)
    patterns: Patterns = field(default_factory=Patterns)
    archives: ArchiveReading = field(default_factory=ArchiveReading)
    codings: Codings | None = None
    whole: int | None = None
    size: int = 0
    _sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def __post_init__(self) -> None:
        self.name = escaped(self.name)

    @property
    def sha256(self) -> str:
        """Fingerprint of the bytes read so far."""
        return self._sha256.hexdigest()

    def read_whole(self, head: bytes = b"") -> bytes:
        """Read the rest of the stream, at most `max_bytes`.

        Args:
            head: Bytes that were read from the delivery before, to be put in front.

        Raises:
            DocumentError: There is more than `max_bytes`; no more than that was held in memory.
        """
        chunks, held = [head], len(head)
        while chunk := self.stream.read(CHUNK):
            self._count(chunk)
            held += len(chunk)
            if held > self.max_bytes:
                raise DocumentError(
                    f"larger than {self.max_bytes / 1e6:g} MB: not a single article; "
                    "split it into one file per article or into JSON Lines"
                )
            chunks.append(chunk)
        return b"".join(chunks)

    def read_chunk(self) -> bytes:
        """Read some of the stream; empty at its end."""
        chunk = self.stream.read(CHUNK)
        self._count(chunk)
        return chunk

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Give the lines with their numbers from 1; None instead of one that is too long."""
        number = 0
        while line := self.stream.readline(self.max_bytes + 1):
            self._count(line)
            number += 1
            if len(line) <= self.max_bytes:
                yield number, line
                continue
            while not line.endswith(b"\n") and (line := self.stream.readline(CHUNK)):
                self._count(line)
            yield number, None

    def refused(self, reason: str) -> Quarantine:
        """Put the delivery as a whole into quarantine."""
        size = self.size if self.whole is None else self.whole
        return refuse(self.name, reason, sha256=self.sha256, size=size)

    def _count(self, data: bytes) -> None:
        self._sha256.update(data)
        self.size += len(data)


def escaped(name: str) -> str:
    r"""Give a name with its bytes that are not UTF-8 written out (`\udcff`), or as it is.

    A file name is bytes, and need not be text; Python keeps such bytes as halves of characters,
    which no text can hold.
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def refuse(
    name: str, reason: str, *, sha256: str | None = None, size: int | None = None
) -> Quarantine:
    """Make the quarantine row of something that ingest cannot read.

    Args:
        name: File name, or file name and line.
        reason: What is wrong and what to do about it.
        sha256: Fingerprint of the bytes that were read. None: none were.
        size: Bytes of the input. None: not known.
    """
    sha256 = sha256 or hashlib.sha256(b"").hexdigest()
    name = escaped(name)
    return Quarantine(
        id=quarantine_id(name, Stage.INGEST, sha256),
        name=name,
        stage=Stage.INGEST,
        reason=escaped(reason),
        sha256=sha256,
        size=size,
    )
