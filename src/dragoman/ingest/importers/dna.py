"""Importer of Discourse Network Analyzer's databases (.dna): documents, and what was coded in them.

DNA (Philip Leifeld; version 3) keeps a project in an SQLite file. Offsets there count UTF-16 units
of the text as it is shown, where each line end is one character; here they count code points of
the text as it is stored. Dates are seconds since 1970 of a local time that nobody has noted.

A statement is read where its type has a concept and a person or organization, whatever it is
called; agreement may be yes and no, or a number. Other types are told and left out.
"""

import sqlite3
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dragoman.errors import DocumentError, RecordError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.codings import Coding
from dragoman.ingest.documents import check_text, make_document
from dragoman.record import DateBasis, Document, PublishedOn, Span, text_sha256

MAGIC = b"SQLite format 3\0"
TABLES = frozenset(
    {
        *("CODERS", "DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES"),
        *("ENTITIES", "DATASHORTTEXT", "DATABOOLEAN", "DATAINTEGER"),
    }
)
ROLES: Mapping[str, frozenset[str]] = {
    "person": frozenset({"person", "actor", "speaker", "individual", "politician", "name"}),
    "organization": frozenset(
        {"organization", "organisation", "org", "institution", "party", "country", "affiliation"}
    ),
    "concept": frozenset({"concept", "category", "claim", "issue", "argument", "frame", "belief"}),
    "agreement": frozenset({"agreement", "agree", "stance", "position", "polarity", "qualifier"}),
}
"""What the variables of a statement are called, in lower case."""

MAX_SECONDS = 60.0
"""Longest time that one question to the database may take; it can be made to answer for ever."""

LARGEST_VALUE = 50_000_000
STEPS = 100_000


def import_dna(delivery: Delivery) -> Iterator[Arrival]:
    """Read the documents of a DNA database, and give what was coded in them to `codings`.

    Raises:
        DocumentError: It is no such database, of an older version, or damaged.
    """
    with tempfile.NamedTemporaryFile(suffix=".dna") as copy:
        begin = delivery.read_chunk()
        if not begin.startswith(MAGIC):
            raise DocumentError("not a DNA database: it is no SQLite file; check how it was saved")
        while begin:
            copy.write(begin)
            begin = delivery.read_chunk()
        copy.flush()
        try:
            with closing(_open(Path(copy.name))) as database:
                patience = _Patience()
                database.set_progress_handler(patience.is_over, STEPS)
                yield from _Database(database, delivery, patience).arrivals()
        except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite quotes damaged bytes
            raise DocumentError(
                f"a DNA database that is damaged or not as DNA makes them ({error}); open it in "
                "DNA and save it again"
            ) from None


