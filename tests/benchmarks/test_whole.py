"""All parts: what is measured again, and what becomes of a part that takes too long."""

import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import BENCHMARKS
from benchmarks.keeping import Kept, Row, kept_of, read
from benchmarks.whole import Part, parts

from benchmarks import whole


def test_every_part_has_a_name_of_its_own_and_a_benchmark() -> None:
    every = list(parts())
    assert len({part.name for part in every}) == len(every)
    assert {part.arguments[0] for part in every} <= BENCHMARKS.keys()


def test_a_part_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "GRACE_S", 0.5)
    failed = whole._run([sys.executable, "-c", "import time; time.sleep(600)"], 0.2)
    assert failed == "it was ended after 0 minutes"


def test_a_part_that_fails_says_so() -> None:
    assert whole._run([sys.executable, "-c", "raise SystemExit(3)"], 60) == "it ended with 3"
    assert whole._run([sys.executable, "-c", ""], 60) is None


def test_only_what_is_not_measured_yet_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def measured(part: Part, *, quick: bool, minutes: float) -> Kept:
        asked.append(part.name)
        failed = "it ended with 1" if part.name == "debates" else None
        row: Row = {"name": "x", "processor": 1.0, "first_line": 1.0, "wall": 1.0}
        rows = [] if failed else [row]
        return kept_of(part.name, [], rows, began=0.0, load=0.0, failed=failed, quick=quick)

    monkeypatch.setattr(whole, "measure", measured)
    called = ["--quick", "--results", str(tmp_path), "--only", "startup", "debates"]
    assert whole.main(called) == 1
    assert whole.main(called) == 1
    assert asked == ["startup", "debates", "debates"]
    kept = read("startup", tmp_path)
    assert kept is not None
    assert kept.quick
    assert "debates" in (tmp_path / "benchmarks.md").read_text("utf-8")
