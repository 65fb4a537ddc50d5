"""A backup and what is made from it: the same dossier, whatever happens on the way."""

import gzip
import io
import json
import shutil
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from dragoman.errors import BackupError, StoreError
from dragoman.settings import init_dossier, open_dossier
from dragoman.settings.backups import MANIFEST, back_up, read_backup, restore
from dragoman.store import Store
from tests import make
from tests.cli.conftest import Called
from tests.store.whole import whole_record

Change = Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]


def files_of(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder but the record's, which is compared by what it holds."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if not path.name.startswith("record.db")
    }


@pytest.fixture(scope="session")
def dossier_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved") / "talks"
    with Store.open(init_dossier(folder, "russia-ukraine").record_path) as store:
        store.writer().add_document(make.document())
    (folder / "articles").mkdir()
    (folder / "articles" / "мир 1.txt").write_text("peace")
    return folder


@pytest.fixture
def dossier(dossier_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dossier_once, tmp_path / "talks"))


@pytest.fixture(scope="session")
def saved_once(dossier_once: Path) -> Path:
    back_up(open_dossier(dossier_once), dossier_once.parent / "talks.backup")
    return dossier_once.parent / "talks.backup"


@pytest.fixture
def saved(saved_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(saved_once, tmp_path))


def test_round_trip_gives_the_same_dossier(called: Called, article_read: Path) -> None:
    (article_read / "notes").mkdir()
    (article_read / "notes" / "1.txt").write_text("ours")
    (article_read / ".hidden").write_text("not ours")
    (article_read / "link").symlink_to("/etc/passwd")
    saved = called("backup", "../talks.backup", "-d", article_read)
    assert saved.returncode == 0, saved.stderr
    assert "read again and found whole; links and hidden files left out: 2" in saved.stderr
    again = article_read.parent / "again"
    restored = called("restore", "../talks.backup", again)
    assert restored.returncode == 0, restored.stderr
    assert called("verify", "-d", again).returncode == 0
    before, after = (called("export", "record", "-d", d).stdout for d in (article_read, again))
    assert json.loads(after)["statements"]
    assert after == before
    kept = files_of(article_read)
    assert kept.pop(".hidden") == b"not ours"
    kept.pop("link", None)
    assert files_of(again) == kept
    (article_read.parent / "talks.backup").unlink()
    shutil.rmtree(again)


def test_backup_is_of_one_instant_while_a_writer_writes(dossier: Path, tmp_path: Path) -> None:
    path, stop, written = dossier / "record.db", threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def write() -> None:
        number = 0
        try:
            with Store.open(path) as store:
                while not stop.is_set():
                    document = make.document(f"{make.TEXT} {number}", f"{number}.txt")
                    store.writer().add_document(document)
                    number += 1
                    written.set()
        except BaseException as error:
            failures.append(error)
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(60)
        counts = []
        for number in range(3):
            back_up(open_dossier(dossier), tmp_path / f"{number}.backup")
            restore(tmp_path / f"{number}.backup", tmp_path / f"again-{number}")
            with Store.open(tmp_path / f"again-{number}" / "record.db") as store:
                assert store.check() == []
                counts.append(store.view().counts().documents)
    finally:
        stop.set()
        writer.join(60)
    assert failures == []
    assert counts == sorted(counts)
    with Store.open(path) as store:
        assert store.check() == []
        assert store.view().counts().documents >= counts[-1] > 1


