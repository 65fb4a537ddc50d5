"""The records of a web archive, one at a time; a damaged one is told, and the next one found.

The reader libraries (warcio, fastwarc) end a record where its bytes end, without a word, so the
length that it declares and what follows it are compared here (ISO 28500:2017, section 4).
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dragoman.errors import DocumentError
from dragoman.ingest.archives.unpacking import MARK, Place, Unpacked

SHORTEST_HEAD, LONGEST_HEAD = 20, 1 << 16
SHORTEST_LOOK = 1 << 10
"""Bytes in which the end of a record's head is looked for first."""

HEAD_END = re.compile(rb"\r?\n\r?\n")
VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\s*\r?\n")
HEADER = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][\w-]{2,40}:")
WINDOW = 1 << 18
"""Bytes in which the next record is looked for at once."""

LAST = "nothing readable follows it in the archive"
NO_LENGTH = "it does not say how long it is (Content-Length)"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """One record.

    Attributes:
        place: Where it begins.
        fields: Its named fields, their names in lower case. Empty: it is too damaged to tell.
        block: What it holds. None: it is damaged, or larger than the limit.
        length: The bytes that it says it holds. None: it does not say.
        damage: What is wrong with it. None: nothing.
    """

    place: Place
    fields: Mapping[str, str]
    block: bytes | None
    length: int | None = None
    damage: str | None = None

    @property
    def kind(self) -> str:
        """What it is: response, conversion, request and so on."""
        return self.fields.get("warc-type", "").lower()

    @property
    def id(self) -> str | None:
        """Its WARC-Record-ID. None: it has none."""
        return self.fields.get("warc-record-id")

    @property
    def url(self) -> str | None:
        """The address that it is of. None: it is of none."""
        return self.fields.get("warc-target-uri", "").strip("<> ") or None


def read_records(unpacked: Unpacked, limit: int) -> Iterator[ArchiveRecord]:
    """Give the records from where a reader stands to the end, the damaged ones among them.

    Args:
        unpacked: The archive.
        limit: Largest block that is held in memory, in bytes; a larger one is passed over.
    """
    while True:
        record = read_record(unpacked, limit)
        if record is None:
            return
        goes_on = not record.damage or _recover(unpacked, record.place)
        yield record if goes_on else replace(record, damage=f"{record.damage}; {LAST}")
        if not goes_on:
            return


def read_record(unpacked: Unpacked, limit: int) -> ArchiveRecord | None:
    """Read the record at which a reader stands. None: it is at the end."""
    place = unpacked.place
    fields: Mapping[str, str] = {}
    length = None
    try:
        if not _to_record(unpacked):
            return None
        place = unpacked.place
        fields = parse_fields(_head(unpacked))
        length = _length(fields)
        block = _block(unpacked, length, limit)
        _check_end(unpacked)
    except DocumentError as error:
        damage = str(error)
        return ArchiveRecord(place=place, fields=fields, block=None, length=length, damage=damage)
    return ArchiveRecord(place=place, fields=fields, block=block, length=length)


def parse_fields(head: bytes) -> dict[str, str]:
    """Read the named fields below the first line of a head, of a record or an HTTP answer."""
    fields: dict[str, str] = {}
    name = ""
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        if line[:1] in (" ", "\t") and name:
            fields[name] += " " + line.strip()  # a folded line goes on with the one above
            continue
        name, _, value = line.partition(":")
        name = name.strip().lower()
        if name:
            fields.setdefault(name, value.strip())
    return fields


def differs(declared: str | None, *contents: bytes) -> bool:
    """Tell whether a digest that a record declares is that of none of these contents.

    Crawlers take the payload's digest before or after the answer is unpacked, so both are given.
    A digest of an algorithm that is not known differs from nothing.
    """
    algorithm, _, value = (declared or "").partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    if algorithm not in {"sha1", "sha256", "sha512", "md5"} or not value.strip():
        return False
    for content in contents:
        digest = hashlib.new(algorithm, content, usedforsecurity=False).digest()
        in_32 = base64.b32encode(digest).decode().rstrip("=")
        if value.strip().rstrip("=").lower() in (in_32.lower(), digest.hex()):
            return False
    return True


def _to_record(unpacked: Unpacked) -> bool:
    """Pass over the empty lines between records. False: there is no further one."""
    while True:
        seen = unpacked.peek(SHORTEST_LOOK)
        blank = len(seen) - len(seen.lstrip(b"\r\n"))
        if blank:
            unpacked.skip(blank)
        elif seen:
            return True
        elif not unpacked.begin_member():
            return False


def _head(unpacked: Unpacked) -> bytes:
    """Read a record's head; it may go on in the next member, for members need not know records."""
    before = b""
    size = SHORTEST_LOOK
    while len(before) < LONGEST_HEAD and size <= LONGEST_HEAD:
        seen = unpacked.peek(size)
        head = before + seen
        if len(head) >= SHORTEST_HEAD and not VERSION.match(head):
            raise DocumentError("a record should begin here with WARC/1.0 or WARC/1.1")
        if found := HEAD_END.search(head):
            unpacked.skip(found.end() - len(before))
            return head[: found.start()]
        if len(seen) == size:
            size *= 4
            continue
        unpacked.skip(len(seen))
        before = head
        if not unpacked.begin_member():
            raise DocumentError("its head ends in the middle")
    raise DocumentError(f"its head is longer than {LONGEST_HEAD // 1024} kB")


def _length(fields: Mapping[str, str]) -> int:
    declared = fields.get("content-length", "")
    if not (declared.isascii() and declared.isdecimal() and len(declared) < 19):
        raise DocumentError(NO_LENGTH)
    return int(declared)


def _block(unpacked: Unpacked, length: int, limit: int) -> bytes | None:
    """Read a block. None: it is larger than the limit and was passed over.

    Raises:
        DocumentError: There are fewer bytes than it should have.
    """
    pieces: list[bytes] = []
    missing = length
    while missing:
        piece = unpacked.read(missing)
        if piece:
            missing -= len(piece)
            if length <= limit:
                pieces.append(piece)
        # Members need not end where records do; but where the next one begins, this one is cut.
        elif not unpacked.begin_member() or unpacked.peek(len(MARK)) == MARK:
            raise DocumentError(
                f"truncated: it says that it has {length:,} bytes, and {length - missing:,} are "
                "there; fetch the archive again"
            )
    return b"".join(pieces) if length <= limit else None


def _check_end(unpacked: Unpacked) -> None:
    """Look whether a record ends where it says.

    Raises:
        DocumentError: Something else than the next record follows.
    """
    seen = unpacked.peek(len(MARK) + 8).lstrip(b"\r\n")
    if seen and not seen.startswith(MARK[: len(seen)]):
        raise DocumentError("truncated, or its length is wrong: no record begins where it ends")


def _recover(unpacked: Unpacked, place: Place) -> bool:
    """Go to the first record behind a damaged one. False: there is none."""
    if not unpacked.is_broken:
        try:
            if unpacked.go_to(place):
                unpacked.skip(1)
            if _find_header(unpacked):
                return True
        except DocumentError:
            pass
    if not unpacked.is_broken:
        return False
    return unpacked.find_member(max(place.offset, unpacked.place.offset))


def _find_header(unpacked: Unpacked) -> bool:
    """Go to where the next record's head begins. False: there is none."""
    while True:
        seen = unpacked.peek(WINDOW)
        if found := HEADER.search(seen):
            unpacked.skip(found.start())
            return True
        if len(seen) == WINDOW:
            unpacked.skip(WINDOW - 64)
        elif not unpacked.begin_member():
            return False
