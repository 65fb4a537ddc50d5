"""Opening a record: what it makes, what it refuses and in which words."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from dragoman.errors import StoreError
from dragoman.pipeline.positioning import derive_positions
from dragoman.record import Stance
from dragoman.store import Store, migrations, sqlite, users  # noqa: F401 - its tables
from dragoman.store.queries.verifying import DerivedToday
from dragoman.store.tables import metadata
from tests import make
from tests.analysis.talks import BRINK, Talks
from tests.store.work import PROCESSES, touch


def schema(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {" ".join(str(sql).split()) for (sql,) in rows}


def test_migrations_make_the_tables_that_the_code_expects(tmp_path: Path) -> None:
    Store.open(tmp_path / "record.db").close()
    wanted: list[ExecutableDDLElement] = []
    for table in metadata.tables.values():
        wanted += [CreateTable(table), *map(CreateIndex, table.indexes)]
    expected = {" ".join(str(element.compile(dialect=dialect())).split()) for element in wanted}
    made = schema(tmp_path / "record.db")
    plain = {sql for sql in made if "_search" not in sql and "alembic" not in sql}
    assert {in_any_order(sql) for sql in plain if "TRIGGER" not in sql} == {
        in_any_order(sql) for sql in expected
    }
    assert sum("fts5" in sql for sql in made) == 2
    triggers = [sql for sql in made if "TRIGGER" in sql]
    assert sum("UPDATE written" in sql for sql in triggers) == 3 * 17
    assert sum("UPDATE statement_tallies" in sql for sql in triggers) == 3
    assert sum("UPDATE statements" in sql for sql in triggers) == 1
    assert sum("RAISE" in sql for sql in triggers) == 5


def in_any_order(sql: str) -> tuple[str, tuple[str, ...]]:
    """Constraints may stand in any order; columns may not differ, wherever they stand."""
    head, _, body = sql.partition("(")
    parts = (part.strip() for part in re.split(r", (?![^()]*\))", body.rstrip(") ") + ")"))
    return head.strip(), tuple(sorted(part.rstrip(")") for part in parts))


def test_revision_is_the_newest_migration() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_current_head() == migrations.REVISION


def test_an_older_record_is_brought_up_to_date_with_all_that_it_has(tmp_path: Path) -> None:
    path, document = tmp_path / "record.db", make.document(published="2024-03-05")
    make_first_revision(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO documents (added_at, ingest_version, id, name, text, sha256, "
            "published_value, published_basis) VALUES ('2024', 0, ?, ?, ?, ?, ?, 'metadata')",
            (document.id, document.name, document.text, document.sha256, "2024-03-05"),
        )
    with Store.open(path) as store:
        assert [found.id for found in store.view().documents()] == [document.id]
        assert list(store.view().documents(since="2024-03")) == []
        assert store.writer().put_days() == 1
        assert [found.id for found in store.view().documents(since="2024-03")] == [document.id]
        assert store.check() == []


def test_confidences_of_positions_come_to_an_older_record(tmp_path: Path) -> None:
    path, talks = tmp_path / "record.db", Talks()
    talks.say("2024-05-01", Stance.SUPPORT, sure=0.6)
    with Store.open(path) as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        writer.add_document(talks.documents[0])
        writer.put_reading(talks.documents[0].id, make.RUN.id, talks.statements, [BRINK])
        derive_positions(store)
        kept = list(store.view().shifts())
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("position_bases", "position_steps", "shifts"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN confidence")
        connection.execute("UPDATE alembic_version SET version_num = '0017'")
    with Store.open(path) as store:
        assert [basis.confidence for basis in store.view().position_bases()] == [0.6]
        assert [shift.confidence for shift in store.view().shifts()] == [None]
        assert not store.view().ask(DerivedToday())
        derive_positions(store)
        assert list(store.view().shifts()) == kept
        assert [shift.confidence for shift in kept] == [0.6]


def make_first_revision(path: Path) -> None:
    """Make a record as the first version of Dragoman did."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = sqlite.engine(path, 1.0)
    with sqlite.for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()


def test_opening_again_keeps_what_was_written(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db") as store:
        store.writer().add_document(make.document())
    with Store.open(tmp_path / "record.db") as store:
        assert list(store.view().documents()) == [make.document()]
    assert [path.name for path in tmp_path.iterdir()] == ["record.db"]


def test_path_may_have_signs_that_urls_use(tmp_path: Path) -> None:
    folder = tmp_path / "50% #?&=;мир"
    folder.mkdir()
    with Store.open(folder / "a b?c=d.db") as store:
        assert store.view().counts().documents == 0
    assert (folder / "a b?c=d.db").stat().st_size > 0


def test_write_ahead_log_and_foreign_keys_are_on(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db") as store, store._reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert asked == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 1,
        "busy_timeout": 30_000,
    }


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(StoreError, match=words):
        yield


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with refused("absent is not a folder; make it first"):
        Store.open(tmp_path / "absent" / "record.db")


def test_folder_is_refused(tmp_path: Path) -> None:
    with refused("is a folder; give the path"):
        Store.open(tmp_path)


def test_other_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 1000)
    with refused("notes.txt is not a database"):
        Store.open(path)
    assert path.read_text() == "no database " * 1000


def test_other_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = path.read_bytes()
    with refused("database of another program"):
        Store.open(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]


def test_newer_revision_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with refused(r"newer Dragoman \(revision 9999.*update Dragoman"):
        Store.open(path)


def test_damaged_pages_are_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store.open(path) as store:
        for number in range(50):
            store.writer().add_document(make.document(make.TEXT * 50, f"{number}.txt"))
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = Random(1).randbytes(len(data) - 4096 * 2)
    path.write_bytes(data)
    with refused("record.db is damaged"), Store.open(path) as store:
        list(store.view().documents())


def test_cut_off_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    Store.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    with refused("record.db (is damaged|is not a database)"):
        Store.open(path)


def test_locked_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Store.open(path, patience_s=0.05) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert store.view().counts().documents == 0
        with refused("record.db is locked: another process is writing"):
            store.writer().add_document(make.document())
        other.execute("ROLLBACK")
        other.close()
        assert store.writer().add_document(make.document())


def test_database_locked_while_it_is_new_is_told(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "record.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with refused("record.db is locked"):
        Store.open(tmp_path / "record.db", patience_s=0.05)
    other.close()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the rights of root, for whom no folder is read-only."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("there", [True, False])
def test_read_only_folder_is_told(there: bool, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = Path("/tmp") / f"dragoman-read-only-{os.getpid()}-{there}"
    folder.mkdir()
    try:
        if there:
            Store.open(folder / "record.db").close()
        folder.chmod(0o555)
        with as_nobody(), refused("record.db cannot be (written|opened)"):
            Store.open(folder / "record.db")
    finally:
        folder.chmod(0o755)
        (folder / "record.db").unlink(missing_ok=True)
        folder.rmdir()


def test_processes_that_make_one_record_at_once_make_it_once(tmp_path: Path) -> None:
    processes = [PROCESSES.Process(target=touch, args=(tmp_path / "record.db",)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    with Store.open(tmp_path / "record.db") as store:
        assert store.check() == []


def test_closed_store_leaves_no_connection(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "record.db")
    store.writer().add_document(make.document())
    list(store.view().documents())
    store.close()
    assert not (tmp_path / "record.db-wal").exists()
