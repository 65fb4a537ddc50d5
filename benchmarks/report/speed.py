"""Speed: what the page tells of articles a second, growth, and what is measured on its own."""

from collections.abc import Iterable, Iterator

from benchmarks.growth import FLOOR
from benchmarks.keeping import Row, number
from benchmarks.report.cost import cost_of
from benchmarks.report.measured import Results, ordered
from benchmarks.report.words import amount, table
from benchmarks.stages import BYTES, CODERS, ENCODER
from benchmarks.throughput import END, LOAD


def throughput(results: Results) -> Iterator[str]:
    """Tell of articles a second."""
    yield from results.missing("throughput")
    rows = results.rows("throughput")
    if not rows:
        return
    articles, words = number(rows[0], "articles"), number(rows[0], "words")
    yield (
        f"{articles:,.0f} articles of {words / articles:,.0f} words. The floor is the encoder's "
        "bare forward pass on the same windows, measured in turns with the stages. With two "
        "processes a crew reads, and a third process, which writes, mostly waits; the stages are "
        "then measured in two processes side by side."
    )
    names = dict.fromkeys(str(row["what"]) for row in rows)
    settings = sorted({number(row, "processes") for row in rows})
    head = ["", *(f"articles/s, {_processes(one)}" for one in settings)]
    head += [f"x forward, {_processes(one)}" for one in settings]
    by = {(row["what"], row["processes"]): row for row in rows}
    lines = []
    for name in (name for name in names if name != LOAD):
        cells = [by.get((name, one)) for one in settings]
        lines.append(
            [
                f"*{name}*" if name in (ENCODER, CODERS, BYTES) else name,
                *(amount(cell, "rate", 1) for cell in cells),
                *(amount(cell, "x_forward", 2) for cell in cells),
            ]
        )
    yield table(head, lines)
    loads = (f"{amount(by[LOAD, one], 'seconds', 1)} s with {_processes(one)}" for one in settings)
    ratio = by.get((END, 1))
    if ratio:
        share = 100 / number(ratio, "x_forward")
        told = f"The encoder alone is {share:.0f} % of the whole with one process."
        if second := by.get((CODERS, 1)):
            both = 1 + number(second, "x_forward")
            told += (
                " The coder has an encoder of its own; the whole takes "
                f"{number(ratio, 'x_forward') / both:.2f} times what both take alone."
            )
        yield told
    yield f"Models and knowledge are loaded once, in {', '.join(loads)}; that is not counted."
    yield "![Milliseconds for each article by stage.](images/bench-stages.svg)"
    reading = results.rows("reading")
    if reading:
        head = ["reader alone", "articles/s", "forward/s", "x forward", "load s", "peak MB"]
        yield table(head, (_reader(row) for row in reading))


def _reader(row: Row) -> list[str]:
    extract, forward = number(row, "extract"), number(row, "forward")
    articles = number(row, "articles")
    figures = (articles / extract, articles / forward, extract / forward)
    return [
        str(row["what"]),
        *(f"{one:,.1f}" for one in figures[:2]),
        f"{figures[2]:.2f}",
        amount(row, "load", 1),
        amount(row, "peak"),
    ]


def _processes(number_: float) -> str:
    return "1 process" if number_ == 1 else f"{number_:.0f} processes"


def cost(results: Results, core_hour: float) -> Iterator[str]:
    """Tell what a million articles cost."""
    rows = results.rows("throughput", what=END)
    yield (
        f"From the rates above, end to end, and an assumed price of {core_hour:.2f} US dollars for "
        "an hour of one core (`--core-hour` of `python -m benchmarks report`). A GPU has not been "
        "measured."
    )
    if not rows:
        yield "Not measured yet."
        return
    lines = []
    for row in ordered(rows, "processes"):
        cores = int(number(row, "processes"))
        found = cost_of(number(row, "rate"), cores, core_hour)
        lines.append(
            [
                _processes(cores),
                amount(row, "rate", 1),
                f"{found.core_hours:,.0f}",
                f"{found.hours:,.0f}",
                f"{found.dollars:,.2f}",
            ]
        )
    yield table(["", "articles/s", "core hours", "hours", "US dollars"], lines)


