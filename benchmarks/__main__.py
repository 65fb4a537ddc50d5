"""Measure how fast the stages are on the same articles in one run, or the pages of a dossier.

usage: python -m benchmarks [--articles N]
       python -m benchmarks NAME ...           # one of BENCHMARKS; NAME --help tells of it

Machines are noisy: read the ratios, not the seconds.
"""

import argparse
import importlib
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.reading import Measured, Setting, measure_reading
from benchmarks.stages import Figure, measure_stages

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "examples" / "ukraine-talks" / "articles" / "reports.jsonl"
BENCHMARKS = {
    "archives": "benchmarks.archives",
    "families": "benchmarks.families",
    "debates": "benchmarks.debates",
    "pages": "benchmarks.pages",
    "paths": "benchmarks.paths",
    "startup": "benchmarks.startup",
}
"""Modules with a `main(arguments) -> int`, each a benchmark of its own."""


def articles(wanted: int) -> list[str]:
    """Give texts to measure on: real ones where they are at hand, else those of the example."""
    path = SHARED / "corpora" / "news-may-2025.jsonl"
    with (path if path.exists() else EXAMPLE).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return (texts * (wanted // len(texts) + 1))[:wanted]


def table(figures: list[Figure]) -> str:
    """Set figures as a table; the last column is the ratio to the floor of the run."""
    head = f"{'':34}{'seconds':>9}{'articles/s':>12}{'words/s':>12}{'x floor':>9}"
    rows = [
        f"{f.name:34}{f.seconds:9.2f}{f.articles / f.seconds:12.1f}{f.words / f.seconds:12.0f}"
        f"{f.seconds / f.floor_seconds:9.2f}"
        for f in figures
    ]
    return "\n".join([head, *rows])


def reading_table(measured: list[tuple[Setting, Measured]]) -> str:
    """Set the reader beside its floor, the encoder's forward pass on the same windows."""
    head = (
        f"{'reading':34}{'articles/s':>12}{'words/s':>12}{'forward/s':>12}{'x forward':>11}"
        f"{'rules/s':>10}{'load s':>8}{'peak MB':>9}"
    )
    rows = [
        f"{setting.name:34}{m.articles / m.extract:12.1f}{m.words / m.extract:12.0f}"
        f"{m.articles / m.forward:12.1f}{m.extract / m.forward:11.2f}{m.articles / m.rules:10.0f}"
        f"{m.load:8.2f}{m.peak:9.0f}"
        for setting, m in measured
    ]
    return "\n".join([head, *rows])


def main() -> int:
    """Measure and print."""
    if (name := "".join(sys.argv[1:2])) in BENCHMARKS:
        return int(importlib.import_module(BENCHMARKS[name]).main(sys.argv[2:]))
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    texts = articles(parser.parse_args().articles)
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(reading_table(measure_reading(texts, Path(folder))) + "\n\n")
        sys.stdout.write(table(measure_stages(texts, Path(folder))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
