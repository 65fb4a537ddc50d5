"""The program `dragoman`: its commands, and what happens when one of them fails."""

import io
import sys

import typer

from dragoman import __version__
from dragoman.cli import (
    actors,
    briefs,
    codebooks,
    demo,
    documents,
    dossiers,
    events,
    exports,
    judgements,
    places,
    plans,
    positions,
    serve,
    statements,
    suggestions,
    users,
)
from dragoman.cli.rows import printable
from dragoman.errors import DragomanError

app = typer.Typer(
    name="dragoman",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Keep a sourced record of a negotiation, read from its news coverage.",
)
app.command("init")(dossiers.init)
app.command("add")(documents.add)
app.command("run")(documents.run)
app.command("statements")(statements.statements)
app.command("documents")(documents.documents)
app.command("places")(places.places)
app.command("claims")(events.claims)
app.command("meetings")(events.meetings)
app.command("positions")(positions.positions)
app.command("shifts")(positions.shifts)
app.command("quarantine")(documents.quarantine)
app.command("brief")(briefs.brief)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.add_typer(actors.app, name="actors")
codebooks.app.command("suggest")(suggestions.suggest)
app.add_typer(codebooks.app, name="codebook")
app.add_typer(plans.app, name="plans")
app.add_typer(exports.app, name="export")
app.add_typer(judgements.app, name="judgements")
app.add_typer(users.app, name="users")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Keep a sourced record of a negotiation, read from its news coverage."""


def main() -> None:
    """Run the program; an error that Dragoman can explain is one line, not a traceback."""
    # Articles are in any script, whatever the terminal's locale says.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except DragomanError as error:
        typer.echo(f"error: {printable(str(error))}", err=True)
        sys.exit(1)
    except OSError as error:
        typer.echo(f"error: {error.strerror or error}", err=True)
        sys.exit(1)
