"""Keeping: what a part measured, in a file from which the page and the plots are written."""

import json
import os
import platform
import sqlite3
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dragoman import __version__

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
WORK = ROOT / "build" / "bench"
"""Where records lie that several parts measure; git ignores it."""

Value = str | float | None
Row = dict[str, Value]
"""One line of what a part measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where something was measured.

    Attributes:
        system: The system and its processor's kind.
        processor: What the processor calls itself. None: nothing.
        cores: How many may be used.
        memory_gb: Its memory.
        python: Python's version.
        sqlite: SQLite's version.
    """

    system: str
    processor: str | None
    cores: int
    memory_gb: float
    python: str
    sqlite: str

    @classmethod
    def this(cls) -> "Machine":
        """Describe this machine."""
        told = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
        return cls(
            system=f"{platform.system()} {platform.machine()}",
            processor=names[0] if names else None,
            cores=len(os.sched_getaffinity(0)),
            memory_gb=round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of a part.

    Attributes:
        part: Its name.
        arguments: What it was called with.
        taken_at: When it began, in UTC.
        version: Dragoman's version.
        commit: The commit that was measured. None: it is no checkout.
        quick: Whether it was a trial on tiny sizes, whose figures mean nothing.
        seconds: How long it took in all.
        load: The machine's load average before; what others compute adds to every figure.
        failed: Why there are no rows. None: there are.
        machine: Where.
        rows: What was measured.
    """

    part: str
    arguments: tuple[str, ...]
    taken_at: str
    version: str
    commit: str | None
    quick: bool
    seconds: float
    load: float
    failed: str | None
    machine: Machine
    rows: tuple[Row, ...]

    def write(self, folder: Path = RESULTS) -> Path:
        """Write it in the place of what was kept of its part."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.part}.json"
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        return path


def read(part: str, folder: Path = RESULTS) -> Kept | None:
    """Read what is kept of a part. None: nothing."""
    path = folder / f"{part}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    machine = Machine(**found.pop("machine"))
    rows, arguments = tuple(found.pop("rows")), tuple(found.pop("arguments"))
    return Kept(**found, machine=machine, rows=rows, arguments=arguments)


def kept_of(
    part: str,
    arguments: Sequence[str],
    rows: Sequence[Row],
    *,
    began: float,
    load: float,
    failed: str | None = None,
    quick: bool = False,
) -> Kept:
    """Put together what is kept of a part that began at an instant."""
    return Kept(
        part=part,
        arguments=tuple(arguments),
        taken_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(began)),
        version=__version__,
        commit=_commit(),
        quick=quick,
        seconds=round(time.time() - began, 1),
        load=round(load, 2),
        failed=failed,
        machine=Machine.this(),
        rows=tuple(rows),
    )


def _commit() -> str | None:
    asked = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or None


def write_rows(path: Path | None, rows: Iterable[Row]) -> None:
    """Write rows where a part was told to. None: nowhere."""
    if path:
        path.write_text(json.dumps(list(rows), indent=1), encoding="utf-8")


def number(row: Row, name: str) -> float:
    """Give a value of a row that must be a number.

    Raises:
        TypeError: It is none.
    """
    value = row[name]
    if not isinstance(value, int | float):
        raise TypeError(f"{name} of {row} is no number")
    return value


def peak_mb() -> float:
    """Give the most memory that this process has held since forget_peak(), in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def forget_peak() -> None:
    """Let the peak begin anew at what the process holds now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
