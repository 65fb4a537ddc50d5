"""View: the record as it is read, in record types and in an order that content alone decides."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Select, func, select

from dragoman.record import (
    Actor,
    Bookmark,
    Claim,
    Comparison,
    DateRange,
    Document,
    Family,
    Judgement,
    Kinship,
    Meeting,
    Plan,
    PositionBasis,
    PositionStep,
    Quarantine,
    Run,
    Shift,
    Statement,
)
from dragoman.store import dialects, finders
from dragoman.store.derived import ACTOR_TALLIES, COVERAGE_DAYS, UNKNOWN, total
from dragoman.store.family_tables import COMPARISONS, FAMILIES, KINSHIPS
from dragoman.store.finders import StatementFilter
from dragoman.store.hits import Hit
from dragoman.store.queries.paging import Query
from dragoman.store.shapes import BATCH, Shape
from dragoman.store.tables import (
    ACTORS,
    BOOKMARKS,
    CLAIMS,
    DATE_RANGES,
    DOCUMENTS,
    EXECUTIONS,
    JUDGEMENTS,
    MEETINGS,
    PAGES,
    PLANS,
    POSITION_BASES,
    POSITION_STEPS,
    QUARANTINE,
    REVISION,
    RUNS,
    SHIFTS,
    STATEMENT_TALLIES,
    STATEMENTS,
)

T = TypeVar("T")

# Documents are built few at a time: one may be a web page of several megabytes, and a stream of
# them must not fill the memory.
DOCUMENT_BATCH = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much of everything the record holds.

    Attributes:
        documents: Accepted documents.
        quarantine: Documents that a stage could not read.
        runs: Runs of all stages.
        statements: All statements.
        unresolved: Those of them without a speaker.
        actors: Actors that documents speak of.
        claims: Claims.
        meetings: Meetings.
        plans: Plans.
        judgements: Judgements.
    """

    documents: int
    quarantine: int
    runs: int
    statements: int
    unresolved: int
    actors: int
    claims: int
    meetings: int
    plans: int
    judgements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """One time that a run was carried out: a log for people, no part of the record.

    Attributes:
        run: Id of the run.
        started_at: ISO 8601 instant in UTC.
        finished_at: ISO 8601 instant in UTC. None: it is under way, or was cut off.
    """

    run: str
    started_at: str
    finished_at: str | None


