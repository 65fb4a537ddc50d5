"""The page docs/benchmarks.md and its plots, from what was measured and kept.

python -m benchmarks report [--results FOLDER] [--docs FOLDER] [--core-hour DOLLARS]
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.keeping import RESULTS, ROOT
from benchmarks.report.cost import CORE_HOUR


def write_page(results: Path, docs: Path, *, core_hour: float = CORE_HOUR) -> Path:
    """Write the page and the plots that it shows.

    Args:
        results: The folder with what was measured.
        docs: The folder with the page; plots go into its images.
        core_hour: US dollars for an hour of one core.
    """
    from benchmarks.report.measured import Results
    from benchmarks.report.page import page
    from benchmarks.report.plots import write_plots

    found = Results.in_folder(results)
    path = docs / "benchmarks.md"
    docs.mkdir(parents=True, exist_ok=True)
    path.write_text(page(found, core_hour), encoding="utf-8")
    write_plots(found, docs / "images")
    return path


def main(arguments: Sequence[str]) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks report", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--core-hour", type=float, default=CORE_HOUR, help="US dollars, assumed")
    options = parser.parse_args(arguments)
    page = write_page(options.results, options.docs, core_hour=options.core_hour)
    sys.stdout.write(f"{page}\n")
    return 0
