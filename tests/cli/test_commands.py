"""The program from the outside: what a user types, sees and gets back."""

import json
from pathlib import Path

from tests.cli.conftest import Dragoman


def test_commands_lead_from_articles_to_record_and_brief(
    process: Dragoman, article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "talks"
    assert process("init", folder, "--template", "russia-ukraine").returncode == 0
    assert process("add", article, "-d", folder).returncode == 0
    ran = process("run", "--reader", "rules", "-d", folder)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "3 statements found" in ran.stderr

    rows = json.loads(process("statements", "-d", folder, "--format", "json").stdout)
    assert [row["speaker"] for row in rows[:2]] == ["Dmitry Peskov", "Dmitry Peskov"]
    assert [row["party"] for row in rows] == ["Russia", "Russia", "United States"]
    text = article.read_text(encoding="utf-8")
    for row in rows:
        assert " … ".join(text[start:end] for start, end in row["content"]) == row["words"]

    brief = tmp_path / "brief.html"
    assert process("brief", "-o", brief, "-d", folder).returncode == 0
    assert "Dmitry Peskov" in brief.read_text(encoding="utf-8")
    exported = json.loads(process("export", "record", "-d", folder).stdout)
    assert exported["format"] == "dragoman-record/1"
    assert len(exported["statements"]) == 3


def test_statements_filter_and_every_format_carries_the_same_rows(
    dragoman: Dragoman, article_read: Path
) -> None:
    lines = dragoman("statements", "--speaker", "peskov", "--format", "jsonl").stdout.splitlines()
    table = dragoman("statements", "--speaker", "peskov").stdout
    comma = dragoman("statements", "--speaker", "peskov", "--format", "csv").stdout.splitlines()
    assert len(lines) == 2
    assert table.count("Dmitry Peskov") == 2
    assert len(comma) == 3
    found = dragoman("statements", "--search", "geneva", "--format", "jsonl").stdout.splitlines()
    assert len(found) == 1


def test_adding_and_running_twice_changes_nothing(
    dragoman: Dragoman, article: Path, article_read: Path
) -> None:
    first = dragoman("export", "record").stdout
    assert "0 added, 1 known" in dragoman("add", article).stderr
    assert "0 documents read" in dragoman("run", "--reader", "rules").stderr
    assert dragoman("export", "record").stdout == first


def test_brief_of_files_needs_no_dossier(dragoman: Dragoman, article: Path, tmp_path: Path) -> None:
    done = dragoman("brief", article, "--reader", "rules")
    assert done.returncode == 0
    assert "Dmitry Peskov" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"article.txt"}


def test_command_without_a_dossier_says_how_to_make_one(dragoman: Dragoman) -> None:
    failed = dragoman("statements")
    assert failed.returncode == 1
    assert "dragoman init" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_unknown_option_is_wrong_usage(dragoman: Dragoman) -> None:
    assert dragoman("statements", "--colour", "red").returncode == 2


def test_unknown_reader_is_named_with_the_known_ones(dragoman: Dragoman, article: Path) -> None:
    failed = dragoman("brief", article, "--reader", "tea-leaves")
    assert failed.returncode == 2
    assert "added" not in failed.stderr
    assert "rules" in failed.stderr


def test_articles_come_from_standard_input_too(dragoman: Dragoman, tmp_path: Path) -> None:
    dragoman("init", tmp_path)
    items = '{"id": "a", "text": "The envoy said that the talks would go on for another week."}\n'
    assert dragoman("add", "-", stdin=items).returncode == 0
    (row,) = json.loads(dragoman("documents", "--format", "json").stdout)
    assert row["name"] == "a"


def test_actors_of_the_knowledge_can_be_asked_without_a_dossier(dragoman: Dragoman) -> None:
    shown = dragoman("actors", "show", "Peskov", "--format", "json")
    assert json.loads(shown.stdout)[0]["name"] == "Dmitry Peskov"
    assert dragoman("actors", "check").returncode == 0


def test_statement_is_explained_in_its_passage(dragoman: Dragoman, article_read: Path) -> None:
    (first, *_) = json.loads(dragoman("statements", "--format", "json").stdout)
    shown = dragoman("statements", "--explain", first["id"][:8]).stdout
    assert "[The Kremlin spokesman Dmitri Peskov] <said> on Monday that {a truce was" in shown
    assert "by reader rules/1" in shown
    unknown = dragoman("statements", "--explain", "zz")
    assert unknown.returncode == 2
    assert "0 statements begin with 'zz'" in unknown.stderr
