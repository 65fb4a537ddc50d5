"""What was fetched becomes documents: pages, and whatever else the importers read."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from dragoman.errors import DocumentError, FetchError
from dragoman.ingest.arrivals import Arrival, Delivery, Page, escaped, refuse
from dragoman.ingest.charsets import codec_named
from dragoman.ingest.decoding import MIXED, decode
from dragoman.ingest.fetching.addresses import same_address
from dragoman.ingest.fetching.fetcher import Fetched, Fetcher
from dragoman.ingest.fetching.rounds import Wanted, fetch_each
from dragoman.ingest.importers import importer_of
from dragoman.ingest.importers.pages import CHARSET, PageFields, import_page_text
from dragoman.ingest.importers.texts import MARKUP
from dragoman.ingest.patterns import Known, filled
from dragoman.record import Quarantine

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}
"""By content type, the ending of the files that the importers know it by."""

VAGUE = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/xml"})
VAGUE |= {"application/xml", "application/download", "application/force-download"}
"""Content types that say nothing of what it is; the bytes and the address tell more."""

DEFAULT_CHARSETS = frozenset({"cp1252"})
"""Encodings that old servers name for everything; what the page itself names goes before them."""

MAX_PAGE = 5_000_000
"""Bytes of the largest page that is read; PDFs may be larger.

Chosen, not measured: looking for the article in a page of 5 MB takes most of a minute.
"""

ATTEMPTS = 3
"""How often an address is asked for where another try may help."""


def fetch_documents(addresses: Iterable[str], fetcher: Fetcher) -> Iterator[Arrival]:
    """Fetch addresses, and give what they hold as documents; each fault is a quarantine row.

    Documents are named after the address that was asked for, without what tracks readers, so that
    the same one twice is one document, and a page that comes in the end takes what was said
    against it out of quarantine.

    Args:
        addresses: What was asked for; the same one twice is fetched once.
        fetcher: Fetches them.
    """
    seen: set[str] = set()
    wanted: Iterable[Wanted[str]] = _distinct(addresses, seen)
    for attempt in range(1, ATTEMPTS + 1):
        again: list[Wanted[str]] = []
        for one, outcome in fetch_each(wanted, fetcher):
            if isinstance(outcome, Fetched):
                yield from import_fetched(outcome, one.of)
            elif isinstance(outcome, FetchError):
                if outcome.passing and attempt < ATTEMPTS:
                    again.append(one)
                else:
                    yield refuse(one.of, str(outcome))
        wanted = again


def _distinct(addresses: Iterable[str], seen: set[str]) -> Iterator[Wanted[str]]:
    for address in addresses:
        name = name_of(address)
        # A digest each, so that a long list does not fill the memory.
        key = hashlib.sha1(name.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
        if key not in seen:
            seen.add(key)
            yield Wanted(address=address, of=name)


def name_of(address: str) -> str:
    """Give what the document of an address is called; for what is no address, that itself."""
    try:
        return same_address(address)
    except FetchError:
        return escaped(address.strip()[:500] or "no address")


def import_fetched(fetched: Fetched, name: str, known: Known | None = None) -> Iterator[Arrival]:
    """Make documents of what was fetched.

    Args:
        fetched: What was fetched.
        name: What the document is called.
        known: What is known of it from elsewhere, which fills what it leaves open itself.

    Yields:
        A page with its markup, a document, or the quarantine row of what holds no article.
    """
    body = fetched.body
    told = replace(known or Known(), url=same_address(fetched.address), language=None)
    try:
        for arrival in _read(fetched, name):
            yield described(arrival, told, fetched.fetched_at)
    except DocumentError as error:
        reason = str(error)
        if fetched.address != fetched.asked:
            reason += f" (redirected to {fetched.address})"
        yield refuse(name, reason, sha256=hashlib.sha256(body).hexdigest(), size=len(body))


def described(arrival: Arrival, known: Known, fetched_at: str | None = None) -> Arrival:
    """Give an arrival with what it leaves open filled from elsewhere."""
    if isinstance(arrival, Quarantine):
        return arrival
    if isinstance(arrival, Page):
        document = filled(arrival.document, known)
        return replace(arrival, document=document, fetched_at=fetched_at)
    return filled(arrival, known)


def _read(fetched: Fetched, name: str) -> Iterator[Arrival]:
    suffix = _suffix(fetched)
    if suffix == ".html":
        yield _page(fetched, name)
        return
    importer = importer_of(suffix) if suffix else None
    if importer is None:
        what = fetched.media_type or "without a content type"
        raise DocumentError(
            f"{what}: not a page or a file that is read from the web; "
            "save it yourself, and add the file if it is an article"
        )
    yield from importer.read(Delivery(name, io.BytesIO(fetched.body)))


def _suffix(fetched: Fetched) -> str | None:
    """Tell by the bytes, the content type and the address what something is. None: unknown."""
    head = fetched.body[:4_096]
    if head.lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if fetched.media_type not in VAGUE:
        return SUFFIXES.get(fetched.media_type)
    if MARKUP.match(head.decode("utf-8", "replace").lstrip("\ufeff")):
        return ".html"
    if b"<rss" in head or b"<rdf:RDF" in head:
        return ".rss"
    if b"<feed" in head:
        return ".atom"
    suffix = PurePosixPath(unquote(urlsplit(fetched.address).path)).suffix.lower()
    return suffix if suffix in SUFFIXES.values() else None


def _page(fetched: Fetched, name: str) -> Page:
    body = fetched.body
    if not body.strip():
        raise DocumentError("an empty page; fetch it again later")
    if len(body) > MAX_PAGE:
        raise DocumentError(
            f"a page larger than {MAX_PAGE / 1e6:g} MB: not a single article; save it yourself, "
            "and add the file if it is one"
        )
    decoded = decode(body, _charset(fetched))
    flags = [MIXED] if decoded.damaged else []
    # The address that answered goes before the one that the page calls its own: it is known.
    fields = PageFields(name=escaped(name), url=same_address(fetched.address))
    return import_page_text(decoded.text, body, fields, flags)


def _charset(fetched: Fetched) -> str | None:
    """Choose the encoding to read a page in that is not UTF-8; both names of it may lie."""
    found = CHARSET.search(fetched.body[:4_096])
    own = found[1].decode("ascii") if found else None
    served = fetched.charset
    codec = codec_named(served) if served else None
    if codec is None or (codec in DEFAULT_CHARSETS and own and codec_named(own)):
        return own
    return served
