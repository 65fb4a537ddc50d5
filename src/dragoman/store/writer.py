"""Writer: the only hand that changes the record, one whole transaction at a time."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, delete, select

from dragoman.errors import StoreError
from dragoman.record import (
    Actor,
    Bookmark,
    Claim,
    Comparison,
    DateRange,
    Document,
    Judgement,
    Kinship,
    Meeting,
    Plan,
    PositionBasis,
    Quarantine,
    Run,
    Statement,
)
from dragoman.store import changes, judging, kin, placing, ranking, relating, settling, sketches
from dragoman.store.changes import R
from dragoman.store.judging import Changed, Decide
from dragoman.store.kin import Kindred
from dragoman.store.relating import ClaimIndex, Renewal, ToldEvents
from dragoman.store.settling import Course
from dragoman.store.shapes import Shape, batched
from dragoman.store.sketches import Sketched
from dragoman.store.tables import CLAIMS, DOCUMENTS, MEETINGS, PLANS, REVISION, RUNS


class Writer:
    """Writes the record.

    Each method is one transaction: a process that is killed leaves all of it or nothing. Doing
    the same again changes nothing. All methods raise StoreError if the database cannot be
    written, or if what is given names a record that is not there.
    """

    def __init__(self, begin: Callable[[], AbstractContextManager[Connection]]) -> None:
        """Write through transactions that are opened for each call, and counted."""

        @contextmanager
        def counted() -> Iterator[Connection]:
            with begin() as connection:
                yield connection
                changes.count_revision(connection)

        self._begin = counted

    def add_document(
        self,
        document: Document,
        markup: bytes | None = None,
        ingest_version: int = 0,
        fetched_at: str | None = None,
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
            fetched_at: When the page was fetched. None: not known, or it is no page.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            new = changes.add_document(connection, document, ingest_version)
            changes.accept(connection, document.name)
            if markup is not None:
                changes.keep_page(connection, document.id, markup, fetched_at)
            return new

    def add_quarantine(self, quarantine: Quarantine) -> bool:
        """Add a document that could not be read, or the reason as it is understood now.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            return changes.put_aside(connection, quarantine)

    def keep_bookmark(self, bookmark: Bookmark) -> None:
        """Remember how far an archive has been read, in the place of what was remembered."""
        with self._begin() as connection:
            changes.replace_bookmark(connection, bookmark)

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
        decide: Decide | None = None,
    ) -> None:
        """Put what a run found in a document in the place of what was found before.

        What people have decided about the document is put on it, so that it does not matter
        whether they or the run came first.

        The document counts as handled by this run, and no more by runs of later stages. If it
        was in quarantine after ingest, it no longer is.

        Args:
            document_id: Id of the document.
            run_id: Id of the run.
            statements: What it found.
            actors: Everyone who speaks in them.
            date_range: When an undated document may have been published. None: it has a date.
            decide: Puts judgements on what was found. None: there are none, or they are left out.

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
            with changes.following(connection, document_id):
                changes.clear(connection, document_id)
                judging.forget(connection, document_id)
                if decide is not None:
                    judged = judging.judged_reading(connection, document_id, statements, decide)
                    if judged is not None:
                        statements, actors = judged.statements, [*actors, *judged.actors]
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
            with changes.following(connection, quarantine.document):
                changes.clear(connection, quarantine.document)
                judging.forget(connection, quarantine.document)
                changes.replace_date_range(connection, quarantine.document, None)
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
                    settling.unsettle(connection, date_range.document)

    def put_days(self) -> int:
        """Work out anew when documents were published and statements made, as far as is told.

        What the other methods write has its days already; this is for what older versions wrote.

        Returns:
            How many of them have other days than before.
        """
        with self._begin() as connection:
            ids = connection.scalars(select(DOCUMENTS.table.c.id)).all()
            return placing.place_documents(connection, ids)

    def put_positions(
        self,
        *,
        documents: Collection[str] = (),
        bases: Iterable[PositionBasis] = (),
        courses: Sequence[Course] = (),
        settled: Collection[str] | None = (),
        revision: int | None = None,
    ) -> bool:
        """Put what was derived in the place of what had been.

        Args:
            documents: The documents whose bases are given.
            bases: All that they have.
            courses: The cells whose steps and shifts are given, with all that they have.
            settled: The documents whose positions are up to date with this. None: all are.
            revision: The record's revision from which it was derived; if the record has been
                written since, nothing is put. None: whatever was written.

        Returns:
            Whether it was put.
        """
        with self._begin() as connection:
            if revision is not None and connection.scalar(select(REVISION.c.number)) != revision:
                return False
            settling.replace_bases(connection, documents, bases)
            settling.replace_courses(connection, courses)
            settling.settle(connection, settled)
            return True

    def rank_review(self, parties: Iterable[str], documents: Collection[str] | None = None) -> None:
        """Work out anew which statements a person should look at first (dragoman.store.ranking).

        Args:
            parties: The codebook's parties.
            documents: The documents whose statements are ranked. None: all.
        """
        with self._begin() as connection:
            ranking.rank(connection, parties, documents)

    def put_claims(self, claims: Iterable[Claim], index: ClaimIndex | None = None) -> None:
        """Put these claims in the place of all claims.

        Args:
            claims: The claims.
            index: What tells which of them a change can reach. None: nothing does.

        Raises:
            SpanError: A span does not have the characters that its document has there.
            StoreError: A statement or document is not there, or a claim is there twice.
        """

        def finish(connection: Connection) -> None:
            placing.place_claims(connection)
            relating.put_index(connection, index or ClaimIndex(stems={}, keys=()))

        self._replace_all(CLAIMS, claims, changes.check_claims, finish)

    def put_events(self, events: Sequence[ToldEvents]) -> None:
        """Put what documents tell of meetings and plans in the place of what they did.

        Raises:
            SpanError: A span does not have the characters that its document has there.
        """
        with self._begin() as connection:
            relating.put_events(connection, events)

    def put_meetings(self, meetings: Iterable[Meeting]) -> None:
        """Put these meetings in the place of all meetings; raises as put_claims does."""
        self._replace_all(MEETINGS, meetings, changes.check_spans, relating.note_meetings)

    def put_plans(self, plans: Iterable[Plan]) -> None:
        """Put these plans in the place of all plans; raises as put_claims does."""
        self._replace_all(PLANS, plans, changes.check_spans, relating.note_plans)

    def put_sketches(
        self, given: Iterable[tuple[int, Sketched]], rows: Iterable[tuple[int, int]]
    ) -> None:
        """Hold documents in the index by which copies are found.

        Args:
            given: Serial numbers of documents with their sketches.
            rows: Keys, each with the serial number of a document that is to be held under it.
        """
        with self._begin() as connection:
            sketches.put_sketches(connection, given, rows)

    def put_kinships(self, documents: Sequence[str], kinships: Iterable[Kinship]) -> None:
        """Add kinships, and note that documents have been compared with all that may be kin."""
        with self._begin() as connection:
            kin.put_kinships(connection, documents, kinships)

    def put_comparisons(self, comparisons: Sequence[Comparison]) -> None:
        """Add comparisons, or what they are now.

        Raises:
            SpanError: A passage does not have the characters that its document has there.
            StoreError: A document is not there.
        """
        with self._begin() as connection:
            kin.put_comparisons(connection, comparisons)

    def put_kindred(self, kindred: Kindred) -> None:
        """Put the families and versions of documents in the place of those they were of."""
        with self._begin() as connection:
            kin.put_kindred(connection, kindred)

    def append_judgement(self, judgement: Judgement) -> bool:
        """Append a person's decision; none is ever changed or taken away.

        Returns:
            Whether it is new.
        """
        with self._begin() as connection:
            return judging.append_one(connection, judgement, now=False)

    def judge(
        self,
        document_id: str,
        judgements: Iterable[Judgement],
        decide: Decide,
        *,
        now: bool = False,
    ) -> Changed:
        """Append people's decisions about a document, and make its statements of all of them.

        What depends on the document is noted to be derived anew (View.ask of ToRelate).

        Args:
            document_id: Id of the document.
            judgements: New decisions about it.
            decide: Makes its statements from the machine's and all its judgements. What it raises
                leaves everything as it was.
            now: Whether they are made now: they come behind all that are there, whatever the
                clock says.

        Raises:
            SpanError: A decided span has other characters.
            StoreError: The document is not there.
        """
        with self._begin() as connection:
            judging.append(connection, judgements, now=now)
            with changes.following(connection, document_id):
                changed = judging.judge(connection, document_id, decide)
                changes.check_spans(connection, changed.after, document_id)
            return changed

    def renew(self, renewal: Renewal, revision: int | None = None) -> bool:
        """Put what depends on judged documents in the place of what did; raises as put_claims does.

        Args:
            renewal: What depends on them.
            revision: As for put_positions.

        Returns:
            Whether it was put.
        """
        with self._begin() as connection:
            if revision is not None and connection.scalar(select(REVISION.c.number)) != revision:
                return False
            relating.renew(connection, renewal)
            judging.related(connection, [told.document for told in renewal.events])
            return True

    def related(self, documents: Iterable[str]) -> None:
        """Note that what depends on judged documents has been derived."""
        with self._begin() as connection:
            judging.related(connection, documents)

    def _replace_all(
        self,
        shape: Shape[R],
        records: Iterable[R],
        check: Callable[[Connection, Sequence[R]], None],
        finish: Callable[[Connection], None] = lambda _: None,
    ) -> None:
        with self._begin() as connection:
            connection.execute(delete(shape.table))
            for batch in batched(records):
                check(connection, batch)
                changes.insert_records(connection, shape, batch)
            finish(connection)
