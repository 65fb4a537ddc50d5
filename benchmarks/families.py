"""Measure how fast copies are found, in what memory, and how many, beside MinHash libraries.

usage: python -m benchmarks families [--documents N] [--peers NAME ...] [--whole N]

The documents are made up: words drawn by Zipf's law; one of ten is a copy of an earlier one, with
words replaced, a third of the paragraphs dropped, or put whole into an article three times as
long. Each contender takes the same texts in a process of its own, makes signatures, looks each
document up among the others and holds it. Found are the copies that meet their original, which is
then compared with them word by word. Ours lies on disk, in the record's own tables; the peers
(rensa, datasketch; measured where they are installed) hold 32 bands of 4 rows in memory.
`--whole N` runs the pipeline itself on N documents: record, comparison, families, differences.
"""

import argparse
import importlib.util
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.keeping import write_rows

WORDS = 50_000
PARAGRAPHS, OF_WORDS = 7, 40
COPIED = 0.1
BATCH = 20_000
"""As in dragoman.pipeline.families."""

ROWS, BANDS = 4, 32
KINDS = ("replaced", "dropped", "embedded")

Made = tuple[str, int | None, str]
"""A text, the number of the one that it copies, and how."""


def word(number: int) -> str:
    """Make a word out of a number."""
    letters = "bdfgklmnprstvz"
    return f"{letters[number % 14]}{number:x}"


VOCABULARY = [word(number) for number in range(WORDS)]


def paragraph(dice: random.Random) -> list[str]:
    """Draw a paragraph, the common words often: the n-th about 1/n as likely."""
    return [VOCABULARY[int(WORDS ** dice.random()) - 1] for _ in range(OF_WORDS)]


def texts(documents: int, seed: int = 7) -> Iterator[Made]:
    """Make documents one by one; only what may still be copied is remembered."""
    dice = random.Random(seed)  # noqa: S311
    recent: list[tuple[int, list[list[str]]]] = []
    for number in range(documents):
        if recent and dice.random() < COPIED:
            original, text = dice.choice(recent)
            kind = dice.choice(KINDS)
            yield "\n".join(" ".join(p) for p in copied(text, kind, dice)), original, kind
            continue
        text = [paragraph(dice) for _ in range(PARAGRAPHS)]
        recent.append((number, text))
        if len(recent) > 2000:
            recent[dice.randrange(2000)] = recent.pop()
        yield "\n".join(" ".join(p) for p in text), None, ""


def copied(text: list[list[str]], kind: str, dice: random.Random) -> list[list[str]]:
    """Copy a text: with one word of ten replaced, with five of seven paragraphs, or in another."""
    if kind == "replaced":
        return [[dice.choice(VOCABULARY) if dice.random() < 0.1 else w for w in p] for p in text]
    if kind == "dropped":
        return [text[at] for at in sorted(dice.sample(range(PARAGRAPHS), 5))]
    return [*text, *(paragraph(dice) for _ in range(2 * PARAGRAPHS))]


@dataclass(frozen=True)
class Measured:
    """How a contender did.

    Attributes:
        name: Who it is.
        documents: How many documents it took.
        seconds: How long, making the texts left out.
        processor: Seconds of processor time of that.
        peak: Megabytes of memory at most, beside what the process had before.
        disk: Megabytes on disk.
        met: Documents that each was to be compared with, on average.
        found: By kind of copy the share whose original was found.
    """

    name: str
    documents: int
    seconds: float
    processor: float
    peak: float
    disk: float
    met: float
    found: dict[str, float]


class Tally:
    """Counts which copies met their originals."""

    def __init__(self) -> None:
        """Begin with none."""
        self.copies: dict[int, tuple[int, str]] = {}
        self.of_kind: dict[str, int] = defaultdict(int)
        self.found: dict[str, int] = defaultdict(int)
        self.met = 0

    def made(self, number: int, original: int | None, kind: str) -> None:
        """Take note of a document."""
        if original is not None:
            self.copies[number] = (original, kind)
            self.of_kind[kind] += 1

    def looked_up(self, number: int, others: Iterable[int]) -> None:
        """Take note of what a document met."""
        met = set(others)
        self.met += len(met)
        if number in self.copies:
            original, kind = self.copies.pop(number)
            self.found[kind] += original in met

    def shares(self) -> dict[str, float]:
        """Give the share that was found of each kind."""
        return {kind: self.found[kind] / max(1, self.of_kind[kind]) for kind in KINDS}


