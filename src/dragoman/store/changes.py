"""Changes: the steps that the writer's transactions are made of."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Table, delete, exists, select, update

from dragoman.errors import SpanError, StoreError
from dragoman.record import (
    Actor,
    Bookmark,
    Claim,
    DateRange,
    Document,
    Quarantine,
    Span,
    Stage,
    Statement,
    digest,
)
from dragoman.store import bearing, dialects, placing, settling, sketches
from dragoman.store.shapes import Row, Shape, batched, insert, spans_in
from dragoman.store.tables import (
    ACTORS,
    BOOKMARKS,
    DATE_RANGES,
    DOCUMENT_ACTORS,
    DOCUMENTS,
    EXECUTIONS,
    HANDLED,
    PAGES,
    QUARANTINE,
    REVISION,
    RUNS,
    STATEMENTS,
    folded,
)


class Identified(Protocol):
    """A record with an id of its own."""

    @property
    def id(self) -> str:
        """Digest of its content."""
        ...


R = TypeVar("R", bound=Identified)


def now() -> str:
    """Tell the instant, for what is kept beside the record."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def add(connection: Connection, shape: Shape[R], record: R) -> bool:
    """Add a record unless it is there; tell whether it is new."""
    if shape.load(connection, [record.id]):
        return False
    insert_records(connection, shape, [record])
    return True


def insert_records(connection: Connection, shape: Shape[R], records: Iterable[R]) -> None:
    """Write records that are not there yet."""
    insert(connection, (row for record in records for row in shape.rows(record, record.id)))


def add_document(connection: Connection, document: Document, version: int) -> bool:
    """Add a document, or take it for the same one before if it ranks higher; tell if it is new."""
    table = DOCUMENTS.table
    wanted = select(table.c.serial, table.c.ingest_version).where(table.c.id == document.id)
    row = connection.execute(wanted).first()
    if row is None:
        beside: dict[str, object] = {"added_at": now(), "ingest_version": version, "said": 0}
        beside |= placing.columns(placing.Dated(document.published, None).days())
        insert(connection, DOCUMENTS.rows(document, document.id, **beside))
        _index_document(connection, connection.execute(wanted).one().serial, document)
        return True
    (there,) = DOCUMENTS.load(connection, [document.id])
    if _rank(document, version) > _rank(there, row.ingest_version):
        newer = update(table).where(table.c.id == document.id)
        connection.execute(newer.values(ingest_version=version))
        if document != there:
            _describe_anew(connection, document)
            _index_document(connection, row.serial, document)
    return False


def _index_document(connection: Connection, serial: int, document: Document) -> None:
    readable = "\n".join(document.text[part.start : part.end] for part in document.readable())
    dialect = dialects.of(connection)
    dialect.unindex(connection, "documents", [serial])
    dialect.index(connection, "documents", [(serial, document.title or "", readable)])


def keep_page(
    connection: Connection, document_id: str, markup: bytes, fetched_at: str | None
) -> None:
    """Keep the page that a document was rendered from, unless one is kept already."""
    there = select(PAGES.c.document).where(PAGES.c.document == document_id)
    if connection.execute(there).first() is None:
        packed = zlib.compress(markup, 9)
        row = {"document": document_id, "markup": packed, "fetched_at": fetched_at}
        connection.execute(PAGES.insert().values(row))


def _rank(document: Document, version: int) -> tuple[int, int, str]:
    """Rank what is told of a document: newer code, then more told.

    The digest only makes the order complete, so that it does not matter what came first.
    """
    known = [document.title, document.author, document.published, document.language]
    told = sum(value is not None for value in known)
    return version, told, digest("version", *astuple(document))


def _describe_anew(connection: Connection, document: Document) -> None:
    documents = DOCUMENTS.table
    (_, row), *lists = DOCUMENTS.rows(document, document.id)
    described = {name: value for name, value in row.items() if name != "text"}
    connection.execute(update(documents).where(documents.c.id == document.id).values(described))
    for shape in DOCUMENTS.lists.values():
        connection.execute(delete(shape.table).where(shape.table.c.document == document.id))
    insert(connection, lists)
    placing.place_documents(connection, [document.id])
    settling.unsettle(connection, document.id)
    sketches.forget(connection, document.id)
    connection.execute(delete(HANDLED).where(HANDLED.c.document == document.id))


