"""Reading beside its floor: the encoder's own forward pass on the same word pieces.

Every setting runs in processes of its own, tied to as many cores as it may use, so that its peak
memory is its own too. Within a process the articles are read in turns (whole stage, forward pass,
rules), which shares out what else the machine does among the three.

    python -m benchmarks reading [--articles N]
    python -m benchmarks.reading articles.jsonl --threads 1     # one process of a setting
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from benchmarks.keeping import write_rows
from benchmarks.stages import read_documents, timed, write_articles
from benchmarks.throughput import articles
from dragoman.extract import RulesReader
from dragoman.extract.trained.pieces import Ints
from dragoman.extract.trained.reader import SHIPPED, Model, TrainedReader, readable_text
from dragoman.record import Document

ROUNDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the cores are used.

    Attributes:
        name: What it is called in the table.
        processes: How many processes read, each its share of the articles.
        threads: How many threads each encoder uses.
    """

    name: str
    processes: int
    threads: int


SETTINGS = (
    Setting(name="one process, one thread", processes=1, threads=1),
    Setting(name="one process, two threads", processes=1, threads=2),
    Setting(name="two processes, one thread each", processes=2, threads=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a setting took, summed over articles, as wall-clock seconds of the slowest process.

    Attributes:
        extract: The whole stage: tokenizer, windows, encoder, decoder.
        forward: The encoder alone on the same windows.
        rules: The rules reader on the same articles.
        load: From nothing to a reader that has read one sentence.
        peak: Most memory that a process held, in MB.
        articles: How many were read.
        words: How many words they have.
    """

    extract: float
    forward: float
    rules: float
    load: float
    peak: float
    articles: int
    words: int


def measure_reading(texts: list[str], folder: Path) -> list[tuple[Setting, Measured]]:
    """Measure every setting that the machine has cores for, on the same texts."""
    cores = sorted(os.sched_getaffinity(0))
    return [
        (setting, _together(setting, texts, cores, folder))
        for setting in SETTINGS
        if setting.processes * setting.threads <= len(cores)
    ]


def _together(setting: Setting, texts: list[str], cores: list[int], folder: Path) -> Measured:
    """Run the processes of a setting at once; none begins before all have loaded."""
    running = []
    for n in range(setting.processes):
        share = write_articles(texts[n :: setting.processes], folder / f"share{n}.jsonl")
        own = cores[n * setting.threads : (n + 1) * setting.threads]
        options = ["--threads", str(setting.threads), "--cores", ",".join(map(str, own))]
        command = [sys.executable, "-m", "benchmarks.reading", str(share), *options]
        pipe = subprocess.PIPE
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as the command line sets it
        running.append(
            subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=environment)  # noqa: S603 - ourselves
        )
    for process in running:
        assert process.stdout is not None
        process.stdout.readline()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    found = [json.loads(process.communicate()[0]) for process in running]
    most = {key: max(one[key] for one in found) for key in found[0]}
    return Measured(**most, articles=len(texts), words=sum(len(text.split()) for text in texts))


def measure_alone(documents: list[Document], model: Model) -> dict[str, float]:
    """Read documents in this process; seconds by what was done."""
    reader, rules = TrainedReader(model), RulesReader()
    seconds = {"extract": 0.0, "forward": 0.0, "rules": 0.0}
    for _ in range(ROUNDS):
        for document in documents:
            inputs = model.windows(readable_text(document))
            _, extract = timed(partial(reader.read, document))
            _, forward = timed(partial(_pass, model, inputs))
            _, plain = timed(partial(rules.read, document))
            for name, taken in (("extract", extract), ("forward", forward), ("rules", plain)):
                seconds[name] += taken / ROUNDS
    return seconds


def _pass(model: Model, inputs: list[tuple[Ints, Ints]]) -> None:
    for ids, heads in inputs:
        model.forward(ids, heads)


def table(measured: Sequence[tuple[Setting, Measured]]) -> str:
    """Set the reader beside its floor, the encoder's forward pass on the same windows."""
    head = (
        f"{'reading':34}{'articles/s':>12}{'words/s':>12}{'forward/s':>12}{'x forward':>11}"
        f"{'rules/s':>10}{'load s':>8}{'peak MB':>9}"
    )
    rows = [
        f"{setting.name:34}{m.articles / m.extract:12.1f}{m.words / m.extract:12.0f}"
        f"{m.articles / m.forward:12.1f}{m.extract / m.forward:11.2f}{m.articles / m.rules:10.0f}"
        f"{m.load:8.2f}{m.peak:9.0f}"
        for setting, m in measured
    ]
    return "\n".join([head, *rows])


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reading", description=__doc__)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure_reading(articles(options.articles), Path(folder))
    sys.stdout.write(table(measured) + "\n")
    write_rows(options.json, ({"what": setting.name, **asdict(m)} for setting, m in measured))
    return 0


def _child() -> None:
    """Measure in this process and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--cores", default="0")
    options = parser.parse_args()
    os.sched_setaffinity(0, {int(core) for core in options.cores.split(",")})
    model = Model(SHIPPED, options.threads)
    _, load = timed(lambda: model.find("Kyiv denied it, the ministry said."))
    documents = read_documents(options.articles)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    seconds = measure_alone(documents, model)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(seconds | {"load": load, "peak": peak}))


if __name__ == "__main__":
    _child()
