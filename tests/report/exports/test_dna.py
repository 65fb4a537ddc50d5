"""A database for DNA: its tables are DNA's, and what our importer reads in it is what was written.

dna_tables.txt lists the tables, columns, defaults and keys of a database that DNA 3.0 made itself
(the sample of rDNA, github.com/leifeld/dna, rDNA/rDNA/inst/extdata/sample.dna), as SQLite tells
them; its makers' definition is createTables in sql/Sql.java. On 2026-11-22 the classes Sql and
Exporter of DNA 3.0.11.5, compiled from their source, opened what is written here, took the
password, gave its statements and made networks of them.
"""

import hashlib
import sqlite3
from base64 import b64decode
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.ingest import ingest
from dragoman.record import Act, ActorKind, Code, Document, Stance, Statement
from dragoman.report.exports.dna import CODER_PASSWORD, UNDATED, Written, export_dna, password_hash
from dragoman.report.exports.dna_schema import LONGEST
from tests import make
from tests.analysis.talks import BOOK, BRINK, ISLAND, PORTS
from tests.ingest.importers.test_dna import Taken
from tests.report.shelf import OFFICIAL, Shelf

YES, NO = Stance.SUPPORT, Stance.OPPOSE
TABLES = Path(__file__).with_name("dna_tables.txt")

HARBOUR = make.document(
    "Talks 🚢 go on\r\n\r\nAda Brink said the ports stay shut unless the pilots come home.\r\n",
    "harbour.txt",
    title="Talks go on",
    outlet="Island Post",
    author="Ada Moor",
    published="2024-05-03",
)
RADIO = make.document("The ports are to open, and the pilots may go.", "radio.txt")


def code(concept: str, stance: Stance, condition: str | None = None) -> Code:
    span = make.span(HARBOUR, condition) if condition else None
    return Code(concept=concept, stance=stance, condition=span)


STATEMENTS = [
    make.statement(
        HARBOUR,
        ["the ports stay shut", "unless the pilots come home"],
        speaker=BRINK,
        party="Island",
        act=Act.REJECT,
        codes=[code(PORTS, NO, "unless the pilots come home"), code("pilots-free", YES)],
    ),
    make.statement(RADIO, "The ports are to open", speaker=OFFICIAL, codes=[code(PORTS, YES)]),
    make.statement(
        RADIO, "the pilots may go", speaker=ISLAND, party="Island", codes=[code("trust", YES)]
    ),
    make.statement(RADIO, "are to open", party="Mainland"),
]
RECORD = Shelf(all_documents=[HARBOUR, RADIO], all_statements=STATEMENTS)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    export_dna(RECORD, BOOK, tmp_path / "talks.dna")
    return tmp_path / "talks.dna"


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


