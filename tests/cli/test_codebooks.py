"""Showing and checking a dossier's codebook."""

import json
from pathlib import Path

import pytest

from dragoman.record import Act, Code, Stance
from dragoman.store import Store
from tests import make
from tests.cli.conftest import Dragoman


@pytest.fixture
def dossier(dragoman: Dragoman, tmp_path: Path) -> Path:
    assert dragoman("init", tmp_path, "--template", "iran-nuclear").returncode == 0
    return tmp_path


def test_show_lists_concepts_and_prints_one(dragoman: Dragoman, dossier: Path) -> None:
    rows = json.loads(dragoman("codebook", "show", "--format", "json").stdout)
    assert len(rows) == 26
    shown = dragoman("codebook", "show", "snapback")
    assert shown.returncode == 0
    assert "snapback mechanism" in shown.stdout
    assert shown.stdout.count("support ") == 3
    [row] = json.loads(dragoman("codebook", "show", "snapback", "--format", "json").stdout)
    assert row["issue"] == "sanctions"


def test_show_of_an_unknown_concept_names_the_nearest(dragoman: Dragoman, dossier: Path) -> None:
    shown = dragoman("codebook", "show", "snapbak")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "did you mean snapback?" in shown.stderr


def test_check_of_a_shipped_codebook_is_clean(dragoman: Dragoman, dossier: Path) -> None:
    checked = dragoman("codebook", "check")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert "0 problems, 0 notes" in checked.stderr
    assert "no statement is coded yet" in checked.stderr


def test_check_tells_problems_on_standard_output(dragoman: Dragoman, dossier: Path) -> None:
    path = dossier / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("id: snapback", "id: proxies"), encoding="utf-8")
    checked = dragoman("codebook", "check")
    assert checked.returncode == 1
    assert "concept proxies: the id is given 2 times" in checked.stdout
    assert "1 problem, 0 notes" in checked.stderr

    twice = "      - our citizens must be allowed to fly home #"
    path.write_text(text.replace("      - she was freed", twice), encoding="utf-8")
    checked = dragoman("codebook", "check", path)
    assert checked.returncode == 1
    assert "detainees: the example" in checked.stdout


def test_check_notes_concepts_that_no_statement_uses(dragoman: Dragoman, dossier: Path) -> None:
    document = make.document("He said yes.")
    codes = [Code(concept=id_, stance=Stance.SUPPORT) for id_ in ("talks-open", "gone")]
    statement = make.statement(document, "yes", codes=codes)
    with Store.open(dossier / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, [statement], [])
    checked = dragoman("codebook", "check")
    assert checked.returncode == 0
    assert "note: snapback: no statement is coded with it" in checked.stdout
    assert "note: gone: statements are coded with it" in checked.stdout
    assert "talks-open" not in checked.stdout
    assert "0 problems, 26 notes" in checked.stderr
    assert dragoman("codebook", "check", dossier / "codebook.yaml").stdout == ""


def test_missing_codebook_is_an_error(dragoman: Dragoman, dossier: Path) -> None:
    (dossier / "codebook.yaml").unlink()
    for command in ("show", "check", "suggest"):
        done = dragoman("codebook", command)
        assert (done.returncode, done.stdout) == (1, "")
        assert "there is no such codebook" in done.stderr


BELL = "the harbour bell must be rung at dawn, {} said"
CLEAN = "the inspectors may return to every nuclear site"


def with_statements(dossier: Path) -> None:
    with Store.open(dossier / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for name, party in (("Ada", "Iran"), ("Jon", "United States"), ("Ira", "Iran")):
            words = BELL.format(name)
            document = make.document(f"{words}. {CLEAN}.", f"{name}.txt")
            said = [
                make.statement(document, w, party=party, act=Act.DEMAND) for w in (words, CLEAN)
            ]
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, said, [])


def test_suggest_shows_what_asks_for_a_concept_with_a_stub_to_paste(
    dragoman: Dragoman, dossier: Path
) -> None:
    with_statements(dossier)
    done = dragoman("codebook", "suggest")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "1  3 statements · 2 parties (Iran, United States) · 3 documents · 3 take a stand"
    )
    assert "so       perhaps" in done.stdout
    assert "3 of them the codebook covers by now: run again" in done.stderr

    (row,) = json.loads(dragoman("codebook", "suggest", "-f", "json").stdout)
    assert len(row["members"]) == 3
    path = dossier / "codebook.yaml"
    pasted = path.read_text(encoding="utf-8") + row["stub"] + "\n"
    path.write_text(pasted, encoding="utf-8")
    checked = dragoman("codebook", "check")
    assert f"concept {row['name']}: `text` must be a text" in checked.stdout, "left to the analyst"
    text = pasted.replace('text: ""', "text: The bell is rung").replace('description: ""', "")
    path.write_text(text, encoding="utf-8")
    assert dragoman("codebook", "show", row["name"]).returncode == 0


def test_suggest_without_anything_to_suggest_says_so(dragoman: Dragoman, dossier: Path) -> None:
    done = dragoman("codebook", "suggest", "--least", "2")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 statements without a code" in done.stderr
    assert "nothing asks for a concept" in done.stderr
    assert dragoman("codebook", "suggest", "-f", "json").stdout == "[\n\n]\n"
