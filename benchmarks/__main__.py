"""Measure how fast everything is, each figure beside its floor or a peer in the same run.

usage: python -m benchmarks [--quick] [--minutes M] [--again] [--only PART ...]    # everything
       python -m benchmarks report                # the page and its plots, from what was measured
       python -m benchmarks NAME ...              # one of BENCHMARKS; NAME --help tells of it

Machines are noisy: read the ratios, not the seconds.
"""

import importlib
import sys

BENCHMARKS = {
    "archives": "benchmarks.archives",
    "debates": "benchmarks.debates",
    "families": "benchmarks.families",
    "growth": "benchmarks.growth",
    "pages": "benchmarks.pages",
    "paths": "benchmarks.paths",
    "reading": "benchmarks.reading",
    "report": "benchmarks.report",
    "startup": "benchmarks.startup",
    "store": "benchmarks.store",
    "throughput": "benchmarks.throughput",
}
"""Modules with a `main(arguments) -> int`, each a benchmark of its own."""


def main() -> int:
    """Measure and print."""
    if (name := "".join(sys.argv[1:2])) in BENCHMARKS:
        return int(importlib.import_module(BENCHMARKS[name]).main(sys.argv[2:]))
    from benchmarks.whole import main as whole

    return whole(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