def test_backup_does_not_bring_an_old_record_up_to_date(dossier: Path, tmp_path: Path) -> None:
    """So that one can save what there is before the new version touches it."""
    with closing(sqlite3.connect(dossier / "record.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    assert back_up(open_dossier(dossier), tmp_path / "old.backup").revision == "0001"
    restore(tmp_path / "old.backup", tmp_path / "again")
    with closing(sqlite3.connect(tmp_path / "again" / "record.db")) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("0001",)]


def test_backup_is_for_its_owner_alone(saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600, "it has the hashes of passwords"


def test_nothing_is_overwritten(called: Called, dossier: Path, saved: Path, tmp_path: Path) -> None:
    before, there = saved.read_bytes(), tmp_path / "there"
    there.mkdir()
    (there / "mine.txt").write_text("mine")
    again = called("backup", saved, "-d", dossier)
    assert (again.returncode, saved.read_bytes()) == (1, before)
    assert "is there already; choose another name" in again.stderr
    for target in (there, there / "mine.txt", dossier):
        refused = called("restore", saved, target)
        assert refused.returncode == 1
        assert "is there already" in refused.stderr
    assert [path.name for path in there.iterdir()] == ["mine.txt"]
    inside = called("backup", dossier / "x.backup", "-d", dossier)
    assert inside.returncode == 1
    assert "put it elsewhere" in inside.stderr
    assert left_behind(tmp_path) == []


def left_behind(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_empty_folder_is_filled(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    restore(saved, tmp_path / "empty")
    assert open_dossier(tmp_path / "empty").title


@pytest.mark.parametrize("seed", range(12))
def test_flipped_byte_is_found_and_nothing_is_made(saved: Path, tmp_path: Path, seed: int) -> None:
    """Wherever it is: but in gzip's own head are bytes that mean nothing."""
    data = bytearray(saved.read_bytes())
    data[Random(seed).randrange(20, len(data))] ^= 0x40
    saved.write_bytes(data)
    with pytest.raises((BackupError, StoreError)):
        restore(saved, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.99])
def test_cut_off_backup_is_found(called: Called, saved: Path, tmp_path: Path, part: float) -> None:
    saved.write_bytes(saved.read_bytes()[: int(saved.stat().st_size * part)])
    refused = called("restore", saved, tmp_path / "again")
    assert refused.returncode == 1
    assert "is no backup, or is damaged or cut off" in refused.stderr
    assert not (tmp_path / "again").exists()


def rewritten(saved: Path, change: Change) -> None:
    """Change the files of a backup as somebody would who knows its format."""
    with tarfile.open(saved) as archive:
        files = [(m.name, archive.extractfile(m).read()) for m in archive]  # type: ignore[union-attr]
    with tarfile.open(saved, "w:gz") as archive:
        for name, data in change(files):
            head = tarfile.TarInfo(name)
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))


@pytest.mark.parametrize(
    "name",
    [
        "dossier/../../evil",
        "/etc/evil",
        "../evil",
        "dossier//evil",
        "dossier/./evil",
        "dossier/..\\..\\evil",
        "dossier/C:evil",
        "evil",
        "dossier",
    ],
)
def test_name_that_leads_out_of_the_folder_is_refused(
    saved: Path, tmp_path: Path, name: str
) -> None:
    rewritten(saved, lambda files: [(name, b"evil"), *files])
    with pytest.raises(BackupError, match=r"leads out of the folder|is no backup"):
        restore(saved, tmp_path / "deep")
    assert list(tmp_path.rglob("*evil*")) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(saved: Path, tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(saved, "w:gz") as archive:
        head = tarfile.TarInfo("dossier/link")
        head.type, head.linkname = kind, "/etc/passwd"
        archive.addfile(head)
    with pytest.raises(BackupError, match="is no plain file"):
        restore(saved, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files[:-1], "its manifest is missing"),
        (lambda files: [*files, ("dossier/late", b"")], "something follows its manifest"),
        (lambda files: files[1:], "record.db is not as it was saved"),
        (lambda files: [("dossier/more", b"x"), *files], "more is not as it was saved"),
        (lambda files: [*files[:-1], (MANIFEST, b"{")], "its manifest cannot be read"),
        (lambda files: [*files[:-1], (MANIFEST, b"[1]")], "its manifest cannot be read"),
        (lambda files: [*files[:-1], (MANIFEST, b'{"format": "dragoman-backup/2"}')], "newer"),
        (lambda files: [*files[:-1], (MANIFEST, b"[" * 100_000)], "its manifest cannot be read"),
    ],
)
def test_backup_that_somebody_changed_is_refused(
    saved: Path, tmp_path: Path, change: Change, words: str
) -> None:
    rewritten(saved, change)
    with pytest.raises(BackupError, match=words):
        restore(saved, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_damaged_record_is_not_saved_as_if_it_were_whole(dossier: Path, tmp_path: Path) -> None:
    with Store.open(dossier / "record.db") as store:
        for number in range(60):
            store.writer().add_document(make.document(make.TEXT * 50, f"{number}.txt"))
    data = bytearray((dossier / "record.db").read_bytes())
    data[4096 * 30 : 4096 * 40] = Random(1).randbytes(4096 * 10)
    (dossier / "record.db").write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        back_up(open_dossier(dossier), tmp_path / "talks.backup")
    assert not (tmp_path / "talks.backup").exists()
    assert left_behind(tmp_path) == []


def test_record_of_a_newer_dragoman_is_not_restored(dossier: Path, tmp_path: Path) -> None:
    saved = tmp_path / "talks.backup"
    back_up(open_dossier(dossier), saved)
    restore(saved, tmp_path / "newer")
    with closing(sqlite3.connect(tmp_path / "newer" / "record.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer Dragoman \(revision 9999.*update Dragoman"):
        back_up(open_dossier(tmp_path / "newer"), tmp_path / "newer.backup")


def test_files_that_are_no_backups_are_told(called: Called, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("words")
    (tmp_path / "bomb").write_bytes(gzip.compress(bytes(30_000_000)))
    for name in ("text", "bomb"):
        refused = called("restore", name, "again")
        assert refused.returncode == 1
        assert refused.stderr.startswith("error: ")
        assert "no backup" in refused.stderr or "manifest is missing" in refused.stderr
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as other:
        other.add(tmp_path / "text", "text")
    foreign = called("restore", "other.tar.gz", "again")
    assert "other.tar.gz is no backup of a dossier: it has 'text'" in foreign.stderr
    missing = called("restore", "absent", "again")
    assert (missing.returncode, "cannot read absent" in missing.stderr) == (1, True)
    assert called("restore", "text", "no/such/parent").stderr.endswith("make it first\n")


def test_dossier_without_a_record_has_nothing_to_save(called: Called, tmp_path: Path) -> None:
    folder = init_dossier(tmp_path / "new", "generic").folder
    refused = called("backup", "new.backup", "-d", folder)
    assert refused.returncode == 1
    assert "record.db is not there" in refused.stderr
    assert not (tmp_path / "new.backup").exists()


def test_checking_a_backup_makes_nothing(saved: Path, dossier: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    manifest = read_backup(saved)
    assert {kept.name for kept in manifest.files} == {"record.db", *files_of(dossier)}
    assert sorted(tmp_path.iterdir()) == before


def test_restored_record_has_all_that_the_saved_one_had(
    saved: Path, dossier: Path, tmp_path: Path
) -> None:
    restore(saved, tmp_path / "again")
    with (
        Store.open(dossier / "record.db") as old,
        Store.open(tmp_path / "again" / "record.db") as new,
    ):
        assert whole_record(new.view()) == whole_record(old.view())
