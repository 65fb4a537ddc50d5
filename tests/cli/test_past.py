"""Past days: each command that reads a record can read that of a past day."""

import json
from pathlib import Path

import pytest

from dragoman.cli.app import COMMANDS, OF_A_DAY, load
from tests.cli.conftest import Called

CLOCKS = {"said_by", "published_by", "recorded_by"}


def test_the_record_of_a_day_before_it_began_is_empty(called: Called, article_read: Path) -> None:
    done = called("statements", "--recorded-by", "2020-01-01", "-f", "json")
    assert json.loads(done.stdout) == []
    assert "what was recorded by 2020-01-01: 0 of 1 document, 0 statements" in done.stderr


def test_the_record_of_a_day_to_come_is_that_of_now(called: Called, article_read: Path) -> None:
    now = called("statements", "-f", "json").stdout
    later = called("statements", "--recorded-by", "9000", "-f", "json")
    assert later.stdout == now
    assert len(json.loads(now)) == 3


def test_clocks_are_asked_together_and_what_is_undated_is_told(
    called: Called, article_read: Path
) -> None:
    done = called("documents", "--recorded-by", "9000", "--published-by", "2024", "-f", "json")
    assert json.loads(done.stdout) == []
    assert "published by 2024, recorded by 9000: 0 of 1 document" in done.stderr
    assert "1 document left out for want of a date" in done.stderr


def test_one_command_asks_nothing_of_the_next(called: Called, article_read: Path) -> None:
    called("statements", "--recorded-by", "2020")
    assert len(json.loads(called("statements", "-f", "json").stdout)) == 3


def test_a_command_of_a_group_has_the_clocks_too(called: Called, article_read: Path) -> None:
    done = called("export", "record", "--recorded-by", "2020")
    assert json.loads(done.stdout)["statements"] == []


@pytest.mark.parametrize("day", ["soon", "2025-13-01", ""])
def test_what_is_no_day_is_refused(called: Called, article_read: Path, day: str) -> None:
    done = called("positions", "--said-by", day)
    assert done.returncode == 2
    assert "ISO 8601" in done.stderr or "no such date" in done.stderr


def test_a_past_day_without_a_dossier_is_refused(called: Called, article: Path) -> None:
    done = called("brief", article, "--reader", "rules", "--said-by", "2024", "-o", "x.md")
    assert done.returncode == 2
    assert "for the record of a dossier" in done.stderr
    assert not Path("x.md").exists()


@pytest.mark.parametrize("name", ["add", "run", "watch", "verify", "judgements"])
def test_commands_that_write_have_no_past(name: str) -> None:
    command = load(name)
    commands = [command, *getattr(command, "commands", {}).values()]
    assert not any(p.name in CLOCKS for one in commands for p in one.params)


def test_every_command_with_a_past_is_there() -> None:
    assert COMMANDS.keys() >= OF_A_DAY
