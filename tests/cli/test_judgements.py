"""Correcting the record on the command line: in batches, listed, measured, taken back."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Called, Dragoman


@pytest.fixture
def dossier(article_read: Path) -> Path:
    return article_read


def statements(dragoman: Dragoman) -> list[dict[str, object]]:
    found = dragoman("statements", "--format", "json")
    rows: list[dict[str, object]] = json.loads(found.stdout)
    return rows


def lines(*decisions: dict[str, object]) -> str:
    return "".join(json.dumps(decision) + "\n" for decision in decisions)


def listed(dragoman: Dragoman, *arguments: str) -> list[dict[str, object]]:
    done = dragoman("judgements", "list", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def correction(dragoman: Dragoman, number: int = 0, **changes: object) -> dict[str, object]:
    target = statements(dragoman)[number]["id"]
    form = {"statement": target, "decision": "correct", "field": "act", "value": "warn"}
    return {**form, **changes}


def test_decisions_of_a_file_apply_and_again_change_nothing(
    dragoman: Dragoman, dossier: Path
) -> None:
    first, second, *_ = (row["id"] for row in statements(dragoman))
    (dossier / "decisions.jsonl").write_text(
        lines(
            {"statement": first, "decision": "correct", "field": "act", "value": "promise"},
            {"statement": first, "decision": "correct", "field": "party", "value": None},
            {"statement": second, "decision": "reject"},
        ),
        encoding="utf-8",
    )
    done = dragoman("judgements", "apply", "decisions.jsonl", "--author", "Ada Brink")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "3 decisions applied, 0 known already" in done.stderr
    rows = statements(dragoman)
    assert (rows[0]["id"], rows[0]["act"], rows[0]["party"]) == (first, "promise", None)
    assert second not in {row["id"] for row in rows}
    again = dragoman("judgements", "apply", "decisions.jsonl", "--author", "Ada Brink")
    assert "0 decisions applied, 3 known already" in again.stderr
    assert len(listed(dragoman)) == 3


def test_list_tells_who_decided_what_and_where(dragoman: Dragoman, dossier: Path) -> None:
    dragoman("judgements", "apply", "-", "--author", "Ada Brink", stdin=lines(correction(dragoman)))
    [row] = listed(dragoman, "--author", "Ada Brink", "--field", "act", "--document", "article.txt")
    assert (row["decision"], row["field"], row["value"]) == ("correct", "act", "warn")
    assert (row["state"], row["name"]) == ("counts", "article.txt")
    nobody = dragoman("judgements", "list", "--author", "nobody")
    assert nobody.returncode == 2
    assert "no author 'nobody'; there are: Ada Brink" in nobody.stderr
    table = dragoman("judgements", "list")
    assert "Ada Brink" in table.stdout


def test_withdrawn_decision_gives_the_record_back_and_stays_listed(
    dragoman: Dragoman, dossier: Path
) -> None:
    before = statements(dragoman)
    dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(correction(dragoman)))
    [row] = listed(dragoman)
    done = dragoman("judgements", "withdraw", row["id"], "--author", "ed")
    assert done.returncode == 0, done.stderr
    assert statements(dragoman) == before
    assert [(r["author"], r["decision"], r["state"]) for r in listed(dragoman)] == [
        ("ed", "withdraw", "counts"),
        ("jd", "correct", "withdrawn"),
    ]


def test_judgements_of_one_record_apply_to_another_of_the_same_articles(
    dragoman: Dragoman, dossier: Path, tmp_path: Path
) -> None:
    dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(correction(dragoman)))
    [row] = listed(dragoman)
    dragoman("judgements", "withdraw", row["id"], "--author", "ed")
    moved = dragoman("judgements", "list", "--format", "jsonl").stdout
    wanted = listed(dragoman)
    other = tmp_path / "other"
    dragoman("init", other, "--template", "russia-ukraine")
    dragoman("add", "article.txt", "-d", other)
    dragoman("run", "--reader", "rules", "-d", other)
    done = dragoman("judgements", "apply", "-", "-d", other, stdin=moved)
    assert "2 decisions applied" in done.stderr, done.stderr
    assert listed(dragoman, "-d", str(other)) == wanted


def test_a_list_in_json_is_taken_like_json_lines(dragoman: Dragoman, dossier: Path) -> None:
    empty = dragoman("judgements", "apply", "-", "--author", "jd", stdin="[]")
    assert (empty.returncode, empty.stderr) == (0, "0 decisions applied, 0 known already\n")
    ids = [row["id"] for row in statements(dragoman)][:2]
    given = json.dumps([{"statement": id_, "decision": "accept"} for id_ in ids], indent=1)
    done = dragoman("judgements", "apply", "-", "--author", "jd", stdin=given)
    assert (done.returncode, done.stderr) == (0, "2 decisions applied, 0 known already\n")
    shown = dragoman("judgements", "list", "--format", "json").stdout
    again = dragoman("judgements", "apply", "-", stdin=shown)
    assert "0 decisions applied, 2 known already" in again.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 1: not JSON"),
        ('{"decision": "accept"}', "line 1: statement is missing"),
        ('{"statement": "x", "decision": "accept"}', "line 1: there is no statement x"),
        ('{"statement": "x", "decision": "praise"}', "none of accept"),
        ('[\n{"statement": "x", "decision": "accept"}\n]', "entry 1: there is no statement x"),
        ("[1", "-: not JSON"),
        ('{"judgement": "x", "decision": "withdraw"}', "no judgement x to take back"),
        ('{"statement": "x", "decision": "accept", "mood": 1}', "mood is not known"),
    ],
)
def test_malformed_decision_is_told_with_its_line(
    dragoman: Dragoman, dossier: Path, line: str, words: str
) -> None:
    done = dragoman("judgements", "apply", "-", "--author", "jd", stdin=line + "\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_decision_that_does_not_fit_stops_there_and_says_what_is_in(
    dragoman: Dragoman, dossier: Path
) -> None:
    good = correction(dragoman)
    bad = correction(dragoman, 1, field="speaker", value={"name": "Nobody Known"})
    done = dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(good, bad))
    assert done.returncode == 1
    assert "line 2" in done.stderr
    assert "give the kind" in done.stderr
    assert "1 decision before it is applied" in done.stderr
    assert len(listed(dragoman)) == 1


def test_author_comes_from_the_environment(
    dragoman: Dragoman, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_AUTHOR", "Lea Mott")
    dragoman("judgements", "apply", "-", stdin=lines(correction(dragoman)))
    assert [row["author"] for row in listed(dragoman)] == ["Lea Mott"]


def test_agreement_is_told_by_field(dragoman: Dragoman, dossier: Path) -> None:
    one = correction(dragoman, author="jd")
    other = correction(dragoman, author="ed", value="deny")
    same = correction(dragoman, 1, author="jd")
    dragoman("judgements", "apply", "-", stdin=lines(one, other, same, {**same, "author": "ed"}))
    done = dragoman("judgements", "agree", "--format", "json")
    rows = {row["field"]: row for row in json.loads(done.stdout)}
    assert rows["act"] == {
        "field": "act",
        "alpha": 0.0,  # of three warn and one deny half are apart, observed and by chance
        "alike": 0.5,
        "statements": 2,
        "authors": 2,
    }
    assert rows["party"]["alpha"] is None


def test_agreement_of_nobody_says_so(dragoman: Dragoman, dossier: Path) -> None:
    done = dragoman("judgements", "agree")
    assert done.returncode == 0
    assert "no statement has been judged by two people" in done.stderr


def test_next_run_codes_with_what_was_taught_and_then_has_nothing_to_do(
    dragoman: Dragoman, dossier: Path
) -> None:
    codes = [{"concept": "ceasefire", "stance": "support"}]
    dragoman(
        "judgements",
        "apply",
        "-",
        "--author",
        "jd",
        stdin=lines(correction(dragoman, field="codes", value=codes)),
    )
    first = dragoman("run", "--reader", "rules")
    assert "1 document read" in first.stderr
    record = json.loads(dragoman("export", "record").stdout)
    told = [code["concept"] for statement in record["statements"] for code in statement["codes"]]
    assert "ceasefire" in told
    again = dragoman("run", "--reader", "rules")
    assert "0 documents read" in again.stderr


def addition(document: str = "article.txt", **fields: object) -> dict[str, object]:
    return {"decision": "add", "document": document, "value": fields}


def test_statement_that_the_machine_missed_is_added_and_taken_back(
    dragoman: Dragoman, dossier: Path, article: Path
) -> None:
    before = statements(dragoman)
    words = article.read_text(encoding="utf-8").strip().split(". ")[0][-30:]
    added = addition(content=[words], speaker={"name": "Recep Tayyip Erdogan"}, act="warn")
    done = dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(added))
    assert "1 decision applied" in done.stderr, done.stderr
    again = dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(added))
    assert "0 decisions applied, 1 known already" in again.stderr
    (row,) = (one for one in statements(dragoman) if one not in before)
    assert (row["speaker"], row["party"], row["act"]) == ("Recep Tayyip Erdogan", "Turkey", "warn")
    assert dragoman("run", "--reader", "trained").returncode == 0
    assert row["id"] in {one["id"] for one in statements(dragoman)}
    (judgement,) = listed(dragoman, "--decision", "add")
    assert (judgement["state"], judgement["statement"]) == ("counts", row["id"])
    assert dragoman("judgements", "withdraw", str(judgement["id"])).returncode == 0
    assert row["id"] not in {one["id"] for one in statements(dragoman)}
    assert listed(dragoman, "--decision", "add")[0]["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (addition("nowhere.txt", content=["x"]), "no document 'nowhere.txt'"),
        (addition(content=["no such words"]), "does not have the words"),
        (addition(content=["e"]), "several times"),
        (addition(content=[]), "at least one span"),
        (addition(), "content is missing"),
        ({"decision": "add", "document": "article.txt"}, "give its `value`"),
        ({"decision": "add", "value": {}}, "document"),
    ],
)
def test_addition_that_does_not_fit_is_told(
    dragoman: Dragoman, dossier: Path, added: dict[str, object], told: str
) -> None:
    done = dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(added))
    assert done.returncode == 1
    assert told in done.stderr


def test_additions_come_along_into_another_record(
    dragoman: Dragoman, dossier: Path, article: Path, tmp_path: Path
) -> None:
    words = article.read_text(encoding="utf-8").strip().split(". ")[0][-30:]
    added = addition(content=[words], speaker={"name": "Dmitry Peskov"})
    dragoman("judgements", "apply", "-", "--author", "jd", stdin=lines(added))
    copied = dragoman("judgements", "list", "--format", "jsonl").stdout
    assert dragoman("init", "other", "--template", "russia-ukraine").returncode == 0
    other = tmp_path / "other"
    assert dragoman("add", article, cwd=other).returncode == 0
    done = dragoman("judgements", "apply", "-", stdin=copied, cwd=other)
    assert "1 decision applied" in done.stderr, done.stderr
    (row,) = json.loads(dragoman("statements", "--format", "json", cwd=other).stdout)
    assert row["speaker"] == "Dmitry Peskov"


def test_addition_of_what_the_machine_has_is_known_the_second_time_too(
    dragoman: Dragoman, dossier: Path
) -> None:
    before = statements(dragoman)
    found = next(row for row in before if row["speaker"])
    content = json.loads(dragoman("export", "record").stdout)["statements"]
    (spans,) = (one["content"] for one in content if one["id"] == found["id"])
    added = addition(content=spans, speaker={"name": found["speaker"]}, act="warn")
    assert "1 decision" in dragoman("judgements", "apply", "-", stdin=lines(added)).stderr
    assert "1 known" in dragoman("judgements", "apply", "-", stdin=lines(added)).stderr
    assert {row["id"] for row in statements(dragoman)} == {row["id"] for row in before}
    (row,) = (one for one in statements(dragoman) if one["id"] == found["id"])
    assert row["act"] == "warn"


MISTYPED = [{"concept": "ceasefier", "stance": "support"}]


@pytest.mark.parametrize("added", [False, True])
def test_mistyped_concept_is_refused_with_the_nearest(
    called: Called, dossier: Path, added: bool
) -> None:
    rows = json.loads(called("statements", "--format", "json").stdout)
    good = {"statement": rows[1]["id"], "decision": "reject"}
    bad = correction_of(rows[0]["id"], MISTYPED)
    if added:
        bad = addition(content=["the delegations met in Geneva"], codes=MISTYPED)
    (dossier / "decisions.jsonl").write_text(lines(good, bad), encoding="utf-8")
    done = called("judgements", "apply", "decisions.jsonl", "--author", "jd")
    assert done.returncode == 1
    assert "line 2: the codebook has no concept 'ceasefier'; near it are: ceasefire" in done.stderr
    assert "(1 decision before it is applied)" in done.stderr
    (row,) = json.loads(called("judgements", "list", "--format", "json").stdout)
    assert row["decision"] == "reject"


def test_concept_of_another_records_decision_is_named_and_kept(
    called: Called, dossier: Path
) -> None:
    codebook = dossier / "codebook.yaml"
    whole = codebook.read_text(encoding="utf-8")
    codebook.write_text(whole.replace("ceasefire", "ceasefier"), encoding="utf-8")
    rows = json.loads(called("statements", "--format", "json").stdout)
    decided = correction_of(rows[0]["id"], MISTYPED)
    (dossier / "decisions.jsonl").write_text(lines(decided), encoding="utf-8")
    assert called("judgements", "apply", "decisions.jsonl", "--author", "jd").returncode == 0
    (made,) = json.loads(called("judgements", "list", "--format", "json").stdout)
    assert called("judgements", "withdraw", made["id"], "--author", "jd").returncode == 0
    codebook.write_text(whole, encoding="utf-8")
    moved = {**made, "author": "ed", "id": None}
    (dossier / "moved.jsonl").write_text(lines(moved), encoding="utf-8")
    done = called("judgements", "apply", "moved.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    assert "1 decision applied" in done.stderr
    assert "line 1: the codebook has no concept 'ceasefier'" in done.stderr
    assert "applied as it stood there" in done.stderr


def correction_of(statement: object, codes: list[dict[str, str]]) -> dict[str, object]:
    return {"statement": statement, "decision": "correct", "field": "codes", "value": codes}
