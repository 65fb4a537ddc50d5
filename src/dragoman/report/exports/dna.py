"""A database that Discourse Network Analyzer opens: documents, and what is coded in them.

DNA (Philip Leifeld; version 3) keeps a project in an SQLite file. A statement there is a run of
words with a person, an organization, a concept and whether they agree to it, so each code of a
statement is one; what has no code is no statement of DNA's. It counts UTF-16 units of the text as
it is shown, each line end one of them, and cannot tell that a date is not known.
"""

import base64
import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dragoman.analysis import RecordView
from dragoman.record import (
    ActorKind,
    Code,
    Codebook,
    Concept,
    Document,
    PublishedOn,
    Stance,
    Statement,
)
from dragoman.report.characters import LINE_END
from dragoman.report.exports import dna_schema as dna

CODER_PASSWORD = "dragoman"  # noqa: S105 -- DNA asks for one; it protects nothing
"""What both coders of the database are opened with."""

ADMIN, CODED_BY = 1, 2
COLOURS = {ADMIN: (255, 255, 0), CODED_BY: (51, 153, 255)}

CODER = "Dragoman"
"""Who has coded what a machine found."""

ROUNDS = 100_000
SALT_BYTES = 16

UNDATED = 0
"""The seconds of what has no date; DNA shows them as the first of January 1970."""

PERSONS = frozenset({ActorKind.PERSON, ActorKind.UNNAMED})


@dataclass(slots=True, kw_only=True)
class Written:
    """What was written.

    Attributes:
        documents: Documents, those without a statement included.
        statements: Statements of DNA's, one for each code.
        uncoded: Statements of the record that have no code, and are left out.
        undated: Documents without a date, which DNA shows as of the first of January 1970.
    """

    documents: int = 0
    statements: int = 0
    uncoded: int = 0
    undated: int = 0


def export_dna(
    view: RecordView, codebook: Codebook | None, path: Path, coder: str = CODER
) -> Written:
    """Write the record as a new database; the same record gives the same bytes.

    Args:
        view: The record.
        codebook: What concepts are called; one that it lacks is called by its id.
        path: The file, which is empty or not there.
        coder: Who has coded it, as DNA names its coders.
    """
    statements: dict[str, list[Statement]] = {}
    for statement in view.statements():
        statements.setdefault(statement.document, []).append(statement)
    with closing(sqlite3.connect(path)) as database, database:
        _make(database, coder)
        writer = _Writer(database, {c.id: c for c in codebook.concepts} if codebook else {})
        for document in view.documents():
            writer.add(document, statements.get(document.id, ()))
        return writer.written


def password_hash(password: str) -> str:
    """Give what DNA keeps of a password: salted SHA-256, repeated, as jasypt's strong encryptor.

    The salt is made of the password, so that the same record gives the same bytes.
    """
    salt = hashlib.sha256(password.encode()).digest()[:SALT_BYTES]
    found = salt + password.encode()
    for _ in range(ROUNDS):
        found = hashlib.sha256(found).digest()
    return base64.b64encode(salt + found).decode()


def _make(database: sqlite3.Connection, coder: str) -> None:
    """Make the tables and fill in what a new project of DNA has."""
    for table, parts in dna.TABLES.items():
        database.execute(f"CREATE TABLE {table} ({', '.join(parts)})")
    hashed = password_hash(CODER_PASSWORD)
    _fill(database, "SETTINGS", [("version", dna.VERSION), ("date", dna.VERSION_DATE)])
    names = {ADMIN: "Admin", CODED_BY: _cut(coder)}
    coders = [(number, name, *COLOURS[number], hashed) for number, name in names.items()]
    _fill(database, "CODERS (ID, Name, Red, Green, Blue, Password)", coders)
    pairs = [(CODED_BY, ADMIN), (ADMIN, CODED_BY)]
    _fill(database, "CODERRELATIONS (Coder, OtherCoder)", pairs)
    _fill(database, "STATEMENTTYPES", dna.STATEMENT_TYPES)
    _fill(database, "VARIABLES", dna.VARIABLES)
    attributes = [
        (dna.attribute_id(variable, attribute), variable, attribute)
        for attribute in dna.ATTRIBUTES
        for variable in (dna.PERSON, dna.ORGANIZATION, dna.CONCEPT)
    ]
    _fill(database, "ATTRIBUTEVARIABLES", attributes)


