"""Importer of Parquet: one item per row, under the names that JSON Lines have for its fields."""

import datetime
import hashlib
import io
from collections.abc import Iterator
from typing import Any

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery, refuse
from dragoman.ingest.importers.jsonlines import import_object

ROWS_AT_ONCE = 100
COLUMNS = (
    *("id", "text", "html", "url", "outlet", "title", "author"),
    *("published", "lang", "language"),
)
"""The columns that are read; others are left alone."""


def import_parquet(delivery: Delivery) -> Iterator[Arrival]:
    """Read the rows of a Parquet file, in order; some are in memory at a time.

    Raises:
        DocumentError: It is no Parquet file, or has no column of texts.
    """
    file = _opened(delivery)
    names = [name for name in COLUMNS if name in file.schema_arrow.names]
    if not {"text", "html"} & set(names):
        have = ", ".join(file.schema_arrow.names[:20])
        raise DocumentError(f'no column "text" or "html"; rename the one with the texts of {have}')
    number = 0
    try:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield _arrival(f"{delivery.name}:{number}", row, delivery.max_bytes)
    except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
        yield refuse(
            f"{delivery.name}:{number + 1}",
            f"the file is damaged from row {number + 1} on ({error}); write it again",
        )


def _opened(delivery: Delivery) -> Any:
    try:
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise DocumentError("Parquet files need pyarrow: pip install 'dragoman[parquet]'") from None
    stream = delivery.stream
    if not stream.seekable():  # its directory stands at the end
        stream = io.BytesIO(delivery.read_whole())
    try:
        return parquet.ParquetFile(stream)
    except (OSError, ValueError) as error:
        raise DocumentError(f"no Parquet file that can be read ({error}); write it again") from None


def _arrival(place: str, row: dict[str, Any], most: int) -> Arrival:
    fingerprint = hashlib.sha256(repr(sorted(row.items())).encode("utf-8", "replace")).hexdigest()
    size = sum(len(value) for value in row.values() if isinstance(value, str | bytes))
    if size > most:
        return refuse(place, f"a row of more than {most / 1e6:g} MB; split it up")
    try:
        return import_object(place, {name: _plain(value) for name, value in row.items()}, [])
    except DocumentError as error:
        return refuse(place, str(error), sha256=fingerprint, size=size)


def _plain(value: object) -> object:
    """Give a cell as JSON Lines have it: days and instants as texts, bytes as UTF-8."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