def replace_bookmark(connection: Connection, bookmark: Bookmark) -> None:
    """Write how far an archive has been read in the place of what was written before."""
    table = BOOKMARKS.table
    connection.execute(delete(table).where(table.c.archive == bookmark.archive))
    insert(connection, BOOKMARKS.rows(bookmark, bookmark.archive))


def put_aside(connection: Connection, quarantine: Quarantine) -> bool:
    """Write a quarantine in the place of the same one before; tell whether it is new."""
    table = QUARANTINE.table
    same_document = table.c.document.is_not_distinct_from(quarantine.document)
    before = delete(table).where(table.c.id == quarantine.id, same_document)
    there = connection.execute(before).rowcount
    insert(connection, QUARANTINE.rows(quarantine))
    return not there


def accept(connection: Connection, name: str) -> None:
    """Take away what ingest said against an input of this name, now that one came well."""
    table = QUARANTINE.table
    refused = (table.c.name == name) & (table.c.stage == Stage.INGEST.value)
    connection.execute(delete(table).where(refused))


def clear(connection: Connection, document_id: str) -> None:
    """Take away the statements of a document, and what stages after ingest said against it."""
    statements, quarantine = STATEMENTS.table, QUARANTINE.table
    mine = statements.c.document == document_id
    serials = connection.scalars(select(statements.c.serial).where(mine)).all()
    if serials:
        dialects.of(connection).unindex(connection, "statements", serials)
        connection.execute(delete(statements).where(mine))
        bearing.count_statements(connection, [document_id])
    after_ingest = quarantine.c.stage != Stage.INGEST.value
    connection.execute(delete(quarantine).where(quarantine.c.document == document_id, after_ingest))


@contextmanager
def following(connection: Connection, document_id: str) -> Iterator[None]:
    """Follow the changes of the block to a document with what depends on its statements."""
    with settling.unsettling(connection, document_id), bearing.bearing(connection, document_id):
        yield


def change_statements(
    connection: Connection,
    document_id: str,
    before: Iterable[Statement],
    after: Sequence[Statement],
) -> None:
    """Bring a document from some statements to others; those that stay the same are left alone."""
    there, wanted = set(before), set(after)
    gone = [statement.id for statement in there - wanted]
    table = STATEMENTS.table
    for batch in batched(sorted(gone)):
        serials = connection.scalars(select(table.c.serial).where(table.c.id.in_(batch))).all()
        dialects.of(connection).unindex(connection, "statements", serials)
        connection.execute(delete(table).where(table.c.id.in_(batch)))
    insert_statements(connection, document_id, [s for s in after if s not in there])


def insert_statements(
    connection: Connection, document_id: str, statements: Sequence[Statement]
) -> None:
    """Write statements of a document that are not there; the same one twice is one."""
    given = dict.fromkeys(statements)
    dated = placing.dated(connection, [document_id])[document_id]
    published = select(DOCUMENTS.table.c.outlet).where(DOCUMENTS.table.c.id == document_id)
    outlet = connection.scalar(published)
    insert(connection, (row for s in given for row in _statement_rows(s, dated, outlet)))
    table = STATEMENTS.table.c
    mine = select(table.id, table.serial).where(table.document == document_id)
    serials = {row.id: row.serial for row in connection.execute(mine)}
    entries = [
        (
            serials[statement.id],
            " … ".join(span.text for span in statement.content),
            statement.speaker.name if statement.speaker else "",
        )
        for statement in given
    ]
    dialects.of(connection).index(connection, "statements", entries)
    bearing.place_statements(connection, [document_id])


def _statement_rows(
    statement: Statement, dated: placing.Dated, outlet: str | None
) -> Iterator[tuple[Table, Row]]:
    return STATEMENTS.rows(
        statement,
        statement.id,
        begins=statement.content[0].start,
        speaker_folded=folded(statement.speaker.name) if statement.speaker else None,
        outlet=outlet,
        **placing.columns(dated.days(statement.said_on)),
    )


def replace_date_range(
    connection: Connection, document_id: str, date_range: DateRange | None
) -> None:
    """Make this the range of a document. None: it has none."""
    table = DATE_RANGES.table
    there = connection.execute(delete(table).where(table.c.document == document_id)).rowcount
    if date_range is not None:
        insert(connection, DATE_RANGES.rows(date_range, document_id))
    if there or date_range is not None:
        placing.place_documents(connection, [document_id])


