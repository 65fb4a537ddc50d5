"""Writer: the only hand that changes the record, one whole transaction at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, delete

from dragoman.errors import StoreError
from dragoman.record import (
    Actor,
    Claim,
    DateRange,
    Document,
    Judgement,
    Meeting,
    Plan,
    Quarantine,
    Run,
    Statement,
)
from dragoman.store import changes
from dragoman.store.changes import R
from dragoman.store.shapes import Shape, batched
from dragoman.store.tables import CLAIMS, JUDGEMENTS, MEETINGS, PLANS, RUNS


class Writer:
    """Writes the record.

    Each method is one transaction: a process that is killed leaves all of it or nothing. Doing
    the same again changes nothing. All methods raise StoreError if the database cannot be
    written, or if what is given names a record that is not there.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Write through transactions that are opened for each call."""
        self._begin = begin

    def add_document(
        self, document: Document, markup: bytes | None = None, ingest_version: int = 0
    ) -> bool:
        """Add a document; what ingest had put in quarantine under its name goes.

        Where it is there already with other metadata or segments, the one that newer code made
        is kept, of the same code the one that tells more, so that it does not matter which came
        first; the text is the same by its id. What stages had made of the other is then pending
        again.

        Args:
            document: The document.
            markup: The web page that its text was rendered from, as it came. None: it came as
                text.
            ingest_version: How new the code is that made it, as a number that only grows.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            new = changes.add_document(connection, document, ingest_version)
            changes.accept(connection, document.name)
            if markup is not None:
                changes.keep_page(connection, document.id, markup)
            return new

    def add_quarantine(self, quarantine: Quarantine) -> bool:
        """Add a document that could not be read, or the reason as it is understood now.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            return changes.put_aside(connection, quarantine)

    def add_run(self, run: Run) -> bool:
        """Add a run, before anything that it finds.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            return changes.add(connection, RUNS, run)

    @contextmanager
    def execution(self, run_id: str) -> Iterator[None]:
        """Log that a run is carried out, from the start of the block to its end."""
        with self._begin() as connection:
            serial = changes.start(connection, run_id)
        yield
        with self._begin() as connection:
            changes.finish(connection, serial)

    def put_reading(
        self,
        document_id: str,
        run_id: str,
        statements: Sequence[Statement],
        actors: Sequence[Actor],
        date_range: DateRange | None = None,
    ) -> None:
        """Put what a run found in a document in the place of what was found before.

        The document counts as handled by this run, and no more by runs of later stages. If it
        was in quarantine after ingest, it no longer is.

        Args:
            document_id: Id of the document.
            run_id: Id of the run.
            statements: What it found.
            actors: Everyone who speaks in them.
            date_range: When an undated document may have been published. None: it has a date.

        Raises:
            SpanError: A span does not have the characters that the document has there.
            StoreError: The document or the run is not there, a statement or the range is of
                another document, or two different statements have the same spans.
        """
        found: list[Statement | DateRange] = [*statements, *([date_range] if date_range else [])]
        if any(record.document != document_id for record in found):
            raise StoreError(f"a reading of document {document_id} has another's statements")
        with self._begin() as connection:
            changes.check_spans(connection, found, document_id)
            changes.clear(connection, document_id)
            changes.replace_date_range(connection, document_id, date_range)
            changes.insert_statements(connection, document_id, statements)
            changes.replace_actors(connection, document_id, actors)
            changes.mark(connection, document_id, run_id)

    def fail_document(self, quarantine: Quarantine, run_id: str) -> None:
        """Put a document aside that a run could not read, so that the run does not try it again.

        What earlier runs found in it goes: the record is what the last run makes of it.

        Raises:
            StoreError: The document or the run is not there.
        """
        if quarantine.document is None:
            raise StoreError(f"{quarantine.name}: failing after ingest needs the document's id")
        with self._begin() as connection:
            changes.clear(connection, quarantine.document)
            changes.replace_actors(connection, quarantine.document, ())
            changes.put_aside(connection, quarantine)
            changes.mark(connection, quarantine.document, run_id)

    def put_date_ranges(self, date_ranges: Iterable[DateRange]) -> None:
        """Put ranges in the place of those that their documents had; the others stay.

        Raises:
            SpanError: A span does not have the characters that its document has there.
            StoreError: A document or run is not there.
        """
        with self._begin() as connection:
            for batch in batched(date_ranges):
                changes.check_spans(connection, batch)
                for date_range in batch:
                    changes.replace_date_range(connection, date_range.document, date_range)

    def put_claims(self, claims: Iterable[Claim]) -> None:
        """Put these claims in the place of all claims.

        Raises:
            SpanError: A span does not have the characters that its document has there.
            StoreError: A statement or document is not there, or a claim is there twice.
        """
        self._replace_all(CLAIMS, claims, changes.check_claims)

    def put_meetings(self, meetings: Iterable[Meeting]) -> None:
        """Put these meetings in the place of all meetings; raises as put_claims does."""
        self._replace_all(MEETINGS, meetings, changes.check_spans)

    def put_plans(self, plans: Iterable[Plan]) -> None:
        """Put these plans in the place of all plans; raises as put_claims does."""
        self._replace_all(PLANS, plans, changes.check_spans)

    def append_judgement(self, judgement: Judgement) -> bool:
        """Append a person's decision; none is ever changed or taken away.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            return changes.add(connection, JUDGEMENTS, judgement)

    def _replace_all(
        self,
        shape: Shape[R],
        records: Iterable[R],
        check: Callable[[Connection, Sequence[R]], None],
    ) -> None:
        with self._begin() as connection:
            connection.execute(delete(shape.table))
            for batch in batched(records):
                check(connection, batch)
                changes.insert_records(connection, shape, batch)