class View:
    """Reads the record.

    Iterators stream: they hold one batch of records, and each sees the record as it was when it
    was started, whatever is written meanwhile (pending sees what is new). All methods raise
    StoreError if the database cannot be read.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Read through connections that are opened for each call."""
        self._connect = connect

    def ask(self, query: Query[T]) -> T:
        """Answer a query (dragoman.store.queries).

        Raises:
            QueryError: It is malformed.
        """
        with self._connect() as connection:
            return query.run(connection)

    def document(self, id_: str) -> Document | None:
        """Give the document of this id. None: there is none."""
        return next(iter(self._load(DOCUMENTS, [id_])), None)

    def documents(
        self,
        *,
        outlet: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        by_date: bool = False,
    ) -> Iterator[Document]:
        """Stream documents, ordered by name, or by date with the undated last.

        Args:
            outlet: Only those that it published.
            language: Only those in this language.
            since: Only those published on this day or later; a month may be all that is known.
            until: Only those published on this day or earlier.
            by_date: Order by date instead of name.
        """
        keys = finders.documents_where(
            outlet=outlet, language=language, since=since, until=until, by_date=by_date
        )
        return self._stream(DOCUMENTS, keys, DOCUMENT_BATCH)

    def pending(self, run_id: str) -> Iterator[Document]:
        """Stream the documents that a run has not handled yet, ordered by name.

        The record may be written between one document and the next, and no transaction stays
        open meanwhile.
        """
        after = ("", "")
        while True:
            with self._connect() as connection:
                keys = finders.documents_pending(run_id, after, DOCUMENT_BATCH)
                batch = DOCUMENTS.load(connection, connection.scalars(keys).all())
            if not batch:
                return
            yield from batch
            after = (batch[-1].name, batch[-1].id)

    def added_at(self, document_id: str) -> str | None:
        """Tell the instant at which a document was added. None: there is no such document."""
        documents = DOCUMENTS.table.c
        with self._connect() as connection:
            return connection.scalar(select(documents.added_at).where(documents.id == document_id))

    def page(self, document_id: str) -> bytes | None:
        """Give the web page that a document's text was rendered from. None: it came as text."""
        with self._connect() as connection:
            wanted = select(PAGES.c.markup).where(PAGES.c.document == document_id)
            compressed = connection.scalar(wanted)
        return None if compressed is None else zlib.decompress(compressed)

    def fetched_at(self, document_id: str) -> str | None:
        """Tell when a document's page was fetched. None: not known, or it has no page."""
        with self._connect() as connection:
            wanted = select(PAGES.c.fetched_at).where(PAGES.c.document == document_id)
            return connection.scalar(wanted)

    def bookmark(self, archive: str) -> Bookmark | None:
        """Tell how far the archive of a name has been read. None: not at all."""
        return next(iter(self._load(BOOKMARKS, [archive])), None)

    def statement(self, id_: str) -> Statement | None:
        """Give the statement of this id. None: there is none."""
        return next(iter(self.statements_of([id_])), None)

    def statements_of(self, ids: Sequence[str]) -> list[Statement]:
        """Give the statements of these ids, in that order, without those that are not there."""
        return self._load(STATEMENTS, ids)

    def statements(self, wanted: StatementFilter | None = None) -> Iterator[Statement]:
        """Stream statements, ordered by their document's name and then by place."""
        keys = finders.statements_where(wanted or StatementFilter())
        return self._stream(STATEMENTS, keys)

    def date_ranges(self) -> Iterator[DateRange]:
        """Stream between which days undated documents were published, ordered by their names.

        A document that was told a date since it was read has none.
        """
        return self._stream(DATE_RANGES, finders.date_ranges_known())

    def families(self) -> Iterator[Family]:
        """Stream the families of documents that carry one text, ordered by id."""
        return self._stream(FAMILIES, select(FAMILIES.table.c.id).order_by(FAMILIES.table.c.id))

    def kinships(self) -> Iterator[Kinship]:
        """Stream which two documents have words in common, ordered by id."""
        return self._stream(KINSHIPS, select(KINSHIPS.table.c.id).order_by(KINSHIPS.table.c.id))

    def comparisons(self) -> Iterator[Comparison]:
        """Stream what documents left out, added and changed against another, ordered by id."""
        ids = select(COMPARISONS.table.c.id)
        return self._stream(COMPARISONS, ids.order_by(COMPARISONS.table.c.id))

    def position_bases(self) -> Iterator[PositionBasis]:
        """Stream what positions rest on, cell by cell, each in its order."""
        return self._stream(POSITION_BASES, finders.BASES_IN_ORDER)

    def position_steps(self) -> Iterator[PositionStep]:
        """Stream what parties hold from which day on, cell by cell; the undated step is last."""
        return self._stream(POSITION_STEPS, finders.STEPS_IN_ORDER)

    def shifts(self) -> Iterator[Shift]:
        """Stream the changes of positions, the earliest first."""
        return self._stream(SHIFTS, finders.SHIFTS_IN_ORDER)

    def actors(self) -> Iterator[Actor]:
        """Stream the actors that documents speak of, ordered by name."""
        return self._stream(ACTORS, finders.actors_known())

    def quarantine(self) -> Iterator[Quarantine]:
        """Stream what stages could not read, ordered by name."""
        return self._stream(QUARANTINE, finders.QUARANTINE_IN_ORDER)

    def runs(self) -> Iterator[Run]:
        """Stream the runs, ordered by stage and versions."""
        return self._stream(RUNS, finders.RUNS_IN_ORDER)

    def claims(self) -> Iterator[Claim]:
        """Stream the claims, ordered by their text."""
        return self._stream(CLAIMS, finders.CLAIMS_IN_ORDER)

    def meetings(self) -> Iterator[Meeting]:
        """Stream the meetings, ordered by date with the undated last."""
        return self._stream(MEETINGS, finders.MEETINGS_IN_ORDER)

    def plans(self) -> Iterator[Plan]:
        """Stream the plans, ordered by date, the undated last, and name."""
        return self._stream(PLANS, finders.PLANS_IN_ORDER)

    def judgements(self) -> Iterator[Judgement]:
        """Stream the judgements, the oldest first."""
        return self._stream(JUDGEMENTS, finders.JUDGEMENTS_IN_ORDER)

    def revision(self) -> int:
        """Tell the number of the record's revision, which grows with every write to it."""
        with self._connect() as connection:
            return connection.scalar(select(REVISION.c.number)) or 0

    def executions(self) -> list[Execution]:
        """List when runs were carried out, the first first."""
        columns = EXECUTIONS.c
        wanted = select(columns.run, columns.started_at, columns.finished_at)
        with self._connect() as connection:
            rows = connection.execute(wanted.order_by(columns.serial)).all()
        return [Execution(run=run, started_at=a, finished_at=b) for run, a, b in rows]

    def search_documents(self, query: str, limit: int = 20) -> list[Hit]:
        """Find documents by words of their title, headline, body and captions, best match first.

        Args:
            query: Words that must all be there, whatever their case and accents; `"words in
                this order"`; `negot*` for a beginning. No query is an error.
            limit: How many at most.
        """
        with self._connect() as connection:
            return dialects.of(connection).search(connection, "documents", query, limit)

    def search_statements(self, query: str, limit: int = 20) -> list[Hit]:
        """Find statements by words of their content or speaker, best match first.

        Args:
            query: As for documents.
            limit: How many at most.
        """
        with self._connect() as connection:
            return dialects.of(connection).search(connection, "statements", query, limit)

    def counts(self) -> Counts:
        """Count what the record holds."""
        actors, unknown = ACTORS.table, ACTOR_TALLIES.c.speaker_id == UNKNOWN
        said = select(total(STATEMENT_TALLIES.c.number))
        unresolved = select(ACTOR_TALLIES.c.number).where(unknown)
        with self._connect() as connection:

            def count(shape: Shape[T]) -> int:
                return connection.scalar(select(func.count()).select_from(shape.table)) or 0

            return Counts(
                documents=connection.scalar(select(total(COVERAGE_DAYS.c.number))) or 0,
                quarantine=count(QUARANTINE),
                runs=count(RUNS),
                statements=connection.scalar(said) or 0,
                unresolved=connection.scalar(unresolved) or 0,
                actors=connection.scalar(select(func.count(actors.c.id.distinct()))) or 0,
                claims=count(CLAIMS),
                meetings=count(MEETINGS),
                plans=count(PLANS),
                judgements=count(JUDGEMENTS),
            )

    def _load(self, shape: Shape[T], keys: Sequence[str]) -> list[T]:
        with self._connect() as connection:
            return shape.load(connection, keys)

    def _stream(self, shape: Shape[T], keys: Select[tuple[str]], batch: int = BATCH) -> Iterator[T]:
        by_batch = keys.execution_options(yield_per=batch)
        with self._connect() as connection, connection.execute(by_batch) as streamed:
            for rows in streamed.partitions():
                yield from shape.load(connection, [key for (key,) in rows])
