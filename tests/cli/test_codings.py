"""What was coded in DNA comes in as people's decisions, and goes out as gold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from evaluation.statements import score_statements

from tests.cli.conftest import Called
from tests.ingest.dna import Coded, Coder

TEXT = (
    "Dmitry Peskov said on Tuesday that Moscow was ready for a ceasefire. "
    "The envoy of the northern republic, Bo Lind, saw no reason to wait any longer. "
    "Two observers spoke of a good day, and both of them left the town before the evening. "
    "Sergey Lavrov said that the delegation would return within a month.\n"
)
CEASEFIRE = "Moscow was ready for a ceasefire"
WAIT = "saw no reason to wait any longer"
DAY = "a good day"


@pytest.fixture
def database(called: Called, tmp_path: Path) -> Path:
    assert called("init", ".", "--template", "russia-ukraine").returncode == 0
    coder = Coder(path=tmp_path / "lake.dna")
    ready = Coded(
        words=CEASEFIRE, person="Dmitry Peskov", organization="Kremlin", concept="Ceasefire now"
    )
    coder.add(
        "talks",
        TEXT,
        [
            ready,
            replace(ready, concept="Talks are open", agreement=0),
            Coded(words=WAIT, person="Bo Lind", organization="Northland", coder=3),
            Coded(words=DAY, organization="Observers A"),
            Coded(words=DAY, organization="Observers B"),
        ],
    )
    return coder.path


def statements(called: Called) -> dict[str, dict[str, object]]:
    rows = json.loads(called("statements", "--format", "json").stdout)
    return {str(row["words"]): row for row in rows}


def test_coded_statements_are_added_as_their_coders_decisions(
    called: Called, database: Path
) -> None:
    added = called("add", database)
    assert added.returncode == 3
    assert "1 added, 0 known already, 0 in quarantine" in added.stderr
    assert "3 coded statements added, 0 known already, 1 set aside" in added.stderr
    assert "not in the codebook: ceasefire-now, talks-are-open" in added.stderr
    found = statements(called)
    assert set(found) == {CEASEFIRE, WAIT, DAY}
    assert (found[CEASEFIRE]["speaker"], found[CEASEFIRE]["party"]) == ("Dmitry Peskov", "Russia")
    assert (found[WAIT]["speaker"], found[WAIT]["party"]) == ("Bo Lind", "Northland")
    assert (found[DAY]["speaker"], found[DAY]["party"]) == ("Observers A", "Observers A")
    rows = json.loads(called("judgements", "list", "--format", "json").stdout)
    assert {(row["author"], row["decision"], row["state"]) for row in rows} == {
        ("Ada Brink", "add", "counts"),
        ("Jo Daw", "add", "counts"),
    }
    (codes,) = (row["value"]["codes"] for row in rows if "ceasefire" in row["words"])
    assert codes == [
        {"concept": "ceasefire-now", "stance": "support"},
        {"concept": "talks-are-open", "stance": "oppose"},
    ]
    assert "Observers B is left out" in called("quarantine", "--format", "json").stdout


def test_again_nothing_changes_and_what_was_taken_back_stays_so(
    called: Called, database: Path
) -> None:
    called("add", database)
    before = statements(called)
    again = called("add", database)
    assert "0 coded statements added, 3 known already, 1 set aside" in again.stderr
    assert statements(called) == before
    rows = json.loads(called("judgements", "list", "--format", "json").stdout)
    (waited,) = (row["id"] for row in rows if row["author"] == "Jo Daw")
    assert called("judgements", "withdraw", waited).returncode == 0
    called("add", database)
    assert WAIT not in statements(called)
    assert called("run", "--reader", "rules").returncode == 0
    found = statements(called)
    # The machine finds Peskov's statement too: it is one, with what the coder said of it.
    rows = json.loads(called("statements", "--format", "json").stdout)
    assert len([row for row in rows if row["words"] == CEASEFIRE]) == 1
    assert found[DAY] == before[DAY]


def test_gold_is_what_people_told_and_can_be_measured_against(
    called: Called, database: Path, tmp_path: Path
) -> None:
    called("add", database)
    assert called("export", "gold", "-o", "gold.json").returncode == 0
    gold = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    (document,) = gold
    assert (document["doc"], document["complete"]) == ("talks", True)
    assert (document["published"], document["outlet"]) == ("2025-05-20", "Lake Post")
    first = document["statements"][0]
    start = TEXT.index(CEASEFIRE)
    assert (first["con"], first["content"]) == (CEASEFIRE, [[start, start + len(CEASEFIRE)]])
    assert (first["who"], first["kind"]) == ("Dmitry Peskov", "indirect")
    assert first["codes"] == ["ceasefire-now+", "talks-are-open-"]
    called("export", "record", "-o", "record.json")
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    measured = score_statements(record, gold)
    assert (measured["statement recall"], measured["code F1"]) == (1.0, 1.0)
    called("run", "--reader", "rules")
    called("export", "gold", "-o", "gold.json")
    (document,) = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert len(document["statements"]) == 3
    assert not document["complete"]


def test_without_decisions_there_is_no_gold(called: Called, database: Path) -> None:
    assert json.loads(called("export", "gold").stdout) == []
