"""Serving: what the page tells of queries, writes and pages."""

from collections.abc import Iterator

from benchmarks.keeping import Row, number
from benchmarks.report.measured import Results
from benchmarks.report.words import DATABASES, amount, table
from benchmarks.store import TARGET_MS


def queries(results: Results) -> Iterator[str]:
    """Tell how long queries take."""
    yield from results.missing("store")
    rows = results.rows("store", group="used")
    if not rows:
        return
    yield (
        "What the most used pages ask of a record, each kind with up to 60 different arguments; "
        "milliseconds, the 50th and the 95th percentile. The floor, *one row by its key*, goes the "
        "same way to the database."
    )
    for database, name in DATABASES.items():
        floor = results.rows("store", group="floor", database=database)
        asked = [*floor, *results.rows("store", group="used", database=database)]
        if asked:
            yield f"### {name}"
            yield _by_size(asked)
            yield from _slow_others(results, database)
    yield "![The 95th percentile of every query by size.](images/bench-queries.svg)"


def _by_size(rows: list[Row]) -> str:
    sizes = sorted({number(row, "documents") for row in rows})
    by = {(row["what"], row["documents"]): row for row in rows}
    head = ["", *(f"{what}, {size:,.0f}" for size in sizes for what in ("p50", "p95"))]
    lines = []
    for name in dict.fromkeys(str(row["what"]) for row in rows):
        cells = [by.get((name, size)) for size in sizes]
        lines.append([name, *(amount(c, p, 1) for c in cells for p in ("p50", "p95"))])
    return table(head, lines)


def _slow_others(results: Results, database: str) -> Iterator[str]:
    others = results.rows("store", group="other", database=database)
    for size in sorted({number(row, "documents") for row in others}):
        rows = [row for row in others if row["documents"] == size]
        slow = [row for row in rows if number(row, "p95") > TARGET_MS]
        named = ", ".join(f"{row['what']} ({number(row, 'p95'):,.0f} ms)" for row in slow)
        yield (
            f"At {size:,.0f} documents {len(rows)} kinds of queries that pages and routes of the "
            f"API ask were measured, too; {len(slow)} of them took more than {TARGET_MS:.0f} ms at "
            f"p95{': ' + named if slow else ''}."
        )


def writes(results: Results) -> Iterator[str]:
    """Tell how long writes take."""
    rows = results.rows("store", group="write")
    if not rows:
        yield "Not measured yet."
        return
    yield (
        "Documents and their readings into a record of that size, each in a transaction of its "
        "own, with the indexes for search and all that depends on a document. The floor writes a "
        "document and its statements as plain rows into the same database."
    )
    for database, name in DATABASES.items():
        if mine := [row for row in rows if row["database"] == database]:
            yield f"### {name}, milliseconds"
            yield _by_size(mine)
    for row in results.rows("store", group="copy"):
        yield (
            f"{amount(row, 'statements')} statements were copied from SQLite in "
            f"{amount(row, 'seconds', 1)} s."
        )


def pages(results: Results) -> Iterator[str]:
    """Tell how long pages take."""
    yield from results.missing("pages")
    alone = results.rows("pages", group="alone")
    if not alone:
        return
    yield (
        f"A dossier of {amount(alone[0], 'documents')} documents. *Cold* is the first answer after "
        "a write, *warm* the same once more; then twenty readers read at once, each thinking one "
        "to three seconds; then again while somebody corrects a statement every ten seconds. "
        "Milliseconds."
    )
    by = {(row["group"], row["what"]): row for row in results.rows("pages")}
    names = [*(str(row["what"]) for row in alone), "all"]
    head = ["", "cold p50", "warm p50", "reading p50", "p95", "correcting p50", "p95"]
    lines = []
    for name in names:
        cold, one, two = (by.get((g, name)) for g in ("alone", "reading", "correcting"))
        cells = ((cold, "cold_p50"), (cold, "warm_p50"), (one, "p50"), (one, "p95"))
        both = (*cells, (two, "p50"), (two, "p95"))
        lines.append([name, *(amount(row, key) for row, key in both)])
    yield table(head, lines)
    for row in results.rows("pages", what="server"):
        yield (
            f"{str(row['group']).capitalize()}: the server holds {amount(row, 'memory')} MB and "
            f"uses {amount(row, 'processor', 2)} processors."
        )
