"""Write the parts of the docs that are made from the code; a test fails when they are stale."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import typer

from dragoman.record import Statement
from dragoman.web.api.reference import Model, Operation, Paragraph, Value

ROOT = Path(__file__).resolve().parent
CLI = ROOT / "reference" / "cli.md"
API = ROOT / "reference" / "api.md"
READING = ROOT / "how-statements-are-found.md"
RELIABILITY = ROOT / "images" / "reliability.svg"
FLOORS = ROOT.parent / "evaluation" / "floors"
SHOWN = "03-scoop-northgate"
MEASURES = (
    ("statement F1", "example"),
    ("statement F1", "gold/dev"),
    ("attributed F1", "gold/dev"),
    ("speaker", "gold/dev"),
    ("party", "gold/dev"),
    ("quote form", "gold/dev"),
    ("act", "gold/dev"),
    ("token micro-F1", "PolNeAR dev"),
    ("three roles at IoU .5", "PolNeAR dev"),
)
"""What the README shows of the measures, each with its set."""

COMPARED = (
    *MEASURES,
    ("three roles exact", "PolNeAR dev"),
    ("statement precision", "gold/dev"),
    ("statement recall", "gold/dev"),
    ("source overlap", "gold/dev"),
    ("nested recall", "gold/dev"),
    ("boilerplate statements", "gold/dev"),
    ("statement F1", "passages"),
    ("source overlap", "passages"),
    ("nested recall", "passages"),
    ("speaker", "passages"),
)
"""What the page on reading shows of them."""

PROTOTYPE = {
    ("statement F1", "gold/dev"): ".73",
    ("statement precision", "gold/dev"): ".71",
    ("statement recall", "gold/dev"): ".75",
    ("source overlap", "gold/dev"): ".89",
    ("token micro-F1", "PolNeAR dev"): ".887",
    ("three roles at IoU .5", "PolNeAR dev"): ".646",
    ("three roles exact", "PolNeAR dev"): ".500",
}
"""A first reader of flat tags on the same encoder, measured before this one was built."""

HEAD = """# The command line

*Generated from the program by `make docs`.*

Data goes to standard output, words and progress to standard error. Exit codes: 0 done, 1 error,
2 wrong usage, 3 done but some documents are in quarantine. Commands act on the dossier in the
current folder, in `DRAGOMAN_DOSSIER`, or in the one named with `-d`.

`dragoman --install-completion` teaches your shell to complete commands and options.

"""


API_HEAD = """# The REST API

*Generated from the program by `make docs`.*

