"""Measure every kind of page of a served dossier, alone and with twenty readers at once.

usage: python -m benchmarks pages [--dossier FOLDER] [--documents N] [--seconds S] [--json FILE]

A dossier is made first if the folder has none (benchmarks/dossiers.py). Times are those of a client
on this machine, to the last byte; cold is the first answer after a write to the record, when the
server has nothing in its memory that it could give again.
"""

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.dossiers import make_dossier
from benchmarks.readers.addresses import Kind, kinds_in
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
from benchmarks.readers.server import Served, served
from benchmarks.readers.weight import Loaded, weigh
from dragoman.pipeline import judge
from dragoman.record import Decision, Field, Judgement
from dragoman.resolve import load_knowledge
from dragoman.settings import DOSSIER_FILE, open_dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web.users.access import cookie_name

READERS = 20
WEIGHED = ("/", "/positions", "/timeline", "/network", "/claims")
"""Pages that a browser opens; more are given with --weigh."""

CORRECTED = 5
"""How many statements are corrected, one after another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that was measured.

    Attributes:
        load_before: The machine's load average before.
        load_after: The same after.
        alone: Each kind of page asked for alone.
        together: By kind the times with all readers at once.
        all: Those of all pages.
        loaded: What first visits transfer.
        corrections: How long corrections took, in milliseconds.
        memory: What the server held before, after one reader and after all, in MB.
        processor: Its processor time while all read, in seconds per second.
        failed: Pages that did not come; what has them is not measured well.
    """

    load_before: float
    load_after: float
    alone: list[Alone]
    together: dict[str, Times]
    all: Times
    loaded: list[Loaded]
    corrections: Times
    memory: tuple[float, float, float]
    processor: float
    failed: list[str]


def measure(folder: Path, each: int, seconds: float, only: str = "") -> Measured:
    """Measure a dossier.

    Args:
        folder: Its folder.
        each: How many addresses of a kind are asked for alone.
        seconds: For how long the readers read.
        only: Measure only kinds with this in their names. Empty: all.
    """
    before = os.getloadavg()[0]
    dossier = open_dossier(folder)
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(dossier.record_path))
        kinds = [kind for kind in kinds_in(store.view()) if only in kind.name]
        cookie = f"{cookie_name(dossier)}={_session(store)}"
        server = stack.enter_context(served(folder))
        browser = Browser(server, cookie)
        browser.ask("/")
        started = server.memory
        alone, failed = _each(browser, kinds, store, each)
        after_one = server.memory
        asked, processor = _together(server, cookie, kinds, seconds)
        by_kind = defaultdict(list)
        for one in asked:
            if one.answer.status == OK:
                by_kind[one.kind].append(one.answer.seconds)
            else:
                failed.append(f"{one.address} answers {one.answer.status}")
        return Measured(
            load_before=before,
            load_after=os.getloadavg()[0],
            alone=alone,
            together={name: Times.of(times) for name, times in by_kind.items()},
            all=Times.of([one.answer.seconds for one in asked] or [0.0]),
            loaded=weigh(server, WEIGHED),
            corrections=Times.of(_corrections(store, folder)),
            memory=(started, after_one, server.memory),
            processor=processor,
            failed=sorted(set(failed)),
        )


def _each(
    browser: Browser, kinds: Sequence[Kind], store: Store, each: int
) -> tuple[list[Alone], list[str]]:
    """Ask for each kind alone; tell what failed beside what did not."""
    writer, alone, failed = store.writer(), [], []
    for kind in kinds:
        try:
            # A write that changes nothing but the number of the record's revision.
            alone.append(ask_alone(browser, kind, lambda: writer.related(()), each))
        except PageError as failure:
            failed.append(str(failure))
    return alone, failed


def _together(
    server: Served, cookie: str, kinds: Sequence[Kind], seconds: float
) -> tuple[list[Asked], float]:
    if not seconds:
        return [], 0.0
    used, began = server.processor_time, time.monotonic()
    asked = read_together(server, cookie, kinds, READERS, seconds)
    return asked, (server.processor_time - used) / (time.monotonic() - began)


def _session(store: Store) -> str:
    """Log a coder in."""
    accounts = store.accounts()
    user = accounts.user("bench") or accounts.add("bench", secrets.token_urlsafe(16), Role.CODER)
    return accounts.open_session(user)


def _corrections(store: Store, folder: Path) -> list[float]:
    """Correct acts of statements of as many documents; give the seconds each took."""
    knowledge, parties, times = load_knowledge(), open_dossier(folder).parties, []
    view = store.view()
    (kind,) = (kind for kind in kinds_in(view, seed=6) if kind.name == "statement")
    ids = [address.rpartition("/")[2] for address in kind.addresses[:CORRECTED]]
    for number, statement in enumerate(view.statements_of(ids)):
        judgement = Judgement.on(
            statement,
            Decision.CORRECT,
            field=Field.ACT,
            value='"promise"' if number % 2 else '"demand"',
            author="bench",
            decided_at=f"2026-02-01T10:00:{number:02}Z",
        )
        began = time.perf_counter()
        judge(store, [judgement], knowledge, parties)
        times.append(time.perf_counter() - began)
    return times


def table(measured: Measured) -> str:
    """Set all that was measured as tables."""
    lines = [
        f"load average {measured.load_before:.1f} before, {measured.load_after:.1f} after;"
        f" milliseconds",
        "",
        f"{'':28}{'cold':>8}{'most':>8}{'warm':>8}{'kB':>8}"
        f"{'asked':>8}{'p50':>8}{'p95':>8}{'most':>8}",
    ]
    for one in measured.alone:
        row = (
            f"{one.kind.name:28}{one.cold.middle:8.0f}{one.cold.most:8.0f}"
            f"{one.warm.middle:8.0f}{one.size / 1000:8.1f}"
        )
        if times := measured.together.get(one.kind.name):
            row += f"{times.number:8}{times.middle:8.0f}{times.p95:8.0f}{times.most:8.0f}"
        lines.append(row)
    every = measured.all
    lines += [
        f"{'all':60}{every.number:8}{every.middle:8.0f}{every.p95:8.0f}{every.most:8.0f}",
        "",
        *(
            f"first visit to {one.address}: {one.size / 1000:.1f} kB in {one.files} files"
            for one in measured.loaded
        ),
        f"a correction: {measured.corrections.middle:.0f} ms, at most"
        f" {measured.corrections.most:.0f}",
        "memory of the server: "
        + ", ".join(f"{amount:.0f}" for amount in measured.memory)
        + f" MB at start, after one reader, after all; {measured.processor:.2f} processors",
        *measured.failed,
    ]
    return "\n".join(lines)


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
    with tempfile.TemporaryDirectory() as folder:
        dossier = options.dossier or Path(folder) / "dossier"
        if not (dossier / DOSSIER_FILE).exists():
            made = make_dossier(dossier, options.documents)
            sys.stderr.write(f"made in {sum(made.seconds.values()):.0f} s\n")
        measured = measure(dossier, options.each, options.seconds, options.only)
    sys.stdout.write(table(measured) + "\n")
    if options.json:
        options.json.write_text(json.dumps(asdict(measured), indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
