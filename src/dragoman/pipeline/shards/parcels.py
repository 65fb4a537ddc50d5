"""Parcels: a document with all that was read in it, as rows of Parquet files."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import ExportError, RecordError, StoreError
from dragoman.record import Actor, DateRange, Document, Quarantine, Run, Statement
from dragoman.record.plain import plain_of, record_of_plain

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_ONCE = 200
"""Parcels in memory while a file is written or read: some ten megabytes."""

OF_DOCUMENT = ("id", "name", "outlet", "url", "language", "text")
"""Columns that other programs may want of a document."""

AS_JSON = ("document", "run", "statements", "actors", "period", "quarantine")

FORM = "dragoman-parcels/1"
"""What the files say of themselves; it changes when their columns do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A document with what was found in it, or what could not be read and why.

    Attributes:
        document: The document. None: there is none, ingest refused its input.
        markup: The web page that its text was rendered from. None: it came as text.
        fetched_at: When that was fetched. None: not known.
        ingest_version: How new the code was that made the document.
        run: The run that found the statements. None: none were looked for.
        statements: What it found.
        actors: Everyone who speaks in them.
        period: When an undated document may have been published.
        quarantine: Why input or document could not be read. None: it could.
    """

    document: Document | None = None
    markup: bytes | None = None
    fetched_at: str | None = None
    ingest_version: int = 0
    run: Run | None = None
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    period: DateRange | None = None
    quarantine: Quarantine | None = None


def write_parcels(path: Path, parcels: Iterable[Parcel], run: Run) -> int:
    """Write parcels to a Parquet file, which is there as a whole or not at all.

    Args:
        path: The file.
        parcels: What it is to hold, in order.
        run: The run in which the shard was read, which counts as done for its documents.

    Returns:
        How many there are.

    Raises:
        ExportError: pyarrow is not installed.
    """
    parquet = _parquet()
    schema = _schema().with_metadata({"form": FORM, "run": json.dumps(plain_of(run))})
    part, written = path.with_name(f"{path.name}.{os.getpid()}.part"), 0
    try:
        with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
            for rows in _batches(map(_row, parcels)):
                writer.write_batch(_batch(rows, schema))
                written += len(rows)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return written


def read_parcels(path: Path) -> Iterator[Parcel]:
    """Read the parcels of a file, one at a time.

    Raises:
        StoreError: It is no such file, or damaged.
    """
    for batch in _opened(path).iter_batches(batch_size=ROWS_AT_ONCE):
        for row in batch.to_pylist():
            try:
                yield _parcel(row)
            except (RecordError, ValueError) as error:
                raise StoreError(
                    f"{path}: a row is damaged ({error}); read the shard again"
                ) from None


def run_of_parcels(path: Path) -> Run:
    """Give the run in which a file's documents were read.

    Raises:
        StoreError: It is no such file, or damaged.
    """
    metadata = _opened(path).schema_arrow.metadata or {}
    if metadata.get(b"form") != FORM.encode():
        raise StoreError(
            f"{path}: was not written by `dragoman read-shards`, or by another version"
        )
    return record_of_plain(Run, json.loads(metadata[b"run"]))


def _opened(path: Path) -> Any:
    try:
        return _parquet().ParquetFile(path)
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        raise StoreError(f"{path}: no Parquet file that can be read ({error})") from None


def _parquet() -> Any:
    try:
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise ExportError("Parquet files need pyarrow: pip install 'dragoman[parquet]'") from None
    return pyarrow.parquet


def _schema() -> "pa.Schema":
    import pyarrow as pa

    texts = dict.fromkeys((*OF_DOCUMENT, "fetched_at", *AS_JSON), pa.string())
    return pa.schema(texts | {"markup": pa.binary(), "ingest_version": pa.int64()})


def _batch(rows: list[dict[str, object]], schema: "pa.Schema") -> "pa.RecordBatch":
    import pyarrow as pa

    return pa.RecordBatch.from_pylist(rows, schema)


def _batches(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    batch: list[dict[str, object]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _row(parcel: Parcel) -> dict[str, object]:
    document = parcel.document
    row: dict[str, object] = {name: getattr(document, name, None) for name in OF_DOCUMENT}
    return row | {
        "markup": parcel.markup,
        "fetched_at": parcel.fetched_at,
        "ingest_version": parcel.ingest_version,
        # The text stands in a column of its own, once.
        "document": _json(plain_of(document) | {"text": ""}) if document else None,
        "run": _json(plain_of(parcel.run)) if parcel.run else None,
        "statements": _json([plain_of(one) for one in parcel.statements]),
        "actors": _json([plain_of(one) for one in parcel.actors]),
        "period": _json(plain_of(parcel.period)) if parcel.period else None,
        "quarantine": _json(plain_of(parcel.quarantine)) if parcel.quarantine else None,
    }


def _parcel(row: dict[str, Any]) -> Parcel:
    def maybe(kind: type, name: str) -> Any:
        return record_of_plain(kind, json.loads(row[name])) if row[name] is not None else None

    document = None
    if row["document"] is not None:
        given = json.loads(row["document"]) | {"text": row["text"]}
        document = record_of_plain(Document, given)
    parcel = Parcel(
        document=document,
        markup=row["markup"],
        fetched_at=row["fetched_at"],
        ingest_version=row["ingest_version"],
        statements=tuple(record_of_plain(Statement, s) for s in json.loads(row["statements"])),
        actors=tuple(record_of_plain(Actor, a) for a in json.loads(row["actors"])),
    )
    return replace(
        parcel,
        run=maybe(Run, "run"),
        period=maybe(DateRange, "period"),
        quarantine=maybe(Quarantine, "quarantine"),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
