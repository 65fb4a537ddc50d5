"""Reading: documents into the store, and each through extract and resolve."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman import __version__
from dragoman.analysis.teaching import taught
from dragoman.errors import ModelError
from dragoman.extract import Reader, RulesReader
from dragoman.ingest import INGEST_VERSION, Arrival, Page
from dragoman.pipeline.families import find_families
from dragoman.pipeline.judging import deciding, judged_documents
from dragoman.pipeline.lengths import check_length
from dragoman.pipeline.relating import AT_ONCE, Teller, relate, set_aside
from dragoman.record import (
    Codebook,
    Document,
    Quarantine,
    Run,
    Stage,
    Statement,
    run_id,
)
from dragoman.resolve import Discourse, Knowledge, Resolution, resolve
from dragoman.store import Store, ToldEvents

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder
    from dragoman.pipeline.crews import Crew

Outcome = tuple[Run, Resolution, ToldEvents | None] | Quarantine
"""What reading a document gives, or why it cannot be read: the run that found it, what it found,
and the meetings and plans that it tells of (None: relating is to look for them)."""

Progress = Callable[[str], None]
"""Called with the name of each document when it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the inputs of one `add`, in documents."""

    added: int = 0
    known: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What one execution of `run` did: documents read and set aside, statements found."""

    documents: int = 0
    statements: int = 0
    quarantined: int = 0


def add(arrivals: Iterable[Arrival], store: Store, progress: Progress) -> Added:
    """Keep every document that is not kept yet, and every input that could not be read.

    At the end what was added joins the documents that carry the same text.
    """
    added = known = quarantined = 0
    writer = store.writer()
    for arrival in arrivals:
        if isinstance(arrival, Quarantine):
            writer.add_quarantine(arrival)
            quarantined += 1
            progress(arrival.name)
            continue
        document = arrival.document if isinstance(arrival, Page) else arrival
        markup = arrival.markup if isinstance(arrival, Page) else None
        new = writer.add_document(
            document,
            markup=markup,
            ingest_version=INGEST_VERSION,
            fetched_at=arrival.fetched_at if isinstance(arrival, Page) else None,
        )
        added += new
        known += not new
        progress(document.name)
    find_families(store)
    return Added(added=added, known=known, quarantined=quarantined)


def run(
    store: Store,
    reader: Reader,
    knowledge: Knowledge,
    progress: Progress,
    coder: "Coder | None" = None,
    crew: "Crew | None" = None,
) -> Ran:
    """Read, code and resolve every document that reader, knowledge and coder have not yet done.

    Each document is written in one transaction, with what people have decided about it, so that
    a run that is killed goes on from there; one that cannot be read goes to quarantine and stops
    nothing else. At the end all documents of the dossier, new or not, are related to each other.

    Args:
        store: The record.
        reader: Finds the statements.
        knowledge: Tells who speaks.
        progress: Is told of each document.
        coder: Codes statements and reads acts. None: they stay as the reader has them.
        crew: Processes that read with the same equipment. None: this process reads.
    """
    this = run_of(reader.name, knowledge, coder)
    writer, view, decide = store.writer(), store.view(), deciding(knowledge)
    writer.add_run(this)
    documents = statements = quarantined = 0
    runs, events = {this.id}, list[ToldEvents]()
    with writer.execution(this.id):
        pending = view.pending(this.id)
        for document, outcome in (
            crew.read(pending) if crew else _each_read(pending, reader, knowledge, coder)
        ):
            if isinstance(outcome, Quarantine):
                writer.fail_document(outcome, this.id)
                quarantined += 1
            else:
                found_by, resolution, told = outcome
                if found_by.id not in runs:
                    writer.add_run(found_by)
                    runs.add(found_by.id)
                found = distinct(resolution.statements)
                writer.put_reading(
                    document.id, this.id, found, resolution.actors, resolution.period, decide
                )
                events += [told] if told is not None else []
                documents += 1
                statements += len(found)
            if len(events) == AT_ONCE:
                writer.put_events(events)
                events = []
            progress(document.name)
        if events:
            writer.put_events(events)
        relate(store, knowledge, coder)
    return Ran(documents=documents, statements=statements, quarantined=quarantined)


def distinct(statements: Iterable[Statement]) -> list[Statement]:
    """Of statements with the same spans keep the surest; a reader should not give two."""
    by_id: dict[str, Statement] = {}
    for statement in statements:
        other = by_id.get(statement.id)
        if other is None or other.confidence < statement.confidence:
            by_id[statement.id] = statement
    return list(by_id.values())


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """Give distinct statements in the order of their places, as the record has them."""
    return sorted(distinct(statements), key=lambda one: (one.content[0].start, one.id))


def _each_read(
    documents: Iterable[Document], reader: Reader, knowledge: Knowledge, coder: "Coder | None"
) -> Iterator[tuple[Document, Outcome]]:
    teller = Teller(knowledge, coder)
    for document in documents:
        yield document, read_one(document, reader, knowledge, coder, teller)


def read_one(
    document: Document,
    reader: Reader,
    knowledge: Knowledge,
    coder: "Coder | None",
    teller: Teller,
) -> Outcome:
    """Take one document through extract and resolve; what goes wrong is its own affair.

    A reader may leave a document to another one, for its language; statements carry the run of
    the reader that found them. What the document tells of meetings and plans is found along with
    them, since its names have just been read.
    """
    stage = Stage.EXTRACT
    try:
        check_length(document)
        reading = reader.read(document)
        if coder is not None:
            reading = coder.code(document, reading)
        stage = Stage.RESOLVE
        found_by = run_of(reading.reader, knowledge, coder)
        codebook = coder.codebook if coder is not None else None
        names = Discourse.of(document, knowledge)
        found = resolve(document, reading, knowledge, found_by.id, codebook, names)
    except Exception as error:
        return set_aside(document, stage, error)
    told, failed = teller.told(document, in_order(found.statements), names)
    return found_by, found, told if failed is None and told.basis is not None else None


def _trained() -> Reader:
    """Make the trained reader; numpy and tokenizers take a third of a second to import."""
    from dragoman.extract.trained.reader import TrainedReader

    return TrainedReader()


READERS: dict[str, Callable[[], Reader]] = {"trained": _trained, "rules": RulesReader}
"""The readers that can be chosen, by name."""


def reader_named(name: str) -> Reader:
    """Make the reader of that name.

    Raises:
        ModelError: There is none.
    """
    if name not in READERS:
        raise ModelError(f"no reader {name!r}; choose one of {', '.join(READERS)}")
    return READERS[name]()


def taught_by(store: Store, codebook: Codebook, knowledge: Knowledge) -> Codebook:
    """Give a codebook with the lessons of what people have decided in a record."""
    return taught(codebook, judged_documents(store.view(), knowledge))


def coder_for(codebook: Codebook | None) -> "Coder":
    """Make the coder of a codebook; without one it reads acts alone.

    Its libraries take a third of a second to import.
    """
    from dragoman.extract.coding import Coder

    return Coder(codebook or Codebook(negotiation="any", issues=(), concepts=()))


def run_of(model: str, knowledge: Knowledge, coder: "Coder | None" = None) -> Run:
    """Name a run after all that decides its results: code, reader, knowledge, coder."""
    decides = {"knowledge": knowledge.version} | ({"coder": coder.name} if coder else {})
    settings = json.dumps(decides, sort_keys=True)
    return Run(
        id=run_id(Stage.EXTRACT, __version__, model, settings),
        stage=Stage.EXTRACT,
        code=__version__,
        model=model,
        settings=settings,
    )
