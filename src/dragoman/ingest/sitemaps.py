"""What a sitemap says: the addresses of a site's articles, or of its further sitemaps.

Nothing here opens a socket or a file, and no entity of the XML is ever looked up.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.errors import DocumentError
from dragoman.ingest.feeds import web_address
from dragoman.ingest.metadata import read_published
from dragoman.record import PublishedOn

MAX_SITEMAP_BYTES = 52_428_800
"""Largest sitemap, unpacked: what the protocol allows (sitemaps.org), 50 MiB."""

MAX_ADDRESSES = 50_000
"""Most addresses of one sitemap: what the protocol allows (sitemaps.org)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address of a sitemap.

    Attributes:
        address: Where the article is, or the further sitemap.
        changed: When it was changed last, as the sitemap says. None: it does not.
        title: The article's headline, where the sitemap is one for news. None: not given.
        published: When it was published, likewise. None: not given.
        outlet: Who publishes it, likewise. None: not given.
        language: ISO 639-1 code of its language, likewise. None: not given.
    """

    address: str
    changed: PublishedOn | None = None
    title: str | None = None
    published: PublishedOn | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap says.

    Attributes:
        is_index: Its entries are further sitemaps, not articles.
        entries: Its addresses, in its order.
        damage: What is wrong with it, where entries could be read all the same. None: nothing.
    """

    is_index: bool
    entries: tuple[SitemapEntry, ...] = ()
    damage: str | None = None


def read_sitemap(data: bytes) -> Sitemap:
    """Read the bytes of a sitemap or an index of sitemaps: XML, plain lines, or either in gzip.

    Raises:
        DocumentError: It is empty, too large, damaged from the start, or no sitemap.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    if len(data) > MAX_SITEMAP_BYTES:
        raise DocumentError("a sitemap of more than 50 MiB, which the protocol does not allow")
    if not data.strip():
        raise DocumentError("empty: there is no sitemap in it; check the address")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _read_xml(data)
    return _read_lines(data)


def _unpacked(data: bytes) -> bytes:
    """Unpack gzip, and never more than a sitemap may hold."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            return packed.read(MAX_SITEMAP_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise DocumentError("compressed with gzip, but damaged or cut; fetch it again") from None


def _read_xml(data: bytes) -> Sitemap:
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    found: list[SitemapEntry] = []
    is_index: bool | None = None
    damage = None
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for event, element in events:
            name = _local(element)
            if event == "start":
                if is_index is None:
                    is_index = _is_index(name)
            elif name in {"url", "sitemap"}:
                found.extend(_entry(element))
                element.clear()
                if len(found) > MAX_ADDRESSES:
                    damage = f"more than {MAX_ADDRESSES} addresses; those after them are left out"
                    break
    except etree.XMLSyntaxError as error:
        if not found:
            raise DocumentError(f"not a sitemap: its XML is broken ({error.msg})") from None
        damage = f"the sitemap is damaged or truncated ({error.msg}); fetch it again"
    return Sitemap(is_index=bool(is_index), entries=tuple(found[:MAX_ADDRESSES]), damage=damage)


def _is_index(name: str) -> bool:
    if name not in {"urlset", "sitemapindex"}:
        raise DocumentError(f"not a sitemap: its XML begins with <{name[:40]}>; check the address")
    return name == "sitemapindex"


def _entry(element: object) -> Iterator[SitemapEntry]:
    """Read one url or sitemap element; none where it has no address."""
    texts: dict[str, str] = {}
    for child in element.iter():  # type: ignore[attr-defined]
        if isinstance(child.tag, str) and child.text and child.text.strip():
            # The first of each name: image and video extensions repeat loc and title further on.
            texts.setdefault(_local(child), " ".join(child.text.split()))
    address = web_address(texts.get("loc"))
    if address is None:
        return
    language = texts.get("language", "")[:2].lower()
    yield SitemapEntry(
        address=address,
        changed=read_published(texts.get("lastmod")),
        title=texts.get("title"),
        published=read_published(texts.get("publication_date")),
        outlet=texts.get("name"),
        language=language if len(language) == 2 and language.isalpha() else None,
    )


def _local(element: object) -> str:
    """Give an element's name without its namespace, which sites often write wrongly."""
    tag = element.tag  # type: ignore[attr-defined]
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _read_lines(data: bytes) -> Sitemap:
    """Read a sitemap that is a text with one address in each line."""
    lines = [line.strip() for line in data.decode("utf-8-sig", "replace").splitlines()]
    lines = [line for line in lines if line]
    addresses = [address for line in lines if (address := web_address(line))]
    if len(addresses) < len(lines):
        raise DocumentError("not a sitemap: neither XML nor one address in each line")
    entries = tuple(SitemapEntry(address=address) for address in addresses[:MAX_ADDRESSES])
    return Sitemap(is_index=False, entries=entries)