A served dossier (`dragoman serve`) answers under `/api/v1`; `/api/docs` has this page with forms to
try it, and `/api/v1/openapi.json` the description for machines. For Python there is
[the package itself](../how-to/use-from-python.md), for what is new there are
[feeds](../how-to/follow-changes.md).
"""


def cli_reference() -> str:
    """Describe every command with its arguments and options, as Typer documents itself."""
    from typer.cli import get_docs_for_click

    from dragoman.cli.app import whole

    program = whole()
    told = get_docs_for_click(obj=program, ctx=typer.Context(program), name="dragoman")
    _, _, commands = told.partition("\n## ")
    return HEAD + "## " + commands.rstrip() + "\n"


def api_reference() -> str:
    """Describe every operation and model of the REST API, as its OpenAPI document does."""
    from starlette.datastructures import State

    from dragoman.web.api.application import create_api
    from dragoman.web.api.reference import build_reference

    reference = build_reference(create_api(State()).openapi())
    lines = [API_HEAD, *(f"{_marked(told)}\n" for told in reference.description)]
    for group in reference.groups:
        lines += [f"## {group.name}\n", f"{group.description}\n"]
        lines += [line for one in group.operations for line in _operation(one)]
    lines += ["## Models\n"]
    lines += [line for model in reference.models for line in _model(model)]
    return "\n".join(lines)


def _operation(operation: Operation) -> list[str]:
    token = " It needs a token." if operation.token else ""
    body = f" Send a {_linked(operation.body)}." if operation.body else ""
    answers = [
        f"{answer.status} {_linked(answer.model)}" if answer.model else answer.status
        for answer in operation.answers
    ]
    return [
        f"### {operation.method} {operation.path}\n",
        f"{_marked(operation.description)}{body}{token}\n",
        *([f"```json\n{operation.sample}\n```\n"] if operation.sample else []),
        *_table("parameter", operation.parameters),
        f"Answers: {', '.join(answers)}.\n",
    ]


def _model(model: Model) -> list[str]:
    choices = ", ".join(f"`{choice}`" for choice in model.choices)
    return [
        f"### {model.name} (model)\n",
        f"{_marked(model.description)}\n",
        *([f"{choices}\n"] if choices else []),
        *_table("field", model.fields),
    ]


def _linked(model: str, words: str | None = None) -> str:
    return f"[{words or model}](#{model.lower()}-model)"


def _table(heading: str, values: tuple[Value, ...]) -> list[str]:
    if not values:
        return []
    rows = [f"| {heading} | type | meaning |", "| --- | --- | --- |"]
    for value in values:
        kind = _linked(value.model, value.type) if value.model else value.type
        limits = f", {value.limits}" if value.limits else ""
        needed = " (needed)" if value.place and value.required else ""
        meaning = _marked(value.description).replace("|", "\\|")
        rows.append(f"| `{value.name}`{needed} | {kind}{limits} | {meaning} |")
    return [*rows, ""]


def _marked(paragraph: Paragraph) -> str:
    marks = {"text": "", "strong": "**", "code": "`"}
    return "".join(f"{marks[p.kind]}{p.text}{marks[p.kind]}" for p in paragraph)


def example_statements() -> str:
    """Read the example as a user would and set one report's statements as a table."""
    from dragoman.ingest import ingest
    from dragoman.pipeline import add, reader_named, run
    from dragoman.resolve import load_knowledge
    from dragoman.settings import DEFAULT_READER
    from dragoman.store import Store

    articles = ROOT.parent / "examples" / "ukraine-talks" / "articles" / "reports.jsonl"
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db") as store:
        add(ingest([articles]), store, lambda _: None)
        run(store, reader_named(DEFAULT_READER), load_knowledge(), lambda _: None)
        names = {document.id: document.name for document in store.view().documents()}
        found = [s for s in store.view().statements() if names[s.document] == SHOWN]
    rows = [_row(statement) for statement in found]
    return "| speaker | party | act | words | via |\n| --- | --- | --- | --- | --- |\n" + "".join(
        rows
    )


def _row(statement: Statement) -> str:
    words = " … ".join(span.text for span in statement.content).replace("|", "\\|")
    speaker = statement.speaker.name if statement.speaker else "*unresolved*"
    via = " → ".join(link.name for link in statement.via)
    return f"| {speaker} | {statement.party or ''} | {statement.act or ''} | {words} | {via} |\n"


def scores() -> str:
    """Set the floors of both readers as a table: what was last measured, and may not fall."""
    floors = {reader: _floors(reader) for reader in ("rules", "trained")}
    lines = ["| | set | rules reader | trained reader |", "| --- | --- | --: | --: |"]
    for measure, name in MEASURES:
        values = " | ".join(f"{floors[reader][name][measure]:.3f}" for reader in floors)
        lines.append(f"| {measure} | {name} | {values} |")
    return "\n".join(lines) + "\n"


def comparison() -> str:
    """Set both readers beside the prototype."""
    rules, trained = _floors("rules"), _floors("trained")
    lines = [
        "| | set | rules reader | prototype | trained reader |",
        "| --- | --- | --: | --: | --: |",
    ]
    for measure, name in COMPARED:
        before = PROTOTYPE.get((measure, name), "")
        values = [f"{floor[name][measure]:.3f}" for floor in (rules, trained)]
        lines.append(f"| {measure} | {name} | {values[0]} | {before} | {values[1]} |")
    return "\n".join(lines) + "\n"


