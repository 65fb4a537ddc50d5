import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dragoman.ingest import ingest
from dragoman.ingest.arrivals import Arrival
from dragoman.ingest.codings import Coding
from dragoman.ingest.importers import dna as importer
from dragoman.record import Document, Quarantine
from tests.ingest.dna import CONCEPT, DAY, Coded, Coder
from tests.ingest.samples import ENGLISH, refused

STEP = "We have moved a step"
BRIDGE = "the bridge be reopened first"


@dataclass(slots=True)
class Taken:
    """Takes codings and keeps them."""

    codings: list[Coding] = field(default_factory=list)

    def take(self, document: Document, codings: Sequence[Coding]) -> None:
        assert all(one.span.holds_in(document.text) for one in codings)
        self.codings += codings


def read(coder: Coder) -> tuple[list[Arrival], list[Coding]]:
    taken = Taken()
    return list(ingest([coder.path], codings=taken)), taken.codings


@pytest.fixture
def coder(tmp_path: Path) -> Coder:
    return Coder(path=tmp_path / "lake.dna")


def test_documents_and_their_statements_are_read(coder: Coder) -> None:
    north = Coded(words=STEP, person="Bo Lind", organization="Northland", agreement=0)
    south = Coded(words=BRIDGE, organization="Southland", coder=3)
    coder.add("Envoys meet", ENGLISH, [north, south])
    (document,), codings = read(coder)
    assert isinstance(document, Document)
    assert (document.name, document.title, document.text) == ("Envoys meet", "Envoys meet", ENGLISH)
    assert (document.outlet, document.author) == ("Lake Post", "Ada Moor")
    assert document.published is not None
    assert document.published.value == "2025-05-20"
    first, second = codings
    assert (first.span.text, first.coder, first.agrees) == (STEP, "Ada Brink", False)
    assert (first.person, first.organization) == ("Bo Lind", "Northland")
    assert (second.person, second.organization, second.agrees) == (None, "Southland", True)
    assert (second.concept, second.coder) == ("The bridge should be reopened.", "Jo Daw")


def test_time_of_a_document_is_kept_where_there_is_one(coder: Coder) -> None:
    coder.add("a", ENGLISH, date=DAY + 7 * 3600 + 30 * 60)
    coder.add("b", ENGLISH, date=2**60)
    (first, second), _ = read(coder)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.published is not None
    assert first.published.value == "2025-05-20T07:30:00"
    assert second.published is None


@pytest.mark.parametrize("text", [ENGLISH.replace("\n", "\r\n"), f"\U0001f1fa\U0001f1e6 {ENGLISH}"])
def test_places_that_count_otherwise_come_to_the_same_words(coder: Coder, text: str) -> None:
    coder.add("a", text, [Coded(words=BRIDGE, person="Bo Lind")])
    (document,), (coding,) = read(coder)
    assert isinstance(document, Document)
    assert document.text == text
    assert coding.span.text == BRIDGE


def test_white_space_around_coded_words_is_left_out(coder: Coder) -> None:
    coder.add("a", ENGLISH, [Coded(words=f" {BRIDGE}", person="Bo Lind")])
    assert [one.span.text for one in read(coder)[1]] == [BRIDGE]


def test_same_title_twice_gives_two_names(coder: Coder) -> None:
    coder.add("a", ENGLISH)
    coder.add("a", ENGLISH + "More.\n")
    coder.add("", ENGLISH + "And more.\n")
    arrivals, _ = read(coder)
    assert [one.name for one in arrivals if isinstance(one, Document)] == [
        "a",
        "a (2)",
        "lake.dna:3",
    ]


def test_what_is_not_a_statement_is_told_and_the_rest_is_read(coder: Coder) -> None:
    good = Coded(words=BRIDGE, person="Bo Lind")
    wrong = [
        Coded(words=STEP, person="Bo Lind", concept=""),
        Coded(words=STEP),
        Coded(words=STEP, person="Bo Lind", place=(5, 9_000)),
        Coded(words=STEP, person="Bo Lind", place=(3, 4)),
        Coded(words=STEP, person="Bo Lind", agreement=7),
    ]
    coder.add("a", ENGLISH, [*wrong, Coded(words=STEP, kind=2), good])
    arrivals, codings = read(coder)
    assert [one.number for one in codings] == [7]
    told = {one.name: one.reason for one in arrivals if isinstance(one, Quarantine)}
    for number, words in enumerate(
        ["no concept", "neither person", "not in the text", "no words", "agreement is 7"], 1
    ):
        assert words in told[f"a, statement {number}"]
    assert "1 of this type" in told["lake.dna, Annotation"]
    assert len(told) == 6


