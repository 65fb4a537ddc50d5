"""A small collection of articles in files, read and loaded in the ways that there are."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman import pipeline
from dragoman.ingest import ingest
from dragoman.opening.opened import nothing
from dragoman.pipeline.shards.loading import load
from dragoman.pipeline.shards.shards import Order, Shard, shards_of
from dragoman.record import Codebook
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ARTICLES = [
    "Foreign Minister Ilmari Kanto said on Monday that the truce would hold until spring.",
    "The Kremlin said talks could resume in Istanbul. Kyiv denied that a date had been set.",
    "“We will not cede territory,” President Volodymyr Zelensky said on 3 May 2025.",
    "According to Reuters, two officials familiar with the talks said no deal was near.",
    "Turkey offered to host the delegations, its foreign ministry said.",
    "The Kremlin said talks could resume in Istanbul, an agency reported.",
]


def write_collection(folder: Path, files: int = 3) -> list[Path]:
    """Write articles to files of JSON Lines, one of them with a line that is none."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(files):
        path = folder / f"part-{number}.jsonl"
        own = enumerate(ARTICLES[number::files])
        lines = [json.dumps({"id": f"{number}-{n}", "outlet": "Test", "text": t}) for n, t in own]
        path.write_text("\n".join(lines + (["{broken"] if number == 1 else [])), "utf-8")
        paths.append(path)
    return paths


def codebook() -> Codebook:
    return shipped_codebook("russia-ukraine")


def equipment() -> pipeline.Equipment:
    return pipeline.Equipment(reader="rules", codebook=codebook())


@cache
def tools() -> pipeline.Tools:
    """Load the equipment, once for all tests of a process."""
    return equipment().unpack()


def order() -> Order:
    return Order(equipment=equipment())


def shards_in(paths: list[Path], folder: Path) -> list[Shard]:
    folder.mkdir(parents=True, exist_ok=True)
    return shards_of(paths, folder, tools().run)


def read_at_once(paths: list[Path], database: Path) -> str:
    """Add and run everything in one process; give the record."""
    at_hand = tools()
    with Store.open(database) as store:
        pipeline.add(ingest(paths), store, nothing)
        pipeline.run(store, at_hand.reader, at_hand.knowledge, nothing, at_hand.coder)
        return record_in(store)


def loaded(folder: Path, database: Path, times: int = 1) -> str:
    """Load results, once or more often; give the record."""
    at_hand = tools()
    with Store.open(database) as store:
        for _ in range(times):
            load(folder, store, at_hand.run, at_hand.knowledge, nothing, at_hand.coder)
        return record_in(store)


def record_in(store: Store) -> str:
    """Write out all that a record holds."""
    view = store.view()
    nouns: dict[str, Iterable[DataclassInstance]] = {
        "documents": view.documents(),
        "statements": view.statements(),
        "actors": view.actors(),
        "claims": view.claims(),
        "meetings": view.meetings(),
        "plans": view.plans(),
        "date ranges": view.date_ranges(),
        "quarantine": view.quarantine(),
        "runs": view.runs(),
    }
    return json.dumps({name: [asdict(one) for one in rows] for name, rows in nouns.items()})