def growth(results: Results) -> Iterator[str]:
    """Tell how time and memory grow."""
    yield from results.missing("growth")
    rows = ordered(results.rows("growth"), "documents")
    if not rows:
        return
    yield (
        "Invented dossiers, added and read by a crew that knows what stands in the documents, so "
        f"that all but the model is measured. *{FLOOR}* writes the same documents and statements "
        "as plain rows, each document in a transaction of its own; peaks are those of a process."
    )
    floors = {row["documents"]: number(row, "ms_each") for row in rows if row["phase"] == FLOOR}
    lines = [
        [
            amount(row, "documents"),
            f"*{row['phase']}*" if row["phase"] == FLOOR else f"{row['phase']}",
            amount(row, "seconds", 1),
            amount(row, "ms_each", 2),
            f"{number(row, 'ms_each') / floors[row['documents']]:,.1f}",
            amount(row, "peak"),
        ]
        for row in rows
        if row["documents"] in floors
    ]
    yield table(["documents", "", "seconds", "ms each", "x floor", "peak MB"], lines)
    yield "![Milliseconds for each document by the size of the dossier.](images/bench-growth.svg)"
    yield "![Most memory by the size of the dossier.](images/bench-memory.svg)"


def archives(results: Results) -> Iterator[str]:
    """Tell how fast web archives are read."""
    yield from results.missing("archives")
    rows = results.rows("archives")
    if rows:
        yield (
            f"One archive of {amount(rows[0], 'packed_mb', 1)} MB, packed; one page in ten is "
            "about the negotiation. warcio and fastwarc only unpack; trafilatura finds "
            "the article of each page that warcio unpacks. The last column is the peak with "
            f"{amount(rows[0], 'larger')} times as large an archive."
        )
        head = ["", "items", "MB/s", "x warcio", "peak MB", "peak, larger"]
        yield table(head, (_archive(row) for row in rows))


def _archive(row: Row) -> list[str]:
    figures = (amount(row, "items"), amount(row, "mb_s", 1), amount(row, "x_warcio", 2))
    return [str(row["what"]), *figures, amount(row, "peak"), amount(row, "peak_larger")]


def families(results: Results) -> Iterator[str]:
    """Tell how fast copies are found."""
    yield from results.missing("families")
    rows = results.rows("families")
    if rows:
        yield (
            f"{amount(rows[0], 'documents')} documents of 280 words, one of ten a copy: one word "
            "of ten replaced, two of seven paragraphs dropped, or put whole into a longer article. "
            "The last columns are the shares of those copies that were found. Ours lies on disk, "
            "the peer in memory."
        )
        head = ["", "documents/s of processor time", "peak MB", "disk MB"]
        names = ("replaced", "dropped", "embedded")
        yield table([*head, *names], (_family(row, names) for row in rows))


def _family(row: Row, names: Iterable[str]) -> list[str]:
    rate = number(row, "documents") / number(row, "processor")
    figures = (f"{rate:,.0f}", amount(row, "peak"), amount(row, "disk"))
    return [str(row["name"]), *figures, *(amount(row, name, 3) for name in names)]


def startup(results: Results) -> Iterator[str]:
    """Tell how fast commands start."""
    yield from results.missing("startup")
    rows = results.rows("startup")
    if rows:
        yield "The quickest of all rounds, milliseconds; the floor is Python that does nothing."
        floor = number(rows[0], "wall")
        lines = (
            [
                f"`{row['name']}`",
                amount(row, "processor"),
                amount(row, "first_line"),
                amount(row, "wall"),
                f"{number(row, 'wall') / floor:.1f}",
            ]
            for row in rows
        )
        yield table(["", "processor", "first line", "wall", "x floor"], lines)


def debates(results: Results) -> Iterator[str]:
    """Tell how fast networks are made."""
    yield from results.missing("debates")
    rows = results.rows("debates")
    if rows:
        floor = number(rows[0], "seconds")
        yield f"{amount(rows[0], 'stances')} stances; the floor is sorting as many numbers."
        lines = (
            [str(row["what"]), amount(row, "seconds", 2), f"{number(row, 'seconds') / floor:,.1f}"]
            for row in rows
        )
        yield table(["", "seconds", "x floor"], lines)
