"""Write the parts of the docs that are made from the code; a test fails when they are stale."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from dragoman.record import Statement

ROOT = Path(__file__).resolve().parent
CLI = ROOT / "reference" / "cli.md"
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

HEAD = """# The command line

*Generated from the program by `make docs`.*

Data goes to standard output, words and progress to standard error. Exit codes: 0 done, 1 error,
2 wrong usage, 3 done but some documents are in quarantine. Commands act on the dossier in the
current folder, in `DRAGOMAN_DOSSIER`, or in the one named with `-d`.

"""


def cli_reference() -> str:
    """Describe every command with its arguments and options, as Typer documents itself."""
    command = [sys.executable, "-m", "typer", "dragoman.cli.app", "utils", "docs"]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--name", "dragoman"], capture_output=True, text=True, check=True
    )
    _, _, commands = done.stdout.partition("\n## ")
    return HEAD + "## " + commands.rstrip() + "\n"


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
    floors = {
        reader: json.loads((FLOORS / f"{reader}.json").read_text(encoding="utf-8"))
        for reader in ("rules", "trained")
    }
    lines = ["| | set | rules reader | trained reader |", "| --- | --- | --: | --: |"]
    for measure, name in MEASURES:
        values = " | ".join(f"{floors[reader][name][measure]:.3f}" for reader in floors)
        lines.append(f"| {measure} | {name} | {values} |")
    return "\n".join(lines) + "\n"


def readme() -> str:
    """Fill in the parts of the README that are made from the code."""
    text = (ROOT.parent / "README.md").read_text(encoding="utf-8")
    for name, made in (("statements", example_statements()), ("scores", scores())):
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}\n{made}{end}{after}"
    return text


def main() -> None:
    """Write the generated files."""
    CLI.write_text(cli_reference(), encoding="utf-8")
    (ROOT.parent / "README.md").write_text(readme(), encoding="utf-8")
    sys.stdout.write("wrote docs/reference/cli.md and the generated parts of README.md\n")


if __name__ == "__main__":
    main()