def test_variables_may_have_other_names_and_numbers_for_agreement(coder: Coder) -> None:
    coder.run("UPDATE VARIABLES SET Variable = 'Actor' WHERE ID = 1")
    coder.run("UPDATE VARIABLES SET DataType = 'integer' WHERE ID = 4")
    coder.add("a", ENGLISH, [Coded(words=BRIDGE, person="Bo Lind")])
    coder.run("DELETE FROM DATABOOLEAN")
    coder.run("INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 4, -1)")
    (coding,) = read(coder)[1]
    assert (coding.person, coding.agrees) == ("Bo Lind", False)


def test_empty_document_is_told_and_the_next_is_read(coder: Coder) -> None:
    coder.add("a", " ")
    coder.add("b", ENGLISH)
    (first, second), _ = read(coder)
    assert isinstance(first, Quarantine)
    assert isinstance(second, Document)


def test_statements_that_nobody_takes_are_told(coder: Coder) -> None:
    coder.add("a", ENGLISH, [Coded(words=BRIDGE, person="Bo Lind")])
    document, told = ingest([coder.path])
    assert isinstance(document, Document)
    assert isinstance(told, Quarantine)
    assert "1 coded statements, which only `dragoman add" in told.reason


def test_database_of_another_program_or_version_is_told(tmp_path: Path) -> None:
    for name, tables, told in (
        ("a.dna", ["places"], "not of DNA"),
        ("b.dna", ["DOCUMENTS", "STATEMENTS"], "before version 3"),
    ):
        with closing(sqlite3.connect(tmp_path / name)) as database:
            for table in tables:
                database.execute(f"CREATE TABLE {table} (ID INTEGER)")
            database.commit()
        assert told in refused(tmp_path / name).reason


@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04"])
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.dna").write_bytes(data)
    assert "no SQLite file" in refused(tmp_path / "a.dna").reason


def test_damaged_and_empty_databases_are_told(coder: Coder, tmp_path: Path) -> None:
    assert "without documents" in refused(coder.path).reason
    coder.add("a", ENGLISH * 50)
    data = bytearray(coder.path.read_bytes())
    data[100:4_000] = b"\xff" * 3_900
    (tmp_path / "b.dna").write_bytes(data)
    assert "damaged" in refused(tmp_path / "b.dna").reason


def test_bytes_that_are_no_text_spoil_one_document_alone(coder: Coder) -> None:
    coder.add("a", ENGLISH)
    coder.add("b", ENGLISH + "More.\n")
    coder.run("UPDATE DOCUMENTS SET Text = CAST(X'ff41' || Text AS TEXT) WHERE ID = 1")
    (first, second), _ = read(coder)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "mixed encodings" in first.flags
    assert second.flags == ()


def test_view_in_the_place_of_a_table_is_not_asked(coder: Coder) -> None:
    coder.add("a", ENGLISH)
    coder.run("DROP TABLE DATABOOLEAN")
    coder.run(
        "CREATE VIEW DATABOOLEAN AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i AS VariableId, i AS Value, 1 AS StatementId FROM n"
    )
    assert "before version 3" in refused(coder.path).reason


def test_question_that_takes_too_long_is_ended(
    coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "MAX_SECONDS", 0.0)
    monkeypatch.setattr(importer, "STEPS", 1)
    coder.add("a", ENGLISH)
    assert "interrupted" in refused(coder.path).reason


def test_concept_of_a_type_without_anybody_is_left_out(coder: Coder) -> None:
    coder.run("DELETE FROM VARIABLES WHERE ID < ?", CONCEPT)
    coder.add("a", ENGLISH, [Coded(words=BRIDGE, person="Bo Lind")])
    arrivals, codings = read(coder)
    assert codings == []
    names = [one.name for one in arrivals if isinstance(one, Document | Quarantine)]
    assert names == ["a", "lake.dna, DNA Statement"]
