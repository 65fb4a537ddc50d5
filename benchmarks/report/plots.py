"""Plots: pictures of what was measured, as SVG."""

import math
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.growth import FLOOR
from benchmarks.keeping import Row, number
from benchmarks.report.measured import Results
from benchmarks.stages import BYTES, CODERS, ENCODER
from benchmarks.store import TARGET_MS
from benchmarks.throughput import OF_STAGES

if TYPE_CHECKING:
    import altair as alt

INK, MUTED, ACCENT, WARM = "#1b1b1b", "#8a8a8a", "#0b6e8f", "#b4541a"
PHASES = (FLOOR, "add", "read", "relate")
PHASE_COLOURS = (MUTED, ACCENT, INK, WARM)
DASHES = ([4, 3], [1, 0], [1, 0], [1, 0])
WIDTH, HEIGHT = 420, 260


def write_plots(results: Results, folder: Path) -> list[Path]:
    """Write the plots of what there are results of."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, chart in _charts(results):
        path = folder / f"bench-{name}.svg"
        path.write_text(svg(chart), encoding="utf-8")
        written.append(path)
    return written


def svg(chart: "alt.LayerChart | alt.Chart | alt.FacetChart") -> str:
    """Draw a chart."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.svg"
        chart.save(path)
        return path.read_text(encoding="utf-8")


def _charts(results: Results) -> Iterator[tuple[str, Any]]:
    if stages := [r for r in results.rows("throughput") if r["what"] in OF_STAGES]:
        yield "stages", _stages(stages)
    if grown := results.rows("growth"):
        yield "growth", _growth(grown, "ms_each", "milliseconds for each document")
        yield "memory", _growth(grown, "peak", "most memory of the process, MB")
    if asked := results.rows("store", group="used"):
        yield "queries", _queries(asked)


def _stages(rows: list[Row]) -> Any:
    """Draw what each stage takes of each article, the encoder alone among them."""
    import altair as alt

    values: list[Row] = [
        {
            "stage": row["what"],
            "ms": 1000 * number(row, "seconds") / number(row, "articles"),
            "processes": f"{row['processes']:.0f}",
            "floor": row["what"] in (ENCODER, CODERS, BYTES),
        }
        for row in rows
    ]
    return (
        alt.Chart(_data(values))
        .mark_bar()
        .encode(
            y=alt.Y("stage:N", sort=list(OF_STAGES), title=None),
            x=alt.X("ms:Q", title="milliseconds for each article of the set"),
            yOffset=alt.YOffset("processes:N"),
            color=alt.condition("datum.floor", alt.value(MUTED), alt.value(ACCENT)),
            opacity=alt.Opacity(
                "processes:N", title="processes", scale=alt.Scale(range=[1.0, 0.55])
            ),
        )
        .properties(width=WIDTH, height=HEIGHT)
    )


def _growth(rows: list[Row], value: str, title: str) -> Any:
    """Draw a value over the number of documents, by phase; flat is what is wanted."""
    import altair as alt

    values: list[Row] = [
        {"phase": r["phase"], "documents": r["documents"], "value": r[value]} for r in rows
    ]
    sizes = sorted({int(number(row, "documents")) for row in rows})
    scale = alt.Scale(domain=list(PHASES), range=list(PHASE_COLOURS))
    drawn = alt.Chart(_data(values)).encode(
        x=alt.X(
            "documents:Q",
            scale=alt.Scale(type="log"),
            axis=alt.Axis(values=sizes, format=",d"),
            title="documents",
        ),
        y=alt.Y("value:Q", title=title, scale=alt.Scale(zero=True)),
        color=alt.Color("phase:N", scale=scale, title=None),
        strokeDash=alt.StrokeDash(
            "phase:N", scale=alt.Scale(domain=list(PHASES), range=list(DASHES)), title=None
        ),
    )
    both = drawn.mark_line() + drawn.mark_point(filled=True, opacity=1)
    return both.properties(width=WIDTH, height=HEIGHT)


def _queries(rows: list[Row]) -> Any:
    """Draw the 95th percentile of every query at every size, in a panel for each database."""
    import altair as alt

    values: list[Row] = [
        {
            "what": row["what"],
            "database": {"sqlite": "SQLite"}.get(str(row["database"]), "PostgreSQL"),
            "size": f"{_rounded(number(row, 'documents')):,}",
            "p95": max(number(row, "p95"), 0.1),
        }
        for row in rows
    ]
    sizes = sorted({_rounded(number(row, "documents")) for row in rows})
    names = list(dict.fromkeys(str(row["what"]) for row in rows))
    colours = [MUTED, ACCENT, INK, WARM][-len(sizes) :]
    base = alt.Chart().encode(y=alt.Y("what:N", sort=names, title=None))
    points = base.mark_point(filled=True, opacity=1, size=60).encode(
        x=alt.X("p95:Q", scale=alt.Scale(type="log"), title="p95, milliseconds"),
        color=alt.Color(
            "size:N",
            title="documents",
            scale=alt.Scale(domain=[f"{size:,}" for size in sizes], range=colours),
        ),
    )
    line = alt.Chart().mark_rule(color=WARM, strokeDash=[4, 4])
    line = line.encode(x=alt.datum(TARGET_MS))
    layered = alt.layer(points, line, data=_data(values))
    return layered.properties(width=WIDTH * 2 // 3, height=HEIGHT).facet(
        column=alt.Column("database:N", title=None)
    )


def _data(values: list[Row]) -> Any:
    import altair as alt

    return alt.Data(values=values)  # type: ignore[no-untyped-call,unused-ignore]


def _rounded(size: float) -> int:
    """Round a number of documents to what it was meant to be: 9,871 to 10,000."""
    digits = 10 ** math.floor(math.log10(max(size, 1)))
    return int(round(size / digits) * digits)