def _open(path: Path) -> sqlite3.Connection:
    """Open a foreign database to be read: what it defines beside tables is not trusted."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
    database.execute("PRAGMA trusted_schema = OFF")
    # Bytes that are no UTF-8 spoil a document, which is flagged, and not the whole database.
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    return database


@dataclass(slots=True)
class _Patience:
    """Ends questions that take too long; what is done with the answers takes its own time."""

    until: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)

    def is_over(self) -> bool:
        """Tell whether the question in progress is to end."""
        return time.monotonic() > self.until

    def renew(self) -> None:
        """Begin a question."""
        self.until = time.monotonic() + MAX_SECONDS


@dataclass(slots=True)
class _Database:
    """A DNA database that is open, with what its statements are made of."""

    database: sqlite3.Connection
    delivery: Delivery
    patience: _Patience
    roles: dict[int, tuple[int, str, str]] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)

    def arrivals(self) -> Iterator[Arrival]:
        """Give the documents in their order."""
        self._check()
        self._read_roles()
        rows = self.database.execute(
            "SELECT ID, Title, Text, Author, Source, Date FROM DOCUMENTS ORDER BY ID"
        )
        documents = untaken = 0
        for number, title, text, author, source, date in rows:
            documents += 1
            name = self._name(number, str(title or ""))
            try:
                document = _document(name, str(text or ""), title, author, source, date)
            except DocumentError as error:
                yield refuse(name, str(error), sha256=text_sha256(str(text)[:1_000]))
                continue
            codings, wrong = self._codings(number, document)
            for place, reason in wrong:
                yield refuse(f"{name}, statement {place}", reason, sha256=document.sha256)
            if self.delivery.codings is not None:
                self.delivery.codings.take(document, codings)
            else:
                untaken += len(codings)
            yield document
            self.patience.renew()
        yield from self._told(documents, untaken)

    def _check(self) -> None:
        found = self.database.execute("SELECT upper(name), type FROM sqlite_master").fetchall()
        tables = {name for name, kind in found if kind == "table"}
        if missing := sorted(TABLES - tables):
            older = "DOCUMENTS" in tables and "STATEMENTS" in tables
            raise DocumentError(
                "a database of DNA before version 3; open it in DNA 3 and save it"
                if older
                else f"an SQLite database, but not of DNA: it has no table {missing[0]}"
            )

    def _read_roles(self) -> None:
        """Tell which variables are the person, organization, concept and agreement."""
        by_type: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
        rows = self.database.execute(
            "SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID"
        )
        for variable, name, data_type, statement_type in rows:
            for role, names in ROLES.items():
                if str(name).strip().casefold() in names:
                    by_type[statement_type].setdefault(role, (variable, str(data_type)))
        for statement_type, found in by_type.items():
            if "concept" in found and {"person", "organization"} & found.keys():
                for role, (variable, data_type) in found.items():
                    self.roles[variable] = (statement_type, role, data_type)

    def _name(self, number: int, title: str) -> str:
        """Call a document by its title; a second one of that title by its number too."""
        name = " ".join(title.split()) or f"{self.delivery.name}:{number}"
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name} ({number})"

    def _codings(
        self, number: int, document: Document
    ) -> tuple[list[Coding], list[tuple[int, str]]]:
        """Give what was coded in a document, and why some of it cannot be read."""
        places = _places(document.text)
        rows = self.database.execute(
            "SELECT s.ID, s.Start, s.Stop, s.StatementTypeId, t.Label, c.Name FROM STATEMENTS s "
            "LEFT JOIN STATEMENTTYPES t ON t.ID = s.StatementTypeId "
            "LEFT JOIN CODERS c ON c.ID = s.Coder WHERE s.DocumentId = ? ORDER BY s.ID",
            (number,),
        ).fetchall()
        types = {statement_type for statement_type, _, _ in self.roles.values()}
        codings: list[Coding] = []
        wrong: list[tuple[int, str]] = []
        for statement, start, stop, statement_type, label, coder in rows:
            if statement_type not in types:
                self.left_out[str(label)] += 1
                continue
            try:
                span = _span(document.text, places, start, stop)
                codings.append(self._coding(statement, span, str(coder or "").strip()))
            except DocumentError as error:
                wrong.append((statement, str(error)))
        return codings, wrong

    def _coding(self, statement: int, span: Span, coder: str) -> Coding:
        told = self._values(statement)
        person, organization = told.get("person"), told.get("organization")
        concept, agreement = told.get("concept"), told.get("agreement", 1)
        if not concept:
            raise DocumentError("no concept is coded; code it in DNA and add the database again")
        if not (person or organization):
            raise DocumentError("neither person nor organization is coded; code it in DNA")
        if agreement not in (0, 1, -1):
            raise DocumentError(f"the agreement is {agreement}, neither yes nor no; it is not read")
        return Coding(
            number=statement,
            span=span,
            coder=coder or "DNA",
            person=str(person) if person else None,
            organization=str(organization) if organization else None,
            concept=str(concept),
            agrees=agreement == 1,
        )

    def _values(self, statement: int) -> dict[str, str | int]:
        """Give what was coded of a statement, by role."""
        found: dict[str, str | int] = {}
        texts = self.database.execute(
            "SELECT d.VariableId, e.Value FROM DATASHORTTEXT d "
            "JOIN ENTITIES e ON e.ID = d.Entity WHERE d.StatementId = ?",
            (statement,),
        )
        for variable, value in texts:
            if variable in self.roles and str(value).strip():
                found[self.roles[variable][1]] = " ".join(str(value).split())
        for table in ("DATABOOLEAN", "DATAINTEGER"):
            numbers = self.database.execute(
                f"SELECT VariableId, Value FROM {table} WHERE StatementId = ?",  # noqa: S608
                (statement,),
            )
            for variable, value in numbers:
                if variable in self.roles and isinstance(value, int):
                    found[self.roles[variable][1]] = value
        return found

    def _told(self, documents: int, untaken: int) -> Iterator[Arrival]:
        if not documents:
            raise DocumentError("a DNA database without documents; there is nothing to read")
        name, sha256 = self.delivery.name, self.delivery.sha256
        for label, count in sorted(self.left_out.items()):
            yield refuse(
                f"{name}, {label}",
                f"{count} of this type of statement: it has no concept with a person or "
                "organization, and is not read",
                sha256=sha256,
            )
        if untaken:
            yield refuse(
                f"{name}, statements",
                f"{untaken} coded statements, which only `dragoman add {name}` takes in",
                sha256=sha256,
            )


def _document(
    name: str, text: str, title: object, author: object, source: object, date: object
) -> Document:
    check_text(text)
    return make_document(
        name,
        text,
        outlet=_line(source),
        title=_line(title),
        author=_line(author),
        published=_day(date),
    )


def _line(value: object) -> str | None:
    return " ".join(str(value).replace("\0", " ").split()) or None if value is not None else None


def _day(seconds: object) -> PublishedOn | None:
    """Read a date; midnight is a day whose time nobody has noted, and 0 stands for no date."""
    if not isinstance(seconds, int) or seconds == 0:
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        is_day = moment.time() == datetime.min.time()
        value = moment.date().isoformat() if is_day else moment.isoformat(timespec="seconds")
        return PublishedOn(value=value, basis=DateBasis.METADATA)
    except (OverflowError, OSError, ValueError, RecordError):
        return None


def _places(text: str) -> list[int] | None:
    """Give for each offset of DNA the code point that it is. None: they are the same."""
    if "\r" not in text and (not text or max(text) <= "\uffff"):
        return None
    places: list[int] = []
    for index, character in enumerate(text):
        if character == "\r" and text.startswith("\n", index + 1):
            continue
        places.append(index)
        if character > "\uffff":
            places.append(index)
    places.append(len(text))
    return places


def _span(text: str, places: list[int] | None, start: object, stop: object) -> Span:
    """Give the words of a statement, without white space around them.

    Raises:
        DocumentError: There are none at its place.
    """
    length = len(places) - 1 if places else len(text)
    if not (isinstance(start, int) and isinstance(stop, int) and 0 <= start < stop <= length):
        raise DocumentError(f"its place {start} to {stop} is not in the text; code it again in DNA")
    first, last = (places[start], places[stop]) if places else (start, stop)
    words = text[first:last]
    first += len(words) - len(words.lstrip())
    last -= len(words) - len(words.rstrip())
    if first >= last:
        raise DocumentError(f"there are no words at its place {start} to {stop}")
    return Span.of(text, first, last)