def tables_of(path: Path) -> list[str]:
    """Tell tables as dna_tables.txt does."""
    told = []
    for (table,) in asked(path, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for _, name, kind, needed, usual, key in asked(path, f"PRAGMA table_info({table})"):
            line = f"{table}.{name} {kind}" + (" not null" if needed else "")
            line += "" if usual is None else f" default {usual}"
            told.append(line + (" key" if key else ""))
        for _, _, other, column, target, _, gone, _ in asked(
            path, f"PRAGMA foreign_key_list({table})"
        ):
            told.append(f"{table}.{column} -> {other}.{target} on delete {str(gone).lower()}")
        for _, index, _, origin, _ in asked(path, f"PRAGMA index_list({table})"):
            columns = [str(row[2]) for row in asked(path, f"PRAGMA index_info({index})")]
            if origin == "u":
                told.append(f"{table} unique {', '.join(columns)}")
    return told


def test_tables_are_those_that_dna_makes(written: Path) -> None:
    known = TABLES.read_text(encoding="utf-8").splitlines()
    assert sorted(tables_of(written)) == sorted(known)
    assert len(known) == 130


def test_a_new_project_of_dna_is_in_it(written: Path) -> None:
    types = asked(written, "SELECT ID, Label, Red, Green, Blue FROM STATEMENTTYPES")
    assert types == [
        (1, "DNA Statement", 239, 208, 51),
        (2, "NPF Story Element", 100, 200, 190),
        (3, "Annotation", 211, 211, 211),
    ]
    variables = asked(written, "SELECT ID, Variable, DataType FROM VARIABLES WHERE ID <= 4")
    assert variables == [
        (1, "person", "short text"),
        (2, "organization", "short text"),
        (3, "concept", "short text"),
        (4, "agreement", "boolean"),
    ]
    attributes = asked(written, "SELECT AttributeVariable, VariableId FROM ATTRIBUTEVARIABLES")
    assert attributes == [(name, n) for name in ("Type", "Alias", "Notes") for n in (1, 2, 3)]
    ((version,),) = asked(written, "SELECT Value FROM SETTINGS WHERE Property = 'version'")
    assert str(version).startswith("3.0")  # what DNA asks for when it opens a database
    assert asked(written, "PRAGMA foreign_key_check") == []
    # Every person, organization and concept has all attributes, as DNA gives them to new ones.
    ((bare,),) = asked(
        written,
        "SELECT count(*) FROM ENTITIES e WHERE VariableId <= 3 AND "
        "(SELECT count(*) FROM ATTRIBUTEVALUES a WHERE a.EntityId = e.ID) != 3",
    )
    assert bare == 0


def test_password_is_kept_as_dna_checks_it() -> None:
    """What is known of jasypt's strong encryptor: 16 bytes of salt, SHA-256 100,000 times."""
    kept = b64decode(password_hash(CODER_PASSWORD))
    found = kept[:16] + CODER_PASSWORD.encode()
    for _ in range(100_000):
        found = hashlib.sha256(found).digest()
    assert kept[16:] == found


def test_importer_reads_what_was_written(written: Path) -> None:
    taken = Taken()
    harbour, radio = ingest([written], codings=taken)
    assert isinstance(harbour, Document)
    assert isinstance(radio, Document)
    assert harbour.text == HARBOUR.text.replace("\r\n", "\n")
    assert (harbour.title, harbour.outlet, harbour.author) == (
        "Talks go on",
        "Island Post",
        "Ada Moor",
    )
    assert harbour.published is not None
    assert harbour.published.value == "2024-05-03"
    assert (radio.text, radio.published, radio.outlet) == (RADIO.text, None, None)
    told = [
        (one.person, one.organization, one.concept, one.agrees, one.span.text, one.coder)
        for one in taken.codings
    ]
    words = "the ports stay shut unless the pilots come home"
    assert told == [
        ("Ada Brink", "Island", "The ports are opened", False, words, "Dragoman"),
        ("Ada Brink", "Island", "The pilots go home", True, words, "Dragoman"),
        (OFFICIAL.name, None, "The ports are opened", True, "The ports are to open", "Dragoman"),
        (None, "Island", "trust", True, "the pilots may go", "Dragoman"),
    ]


def test_dna_shows_the_words_of_the_span(written: Path) -> None:
    """DNA cuts a statement's words out of the text by SQL for its table of statements."""
    words = asked(
        written,
        "SELECT SUBSTR(d.Text, Start + 1, Stop - Start) FROM STATEMENTS s "
        "JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE d.Title = 'radio.txt' ORDER BY s.ID",
    )
    assert words == [("The ports are to open",), ("the pilots may go",)]


def test_what_dna_has_no_place_for_has_variables_of_its_own(written: Path) -> None:
    short = asked(
        written,
        "SELECT v.Variable, e.Value FROM DATASHORTTEXT d JOIN VARIABLES v ON v.ID = d.VariableId "
        "JOIN ENTITIES e ON e.ID = d.Entity WHERE d.StatementId = 1 AND v.ID > 4",
    )
    assert short == [("act", "reject"), ("party", "Island")]
    conditions = asked(written, "SELECT Value FROM DATALONGTEXT ORDER BY StatementId")
    assert conditions == [("unless the pilots come home",), ("",), ("",), ("",)]


def test_it_is_told_what_was_left_out(tmp_path: Path) -> None:
    told = export_dna(RECORD, BOOK, tmp_path / "a.dna")
    assert told == Written(documents=2, statements=4, uncoded=1, undated=1)
    assert asked(tmp_path / "a.dna", "SELECT Date FROM DOCUMENTS")[1] == (UNDATED,)
    ((notes,),) = asked(tmp_path / "a.dna", "SELECT Notes FROM DOCUMENTS WHERE ID = 2")
    assert "published: not known" in str(notes)


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.dna", "b.dna"):
        export_dna(RECORD, BOOK, tmp_path / name)
    assert (tmp_path / "a.dna").read_bytes() == (tmp_path / "b.dna").read_bytes()


def test_what_is_too_long_for_dna_is_cut(tmp_path: Path) -> None:
    long = make.document("It is agreed.", "x" * 300, outlet="y" * 300)
    speaker = make.actor("a person " + "of note " * 40, ActorKind.UNNAMED)
    statement = make.statement(long, speaker=speaker, codes=[code(PORTS, YES)])
    export_dna(Shelf([long], [statement]), None, tmp_path / "a.dna")
    ((title, outlet),) = asked(tmp_path / "a.dna", "SELECT Title, Source FROM DOCUMENTS")
    assert len(str(title)) == len(str(outlet)) == LONGEST
    ((name,),) = asked(
        tmp_path / "a.dna", "SELECT Value FROM ENTITIES WHERE Value LIKE 'a person%'"
    )
    assert str(name).endswith("…")


def days(path: Path, published: Sequence[str]) -> list[tuple[object, ...]]:
    documents = [make.document(day, day, published=day) for day in published]
    export_dna(Shelf(documents), None, path)
    return asked(path, "SELECT datetime(Date, 'unixepoch') FROM DOCUMENTS")


def test_dates_are_those_of_the_clock_on_the_wall(tmp_path: Path) -> None:
    told = days(tmp_path / "a.dna", ["2024", "2024-05", "2024-05-03T07:30:00+02:00", "1969-12-31"])
    assert told == [
        ("2024-01-01 00:00:00",),
        ("2024-05-01 00:00:00",),
        ("2024-05-03 07:30:00",),
        ("1969-12-31 00:00:00",),
    ]


def test_a_code_twice_is_one_statement(tmp_path: Path) -> None:
    twice: Statement = replace(STATEMENTS[1], codes=(code(PORTS, YES), code(PORTS, YES)))
    told = export_dna(Shelf([RADIO], [twice]), None, tmp_path / "a.dna")
    assert told.statements == 1
