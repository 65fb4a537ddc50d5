"""The bytes of an archive as they are asked for, and the place where each of them stands.

An archive is plain, or gzip of one member a record (as crawlers write it), of one member for all
(as people pack it), or of many that know no records. One member is unpacked at a time and no
further than was asked for, so that a place is exact and memory does not grow.
"""

import zlib
from dataclasses import dataclass
from typing import BinaryIO

from dragoman.errors import DocumentError

GZIP = b"\x1f\x8b\x08"
CHUNK = 1 << 17
"""Bytes that are read at once."""

STEP = 1 << 19
"""Bytes that are unpacked at once: a bomb of a thousand times its size is held no further."""

MARK = b"WARC/"
"""What every record begins with."""

PROBE = 4096
"""Packed bytes from which it is told whether a member begins with a record."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a record begins.

    Attributes:
        offset: Offset in the file; of packed ones that of the gzip member.
        within: Unpacked bytes of the member before it.
    """

    offset: int = 0
    within: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.within}" if self.within else str(self.offset)


class Unpacked:
    """Reads an archive member by member; a plain one is read as if it were one member."""

    def __init__(self, stream: BinaryIO) -> None:
        """Begin at the beginning of a stream."""
        self._stream = stream
        self.is_seekable = stream.seekable()
        self._reset(stream.tell() if self.is_seekable else 0)

    def _reset(self, offset: int) -> None:
        self._packed, self._at = b"", offset
        self._ready, self._taken = b"", 0
        self._member, self._within = offset, 0
        self._unpacker: zlib._Decompress | None = None
        self._ended = True
        self._failure: str | None = None

    @property
    def is_broken(self) -> bool:
        """Whether the compressed bytes cannot be unpacked any further."""
        return self._failure is not None

    @property
    def place(self) -> Place:
        """Where the next byte stands."""
        if self._unpacker is None:
            return Place(self._member + self._within)
        return Place(self._member, self._within)

    def go_to(self, place: Place) -> bool:
        """Go on at a place. False: it is behind the end, or this is a pipe."""
        if not self.is_seekable:
            return False
        self._stream.seek(place.offset)
        self._reset(place.offset)
        return self.begin_member() and self.skip(place.within) == place.within

    def begin_member(self) -> bool:
        """Begin the next member. False: the archive is at its end.

        Raises:
            DocumentError: Something else follows.
        """
        while len(self._packed) < len(GZIP) and (more := self._stream.read(CHUNK)):
            self._packed += more
        if not self._packed:
            return False
        was_packed = self._unpacker is not None
        self._member, self._within = self._at, 0
        self._ready, self._taken, self._ended = b"", 0, False
        self._unpacker = zlib.decompressobj(wbits=31) if self._packed.startswith(GZIP) else None
        if was_packed and self._unpacker is None:
            raise self._fail("bytes that are not gzip stand between the compressed records")
        return True

    def read(self, size: int) -> bytes:
        """Read up to so many bytes of the member; none at its end.

        Raises:
            DocumentError: The compressed bytes are damaged or end too early.
        """
        if self._taken == len(self._ready) and not self._fill():
            return b""
        piece = self._ready[self._taken : self._taken + size]
        self._taken += len(piece)
        self._within += len(piece)
        return piece

    def peek(self, size: int) -> bytes:
        """Look at the next bytes without taking them; fewer only before an end or a break.

        Raises:
            DocumentError: The compressed bytes break off right here.
        """
        try:
            while len(self._ready) - self._taken < size and self._fill():
                pass
        except DocumentError:
            if self._taken == len(self._ready):
                raise
        return self._ready[self._taken : self._taken + size]

    def begins_record(self) -> bool:
        """Tell whether a record begins here, behind empty lines if need be."""
        return self.peek(1 << 10).lstrip(b"\r\n").startswith(MARK)

    def skip(self, size: int) -> int:
        """Pass over so many bytes of the member; tell how many there were."""
        passed = 0
        while passed < size and (piece := self.read(size - passed)):
            passed += len(piece)
        return passed

    def _fill(self) -> bool:
        """Unpack more of the member. False: it is at its end."""
        while not self._ended:
            new = self._plain() if self._unpacker is None else self._unpack(self._unpacker)
            if new:
                self._ready, self._taken = self._ready[self._taken :] + new, 0
                return True
        return False

    def _plain(self) -> bytes:
        packed = self._packed or self._stream.read(CHUNK)
        self._packed, self._at = b"", self._at + len(packed)
        self._ended = not packed
        return packed

    def _unpack(self, unpacker: "zlib._Decompress") -> bytes:
        if self._failure:
            raise DocumentError(self._failure)
        packed = self._packed or self._stream.read(CHUNK)
        before = unpacker.copy()
        try:
            new = unpacker.decompress(packed, STEP)
        except zlib.error as error:
            failure = self._fail(f"its compressed bytes are damaged ({error})")
            if new := _piecemeal(before, packed):
                return new
            raise failure from None
        self._ended = unpacker.eof
        rest = unpacker.unused_data if self._ended else unpacker.unconsumed_tail
        self._packed, self._at = rest, self._at + len(packed) - len(rest)
        if not (packed or new or self._ended):
            raise self._fail("the archive ends in the middle of it; fetch it again")
        return new

    def _fail(self, reason: str) -> DocumentError:
        self._failure = reason
        return DocumentError(reason)

    def find_member(self, after: int) -> bool:
        """Go on at the next member that begins with a record. False: there is none.

        Args:
            after: Offset in the file behind which it is looked for; in a pipe, which cannot go
                back, it is looked for behind what has been read.
        """
        if self.is_seekable:
            self._stream.seek(after + 1)
            self._reset(after + 1)
        else:
            self._drop(max(0, after + 1 - self._at))
        self._failure = None
        while True:
            begin = self._packed.find(GZIP)
            if begin >= 0 and len(self._packed) < begin + PROBE:
                self._packed += self._stream.read(CHUNK)
            if begin < 0:
                self._drop(max(0, len(self._packed) - len(GZIP) + 1))
                more = self._stream.read(CHUNK)
                if not more:
                    return False
                self._packed += more
            elif _begins_record(self._packed[begin : begin + PROBE]):
                self._drop(begin)
                return self.begin_member()
            else:
                self._drop(begin + 1)

    def _drop(self, count: int) -> None:
        self._packed, self._at = self._packed[count:], self._at + count


def _piecemeal(unpacker: "zlib._Decompress", packed: bytes) -> bytes:
    """Unpack what stands before damage, up to it."""
    found = b""
    for start in range(0, len(packed), 16):
        try:
            found += unpacker.decompress(packed[start : start + 16], STEP)
        except zlib.error:
            break
        if len(found) >= STEP:
            break
    return found


def _begins_record(packed: bytes) -> bool:
    """Tell whether packed bytes begin with a record."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, len(MARK)) == MARK
    except zlib.error:
        return False
