"""Importer of feeds and sitemaps that were saved as files: what they carry whole, and no more.

An item that has only the beginning of its article is told in a quarantine row under its address:
the row goes when the article is added by that address. A sitemap has addresses alone, and is told
as a whole.
"""

from collections.abc import Iterator

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.feeds import FeedItem, read_feed
from dragoman.ingest.importers.items import import_fragment, import_item
from dragoman.ingest.importers.pages import PageFields
from dragoman.ingest.patterns import UNREADABLE_DATE
from dragoman.ingest.sitemaps import Sitemap, read_sitemap
from dragoman.record import Quarantine, text_sha256


def import_feed(delivery: Delivery) -> Iterator[Arrival]:
    """Read the items of an RSS feed, an Atom feed or a JSON Feed, in order.

    Raises:
        DocumentError: It is no feed, or has no items.
    """
    yield from _items(delivery, delivery.read_whole())


def import_xml(delivery: Delivery) -> Iterator[Arrival]:
    """Read an XML file: a feed or a sitemap.

    Raises:
        DocumentError: It is neither, or there is nothing in it.
    """
    data = delivery.read_whole()
    head = data[:4_000].lower()
    if b"<urlset" in head or b"<sitemapindex" in head:
        raise DocumentError(_told(read_sitemap(data)))
    try:
        yield from _items(delivery, data)
    except DocumentError as error:
        if str(error).startswith("not a feed"):
            raise DocumentError(
                "XML, but neither a feed (RSS, Atom) nor a sitemap; extract its texts and add them"
            ) from None
        raise


def _items(delivery: Delivery, data: bytes) -> Iterator[Arrival]:
    feed = read_feed(data)
    if not feed.items and not feed.damage:
        raise DocumentError("a feed without items; fetch it again when there are some")
    for item in feed.items:
        try:
            yield _read_item(item)
        except DocumentError as error:
            yield _refused(delivery.name, item, str(error))
    if feed.damage:
        yield delivery.refused(feed.damage)


def _read_item(item: FeedItem) -> Arrival:
    if item.content is None and item.address is None:
        raise DocumentError("neither a text nor an address; there is nothing to read")
    if not item.is_whole():
        todo = (
            "let `dragoman add ADDRESS` fetch it, with this address"
            if item.address
            else "and no address to fetch it from"
        )
        raise DocumentError(f"only a teaser of its article: {todo}")
    fields = PageFields(
        name=item.id,
        url=item.address,
        outlet=item.outlet,
        title=item.title,
        author=item.author,
        published=item.published,
        language=item.language,
    )
    flags = [UNREADABLE_DATE] if item.date_unread else []
    if item.is_markup:
        return import_fragment(fields, item.content or "", flags)
    arrival = import_item(fields, item.content, None, flags)
    if arrival is None:
        raise DocumentError("no text in it; fetch the feed again")
    return arrival


def _refused(file: str, item: FeedItem, reason: str) -> Quarantine:
    content = item.content or ""
    return refuse(
        item.address or f"{file}: {item.id}",
        reason,
        sha256=text_sha256(content.encode("utf-8", "replace").decode()),
        size=len(content.encode("utf-8", "replace")),
    )


def _told(sitemap: Sitemap) -> str:
    """Say what to do with a sitemap, which has addresses and no texts."""
    what = "further sitemaps" if sitemap.is_index else "articles"
    count = len(sitemap.entries)
    if not count:
        return "a sitemap without addresses; check how it was saved"
    return (
        f"a sitemap: the addresses of {count} {what}, and no text of them; let `dragoman add "
        f"ADDRESS` fetch what you want, such as {sitemap.entries[0].address}"
    )
