"""Measure every kind of page of a served dossier, alone and with twenty readers at once.

usage: python -m benchmarks pages [--dossier FOLDER] [--documents N] [--seconds S] [--json FILE]

A dossier is made first if the folder has none (benchmarks/dossiers.py). Times are those of a client
on this machine, to the last byte. Cold is the first answer after a write to the record, when the
server remembers nothing that it could give again; warm is the same answer once more. Then twenty
readers read, each thinking 1 to 3 seconds between pages; and once more while somebody corrects a
statement every ten seconds, after which the server remembers nothing.
"""

import argparse
import os
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from benchmarks.dossiers import make_dossier
from benchmarks.keeping import Row, write_rows
from benchmarks.readers.addresses import kinds_in
from benchmarks.readers.reading import (
    OK,
    Alone,
    Asked,
    Browser,
    PageError,
    Times,
    ask_alone,
    read_together,
)
from benchmarks.readers.server import served
from benchmarks.readers.weight import Loaded, weigh
from dragoman.pipeline import judge
from dragoman.record import Decision, Field, Judgement
from dragoman.resolve import load_knowledge
from dragoman.settings import DOSSIER_FILE, Dossier, open_dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web.users.access import cookie_name

READERS = 20
WARMING_S = 10.0
"""How long a server has run before readers come."""

CORRECTED_EVERY_S = 10.0
WEIGHED = ("/", "/positions", "/timeline", "/network", "/claims", "/documents/{article}")
"""Pages that a browser opens to see what they load."""

WIDTH = 28


@dataclass(slots=True, kw_only=True)
class Together:
    """What the readers have seen.

    Attributes:
        kinds: By kind the times.
        all: Those of all pages.
        processor: Processor time of the server, in seconds per second.
        memory: What it held at the end, in MB.
        load: The machine's load average at the end.
    """

    kinds: dict[str, Times]
    all: Times
    processor: float
    memory: float
    load: float


@dataclass(slots=True, kw_only=True)
class Measured:
    """All that was measured.

    Attributes:
        load: The machine's load average before.
        memory: What the server held when it had started, in MB.
        alone: Each kind of page asked for alone.
        reading: With all readers.
        correcting: The same, while somebody corrects. None: nobody did.
        corrections: How long corrections took, in milliseconds. None: there were none.
        loaded: What first visits transfer.
        failed: Pages that did not come; what has them is not measured well.
    """

    load: float
    memory: float = 0.0
    alone: list[Alone] = field(default_factory=list)
    reading: Together | None = None
    correcting: Together | None = None
    corrections: Times | None = None
    loaded: list[Loaded] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


class Bench:
    """Measures one dossier."""

    def __init__(self, dossier: Dossier, store: Store, only: str = "") -> None:
        """Measure a dossier.

        Args:
            dossier: The dossier.
            store: Its record.
            only: Measure only kinds with this in their names. Empty: all.
        """
        self._dossier = dossier
        self._store = store
        self._kinds = [kind for kind in kinds_in(store.view()) if only in kind.name]
        self._cookie = f"{cookie_name(dossier)}={_session(store)}"
        self.measured = Measured(load=os.getloadavg()[0])

    def alone(self, each: int) -> None:
        """Ask for some pages of each kind alone, and weigh first visits."""
        writer = self._store.writer()
        with served(self._dossier.folder) as server:
            time.sleep(WARMING_S)
            self.measured.memory = server.memory
            browser = Browser(server, self._cookie)
            for kind in self._kinds:
                try:
                    # A write that changes nothing but the number of the record's revision.
                    one = ask_alone(browser, kind, lambda: writer.related(()), each)
                    self.measured.alone.append(one)
                except PageError as error:
                    self.measured.failed.append(str(error))
            article = next(
                k.addresses[0] for k in kinds_in(self._store.view()) if k.name == "article"
            )
            pages = [page.replace("/documents/{article}", article) for page in WEIGHED]
            self.measured.loaded = weigh(server, pages)

    def together(self, seconds: float) -> None:
        """Let readers read, and once more while somebody corrects."""
        self.measured.reading = self._read(seconds)
        over, times = Event(), list[float]()
        corrections = _corrections(self._store, self._dossier)

        def correct() -> None:
            while not over.wait(CORRECTED_EVERY_S):
                times.append(next(corrections))

        thread = Thread(target=correct)
        thread.start()
        try:
            self.measured.correcting = self._read(seconds)
        finally:
            over.set()
            thread.join()
        self.measured.corrections = Times.of(times) if times else None

    def _read(self, seconds: float) -> Together:
        with served(self._dossier.folder) as server:
            time.sleep(WARMING_S)
            used, began = server.processor_time, time.monotonic()
            asked = read_together(server, self._cookie, self._kinds, READERS, seconds)
            return Together(
                kinds=self._by_kind(asked),
                all=Times.of([one.answer.seconds for one in asked]),
                processor=(server.processor_time - used) / (time.monotonic() - began),
                memory=server.memory,
                load=os.getloadavg()[0],
            )

    def _by_kind(self, asked: Iterable[Asked]) -> dict[str, Times]:
        times = defaultdict(list)
        for one in asked:
            if one.answer.status == OK:
                times[one.kind].append(one.answer.seconds)
            else:
                self.measured.failed.append(f"{one.address} answers {one.answer.status}")
        return {kind: Times.of(seconds) for kind, seconds in times.items()}


