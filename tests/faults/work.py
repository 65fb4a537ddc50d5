"""Work that is killed: commands and requests on a small dossier, made once for all rounds."""

import atexit
import json
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from sqlalchemy import Connection, inspect

from dragoman import pipeline
from dragoman.cli import main
from dragoman.opening.opened import nothing
from dragoman.pipeline.verifying import Verified, verify
from dragoman.record import Decision, Judgement, Statement
from dragoman.settings import open_dossier
from dragoman.settings.backups import read_backup
from dragoman.store import Store, migrations, sqlite
from dragoman.store.users import Role
from dragoman.web import create_app
from tests.faults.killing import ended
from tests.pipeline.derived import derived
from tests.store.whole import whole_record

ARTICLES = 6
SPEAKERS = ("Dmitry Peskov", "Sergey Lavrov", "Marco Rubio", "Ursula von der Leyen")
SECRET = "secret.txt"
DECISIONS = "decisions.jsonl"
LEFT_OUT = {"alembic_version", "written", "statement_tallies"}
"""Tables that a migration or the database itself fills."""


def dragoman(*arguments: object) -> None:
    """Run a command in this process, which ends with it."""
    sys.argv = ["dragoman", *map(str, arguments)]
    main()


def write_articles(path: Path, first: int = 0) -> None:
    with path.open("w", encoding="utf-8") as file:
        for n in range(first, first + ARTICLES):
            said = [
                f"{SPEAKERS[(n + k) % 4]} said on Monday that point {n % 3}-{k} was open. "
                f"“We will see about {k},” he added, according to two officials."
                for k in range(3)
            ]
            item = {"id": f"a{n:03}", "published": "2025-05-19", "text": "\n\n".join(said)}
            file.write(json.dumps(item) + "\n")


