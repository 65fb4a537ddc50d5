"""Following: what is known of feeds and their items, written with the documents of the items.

Each method is one transaction. A process that is killed leaves an item either with its document or
still waiting, so that none is lost, and none comes twice.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict

from sqlalchemy import Connection, func, select, update

from dragoman.record import Document, Quarantine
from dragoman.store import changes, dialects
from dragoman.store.feeds import (
    FEED_ITEMS,
    FEED_TELLINGS,
    FEEDS,
    Brought,
    FeedEntry,
    FeedItem,
    FeedState,
    ItemStatus,
    feed_of,
    item_of,
)
from dragoman.store.tables import DOCUMENTS

items = FEED_ITEMS.c
Transaction = Callable[[], AbstractContextManager[Connection]]


class Following:
    """Reads and changes what is known of feeds. Methods raise StoreError as Writer's do."""

    def __init__(self, write: Transaction, read: Transaction) -> None:
        """Work through transactions that are opened for each call."""
        self._write = write
        self._read = read

    def feeds(self) -> list[FeedState]:
        """List all feeds that were ever followed, by address."""
        with self._read() as connection:
            rows = connection.execute(select(FEEDS).order_by(FEEDS.c.address))
            return [feed_of(row) for row in rows]

    def waiting(
        self,
        feeds: Sequence[str],
        now: str,
        too_far: str,
        limit: int,
        after: tuple[str, str] = ("", ""),
    ) -> list[FeedItem]:
        """List items that are to be fetched by now, those due first before the others.

        Args:
            feeds: The feeds whose items are asked for.
            now: ISO 8601 instant in UTC.
            too_far: Likewise; what is due after it was put off by a clock that went back since,
                and is to be fetched now too.
            limit: How many at most.
            after: `due_at` and `key` of the last one of the part before.
        """
        later = (items.due_at > after[0]) | ((items.due_at == after[0]) & (items.key > after[1]))
        wanted = (
            select(FEED_ITEMS)
            .where(items.status == ItemStatus.WAITING.value, later)
            .where((items.due_at <= now) | (items.due_at > too_far))
            .where(items.feed.in_(feeds))
            .order_by(items.due_at, items.key)
            .limit(limit)
        )
        with self._read() as connection:
            return [item_of(row) for row in connection.execute(wanted)]

    def next_due(self, feeds: Sequence[str]) -> str | None:
        """Tell when the next item of these feeds is to be fetched. None: none is waiting."""
        waits = items.status == ItemStatus.WAITING.value
        wanted = select(func.min(items.due_at)).where(waits, items.feed.in_(feeds))
        with self._read() as connection:
            due: str | None = connection.scalar(wanted)
            return due

    def items(self, feed: str | None = None) -> list[FeedItem]:
        """List the items of a feed, or of all, by key."""
        wanted = select(FEED_ITEMS).order_by(items.key)
        if feed is not None:
            wanted = wanted.where(items.feed == feed)
        with self._read() as connection:
            return [item_of(row) for row in connection.execute(wanted)]

    def counts(self) -> dict[str, dict[ItemStatus, int]]:
        """Count the items of each feed by how far they have come."""
        wanted = select(items.feed, items.status, func.count()).group_by(items.feed, items.status)
        found: dict[str, dict[ItemStatus, int]] = {}
        with self._read() as connection:
            for feed, status, number in connection.execute(wanted):
                found.setdefault(feed, {})[ItemStatus(status)] = number
        return found

    def polled(
        self,
        state: FeedState,
        entries: Iterable[FeedEntry] = (),
        *,
        now: str,
        ingest_version: int = 0,
        most_versions: int = 20,
    ) -> tuple[int, int]:
        """Keep what a look at a feed has found: how it is, and the items it tells of.

        What a server calls the version of a feed is written with its items, so that a feed is
        never taken for read before its items are known.

        Args:
            state: The feed, as it is now.
            entries: Its items; those that are known and as they were are left alone.
            now: ISO 8601 instant in UTC.
            ingest_version: As for Writer.add_document.
            most_versions: How often an item is asked for at most, the first time included; some
                feeds call every item changed at every look.

        Returns:
            How many of them are new or have changed, and how many documents they bring.
        """
        fresh = added = 0
        with self._write() as connection:
            row = asdict(state)
            written = dialects.of(connection).upsert(FEEDS).values(row)
            connection.execute(written.on_conflict_do_update(index_elements=["address"], set_=row))
            for entry in entries:
                known = _known(connection, entry.key)
                if known is not None and not _is_changed(connection, state.address, entry):
                    continue
                if known is not None and known.status is ItemStatus.WAITING:
                    _note(connection, entry.key, **_described(entry))
                    continue
                if known is not None and known.versions >= most_versions:
                    continue
                carried, brings = _carried(connection, entry, ingest_version)
                carried |= _described(entry)
                if known is None:
                    _begin(connection, state.address, entry, now, carried)
                    _is_changed(connection, state.address, entry)
                else:
                    carried |= {"attempts": 0, "due_at": entry.due_at}
                    _note(connection, entry.key, versions=known.versions + 1, **carried)
                added += brings
                fresh += 1
            if added:
                changes.count_revision(connection)
        return fresh, added

    def fetched(
        self,
        item: FeedItem,
        brought: Sequence[Brought],
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        problem: str | None = None,
        ingest_version: int = 0,
    ) -> int:
        """Add the documents of an item, and note in the same transaction that it has come.

        A document that is there already under another name, with the same address and text, is
        not added again.

        Args:
            item: The item.
            brought: Its documents. Empty: it is as it was.
            etag: What its server calls this version.
            last_modified: Likewise, by its date.
            problem: Why its address could not be had, where the feed's own text stands in for it.
            ingest_version: As for Writer.add_document.

        Returns:
            How many documents are new.
        """
        with self._write() as connection:
            added, newest = _add(connection, brought, ingest_version)
            _note(
                connection,
                item.key,
                status=ItemStatus.FETCHED.value,
                attempts=0,
                etag=etag,
                last_modified=last_modified,
                document=newest or item.document,
                problem=problem,
                carried=None,
            )
            changes.accept(connection, item.key)
            changes.count_revision(connection)
            return added

    def put_off(
        self, item: FeedItem, *, due_at: str, problem: str | None, is_attempt: bool
    ) -> None:
        """Note that an item could not be had now, and is to be asked for again.

        Args:
            item: The item.
            due_at: When; ISO 8601 in UTC.
            problem: Why it could not be had.
            is_attempt: It was asked for; False where its host is only left alone for a time.
        """
        with self._write() as connection:
            _note(
                connection,
                item.key,
                attempts=item.attempts + is_attempt,
                due_at=due_at,
                problem=problem,
            )

    def give_up(self, item: FeedItem, quarantines: Sequence[Quarantine]) -> None:
        """Note that an item will not be asked for again, and put it into quarantine.

        Where an earlier version of it was fetched, that one stays, and nothing is put aside.
        """
        with self._write() as connection:
            kept = item.document is not None
            for quarantine in () if kept else quarantines:
                changes.put_aside(connection, quarantine)
            status = ItemStatus.FETCHED if kept else ItemStatus.FAILED
            problem = quarantines[0].reason if quarantines else item.problem
            _note(
                connection,
                item.key,
                status=status.value,
                attempts=item.attempts + 1,
                problem=problem,
            )
            changes.count_revision(connection)


