"""Faults of the machine: a disk that is full or read-only, a record that is locked or damaged.

Each is one line that says what to do, and when it is mended nothing has been lost.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from dragoman.settings import init_dossier
from dragoman.store import Store
from tests.cli.conftest import Called, Result

ROUNDS = int(os.environ.get("DRAGOMAN_FAULT_ROUNDS", "8"))
SEED = 20261122
Remount = Callable[[str], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Remount]]:
    """Give a disk of three megabytes, and what changes it: "size=50m", "ro"."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    )
    if not mount or not made or made.returncode:
        pytest.skip("no disk can be mounted here; that takes the rights of root")

    def remount(options: str) -> None:
        subprocess.run([mount, "-o", f"remount,{options}", place], check=True)

    yield place, remount
    subprocess.run(["umount", "-l", place], check=True)


def write_articles(path: Path, number: int) -> Path:
    """Write articles of which each has a statement, and words that take room."""
    dice = Random(SEED)
    with path.open("w") as file:
        for n in range(number):
            noise = " ".join(f"{dice.getrandbits(60):x}" for _ in range(3000))
            text = f"“We will see about {n},” Dmitry Peskov said on Monday.\n\n{noise}"
            item = {"id": f"a{n:03}", "published": "2025-05-19", "text": text}
            file.write(json.dumps(item) + "\n")
    return path


def told(result: Result, words: str) -> None:
    """See that a command failed with one line of words."""
    assert result.returncode == 1, result.stdout + result.stderr
    assert words in result.stderr
    assert result.stderr.count("error: ") == 1
    assert "Traceback" not in result.stderr


def exported(called: Called, folder: Path) -> str:
    result = called("export", "record", "-d", folder)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_full_disk_is_told_and_work_goes_on_when_there_is_room(
    called: Called, disk: tuple[Path, Remount], tmp_path: Path
) -> None:
    (place, remount), articles = disk, write_articles(tmp_path / "articles.jsonl", 25)
    full, calm = place / "full", tmp_path / "calm"
    for folder in (full, calm):
        assert called("init", folder).returncode == 0
    assert called("add", articles, "-d", calm).returncode == 0
    assert called("run", "--reader", "rules", "-d", calm).returncode == 0

    told(called("add", articles, "-d", full), "the disk is full; free some space and run again")
    told(called("add", articles, "-d", full), "the disk is full")
    backup = called("backup", place / "full.backup", "-d", full)
    assert backup.returncode == 1
    assert [path.name for path in place.iterdir()] == ["full"], "no half of a backup is left"

    remount("size=60m")
    assert called("add", articles, "-d", full).returncode == 0
    assert called("run", "--reader", "rules", "-d", full).returncode == 0
    assert called("verify", "-d", full).returncode == 0
    assert exported(called, full) == exported(called, calm)


def test_disk_that_is_full_while_reading_loses_no_document(
    called: Called, disk: tuple[Path, Remount], tmp_path: Path
) -> None:
    (place, remount), articles = disk, write_articles(tmp_path / "articles.jsonl", 8)
    folder = place / "talks"
    remount("size=60m")
    called("init", folder)
    assert called("add", articles, "-d", folder).returncode == 0
    used = shutil.disk_usage(place).used
    remount(f"size={used // 4096 * 4 + 16}k")  # not enough for the memory that readers share
    told(called("run", "--reader", "rules", "-d", folder), "the disk is full or faulty; free some")
    remount("size=60m")
    assert called("run", "--reader", "rules", "-d", folder).returncode == 0
    assert called("verify", "-d", folder).returncode == 0
    assert len(json.loads(exported(called, folder))["documents"]) == 8


def test_read_only_disk_is_told_by_every_command(
    called: Called, disk: tuple[Path, Remount], tmp_path: Path
) -> None:
    (place, remount), articles = disk, write_articles(tmp_path / "articles.jsonl", 2)
    folder = place / "talks"
    called("init", folder)
    called("add", articles, "-d", folder)
    before = exported(called, folder)
    remount("ro")
    for command in (
        ("add", articles, "-d", folder),
        ("run", "--reader", "rules", "-d", folder),
        ("users", "token", "ann", "-d", folder),
    ):
        told(called(*command), "record.db cannot be ")
    told(called("init", place / "other"), "cannot make a dossier in")
    told(called("backup", place / "x.backup", "-d", folder), "cannot write")
    remount("rw")
    assert exported(called, folder) == before
    assert called("verify", "-d", folder).returncode == 0


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for others a moment instead of half a minute."""
    monkeypatch.setitem(Store.open.__func__.__kwdefaults__, "patience_s", 0.05)  # type: ignore[attr-defined]


def test_locked_record_is_told_and_then_written(
    called: Called, article: Path, tmp_path: Path, impatient: None
) -> None:
    import sqlite3

    folder = init_dossier(tmp_path / "talks", "generic").folder
    assert called("add", article, "-d", folder).returncode == 0
    other = sqlite3.connect(folder / "record.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for command in (("add", article), ("run", "--reader", "rules")):
        told(called(*command, "-d", folder), "record.db is locked: another process is writing")
    assert called("documents", "-d", folder).returncode == 0, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert called("run", "--reader", "rules", "-d", folder).returncode == 0
    assert called("verify", "-d", folder).returncode == 0


def damaged(data: bytes, dice: Random) -> tuple[bytes, str]:
    """Damage a file in one of the ways in which disks do."""
    kind = dice.choice(("bit", "byte", "page", "zeros", "cut", "swapped"))
    out, page = bytearray(data), dice.randrange(len(data) // 4096) * 4096
    place = dice.randrange(len(data))
    if kind == "bit":
        out[place] ^= 1 << dice.randrange(8)
    elif kind == "byte":
        out[place : place + 8] = dice.randbytes(8)
    elif kind == "page":
        out[page : page + 4096] = dice.randbytes(4096)
    elif kind == "zeros":
        out[page : page + 4096] = bytes(4096)
    elif kind == "cut":
        del out[place:]
    else:
        other = dice.randrange(len(data) // 4096) * 4096
        out[page : page + 4096], out[other : other + 4096] = (
            out[other : other + 4096],
            out[page : page + 4096],
        )
    return bytes(out), kind


def test_damaged_record_is_told_or_was_not_touched(
    called: Called, article_read: Path, tmp_path: Path
) -> None:
    """Whatever verify passes is the record as it was; no command ends in a traceback."""
    path = article_read / "record.db"
    whole, before = path.read_bytes(), exported(called, article_read)
    found = 0
    for number in range(ROUNDS):
        dice = Random(SEED + number)
        path.write_bytes(damaged(whole, dice)[0])
        for left in ("record.db-wal", "record.db-shm"):
            (article_read / left).unlink(missing_ok=True)
        verified = called("verify", "-d", article_read)
        if verified.returncode == 0:
            assert exported(called, article_read) == before, number
        else:
            found += 1
            assert verified.stdout or "error: " in verified.stderr, number
        listed = called("statements", "-d", article_read)
        ran = called("run", "--reader", "rules", "-d", article_read)
        assert {verified.returncode, listed.returncode, ran.returncode} <= {0, 1}, number
    print(f"{ROUNDS} damaged records from seed {SEED}, {found} of them told by verify")
    assert found > ROUNDS // 4