def _fill(database: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    rows = list(rows)
    places = ", ".join("?" * len(rows[0]))
    database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 -- our names


@dataclass(slots=True)
class _Writer:
    """Writes documents and statements, and each entity once."""

    database: sqlite3.Connection
    concepts: dict[str, Concept]
    written: Written = field(default_factory=Written)
    entities: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, _, data_type, _ in dna.VARIABLES:
            if data_type == "short text":
                self._entity(number, "")  # what is not coded

    def add(self, document: Document, statements: Iterable[Statement]) -> None:
        """Add a document and what is coded in it."""
        columns = "DOCUMENTS (Title, Text, Coder, Author, Source, Notes, Date)"
        number = self._insert(
            columns,
            _cut(document.title or document.headline() or document.name),
            LINE_END.sub("\n", document.text),
            CODED_BY,
            _cut(document.author or ""),
            _cut(document.outlet or ""),
            _notes(document),
            _seconds(document.published),
        )
        self.written.documents += 1
        self.written.undated += document.published is None
        for statement in statements:
            for code in dict.fromkeys(statement.codes):
                self._code(document, number, statement, code)
            self.written.uncoded += not statement.codes

    def _code(self, document: Document, number: int, statement: Statement, code: Code) -> None:
        first, last = statement.content[0].start, statement.content[-1].end
        start, stop = (_offset(document.text, place) for place in (first, last))
        columns = "STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder)"
        row = self._insert(columns, dna.STATEMENT, number, start, stop, CODED_BY)
        concept = self.concepts.get(code.concept)
        person, organization = _speaking(statement)
        entities = (
            self._entity(dna.PERSON, person, Type=_kind(statement) if person else ""),
            self._entity(dna.ORGANIZATION, organization, Type=_organization_kind(statement)),
            self._entity(
                dna.CONCEPT,
                concept.text if concept else code.concept,
                Type=concept.issue if concept else "",
                Alias=code.concept,
            ),
            self._entity(dna.ACT, statement.act.value if statement.act else ""),
            self._entity(dna.PARTY, statement.party or ""),
        )
        variables = (dna.PERSON, dna.ORGANIZATION, dna.CONCEPT, dna.ACT, dna.PARTY)
        for variable, entity in zip(variables, entities, strict=True):
            self._insert("DATASHORTTEXT (StatementId, VariableId, Entity)", row, variable, entity)
        agrees = int(code.stance is Stance.SUPPORT)
        value = "(StatementId, VariableId, Value)"
        self._insert(f"DATABOOLEAN {value}", row, dna.AGREEMENT, agrees)
        condition = code.condition.text if code.condition else ""
        self._insert(f"DATALONGTEXT {value}", row, dna.CONDITION, condition)
        self.written.statements += 1

    def _entity(self, variable: int, value: str, **attributes: str) -> int:
        """Give the number of a value of a variable; it is made where it is new."""
        value = _cut(value)
        known = self.entities.get((variable, value))
        if known is not None:
            return known
        columns = "ENTITIES (VariableId, Value, Red, Green, Blue)"
        made = self._insert(columns, variable, value, 0, 0, 0)
        if variable <= dna.CONCEPT:
            columns = "ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)"
            for attribute in dna.ATTRIBUTES:
                told = _cut(attributes.get(attribute, "")) if value else ""
                self._insert(columns, made, dna.attribute_id(variable, attribute), told)
        self.entities[variable, value] = made
        return made

    def _insert(self, table: str, *values: object) -> int:
        places = ", ".join("?" * len(values))
        statement = f"INSERT INTO {table} VALUES ({places})"  # noqa: S608 -- our names
        return self.database.execute(statement, values).lastrowid or 0


def _speaking(statement: Statement) -> tuple[str, str]:
    """Name the person and the organization; what is not known is empty."""
    speaker, party = statement.speaker, statement.party or ""
    if speaker is None:
        return "", party
    return (speaker.name, party) if speaker.kind in PERSONS else ("", speaker.name)


def _kind(statement: Statement) -> str:
    return statement.speaker.kind.value if statement.speaker else ""


def _organization_kind(statement: Statement) -> str:
    """Tell what the organization is: the speaker's kind, or that it is a side."""
    speaker = statement.speaker
    return "party" if speaker is None or speaker.kind in PERSONS else speaker.kind.value


def _offset(text: str, place: int) -> int:
    """Give the offset that DNA counts for a code point of a text as it is stored."""
    return len(LINE_END.sub("\n", text[:place]).encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    """Give a short text in a line, as long as DNA allows."""
    line = " ".join(text.split())
    return line if len(line) <= dna.LONGEST else line[: dna.LONGEST - 1] + "…"


def _seconds(published: PublishedOn | None) -> int:
    """Give a date in seconds since 1970, as DNA counts the time that a clock on the wall shows."""
    if published is None:
        return UNDATED
    value = published.value
    day = value + "-01-01"[len(value) - 4 :] if len(value) < len("2023-11-06") else value
    moment = datetime.fromisoformat(day)
    return int(moment.replace(tzinfo=UTC).timestamp())


def _notes(document: Document) -> str:
    """Tell of a document what DNA has no place for."""
    told = [f"name: {document.name}", f"dragoman: {document.id}"]
    if document.url:
        told.append(f"url: {document.url}")
    if document.published is None:
        told.append("published: not known; DNA needs a date, and 1970-01-01 stands for none")
    elif len(document.published.value) < len("2023-11-06"):
        told.append(f"published: {document.published.value}, no more is known")
    return "\n".join(told)
