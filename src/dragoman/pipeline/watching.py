"""Watching: round after round, what is new in the feeds of a dossier becomes documents.

All that has to be remembered between rounds is in the record's database, and what belongs together
is written together. So a process that is killed, or a machine that is off for a day, loses no item
and adds none twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import FetchError, StoreError
from dragoman.ingest import INGEST_VERSION, ingest
from dragoman.ingest.arrivals import refuse
from dragoman.ingest.fetching import Clock, Fetched, NotModified, Validators
from dragoman.ingest.fetching.feeds import stand_in
from dragoman.ingest.fetching.fetcher import instant
from dragoman.ingest.fetching.pages import described, import_fetched
from dragoman.ingest.fetching.rounds import Fetching, Outcome, Wanted, fetch_each
from dragoman.ingest.patterns import Known, Patterns
from dragoman.pipeline.polling import (
    LONGEST_S,
    TOO_FAR_S,
    Followed,
    Guarded,
    Polled,
    brought_by,
    next_poll,
    poll,
    seconds_of,
)
from dragoman.pipeline.reading import Added, Progress, Ran, add
from dragoman.record import DateBasis, PublishedOn, Quarantine
from dragoman.store import FeedItem, Store
from dragoman.store.queries.unread import HasUnread

ATTEMPTS = 8
"""How often an item is asked for in vain before it goes to quarantine: over some two days."""

ATTEMPTS_MISSING = 4
"""Likewise where its host has no such page, or there is no article in it: over an hour."""

FIRST_WAIT_S = 300.0
WAITS_GROW = 3.0
LONGEST_WAIT_S = 86_400.0

UNREACHED_S = 7 * 86_400.0
"""How long an item is asked for whose host gives no answer at all: our network may be down."""

LONGEST_PAUSE_S = 3_600.0
ROUND_S = 600.0
"""How long a round begins to fetch items; after it the feeds have their turn again."""

PART = 200
"""Items that are read from the database at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round has done.

    Attributes:
        polled: What the feeds told.
        added: Documents that are new.
        known: Items whose document was there already, or was as before.
        quarantined: Items that were given up, with their reasons in quarantine.
        waiting: Items that could not be had now, and are asked for again.
        ran: What reading found. None: there was nothing new to read.
    """

    polled: Polled = field(default_factory=Polled)
    added: int = 0
    known: int = 0
    quarantined: int = 0
    waiting: int = 0
    ran: Ran | None = None


@dataclass(slots=True, kw_only=True)
class Watch:
    """Watches what a dossier follows.

    Attributes:
        store: The record.
        followed: What is followed.
        fetcher: Fetches pages and feeds.
        clock: Tells the time.
        add_file: Adds the documents of a file of a folder. None: as `ingest` reads it.
        read: Reads what is new into the record, and tells what it found. None: nothing is read.
        progress: Called with the name of each item when it is done.
        is_stopping: Tells whether to end after the item at hand.
        patterns: What names and columns of files tell, where there is no add_file.
    """

    store: Store
    followed: Sequence[Followed]
    fetcher: Fetching
    clock: Clock
    add_file: Callable[[Path], Added] | None = None
    read: Callable[[], Ran] | None = None
    progress: Progress = lambda _: None
    is_stopping: Callable[[], bool] = lambda: False
    patterns: Patterns = field(default_factory=Patterns)
    _is_first: bool = True

    def round(self) -> Round:
        """Look at what is due, fetch what is new, and read it."""
        fetcher, tally = Guarded(self.fetcher), _Tally()
        polled = poll(self.store, self.followed, fetcher, self.clock, self.is_stopping)
        for wanted, outcome in fetch_each(self._wanted(), fetcher, is_stopping=self.is_stopping):
            self._take(wanted.of, outcome, tally)
            self.progress(wanted.of.key)
        for item in self._files():
            self._add_file(item, tally)
            self.progress(item.key)
        ran = None
        is_new = tally.added or polled.added
        # The first round also reads what an earlier process had added and not come to read.
        is_left = self._is_first and self.store.view().ask(HasUnread())
        if self.read and (is_new or is_left) and not self.is_stopping():
            ran = self.read()
        self._is_first = False
        return Round(
            polled=polled,
            added=tally.added + polled.added,
            known=tally.known,
            quarantined=tally.quarantined,
            waiting=tally.waiting,
            ran=ran,
        )

    def pause(self) -> float:
        """Tell how many seconds there is nothing to do."""
        now = self.clock.now()
        moments = [next_poll(self.store, self.followed, now)]
        item = self.store.following().next_due([one.address for one in self.followed])
        if item is not None:
            moments.append(seconds_of(item))
        return min(max(1.0, min(moments) - now), LONGEST_PAUSE_S)

    def _due(self, kind: str) -> Iterator[FeedItem]:
        """Give the items that are to be had by now; each once, however long it takes."""
        feeds = [one.address for one in self.followed if (one.kind == "folder") == (kind == "file")]
        now, after = self.clock.now(), ("", "")
        moments = instant(now), instant(now + TOO_FAR_S)
        while part := self.store.following().waiting(feeds, *moments, PART, after):
            yield from part
            after = (part[-1].due_at, part[-1].key)

    def _wanted(self) -> Iterator[Wanted[FeedItem]]:
        until = self.clock.monotonic() + ROUND_S
        for item in self._due("page"):
            if self.clock.monotonic() > until:
                return
            validators = Validators(etag=item.etag, last_modified=item.last_modified)
            yield Wanted(address=item.address or item.key, of=item, validators=validators)

    def _files(self) -> Iterator[FeedItem]:
        for item in self._due("file"):
            if self.is_stopping():
                return
            yield item

    def _take(self, item: FeedItem, outcome: Outcome, tally: "_Tally") -> None:
        """Keep what an item brings, or why it could not be had."""
        following = self.store.following()
        if isinstance(outcome, NotModified):
            following.fetched(item, (), etag=item.etag, last_modified=item.last_modified)
            tally.known += 1
        elif isinstance(outcome, Fetched):
            self._take_page(item, outcome, tally)
        elif not outcome.refused and outcome.passing:
            due = self.clock.now() + min(outcome.wait_s or FIRST_WAIT_S, LONGEST_S)
            following.put_off(item, due_at=instant(due), problem=None, is_attempt=False)
            tally.waiting += 1
        else:
            self._fail(item, outcome, [refuse(item.key, str(outcome))], tally)

    def _take_page(self, item: FeedItem, fetched: Fetched, tally: "_Tally") -> None:
        try:
            brought, refused = brought_by(import_fetched(fetched, item.key, self._known(item)))
        except Exception as error:  # one page that nobody thought of must not stop the watch
            brought, refused = [], [_broken(item, error)]
        if not brought:
            self._fail(item, None, refused, tally)
            return
        new = self.store.following().fetched(
            item,
            brought,
            etag=fetched.validators.etag,
            last_modified=fetched.validators.last_modified,
            ingest_version=INGEST_VERSION,
        )
        tally.added += new
        tally.known += not new

    def _fail(
        self,
        item: FeedItem,
        error: FetchError | None,
        quarantines: Sequence[Quarantine],
        tally: "_Tally",
    ) -> None:
        """Ask for an item again later, or give it up."""
        now, attempt = self.clock.now(), item.attempts + 1
        following = self.store.following()
        if is_given_up(error, attempt, now - seconds_of(item.seen_at)):
            if self._stands_in(item, quarantines, tally):
                return
            following.give_up(item, quarantines)
            tally.quarantined += item.document is None
            return
        wait = min(FIRST_WAIT_S * WAITS_GROW ** min(attempt - 1, 20), LONGEST_WAIT_S)
        wait = max(wait, min(error.wait_s or 0.0, LONGEST_S)) if error else wait
        problem = quarantines[0].reason if quarantines else None
        following.put_off(item, due_at=instant(now + wait), problem=problem, is_attempt=True)
        tally.waiting += 1

    def _stands_in(
        self, item: FeedItem, quarantines: Sequence[Quarantine], tally: "_Tally"
    ) -> bool:
        """Take what the feed carries of an item whose page cannot be had; tell if it is whole."""
        if item.carried is None or item.document is not None:
            return False
        arrival = stand_in(item.key, item.address or item.key, item.carried)
        brought, _ = brought_by([described(arrival, self._known(item))])
        if not brought:
            return False
        problem = quarantines[0].reason if quarantines else None
        new = self.store.following().fetched(
            item, brought, problem=problem, ingest_version=INGEST_VERSION
        )
        tally.added += new
        tally.known += not new
        return True

    def _add_file(self, item: FeedItem, tally: "_Tally") -> None:
        """Add a file of a folder; one that holds many documents is added document by document."""
        try:
            path = Path(item.address or item.key)
            if self.add_file:
                added = self.add_file(path)
            else:
                added = add(ingest([path], patterns=self.patterns), self.store, lambda _: None)
        except StoreError:
            raise
        except Exception as error:  # one file that nobody thought of must not stop the watch
            self.store.following().give_up(item, [_broken(item, error)])
            tally.quarantined += 1
            return
        self.store.following().fetched(item, ())
        tally.added += added.added
        tally.known += added.known
        tally.quarantined += added.quarantined

    def _known(self, item: FeedItem) -> Known:
        """Give what feed and dossier tell of an item."""
        outlets = {one.address: one.outlet for one in self.followed}
        published = item.published
        return Known(
            title=item.title,
            published=PublishedOn(value=published, basis=DateBasis.METADATA) if published else None,
            outlet=outlets.get(item.feed) or item.outlet,
        )


def _broken(item: FeedItem, error: Exception) -> Quarantine:
    return refuse(item.key, f"{type(error).__name__}: {error}; please report it with what it is of")


@dataclass(slots=True)
class _Tally:
    """What has become of the items of a round so far."""

    added: int = 0
    known: int = 0
    quarantined: int = 0
    waiting: int = 0


def is_given_up(error: FetchError | None, attempt: int, waited_s: float) -> bool:
    """Tell whether an item is not to be asked for again.

    Args:
        error: Why it could not be had. None: it came, and held no article.
        attempt: How often it has been asked for.
        waited_s: Seconds since a feed told of it.
    """
    if error is None or error.status == 404:
        return attempt >= ATTEMPTS_MISSING
    if not error.passing:
        return True
    if error.status is None:
        return attempt >= ATTEMPTS and waited_s >= UNREACHED_S
    return attempt >= ATTEMPTS
