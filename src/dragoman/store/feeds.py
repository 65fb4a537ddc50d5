"""Feeds that a dossier follows, and their items: types and tables.

They lie in the record's database, so that an item's document and what is known of the item are
written together; but they are no part of the record: nothing exports them.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Row, Table

from dragoman.record import Document, Quarantine
from dragoman.store.columns import Integer, Text
from dragoman.store.tables import DOCUMENTS, metadata

FEEDS = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("polled_at", Text),
    Column("due_at", Text, nullable=False),
    Column("rhythm_s", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("moved_to", Text),
)

# One row for each address, whichever and however many feeds name it.
FEED_ITEMS = Table(
    "feed_items",
    metadata,
    Column("key", Text, primary_key=True),
    Column("feed", Text, ForeignKey("feeds.address"), nullable=False),
    Column("address", Text),
    Column("status", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("due_at", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("outlet", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("document", Text, ForeignKey("documents.id")),
    Column("problem", Text),
    Column("carried", LargeBinary),
)

# What each feed tells of an item, as a digest by which a changed item is known: two feeds tell of
# one item in different words.
FEED_TELLINGS = Table(
    "feed_tellings",
    metadata,
    Column("feed", Text, ForeignKey("feeds.address"), primary_key=True),
    Column("item", Text, ForeignKey("feed_items.key"), primary_key=True),
    Column("told", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("feed_items_by_due", FEED_ITEMS.c.status, FEED_ITEMS.c.due_at, FEED_ITEMS.c.key)
Index("feed_items_by_feed", FEED_ITEMS.c.feed, FEED_ITEMS.c.status)
Index("documents_by_url", DOCUMENTS.table.c.url)


class ItemStatus(StrEnum):
    """How far an item of a feed has come; what is passed over was there before it was followed."""

    PASSED_OVER = "passed over"
    WAITING = "waiting"
    FETCHED = "fetched"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A document that an item brings.

    Attributes:
        document: The document.
        markup: The web page that it was made from, as it came. None: it came as text.
        fetched_at: When that was fetched, ISO 8601. None: not known.
    """

    document: Document
    markup: bytes | None = field(default=None, repr=False)
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed that is followed.

    Attributes:
        address: Its address, or the path of a folder.
        kind: "feed", "sitemap" or "folder".
        title: What it calls itself. None: not known yet.
        etag: What its server calls the version that was read. None: it does not.
        last_modified: Likewise, by its date.
        polled_at: When it was asked last; ISO 8601 in UTC. None: never yet.
        due_at: When it is to be asked next; likewise.
        rhythm_s: Seconds between two looks at it.
        failures: How often in a row it could not be read.
        problem: Why it could not be, or what is wrong with it. None: nothing is.
        moved_to: The address that it says it has moved to for good. None: it has not.
    """

    address: str
    kind: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    polled_at: str | None = None
    due_at: str
    rhythm_s: int
    failures: int = 0
    problem: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An item as a feed tells of it.

    Attributes:
        key: What it is known by, over all feeds: its address as a rule.
        address: What is to be fetched. None: nothing, its document comes with it.
        told: A digest of what the feed tells; another one means that it has changed.
        due_at: When it is to be fetched; ISO 8601 in UTC.
        title: Its headline. None: not told.
        published: When it was published, ISO 8601. None: not told.
        outlet: Who published it. None: not told.
        brought: The documents that come with it, where it has no address.
        carried: What the feed carries of it, packed, for when its address cannot be had. None:
            nothing that is whole.
        passed_over: It was there before the feed was followed, and is not wanted.
        quarantine: Why there is nothing to fetch and nothing that it brings. None: there is.
    """

    key: str
    address: str | None
    told: str
    due_at: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    brought: tuple[Brought, ...] = field(default=(), repr=False)
    carried: bytes | None = field(default=None, repr=False)
    passed_over: bool = False
    quarantine: Quarantine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """What is known of an item of a feed.

    Attributes:
        key: What it is known by.
        feed: The address of the feed that told of it first.
        address: What is fetched. None: nothing is.
        status: How far it has come.
        attempts: How often it was asked for in vain.
        versions: How often it was new, or had changed.
        seen_at: When a feed told of it first; ISO 8601 in UTC.
        due_at: When it is to be asked for next; likewise.
        title: Its headline. None: not told.
        published: When it was published, ISO 8601. None: not told.
        outlet: Who published it. None: not told.
        etag: What its server calls the version that was read. None: it does not.
        last_modified: Likewise, by its date.
        document: Id of its newest document. None: there is none yet.
        problem: Why it could not be had. None: it could, or was not asked for yet.
        carried: What the feed carries of it, packed, until it has come. None: nothing whole.
    """

    key: str
    feed: str
    address: str | None
    status: ItemStatus
    attempts: int
    versions: int
    seen_at: str
    due_at: str
    title: str | None
    published: str | None
    outlet: str | None
    etag: str | None
    last_modified: str | None
    document: str | None
    problem: str | None
    carried: bytes | None = field(repr=False)


def feed_of(row: Row[tuple[object, ...]]) -> FeedState:
    """Make the state of a row of FEEDS."""
    return FeedState(**row._mapping)


def item_of(row: Row[tuple[object, ...]]) -> FeedItem:
    """Make the item of a row of FEED_ITEMS."""
    return FeedItem(**(dict(row._mapping) | {"status": ItemStatus(row.status)}))
