"""Write the parts of the docs that are made from the code; a test fails when they are stale."""

import sys
from pathlib import Path

import click
import typer

ROOT = Path(__file__).resolve().parent
CLI = ROOT / "reference" / "cli.md"
HEAD = """# The command line

*Generated from the program by `make docs`.*

Data goes to standard output, words and progress to standard error. Exit codes: 0 done, 1 error,
2 wrong usage, 3 done but some documents are in quarantine. Commands act on the dossier in the current
folder, in `DRAGOMAN_DOSSIER`, or in the one named with `-d`.
"""


def cli_reference() -> str:
    """Describe every command with its arguments and options."""
    from dragoman.cli.app import app

    return HEAD + "".join(_command("dragoman", typer.main.get_command(app)))


def _command(path: str, command: click.Command) -> list[str]:
    lines = [f"\n## {path}\n\n{(command.help or '').strip()}\n"]
    rows = [row for parameter in command.params if (row := _parameter(parameter))]
    if rows:
        lines.append("\n| | |\n| --- | --- |\n" + "".join(rows))
    for name, sub in getattr(command, "commands", {}).items():
        lines += _command(f"{path} {name}", sub)
    return lines


def _parameter(parameter: click.Parameter) -> str | None:
    text = (getattr(parameter, "help", None) or "").replace("|", "\\|")
    if parameter.name == "help":
        return None
    if isinstance(parameter, click.Option) or getattr(parameter, "opts", [""])[0].startswith("-"):
        choices = getattr(parameter.type, "choices", None)
        listed = f" ({', '.join(map(str, choices))})" if choices else ""
        return f"| `{', '.join(parameter.opts)}` | {text}{listed} |\n"
    return f"| `{(parameter.name or '').upper()}` | {text} |\n"


def main() -> None:
    """Write the generated files."""
    CLI.write_text(cli_reference(), encoding="utf-8")
    sys.stdout.write(f"wrote {CLI.relative_to(ROOT.parent)}\n")


if __name__ == "__main__":
    main()
