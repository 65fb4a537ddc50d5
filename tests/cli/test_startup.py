"""How little a command imports: what it does not need must not make it wait."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.cli.app import COMMANDS, load
from tests.cli.conftest import Dragoman

TOLD = """
import sys
from dragoman.cli import main
try:
    main()
finally:
    sys.stderr.write(chr(10) + " ".join(sys.modules))
"""
"""Runs the program and tells on standard error what was imported."""

FOR_WORK = {
    "alembic",
    "argon2",
    "dragoman.analysis",
    "dragoman.extract",
    "dragoman.ingest",
    "dragoman.report",
    "dragoman.resolve",
    "dragoman.web",
    "fastapi",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "trafilatura",
    "yaml",
}
"""What reading, serving, signing in and migrating need, and listing rows does not."""

FOR_ROWS = {"dragoman.record", "dragoman.store", "pydantic", "rich", "sqlalchemy"}


def imported_by(*arguments: object) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", TOLD, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stderr.rpartition("\n")[2].split())


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_nothing_that_commands_need(option: str) -> None:
    imported = imported_by(option)
    assert "dragoman.cli.app" in imported
    assert imported & (FOR_WORK | FOR_ROWS) == set()


@pytest.mark.parametrize("command", ["add", "statements", "positions", "serve"])
def test_help_of_a_command_imports_nothing_that_its_work_needs(command: str) -> None:
    assert imported_by(command, "--help") & (FOR_WORK | {"dragoman.store", "sqlalchemy"}) == set()


@pytest.mark.parametrize("command", ["claims", "documents", "meetings", "statements"])
def test_listing_rows_imports_nothing_that_reading_needs(command: str, example: Path) -> None:
    imported = imported_by(command, "-d", example)
    assert "dragoman.store" in imported
    assert imported & FOR_WORK == set()


def test_positions_come_without_numbers_and_models(example: Path) -> None:
    imported = imported_by("positions", "-d", example)
    assert "dragoman.analysis" in imported
    assert imported & {"alembic", "jinja2", "numpy", "onnxruntime", "dragoman.extract"} == set()


def test_help_lists_every_command_with_its_line(process: Dragoman) -> None:
    told = process("--help").stdout.splitlines()
    listed = [line.split(None, 1) for line in told[told.index("Commands:") + 1 :]]
    commands = {name: line for name, (_, line) in COMMANDS.items()}
    assert [name for name, *_ in listed if name in commands] == list(commands)
    assert " ".join(" ".join(words) for words in listed) == " ".join(
        f"{name} {line}" for name, line in commands.items()
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_line_in_the_table_is_the_first_that_the_command_says(name: str) -> None:
    said = load(name).get_short_help_str(limit=1000)
    assert COMMANDS[name][1] == said, "let the table of cli/app.py and the docstring begin alike"


def test_help_of_a_group_tells_whole_lines(process: Dragoman) -> None:
    told = " ".join(process("plans", "--help").stdout.split())
    assert "term by term; or two plans with each other." in told


def test_misspelt_command_is_wrong_usage_and_told_what_is_near(process: Dragoman) -> None:
    failed = process("statments")
    assert failed.returncode == 2
    assert "Did you mean 'statements'?" in failed.stderr


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("dragoman stat", ["statements"]), ("dragoman plans c", ["compare"])],
)
def test_shell_completes_commands(
    typed: str, completed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_DRAGOMAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
    program = Path(sys.executable).with_name("dragoman")
    done = subprocess.run([program], capture_output=True, text=True, env=os.environ, check=True)
    assert done.stdout.split() == completed
