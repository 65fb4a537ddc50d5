"""The HTTP answers in a web archive: status, header, and the body with its codings taken off."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.errors import DocumentError
from dragoman.ingest.archives.records import HEAD_END, parse_fields

STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
PAGES = frozenset({"text/html", "application/xhtml+xml"})
MOST_CODINGS = 3
STEP = 1 << 16
GZIP_OR_ZLIB, BARE_DEFLATE = 47, -15
"""What zlib calls the forms that it unpacks; many servers leave the wrapping of deflate out."""

DAMAGED = "its body is damaged and cannot be unpacked; fetch the page again"
CUT_OFF = "its body is cut off in the middle; fetch the page again"
MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered.

    Attributes:
        status: Its status code.
        fields: Its header, names in lower case.
        payload: What follows the header, as it was sent or as the crawler unpacked it.
    """

    status: int
    fields: Mapping[str, str]
    payload: bytes

    @property
    def is_page(self) -> bool:
        """Whether it says that it is a web page, or does not say what it is and looks like one."""
        declared = self.fields.get("content-type", "").partition(";")[0].strip().lower()
        return declared in PAGES or (not declared and bool(MARKUP.match(self.payload[:200])))

    @property
    def charset(self) -> str | None:
        """The encoding that its header names. None: it names none."""
        found = CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None

    @property
    def is_cut_off(self) -> bool:
        """Whether fewer bytes came than its header says."""
        declared = self.fields.get("content-length", "")
        return declared.isdecimal() and len(self.payload) < int(declared[:18])


def read_answer(block: bytes) -> Answer:
    """Read the answer that a response record holds.

    Raises:
        DocumentError: It is none.
    """
    status, end = STATUS.match(block), HEAD_END.search(block)
    if not status:
        raise DocumentError("the response holds no HTTP answer; it is damaged: fetch it again")
    head = block[: end.start()] if end else block
    payload = block[end.end() :] if end else b""
    return Answer(status=int(status[1]), fields=parse_fields(head), payload=payload)


def body_of(answer: Answer, limit: int) -> bytes:
    """Take the codings off an answer's body.

    Crawlers often take them off themselves and leave the header as it was, so a body that is
    plainly not in the coding that it names is taken as it is.

    Args:
        answer: The answer.
        limit: Bytes that it may unpack to.

    Raises:
        DocumentError: It is damaged, in a coding that is not known, or unpacks to more.
    """
    body = answer.payload
    if "chunked" in answer.fields.get("transfer-encoding", "").lower():
        body = without_chunks(body)
    codings = [
        name.strip().lower() for name in answer.fields.get("content-encoding", "").split(",")
    ]
    codings = [name for name in codings if name not in {"", "identity", "none"}]
    if len(codings) > MOST_CODINGS:
        raise DocumentError(f"its body is packed {len(codings)} times over; it is no article")
    for name in reversed(codings):
        if not MARKUP.match(body[:200]):
            body = _unpacked(name, body, limit)
    return body


def without_chunks(body: bytes) -> bytes:
    """Join the chunks of a body; one that is not in chunks is given as it is."""
    pieces: list[bytes] = []
    at = 0
    while found := CHUNK_SIZE.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    if pieces and at >= len(body):
        return b"".join(pieces)  # cut off, which the digest or the record's length will tell
    return body


def _unpacked(coding: str, body: bytes, limit: int) -> bytes:
    if coding in {"gzip", "x-gzip"}:
        return _inflated(body, GZIP_OR_ZLIB, limit)
    if coding == "deflate":
        is_wrapped = len(body) > 1 and body[0] & 15 == 8 and not (body[0] << 8 | body[1]) % 31
        return _inflated(body, GZIP_OR_ZLIB if is_wrapped else BARE_DEFLATE, limit)
    if coding == "br":
        return _from_brotli(body, limit)
    raise DocumentError(f"its body is packed as {coding!r}, which is not read; save the page again")


def _inflated(body: bytes, form: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    held = 0
    while body:  # gzip may have several members
        unpacker = zlib.decompressobj(wbits=form)
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(body, STEP)
            except zlib.error:
                raise DocumentError(DAMAGED) from None
            body = unpacker.unconsumed_tail
            held = _counted(held, piece, limit)
            pieces.append(piece)
            if not (body or piece or unpacker.eof):
                raise DocumentError(CUT_OFF)
        body = unpacker.unused_data.lstrip(b"\0\r\n")
    return b"".join(pieces)


def _from_brotli(body: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    pieces: list[bytes] = []
    held = 0
    packed = body
    while not unpacker.is_finished():
        try:
            piece = bytes(unpacker.process(packed, output_buffer_limit=STEP))
        except brotli.error:
            raise DocumentError(DAMAGED) from None
        if not piece and not packed:
            raise DocumentError(CUT_OFF)
        packed = b""
        held = _counted(held, piece, limit)
        pieces.append(piece)
    return b"".join(pieces)


def _counted(held: int, piece: bytes, limit: int) -> int:
    if held + len(piece) > limit:
        raise DocumentError(f"its body unpacks to more than {limit / 1e6:g} MB: it is no article")
    return held + len(piece)