def kept() -> Path:
    """Make a folder that lasts as long as this process."""
    folder = Path(mkdtemp(prefix="dragoman-faults-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _in_a_process(*arguments: object) -> None:
    assert ended(lambda _: dragoman(*arguments), Path()) >= 0


@cache
def new() -> Path:
    """Give a folder with a dossier in which nothing is, and articles beside it."""
    folder = kept()
    _in_a_process("init", folder / "talks")
    write_articles(folder / "articles.jsonl")
    return folder


@cache
def added() -> Path:
    """Give one to which the articles have been added."""
    folder = kept() / "added"
    shutil.copytree(new(), folder)
    _in_a_process("add", folder / "articles.jsonl", "-d", folder / "talks")
    return folder


@cache
def read() -> Path:
    """Give one in which they have been read, with decisions beside it, and an account."""
    folder = kept() / "read"
    shutil.copytree(added(), folder)
    _in_a_process("run", "--reader", "rules", "-d", folder / "talks")
    with Store.open(record_in(folder)) as store:
        statements = sorted(store.view().statements(), key=lambda one: one.id)
        forms = [json.dumps(form) for form in decisions(statements)]
        (folder / DECISIONS).write_text("\n".join(forms), encoding="utf-8")
        store.accounts().add("cora", "correct horse battery", Role.CODER)
        from datetime import timedelta

        _, secret = store.accounts().add_token("cora", "faults", timedelta(days=1))
        (folder / SECRET).write_text(secret, encoding="utf-8")
    return folder


@cache
def saved() -> Path:
    """Give a folder with a backup of that one."""
    folder = kept()
    _in_a_process("backup", folder / "talks.backup", "-d", read() / "talks")
    return folder


@cache
def older(revision: str) -> Path:
    """Give one with a record of an older Dragoman: all that its tables can hold of that one."""
    folder = kept() / revision
    shutil.copytree(read(), folder)
    if revision >= "0003":  # before it nothing told what decisions had been about
        _in_a_process("judgements", "apply", folder / DECISIONS, "-d", folder / "talks")
    newer = record_in(folder).rename(folder / "newer.db")
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    there, here = sqlite.engine(newer, 1.0), sqlite.engine(record_in(folder), 1.0)
    with there.begin() as source, sqlite.for_writing(here).begin() as target:
        config.attributes["connection"] = target
        command.upgrade(config, revision)
        target.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in inspect(target).get_table_names():
            if not (table in LEFT_OUT or "_search" in table):
                _fill(source, target, table)
        for name in sqlite.TABLES:
            sqlite.index(target, name, list(sqlite.entries(source, name)))
    for engine in (there, here):
        engine.dispose()
    newer.unlink()
    return folder


def _fill(source: Connection, target: Connection, table: str) -> None:
    """Copy what a table of an older record has columns for."""
    known = {column["name"] for column in inspect(source).get_columns(table)}
    common = [c["name"] for c in inspect(target).get_columns(table) if c["name"] in known]
    names = [f'"{name}"' for name in common]
    rows = source.exec_driver_sql(f"SELECT {', '.join(names)} FROM {table}").all()
    if rows:
        if table == "revision":
            target.exec_driver_sql("DELETE FROM revision")
        places = ", ".join("?" * len(names))
        made = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"
        target.exec_driver_sql(made, [tuple(row) for row in rows])


def decisions(statements: list[Statement]) -> list[dict[str, object]]:
    """Give decisions on statements: each of another kind than the one before, one taken back."""
    kinds: tuple[Mapping[str, object], ...] = (
        {"decision": "correct", "field": "act", "value": "promise"},
        {"decision": "reject"},
        {"decision": "correct", "field": "party", "value": "Freedonia"},
        {
            "decision": "correct",
            "field": "codes",
            "value": [{"concept": "ceasefire", "stance": "support", "condition": None}],
        },
        {"decision": "accept"},
    )
    forms: list[dict[str, object]] = []
    for number, statement in enumerate(statements[:20]):
        when = {"author": "cora", "decided_at": f"2026-11-22T09:30:{number:02d}Z"}
        forms.append({"statement": statement.id, **kinds[number % len(kinds)], **when})
    rejected = Judgement.on(
        statements[1], Decision.REJECT, author="cora", decided_at="2026-11-22T09:30:01Z"
    )
    forms.append({"judgement": rejected.id, "decision": "withdraw", **when})
    return forms


def record_in(folder: Path) -> Path:
    return folder / "talks" / "record.db"


def check(folder: Path) -> None:
    """See that the record holds, as `dragoman verify` does."""
    with Store.open(record_in(folder)) as store:
        faults = list(verify(store, Verified(), nothing))
    assert faults == [], faults


def told(folder: Path) -> object:
    """Tell the whole record, and what is derived from it."""
    with Store.open(record_in(folder)) as store:
        return whole_record(store.view()), derived(store)


def told_of_review(folder: Path) -> object:
    """Tell what decisions came to, and how many they are; ids and instants are of each try."""
    with Store.open(record_in(folder)) as store:
        return derived(store), store.view().counts().judgements


def add(folder: Path) -> None:
    dragoman("add", folder / "articles.jsonl", "-d", folder / "talks")


def run(folder: Path) -> None:
    dragoman("run", "--reader", "rules", "-d", folder / "talks")


def apply(folder: Path) -> None:
    dragoman("judgements", "apply", folder / DECISIONS, "-d", folder / "talks")


def post(folder: Path) -> None:
    """Decide by the API, one request after another; those that were done are answered so."""
    dossier = open_dossier(folder / "talks")
    headers = {"authorization": f"Bearer {(folder / SECRET).read_text()}"}
    with Store.open(dossier.record_path) as store:
        client = TestClient(create_app(dossier, store), headers=headers)
        for line in (folder / DECISIONS).read_text(encoding="utf-8").splitlines():
            form: dict[str, Any] = json.loads(line)
            if form["decision"] == "withdraw":
                continue
            wanted = {"target": form["statement"], "decision": form["decision"]}
            wanted |= {name: form[name] for name in ("field", "value") if name in form}
            answer = client.post("/api/v1/judgements", json=wanted)
            assert answer.status_code in (200, 201), answer.text


def upgrade(folder: Path) -> None:
    Store.open(record_in(folder)).close()


def check_old(folder: Path) -> None:
    """See that a record is whole, of the old revision or of the new one, without opening it."""
    with closing(sqlite3.connect(record_in(folder))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        ((revision,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    assert revision in ("0001", "0006", "0011", migrations.REVISION)


def told_of_tables(folder: Path) -> object:
    """Tell every row of every table."""
    check(folder)
    with closing(sqlite3.connect(record_in(folder))) as connection:
        return sorted(line for line in connection.iterdump() if "alembic" not in line)


def back_up(folder: Path) -> None:
    if not (folder / "talks.backup").exists():
        dragoman("backup", folder / "talks.backup", "-d", folder / "talks")


def check_backup(folder: Path) -> None:
    check(folder)
    if (folder / "talks.backup").exists():
        read_backup(folder / "talks.backup")


def told_of_backup(folder: Path) -> object:
    assert ended(lambda _: dragoman("restore", folder / "talks.backup", folder / "b"), folder) >= 0
    with Store.open(folder / "b" / "record.db") as store:
        return whole_record(store.view()), derived(store)


def restore(folder: Path) -> None:
    if not (folder / "talks").exists():
        dragoman("restore", folder / "talks.backup", folder / "talks")


def check_restored(folder: Path) -> None:
    if (folder / "talks").exists():
        check(folder)


def equipment() -> pipeline.Equipment:
    return pipeline.Equipment(reader="rules")