def replace_actors(connection: Connection, document_id: str, actors: Sequence[Actor]) -> None:
    """Make these the actors that a document brings; one that no document brings goes."""
    links, table = DOCUMENT_ACTORS.c, ACTORS.table.c
    brought_before = select(links.version).where(links.document == document_id)
    before = set(connection.scalars(brought_before))
    given = {digest("version", *astuple(actor)): actor for actor in actors}
    there = set(connection.scalars(select(table.version).where(table.version.in_(list(given)))))
    fresh = sorted(given.keys() - there)
    insert(connection, (row for version in fresh for row in ACTORS.rows(given[version], version)))
    insert(
        connection,
        (
            (DOCUMENT_ACTORS, {"document": document_id, "version": version})
            for version in sorted(given.keys() - before)
        ),
    )
    if gone := sorted(before - given.keys()):
        mine = (links.document == document_id) & links.version.in_(gone)
        connection.execute(delete(DOCUMENT_ACTORS).where(mine))
        still_brought = exists().where(links.version == table.version)
        connection.execute(delete(ACTORS.table).where(table.version.in_(gone), ~still_brought))


def count_revision(connection: Connection) -> None:
    """Count a transaction that writes."""
    connection.execute(update(REVISION).values(number=REVISION.c.number + 1))


def mark(connection: Connection, document_id: str, run_id: str) -> None:
    """Note that a run has handled a document; what later stages had made of it is out of date."""
    stage = connection.scalar(select(RUNS.table.c.stage).where(RUNS.table.c.id == run_id))
    if stage is None:
        raise StoreError(f"run {run_id} is not in the record; add it before its results")
    stages = list(Stage)
    from_here = [later.value for later in stages[stages.index(Stage(stage)) :]]
    connection.execute(
        delete(HANDLED).where(HANDLED.c.document == document_id, HANDLED.c.stage.in_(from_here))
    )
    insert(connection, [(HANDLED, {"document": document_id, "stage": stage, "run": run_id})])


def check_spans(
    connection: Connection, records: Iterable[object], document_id: str | None = None
) -> None:
    """See that the documents are there, and have at every span the characters it says.

    Raises:
        SpanError: A span has other characters.
        StoreError: A document is not there.
    """
    spans: dict[str | None, list[Span]] = defaultdict(list)
    if document_id is not None:
        spans[document_id] = []
    for record in records:
        for document, span in spans_in(record):
            spans[document].append(span)
    documents = DOCUMENTS.table.c
    for batch in batched(list(spans)):
        texts = select(documents.id, documents.text).where(documents.id.in_(batch))
        if len(batch) > 1:
            # One text at a time in memory, however long they are.
            texts = texts.execution_options(yield_per=1)
        with connection.execute(texts) as rows:
            for id_, text in rows:
                _check_text(id_, text, spans.pop(id_))
    if spans:
        raise StoreError(f"document {next(iter(spans))} is not in the record; add it first")


def _check_text(document_id: str, text: str, spans: Iterable[Span]) -> None:
    for span in spans:
        if not span.holds_in(text):
            raise SpanError(
                f"document {document_id} has {text[span.start : span.end]!r} at "
                f"[{span.start}, {span.end}), not {span.text!r}"
            )


def check_claims(connection: Connection, claims: Sequence[Claim]) -> None:
    """See that the statements and figures of claims are there.

    Raises:
        SpanError: The span of a figure has other characters.
        StoreError: A statement or a document is not there.
    """
    check_spans(connection, claims)
    named = {statement for claim in claims for statement in claim.statements}
    statements = STATEMENTS.table.c
    there: set[str] = set()
    for batch in batched(named):
        there.update(connection.scalars(select(statements.id).where(statements.id.in_(batch))))
    if missing := named - there:
        raise StoreError(f"a claim rests on statement {min(missing)}, which is not in the record")


def start(connection: Connection, run_id: str) -> int:
    """Log that a run begins; give the number of the entry."""
    started = EXECUTIONS.insert().values(run=run_id, started_at=now())
    serial: int = connection.execute(started.returning(EXECUTIONS.c.serial)).scalar_one()
    return serial


def finish(connection: Connection, serial: int) -> None:
    """Log that a run has ended."""
    mine = EXECUTIONS.c.serial == serial
    connection.execute(update(EXECUTIONS).where(mine).values(finished_at=now()))
