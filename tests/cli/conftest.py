import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman import open as open_dossier
from dragoman.cli import main
from dragoman.settings import init_dossier

Dragoman = Callable[..., "Result"]
Called = Dragoman


@dataclass(frozen=True, slots=True)
class Result:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def process(tmp_path: Path) -> Dragoman:
    """Run the program as a user does: a process of its own, in a folder of the test's own."""
    return lambda *arguments: run_in(tmp_path, *arguments)


def run_in(cwd: Path, *arguments: object) -> Result:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=os.environ | {"COLUMNS": "200", "PYTHONWARNINGS": "default"},
        check=False,
    )
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def dragoman(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Dragoman:
    """Run the program in this process, in a folder of the test's own.

    It is ten times as quick as a process of its own, most of whose time goes into imports.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object, stdin: str = "", cwd: Path = tmp_path) -> Result:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["dragoman", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code: object = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        told = capsys.readouterr()
        return Result(code if isinstance(code, int) else 1, told.out, told.err)

    return run


@pytest.fixture
def called(dragoman: Dragoman) -> Called:
    return dragoman


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return write_article(tmp_path)


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take the article into a dossier and read it, once for all tests."""
    folder = tmp_path_factory.mktemp("article")
    init_dossier(folder, "russia-ukraine")
    with open_dossier(folder) as opened:
        opened.add(write_article(folder))
        opened.run(reader="rules")
    return folder


@pytest.fixture
def article_read(read_once: Path, tmp_path: Path) -> Path:
    """Give a dossier of the test's own in which the article has been read."""
    shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def write_article(folder: Path) -> Path:
    path = folder / "article.txt"
    path.write_text(
        "Envoy sees progress in talks\n\n"
        "The Kremlin spokesman Dmitri Peskov said on Monday that a truce was possible. "
        "“We are ready to talk,” he added.\n\n"
        "According to two US officials, the delegations met in Geneva.\n",
        encoding="utf-8",
    )
    return path