class Clock:
    """Adds up what is measured."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.seconds = self.processor = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._at = time.perf_counter(), time.process_time()

    def stop(self) -> None:
        """Add what has passed."""
        self.seconds += time.perf_counter() - self._at[0]
        self.processor += time.process_time() - self._at[1]


Contender = Callable[[int, Path], "tuple[Tally, Clock]"]
"""Takes so many documents, in a folder of its own; gives what it found and how long it took."""


@dataclass(frozen=True)
class Held:
    """A document by its number and keys."""

    serial: int
    keys: tuple[int, ...]


def ours(documents: int, folder: Path) -> tuple[Tally, Clock]:
    """Find copies as the pipeline does, up to comparing texts."""
    import numpy as np
    from sqlalchemy import event

    from dragoman.ingest import families
    from dragoman.ingest.families.shingles import keys_of, shingles_of, words_of
    from dragoman.store import sqlite
    from dragoman.store.family_tables import SHINGLE_KEYS, SKETCHES
    from dragoman.store.queries.kin import HeldUnder
    from dragoman.store.sketches import put_sketches
    from dragoman.store.tables import metadata

    engine = sqlite.engine(folder / "index.db", 30.0)
    # The documents themselves are left out, and so is the rule that they must be there.
    event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA foreign_keys = OFF"))
    metadata.create_all(engine, tables=[SKETCHES, SHINGLE_KEYS])
    sqlite.keep_write_ahead_log(engine)
    tally, clock, left = Tally(), Clock(), enumerate(texts(documents))
    sizes = np.zeros(documents, np.int64)
    while batch := list(islice(left, BATCH)):
        for number, (_, original, kind) in batch:
            tally.made(number, original, kind)
        clock.start()
        held, sketches = [], []
        for number, (text, _, _) in batch:
            hashes = shingles_of(words_of(text))
            sizes[number] = len(hashes)
            keys = keys_of(hashes)
            held.append(Held(number, keys))
            sketches.append((number, made_sketch(number, len(hashes), keys)))
        new = families.rows_of(held)
        with engine.connect() as connection:
            rows = HeldUnder(keys=np.unique(new.keys).tolist()).run(connection)
        found = np.array(rows, np.int64).reshape(-1, 2)
        fresh, there = families.merge(new, families.Held(found[:, 0], found[:, 1]))
        with sqlite.for_writing(engine).begin() as connection:
            pairs = zip(fresh.keys.tolist(), fresh.serials.tolist(), strict=True)
            put_sketches(connection, sketches, pairs)
        for number, others in families.met_by(new, there, [one.serial for one in held]):
            worth = (
                other
                for other, met in others
                if families.could_be_kin(met, int(sizes[number]), int(sizes[other]))
            )
            tally.looked_up(number, worth)
        clock.stop()
    engine.dispose()
    return tally, clock


def made_sketch(number: int, shingles: int, keys: tuple[int, ...]) -> Any:
    """Make the sketch of a made-up document."""
    from dragoman.ingest.families import Sketch

    return Sketch(
        document=str(number), digest=str(number), shingles=shingles, keys=keys, address=None
    )


def runs_of(text: str) -> list[str]:
    """Give the shingles of a text as the peers take them."""
    words = text.split()
    return [" ".join(words[at : at + 4]) for at in range(max(1, len(words) - 3))]


def rensa(documents: int, folder: Path) -> tuple[Tally, Clock]:
    """Find copies with rensa's MinHash and its index."""
    from rensa import (  # type: ignore[import-not-found,unused-ignore]
        RMinHash,
        RMinHashLSH,
    )

    del folder
    index = RMinHashLSH(threshold=0.4, num_perm=ROWS * BANDS, num_bands=BANDS)
    tally, clock = Tally(), Clock()
    for number, (text, original, kind) in enumerate(texts(documents)):
        tally.made(number, original, kind)
        clock.start()
        signature = RMinHash(num_perm=ROWS * BANDS, seed=1)
        signature.update(runs_of(text))
        tally.looked_up(number, index.query(signature))
        index.insert(number, signature)
        clock.stop()
    return tally, clock


