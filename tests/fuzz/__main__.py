"""Fuzz every parser, and write what was found to docs/security/fuzzing.md.

    python -m tests.fuzz [--inputs N | --seconds S] [--seed N] [--write] [TARGET...]

An input is named by its target, seed and number, by which it is made again (--show).
"""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.fuzzing import Figures, fuzz, input_of
from tests.fuzz.targets import targets

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "security" / "fuzzing.json"
PAGE = ROOT / "docs" / "security" / "fuzzing.md"

HEAD = """# Fuzzing

*Written by `make fuzz` from docs/security/fuzzing.json.*

Each parser that strangers' bytes come to is fed with samples of its format that were changed at
random: bits flipped, runs dropped, moved, repeated, samples joined, tokens of the formats put in.
An input must be accepted, with offsets that fit and text that can be kept, or be refused with an
error that Dragoman explains; anything else is a fault. Slowest is the processor time of one input,
of at most 60 kB. An input is made again from seed and number:
`python -m tests.fuzz --show TARGET SEED NUMBER`.

Of the decoders an input is the numbers that a model might give, of any size, with a text: all spans
must lie in it, and chances be chances. Of pages and API it is a request to any route by somebody
who may write: it must be answered with less than 500, in its own form. Requests change the record
that later ones meet, so only all of a seed repeat such an input exactly.

The faults of seed 1 in e-mail and mailbox were one: a date whose year has too many digits ended in
an error that nobody caught. It is mended, with a test in tests/ingest/importers/test_mail.py. The
figures are what was run so far, on a busy machine; `make fuzz` feeds a million to each parser.

| parser | inputs | accepted | faults | slowest input (s) | seeds |
| --- | ---: | ---: | ---: | ---: | --- |
"""


def main() -> int:
    """Fuzz, tell what was found, and end with 1 if anything was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", nargs=3, metavar=("TARGET", "SEED", "NUMBER"))
    given = parser.parse_args()
    known = {target.name: target for target in targets()}
    if given.show:
        name, seed, number = given.show
        sys.stdout.buffer.write(input_of(known[name], int(seed), int(number)))
        return 0
    faults = 0
    for name in given.targets or known:
        figures = fuzz(known[name], given.seed, given.inputs, given.seconds)
        print(figures.told(), flush=True)
        faults += len(figures.faults)
        if given.write:
            keep(figures)
    return 1 if faults else 0


def keep(figures: Figures) -> None:
    """Add figures to those that are kept, and write the page."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    one = kept.setdefault(
        figures.target, {"inputs": 0, "accepted": 0, "faults": 0, "slowest": 0.0, "seeds": []}
    )
    if figures.seed in one["seeds"]:
        print(f"{figures.target}: seed {figures.seed} has been counted; take another", flush=True)
        return
    one["inputs"] += figures.inputs
    one["accepted"] += figures.accepted
    one["faults"] += len(figures.faults)
    one["slowest"] = round(max(one["slowest"], figures.slowest_s), 3)
    one["seeds"].append(figures.seed)
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept), encoding="utf-8")


def page(kept: dict[str, dict[str, object]]) -> str:
    """Write the page of all figures."""
    number: Callable[[object], str] = "{:,}".format
    rows = [
        f"| {name} | {number(one['inputs'])} | {number(one['accepted'])} | {one['faults']} | "
        f"{one['slowest']} | {', '.join(map(str, one['seeds']))} |"  # type: ignore[call-overload]
        for name, one in sorted(kept.items())
    ]
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
