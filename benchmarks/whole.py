"""All parts one after the other, each bounded in time; what is measured already is left as it is.

    python -m benchmarks [--quick] [--minutes M] [--again] [--only PART ...] [--results FOLDER]

A part runs in a process of its own and is ended when its time is over; the others go on. Results
are kept as benchmarks/results/PART.json, and docs/benchmarks.md and its plots are written from them
at the end. A run that was cut off goes on with the first part that has no result, or one that
failed. `--quick` tries everything on tiny sizes into build/bench/quick, to see that it works: such
figures mean nothing, and no page of docs is written from them.
"""

import argparse
import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking.records import POSTGRESQL, SQLITE
from benchmarks.keeping import RESULTS, ROOT, WORK, Kept, Row, kept_of, read
from benchmarks.report.cost import CORE_HOUR

QUICK = WORK / "quick"
SIZES = (100, 1_000, 10_000, 100_000)
"""Documents of which growth is measured."""

RECORDS = (10_000, 100_000, 1_000_000)
"""Documents of records that queries are asked of; the largest one needs 100 GB of disk."""

GRACE_S = 60.0
"""How long a part that is told to end may take to keep what it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that is measured in one go.

    Attributes:
        name: What its result is kept under.
        arguments: What `python -m benchmarks` is called with.
        quick: What it is called with to try it.
        minutes: How long it may take.
    """

    name: str
    arguments: tuple[str, ...]
    quick: tuple[str, ...]
    minutes: float


def parts() -> Iterator[Part]:
    """Give all parts, the short ones first."""
    yield _part("startup", "--rounds 10", "--rounds 1 --documents 2", 10)
    yield _part("debates", "--stances 1000000", "--stances 2000", 10)
    yield _part("archives", "--records 1500", "--records 20", 20)
    yield _part("families", "--documents 100000", "--documents 200", 30)
    yield _part("reading", "--articles 100", "--articles 2", 30)
    yield _part("throughput", "--articles 100 --rounds 2", "--articles 4 --rounds 1", 60)
    for size, minutes in zip(SIZES, (5, 10, 45, 240), strict=True):
        yield _part(f"growth-{size}", f"--documents {size}", "--documents 4", minutes)
    for size, minutes in zip(RECORDS, (30, 60, 300), strict=True):
        for database in (SQLITE, POSTGRESQL):
            asked = f"--database {database} --documents"
            quick = f"{asked} 20 --written 4 --seconds 0.2"
            yield _part(f"store-{database}-{size}", f"{asked} {size}", quick, minutes)
    few = "--documents 20 --each 1 --seconds 5 --only overview"
    yield _part("pages", "--documents 10000 --seconds 60", few, 60)


def _part(name: str, arguments: str, quick: str, minutes: float) -> Part:
    command = name.split("-")[0]
    return Part(
        name=name,
        arguments=(command, *arguments.split()),
        quick=(command, *quick.split()),
        minutes=minutes,
    )


def measure(part: Part, *, quick: bool, minutes: float) -> Kept:
    """Run a part in a process of its own, and give what became of it."""
    arguments = part.quick if quick else part.arguments
    began, load = time.time(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "benchmarks", *arguments, "--json", str(path)]
        failed = _run(command, 60 * minutes)
        rows: list[Row] = json.loads(path.read_text("utf-8")) if path.exists() else []
    if failed is None and not rows:
        failed = "it gave no figures"
    return kept_of(
        part.name,
        arguments,
        rows,
        began=began,
        load=load,
        failed=failed,
        quick=quick,
    )


def _run(command: Sequence[str], seconds: float) -> str | None:
    """Run a command and all that it starts; tell why it failed. None: it did not."""
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603 - ourselves
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        status = None
    # What it has started must not run on beside the next part.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT if status is None else signal.SIGTERM)
    if status is None:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return f"it was ended after {seconds / 60:.0f} minutes"
    return f"it ended with {status}" if status else None


def _left(parts: Sequence[Part], results: Path, options: argparse.Namespace) -> Iterator[Part]:
    for part in parts:
        known = read(part.name, results)
        if options.again or known is None or known.failed:
            yield part


def main(arguments: Sequence[str]) -> int:
    """Measure what is not measured yet and write the page."""
    every = list(parts())
    names = [part.name for part in every]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try everything on tiny sizes")
    parser.add_argument("--minutes", type=float, help="no part takes longer than this")
    parser.add_argument("--again", action="store_true", help="also what is measured already")
    parser.add_argument("--only", nargs="+", choices=names, metavar="PART", default=names)
    parser.add_argument("--results", type=Path, help=f"where results are kept; {RESULTS}")
    parser.add_argument("--core-hour", type=float, default=CORE_HOUR, help="US dollars, assumed")
    options = parser.parse_args(arguments)
    results = options.results or (QUICK if options.quick else RESULTS)
    chosen = [part for part in every if part.name in options.only]
    if importlib.util.find_spec("datasketch") is None:
        sys.stderr.write("datasketch is not installed; families are measured without a peer\n")
    failed = []
    for part in _left(chosen, results, options):
        sys.stdout.write(f"\n== {part.name}\n")
        sys.stdout.flush()
        minutes = min(part.minutes, options.minutes or part.minutes)
        kept = measure(part, quick=options.quick, minutes=minutes)
        kept.write(results)
        sys.stdout.write(f"{kept.failed or 'done'}, {kept.seconds:.0f} s\n")
        failed += [part.name] if kept.failed else []
    from benchmarks.report import write_page

    docs = results if options.quick else ROOT / "docs"
    page = write_page(results, docs, core_hour=options.core_hour)
    sys.stdout.write(f"\n{page}\n")
    return 1 if failed else 0