def datasketch(documents: int, folder: Path) -> tuple[Tally, Clock]:
    """Find copies with datasketch's MinHash and its index."""
    from datasketch import MinHash, MinHashLSH

    del folder
    index = MinHashLSH(num_perm=ROWS * BANDS, params=(BANDS, ROWS))
    tally, clock = Tally(), Clock()
    for number, (text, original, kind) in enumerate(texts(documents)):
        tally.made(number, original, kind)
        clock.start()
        signature = MinHash(num_perm=ROWS * BANDS, seed=1)
        signature.update_batch([run.encode() for run in runs_of(text)])
        tally.looked_up(number, index.query(signature))
        index.insert(number, signature, check_duplication=False)
        clock.stop()
    return tally, clock


CONTENDERS: dict[str, Contender] = {"ours": ours, "rensa": rensa, "datasketch": datasketch}


def measure(name: str, documents: int) -> Measured:
    """Let a contender take documents, in this process."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        tally, clock = CONTENDERS[name](documents, Path(folder))
        disk = sum(path.stat().st_size for path in Path(folder).iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Measured(
        name=name,
        documents=documents,
        seconds=clock.seconds,
        processor=clock.processor,
        peak=peak / 1024,
        disk=disk / 2**20,
        met=tally.met / documents,
        found=tally.shares(),
    )


def table(measured: Sequence[Measured]) -> str:
    """Set figures as a table."""
    head = f"{'':12}{'documents':>11}{'seconds':>9}{'cpu s':>9}{'docs/cpu s':>12}"
    head += f"{'peak MB':>9}{'disk MB':>9}{'met':>7}" + "".join(f"{kind:>11}" for kind in KINDS)
    rows = [
        f"{m.name:12}{m.documents:11,}{m.seconds:9.1f}{m.processor:9.1f}"
        f"{m.documents / m.processor:12.0f}{m.peak:9.0f}{m.disk:9.0f}{m.met:7.2f}"
        + "".join(f"{m.found[kind]:11.3f}" for kind in KINDS)
        for m in measured
    ]
    return "\n".join([head, *rows])


def whole(documents: int) -> str:
    """Run the pipeline on documents in a record, and tell how long families took."""
    from dragoman.pipeline.families import find_families
    from dragoman.record import Document, Segment, SegmentKind, document_id, text_sha256
    from dragoman.store import Store

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "record.db") as store:
        writer, start = store.writer(), time.perf_counter()
        for number, (text, _, _) in enumerate(texts(documents)):
            name, outlet, sha256 = str(number), f"Outlet {number % 97}", text_sha256(text)
            writer.add_document(
                Document(
                    id=document_id(name, None, outlet, sha256),
                    name=name,
                    text=text,
                    sha256=sha256,
                    outlet=outlet,
                    language="en",
                    segments=(Segment(start=0, end=len(text), kind=SegmentKind.BODY),),
                )
            )
        added = time.perf_counter() - start
        clock = Clock()
        clock.start()
        find_families(store)
        clock.stop()
        found = sum(1 for _ in store.view().families())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"whole pipeline: {documents:,} documents added in {added:.1f} s, families in "
        f"{clock.seconds:.1f} s ({clock.processor:.1f} s of processor time), {found:,} families, "
        f"{peak:.0f} MB at most"
    )


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks families", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--peers", nargs="*", default=["rensa", "datasketch"])
    parser.add_argument("--whole", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    chosen = parser.parse_args(arguments)
    here = [name for name in chosen.peers if importlib.util.find_spec(name)]
    spawn = multiprocessing.get_context("spawn")
    if chosen.documents:
        for name in sorted(set(chosen.peers) - set(here)):
            sys.stdout.write(f"{name} is not installed\n")
        measured = []
        for name in ["ours", *here]:
            with spawn.Pool(1) as pool:
                measured.append(pool.apply(measure, (name, chosen.documents)))
        sys.stdout.write(table(measured) + "\n")
        flat = ({**asdict(one), **one.found} for one in measured)
        write_rows(chosen.json, ({k: v for k, v in row.items() if k != "found"} for row in flat))
    if chosen.whole:
        with spawn.Pool(1) as pool:
            sys.stdout.write(pool.apply(whole, (chosen.whole,)) + "\n")
    return 0
