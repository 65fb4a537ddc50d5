"""What a look at a feed, a sitemap or a folder has found, whichever of them it is."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import DocumentError, FetchError
from dragoman.ingest.arrivals import Arrival, escaped, refuse
from dragoman.ingest.feeds import FeedItem, read_feed
from dragoman.ingest.fetching.addresses import same_address
from dragoman.ingest.fetching.fetcher import Fetched
from dragoman.ingest.fetching.rhythm import rhythm_of
from dragoman.ingest.folders import walk
from dragoman.ingest.importers.items import import_fragment, import_item
from dragoman.ingest.importers.pages import PageFields
from dragoman.ingest.patterns import UNREADABLE_DATE
from dragoman.ingest.sitemaps import Sitemap, SitemapEntry, read_sitemap
from dragoman.record import PublishedOn, digest

MOST_ITEMS = 5_000
"""Items of a feed that are taken; feeds have a hundred, seldom a thousand."""

MOST_SITEMAPS = 10
"""Sitemaps of an index that are looked at."""

RECENT_S = 3 * 86_400.0
"""How old an entry of a sitemap may be: sitemaps list a site's whole past."""

FROM_FEED = "text of the feed, the page could not be had"
"""The flag of a document that was made of what a feed carries, in the place of its page."""

SETTLED_S = 2.0
"""Seconds since its last change after which a file counts as written to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An item as it is told of.

    Attributes:
        key: What it is known by, over all feeds: its address, as a rule.
        address: What is to be fetched or read. None: nothing; what it brings comes with it.
        told: A digest of what is told; another one means that it has changed.
        title: Its headline. None: not told.
        published: When it was published. None: not told.
        outlet: Who published it. None: not told.
        passed_over: It was there before, and is not wanted.
        brought: What it carries itself where it has no address: a document, or why it has none.
        carried: What it carries itself where it has one, packed. None: nothing that is whole.
    """

    key: str
    address: str | None
    told: str
    title: str | None = None
    published: PublishedOn | None = None
    outlet: str | None = None
    passed_over: bool = False
    brought: tuple[Arrival, ...] = field(default=(), repr=False)
    carried: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look has found.

    Attributes:
        items: What it tells of.
        rhythm_s: Seconds to wait before the next look.
        title: What it calls itself. None: nothing.
        problem: What is wrong with it, where it could be read all the same. None: nothing.
        further: Addresses of further sitemaps that it names.
    """

    items: tuple[Told, ...]
    rhythm_s: int
    title: str | None = None
    problem: str | None = None
    further: tuple[str, ...] = ()


def look_at_feed(fetched: Fetched, feed: str, now: float) -> Look:
    """Read a feed that was fetched.

    Args:
        fetched: The feed.
        feed: The address by which it is followed.
        now: The time, in seconds since 1970.

    Raises:
        DocumentError: It is no feed.
    """
    read = read_feed(fetched.body, address=fetched.address)
    moments = [moment for item in read.items if (moment := _moment(item.published)) is not None]
    problem = read.damage
    if len(read.items) > MOST_ITEMS:
        problem = f"more than {MOST_ITEMS} items; those after them are left out"
    return Look(
        items=tuple(_told(item, feed) for item in read.items[:MOST_ITEMS]),
        rhythm_s=rhythm_of(fetched.body, fetched.headers, moments, now=now),
        title=read.title,
        problem=problem,
    )


def look_at_sitemap(fetched: Fetched, now: float, *, is_first: bool) -> Look:
    """Read a sitemap that was fetched: of what is dated the newest, of the rest what is new.

    Args:
        fetched: The sitemap.
        now: The time, in seconds since 1970.
        is_first: It was never looked at before, so that undated entries are of the past.

    Raises:
        DocumentError: It is no sitemap.
    """
    read = read_sitemap(fetched.body)
    recent = [entry for entry in read.entries if _is_recent(entry, now)]
    moments = [moment for entry in recent if (moment := _dated(entry)) is not None]
    return Look(
        items=() if read.is_index else tuple(_entries(recent, is_first=is_first)),
        rhythm_s=rhythm_of(b"", fetched.headers, moments, now=now),
        problem=read.damage,
        further=_further(read, recent),
    )


def look_at_folder(folder: Path, now: float) -> Iterator[Told]:
    """Give the files of a folder that are written to their end, sorted; each one once.

    Raises:
        DocumentError: There is no such folder.
    """
    if not folder.is_dir():
        raise DocumentError("there is no such folder; make it, or take it out of dossier.toml")
    for member in walk(folder):
        if not isinstance(member, Path):
            continue  # said when it is added by hand; a look every few minutes would repeat it
        try:
            status = member.stat()
        except OSError:
            continue  # it has gone again meanwhile
        if now - status.st_mtime >= SETTLED_S or status.st_mtime > now + 60:
            version = f"{status.st_mtime_ns} {status.st_size}"
            yield Told(key=escaped(str(member)), address=str(member), told=version)


def _told(item: FeedItem, feed: str) -> Told:
    """Say what an item is known by: its address, or what its feed calls it."""
    version = digest("item", item.updated and item.updated.value, item.title)
    try:
        key = same_address(item.address) if item.address else None
    except FetchError:
        key = None
    told = Told(
        key=key or f"{feed}#{escaped(item.id)}",
        address=item.address if key else None,
        told=version,
        title=item.title,
        published=item.published,
        outlet=item.outlet,
        carried=_packed(item) if key and item.is_whole() else None,
    )
    if told.address is None:
        return Told(
            key=told.key,
            address=None,
            told=digest("item", version, item.content),
            brought=(_carried(told.key, item),),
        )
    return told


def stand_in(name: str, address: str, carried: bytes) -> Arrival:
    """Make a document of what a feed carries of an item whose page cannot be had; flagged so.

    Args:
        name: What the document is called.
        address: Where the page is.
        carried: What Told gave.
    """
    values = json.loads(zlib.decompress(carried))
    item = FeedItem(
        id=name,
        address=address,
        content=values["content"],
        is_markup=values["is_markup"],
        author=values["author"],
        language=values["language"],
    )
    return _carried(name, item, flags=[FROM_FEED])


def _packed(item: FeedItem) -> bytes:
    values = {
        "content": item.content,
        "is_markup": item.is_markup,
        "author": item.author,
        "language": item.language,
    }
    return zlib.compress(json.dumps(values).encode())


def _carried(name: str, item: FeedItem, flags: Sequence[str] = ()) -> Arrival:
    """Make the document of an item of what its feed carries of it."""
    if not item.is_whole():
        return refuse(
            name, "an item of a feed that names no address, and carries no more than a teaser"
        )
    fields = PageFields(
        name=name,
        url=same_address(item.address) if item.address else None,
        outlet=item.outlet,
        title=item.title,
        author=item.author,
        published=item.published,
        language=item.language,
    )
    flags = [*flags, *([UNREADABLE_DATE] if item.date_unread else [])]
    content = item.content or ""
    try:
        if item.is_markup:
            return import_fragment(fields, content, flags)
        made = import_item(fields, content, None, flags)
    except DocumentError as error:
        return refuse(name, str(error))
    return made or refuse(name, "an item of a feed without a text")


def _entries(entries: Sequence[SitemapEntry], *, is_first: bool) -> Iterator[Told]:
    for entry in entries:
        try:
            key = same_address(entry.address)
        except FetchError:
            continue
        yield Told(
            key=key,
            address=entry.address,
            told=digest("entry", entry.changed and entry.changed.value, entry.title),
            title=entry.title,
            published=entry.published,
            outlet=entry.outlet,
            passed_over=is_first and _dated(entry) is None,
        )


def _further(read: Sitemap, recent: Sequence[SitemapEntry]) -> tuple[str, ...]:
    """Choose the further sitemaps of an index: those that changed last.

    Where it does not say, those at its two ends: sites add the newest at one of them.
    """
    if not read.is_index:
        return ()
    dated = sorted(recent, key=lambda entry: _moment(entry.changed) or 0.0, reverse=True)
    if len(dated) <= MOST_SITEMAPS or _moment(dated[0].changed) is not None:
        chosen = dated[:MOST_SITEMAPS]
    else:
        chosen = [*dated[: MOST_SITEMAPS // 2], *dated[-MOST_SITEMAPS // 2 :]]
    return tuple(entry.address for entry in chosen)


def _is_recent(entry: SitemapEntry, now: float) -> bool:
    moment = _dated(entry)
    return moment is None or moment >= now - RECENT_S


def _dated(entry: SitemapEntry) -> float | None:
    return _moment(entry.published) or _moment(entry.changed)


def _moment(published: PublishedOn | None) -> float | None:
    """Give a date as seconds since 1970; its last moment where it is only a day. None: no date."""
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published.value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    is_day = "T" not in published.value
    return moment.timestamp() + (86_399 if is_day else 0)
