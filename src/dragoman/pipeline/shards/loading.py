"""Loading: what was read in shards goes into a dossier's record, as if it had been read there."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import StoreError
from dragoman.pipeline.judging import deciding
from dragoman.pipeline.reading import Progress, Ran
from dragoman.pipeline.relating import relate
from dragoman.pipeline.shards.parcels import Parcel, read_parcels, run_of_parcels
from dragoman.record import Run
from dragoman.resolve import Knowledge
from dragoman.store import Decide, Store, Writer

if TYPE_CHECKING:
    from dragoman.extract.coding import Coder


def load(
    folder: Path,
    store: Store,
    run: Run,
    knowledge: Knowledge,
    progress: Progress,
    coder: "Coder | None" = None,
) -> Ran:
    """Take all results of a folder into a record; doing so again changes nothing.

    Every document is written in one transaction with what people have decided about it. At the
    end all documents are related to each other, as after `run`.

    Args:
        folder: Where `dragoman read-shards` wrote.
        store: The record.
        run: The run that a dossier's own reading would be; results of another are refused.
        knowledge: Tells who speaks.
        progress: Is told of each document.
        coder: Codes the terms of plans.

    Raises:
        StoreError: There are no results, they are damaged or of another run.
    """
    writer, decide = store.writer(), deciding(knowledge)
    files = list(_files_of(folder, run))
    writer.add_run(run)
    documents = statements = quarantined = 0
    with writer.execution(run.id):
        for path in files:
            for parcel in read_parcels(path):
                _put(parcel, writer, run, decide)
                documents += parcel.document is not None and parcel.quarantine is None
                statements += len(parcel.statements)
                quarantined += parcel.quarantine is not None
                progress(_name(parcel))
        relate(store, knowledge, coder)
    return Ran(documents=documents, statements=statements, quarantined=quarantined)


def _files_of(folder: Path, run: Run) -> Iterator[Path]:
    """Give the files of results in a folder, all of which must be of one run."""
    files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    if not files:
        raise StoreError(
            f"{folder}: there are no results in it; `dragoman read-shards` writes them"
        )
    for path in files:
        other = run_of_parcels(path)
        if other.id != run.id:
            raise StoreError(
                f"{path}: was read by {other.model} of {other.code} with other knowledge, codebook "
                f"or lessons than this dossier has now ({run.model} of {run.code}); read the "
                "shards again, or remove the file"
            )
        yield path


def _put(parcel: Parcel, writer: Writer, run: Run, decide: Decide) -> None:
    if parcel.document is None:
        if parcel.quarantine is not None:
            writer.add_quarantine(parcel.quarantine)
        return
    writer.add_document(
        parcel.document,
        markup=parcel.markup,
        ingest_version=parcel.ingest_version,
        fetched_at=parcel.fetched_at,
    )
    if parcel.quarantine is not None:
        writer.fail_document(parcel.quarantine, run.id)
        return
    if parcel.run is not None:
        writer.add_run(parcel.run)
    writer.put_reading(
        parcel.document.id, run.id, parcel.statements, parcel.actors, parcel.period, decide
    )


def _name(parcel: Parcel) -> str:
    named = parcel.document or parcel.quarantine
    return named.name if named else ""
