"""Importer of web archives: the articles among the pages that a crawler kept.

A crawl is mostly something else, so records are judged in the order of what that costs: by their
kind, status and type; by the names and words in the bytes; by language and matter of the article.
What is passed over is counted. What is damaged goes to quarantine, and reading goes on behind it.
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import replace

from dragoman.errors import DocumentError, NoArticleError
from dragoman.ingest.archives import ArchiveReading, Passed, Place
from dragoman.ingest.archives.answers import Answer, body_of, read_answer
from dragoman.ingest.archives.records import ArchiveRecord, differs, read_record, read_records
from dragoman.ingest.archives.unpacking import Unpacked
from dragoman.ingest.arrivals import Arrival, Delivery, Page, refuse
from dragoman.ingest.damage import TRUNCATED
from dragoman.ingest.decoding import MIXED, decode
from dragoman.ingest.documents import make_document
from dragoman.ingest.importers.pages import PageFields, declared_charset, import_page_text
from dragoman.ingest.interests import Interest
from dragoman.ingest.language import detect_language, detect_page_language
from dragoman.record import READABLE, Bookmark, Document, digest

EVERYTHING = Interest()
KEPT_EVERY = 500
"""Records that give nothing after which the place is kept all the same."""

RESPONSE, RESOURCE, CONVERSION, REVISIT = "response", "resource", "conversion", "revisit"
DIGEST_DIFFERS = "its digest is not that of its bytes: they were altered or damaged; fetch it again"


def import_archive(delivery: Delivery) -> Iterator[Arrival]:
    """Read a WARC or WET archive, plain or gzip, from where it was left.

    Raises:
        DocumentError: It is no web archive.
    """
    reading = delivery.archives
    wanted = reading.interest() or EVERYTHING
    version = digest("archive", CODE_VERSION, wanted.version)
    unpacked = Unpacked(delivery.stream)
    _go_on(unpacked, reading.bookmark_of(delivery.name), version, delivery)
    behind = 0
    last: ArchiveRecord | None = None
    for record in read_records(unpacked, delivery.max_bytes):
        arrival = _arrival(record, delivery, wanted)
        if isinstance(arrival, Passed):
            reading.passed[arrival] += 1
        else:
            yield arrival
        last, behind = record, behind + 1
        # Whoever asks for the next arrival has dealt with the last one.
        if not isinstance(arrival, Passed) or behind >= KEPT_EVERY:
            _keep(reading, delivery, record, version)
            behind = 0
    if last is not None and behind:
        _keep(reading, delivery, last, version)


CODE_VERSION = 1
"""Raise it where the same archive gives other records: archives are then read anew."""


def _go_on(unpacked: Unpacked, bookmark: Bookmark | None, version: str, delivery: Delivery) -> None:
    """Go behind the last record that was dealt with, if this is still the same archive.

    Raises:
        DocumentError: It is no web archive.
    """
    if bookmark and bookmark.wanted == version:
        try:
            if unpacked.go_to(Place(bookmark.offset, bookmark.within)):
                record = read_record(unpacked, delivery.max_bytes)
                if record and record.id == bookmark.record and not record.damage:
                    return
        except DocumentError:
            pass  # other bytes than those that were read then
    if not unpacked.go_to(Place()):
        unpacked.begin_member()  # a pipe, which is where it begins
    if not unpacked.begins_record():
        raise DocumentError("no web archive: it does not begin with WARC/1.0; fetch it again")


def _keep(reading: ArchiveReading, delivery: Delivery, record: ArchiveRecord, version: str) -> None:
    if record.id and not record.damage:
        reading.keep(
            Bookmark(
                archive=delivery.name,
                offset=record.place.offset,
                within=record.place.within,
                record=record.id,
                wanted=version,
            )
        )


def _arrival(record: ArchiveRecord, delivery: Delivery, wanted: Interest) -> Arrival | Passed:
    """Judge a record: the document that it gives, its quarantine row, or why it gives nothing."""
    if record.damage:
        return _refused(record, delivery, record.damage)
    if record.kind == REVISIT:
        return Passed.REVISIT
    if record.block is None:
        return Passed.LARGE
    try:
        if record.kind == CONVERSION:
            return _text(record, record.block, wanted)
        if record.kind == RESPONSE and (record.url or "").startswith("http"):
            return _page(record, record.block, read_answer(record.block), delivery, wanted)
        if record.kind == RESOURCE:
            answer = Answer(status=200, fields=record.fields, payload=record.block)
            return _page(record, record.block, answer, delivery, wanted)
    except NoArticleError:
        return Passed.NO_ARTICLE
    except DocumentError as error:
        return _refused(record, delivery, str(error))
    return Passed.OTHER


def _page(
    record: ArchiveRecord, block: bytes, answer: Answer, delivery: Delivery, wanted: Interest
) -> Page | Passed:
    if answer.status != 200:
        return Passed.STATUS
    if not answer.is_page:
        return Passed.NOT_PAGE
    body = body_of(answer, delivery.max_bytes)
    if not body.strip():
        return Passed.NO_ARTICLE
    decoded = decode(body, answer.charset or declared_charset(body))
    if not wanted.concerns(decoded.text.encode("utf-8", "replace")):
        return Passed.MATTER
    if wanted.languages and not wanted.reads(detect_page_language(decoded.text)):
        return Passed.LANGUAGE
    if differs(record.fields.get("warc-block-digest"), block) or differs(
        record.fields.get("warc-payload-digest"), answer.payload, body
    ):
        raise DocumentError(DIGEST_DIFFERS)
    flags = [MIXED] if decoded.damaged else []
    if answer.is_cut_off or "warc-truncated" in record.fields:
        flags.append(TRUNCATED)
    fields = PageFields(
        name=record.url or str(record.id),
        url=record.url,
    )
    page = import_page_text(decoded.text, _self_contained(body, decoded.text), fields, flags)
    passed = _wanted(page.document, wanted)
    return passed or replace(page, fetched_at=record.fields.get("warc-date"))


def _self_contained(body: bytes, text: str) -> bytes:
    """Give a page's bytes such that they tell by themselves how they are read.

    Where only the answer's header names the encoding, the page is kept in UTF-8 with its mark.
    """
    told = decode(body, declared_charset(body)).text
    return body if told == text else codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def _text(record: ArchiveRecord, block: bytes, wanted: Interest) -> Document | Passed:
    """Read what a crawler has made of a page: its text, without any markup."""
    decoded = decode(block)
    if not wanted.concerns(block):
        return Passed.MATTER
    language = detect_language(decoded.text)
    if not wanted.reads(language):
        return Passed.LANGUAGE
    if differs(record.fields.get("warc-block-digest"), block):
        raise DocumentError(DIGEST_DIFFERS)
    document = make_document(
        record.url or str(record.id),
        decoded.text,
        url=record.url,
        flags=[MIXED] if decoded.damaged else [],
    )
    return _wanted(document, wanted) or document


def _wanted(document: Document, wanted: Interest) -> Passed | None:
    """Look at the article alone: menus name every party, and teasers speak of every matter."""
    if not wanted.reads(document.language):
        return Passed.LANGUAGE
    readable = "\n".join(
        document.text[part.start : part.end] for part in document.segments if part.kind in READABLE
    )
    if not wanted.concerns(readable.encode("utf-8", "replace")):
        return Passed.MATTER
    return None


def _refused(record: ArchiveRecord, delivery: Delivery, reason: str) -> Arrival:
    """Put a record into quarantine, under its address, so that an intact copy takes its place."""
    where = f"{delivery.name}, byte {record.place}"
    content = record.block or f"{record.id} {where}".encode()
    return refuse(
        record.url or where,
        f"{reason} ({where})",
        sha256=hashlib.sha256(content).hexdigest(),
        size=record.length,
    )
