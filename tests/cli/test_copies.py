"""Copying records and sharing them on a server: the same record comes out, to the byte."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.settings import DOSSIER_FILE, init_dossier, open_dossier
from dragoman.store.address import Address
from tests.cli.conftest import Called
from tests.example import EXAMPLE
from tests.postgresql import Server


@pytest.fixture
def database(postgres: Server) -> Iterator[Address]:
    address = postgres.make()
    yield address
    postgres.drop(address)


def share(folder: Path, address: Address) -> Path:
    """Let a dossier have its record on a server."""
    with (folder / DOSSIER_FILE).open("a", encoding="utf-8") as file:
        file.write(f'\n[store]\nurl = "{address}"\n')
    return folder


def exported(called: Called, folder: Path) -> str:
    done = called("export", "record", "-d", folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_record_goes_to_a_server_and_back_unchanged(
    example: Path, tmp_path: Path, database: Address, called: Called
) -> None:
    before = exported(called, example)
    there = called("copy", example, str(database))
    assert there.returncode == 0, there.stderr
    assert "copied" in there.stderr
    assert "0 faults" in there.stderr
    assert f'[store]\nurl = "{database}"' in there.stderr

    shared = tmp_path / "shared"
    shutil.copytree(example, shared, ignore=shutil.ignore_patterns("record.db*"))
    share(shared, database)
    assert exported(called, shared) == before
    assert not list(shared.glob("record.db*"))
    assert called("verify", "-d", shared).returncode == 0

    back = called("copy", shared, tmp_path / "back.db")
    assert back.returncode == 0, back.stderr
    kept = tmp_path / "kept"
    shutil.copytree(example, kept, ignore=shutil.ignore_patterns("record.db*"))
    shutil.copy(tmp_path / "back.db", kept / "record.db")
    assert exported(called, kept) == before

    again = called("copy", example, shared)
    assert again.returncode == 1
    assert "there is a record already" in again.stderr


@pytest.mark.slow
def test_record_made_on_a_server_is_that_made_in_a_file(
    example: Path, tmp_path: Path, database: Address, called: Called
) -> None:
    folder = tmp_path / "made"
    init_dossier(folder, "russia-ukraine")
    shutil.copy(EXAMPLE / DOSSIER_FILE, folder)
    share(folder, database)
    with dragoman.open(folder) as dossier:
        dossier.add(EXAMPLE / "articles")
        dossier.run()
    assert exported(called, folder) == exported(called, example)
    assert called("verify", "-d", folder).returncode == 0


def test_copy_of_nothing_is_refused(tmp_path: Path, called: Called) -> None:
    done = called("copy", tmp_path / "absent.db", tmp_path / "copy.db")
    assert done.returncode == 1
    assert "absent.db is no record" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there", [False, True])
def test_copy_makes_no_file_where_a_dossier_was_meant(
    example: Path, tmp_path: Path, called: Called, there: bool
) -> None:
    folder = tmp_path / "talks"
    if there:
        folder.mkdir()
    done = called("copy", example, folder)
    assert done.returncode == 1
    assert f"no dossier in {folder}: make one with `dragoman init {folder}`" in done.stderr
    assert "such as talks.db" in done.stderr
    assert not folder.is_file()
    assert called("init", folder).returncode == 0
    assert called("copy", example, folder).returncode == 0
    assert called("verify", "-d", folder).returncode == 0


def test_copy_makes_no_record_where_it_copies_from(tmp_path: Path, called: Called) -> None:
    (tmp_path / "empty.db").touch()
    done = called("copy", tmp_path / "empty.db", tmp_path / "copy.db")
    assert done.returncode == 1
    assert "there is no record in" in done.stderr
    assert (tmp_path / "empty.db").stat().st_size == 0
    other = called("copy", "mysql://ann@db.example.org/talks", tmp_path / "copy.db")
    assert other.returncode == 1
    assert "none of PostgreSQL" in other.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty.db"]


def test_copy_onto_itself_is_refused(tmp_path: Path, called: Called) -> None:
    assert called("init", tmp_path / "talks").returncode == 0
    done = called("copy", tmp_path / "talks", tmp_path / "talks" / "record.db")
    assert done.returncode == 1
    assert "are the same record" in done.stderr


def test_password_is_taken_from_the_environment_and_told_to_nobody(
    tmp_path: Path, called: Called, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_STORE_PASSWORD", "hush-hush")
    address = Address(url="postgresql://ann@127.0.0.1:1/talks")
    assert called("init", tmp_path / "talks").returncode == 0
    share(tmp_path / "talks", address)
    place = open_dossier(tmp_path / "talks").record_place
    assert isinstance(place, Address)
    assert place.password == "hush-hush"
    assert "hush" not in repr(place)
    done = called("positions", "-d", tmp_path / "talks")
    assert done.returncode == 1
    assert "postgresql://ann@127.0.0.1:1/talks cannot be reached" in done.stderr
    assert "hush" not in done.stdout + done.stderr
