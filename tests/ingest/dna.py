"""A DNA database made for the tests, with the public schema of DNA 3 as far as it is read."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

SCHEMA = """
CREATE TABLE SETTINGS (Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE CODERS (ID INTEGER PRIMARY KEY, Name TEXT NOT NULL, Password TEXT NOT NULL DEFAULT '');
CREATE TABLE DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL,
  Coder INTEGER NOT NULL, Author TEXT NOT NULL DEFAULT '', Source TEXT NOT NULL DEFAULT '',
  Section TEXT NOT NULL DEFAULT '', Notes TEXT NOT NULL DEFAULT '', Type TEXT NOT NULL DEFAULT '',
  Date INTEGER NOT NULL);
CREATE TABLE STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT NOT NULL);
CREATE TABLE VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL,
  StatementTypeId INTEGER NOT NULL);
CREATE TABLE REGEXES (Label TEXT PRIMARY KEY);
CREATE TABLE STATEMENTS (ID INTEGER PRIMARY KEY, StatementTypeId INTEGER NOT NULL,
  DocumentId INTEGER NOT NULL, Start INTEGER NOT NULL, Stop INTEGER NOT NULL,
  Coder INTEGER NOT NULL);
CREATE TABLE DATABOOLEAN (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value INTEGER);
CREATE TABLE DATAINTEGER (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value INTEGER);
CREATE TABLE ENTITIES (ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT NOT NULL DEFAULT '',
  ChildOf INTEGER);
CREATE TABLE DATASHORTTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Entity INTEGER);
CREATE TABLE DATALONGTEXT (ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
  Value TEXT);
CREATE TABLE ATTRIBUTEVARIABLES (ID INTEGER PRIMARY KEY, VariableId INTEGER,
  AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES (ID INTEGER PRIMARY KEY, EntityId INTEGER,
  AttributeVariableId INTEGER, AttributeValue TEXT);
INSERT INTO SETTINGS VALUES ('version', '3.0.11');
INSERT INTO CODERS (ID, Name) VALUES (1, 'Admin'), (2, 'Ada Brink'), (3, 'Jo Daw');
INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement'), (2, 'Annotation');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
  (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2);
INSERT INTO ENTITIES VALUES (1, 1, '', NULL), (2, 2, '', NULL), (3, 3, '', NULL);
"""
DAY = 1_747_699_200
"""Midnight of 20 May 2025."""

PERSON, ORGANIZATION, CONCEPT, AGREEMENT = 1, 2, 3, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A statement to be coded: `words` of a text, or a place where that is not what is tested."""

    words: str
    person: str = ""
    organization: str = ""
    concept: str = "The bridge should be reopened."
    agreement: int = 1
    coder: int = 2
    kind: int = 1
    place: tuple[int, int] | None = None


def units(text: str) -> int:
    """Count as Java does, with each line end as one."""
    return len(text.replace("\r\n", "\n").encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Writes a database as DNA does."""

    path: Path

    def __post_init__(self) -> None:
        with closing(sqlite3.connect(self.path)) as database:
            database.executescript(SCHEMA)

    def run(self, statement: str, *values: object) -> int:
        """Run a statement; give the number of the row that it has made."""
        with closing(sqlite3.connect(self.path)) as database, database:
            return database.execute(statement, values).lastrowid or 0

    def add(
        self,
        title: str,
        text: str,
        statements: Sequence[Coded] = (),
        *,
        date: int = DAY,
        source: str = "Lake Post",
    ) -> None:
        """Add a document and what is coded in it."""
        insert = "INSERT INTO DOCUMENTS (Title, Text, Coder, Author, Source, Date) VALUES "
        number = self.run(insert + "(?, ?, 1, 'Ada Moor', ?, ?)", title, text, source, date)
        for coded in statements:
            start = units(text[: text.index(coded.words)])
            place = coded.place or (start, start + units(coded.words))
            insert = (
                "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES "
            )
            row = self.run(insert + "(?, ?, ?, ?, ?)", coded.kind, number, *place, coded.coder)
            for variable, value in (
                (PERSON, coded.person),
                (ORGANIZATION, coded.organization),
                (CONCEPT, coded.concept),
            ):
                insert = "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES "
                self.run(insert + "(?, ?, ?)", row, variable, self._entity(variable, value))
            insert = "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES "
            self.run(insert + "(?, ?, ?)", row, AGREEMENT, coded.agreement)

    def _entity(self, variable: int, value: str) -> int:
        return self.run("INSERT INTO ENTITIES (VariableId, Value) VALUES (?, ?)", variable, value)