def _session(store: Store) -> str:
    """Log a coder in."""
    accounts = store.accounts()
    user = accounts.user("bench") or accounts.add("bench", secrets.token_urlsafe(16), Role.CODER)
    return accounts.open_session(user)


def _corrections(store: Store, dossier: Dossier) -> Iterator[float]:
    """Correct one statement after another, as somebody at a desk would; give the seconds."""
    knowledge, view = load_knowledge(), store.view()
    (kind,) = (kind for kind in kinds_in(view, seed=6) if kind.name == "statement")
    ids = [address.rpartition("/")[2] for address in kind.addresses]
    stamp = time.strftime("%Y-%m-%dT%H:%M", time.gmtime())
    for number, statement in enumerate(view.statements_of(ids)):
        judgement = Judgement.on(
            statement,
            Decision.CORRECT,
            field=Field.ACT,
            value='"promise"' if number % 2 else '"demand"',
            author="bench",
            decided_at=f"{stamp}:{number % 60:02}Z",
        )
        began = time.perf_counter()
        judge(store, [judgement], knowledge, dossier.parties)
        yield time.perf_counter() - began


def table(measured: Measured) -> str:
    """Set all that was measured as tables."""
    groups = [g for g in (measured.reading, measured.correcting) if g is not None]
    head = f"{'milliseconds':{WIDTH}}{'cold':>7}{'most':>7}{'warm':>7}{'kB':>7}"
    head += "".join(f"{'asked':>9}{'p50':>7}{'p95':>7}{'most':>7}" for _ in groups)
    lines = [head]
    for one in measured.alone:
        row = f"{one.kind.name:{WIDTH}}{one.cold.middle:7.0f}{one.cold.most:7.0f}"
        row += f"{one.warm.middle:7.0f}{one.size / 1000:7.1f}"
        lines.append(row + "".join(_times(group.kinds.get(one.kind.name)) for group in groups))
    if not measured.alone:
        lines += [
            f"{name:{WIDTH + 28}}" + "".join(_times(group.kinds.get(name)) for group in groups)
            for name in sorted({name for group in groups for name in group.kinds})
        ]
    lines.append(f"{'all':{WIDTH + 28}}" + "".join(_times(group.all) for group in groups))
    lines += [f"load average {measured.load:.1f} before", *_server(measured)]
    lines += [
        f"first visit to {one.address}: {one.size / 1000:.1f} kB in {one.files} files,"
        f" again {one.again / 1000:.1f} kB"
        for one in measured.loaded
    ]
    return "\n".join([*lines, *sorted(set(measured.failed))])


def rows(measured: Measured, documents: int) -> Iterator[Row]:
    """Give all that was measured as rows: kinds of pages alone and together, and the server."""
    for one in measured.alone:
        yield {
            "group": "alone",
            "what": one.kind.name,
            "documents": documents,
            "cold_p50": one.cold.middle,
            "cold_most": one.cold.most,
            "warm_p50": one.warm.middle,
            "kb": one.size / 1000,
        }
    for group, found in (("reading", measured.reading), ("correcting", measured.correcting)):
        if found is None:
            continue
        yield {
            "group": group,
            "what": "server",
            "documents": documents,
            "readers": READERS,
            "memory": found.memory,
            "processor": found.processor,
        }
        for name, times in (*found.kinds.items(), ("all", found.all)):
            yield {
                "group": group,
                "what": name,
                "documents": documents,
                "asked": times.number,
                "p50": times.middle,
                "p95": times.p95,
                "most": times.most,
            }
    if done := measured.corrections:
        yield {"group": "corrections", "what": "correction", "p50": done.middle, "p95": done.p95}


def _times(times: Times | None) -> str:
    if times is None:
        return f"{'':30}"
    return f"{times.number:9}{times.middle:7.0f}{times.p95:7.0f}{times.most:7.0f}"


def _server(measured: Measured) -> Iterator[str]:
    yield f"the server holds {measured.memory:.0f} MB when it has started"
    for name, group in (("reading", measured.reading), ("correcting", measured.correcting)):
        if group is not None:
            yield (
                f"{name}: it holds {group.memory:.0f} MB, uses {group.processor:.2f} processors;"
                f" load average {group.load:.1f}"
            )
    if times := measured.corrections:
        yield f"{times.number} corrections: {times.middle:.0f} ms, at most {times.most:.0f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages", description=__doc__)
    parser.add_argument("--dossier", type=Path, help="a folder; made there if there is none")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--each", type=int, default=5, help="addresses of a kind asked for alone")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the readers read")
    parser.add_argument("--only", default="", help="kinds with this in their names")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = options.dossier or Path(stack.enter_context(tempfile.TemporaryDirectory())) / "d"
        if not (folder / DOSSIER_FILE).exists():
            made = make_dossier(folder, options.documents)
            sys.stderr.write(f"made in {sum(made.seconds.values()):.0f} s\n")
        dossier = open_dossier(folder)
        bench = Bench(dossier, stack.enter_context(Store.open(dossier.record_path)), options.only)
        if options.each:
            bench.alone(options.each)
        if options.seconds:
            bench.together(options.seconds)
    sys.stdout.write(table(bench.measured) + "\n")
    write_rows(options.json, rows(bench.measured, options.documents))
    return 0


if __name__ == "__main__":
    sys.exit(main())
