"""Atom: a feed as XML (RFC 4287)."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from dragoman import __version__
from dragoman.report.characters import shown
from dragoman.web.feeds.feed import Change, Feed

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def write_atom(feed: Feed, root: str) -> bytes:
    """Write a feed as Atom.

    Text of documents stands as text: escaped, its control characters as visible signs, as XML
    has no way to hold them.

    Args:
        feed: The feed.
        root: The address that the application is reached at, without a slash at its end.
    """
    written = Element("feed", {"xmlns": NAMESPACE, "xml:lang": "en"})
    _text(written, "id", feed.id)
    _text(written, "title", feed.title)
    _text(written, "updated", feed.updated_at)
    _link(written, "self", f"{root}{feed.path}.atom", MEDIA_TYPE)
    _link(written, "alternate", f"{root}{feed.page}", "text/html")
    _text(SubElement(written, "author"), "name", "Dragoman")
    generator = SubElement(written, "generator", {"version": __version__})
    generator.text = "Dragoman"
    for change in feed.changes:
        _entry(written, change, root)
    as_bytes: bytes = ElementTree.tostring(written, encoding="utf-8", xml_declaration=True)
    return as_bytes


def _entry(feed: Element, change: Change, root: str) -> None:
    entry = SubElement(feed, "entry")
    _text(entry, "id", change.id)
    _text(entry, "title", change.title)
    _text(entry, "published", change.entered_at)
    _text(entry, "updated", change.updated_at)
    _link(entry, "alternate", f"{root}{change.path}", "text/html")
    for tag in change.tags:
        SubElement(entry, "category", {"term": shown(tag)})
    _text(entry, "summary", "\n".join(change.summary) or change.title)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = shown(text)


def _link(parent: Element, relation: str, address: str, kind: str) -> None:
    SubElement(parent, "link", {"rel": relation, "href": shown(address), "type": kind})
