"""A multiplied record is a record: every type reads it, and counts are those of its rows."""

from pathlib import Path

import pytest
from benchmarks.asking.multiplying import multiply

from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.store.derived import TALLIES
from dragoman.store.queries.statements import StatementCounts
from tests.benchmarks.conftest import DOCUMENTS
from tests.store.test_derived import counted_anew, rows_of

TIMES = 3


@pytest.fixture(scope="module")
def multiplied(invented: Dossier, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("multiplied") / "record.db"
    multiply(invented.record_path, path, TIMES)
    return path


def test_everything_is_there_as_often_as_wanted_and_whole(
    invented: Dossier, multiplied: Path
) -> None:
    with Store.open(invented.record_path) as one, Store.open(multiplied) as many:
        first, view = one.view(), many.view()
        for name in ("statements", "documents", "claims", "meetings", "plans", "shifts"):
            there = len(list(getattr(first, name)()))
            assert there
            assert len({found.id for found in getattr(view, name)()}) == TIMES * there, name
        assert len(list(view.position_bases())) == TIMES * len(list(first.position_bases()))
        assert view.counts().documents == TIMES * DOCUMENTS
        assert many.check() == []


def test_what_is_counted_and_found_is_all_of_it(invented: Dossier, multiplied: Path) -> None:
    with Store.open(invented.record_path) as one, Store.open(multiplied) as many:
        counted = one.view().ask(StatementCounts())
        assert many.view().ask(StatementCounts()) == tuple(
            (party, TIMES * number) for party, number in counted
        )
        with many._reading() as connection:
            for tally in TALLIES:
                assert rows_of(connection, tally) == counted_anew(connection, tally), tally.name
        word = next(iter(one.view().statements())).content[0].text.split()[0]
        found = len(one.view().search_statements(word, limit=1000))
        assert len(many.view().search_statements(word, limit=3000)) == TIMES * found > 0
