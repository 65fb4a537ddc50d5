"""Positions and shifts on the command line."""

import json
from pathlib import Path

import pytest

from dragoman.record import Actor
from dragoman.store import Store
from tests import make
from tests.analysis.talks import BRINK, NO, OFFICIAL, VOSS, YES, Talks
from tests.cli.conftest import Dragoman

BOOK = """
negotiation: harbour
parties: [Island, Mainland]
third_parties: [League]
issues: [ships, people]
concepts:
  - {id: ports-open, issue: ships, text: The ports are opened}
  - {id: pilots-free, issue: people, text: The pilots go home}
"""


@pytest.fixture
def dossier(dragoman: Dragoman, tmp_path: Path) -> Path:
    assert dragoman("init", tmp_path).returncode == 0
    (tmp_path / "codebook.yaml").write_text(BOOK, encoding="utf-8")
    return tmp_path


def fill(dossier: Path, talks: Talks, *actors: Actor) -> None:
    with Store.open(dossier / "record.db") as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for document, statement in zip(talks.documents, talks.statements, strict=True):
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, [statement], list(actors))


@pytest.fixture
def filled(dossier: Path) -> Path:
    talks = Talks()
    talks.say("2024-05-01", YES, VOSS)
    talks.say("2024-05-02", NO, BRINK, condition="until the vote")
    talks.say("2024-05-02", NO, VOSS, outlet="Daily Lamp")
    talks.say("2024-05-03", YES, OFFICIAL)
    talks.say("2024-05-03", YES, OFFICIAL, party="League")
    fill(dossier, talks, BRINK, VOSS)
    return dossier


@pytest.mark.parametrize("command", ["positions", "shifts"])
def test_without_coded_statements_it_says_so(
    dragoman: Dragoman, dossier: Path, command: str
) -> None:
    done = dragoman(command, "--format", "json")
    assert done.returncode == 0
    rows = json.loads(done.stdout)
    assert {row["holding"] for row in rows} == {"silent"} if command == "positions" else rows == []
    assert "no statement bears on a concept yet; of 0 statements none is coded" in done.stderr


def test_matrix_shows_sign_condition_and_origins(dragoman: Dragoman, filled: Path) -> None:
    done = dragoman("positions")
    assert done.returncode == 0
    header, row = done.stdout.split("\n")[:2]
    assert header.split() == ["issue", "concept", "IS", "MA", "LE"]
    assert row.split() == ["ships", "ports-open", "◐⊘②+", "·", "·+"]
    assert "IS Island · MA Mainland · LE League" in done.stderr
    assert "no party speaks to 1 other concept" in done.stderr


def test_json_has_every_cell_with_its_statements(dragoman: Dragoman, filled: Path) -> None:
    rows = json.loads(dragoman("positions", "--format", "json").stdout)
    assert len(rows) == 2 * 3
    cell = rows[0]
    assert (cell["party"], cell["concept"], cell["issue"]) == ("Island", "ports-open", "ships")
    assert (cell["holding"], cell["stance"], cell["conditions"]) == (
        *("conditional", "oppose", ["until the vote"]),
    )
    assert (cell["origins"], cell["age_days"], len(cell["statements"])) == (2, 1, 4)
    assert {row["holding"] for row in rows[1:]} == {"silent"}


def test_a_cell_lists_its_statements_with_spans(dragoman: Dragoman, filled: Path) -> None:
    done = dragoman("positions", "island", "PORTS-open", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["counts"] for row in rows] == ["own"] * 3 + ["reported, by an unnamed source"]
    principal = next(row for row in rows if row["speaker"] == "Ada Brink")
    assert (principal["level"], principal["when"]) == ("principal", "2024-05-02")
    start, end = principal["content"][0]
    assert end - start == len(principal["words"])
    table = dragoman("positions", "IS", "ports-open").stdout
    assert "until the vote" in table
    assert "002.txt:11" in table


def test_options_narrow_the_matrix(dragoman: Dragoman, filled: Path) -> None:
    done = dragoman("positions", "--party", "Island", "--concept", "ports-open", "-f", "json")
    assert len(json.loads(done.stdout)) == 1
    past = dragoman("positions", "--as-of", "2024-05-01", "--party", "IS", "-f", "csv")
    assert past.stdout == "issue,concept,IS\nships,ports-open,●①\n"


def test_shifts_are_listed_newest_first(dragoman: Dragoman, filled: Path) -> None:
    rows = json.loads(dragoman("shifts", "-f", "json").stdout)
    assert [(row["on"], row["kind"], row["ground"]) for row in rows] == [
        ("2024-05-02", "reversal", "principal on record"),
        ("2024-05-01", "first statement", "single report"),
    ]
    assert rows[0]["to"]["holding"] == "conditional"
    assert rows[0]["statements"][0]["content"]
    since = dragoman("shifts", "--since", "2024-05-02", "--party", "Island").stdout
    assert "reversal" in since
    assert "first statement" not in since


def test_what_unsure_codes_tell_is_counted_and_listed_apart(
    dragoman: Dragoman, dossier: Path
) -> None:
    talks = Talks()
    talks.say("2024-05-01", YES)
    talks.say("2024-05-02", NO, sure=0.5)
    fill(dossier, talks, BRINK)
    told = dragoman("shifts", "-f", "json")
    assert [row["kind"] for row in json.loads(told.stdout)] == ["first statement"]
    assert "1 more change rests on unsure codes: list them with --unsure" in told.stderr
    (unsure,) = json.loads(dragoman("shifts", "--unsure", "-f", "json").stdout)
    assert (unsure["kind"], unsure["ground"], unsure["confidence"]) == (
        "reversal",
        "unsure codes",
        0.5,
    )
    matrix = dragoman("positions", "--party", "Island", "-f", "csv").stdout
    assert matrix == "issue,concept,IS\nships,ports-open,⊘①?\n"
    brief = dragoman("brief", "--positions").stdout
    assert "⊘?①" in brief
    assert "1 more change rests on unsure codes" in brief


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["positions", "Island"], 2, "a party and a concept"),
        (["positions", "--party", "Isle"], 2, "no party 'Isle'; did you mean Island?"),
        (["positions", "--concept", "ports"], 2, "no concept 'ports'; did you mean ports-open?"),
        (["positions", "--as-of", "soon"], 2, "not an ISO 8601 date: 'soon'"),
        (["shifts", "--since", "soon"], 2, "not an ISO 8601 date: 'soon'"),
    ],
)
def test_what_does_not_exist_is_a_clear_error(
    dragoman: Dragoman, filled: Path, arguments: list[str], code: int, words: str
) -> None:
    done = dragoman(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_a_silent_cell_says_so(dragoman: Dragoman, filled: Path) -> None:
    done = dragoman("positions", "Mainland", "ports-open")
    assert "silent: no statement of Mainland bears on ports-open" in done.stderr


def test_without_a_codebook_concepts_go_by_their_ids(dragoman: Dragoman, filled: Path) -> None:
    (filled / "codebook.yaml").unlink()
    rows = json.loads(dragoman("positions", "-f", "json").stdout)
    assert {row["issue"] for row in rows} == {None}
    assert len(rows) == 2


def test_the_brief_has_positions_in_the_words_of_the_codebook(
    dragoman: Dragoman, filled: Path
) -> None:
    assert "What each side" not in dragoman("brief").stdout, "codes are not sure enough"
    text = dragoman("brief", "--positions").stdout
    assert "## What each side demands and refuses" in text
    assert "The ports are opened" in text
    assert "Ada Brink, principal" in text
    assert "## Shifts" in text
