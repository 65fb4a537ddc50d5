"""Verifying: a sound record has no faults, and what is changed behind its back is seen."""

import sqlite3
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.ingest import Page, ingest
from dragoman.opening.opened import nothing
from dragoman.pipeline import derive_positions
from dragoman.pipeline.verifying import Fault, Verified, placed_spans, verify
from dragoman.record import Decision, Judgement
from dragoman.store import Store
from dragoman.store.queries.verifying import Noun
from tests import make
from tests.analysis.talks import MOTT, NO, YES, Talks
from tests.pipeline.killing import NOBODY, decisions, prepare
from tests.pipeline.test_positioning import fill

PAGE = "<html><body><h1>Ports</h1>" + "<p>The ports stay shut, they said on Monday.</p>" * 9


def faults(path: Path) -> list[Fault]:
    with Store.open(path) as store:
        return list(verify(store, Verified(), lambda _: None))


def change(path: Path, *commands: str) -> None:
    """Change a record as no part of the product does."""
    connection = sqlite3.connect(path)
    guards = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (guard,) in guards:
        connection.execute(f"DROP TRIGGER {guard}")
    for command in commands:
        assert connection.execute(command).rowcount > 0
    connection.commit()
    connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A record with positions, a claim, a judgement that was taken back, and a page."""
    talks = Talks()
    talks.say("2024-05-01", YES, condition="if the pilots are freed")
    talks.say("2024-05-03", NO, MOTT, party="Mainland")
    saved = tmp_path / "ports.html"
    saved.write_text(PAGE, encoding="utf-8")
    (page,) = ingest([saved])
    assert isinstance(page, Page)
    path = tmp_path / "record.db"
    with Store.open(path) as store:
        fill(store, talks)
        writer = store.writer()
        writer.add_document(page.document, markup=page.markup)
        writer.put_claims([make.claim(talks.statements[0])])
        first = Judgement.on(
            talks.statements[0], Decision.ACCEPT, author="ann", decided_at="2024-06-01T08:00:00Z"
        )
        writer.append_judgement(first)
        writer.append_judgement(
            Judgement.withdrawing(first, author="ann", decided_at="2024-06-01T09:00:00Z")
        )
        derive_positions(store)
    return path


def test_a_sound_record_has_no_faults(path: Path) -> None:
    with Store.open(path) as store:
        verified, names = Verified(), list[str]()
        assert list(verify(store, verified, names.append)) == []
    assert verified.rows[Noun.DOCUMENT] == len(names) == 3
    assert verified.rows[Noun.STATEMENT] == verified.rows[Noun.BASIS] == 2
    assert verified.rows[Noun.JUDGEMENT] == 2
    assert verified.rows[Noun.CLAIM] == 1


@pytest.mark.parametrize(
    ("command", "noun", "told"),
    [
        ("UPDATE documents SET text = replace(text, 'They', 'Thay')", "document", "SHA-256"),
        ("UPDATE documents SET outlet = 'Other Post'", "document", "not the digest"),
        ("UPDATE document_segments SET end = 9999", "document", "leave the text"),
        ("UPDATE pages SET markup = x'789c030000000001'", "document", "page renders to"),
        ("UPDATE statement_content SET text = 'number9 alpha0 beta0'", "statement", "is not 'num"),
        ("UPDATE statement_codes SET condition_text = 'if'", "statement", "cannot be read: span"),
        ("UPDATE statements SET quote = 'shouted'", "statement", "cannot be read: 'shouted'"),
        ("UPDATE statements SET party = 'League'", "position basis", "not what its statement"),
        ("UPDATE position_steps SET holding = 'mixed'", "position", "steps or shifts"),
        ("DELETE FROM claims", "database", "names a row of claims"),
        ("DELETE FROM statements", "claim", "which is not there"),
        ("DELETE FROM statements", "position basis", "which is not there"),
        ("UPDATE judgements SET author = 'eve'", "judgement", "not the digest"),
        ("DELETE FROM judgements WHERE decision = 'accept'", "judgement", "takes back judgement"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(
    path: Path, command: str, noun: str, told: str
) -> None:
    change(path, command)
    found = faults(path)
    assert [fault for fault in found if fault.noun == noun and told in fault.what], found


def test_every_broken_row_is_told_by_itself(path: Path) -> None:
    change(path, "UPDATE statements SET quote = 'shouted'")
    broken = [fault for fault in faults(path) if "shouted" in fault.what]
    assert len({fault.id for fault in broken}) == 2


def test_spans_are_found_with_the_document_that_they_point_into() -> None:
    document = make.document("The envoy said: no.")
    evidence = make.evidence(document, "envoy")
    assert list(placed_spans((evidence, make.span(document, "no")), "other")) == [
        (document.id, evidence.span),
        ("other", make.span(document, "no")),
    ]


@pytest.mark.parametrize(
    ("command", "noun", "what"),
    [
        ("UPDATE kinships SET jaccard = 0.5, containment = 0.5", "kinship", "comparing the two"),
        ("UPDATE family_documents SET value = 'gone' WHERE ordinal = 1", "family", "not there"),
        (
            "UPDATE comparison_differences SET now_span_text = upper(now_span_text)"
            " WHERE now_span_text != ''",
            "comparison",
            "is not 'OUR",
        ),
    ],
)
def test_families_that_do_not_hold_are_told(
    tmp_path: Path, command: str, noun: str, what: str
) -> None:
    path = tmp_path / "record.db"
    words = " ".join(
        f"word{number} of the agency's long copy about the port." for number in range(60)
    )
    for name, text in (("a", words), ("b", f"Our desk adds a line of its own here. {words}")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Store.open(path) as store:
        pipeline.add(ingest([tmp_path / "a.txt", tmp_path / "b.txt"]), store, nothing)
    assert faults(path) == []

    change(path, command)

    told = [fault.what for fault in faults(path) if fault.noun == noun]
    assert any(what in one for one in told), told


def test_a_statement_that_a_person_rejected_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    prepare(path)
    rejected = next(one for one in decisions() if one.decision is Decision.REJECT)
    with Store.open(path) as store:
        pipeline.judge(store, [rejected], NOBODY)
    assert faults(path) == []
