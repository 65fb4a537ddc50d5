"""Claims, meetings and plans on the command line, and a run that finds them."""

import json
from pathlib import Path

import pytest

from dragoman.record import ClaimStatus, Code, MeetingStatus, Stance
from dragoman.store import Store
from tests import make
from tests.cli.conftest import Dragoman

TEXT = (
    "The envoy said the harbour would open on Monday. The governor denied that the harbour would "
    "open. Island and Mainland met in Port Gray. The Easter plan opens the ports."
)


@pytest.fixture
def filled(dragoman: Dragoman, tmp_path: Path) -> Path:
    assert dragoman("init", tmp_path).returncode == 0
    document = make.document(text=TEXT)
    said = make.statement(document, "the harbour would open on Monday", source="The envoy")
    ports = make.term(
        make.evidence(document, "opens the ports"),
        Code(concept="ports-open", stance=Stance.SUPPORT),
    )
    with Store.open(tmp_path / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, [said], [])
        writer.put_claims(
            [make.claim(said, denied_by=["the governor"], status=ClaimStatus.CONTESTED)]
        )
        held = make.evidence(document, "Island and Mainland met")
        writer.put_meetings([make.meeting(held, place="Port Gray", status=MeetingStatus.HELD)])
        writer.put_plans([make.plan(ports, by="Mainland")])
    return tmp_path


def test_claims_are_listed_with_who_denies_them(dragoman: Dragoman, filled: Path) -> None:
    assert filled.is_dir()
    (row,) = json.loads(dragoman("claims", "--format", "json").stdout)
    assert (row["status"], row["denied by"]) == ("contested", "the governor")
    assert json.loads(dragoman("claims", "--status", "asserted", "--format", "json").stdout) == []


def test_meetings_are_listed_with_the_words_they_rest_on(dragoman: Dragoman, filled: Path) -> None:
    assert filled.is_dir()
    (row,) = json.loads(dragoman("meetings", "--format", "json").stdout)
    assert (row["place"], row["status"]) == ("Port Gray", "held")
    assert row["evidence"][0]["text"] == "Island and Mainland met"


def test_plans_are_listed_with_coded_terms(dragoman: Dragoman, filled: Path) -> None:
    assert filled.is_dir()
    (row,) = json.loads(dragoman("plans", "--format", "json").stdout)
    assert (row["name"], row["by"], row["terms"]) == ("Easter plan", "Mainland", "opens the ports")
    assert row["coded"][0]["codes"] == ["ports-open+"]
    assert "Easter plan" in dragoman("plans").stdout


def test_a_run_finds_meetings_and_codes_with_the_codebook_of_the_dossier(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    article = tmp_path / "talks.txt"
    article.write_text(
        "Delegations of Ukraine and Russia met in Istanbul on 16 May 2025. Ukrainian President "
        "Volodymyr Zelensky said that an immediate ceasefire must come first. “We demand an "
        "immediate ceasefire,” he said.\n",
        encoding="utf-8",
    )
    dossier = tmp_path / "dossier"
    assert dragoman("init", dossier, "--template", "russia-ukraine").returncode == 0
    assert dragoman("add", article, "-d", dossier).returncode == 0
    assert dragoman("run", "-d", dossier).returncode == 0
    (meeting,) = json.loads(dragoman("meetings", "-d", dossier, "--format", "json").stdout)
    assert {"Ukraine", "Russia"} <= set(meeting["participants"].split(", "))
    record = json.loads(dragoman("export", "record", "-d", dossier).stdout)
    codes = {code["concept"] for s in record["statements"] for code in s["codes"]}
    assert "ceasefire" in codes
    before = record
    assert dragoman("run", "-d", dossier).returncode == 0, "a second run changes nothing"
    assert json.loads(dragoman("export", "record", "-d", dossier).stdout) == before
