"""Growth: time and memory for each document, as a dossier becomes ten times as large, and again.

    python -m benchmarks growth [--documents N]

The documents are those of an invented dossier (benchmarks/dossiers.py, about 25 statements each)
and are added as `dragoman add` does it. They are read by a crew that knows what stands in them, so
that the pipeline around the model is measured: what people decided, writing, and at the end
relating all of the record. The floor is bare SQLite: the same documents and statements as plain
rows, each document in a transaction of its own. Every phase but relating, which follows on reading,
is in a process of its own. Making the articles up is not counted, though the memory it takes is;
so is that of the coder's model, whether or not a dossier is so small that no plan is told in it.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.dossiers import RUN, press
from benchmarks.invented.articles import Article
from benchmarks.keeping import ROOT, WORK, Row, forget_peak, number, peak_mb, write_rows
from dragoman import pipeline
from dragoman.extract import RulesReader
from dragoman.pipeline.reading import Outcome
from dragoman.record import Document
from dragoman.resolve import Resolution, load_knowledge
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store

CODEBOOK = "russia-ukraine"
FLOOR = "bare SQLite"
SCHEMA = """
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE documents (id TEXT PRIMARY KEY, text TEXT);
    CREATE TABLE statements (id TEXT PRIMARY KEY, document TEXT, said TEXT);
"""


class Clock:
    """Tells what has passed since a moment, without what was spent on making articles up."""

    def __init__(self) -> None:
        """Begin now."""
        self.start()

    def start(self) -> None:
        """Begin anew."""
        forget_peak()
        self._at, self._inventing = _now(), (0.0, 0.0)

    def articles(self, documents: int) -> Iterator[Article]:
        """Make articles up."""
        began = _now()
        for article in press(shipped_codebook(CODEBOOK), documents):
            (wall, processor), (a, b), now = self._inventing, began, _now()
            self._inventing = wall + now[0] - a, processor + now[1] - b
            yield article
            began = _now()

    def row(self, phase: str, documents: int) -> Row:
        """Give what has passed as a row."""
        (wall, processor), now = self._inventing, _now()
        seconds = now[0] - self._at[0] - wall
        return {
            "phase": phase,
            "documents": documents,
            "seconds": seconds,
            "processor": now[1] - self._at[1] - processor,
            "ms_each": 1000 * seconds / documents,
            "peak": peak_mb(),
        }


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


class KnowingCrew(pipeline.Crew):
    """Gives what stands in invented documents without reading them."""

    def __init__(self, articles: Iterable[Article]) -> None:
        """Know the articles, in the order of their documents' names."""
        self._articles = articles

    def read(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Outcome]]:
        """Give each document with what stands in it."""
        for document, article in zip(documents, self._articles, strict=True):
            if document.id != article.document.id:
                raise RuntimeError(f"{document.name} is not what was made up as {article.document}")
            found = Resolution(
                statements=article.statements, actors=article.actors, period=article.period
            )
            yield document, (RUN, found, None)


def write_bare(folder: Path, documents: int) -> list[Row]:
    """Write the articles as plain rows."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as database:
        database.executescript(SCHEMA)
        clock = Clock()
        for article in clock.articles(documents):
            document = article.document
            said = [(s.id, document.id, s.content[0].text) for s in article.statements]
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO documents VALUES (?, ?)", (document.id, document.text))
            database.executemany("INSERT INTO statements VALUES (?, ?, ?)", said)
            database.execute("COMMIT")
        return [clock.row(FLOOR, documents)]


def add(folder: Path, documents: int) -> list[Row]:
    """Add the documents to a new record."""
    with Store.open(folder / "record.db") as store:
        clock = Clock()
        arrivals = (article.document for article in clock.articles(documents))
        pipeline.add(arrivals, store, lambda _: None)
        return [clock.row("add", documents)]


def read(folder: Path, documents: int) -> list[Row]:
    """Read the documents and relate them, which begins when the last document is read."""
    knowledge, coder = load_knowledge(), pipeline.coder_for(shipped_codebook(CODEBOOK))
    coder.code_term("a ceasefire")  # loads its model, which else the first plan that is told does
    clock, rows, left = Clock(), list[Row](), documents

    def progress(_: str) -> None:
        nonlocal left
        left -= 1
        if not left:
            rows.append(clock.row("read", documents))
            clock.start()

    with Store.open(folder / "record.db") as store:
        clock.start()
        crew = KnowingCrew(clock.articles(documents))
        pipeline.run(store, RulesReader(), knowledge, progress, coder, crew)
        rows.append(clock.row("relate", documents))
        counts = store.view().counts()
    size = (folder / "record.db").stat().st_size / 1e6
    told: Row = {"statements": counts.statements, "claims": counts.claims, "record_mb": size}
    return [{**row, **told} for row in rows]


PHASES = {"bare": write_bare, "add": add, "read": read}


def measure(documents: int) -> list[Row]:
    """Measure every phase in a process of its own."""
    WORK.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        for phase in PHASES:
            command = [sys.executable, "-m", "benchmarks.growth", phase, folder, str(documents)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)  # noqa: S603 - ourselves
            rows += json.loads(done.stdout)
    return rows


def table(rows: Sequence[Row]) -> str:
    """Set the figures as a table."""
    lines = [f"{'':14}{'documents':>11}{'seconds':>10}{'cpu s':>9}{'ms each':>9}{'peak MB':>9}"]
    lines += [
        f"{row['phase']:14}{number(row, 'documents'):11,}{number(row, 'seconds'):10.1f}"
        f"{number(row, 'processor'):9.1f}{number(row, 'ms_each'):9.2f}{number(row, 'peak'):9.0f}"
        for row in rows
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    rows = measure(options.documents)
    sys.stdout.write(table(rows) + "\n")
    write_rows(options.json, rows)
    return 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(PHASES[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))))
