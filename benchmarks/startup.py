"""Start-up of the command line: how long each command makes a person wait, beside bare Python.

    python -m benchmarks startup [--documents N] [--rounds N] [--dossier FOLDER]

Every figure is of a process of its own. The commands take turns, and of all rounds the quickest
counts: machines are noisy, and what others compute only adds. `processor` is the time that the
process computed, `first line` what passes until something can be read, `wall` until it is over.
Bytecode is stored, as it is from the second start after an installation on. The floor is
`python -c pass`.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.keeping import write_rows

COMMANDS = (
    ("--help",),
    ("--version",),
    ("statements", "--help"),
    ("documents",),
    ("statements",),
    ("claims",),
    ("positions",),
    ("shifts",),
    ("plans",),
    ("quarantine",),
    ("export", "record"),
)
FLOOR = "python -c pass"
DOCUMENTS = 16
"""As many as the example has; with more, reading the record is measured and not the start."""


@dataclass(slots=True, kw_only=True)
class Started:
    """What a command took, the quickest of all rounds, in milliseconds.

    Attributes:
        name: What was typed.
        processor: What the process computed.
        first_line: Until the first line of output; what ends without one, until its end.
        wall: Until it was over.
    """

    name: str
    processor: float = float("inf")
    first_line: float = float("inf")
    wall: float = float("inf")


def start(command: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float, float]:
    """Run a command; give its processor time, and when its first line and its end came, in ms."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    with process:
        assert process.stdout
        process.stdout.readline()
        first_line = time.perf_counter() - began
        process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    wall = time.perf_counter() - began
    return 1000 * (used.ru_utime + used.ru_stime), 1000 * first_line, 1000 * wall


def measure(dossier: Path, rounds: int, bytecode: Path) -> list[Started]:
    """Start every command in turn.

    Args:
        dossier: The folder of a dossier to ask.
        rounds: How often.
        bytecode: An empty folder in which bytecode is stored by a round that does not count.
    """
    environment = os.environ | {
        "COLUMNS": "100",
        "DRAGOMAN_DOSSIER": str(dossier),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(bytecode),
    }
    commands = {FLOOR: [sys.executable, "-c", "pass"]}
    for words in COMMANDS:
        commands[f"dragoman {' '.join(words)}"] = [sys.executable, "-m", "dragoman", *words]
    found = {name: Started(name=name) for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            processor, first_line, wall = start(command, environment)
            if number:
                one = found[name]
                one.processor = min(one.processor, processor)
                one.first_line = min(one.first_line, first_line)
                one.wall = min(one.wall, wall)
    return list(found.values())


def table(found: Sequence[Started]) -> str:
    """Set the figures as a table; the last column is the processor time by that of the floor."""
    floor = found[0].processor
    head = f"{'milliseconds':28}{'processor':>11}{'first line':>12}{'wall':>7}{'x floor':>9}"
    rows = [
        f"{one.name:28}{one.processor:11.0f}{one.first_line:12.0f}{one.wall:7.0f}"
        f"{one.processor / floor:9.1f}"
        for one in found
    ]
    return "\n".join([head, *rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks startup", description=__doc__)
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="of an invented dossier")
    parser.add_argument("--dossier", type=Path, help="a folder with one that is to be asked")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        dossier = options.dossier
        if dossier is None:
            from benchmarks.dossiers import make_dossier

            dossier = folder / "dossier"
            make_dossier(dossier, options.documents)
        load = os.getloadavg()[0]
        found = measure(dossier.resolve(), options.rounds, folder / "bytecode")
    sys.stdout.write(f"{table(found)}\nload average {load:.1f} before\n")
    write_rows(options.json, (asdict(one) for one in found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
