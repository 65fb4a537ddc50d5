"""A dossier that is open: read, added to, run and corrected from Python."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman import pipeline
from dragoman.errors import JudgementError
from dragoman.ingest import ingest
from dragoman.ingest.patterns import Patterns
from dragoman.opening.past import PastRecord, past_record
from dragoman.opening.reading import Day, RecordReader, iso
from dragoman.record import AsOf, Codebook, Decision, Field, Judgement, Statement
from dragoman.record.forms import choice, written
from dragoman.record.judgements import WITH_VALUE
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.settings import Dossier, open_dossier, read_settings
from dragoman.settings.codebooks import read_codebook
from dragoman.store import Store

Progress = Callable[[str], None]
"""Called with the name of each document when it is done."""


def open_folder(folder: str | Path = ".") -> "OpenDossier":
    """Open the dossier in a folder; close it, or use it as a context manager.

    Raises:
        DossierError: There is none, or its file is malformed.
        StoreError: Its record cannot be opened.
    """
    dossier = open_dossier(Path(folder))
    return OpenDossier(dossier, Store.open(dossier.record_place))


def nothing(_: str) -> None:
    """Let progress pass unseen."""


class OpenDossier(RecordReader):
    """A dossier that is open. Close it, or use it as a context manager.

    Several threads may use one.
    """

    def __init__(self, dossier: Dossier, store: Store) -> None:
        """Work on a dossier and its record; dragoman.open is the way to one."""
        super().__init__(store)
        self.dossier = dossier

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<dossier {self.title!r} in {self.dossier.folder}>"

    def close(self) -> None:
        """Close the record; nothing can be asked afterwards."""
        self._store.close()

    @property
    def title(self) -> str:
        """What pages and briefs are headed with."""
        return self.dossier.title

    @property
    def parties(self) -> tuple[str, ...]:
        """The sides, by canonical name."""
        return self.dossier.parties

    @property
    def codebook(self) -> Codebook | None:
        """The concepts that statements are coded with. None: the dossier has no codebook.

        Raises:
            CodebookError: It is malformed.
        """
        path = self.dossier.codebook_path
        return read_codebook(path) if path.is_file() else None

    def as_of(
        self,
        *,
        said: Day | None = None,
        published: Day | None = None,
        recorded: Day | None = None,
    ) -> PastRecord:
        """Give the record as it stood; what counts has happened by each day that is told.

        It is made in a copy, which goes when the past record is closed.

        Args:
            said: Only statements that are known to be made by the end of this day count.
            published: Only documents that are known to be published by then count.
            recorded: Only what was in the dossier by then counts: documents added, statements
                read, decisions made. A day in UTC, or an instant (a datetime, or its text).

        Raises:
            QueryError: No day is told.
            RecordError: A day is malformed.
            StoreError: The record cannot be copied.
        """
        when = AsOf(said=iso(said), published=iso(published), recorded=iso(recorded))
        return past_record(self._store, when, self._knowledge())

    def add(self, *inputs: str | Path, progress: Progress = nothing) -> pipeline.Added:
        """Take articles in, as `dragoman add` does; what is there already is left alone.

        Args:
            inputs: Files of any form that is read, and folders.
            progress: Called with the name of each document.
        """
        codings = pipeline.CodingsTaken(self._store, self._knowledge, self.codebook)
        patterns = self.dossier.sources.patterns or Patterns()
        arrivals = ingest(map(Path, inputs), patterns=patterns, codings=codings)
        added = pipeline.add(arrivals, self._store, progress)
        codings.judge()
        return replace(added, quarantined=added.quarantined + codings.aside)

    def run(self, *, reader: str | None = None, progress: Progress = nothing) -> pipeline.Ran:
        """Read and resolve what has not been read yet, as `dragoman run` does.

        Args:
            reader: Name of the reader. None: DRAGOMAN_READER or the default.
            progress: Called with the name of each document.

        Raises:
            ModelError: There is no such reader.
            KnowledgeError: The dossier's actors.yaml is malformed.
            CodebookError: Its codebook.yaml is.
        """
        chosen = pipeline.reader_named(reader or read_settings().reader)
        knowledge, codebook = self._knowledge(), self.codebook
        taught = codebook and pipeline.taught_by(self._store, codebook, knowledge)
        return pipeline.run(self._store, chosen, knowledge, progress, pipeline.coder_for(taught))

    def judge(
        self,
        statement: Statement | str,
        decision: Decision | str,
        *,
        author: str,
        field: Field | str | None = None,
        value: object = None,
    ) -> Judgement:
        """Append a decision about a statement; what depends on it is made anew at once.

        Args:
            statement: The statement, or its id.
            decision: "accept", "correct", "reject", "split" or "merge"; add_statement adds one.
            author: Who decides.
            field: For "correct": what is corrected.
            value: For "correct", "split" and "merge": what is decided, as JSON has it
                (dragoman.record.corrections).

        Raises:
            JudgementError: There is no such statement, or the decision does not fit it.
            RecordError: There is no such decision or field, the value has another form than its
                field, or the codebook lacks a concept; the message says where.
        """
        found = self.statement(statement) if isinstance(statement, str) else statement
        if found is None:
            raise JudgementError(f"there is no statement {statement}")
        chosen = choice(Decision, decision, "decision")
        made = Judgement.on(
            found,
            chosen,
            author=author,
            decided_at=_now(),
            field=choice(Field, field, "field") if field else None,
            value=written(value) if chosen in WITH_VALUE else None,
        )
        return self._judged(made)

    def add_statement(self, document: str, value: object, *, author: str) -> Judgement:
        """Append a statement that the machine missed; what depends on it is made anew at once.

        Args:
            document: Id or name of the document that says it.
            value: Its content, and of the other fields those that are known, as JSON has them
                (dragoman.record.corrections); words may stand for a span where they have one
                place only.
            author: Who decides.

        Raises:
            JudgementError: There is no such document, or it does not have the words.
            RecordError: The codebook lacks a concept; the message names those that are near.
        """
        form = {"decision": Decision.ADD.value, "document": document, "value": value}
        return self._judged(self._from(form, author))

    def withdraw(self, judgement: Judgement | str, *, author: str) -> Judgement:
        """Append that a decision is taken back; the statement is what it was without it.

        Args:
            judgement: The judgement, or its id.
            author: Who takes it back.

        Raises:
            JudgementError: There is no such judgement.
        """
        id_ = judgement if isinstance(judgement, str) else judgement.id
        form = {"decision": Decision.WITHDRAW.value, "judgement": id_}
        return self._judged(self._from(form, author))

    def _from(self, form: Mapping[str, object], author: str) -> Judgement:
        return pipeline.judgement_from(
            form, self.view, self._knowledge(), author=author, decided_at=_now()
        )

    def _judged(self, made: Judgement) -> Judgement:
        codebook = self.codebook
        pipeline.check_concepts(made, codebook)
        parties = codebook.parties if codebook else ()
        pipeline.judge(self._store, [made], self._knowledge(), parties, now=True)
        return made

    def _knowledge(self) -> Knowledge:
        return load_knowledge(self.dossier.actors_path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
