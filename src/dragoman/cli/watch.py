"""Watching: what is new in the feeds of a dossier is fetched, added and read, round after round."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import WITH_QUARANTINE, FormatOption, ReaderOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at
from dragoman.cli.logs import LogOption, logged, tell
from dragoman.cli.progress import counting
from dragoman.cli.rows import Format, printable, show
from dragoman.cli.watch_metrics import WatchMetrics
from dragoman.errors import DossierError, DragomanError
from dragoman.settings import Dossier, read_settings
from dragoman.store import ItemStatus, Store

if TYPE_CHECKING:
    from dragoman.ingest.fetching import SystemClock
    from dragoman.pipeline import Added, Ran
    from dragoman.pipeline.watching import Round, Watch

LOCK_FILE = "watch.lock"


class EndingError(DragomanError):
    """Reading ends after the document at hand, because the program is to end."""


def watch(
    dossier: DossierOption = None,
    reader: ReaderOption = None,
    once: Annotated[
        bool, typer.Option("--once", help="Do one round and end, as cron wants it.")
    ] = False,
    reading: Annotated[
        bool, typer.Option("--read/--no-read", help="Read what is new into the record.")
    ] = True,
    metrics_file: Annotated[
        Path | None,
        typer.Option(help="Write what was done since the start there after each round."),
    ] = None,
    log_format: LogOption = None,
) -> None:
    """Follow the feeds of the dossier: fetch, add and read what is new.

    Feeds, sitemaps and folders are named in dossier.toml, under [sources]. Each is asked on its own
    rhythm, until Ctrl-C or SIGTERM; the item at hand is finished first.
    """
    with logged(log_format):
        refused = _follow(dossier_at(dossier), reader, metrics_file, once=once, reading=reading)
    if once and refused:
        raise typer.Exit(WITH_QUARANTINE)


def _follow(
    opened: Dossier, reader: str | None, metrics_file: Path | None, *, once: bool, reading: bool
) -> int:
    """Watch a dossier, unless another process does; give how much was put into quarantine."""
    if not opened.sources.followed:
        raise DossierError(
            f"{opened.folder}: nothing to watch; name feeds in dossier.toml:\n"
            '[sources]\nfeeds = ["https://outlet.example/feed.xml"]'
        )
    with alone(opened) as is_alone, Store.open(opened.record_place) as store:
        if not is_alone:
            tell("another `dragoman watch` is at work in this dossier; left to it", "left alone")
            return 0
        _hint(opened)
        metrics = WatchMetrics(path=metrics_file)
        return _watch(opened, store, reader, metrics, once=once, reading=reading)


def feeds(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the feeds that are followed, and how they fare."""
    opened = dossier_at(dossier)
    with Store.open(opened.record_place) as store:
        following = store.following()
        known = {state.address: state for state in following.feeds()}
        counts = following.counts()
        rows = []
        for one in opened.sources.followed:
            state, items = known.get(one.address), counts.get(one.address, {})
            rows.append(
                {
                    "kind": one.kind,
                    "address": one.address,
                    "title": state.title if state else None,
                    "polled_at": state.polled_at if state else None,
                    "due_at": state.due_at if state else None,
                    **{str(status): items.get(status, 0) for status in ItemStatus},
                    "failures": state.failures if state else 0,
                    "problem": state.problem if state else None,
                    "moved_to": state.moved_to if state else None,
                }
            )
    shown = ["kind", "address", "polled_at", "due_at", "fetched", "waiting", "failed", "problem"]
    show(rows, shown, form)


def _watch(
    opened: Dossier,
    store: Store,
    reader: str | None,
    metrics: WatchMetrics,
    *,
    once: bool,
    reading: bool,
) -> int:
    """Do rounds until it is time to stop; give how much was put into quarantine."""
    from dragoman.cli.fetching import fetcher_for
    from dragoman.ingest.fetching import SystemClock
    from dragoman.pipeline.watching import Watch

    clock, stop = SystemClock(), threading.Event()
    with stopping(stop, clock), fetcher_for(opened.sources, clock) as fetcher:
        read = reading_of(opened, store, reader, stop) if reading else None
        watching = Watch(
            store=store,
            followed=opened.sources.followed,
            fetcher=fetcher,
            clock=clock,
            add_file=adding_for(opened, store),
            read=read,
            is_stopping=stop.is_set,
        )
        refused = 0
        while not stop.is_set():
            refused = _round(watching, metrics, always=once)
            if once:
                break
            clock.sleep(watching.pause())
    if stop.is_set():
        tell("stopped; the next start goes on from here", "stopped")
    return refused


