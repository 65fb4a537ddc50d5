"""The stages one by one on the same articles, beside the encoder's bare forward pass.

    python -m benchmarks.stages articles.jsonl --cores 0     # one process of a setting

Within a process every document goes through all stages before the next one, and through the
encoder alone in between: what else the machine does is shared out among them.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from benchmarks.keeping import peak_mb
from dragoman.extract.embedder import Embedder
from dragoman.extract.trained.paths import Floats
from dragoman.extract.wording import Wording
from dragoman.ingest import Page, ingest
from dragoman.pipeline import Equipment, Tools, add, relate
from dragoman.pipeline.reading import in_order
from dragoman.record import Document, Quarantine
from dragoman.resolve import Discourse, resolve
from dragoman.settings.codebooks import shipped_codebook
from dragoman.store import Store

T = TypeVar("T")

CODEBOOK = "russia-ukraine"
ENCODER = "encoder alone"
"""The floor: its forward pass on the windows that the reader gives it."""

CODERS = "coder's encoder alone"
"""The floor of coding: the other encoder on the texts that the coder gives it, each once."""

BYTES = "read and split into words"
"""The floor of ingest: what no reader of a text can do without."""


FIRST = (
    "Kyiv denied it, the ministry said. The delegations will meet in Geneva on Friday, and neither "
    "of them has agreed to the plan that was put forward in March: a ceasefire of thirty days."
)
"""Long enough for its language to be looked for."""

PROCESSOR = "processor: "
"""Before the name of what was done stands here how much processor time it took: what others do on
the machine meanwhile makes it longer too, but less than the time by the clock."""


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Do something and tell how long it took, in seconds."""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def equipment() -> Equipment:
    """Give what documents are read with, as `dragoman run` has it in a dossier."""
    return Equipment(reader="trained", codebook=shipped_codebook(CODEBOOK))


@dataclass(slots=True)
class Watch:
    """Sums seconds by what was done, by the clock and of the processor."""

    seconds: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        """Do something, and add how long it took to the seconds of its name."""
        began = time.process_time()
        result, taken = timed(work)
        worked = time.process_time() - began
        for key, more in ((name, taken), (PROCESSOR + name, worked)):
            self.seconds[key] = self.seconds.get(key, 0.0) + more
        return result


def measure_alone(path: Path, folder: Path, tools: Tools) -> dict[str, float]:
    """Take the articles of a file through every stage in this process; seconds by stage."""
    from dragoman.extract.trained.reader import TrainedReader

    watch, run = Watch(), tools.run
    assert isinstance(tools.reader, TrainedReader)
    model = tools.reader._model
    warm(tools)
    watch(BYTES, lambda: sum(len(line.split()) for line in path.read_text("utf-8").split("\n")))
    arrivals = watch("ingest", lambda: list(ingest([path])))
    with Store.open(folder / f"{path.stem}.db") as store:
        writer = store.writer()
        writer.add_run(run)
        watch("store documents", lambda: add(arrivals, store, lambda _: None))
        events = []
        for document in store.view().documents():
            windows = windows_of(tools, document)
            watch(ENCODER, partial(_pass, model.forward, windows))
            reading = watch("extract", partial(tools.reader.read, document))
            with embedded() as texts:
                coded = watch("code", partial(tools.coder.code, document, reading))
            watch(CODERS, partial(_embed, tools, texts))
            names = watch("resolve", partial(Discourse.of, document, tools.knowledge))
            given = document, coded, tools.knowledge, run.id, tools.coder.codebook, names
            made = watch("resolve", partial(resolve, *given))
            said = in_order(made.statements)
            told = watch("resolve", partial(tools.teller.told, document, said, names))
            events.append(told[0])
            put = partial(writer.put_reading, document.id, run.id)
            watch("store readings", partial(put, made.statements, made.actors, made.period))
        watch("store readings", lambda: writer.put_events(events))
        watch("relate", lambda: relate(store, tools.knowledge, tools.coder))
        watch.seconds["statements"] = store.view().counts().statements
    return watch.seconds


@contextmanager
def embedded() -> Iterator[dict[Wording, None]]:
    """Note the texts that are given to the coder's encoder within the block, each once."""
    texts: dict[Wording, None] = {}
    embed = Embedder.embed

    def noted(self: Embedder, words: Wording) -> Floats:
        texts[words] = None
        return embed(self, words)

    with patch.object(Embedder, "embed", noted):
        yield texts


def _embed(tools: Tools, texts: Iterable[Wording]) -> None:
    for words in texts:
        tools.coder._embedder._read(words)  # `embed` would have it at hand


def windows_of(tools: Tools, document: Document) -> list[tuple[object, object]]:
    """Give the encoder's inputs for a document."""
    from dragoman.extract.trained.reader import TrainedReader, readable_text

    assert isinstance(tools.reader, TrainedReader)
    return list(tools.reader._model.windows(readable_text(document)))


def _pass(forward: Callable[..., object], windows: list[tuple[object, object]]) -> None:
    for ids, heads in windows:
        forward(ids, heads)


def warm(tools: Tools) -> None:
    """Read a few sentences, so that what is loaded once is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_articles([FIRST], Path(folder) / "one.jsonl")
        tools.read(read_documents(path)[0])


def write_articles(texts: list[str], path: Path) -> Path:
    """Write texts as articles of a JSON Lines file."""
    items = [json.dumps({"id": f"{path.stem}-{n}", "text": text}) for n, text in enumerate(texts)]
    path.write_text("\n".join(items), encoding="utf-8")
    return path


def read_documents(path: Path) -> list[Document]:
    """Read the documents of a file; what ingest puts into quarantine is left out."""
    arrivals = [a for a in ingest([path]) if not isinstance(a, Quarantine)]
    return [a.document if isinstance(a, Page) else a for a in arrivals]


def main() -> None:
    """Measure in this process and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--cores", default="0")
    options = parser.parse_args()
    os.sched_setaffinity(0, {int(core) for core in options.cores.split(",")})
    tools = equipment().unpack()
    warm(tools)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure_alone(options.articles, Path(folder), tools)
    sys.stdout.write(json.dumps(seconds | {"peak": peak_mb()}))


if __name__ == "__main__":
    main()
