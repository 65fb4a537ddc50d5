"""Articles a second, end to end and stage by stage, with one process and with two.

    python -m benchmarks throughput [--articles N] [--rounds N]

End to end is what `dragoman add` and `dragoman run` do: a file of articles into a new record, read,
coded, resolved, stored, and at the end related; with two processes a crew reads. Loading the models
is told apart. Stages are measured in processes of their own, as many as the setting has, each tied
to a core with its share of the articles; the encoder's bare forward pass on the same windows is
measured among them and is the floor of all. Rounds of both take turns.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.keeping import ROOT, Row, Value, number, write_rows
from benchmarks.stages import (
    BYTES,
    CODERS,
    ENCODER,
    PROCESSOR,
    equipment,
    read_documents,
    warm,
    write_articles,
)
from dragoman.ingest import ingest
from dragoman.pipeline import Crew, add, run
from dragoman.store import Store

SHARED = ROOT.parent / "shared"
EXAMPLE = ROOT / "examples" / "ukraine-talks" / "articles" / "reports.jsonl"
PROCESSES = (1, 2)
WARMING = 4
"""Articles for each process of a crew that are read before the clock runs."""

END = "end to end"
LOAD = "loading (once)"
PHASES = ("add", "read", "relate")
OF_STAGES = (
    *(BYTES, "ingest", "store documents", ENCODER, "extract", CODERS, "code", "resolve"),
    *("store readings", "relate"),
)


def articles(wanted: int) -> list[str]:
    """Give texts to measure on: real ones where they are at hand, else those of the example."""
    path = SHARED / "corpora" / "news-may-2025.jsonl"
    with (path if path.exists() else EXAMPLE).open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    # Those that come again are told apart by their ids; as copies they would be joined.
    return (texts * (wanted // len(texts) + 1))[:wanted]


def measure(texts: list[str], rounds: int, processes: Sequence[int] = PROCESSES) -> list[Row]:
    """Measure every setting that the machine has cores for, on the same texts."""
    cores = sorted(os.sched_getaffinity(0))
    words = sum(len(text.split()) for text in texts)
    rows: list[Row] = []
    for wanted in (some for some in processes if some <= len(cores)):
        stages: list[dict[str, float]] = []
        whole: list[dict[str, float]] = []
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(rounds):
                stages.append(_stages(texts, cores[:wanted], Path(folder)))
                whole.append(_end_to_end(texts, cores[:wanted], Path(folder)))
        rows += _rows(_mean(stages), _mean(whole), wanted, len(texts), words)
    return rows


def _mean(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {name: sum(one[name] for one in rounds) / len(rounds) for name in rounds[0]}


def _rows(
    stages: dict[str, float], whole: dict[str, float], processes: int, texts: int, words: int
) -> Iterator[Row]:
    same: dict[str, Value] = {"processes": processes, "articles": texts, "words": words}
    for name in OF_STAGES:
        yield {"what": name, **same, **_figures(stages, name, stages, texts), "peak": None}
    for name in PHASES:
        yield {"what": f"whole: {name}", **same, **_figures(whole, name, stages, texts)}
    for of in ("", PROCESSOR):
        whole[of + END] = sum(whole[of + name] for name in PHASES)
    yield {"what": END, **same, **_figures(whole, END, stages, texts), "peak": whole["peak"]}
    nothing = dict.fromkeys(("rate", "x_forward", "x_both", "processor", "x_processor"))
    yield {"what": LOAD, **same, "seconds": whole["load"], **nothing}


def _figures(found: dict[str, float], name: str, stages: dict[str, float], texts: int) -> Row:
    """Give a time beside its floors: the reader's encoder alone, and both encoders alone.

    That of the processor is one process's; where a crew reads, it is that of the one that writes.
    """
    seconds, processor = found[name], found[PROCESSOR + name]
    both, of_both = (stages[of + ENCODER] + stages[of + CODERS] for of in ("", PROCESSOR))
    return {
        "seconds": seconds,
        "rate": texts / seconds,
        "x_forward": seconds / stages[ENCODER],
        "x_both": seconds / both,
        "processor": processor,
        "x_processor": processor / of_both,
    }


def _stages(texts: list[str], cores: list[int], folder: Path) -> dict[str, float]:
    """Measure the stages in as many processes as there are cores; the slowest counts."""
    running = []
    for place, core in enumerate(cores):
        share = write_articles(texts[place :: len(cores)], folder / f"share{place}.jsonl")
        running.append(_started("benchmarks.stages", [str(share), "--cores", str(core)]))
    found = _together(running)
    return {key: max(one[key] for one in found) for key in found[0]}


def _end_to_end(texts: list[str], cores: list[int], folder: Path) -> dict[str, float]:
    path = write_articles(texts, folder / "all.jsonl")
    used = ",".join(map(str, cores))
    one = _started("benchmarks.throughput", [str(path), "--cores", used])
    return _together([one])[0]


def _started(module: str, arguments: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module, *arguments]
    pipe = subprocess.PIPE
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as the command line sets it
    return subprocess.Popen(  # noqa: S603 - ourselves
        command, stdin=pipe, stdout=pipe, text=True, env=environment, cwd=ROOT
    )


def _together(running: list[subprocess.Popen[str]]) -> list[dict[str, float]]:
    """Let processes measure at once; none begins before all have loaded."""
    for process in running:
        assert process.stdout is not None
        if process.stdout.readline() != "ready\n":
            raise RuntimeError("a process of the measurement did not start; its message is above")
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    return [json.loads(process.communicate()[0]) for process in running]


def _measure_alone(path: Path, cores: int) -> None:
    """Take a file of articles into a record in this process, and print JSON."""
    began = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        tools = equipment().unpack()
        warm(tools)
        crew = stack.enter_context(Crew(equipment(), cores)) if cores > 1 else None
        if crew:
            some = (read_documents(path) * WARMING * cores)[: WARMING * cores]
            list(crew.read(some))
        load = time.perf_counter() - began
        store = stack.enter_context(Store.open(folder / "record.db"))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        moments = [_now()]
        add(ingest([path]), store, lambda _: None)
        moments.append(_now())
        done = moments[-1]

        def progress(_: str) -> None:
            nonlocal done
            done = _now()

        run(store, tools.reader, tools.knowledge, progress, tools.coder, crew)
        moments += [done, _now()]
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    seconds: dict[str, float] = {"load": load, "peak": peak / 1024}
    for name, (began, worked), (ended, until) in zip(PHASES, moments, moments[1:], strict=False):
        seconds |= {name: ended - began, PROCESSOR + name: until - worked}
    sys.stdout.write(json.dumps(seconds))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def table(rows: Sequence[Row]) -> str:
    """Set the figures as a table, with the ratios to the floors of the setting.

    They are the reader's encoder alone, both encoders alone, and these in processor time.
    """
    names = ("rate", "x_forward", "x_both", "processor", "x_processor")
    heads = ("articles/s", "x reader", "x both", "cpu s", "x both cpu")
    lines = [f"{'':30}{'processes':>10}{'seconds':>10}" + "".join(f"{h:>12}" for h in heads)]
    for row in rows:
        line = f"{row['what']:30}{row['processes']:10}{number(row, 'seconds'):10.2f}"
        if row["rate"] is not None:
            line += "".join(f"{number(row, name):12.2f}" for name in names)
        lines.append(line)
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks throughput", description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    rows = measure(articles(options.articles), options.rounds)
    sys.stdout.write(table(rows) + "\n")
    write_rows(options.json, rows)
    return 0


def _child() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--cores", default="0")
    options = parser.parse_args()
    cores = {int(core) for core in options.cores.split(",")}
    os.sched_setaffinity(0, cores)
    _measure_alone(options.articles, len(cores))


if __name__ == "__main__":
    _child()
