"""The log of long-running commands: an object a line, or words; and a watch's numbers in a file."""

import json
from pathlib import Path

import pytest

from dragoman.settings import init_dossier
from tests.cli.conftest import Called
from tests.cli.test_watch import follow, put


def objects(err: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in err.splitlines()]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return init_dossier(tmp_path / "talks", "generic").folder


def test_run_tells_what_it_found_as_an_object(called: Called, dossier: Path) -> None:
    ran = called("run", "--reader", "rules", "-d", dossier, "--log-format", "json")
    assert ran.returncode == 0
    (entry,) = objects(ran.stderr)
    assert (entry["event"], entry["level"]) == ("run finished", "info")
    assert (entry["documents"], entry["statements"], entry["quarantined"]) == (0, 0, 0)
    assert str(entry["at"]).endswith("Z")


def test_environment_chooses_the_form_and_the_command_line_counts_first(
    called: Called, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ("run", "--reader", "rules", "-d", dossier)
    monkeypatch.setenv("DRAGOMAN_LOG", "json")
    assert objects(called(*run).stderr)
    in_words = called(*run, "--log-format", "text").stderr
    assert in_words == "0 documents read, 0 statements found, 0 set aside\n"
    monkeypatch.setenv("DRAGOMAN_LOG", "xml")
    wrong = called(*run)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "DRAGOMAN_LOG is 'xml'; it must be text or json" in wrong.stderr


def test_failure_is_an_object_too(called: Called, tmp_path: Path) -> None:
    for command in ("run", "watch", "serve"):
        failed = called(command, "-d", tmp_path, "--log-format", "json")
        assert failed.returncode == 1
        (entry,) = objects(failed.stderr)
        assert (entry["event"], entry["level"]) == ("failed", "error")
        assert "no dossier in" in str(entry["message"])


def test_watch_tells_its_rounds_and_writes_its_numbers(called: Called, dossier: Path) -> None:
    follow(dossier, 'folders = ["inbox"]')
    put(dossier, "a.txt")
    numbers = dossier.parent / "talks.prom"
    watch = ("watch", "--once", "--no-read", "-d", dossier, "--metrics-file", numbers)
    ran = called(*watch, "--log-format", "json")
    assert ran.returncode == 0, ran.stderr
    events = {str(entry["event"]): entry for entry in objects(ran.stderr)}
    assert set(events) == {"no contact", "round"}
    assert (events["round"]["asked"], events["round"]["added"]) == (1, 1)
    told = dict(
        line.rsplit(" ", 1) for line in numbers.read_text().splitlines() if not line.startswith("#")
    )
    assert told["dragoman_watch_rounds_total"] == "1"
    assert told["dragoman_watch_added_total"] == "1"
    assert told["dragoman_watch_failures_total"] == "0"
    assert float(told["dragoman_watch_round_ended_seconds"]) > 1.7e9
    assert called(*watch).returncode == 0
    assert "dragoman_watch_added_total 0" in numbers.read_text(), "counted from its start"


def test_numbers_that_cannot_be_written_are_told(called: Called, dossier: Path) -> None:
    follow(dossier, 'folders = ["inbox"]')
    absent = dossier.parent / "absent" / "talks.prom"
    ran = called("watch", "--once", "--no-read", "-d", dossier, "--metrics-file", absent)
    assert ran.returncode == 1
    assert "cannot write" in ran.stderr
