"""Families on the command line: which texts several documents carry, and what each left out."""

import json
from pathlib import Path

import pytest

from dragoman.store import Store
from tests.cli.conftest import Called
from tests.ingest.families.reports import REPORT
from tests.pipeline.test_families import AGENCY, ALL, FIRST, LATER, SHORT, add


@pytest.fixture
def filled(called: Called, tmp_path: Path) -> Called:
    assert called("init", ".").returncode == 0
    with Store.open(tmp_path / "record.db") as store:
        add(store, (*ALL, FIRST, LATER))
    return called


def test_families_are_listed_with_their_outlets(filled: Called) -> None:
    rows = json.loads(filled("families", "--format", "json").stdout)
    assert [(row["documents"], row["newest"]) for row in rows] == [
        (2, "2025-05-05"),
        (4, "2025-05-03"),
    ]
    assert rows[1]["outlets"] == "Agency, Echo, Lamp, Post"
    assert [member["name"] for member in rows[1]["members"]] == ["agency", "copy", "short", "long"]
    across = json.loads(filled("families", "--across", "--format", "json").stdout)
    assert across == rows[1:]
    assert (
        json.loads(filled("families", "--outlet", "Coast", "--format", "json").stdout) == rows[:1]
    )


def test_differences_of_a_family_are_shown_by_its_id_or_that_of_a_document(filled: Called) -> None:
    family = json.loads(filled("families", "--format", "json").stdout)[1]["id"]
    rows = json.loads(filled("families", "show", family[:10], "--format", "json").stdout)
    told = [(row["document"], row["what"], row["was"]) for row in rows]
    assert told[:4] == [
        ("agency", "the first", None),
        ("copy", "the same sentences", None),
        ("short", "left out", REPORT[2]),
        ("short", "left out", REPORT[3]),
    ]
    assert rows[2]["was_at"] == {
        "document": AGENCY.id,
        "start": AGENCY.text.index(REPORT[2]),
        "end": AGENCY.text.index(REPORT[2]) + len(REPORT[2]),
    }
    again = filled("families", "show", SHORT.id, "--format", "json").stdout
    assert json.loads(again) == rows


def test_versions_of_addresses_are_shown_with_what_changed(filled: Called) -> None:
    rows = json.loads(filled("families", "versions", "--format", "json").stdout)
    assert {row["address"] for row in rows} == {"coast.example/a"}
    assert [row["what"] for row in rows] == ["the first", "left out", "left out", "added"]


@pytest.mark.parametrize("wanted", ["nonsense", ""])
def test_family_that_is_not_there_is_an_error(filled: Called, wanted: str) -> None:
    found = filled("families", "show", wanted)
    assert found.returncode == 2
    assert "dragoman families" in found.stderr