def _round(watching: "Watch", metrics: WatchMetrics, *, always: bool) -> int:
    """Do a round and tell what it did; give how much was put into quarantine.

    Args:
        watching: What watches.
        metrics: What counts the rounds.
        always: Tell also that there was nothing new.
    """
    with counting("fetching") as progress:
        watching.progress = progress
        try:
            done = watching.round()
        except EndingError:
            return 0
    for problem in done.polled.problems:
        tell(f"  {printable(problem)}", "feed failed", problem=problem)
    polled, now = done.polled, watching.clock.now()
    metrics.count(done, now)
    is_news = polled.items or polled.failed or done.added or done.waiting or done.quarantined
    if always or is_news:
        tell(summary(done, now), "round", **facts(done))
    return done.quarantined + (done.ran.quarantined if done.ran else 0)


def summary(done: "Round", now: float) -> str:
    """Say what a round has done, in a line."""
    from dragoman.ingest.fetching.fetcher import instant
    from dragoman.report.signs import count

    polled = done.polled
    parts = [
        f"{polled.asked} asked ({polled.unchanged} unchanged, {polled.failed} failed)",
        count(polled.items, "new item"),
        f"{done.added} added, {done.known} known, {done.quarantined} in quarantine, "
        f"{done.waiting} waiting",
    ]
    if done.ran:
        parts.append(f"{done.ran.documents} read, {count(done.ran.statements, 'statement')}")
    return f"{instant(now)}  {'; '.join(parts)}"


def facts(done: "Round") -> dict[str, int]:
    """Give the numbers of a round by their names."""
    polled, ran = done.polled, done.ran
    read = {"read": ran.documents, "statements": ran.statements} if ran else {}
    return {
        "asked": polled.asked,
        "unchanged": polled.unchanged,
        "failed": polled.failed,
        "items": polled.items,
        "added": done.added,
        "known": done.known,
        "quarantined": done.quarantined,
        "waiting": done.waiting,
        **read,
    }


def adding_for(opened: Dossier, store: Store) -> "Callable[[Path], Added]":
    """Give what adds a file of a watched folder, just as `dragoman add` does."""

    def add_file(path: Path) -> "Added":
        from dragoman import pipeline
        from dragoman.cli.archives import reading_for
        from dragoman.cli.codings import codings_for
        from dragoman.cli.patterns import patterns_for
        from dragoman.ingest import ingest

        codings = codings_for(store, opened)
        arrivals = ingest(
            [path],
            patterns=patterns_for(opened),
            archives=reading_for(store, opened),
            codings=codings,
        )
        added = pipeline.add(arrivals, store, lambda _: None)
        codings.judge()
        return replace(added, quarantined=added.quarantined + codings.aside)

    return add_file


def reading_of(
    opened: Dossier, store: Store, reader: str | None, stop: threading.Event
) -> "Callable[[], Ran]":
    """Give what reads new documents; the model is loaded once, when there is something to read."""
    from dragoman import pipeline
    from dragoman.resolve import load_knowledge

    name = reader or read_settings().reader
    chosen = pipeline.reader_named(name)

    def progress(_document: str) -> None:
        if stop.is_set():
            raise EndingError

    def read() -> "Ran":
        knowledge = load_knowledge(opened.actors_path)
        codebook = codebook_of(opened)
        coder = pipeline.coder_for(codebook and pipeline.taught_by(store, codebook, knowledge))
        return pipeline.run(store, chosen, knowledge, progress, coder)

    return read


@contextmanager
def stopping(stop: threading.Event, clock: "SystemClock") -> Iterator[None]:
    """Take SIGTERM and Ctrl-C as a wish to end after the item at hand; a second one kills."""

    def wish(number: int, _frame: object) -> None:
        stop.set()
        clock.wake()
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, wish) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def alone(opened: Dossier) -> Iterator[bool]:
    """Hold the dossier's place for one watch; tell whether it was free.

    The system gives the place back with the process, however that ends.
    """
    try:
        import fcntl
    except ImportError:  # not a POSIX system: whoever starts two is on their own
        yield True
        return
    with (opened.folder / LOCK_FILE).open("a") as place:
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _hint(opened: Dossier) -> None:
    if opened.sources.contact is None:
        tell(
            "outlets cannot tell who reads them: give an address in dossier.toml, "
            '[sources] contact = "desk@example.org"',
            "no contact",
        )
