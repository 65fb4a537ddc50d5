"""Exports, verification and stability on the command line."""

import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from dragoman.pipeline import derive_positions
from dragoman.report.exports.tables import NOUNS
from dragoman.store import Store
from tests.analysis.talks import BRINK, MOTT, NO, YES, Talks
from tests.cli.conftest import Called
from tests.cli.test_positions import BOOK, fill

CONFLICT = """
options:
  - {name: ports-open, by: Island}
  - {name: pilots-free, by: Mainland}
"""


@pytest.fixture
def dragoman(called: Called) -> Called:
    """The program in this process: what starts it is tested elsewhere, and takes its time."""
    return called


@pytest.fixture
def filled(dragoman: Called, tmp_path: Path) -> Path:
    assert dragoman("init", tmp_path).returncode == 0
    (tmp_path / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    talks = Talks()
    talks.say("2024-05-02", NO, BRINK)
    talks.say("2024-05-03", YES, MOTT, party="Mainland")
    fill(tmp_path, talks, BRINK, MOTT)
    return tmp_path


@pytest.mark.parametrize("command", ["annotations", "claims", "provenance", "record"])
def test_export_writes_one_json_file(dragoman: Called, filled: Path, command: str) -> None:
    assert dragoman("export", command, "-o", "out.json").returncode == 0
    told = json.loads((filled / "out.json").read_text(encoding="utf-8"))
    assert told == json.loads(dragoman("export", command).stdout)


def test_export_of_entities_has_the_speakers(dragoman: Called, filled: Path) -> None:
    lines = [json.loads(line) for line in dragoman("export", "entities").stdout.splitlines()]
    assert {n for e in lines for n in e["properties"].get("name", [])} >= {BRINK.name, MOTT.name}


def test_export_tables_fills_a_folder(dragoman: Called, filled: Path) -> None:
    assert dragoman("export", "tables", "-o", "out", "-f", "jsonl").returncode == 0
    assert {path.name for path in (filled / "out").iterdir()} == {f"{n}.jsonl" for n in NOUNS}
    written = dragoman("export", "table", "statements").stdout
    assert len(list(csv.DictReader(io.StringIO(written)))) == 2


def test_export_of_derived_tables_has_what_was_derived(dragoman: Called, filled: Path) -> None:
    derive(filled)
    for noun in ("positions", "position-bases", "shifts"):
        written = dragoman("export", "table", noun).stdout
        rows = list(csv.DictReader(io.StringIO(written)))
        assert [(row["party"], row["concept"]) for row in rows] == [
            ("Island", "ports-open"),
            ("Mainland", "ports-open"),
        ], noun


def test_export_of_a_table_that_is_not_there_tells_which_are(
    dragoman: Called, filled: Path
) -> None:
    result = dragoman("export", "table", "weather")
    assert result.returncode == 2
    assert "statements" in result.stderr


def test_export_of_a_project_can_be_opened(dragoman: Called, filled: Path) -> None:
    assert dragoman("export", "qdpx", "-o", "talks.qdpx").returncode == 0
    assert "project.qde" in zipfile.ZipFile(filled / "talks.qdpx").namelist()


def test_export_for_dna_is_a_database(dragoman: Called, filled: Path) -> None:
    result = dragoman("export", "dna", "-o", "talks.dna")
    assert result.returncode == 0, result.stderr
    assert "2 documents, 2 coded statements" in result.stderr
    with closing(sqlite3.connect(filled / "talks.dna")) as database:
        ((told,),) = database.execute("SELECT count(*) FROM STATEMENTS").fetchall()
    assert told == 2


def test_export_into_a_folder_that_is_not_there_is_an_error(dragoman: Called, filled: Path) -> None:
    result = dragoman("export", "qdpx", "-o", "none/talks.qdpx")
    assert result.returncode == 1
    assert "cannot write" in result.stderr


def test_verify_is_content_with_a_sound_record(dragoman: Called, filled: Path) -> None:
    result = dragoman("verify")
    assert result.returncode == 0, result.stdout
    assert "0 faults" in result.stderr


def test_verify_tells_what_was_changed(dragoman: Called, filled: Path) -> None:
    (path,) = filled.glob("*.db")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE statement_content SET start = start + 1, end = end + 1")
    connection.commit()
    connection.close()
    result = dragoman("verify", "--format", "csv")
    assert result.returncode == 1
    assert result.stdout.count("statement,") == 2


def test_stability_reads_wishes_from_positions(dragoman: Called, filled: Path) -> None:
    (filled / "conflict.yaml").write_text(CONFLICT, encoding="utf-8")
    result = dragoman("stability", "conflict.yaml", "--format", "jsonl")
    assert result.returncode == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    held = [row["taken"] for row in rows if row["equilibrium"] == "NGSQ"]
    # The island wants its ports shut; nobody has said a word on the pilots.
    assert held == ["none", "pilots-free"]


def test_stability_draft_has_what_parties_disagree_on(dragoman: Called, filled: Path) -> None:
    draft = dragoman("stability", "--draft").stdout
    assert "name: ports-open" in draft
    (filled / "conflict.yaml").write_text(draft, encoding="utf-8")
    result = dragoman("stability", "conflict.yaml")
    assert result.returncode == 1
    assert "say who decides on ports-open" in result.stderr


def test_stability_needs_a_file_or_draft(dragoman: Called, filled: Path) -> None:
    assert dragoman("stability").returncode == 2


def test_network_tells_conflict_and_camps(dragoman: Called, filled: Path) -> None:
    derive(filled)
    result = dragoman("network", "--tie", "conflict", "--format", "csv")
    head, tie = result.stdout.splitlines()
    assert head == "source,target,weight"
    assert sorted(tie.split(",")) == ["1.0", "Island", "Mainland"]
    measured = dragoman("network", "--measures", "--format", "csv").stdout
    assert measured.splitlines()[1] == "2,0,1.0,1.0,0.0"
    assert "camp,1,Island" in measured


def test_network_is_written_for_other_programs(dragoman: Called, filled: Path) -> None:
    derive(filled)
    assert dragoman("network", "-f", "gexf", "-o", "talks.gexf").returncode == 0
    assert "Mainland" in (filled / "talks.gexf").read_text(encoding="utf-8")
    assert dragoman("network", "-f", "csv", "-o", "talks.csv").returncode == 2
    assert dragoman("network", "--tie", "affiliation", "--concepts").returncode == 2
    assert dragoman("network", "--tie", "affiliation", "--backbone", "0.05").returncode == 1


def test_network_slides_a_window(dragoman: Called, filled: Path) -> None:
    derive(filled)
    rows = dragoman("network", "--window", "1", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(row)["until"] for row in rows] == ["2024-05-02", "2024-05-03"]


def derive(folder: Path) -> None:
    with Store.open(folder / "record.db") as store:
        derive_positions(store)


def test_agreement_tells_what_is_disputed(dragoman: Called, filled: Path) -> None:
    (row,) = [json.loads(line) for line in dragoman("agreement", "-f", "jsonl").stdout.splitlines()]
    assert (row["zone"], row["Island"], row["Mainland"]) == ("disputed", "oppose", "support")
    moved = dragoman("agreement", "IS", "ma", "--over-time", "ports-open", "-f", "csv").stdout
    assert moved.splitlines()[-1] == "2024-05-03,Island / Mainland,1.0,oppose / support"
    assert dragoman("agreement", "Island").returncode == 2
