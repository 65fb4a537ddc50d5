"""The stages one by one, on the same texts in one run."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dragoman.extract import Reader
from dragoman.ingest import Page, ingest
from dragoman.pipeline import READERS, coder_for, run_of
from dragoman.record import Document, Quarantine
from dragoman.resolve import Knowledge, Resolution, load_knowledge, resolve
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store, Writer

T = TypeVar("T")

CODEBOOK = "russia-ukraine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How long something took, and its floor in the same run.

    Attributes:
        name: What was done.
        seconds: How long it took.
        floor_seconds: How long its floor took: what no implementation can do without.
        articles: How many articles it was done to.
        words: How many words they have.
    """

    name: str
    seconds: float
    floor_seconds: float
    articles: int
    words: int


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do something and tell how long it took, in seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def measure_stages(texts: list[str], folder: Path) -> list[Figure]:
    """Time each stage on texts; the floor of all is to read the bytes and split them into words."""
    path = write_articles(texts, folder / "articles.jsonl")
    words = sum(len(text.split()) for text in texts)
    _, floor = timed(lambda: sum(len(line.split()) for line in path.read_text("utf-8").split("\n")))
    documents, ingesting = timed(lambda: read_documents(path))
    knowledge, loading = timed(load_knowledge)
    seconds = {
        "floor: read and split": floor,
        "ingest": ingesting,
        "load knowledge (once)": loading,
    }
    for name, make_reader in READERS.items():
        taken = _reader_stages(make_reader(), documents, knowledge, folder / f"{name}.db")
        seconds |= {f"{stage}, reader {name}": value for stage, value in taken.items()}
    return [
        Figure(name=name, seconds=value, floor_seconds=floor, articles=len(texts), words=words)
        for name, value in seconds.items()
    ]


def _reader_stages(
    reader: Reader, documents: list[Document], knowledge: Knowledge, record: Path
) -> dict[str, float]:
    """Time extract, code, resolve and store with one reader, in seconds by stage."""
    run = run_of(reader.name, knowledge)
    reader.read(documents[0])  # what a reader loads once is not counted
    readings, extracting = timed(lambda: [reader.read(document) for document in documents])
    coder = coder_for(shipped_codebook(CODEBOOK))
    coder.code(documents[0], readings[0])
    read = list(zip(documents, readings, strict=True))
    coded, coding = timed(lambda: [coder.code(document, reading) for document, reading in read])
    pairs = list(zip(documents, coded, strict=True))
    found, resolving = timed(lambda: [resolve(d, r, knowledge, run.id) for d, r in pairs])
    done = list(zip(documents, found, strict=True))
    with Store.open(record) as store:
        writer = store.writer()
        writer.add_run(run)
        _, adding = timed(lambda: [writer.add_document(document) for document in documents])
        _, putting = timed(lambda: _put(writer, run.id, done))
    return {
        "extract": extracting,
        "code": coding,
        "resolve": resolving,
        "store documents": adding,
        "store readings": putting,
    }


def _put(writer: Writer, run: str, done: list[tuple[Document, Resolution]]) -> None:
    for document, found in done:
        writer.put_reading(document.id, run, found.statements, found.actors, found.period)


def write_articles(texts: list[str], path: Path) -> Path:
    """Write texts as articles of a JSON Lines file."""
    items = [json.dumps({"id": f"a{n}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(items), encoding="utf-8")
    return path


def read_documents(path: Path) -> list[Document]:
    """Read the documents of a file; what ingest puts into quarantine is left out."""
    arrivals = [a for a in ingest([path]) if not isinstance(a, Quarantine)]
    return [a.document if isinstance(a, Page) else a for a in arrivals]
