"""What a feed says: RSS, Atom and JSON Feed become one list of items, whoever fetched the bytes.

Nothing here opens a socket or a file, and no entity of the XML is ever looked up.
"""

import io
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast

from dragoman.errors import DocumentError
from dragoman.ingest.metadata import read_published
from dragoman.ingest.rendering import render
from dragoman.record import PublishedOn, digest

MAX_FEED_BYTES = 10_000_000
"""Largest feed that is read. The largest that outlets publish, podcasts aside, are below 5 MB."""

SLIPS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser raises on broken feeds that it does not expect."""

WHOLE_CONTENT = 500
"""Characters from which what a feed calls the content of an item is taken for the article.

Chosen, not measured: the shortest agency reports have some 600, teasers seldom more than 400.
"""

WHOLE_SUMMARY = 1_200
"""Characters from which what a feed calls a summary is taken for the article.

Chosen, not measured: some outlets put two or three paragraphs there and keep the rest.
"""

CREDIT = re.compile(
    r"(?i)\s*^(?:the post|l’article|l'article|la entrada|der beitrag) .{0,300}$\s*\Z", re.M
)
"""The line that WordPress puts below what it gives out, whole articles and teasers alike."""

TEASER_END = re.compile(
    r"(?i)(?:\[?(?:…|\.\.\.)\]?|continue reading|read (?:more|on|the (?:full|whole|rest)).{0,60}"
    r"|full (?:story|article)|weiterlesen|mehr lesen|lire (?:la suite|plus)|leer m[áa]s"
    r"|sigue leyendo|seguir leyendo|читать (?:далее|дальше|полностью)|подробнее"
    r"|читати далі|докладніше|devamını oku|اقرأ المزيد)[\s.»>→)\]]*\Z"
)
"""How an item ends that gives the beginning of an article alone."""

TAG = re.compile(r"</?[a-zA-Z]\w{0,20}(?:\s[^<>]{0,200})?/?>")
END_OF_FEED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.I | re.S)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item of a feed.

    Attributes:
        id: What the feed calls it for ever, else its address, else a digest of what it says.
        address: Where its article is, http or https. None: it names none.
        title: Its headline as plain text. None: it has none.
        published: When it was published; where a feed gives only when it changed, that. None:
            neither, or in a form that is not understood.
        updated: When it was changed last. None: not given.
        outlet: Who published it: what the item itself names as its source, else the feed's title.
        author: Who wrote it, as given. None: not given.
        language: ISO 639-1 code that the item or feed declares. None: it declares none.
        content: The longest text that the feed carries of it. None: it carries none.
        is_markup: The content is HTML.
        is_summary: The feed calls the content a summary or description.
        date_unread: A date was given, in a form that is not understood.
    """

    id: str
    address: str | None = None
    title: str | None = None
    published: PublishedOn | None = None
    updated: PublishedOn | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    content: str | None = None
    is_markup: bool = False
    is_summary: bool = False
    date_unread: bool = False

    def plain(self) -> str:
        """Give the content as plain text, one line per block; empty where there is none."""
        if self.content is None:
            return ""
        return render(self.content) if self.is_markup else self.content.strip()

    def is_whole(self) -> bool:
        """Tell whether the content is the article, and not only a teaser of it."""
        text = CREDIT.sub("", self.plain())
        least = WHOLE_SUMMARY if self.is_summary else WHOLE_CONTENT
        return len(text) >= least and not TEASER_END.search(text[-200:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says.

    Attributes:
        form: Its form: "RSS", "Atom" or "JSON Feed".
        title: What it calls itself. None: nothing.
        address: The site that it belongs to. None: it names none.
        language: ISO 639-1 code that it declares. None: it declares none.
        items: Its items, in its order.
        damage: What is wrong with it, where its items could be read all the same. None: nothing.
    """

    form: str
    title: str | None = None
    address: str | None = None
    language: str | None = None
    items: tuple[FeedItem, ...] = ()
    damage: str | None = None


AS_LINES = "write articles into a .jsonl file, one object in each line"
"""What to do with JSON that is no feed."""

SAYING = frozenset({"title", "url", "external_url", "content_html", "content_text", "summary"})
"""By one of these an item of a JSON Feed says something; items of other JSON have none."""


def read_feed(data: bytes, *, address: str | None = None) -> Feed:
    """Read the bytes of an RSS feed, an Atom feed or a JSON Feed.

    Args:
        data: The feed as it was fetched or saved.
        address: Where it was fetched from, to complete addresses that it gives in part. None: it
            is not known, and such addresses are left out.

    Raises:
        DocumentError: It is empty, too large, or no feed.
    """
    if not data.strip():
        raise DocumentError("empty: there is no feed in it; check how it was saved")
    if len(data) > MAX_FEED_BYTES:
        raise DocumentError(
            f"a feed of more than {MAX_FEED_BYTES / 1e6:g} MB is not read; split it up"
        )
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"[":
        raise DocumentError(f"not a feed, but a list in JSON; {AS_LINES}")
    if start == b"{":
        return _read_json(data)
    return _read_xml(data, address)


def web_address(value: object) -> str | None:
    """Give a value if it is an http or https address. None: it is something else."""
    text = value.strip() if isinstance(value, str) else ""
    return text if re.match(r"(?i)https?://[^\s/]+", text) and "\0" not in text else None


def _read_xml(data: bytes, address: str | None) -> Feed:
    # feedparser takes 80 ms to import; only feeds need it.
    import feedparser

    try:
        # A stream, since feedparser takes a bytes object for the name of a file if there is one.
        # The content stays as the feed gives it: it is never shown as markup, only rendered.
        parsed = feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-location": address} if address else {},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except SLIPS as error:
        raise DocumentError(
            f"a feed so damaged that it cannot be read ({type(error).__name__}); fetch it again"
        ) from None
    if not parsed.version and not parsed.entries:
        raise DocumentError("not a feed: neither RSS nor Atom nor JSON Feed; check the address")
    damage = _damage(data, parsed)
    head = cast("Mapping[str, object]", parsed.feed)
    feed = Feed(
        form="Atom" if parsed.version.startswith("atom") else "RSS",
        title=_line(head.get("title"), _type(head, "title")),
        address=web_address(head.get("link")),
        language=_language(head.get("language")),
        damage=damage,
    )
    items = [_entry(entry, feed) for entry in parsed.entries]
    if items and damage and _is_cut_in_item(data):
        # The last item was cut, so what is there of its content is not the article.
        items[-1] = replace(items[-1], content=None)
    return replace(feed, items=tuple(items))


def _damage(data: bytes, parsed: object) -> str | None:
    """Say what is wrong with a feed's XML. None: nothing that matters."""
    import xml.sax

    error = getattr(parsed, "bozo_exception", None)
    if not isinstance(error, xml.sax.SAXException):
        return None
    if not END_OF_FEED.search(data[-2_000:]):
        return "the feed is truncated: its end is missing; fetch it again"
    return f"the feed is not well-formed XML ({error.getMessage()}); read as far as it goes"


def _is_cut_in_item(data: bytes) -> bool:
    opened = max(data.rfind(b"<item"), data.rfind(b"<entry"))
    closed = max(data.rfind(b"</item"), data.rfind(b"</entry"))
    return opened > closed


def _entry(entry: Mapping[str, object], feed: Feed) -> FeedItem:
    # dict.get, since feedparser's own get takes other fields in the place of missing ones.
    def field(key: str) -> object:
        return dict.get(cast("dict[str, object]", entry), key)

    title = _line(entry.get("title"), _type(entry, "title"))
    address = web_address(entry.get("link"))
    content, is_markup, is_summary = _content(entry)
    published = _date(field("published"), field("published_parsed"))
    updated = _date(field("updated"), field("updated_parsed"))
    source = field("source")
    named = source.get("title") if isinstance(source, Mapping) else None
    author = _line(entry.get("author"), "text/plain")
    return FeedItem(
        id=_identity(field("id"), address, title, content),
        address=address,
        title=title,
        published=published or updated,
        updated=updated,
        outlet=_line(named, "text/html") or feed.title,
        author=author,
        language=_language(entry.get("language")) or _content_language(entry) or feed.language,
        content=content,
        is_markup=is_markup,
        is_summary=is_summary,
        date_unread=bool(field("published") or field("updated")) and not (published or updated),
    )


def _content(entry: Mapping[str, object]) -> tuple[str | None, bool, bool]:
    """Choose the longest text of an entry; tell whether it is markup and whether a summary."""
    texts = [(value, form, False) for value, form in _values(entry.get("content"))]
    texts += [(value, form, True) for value, form in _values([entry.get("summary_detail")])]
    texts = [(value, form, summary) for value, form, summary in texts if value.strip()]
    if not texts:
        return None, False, False
    # Of equals the content: feedparser repeats it as a summary where there is none.
    value, form, is_summary = max(texts, key=lambda text: (len(text[0]), not text[2]))
    return value, "html" in form or "xml" in form, is_summary


def _values(details: object) -> Iterator[tuple[str, str]]:
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, Mapping):
            value, form = detail.get("value"), detail.get("type")
            if isinstance(value, str):
                yield value, form if isinstance(form, str) else "text/html"


def _content_language(entry: Mapping[str, object]) -> str | None:
    details = entry.get("content")
    first = details[0] if isinstance(details, list) and details else None
    return _language(first.get("language")) if isinstance(first, Mapping) else None


def _type(record: Mapping[str, object], key: str) -> str:
    detail = record.get(f"{key}_detail")
    form = detail.get("type") if isinstance(detail, Mapping) else None
    return form if isinstance(form, str) else "text/plain"


def _read_json(data: bytes) -> Feed:
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DocumentError("begins like a JSON Feed but is not JSON; fetch it again") from None
    listed = whole.get("items")
    entries = (
        [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    )
    if not isinstance(listed, list) or (
        listed and not any(SAYING & item.keys() for item in entries)
    ):
        raise DocumentError(f"JSON, but not a JSON Feed; check the address, or {AS_LINES}")
    feed = Feed(
        form="JSON Feed",
        title=_line(whole.get("title"), "text/plain"),
        address=web_address(whole.get("home_page_url")),
        language=_language(whole.get("language")),
    )
    return replace(feed, items=tuple(_json_item(item, feed) for item in entries))


def _json_item(item: Mapping[str, object], feed: Feed) -> FeedItem:
    title = _line(item.get("title"), "text/plain")
    address = web_address(item.get("url")) or web_address(item.get("external_url"))
    texts = [(item.get(key), key) for key in ("content_html", "content_text", "summary")]
    # The page as markup tells more than its text, and both more than a summary.
    content, key = next(
        ((text, key) for text, key in texts if isinstance(text, str) and text.strip()), (None, "")
    )
    published = read_published(item.get("date_published"))
    updated = read_published(item.get("date_modified"))
    given = item.get("date_published") or item.get("date_modified")
    return FeedItem(
        id=_identity(item.get("id"), address, title, content),
        address=address,
        title=title,
        published=published or updated,
        updated=updated,
        outlet=feed.title,
        author=_json_author(item),
        language=_language(item.get("language")) or feed.language,
        content=content,
        is_markup=key == "content_html",
        is_summary=key == "summary",
        date_unread=bool(given) and not (published or updated),
    )


def _json_author(item: Mapping[str, object]) -> str | None:
    authors = item.get("authors")
    listed = authors if isinstance(authors, list) else [item.get("author")]
    names = [one.get("name") for one in listed if isinstance(one, Mapping)]
    return ", ".join(name for name in names if isinstance(name, str)) or None


def _identity(given: object, address: str | None, title: str | None, content: str | None) -> str:
    if isinstance(given, int | float) and not isinstance(given, bool):
        given = str(given)
    named = given.strip() if isinstance(given, str) else ""
    return named or address or digest("feed item", title, content)


def _date(value: object, parsed: object) -> PublishedOn | None:
    """Read a date as written; else as feedparser understands it, which knows more odd forms."""
    published = read_published(value)
    if published is None and isinstance(parsed, time.struct_time):
        published = read_published(time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed))
    return published


def _line(value: object, form: str) -> str | None:
    """Give a title or name as one line of plain text. None: it is empty."""
    if not isinstance(value, str):
        return None
    # In a damaged feed nothing says that a title is HTML.
    text = render(value) if "html" in form or TAG.search(value) else value
    return " ".join(text.replace("\0", " ").split()) or None


def _language(value: object) -> str | None:
    found = re.match(r"([a-zA-Z]{2})(?:[-_]|$)", value) if isinstance(value, str) else None
    return found[1].lower() if found else None