def _note(connection: Connection, key: str, **values: object) -> None:
    connection.execute(update(FEED_ITEMS).where(items.key == key).values(**values))


def _known(connection: Connection, key: str) -> FeedItem | None:
    row = connection.execute(select(FEED_ITEMS).where(items.key == key)).first()
    return item_of(row) if row else None


def _is_changed(connection: Connection, feed: str, entry: FeedEntry) -> bool:
    """Keep what a feed tells of an item; tell whether it told otherwise before."""
    tellings = FEED_TELLINGS.c
    mine = (tellings.feed == feed) & (tellings.item == entry.key)
    before = connection.scalar(select(tellings.told).where(mine))
    if before is None:
        row = {"feed": feed, "item": entry.key, "told": entry.told}
        connection.execute(FEED_TELLINGS.insert().values(row))
        return False
    if before == entry.told:
        return False
    connection.execute(update(FEED_TELLINGS).where(mine).values(told=entry.told))
    return True


def _begin(
    connection: Connection, feed: str, entry: FeedEntry, now: str, carried: dict[str, object]
) -> None:
    """Take note of an item that is new."""
    values: dict[str, object] = {
        "key": entry.key,
        "feed": feed,
        "address": entry.address,
        "seen_at": now,
        "due_at": entry.due_at,
        "attempts": 0,
        "versions": 1,
    }
    connection.execute(FEED_ITEMS.insert().values(values | carried))


def _described(entry: FeedEntry) -> dict[str, object]:
    return {
        "title": entry.title,
        "published": entry.published,
        "outlet": entry.outlet,
        "carried": entry.carried,
    }


def _carried(
    connection: Connection, entry: FeedEntry, ingest_version: int
) -> tuple[dict[str, object], int]:
    """Add the documents that a feed carries itself; give how far the item has come by that."""
    if entry.brought:
        added, newest = _add(connection, entry.brought, ingest_version)
        status = ItemStatus.FETCHED
        return {"status": status.value, "document": newest, "problem": None}, added
    if entry.quarantine is not None:
        changes.put_aside(connection, entry.quarantine)
        return {"status": ItemStatus.FAILED.value, "problem": entry.quarantine.reason}, 0
    status = ItemStatus.PASSED_OVER if entry.passed_over else ItemStatus.WAITING
    return {"status": status.value, "problem": None}, 0


def _add(
    connection: Connection, brought: Sequence[Brought], ingest_version: int
) -> tuple[int, str | None]:
    """Add documents; give how many are new, and the id of the last one."""
    added, newest = 0, None
    for one in brought:
        document = one.document
        newest = _twin(connection, document) or document.id
        if newest == document.id:
            added += changes.add_document(connection, document, ingest_version)
            if one.markup is not None:
                changes.keep_page(connection, document.id, one.markup, one.fetched_at)
        changes.accept(connection, document.name)
    return added, newest


def _twin(connection: Connection, document: Document) -> str | None:
    """Find the same text of the same address under another name or outlet. None: there is none."""
    table = DOCUMENTS.table.c
    if document.url is None:
        return None
    same = (table.url == document.url) & (table.sha256 == document.sha256)
    found = connection.scalars(select(table.id).where(same)).all()
    twin: str | None = document.id if document.id in found else next(iter(sorted(found)), None)
    return twin
