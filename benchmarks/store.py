"""The store at a size: how long writes and queries take, beside a plain row in the same database.

usage: python -m benchmarks store [--documents N] [--database sqlite|postgresql|ADDRESS]

A dossier with so many documents, of 25 statements on average, is made once under build/bench
(benchmarks/dossiers.py; of more than 10,000 by multiplying, benchmarks/asking/multiplying.py) and
its record laid into the database. Then come the queries that the most
used pages ask, each with up to 60 different arguments in turns, and every other query that any page
or route of the API asks. Every query opens a transaction of its own; the database's memory is as
warm as asking makes it. At the end documents and their readings are written, each in a transaction
of its own. `--explain` shows SQLite's plan for what computes for more than 100 ms.
"""

import argparse
import gc
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy import text

from benchmarks.asking.queries import BY_KEY, Asked, asked_by_pages, most_used
from benchmarks.asking.records import SQLITE, Laid, dossier_of, laid
from benchmarks.asking.timing import Taken, plans, time_questions, times_of
from benchmarks.asking.writes import time_writes
from benchmarks.keeping import Row, number, write_rows
from dragoman.settings import Dossier
from dragoman.settings.codebooks import read_codebook
from dragoman.store import Store, View

TARGET_MS = 100.0
"""What 19 of 20 queries must stay under, at any size."""

WRITTEN = 200
ROW = text("SELECT id, document FROM statements WHERE id = :id")


def measure(dossier: Dossier, one: Laid, options: argparse.Namespace) -> Iterator[Row]:
    """Measure a record in its database."""
    store, view = one.store, one.store.view()
    counts = view.counts()
    same: Row = {
        "database": one.database,
        "documents": counts.documents,
        "statements": counts.statements,
    }
    if one.seconds is not None:
        yield {**same, "group": "copy", "what": "copied from SQLite", "seconds": one.seconds}
    questions, longest = most_used(view), options.seconds
    ids = [partial(_row, store, id_) for id_ in _ids(view)]
    yield _row_of({**same, "group": "floor"}, BY_KEY, times_of(ids, longest_s=longest))
    for name, taken in time_questions(view, questions, longest):
        yield _row_of({**same, "group": "used"}, name, taken)
        _explained(view, questions, name, taken, options)
    if not options.only_used:
        seen = asked_by_pages(dossier, store)
        sys.stderr.writelines(f"{line}\n" for line in seen.failed)
        # What pages have left in memory would be looked through while answers are made.
        gc.collect()
        gc.freeze()
        for name, taken in time_questions(view, seen.queries, longest):
            yield _row_of({**same, "group": "other"}, name, taken)
            _explained(view, seen.queries, name, taken, options)
    codebook = read_codebook(dossier.codebook_path)
    for name, taken, rows in time_writes(store, codebook, options.written):
        yield _row_of({**same, "group": "write", "rows": rows}, name, taken)


def _ids(view: View) -> list[str]:
    from itertools import islice

    return [statement.id for statement in islice(view.statements(), 60)]


def _row(store: Store, id_: str) -> object:
    with store._reading() as connection:
        return connection.execute(ROW, {"id": id_}).one()


def _row_of(same: Row, name: str, taken: Taken) -> Row:
    return {
        **same,
        "what": name,
        "asked": taken.wall.number,
        "p50": taken.wall.middle,
        "p95": taken.wall.p95,
        "most": taken.wall.most,
        "processor_p50": taken.processor.middle,
        "processor_p95": taken.processor.p95,
    }


def _explained(
    view: View,
    questions: Mapping[str, Sequence[Asked]],
    name: str,
    taken: Taken,
    options: argparse.Namespace,
) -> None:
    if options.explain and taken.processor.p95 > options.explain:
        sys.stderr.write(f"\n== {name}: p95 {taken.processor.p95:.0f} ms of the processor\n")
        with plans(_tell):
            questions[name][taken.longest](view)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def table(rows: Sequence[Row]) -> str:
    """Set the figures as a table."""
    lines = [f"{'milliseconds':40}{'asked':>7}{'p50':>9}{'p95':>9}{'most':>9}{'cpu p95':>9}"]
    lines += [
        f"{row['what']:40}{row['asked']:7}{number(row, 'p50'):9.1f}{number(row, 'p95'):9.1f}"
        f"{number(row, 'most'):9.1f}{number(row, 'processor_p95'):9.1f}"
        for row in rows
        if "p95" in row
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks store", description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--database", default=SQLITE)
    parser.add_argument("--dossier", type=Path, help="a folder with one that is to be measured")
    parser.add_argument("--seconds", type=float, default=20.0, help="at most for a kind of query")
    parser.add_argument("--written", type=int, default=WRITTEN, help="documents that are written")
    parser.add_argument("--only-used", action="store_true", help="leave the other queries out")
    parser.add_argument("--explain", type=float, nargs="?", const=TARGET_MS, help="milliseconds")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    if options.dossier:
        from dragoman.settings import open_dossier

        dossier = open_dossier(options.dossier)
    else:
        dossier = dossier_of(options.documents)
    with laid(dossier, options.database) as one:
        rows = list(measure(dossier, one, options))
    sys.stdout.write(table(rows) + "\n")
    write_rows(options.json, rows)
    return 0