def held_out() -> str:
    """Set what was found in articles that the model was not trained on."""
    found = _card()["scores"]["held_out"]
    lines = ["| kind of attribution | in gold | recall | source right |"]
    lines += ["| --- | --: | --: | --: |"]
    for kind, of in sorted(found["by_kind"].items(), key=lambda item: -item[1]["recall"]):
        lines.append(f"| {kind} | {of['gold']} | {of['recall']:.3f} | {of['source']:.3f} |")
    lines += ["", "| kind of outlet | articles | precision | recall | F1 |"]
    lines += ["| --- | --: | --: | --: | --: |"]
    for style, of in sorted(found["by_style"].items(), key=lambda item: -item[1]["f1"]):
        values = " | ".join(f"{of[name]:.3f}" for name in ("p", "r", "f1"))
        lines.append(f"| {style} | {of['texts']} | {values} |")
    overall = found["scores"]
    lines += [
        "",
        f"Over all: precision {overall['p']:.3f}, recall {overall['r']:.3f}, F1 "
        f"{overall['f1']:.3f}. Expected calibration error {found['calibration_error']:.3f}.",
    ]
    return "\n".join(lines) + "\n"


def reliability_diagram() -> str:
    """Draw how often statements of a confidence are right, as SVG."""
    import altair as alt

    bins = _card()["scores"]["held_out"]["reliability"]
    points = alt.Chart(alt.Data(values=bins)).encode(
        x=alt.X("confidence:Q", title="confidence", scale=alt.Scale(domain=[0, 1])),
        y=alt.Y("right:Q", title="share that is right", scale=alt.Scale(domain=[0, 1])),
    )
    told = points.mark_line(color="#1b1b1b") + points.mark_point(
        color="#1b1b1b", filled=True, opacity=1
    ).encode(size=alt.Size("count:Q", title="statements"))
    ends = alt.Data(values=[{"confidence": 0, "right": 0}, {"confidence": 1, "right": 1}])
    ideal = alt.Chart(ends).mark_line(color="#8a8a8a", strokeDash=[4, 4])
    ideal = ideal.encode(x="confidence:Q", y="right:Q")
    chart = (ideal + told).properties(width=360, height=360)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chart.svg"
        chart.save(path)
        return path.read_text(encoding="utf-8")


def _floors(reader: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(
        (FLOORS / f"{reader}.json").read_text(encoding="utf-8")
    )
    return found


def _card() -> dict[str, Any]:
    from dragoman.extract.trained.reader import SHIPPED, Model

    return Model(SHIPPED).card


def readme() -> str:
    """Fill in the parts of the README that are made from the code."""
    text = (ROOT.parent / "README.md").read_text(encoding="utf-8")
    return filled(text, {"statements": example_statements(), "scores": scores()})


def reading_page() -> str:
    """Fill in what was measured on the page about reading."""
    made = {"comparison": comparison(), "held out": held_out()}
    return filled(READING.read_text(encoding="utf-8"), made)


def filled(text: str, made: dict[str, str]) -> str:
    """Put generated parts between their marks."""
    for name, part in made.items():
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{part}{end}{after}"
    return text


def main() -> None:
    """Write the generated files."""
    CLI.write_text(cli_reference(), encoding="utf-8")
    API.write_text(api_reference(), encoding="utf-8")
    (ROOT.parent / "README.md").write_text(readme(), encoding="utf-8")
    READING.write_text(reading_page(), encoding="utf-8")
    RELIABILITY.write_text(reliability_diagram(), encoding="utf-8")
    sys.stdout.write(f"wrote {CLI}, {API}, {RELIABILITY} and the generated parts of two pages\n")


if __name__ == "__main__":
    main()
