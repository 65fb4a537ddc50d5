"""Queries and writes that are measured: what they ask of a record is there."""

import argparse
import shutil
from functools import partial
from pathlib import Path

import pytest
from benchmarks.asking import queries
from benchmarks.asking.queries import asked_by_pages, most_used
from benchmarks.asking.records import Laid
from benchmarks.asking.timing import plans, times_of
from benchmarks.store import measure

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.queries.statements import StatementList


def test_the_most_used_queries_find_something(invented: Dossier) -> None:
    with Store.open(invented.record_path) as store:
        view = store.view()
        questions = most_used(view)
        for name, asked in questions.items():
            assert any(bool(one(view)) for one in asked[:5]), name
    assert len(questions) == 14


def test_questions_are_drawn_the_same_every_time(invented: Dossier) -> None:
    with Store.open(invented.record_path) as store:
        one, again = most_used(store.view()), most_used(store.view())
    assert {name: list(map(repr, asked)) for name, asked in one.items()} == {
        name: list(map(repr, asked)) for name, asked in again.items()
    }


def test_work_is_done_once_a_round_and_timed() -> None:
    done: list[int] = []
    times = times_of([partial(done.append, n) for n in range(4)], rounds=2)
    assert sorted(done) == [0, 0, 1, 1, 2, 2, 3, 3]
    assert times.wall.number == times.processor.number == 8


def test_plans_of_queries_are_told(invented: Dossier) -> None:
    told: list[str] = []
    with Store.open(invented.record_path) as store, plans(told.append):
        store.view().ask(StatementList(limit=1))
    assert any("SEARCH" in line or "SCAN" in line for line in told)


def test_pages_ask_other_queries_and_none_fails(
    invented: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "ADDRESSES_EACH", 1)
    with Store.open(invented.record_path) as store:
        seen = asked_by_pages(invented, store)
    assert seen.failed == ()
    assert len(seen.queries) > 40


def test_a_record_is_measured_and_stays_whole(invented: Dossier, tmp_path: Path) -> None:
    path = Path(shutil.copy(invented.record_path, tmp_path))
    options = argparse.Namespace(seconds=0.05, only_used=True, explain=None, written=3)
    with Store.open(path) as store:
        one = Laid(store=store, database="sqlite", seconds=None)
        rows = list(measure(invented, one, options))
        assert store.check() == []
    assert list(dict.fromkeys(row["group"] for row in rows)) == ["floor", "used", "write"]
    assert [row["what"] for row in rows if row["group"] == "write"][1:] == [
        "add a document",
        "put a reading",
    ]
