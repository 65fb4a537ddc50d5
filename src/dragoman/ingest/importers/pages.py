"""Importer of web pages: the page's text, its article marked in it, and its metadata.

The document's text is the rendered page (see rendering). trafilatura says which paragraphs are the
article; its words are looked up in the rendered lines, so that an offset depends on the page alone
and never on the version of that library.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from dragoman.errors import DocumentError, NoArticleError
from dragoman.ingest.arrivals import Delivery, Page
from dragoman.ingest.articles import mark_article
from dragoman.ingest.authors import read_author
from dragoman.ingest.decoding import MIXED, Decoded, decode
from dragoman.ingest.documents import check_text, make_document, refuse_error_page
from dragoman.ingest.language import detect_language
from dragoman.ingest.metadata import read_published
from dragoman.ingest.rendering import render, render_lines
from dragoman.record import READABLE, PublishedOn

CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I
)
META = re.compile(r"<meta\b[^>]{0,2000}>", re.I)
ATTRIBUTE = re.compile(r"([\w:.-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
LANGUAGE = re.compile(r"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.I)
LINK = re.compile(r"<link\b[^>]{0,2000}>", re.I)
LINKED_DATA = re.compile(r"\"datePublished\"\s*:\s*(\"(?:[^\"\\]|\\.){4,60}\")")
DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
)
SHORTEST = 150
"""Characters of readable text below which a page holds no article but a video or a login wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFields:
    """What is known of a page from outside it; the page itself fills what is None."""

    name: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: PublishedOn | None = None
    language: str | None = None


def import_page(delivery: Delivery) -> Iterator[Page]:
    """Read an HTML file.

    Raises:
        DocumentError: It is empty, binary, too large, an error page, or holds no article.
    """
    yield import_page_bytes(delivery.name, delivery.read_whole())


def page_text(data: bytes) -> str:
    """Give the text of a page that was kept, as its document has it.

    Raises:
        DocumentError: It is empty or binary.
    """
    return render(_decoded(data).text)


def _decoded(data: bytes) -> Decoded:
    """Decode a page in the encoding that it is in or that it names."""
    if not data.strip():
        raise DocumentError("empty: the file has no text; check how it was saved")
    return decode(data, declared_charset(data))


def declared_charset(data: bytes) -> str | None:
    """Give the encoding that a page names in its head. None: it names none."""
    named = CHARSET.search(data[:4096])
    return named[1].decode("ascii", "replace") if named else None


def import_page_bytes(name: str, data: bytes) -> Page:
    """Read the bytes of a page, in the encoding that they are in or that they name.

    Raises:
        DocumentError: They are empty, binary, an error page, or hold no article.
    """
    decoded = _decoded(data)
    flags = [MIXED] if decoded.damaged else []
    return import_page_text(decoded.text, data, PageFields(name=name), flags)


def import_page_text(html: str, markup: bytes, fields: PageFields, flags: Sequence[str]) -> Page:
    """Make the document of a page.

    Args:
        html: The decoded page.
        markup: Its bytes, to be kept.
        fields: What is known of it from outside.
        flags: Damage found on the way here.

    Raises:
        DocumentError: It is an error page or holds no article.
    """
    lines = render_lines(html)
    text = "\n".join(line.text for line in lines)
    check_text(text)
    fields = _completed(fields, html)
    segments = mark_article(html, lines, fields.title)
    readable = [text[part.start : part.end] for part in segments if part.kind in READABLE]
    visible = lines[0].text if lines else ""
    refuse_error_page(fields.title or visible, readable)
    if sum(map(len, readable)) < SHORTEST:
        refuse_error_page(visible, [line.text for line in lines[:1]])
        raise NoArticleError("no article text found in the page; save it again after it has loaded")
    document = make_document(
        fields.name,
        text,
        url=fields.url,
        outlet=fields.outlet,
        title=fields.title,
        author=fields.author,
        published=fields.published,
        language=fields.language
        or detect_language("\n".join(readable))
        or _declared_language(html),
        flags=flags,
        segments=segments,
    )
    return Page(document=document, markup=markup)


def _completed(fields: PageFields, html: str) -> PageFields:
    """Fill what is not known from outside with what the page says of itself."""
    meta = _read_meta(html)
    published = next(filter(None, (read_published(meta.get(key)) for key in DATES)), None)
    title = meta.get("og:title") or meta.get("twitter:title") or _title(html)
    return replace(
        fields,
        url=fields.url or _canonical(html) or meta.get("og:url"),
        outlet=fields.outlet or meta.get("og:site_name") or meta.get("application-name"),
        title=fields.title or title,
        author=fields.author or read_author(html, meta),
        published=fields.published or _linked_date(html) or published,
    )


def _read_meta(html: str) -> dict[str, str]:
    """Collect the page's meta elements, the first of each name."""
    found: dict[str, str] = {}
    for tag in META.finditer(html):
        attributes = _attributes(tag[0])
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if key and content:
            found.setdefault(key.lower(), content)
    return found


def _attributes(tag: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in ATTRIBUTE.finditer(tag)
    }


def _declared_language(html: str) -> str | None:
    """Read the language of the html element; many templates name the wrong one, so it is last."""
    found = LANGUAGE.search(html[:20_000])
    return found[1].lower() if found else None


def _canonical(html: str) -> str | None:
    for tag in LINK.finditer(html):
        attributes = _attributes(tag[0])
        address = attributes.get("href", "")
        if attributes.get("rel", "").lower() == "canonical" and address.startswith("http"):
            return address
    return None


def _title(html: str) -> str | None:
    found = re.search(r"<title\b[^<>]*+>([^<]{1,500})</title", html, re.I)
    if not found:
        return None
    return " ".join(unescape(found[1]).split()) or None


def _linked_date(html: str) -> PublishedOn | None:
    """Read the date from the page's linked data (schema.org)."""
    for found in LINKED_DATA.finditer(html):
        try:
            published = read_published(json.loads(found[1]))
        except ValueError:
            continue
        if published:
            return published
    return None
