"""Comparing plans on the command line: with positions, and with each other."""

import json
from pathlib import Path

import pytest

from dragoman.record import Act, Code
from dragoman.store import Store
from tests import make
from tests.analysis.talks import BRINK, MOTT, NO, OFFICIAL, PORTS, VOSS, YES, Talks
from tests.cli.conftest import Dragoman
from tests.cli.test_positions import BOOK, fill

TEXT = (
    "The harbour plan: the ports are opened for 30 days; a choir is founded. "
    "The lamp plan: the ports are opened for 90 days; the lamps are lit. "
    "Island rejects the harbour plan."
)
OPENED = "the ports are opened for 30 days"


@pytest.fixture
def filled(dragoman: Dragoman, tmp_path: Path) -> Path:
    assert dragoman("init", tmp_path).returncode == 0
    (tmp_path / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    talks = Talks()
    talks.say("2024-05-02", NO, BRINK, condition="unless the pilots are freed")
    talks.say("2024-05-03", YES, OFFICIAL, party="Mainland")
    talks.say("2024-05-03", YES, MOTT, party="League")
    fill(tmp_path, talks, BRINK, VOSS, MOTT)
    document = make.document(TEXT, "plans.txt")
    rejects = make.statement(
        document, "the harbour plan", cue="rejects", speaker=BRINK, party="Island", act=Act.REJECT
    )
    code = Code(concept=PORTS, stance=YES)
    terms = {
        words: make.term(make.evidence(document, words), *([code] if "ports" in words else []))
        for words in (OPENED, "a choir is founded", OPENED.replace("30", "90"), "the lamps are lit")
    }
    first, second, third, fourth = terms.values()
    with Store.open(tmp_path / "record.db") as store:
        writer = store.writer()
        writer.add_document(document)
        writer.put_reading(document.id, make.RUN.id, [rejects], [])
        writer.put_plans(
            [
                make.plan(first, second, name="harbour plan", by="Mainland"),
                make.plan(third, fourth, name="lamp plan"),
            ]
        )
    return tmp_path


def test_a_plan_is_shown_with_the_statements_behind_every_cell(
    dragoman: Dragoman, filled: Path
) -> None:
    done = dragoman("plans", "compare", "harbour")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("harbour plan, by Mainland (undated; plans.txt)")
    assert "◐⊘ rejected on a condition" in done.stdout
    assert "● its own plan+" in done.stdout
    assert "unless the pilots are freed" in done.stdout
    assert "that the condition is met, or falls: “unless the pilots are freed”" in done.stdout
    assert "accepts (reported, by an unnamed source)" in done.stdout
    assert "answers to the plan as a whole" in done.stdout
    assert "terms without a concept, which cannot be compared: 2" in done.stderr


def test_json_has_every_cell_with_spans(dragoman: Dragoman, filled: Path) -> None:
    rows = json.loads(dragoman("plans", "compare", "harbour plan", "-f", "json").stdout)
    assert [row["text"] for row in rows] == [OPENED, "a choir is founded"]
    assert rows[0]["verdicts"] == {
        "Island": "conditional", "Mainland": "accepted", "League": "accepted",
    }  # fmt: skip
    island, mainland, _ = rows[0]["cells"]
    assert (island["leaning"], island["conditions"]) == (
        "rejected",
        ["unless the pilots are freed"],
    )
    (statement,) = island["statements"]
    assert (statement["speaker"], bool(statement["content"])) == ("Ada Brink", True)
    assert mainland["authored"]
    assert mainland["own_words"][0]["words"] == OPENED
    assert [answer["answer"] for answer in rows[0]["answers"]] == ["rejects"]
    for row in rows:
        for cell in row["cells"]:
            behind = cell["statements"] or cell["own_words"]
            assert behind or (cell["verdict"] == "silent" and cell["missing"])


def test_csv_has_a_row_for_each_statement(dragoman: Dragoman, filled: Path) -> None:
    lines = dragoman("plans", "compare", "harbour", "-f", "csv").stdout.splitlines()
    assert lines[0].startswith("term,concept,party,verdict,statement")
    assert sum(line.startswith("1,ports-open,Island,") for line in lines) == 1
    assert any(line.startswith("2,,Island,silent,") for line in lines)


def test_parties_and_a_day_can_be_chosen(dragoman: Dragoman, filled: Path) -> None:
    arguments = ("plans", "compare", "harbour", "--party", "IS", "--as-of", "2024-05-01")
    rows = json.loads(dragoman(*arguments, "-f", "json").stdout)
    assert [row["verdicts"] for row in rows] == [{"Island": "silent"}] * 2
    assert rows[0]["cells"][0]["missing"] == "the party's first statement of its own on it"


def test_two_plans_are_put_side_by_side(dragoman: Dragoman, filled: Path) -> None:
    done = dragoman("plans", "compare", "harbour", "lamp")
    assert "figures: 30 days / 90 days" in done.stdout
    assert "1 matter in common: 1 differs (1 in figures)" in done.stdout
    rows = json.loads(dragoman("plans", "compare", "harbour", "lamp", "-f", "json").stdout)
    assert [row["terms"] for row in rows] == ["differ", "only the first", "only the second"]
    assert len(rows[0]["evidence"]) == 2


def test_a_plan_that_two_articles_tell_of_is_listed_once(dragoman: Dragoman, filled: Path) -> None:
    again = make.document("The harbour plan: the ports are opened for 30 days.", "again.txt")
    with Store.open(filled / "record.db") as store:
        retold = make.plan(
            make.term(make.evidence(again, OPENED)), name="harbour plan of May", by="Mainland"
        )
        store.writer().add_document(again)
        plans = [*store.view().plans(), retold]
        store.writer().put_plans(plans)
    rows = json.loads(dragoman("plans", "-f", "json").stdout)
    told = {row["name"]: (row["articles"], len(row["tellings"])) for row in rows}
    assert told == {"harbour plan of May": (2, 2), "lamp plan": (1, 1)}
    done = dragoman("plans", "compare", "harbour")
    assert done.stdout.startswith("harbour plan, by Mainland"), "the fullest telling is meant"
    assert "told by 2 articles, also in [" in dragoman("brief").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plan"], "2 plans match 'plan', give an id:"),
        (["harbor"], "no plan 'harbor'; there are: harbour plan"),
        ([" "], "a plan has no empty name"),
        (["lamp", "lamp plan"], "name two plans"),
        (["lamp", "harbour", "--party", "IS"], "one plan with positions"),
        (["lamp", "--party", "Isle"], "no party 'Isle'; did you mean Island?"),
    ],
)
def test_what_cannot_be_compared_is_a_clear_error(
    dragoman: Dragoman, filled: Path, arguments: list[str], words: str
) -> None:
    done = dragoman("plans", "compare", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in " ".join(done.stderr.split())


def test_a_record_without_plans_says_so(dragoman: Dragoman, tmp_path: Path) -> None:
    assert dragoman("init", tmp_path).returncode == 0
    done = dragoman("plans", "compare", "any")
    assert done.returncode == 2
    assert "the record has no plans" in done.stderr


def test_the_brief_compares_plans_with_positions(dragoman: Dragoman, filled: Path) -> None:
    assert "How far apart" not in dragoman("brief").stdout, "codes are not sure enough"
    text = dragoman("brief", "--positions").stdout
    assert "IS ◐⊘ **rejected on a condition**, ports-open" in text
    assert "How far apart, in terms: IS ◐ conditional 1 (1), · silent 1 (2)" in text
    assert "IS **rejects** the plan as a whole" in text
    assert "### Plans on the same matters" in text
