"""The page of benchmarks: what it tells of what was measured, and of what was not."""

from pathlib import Path

import pytest
from benchmarks.keeping import Kept, Row, kept_of, read
from benchmarks.report import write_page
from benchmarks.report.cost import cost_of
from benchmarks.report.measured import Results
from benchmarks.report.page import page
from benchmarks.stages import CODERS, ENCODER
from benchmarks.throughput import END, LOAD

RATES: dict[str, float] = {ENCODER: 12.0, CODERS: 48.0, "extract": 10.0, END: 8.0}


def kept(part: str, rows: list[Row], failed: str | None = None) -> Kept:
    return kept_of(part, [part], rows, began=0.0, load=0.5, failed=failed)


def throughput() -> Kept:
    same: Row = {"processes": 1, "articles": 120, "words": 60_000, "peak": None}
    rows: list[Row] = [
        {**same, "what": what, "seconds": 120 / rate, "rate": rate, "x_forward": 12.0 / rate}
        for what, rate in RATES.items()
    ]
    rows.append({**same, "what": LOAD, "seconds": 1.5, "rate": None, "x_forward": None})
    return kept("throughput", rows)


def grown(documents: int, peak: float) -> Kept:
    rows: list[Row] = [
        {"phase": phase, "documents": documents, "seconds": 2.0, "ms_each": 4.0, "peak": peak}
        for phase in ("bare SQLite", "add", "read", "relate")
    ]
    return kept(f"growth-{documents}", rows)


def asked(size: int, p95: float) -> Kept:
    same: Row = {"database": "sqlite", "documents": size, "asked": 60, "p50": 1.0, "most": 900.0}
    rows: list[Row] = [
        {**same, "group": "floor", "what": "one row by its key", "p95": 0.4},
        {**same, "group": "used", "what": "overview", "p95": p95},
        {**same, "group": "other", "what": "ActorList", "p95": 3.0},
    ]
    return kept(f"store-sqlite-{size}", rows)


def told(*parts: Kept) -> str:
    return page(Results({part.part: part for part in parts}), 0.04)


def line(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"| {start}"))


def test_what_is_kept_comes_back_the_same(tmp_path: Path) -> None:
    one = throughput()
    one.write(tmp_path)
    assert read("throughput", tmp_path) == one
    assert read("growth-100", tmp_path) is None


def test_nothing_measured_is_told_and_no_figure_is_shown() -> None:
    text = told()
    assert "Nothing has been measured yet" in text
    assert "not measured" in line(text, "whole pipeline")
    assert "yes" not in text


def test_a_part_that_failed_is_told_with_its_reason() -> None:
    text = told(kept("growth-100000", [], failed="it was ended after 240 minutes"))
    assert "`growth-100000` is not measured: it was ended after 240 minutes." in text


def test_the_whole_pipeline_is_held_against_the_encoder() -> None:
    text = told(throughput())
    assert line(text, "whole pipeline").endswith("| 1.50 times | yes |")
    assert "encoder alone is 67 % of the whole" in text
    assert "takes 1.20 times what both take alone" in text
    assert line(text, "end to end") == "| end to end | 8.0 | 1.50 |"
    assert line(text, f"*{ENCODER}*") == f"| *{ENCODER}* | 12.0 | 1.00 |"


@pytest.mark.parametrize(("peak", "verdict"), [(220.0, "yes"), (600.0, "**no**")])
def test_memory_is_flat_or_not(peak: float, verdict: str) -> None:
    text = told(grown(100, 200.0), grown(100_000, peak))
    assert line(text, "memory of `read`, 100 to 100,000 documents").endswith(f"| {verdict} |")


def test_queries_are_judged_at_the_largest_size() -> None:
    text = told(asked(10_000, 500.0), asked(1_000_000, 20.0))
    assert "20 ms; 0 of 2 slower | yes |" in line(text, "every query, SQLite at 1,000,000")
    slow = told(asked(1_000_000, 250.0))
    assert "250 ms; 1 of 2 slower | **no** |" in line(slow, "every query, SQLite")
    assert "not measured" in line(slow, "every query, PostgreSQL")


def test_cost_is_the_time_of_all_cores_at_the_price() -> None:
    cost = cost_of(rate=1000 / 3.6, cores=2, core_hour=0.05)
    assert cost.hours == pytest.approx(1.0)
    assert cost.core_hours == pytest.approx(2.0)
    assert cost.dollars == pytest.approx(0.10)


def test_the_page_shows_the_plots_that_are_written(tmp_path: Path) -> None:
    for part in (throughput(), grown(100, 200.0), grown(1_000, 210.0), asked(10_000, 20.0)):
        part.write(tmp_path / "results")
    text = write_page(tmp_path / "results", tmp_path / "docs").read_text("utf-8")
    written = sorted((tmp_path / "docs" / "images").iterdir())
    assert [path.stem for path in written] == [
        "bench-growth",
        "bench-memory",
        "bench-queries",
        "bench-stages",
    ]
    for path in written:
        assert f"(images/{path.name})" in text
        assert path.read_text("utf-8").startswith("<svg")


def test_the_start_of_the_command_line_has_a_target() -> None:
    rows: list[Row] = [
        {"name": name, "processor": wall, "first_line": wall, "wall": wall}
        for name, wall in (("python -c pass", 9.0), ("dragoman --help", 48.0))
    ]
    assert "48 ms" in line(told(kept("startup", rows)), "`dragoman --help`")
