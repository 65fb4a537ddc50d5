"""What we tell Datasette of a record: everything that it names is there, and every query runs."""

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dragoman.pipeline import derive_positions
from dragoman.report.exports.datasette import export_metadata, read_told
from dragoman.store import Store
from dragoman.store.queries.layout import Layout
from tests.analysis.talks import BRINK, MOTT, NO, YES, Talks
from tests.cli.test_positions import fill

TOLD = read_told()


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("record")
    talks = Talks()
    talks.say("2024-05-02", NO, BRINK)
    talks.say("2024-05-03", YES, MOTT, party="Mainland")
    fill(folder, talks, BRINK, MOTT)
    with Store.open(folder / "record.db") as store:
        derive_positions(store)
    return folder / "record.db"


@pytest.fixture(scope="module")
def layout(record: Path) -> Mapping[str, tuple[str, ...]]:
    with Store.open(record) as store:
        return store.view().ask(Layout())


@pytest.fixture(scope="module")
def metadata(layout: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(export_metadata("Harbour talks", "record", layout))
    return made


def test_every_table_and_column_that_is_named_is_there(
    layout: Mapping[str, tuple[str, ...]],
) -> None:
    for table, told in TOLD["tables"].items():
        assert table in layout
        named = {*told.get("columns", ()), *told.get("facets", ())}
        named |= {told[key] for key in ("sort_desc", "label_column") if key in told}
        assert named <= set(layout[table]), table
    assert set(TOLD["private"]) <= set(layout)
    assert set(TOLD["columns"]) <= {column for columns in layout.values() for column in columns}


def test_every_column_of_a_table_that_is_shown_is_explained(
    metadata: dict[str, Any], layout: Mapping[str, tuple[str, ...]]
) -> None:
    tables = metadata["databases"]["record"]["tables"]
    shown = {name for name, told in tables.items() if not told.get("hidden")}
    assert shown == set(TOLD["tables"])
    for table in shown:
        assert list(tables[table]["columns"]) == list(layout[table]), table
        assert tables[table]["title"]


QUERIES = sorted((name, query["sql"]) for name, query in TOLD["queries"].items())


@pytest.mark.parametrize(("name", "sql"), QUERIES, ids=[name for name, _ in QUERIES])
def test_query_runs(record: Path, name: str, sql: str) -> None:
    asked = dict.fromkeys(re.findall(r":(\w+)", sql), "") | {"since": "2024-05-03"}
    asked["words"] = "alpha0"
    with closing(sqlite3.connect(record)) as database:
        cursor = database.execute(sql, asked)
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
    assert len(set(columns)) == len(columns)
    assert len(rows) == {
        "positions-now": 2,
        "said-on": 2,
        "shifts-since": 1,
        "search-statements": 1,
    }.get(name, 0)


def test_query_has_no_name_of_a_table(layout: Mapping[str, tuple[str, ...]]) -> None:
    """Datasette would show the query where the table is looked for."""
    assert not set(TOLD["queries"]) & set(layout)


def test_passwords_and_sessions_are_nobodys_business(metadata: dict[str, Any]) -> None:
    database = metadata["databases"]["record"]
    assert database["allow_sql"] is False
    for table in ("users", "sessions", "tokens"):
        assert database["tables"][table] == {"hidden": True, "allow": False}


def test_tables_of_the_program_are_hidden(metadata: dict[str, Any]) -> None:
    tables = metadata["databases"]["record"]["tables"]
    for table in ("alembic_version", "written", "documents_search_data", "sketches"):
        assert tables[table] == {"hidden": True}
