"""Page: docs/benchmarks.md, put together from what was measured; nothing stands in it by hand."""

from collections.abc import Iterator, Sequence

from benchmarks.keeping import Machine, Row, number
from benchmarks.report.measured import Results, ordered
from benchmarks.report.serving import pages, queries, writes
from benchmarks.report.speed import (
    archives,
    cost,
    debates,
    families,
    growth,
    startup,
    throughput,
)
from benchmarks.report.words import DATABASES, amount, table, times
from benchmarks.store import TARGET_MS
from benchmarks.throughput import END

WHOLE = 1.6
"""The target: the whole pipeline takes no longer than so many times the encoder's forward pass."""

HELP_MS = 150.0
FLAT = 1.25
"""Memory that grows by no more than this, from the smallest dossier to the largest, is flat."""

HEAD = """# How fast it is

*Written by `make bench` from benchmarks/results. `python -m benchmarks report` writes it anew
without measuring; `python -m benchmarks --help` tells of all parts.*

Every figure stands beside a floor or a peer that was measured in the same run: machines differ and
are noisy, ratios less so. Articles of the invented dossiers are made up by this project
(benchmarks/dossiers.py), with about 25 statements each, as annotated articles have.
"""


def page(results: Results, core_hour: float) -> str:
    """Write the page."""
    sections = (
        ("Where and when", where(results)),
        ("Targets", targets(results)),
        ("Articles a second", throughput(results)),
        ("What a million articles cost", cost(results, core_hour)),
        ("Growth", growth(results)),
        ("Web archives", archives(results)),
        ("Copies", families(results)),
        ("Queries", queries(results)),
        ("Writes", writes(results)),
        ("Pages and the API", pages(results)),
        ("The command line", startup(results)),
        ("Networks", debates(results)),
    )
    told = (f"## {title}\n\n" + "\n\n".join(parts) for title, parts in sections)
    return HEAD + "\n" + "\n\n".join(told) + "\n"


def where(results: Results) -> Iterator[str]:
    """Tell of the machines and days."""
    seen: dict[Machine, list[str]] = {}
    for name, kept in results.kept.items():
        seen.setdefault(kept.machine, []).append(name)
    if not seen:
        yield "Nothing has been measured yet: `make bench`."
        return
    for machine, names in seen.items():
        mine = [results.kept[name] for name in names]
        days = sorted({one.taken_at[:10] for one in mine})
        loads = [one.load for one in mine]
        commits = sorted({one.commit for one in mine if one.commit})
        yield (
            f"{machine.processor or machine.system}, {machine.cores} cores, "
            f"{machine.memory_gb:.0f} GB; {machine.system}, Python {machine.python}, SQLite "
            f"{machine.sqlite}. {_span(days)}; commit {', '.join(commits) or 'unknown'}; load "
            f"average before a part {min(loads):.1f} to {max(loads):.1f}."
        )
    if any(kept.quick for kept in results.kept.values()):
        yield "**Some of this was a trial on tiny sizes, whose figures mean nothing.**"


def _span(days: Sequence[str]) -> str:
    return days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"


def targets(results: Results) -> Iterator[str]:
    """Tell which targets are met."""
    rows = list(_targets(results))
    yield table(["", "target", "measured", ""], rows)


def _targets(results: Results) -> Iterator[list[str]]:
    def told(what: str, target: str, value: str | None, met: bool) -> list[str]:
        return [
            what,
            target,
            value or "not measured",
            ("yes" if met else "**no**") if value else "",
        ]

    end = results.rows("throughput", what=END, processes=1)
    ratio = number(end[0], "x_forward") if end else 0.0
    what = "whole pipeline beside the encoder's forward pass, one process"
    yield told(what, f"at most {WHOLE}", times(ratio) if end else None, ratio <= WHOLE)
    for phase in ("add", "read", "relate"):
        rows = ordered(results.rows("growth", phase=phase), "documents")
        grown = number(rows[-1], "peak") / number(rows[0], "peak") if len(rows) > 1 else 0.0
        sizes = f"{amount(rows[0], 'documents')} to {amount(rows[-1], 'documents')}" if rows else ""
        what = f"memory of `{phase}`, {sizes} documents" if rows else f"memory of `{phase}`"
        yield told(what, f"flat (at most {FLAT})", times(grown) if grown else None, grown <= FLAT)
    for database, name in DATABASES.items():
        rows = _largest(_asked(results, database))
        worst = max((number(row, "p95") for row in rows), default=0.0)
        slow = sum(number(row, "p95") > TARGET_MS for row in rows)
        size = f" at {amount(rows[0], 'documents')} documents" if rows else ""
        value = f"{worst:,.0f} ms; {slow} of {len(rows)} slower" if rows else None
        yield told(f"every query, {name}{size}", f"p95 under {TARGET_MS:.0f} ms", value, not slow)
    starts = results.rows("startup", name="dragoman --help")
    wall = number(starts[0], "wall") if starts else 0.0
    value = f"{wall:.0f} ms" if starts else None
    yield told("`dragoman --help`", f"under {HELP_MS:.0f} ms", value, wall < HELP_MS)


def _asked(results: Results, database: str) -> list[Row]:
    return [
        row
        for group in ("used", "other")
        for row in results.rows("store", group=group, database=database)
    ]


def _largest(rows: list[Row]) -> list[Row]:
    size = max((number(row, "documents") for row in rows), default=0.0)
    return [row for row in rows if row["documents"] == size]
