"""Polling: the feeds, sitemaps and folders that a dossier follows are asked for what is new."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dragoman.errors import DocumentError, FetchError
from dragoman.ingest import INGEST_VERSION, Arrival, Page
from dragoman.ingest.fetching import Clock, Fetched, NotModified, Validators
from dragoman.ingest.fetching.feeds import (
    Look,
    Told,
    look_at_feed,
    look_at_folder,
    look_at_sitemap,
)
from dragoman.ingest.fetching.fetcher import instant
from dragoman.ingest.fetching.rhythm import SHORTEST_S, USUAL_S, bounded, max_age
from dragoman.ingest.fetching.rounds import Fetching, Outcome, Wanted, fetch_each
from dragoman.record import Quarantine
from dragoman.store import Brought, FeedEntry, FeedState, Store

FOLDER_S = 60
"""Seconds between two looks into a folder, where nothing else is said."""

FAILING_S = 3_600.0
"""The longest that a feed is left alone which may be back at any moment: feeds forget quickly."""

GONE_S = 86_400.0
"""How long a feed is left alone that its host refuses or does not have."""

LONGEST_S = GONE_S * 7
"""The longest that anything is left alone because its host asks for it."""

TOO_FAR_S = GONE_S * 8
"""Nothing is put off for so long: what is due later was put off by a clock that went back since."""


class Followed(Protocol):
    """What a dossier follows (dragoman.settings.Followed)."""

    @property
    def kind(self) -> str:
        """Whether it is a feed, a sitemap or a folder."""
        ...

    @property
    def address(self) -> str:
        """Its address, or the path of the folder."""
        ...

    @property
    def every_s(self) -> float | None:
        """Seconds between two looks at it. None: as it says itself."""
        ...

    @property
    def outlet(self) -> str | None:
        """Who publishes what it names. None: not told."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What polling has found.

    Attributes:
        asked: Feeds, sitemaps and folders that were looked at.
        unchanged: Those of them that had nothing new to say.
        failed: Those of them that could not be read.
        items: Items that are new or have changed.
        added: Documents that feeds carried themselves.
        problems: What is wrong with which of them, in words.
    """

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    items: int = 0
    added: int = 0
    problems: tuple[str, ...] = ()

    def __add__(self, other: "Polled") -> "Polled":
        return Polled(
            asked=self.asked + other.asked,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
            items=self.items + other.items,
            added=self.added + other.added,
            problems=self.problems + other.problems,
        )


@dataclass(frozen=True, slots=True)
class Guarded:
    """Fetches, and turns what nobody thought of into an error of the one address.

    Attributes:
        fetcher: What fetches.
    """

    fetcher: Fetching

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched | NotModified:
        """Fetch what is at an address.

        Raises:
            FetchError: It cannot be fetched, for whatever reason.
        """
        try:
            return self.fetcher.fetch(address, validators)
        except FetchError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {error}; please report it with the address {address}"
            raise FetchError(reason, passing=True) from error


def poll(
    store: Store,
    followed: Sequence[Followed],
    fetcher: Fetching,
    clock: Clock,
    is_stopping: Callable[[], bool],
) -> Polled:
    """Look at everything whose time has come, and keep what it tells of.

    What is found in one of them is written in one transaction, with how it was, so that a process
    that is killed loses nothing of it.
    """
    known = {state.address: state for state in store.following().feeds()}
    due: list[tuple[Followed, FeedState]] = []
    for one in followed:
        state = _state(one, known.get(one.address), clock.now())
        if state.due_at <= instant(clock.now()):
            due.append((one, state))
    total = Polled()
    for one, state in due:
        if one.kind == "folder" and not is_stopping():
            total += _look_into(store, one, state, clock)
    by_address = {one.address: (one, state) for one, state in due if one.kind != "folder"}
    wanted = [
        Wanted(
            address=address,
            of=address,
            validators=Validators(etag=state.etag, last_modified=state.last_modified),
        )
        for address, (_, state) in by_address.items()
    ]
    for asked, outcome in fetch_each(wanted, fetcher, is_stopping=is_stopping):
        one, state = by_address[asked.of]
        total += _take(store, one, state, outcome, fetcher, clock)
    return total


def next_poll(store: Store, followed: Sequence[Followed], now: float) -> float:
    """Tell when the next of them is to be looked at, in seconds since 1970."""
    known = {state.address: state for state in store.following().feeds()}
    moments = [seconds_of(_state(one, known.get(one.address), now).due_at) for one in followed]
    return min(moments, default=now + FAILING_S)


def seconds_of(moment: str) -> float:
    """Read a moment as it is kept."""
    return datetime.fromisoformat(moment).timestamp()


def brought_by(arrivals: Iterable[Arrival]) -> tuple[list[Brought], list[Quarantine]]:
    """Tell the documents of an item from the reasons why there are none."""
    brought: list[Brought] = []
    refused: list[Quarantine] = []
    for arrival in arrivals:
        if isinstance(arrival, Quarantine):
            refused.append(arrival)
        elif isinstance(arrival, Page):
            brought.append(
                Brought(
                    document=arrival.document,
                    markup=arrival.markup,
                    fetched_at=arrival.fetched_at,
                )
            )
        else:
            brought.append(Brought(document=arrival))
    return brought, refused


def _state(one: Followed, known: FeedState | None, now: float) -> FeedState:
    """Give what is known of a feed; one that the dossier names newly is due at once.

    So is one whose rhythm the dossier has made shorter meanwhile, when its time has come by that.
    """
    usual = FOLDER_S if one.kind == "folder" else USUAL_S
    rhythm = round(one.every_s) if one.every_s else usual
    if known is None or known.kind != one.kind:
        return FeedState(address=one.address, kind=one.kind, due_at=instant(now), rhythm_s=rhythm)
    if known.due_at > instant(now + max(rhythm, known.rhythm_s, TOO_FAR_S)):
        return replace(known, due_at=instant(now))
    latest = known.due_at
    if one.every_s and not known.failures and known.polled_at:
        latest = min(latest, instant(seconds_of(known.polled_at) + rhythm))
    return replace(known, due_at=latest)


def _look_into(store: Store, one: Followed, state: FeedState, clock: Clock) -> Polled:
    """Look into a folder for files that are new or have changed."""
    now = clock.now()
    rhythm = round(one.every_s or FOLDER_S)
    good = replace(
        state,
        polled_at=instant(now),
        due_at=instant(now + rhythm),
        rhythm_s=rhythm,
        failures=0,
        problem=None,
    )
    entries = _entries(look_at_folder(Path(one.address), now), now)
    try:
        items, _ = store.following().polled(good, entries, now=instant(now))
    except DocumentError as error:
        return _failed(store, state, str(error), now + rhythm, now)
    return Polled(asked=1, unchanged=not items, items=items)


def _take(
    store: Store,
    one: Followed,
    state: FeedState,
    outcome: Outcome,
    fetcher: Fetching,
    clock: Clock,
) -> Polled:
    """Keep what a server answered about a feed."""
    now = clock.now()
    if isinstance(outcome, FetchError):
        if not outcome.refused and outcome.passing:  # its host is left alone for a time
            wait = min(outcome.wait_s or FAILING_S, LONGEST_S)
            due = replace(state, due_at=instant(now + wait))
            store.following().polled(due, now=instant(now))
            return Polled()
        wait = min(SHORTEST_S * 2.0 ** min(state.failures, 16), FAILING_S)
        wait = max(wait, min(outcome.wait_s or 0.0, LONGEST_S)) if outcome.passing else GONE_S
        return _failed(store, state, str(outcome), now + wait, now)
    good = replace(state, polled_at=instant(now), failures=0, problem=None)
    if isinstance(outcome, NotModified):
        rhythm = _rhythm(one, max(state.rhythm_s, max_age(outcome.headers) or 0))
        good = replace(good, due_at=instant(now + rhythm))
        store.following().polled(good, now=instant(now))
        return Polled(asked=1, unchanged=1)
    try:
        look = _look(one, state, outcome, fetcher, now)
    except Exception as error:  # one feed that nobody thought of must not stop the others
        reason = (
            str(error) if isinstance(error, DocumentError) else f"{type(error).__name__}: {error}"
        )
        return _failed(store, state, reason, now + max(state.rhythm_s, FAILING_S), now)
    return _keep(store, one, good, outcome, look, now)


def _keep(
    store: Store, one: Followed, good: FeedState, fetched: Fetched, look: Look, now: float
) -> Polled:
    rhythm = _rhythm(one, look.rhythm_s)
    # What is damaged or only points further is read anew next time, whatever its version is called.
    whole = look.problem is None and not look.further
    moved_to = fetched.address if fetched.moved else None
    kept = replace(
        good,
        title=look.title or good.title,
        etag=fetched.validators.etag if whole else None,
        last_modified=fetched.validators.last_modified if whole else None,
        due_at=instant(now + rhythm),
        rhythm_s=rhythm,
        problem=look.problem,
        moved_to=moved_to,
    )
    items, added = store.following().polled(
        kept, _entries(look.items, now), now=instant(now), ingest_version=INGEST_VERSION
    )
    problems = [f"{one.address}: {look.problem}"] if look.problem else []
    if moved_to and moved_to != good.moved_to:
        problems.append(f"{one.address} has moved to {moved_to}: change it in dossier.toml")
    return Polled(asked=1, unchanged=not items, items=items, added=added, problems=tuple(problems))


def _look(one: Followed, state: FeedState, fetched: Fetched, fetcher: Fetching, now: float) -> Look:
    if one.kind == "feed":
        return look_at_feed(fetched, one.address, now)
    is_first = state.polled_at is None
    look = look_at_sitemap(fetched, now, is_first=is_first)
    items, problem = list(look.items), look.problem
    further = [Wanted(address=address, of=address) for address in look.further]
    for asked, outcome in fetch_each(further, fetcher):
        try:
            if isinstance(outcome, Fetched):
                items += look_at_sitemap(outcome, now, is_first=is_first).items
            elif isinstance(outcome, FetchError):
                problem = str(outcome)
        except DocumentError as error:
            problem = f"{asked.address}: {error}"
    return replace(look, items=tuple(items), problem=problem)


def _rhythm(one: Followed, own: int) -> int:
    return round(one.every_s) if one.every_s else bounded(own)


def _failed(store: Store, state: FeedState, problem: str, due: float, now: float) -> Polled:
    bad = replace(
        state,
        failures=state.failures + 1,
        problem=problem,
        due_at=instant(due),
        etag=None,
        last_modified=None,
    )
    store.following().polled(bad, now=instant(now))
    return Polled(asked=1, failed=1, problems=(f"{state.address}: {problem}",))


def _entries(told: Iterable[Told], now: float) -> Iterator[FeedEntry]:
    for item in told:
        brought, refused = brought_by(item.brought)
        yield FeedEntry(
            key=item.key,
            address=item.address,
            told=item.told,
            due_at=instant(now),
            title=item.title,
            published=item.published.value if item.published else None,
            outlet=item.outlet,
            brought=tuple(brought),
            carried=item.carried,
            passed_over=item.passed_over,
            quarantine=refused[0] if refused else None,
        )
