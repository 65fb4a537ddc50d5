"""Packages and edited plans on the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

from dragoman.record import Code
from dragoman.store import Store
from tests import make
from tests.analysis.keywords import PILOTS, Keywords
from tests.analysis.talks import BRINK, MOTT, NO, PORTS, YES, Talks
from tests.cli.conftest import Called
from tests.cli.test_positions import BOOK, fill

IF = "if the pilots are freed"


@pytest.fixture
def filled(called: Called, tmp_path: Path) -> Path:
    assert called("init", tmp_path).returncode == 0
    (tmp_path / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    talks = Talks()
    talks.say("2024-05-02", YES, BRINK, words="the ports open", condition=IF)
    talks.say("2024-05-03", NO, MOTT, party="Mainland")
    fill(tmp_path, talks, BRINK, MOTT)
    return tmp_path


@pytest.fixture
def plan_id(filled: Path) -> str:
    document = make.document("The plan: the ports are opened; a choir sings.", "plan.txt")
    ports = Code(concept=PORTS, stance=YES)
    plan = make.plan(
        make.term(make.evidence(document, "the ports are opened"), ports),
        make.term(make.evidence(document, "a choir sings")),
        name="harbour plan",
    )
    with Store.open(filled / "record.db") as store:
        store.writer().add_document(document)
        store.writer().put_plans([plan])
    return plan.id


@pytest.fixture
def keywords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.pipeline.halves.HalvesCoder", lambda _codebook: Keywords())


def written(folder: Path, text: str) -> str:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    return "plan.yaml"


@pytest.mark.usefixtures("keywords")
def test_packages_are_listed_with_their_statements(called: Called, filled: Path) -> None:
    # The condition stands beside the content, as where a person has set it.
    (row,) = json.loads(called("packages", "--format", "json").stdout)
    assert row["package"] == f"● {PORTS} if ● {PILOTS}"
    assert (row["party"], row["form"], row["condition"]) == ("Island", "offer", IF)
    (statement,) = row["statements"]
    assert statement["condition_span"][1] - statement["condition_span"][0] == len(IF)
    assert "offer" in called("packages", "is").stdout


@pytest.mark.usefixtures("keywords")
def test_conditions_that_are_no_package_are_listed(called: Called, filled: Path) -> None:
    assert called("packages", "--unplaced", "--format", "jsonl").stdout == ""
    result = called("packages", "Nobody")
    assert (result.returncode, "no party 'Nobody'" in result.stderr) == (2, True)


def test_an_edited_plan_is_compared(called: Called, filled: Path, plan_id: str) -> None:
    file = written(
        filled,
        f'base: "{plan_id}"\nremove: [2]\nadd: [{{concept: {PILOTS}, stance: support}}]\n',
    )
    ports, pilots, *missing = json.loads(called("what-if", file, "--format", "json").stdout)
    assert (ports["origin"], ports["of"], ports["all"]) == ("kept", 1, "violated")
    assert ports["verdicts"] == {"Island": "conditional", "Mainland": "violated"}
    island = ports["cells"][0]
    assert (island["conditions"], len(island["statements"])) == ([IF], 1)
    assert (pilots["origin"], pilots["text"], pilots["all"]) == ("added", None, "open")
    assert [one["missing"]["party"] for one in missing] == ["Island", "Mainland"]
    table = called("what-if", file)
    assert "without its terms 2" in table.stdout
    # The mainland violates a term already, so that the island's word tells more.
    assert "what tells most first\n" in table.stdout
    rows = list(csv.DictReader(io.StringIO(called("what-if", file, "-f", "csv").stdout)))
    assert [row["verdict"] for row in rows] == [
        *("met on a condition", "violated", "unstated", "unstated"),
    ]


def test_an_edited_plan_is_compared_as_of_a_day(called: Called, filled: Path) -> None:
    file = written(filled, f"add: [{{concept: {PORTS}, stance: support}}]\n")
    rows = json.loads(called("what-if", file, "--as-of", "2024-05-02", "-f", "json").stdout)
    assert rows[0]["verdicts"] == {"Island": "conditional", "Mainland": "unstated"}
    only = json.loads(called("what-if", file, "--party", "ma", "-f", "json").stdout)
    assert only[0]["verdicts"] == {"Mainland": "violated"}


def test_a_draft_is_written_and_read_again(called: Called, filled: Path, plan_id: str) -> None:
    text = called("what-if", "--draft", "harbour").stdout
    assert "1. the ports are opened  [supports ports-open]" in text
    result = called("what-if", written(filled, text), "-f", "json")
    assert [row["origin"] for row in json.loads(result.stdout) if "origin" in row] == [
        *("kept", "kept"),
    ]
    assert "add: []" in called("what-if", "--draft", "").stdout


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("add: [{concept: port-open, stance: support}]", 1, "near it are: ports-open"),
        (
            f"parties: [Iland]\nadd: [{{concept: {PORTS}, stance: oppose}}]",
            1,
            "near it are: Island",
        ),
        ("base: nothing like it", 2, "no plan"),
        ("remove: [1]", 1, "no plan to start from"),
    ],
)
def test_what_is_wrong_with_an_edited_plan_is_told(
    called: Called, filled: Path, plan_id: str, text: str, status: int, words: str
) -> None:
    result = called("what-if", written(filled, text))
    assert (result.returncode, words in result.stderr) == (status, True), result.stderr


def test_what_if_needs_a_file_or_draft(called: Called, filled: Path) -> None:
    assert called("what-if").returncode == 2
    assert called("what-if", "plan.yaml", "--draft", "x").returncode == 2
