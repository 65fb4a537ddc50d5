"""The program `dragoman`: its commands, and what happens when one of them fails.

A command is imported when it is called, so that none waits for what only another one needs.
"""

import io
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup
from typer.main import get_group

from dragoman import __version__
from dragoman.errors import DragomanError

if TYPE_CHECKING:
    from typer._click import Command, Context

# Each command by its name: where its function or its group is, and the first line of its help.
COMMANDS = {
    "init": ("dossiers.init", "Make a dossier: a folder for one negotiation that is followed."),
    "add": ("documents.add", "Take articles into the dossier; what is there is left alone."),
    "watch": ("watch.watch", "Follow the feeds of the dossier: fetch, add and read what is new."),
    "feeds": ("watch.feeds", "List the feeds that are followed, and how they fare."),
    "run": ("documents.run", "Read and resolve what has not been read yet."),
    "read-shards": (
        "shards.read_shards",
        "Read a large collection file by file, into Parquet files; load takes them in.",
    ),
    "load": (
        "shards.load",
        "Take what read-shards has read into the dossier, as if it had been read there.",
    ),
    "statements": ("statements.statements", "List statements, or explain one."),
    "documents": ("documents.documents", "List the documents of the dossier."),
    "families": ("families.app", "Documents that carry one text, and what each left out."),
    "places": ("places.places", "List the places that documents name."),
    "claims": ("events.claims", "List what statements of several documents or speakers bear on."),
    "meetings": ("events.meetings", "List contacts between parties."),
    "coverage": ("coverage.app", "Which outlets carried what, from where, and what they left out."),
    "positions": ("positions.positions", "Show what each party supports and opposes."),
    "shifts": ("positions.shifts", "List when positions changed, and how well that is evidenced."),
    "agreement": ("agreement.agreement", "Show on what parties agree, dispute or keep silent."),
    "packages": ("packages.packages", "List which exchanges the parties have stated."),
    "what-if": ("what_if.what_if", "Tell what the parties have said to a plan that you edit."),
    "network": ("network.network", "Join parties or speakers by the stances they take."),
    "stability": ("stability.stability", "Tell which outcomes no party would leave."),
    "copy": ("copies.copy", "Copy a record from a file to a server, or back."),
    "verify": ("verify.verify", "Check that everything in the record holds."),
    "backup": ("backups.backup", "Save the whole dossier in one file, while it is in use."),
    "restore": ("backups.restore", "Make a dossier from a backup; every file is checked first."),
    "quarantine": ("documents.quarantine", "List what could not be read, where it failed and why."),
    "brief": ("briefs.brief", "Write a brief: what changed, what each party said, the coverage."),
    "demo": ("demo.demo", "Run the shipped example: a record, a brief and pages."),
    "serve": ("serve.serve", "Serve the dossier to browsers, until Ctrl-C."),
    "actors": ("actors.app", "Who speaks in the dossier, and what is known of them."),
    "codebook": ("codebooks.app", "What the dossier's statements are coded with."),
    "plans": ("plans.app", "What is proposed, and how it compares with what the parties say."),
    "export": ("exports.app", "Write the record for other tools."),
    "judgements": ("judgements.app", "What people decided about the record."),
    "users": ("users.app", "The accounts with which people write to the dossier."),
}

# Those that only read the record, and so can read that of a past day (dragoman.cli.past).
OF_A_DAY = frozenset(
    {"agreement", "brief", "claims", "coverage", "documents", "export", "families", "meetings"}
    | {"network", "packages", "places", "plans", "positions", "shifts", "stability", "statements"}
    | {"what-if"}
)


class Commands(TyperGroup):
    """The commands of the table: known by name and help line, imported when one is called."""

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, Command | None, list[str]]":
        """Find the command that is called, or completed in a shell, and import it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load(name) if name else command, rest

    def invoke(self, ctx: "Context") -> object:
        """Run the command; a value that is none is told in our words, safe for a terminal."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            from dragoman.cli.rows import printable
            from dragoman.settings.flaws import in_words

            error.message = printable(in_words(error.message))
            raise


def load(name: str) -> "Command":
    """Import a command, or a group of them."""
    module, _, attribute = COMMANDS[name][0].partition(".")
    found = getattr(import_module(f"dragoman.cli.{module}"), attribute)
    alone = typer.Typer(rich_markup_mode=None)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    command = get_group(alone).commands[name]
    if isinstance(command, TyperGroup):
        for each in command.commands.values():
            each.short_help = each.get_short_help_str(limit=1000)  # or help cuts it to fit a line
    if name in OF_A_DAY:
        from dragoman.cli.past import give_clocks

        give_clocks(command)
    return command


# Without Rich's markup, which takes longer to import than all else that --help needs.
app = typer.Typer(
    name="dragoman",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Keep a sourced record of a negotiation, read from its news coverage.",
)
for _name, (_, _line) in COMMANDS.items():
    app.command(_name, short_help=_line)(lambda: None)


def whole() -> TyperGroup:
    """Import every command, as only the documentation needs them."""
    group = get_group(app)
    group.commands = {name: load(name) for name in COMMANDS}
    return group


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
        _fail(str(error))
    except OSError as error:
        words = error.strerror or str(error)
        _fail(words if error.filename is None else f"{error.filename}: {words}")


def _fail(words: str) -> None:
    from dragoman.cli.rows import printable

    typer.echo(f"error: {printable(words)}", err=True)
    sys.exit(1)
