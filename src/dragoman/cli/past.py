"""Past days: the options by which a command shows the record as it was, and that record."""

import sys
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from dragoman.cli.weekdays import day_typed
from dragoman.record.as_of import AsOf

if TYPE_CHECKING:
    from typer._click import Command, Parameter

    from dragoman.pipeline.past import Past
    from dragoman.settings import Dossier
    from dragoman.store import Store

NOW = AsOf()

_ASKED: ContextVar[AsOf] = ContextVar("as of", default=NOW)
_OPENED: ContextVar[bool] = ContextVar("opened", default=False)


def _clock(context: typer.Context, option: typer.CallbackParam, value: str | None) -> None:
    """Remember what an option asks until the command has ended."""
    if value is None:
        return
    clock = str(option.name).removesuffix("_by")
    token = _ASKED.set(replace(_ASKED.get(), **{clock: day_typed(value)}))
    opened = _OPENED.set(False)

    def forget() -> None:
        was_opened = _OPENED.get()
        _ASKED.reset(token)
        _OPENED.reset(opened)
        if not was_opened and sys.exc_info()[0] is None:
            raise typer.BadParameter(
                f"--{clock}-by is for the record of a dossier; none was read here"
            )

    context.call_on_close(forget)


def _clock_option(words: str) -> object:
    """Make one of the options; it is not passed on to the command."""
    return typer.Option(callback=_clock, expose_value=False, metavar="DATE", help=words)


def _clocks(
    said_by: Annotated[
        str | None, _clock_option("Show what statements known to be made by this day tell.")
    ] = None,
    published_by: Annotated[
        str | None, _clock_option("Show what articles known to be published by this day tell.")
    ] = None,
    recorded_by: Annotated[
        str | None,
        _clock_option("Show what the record showed at the end of this day (docs/how-to/as-of.md)."),
    ] = None,
) -> None:
    """Have the options that commands get."""


def give_clocks(command: "Command") -> None:
    """Give a command, and each of a group's, the options of past days."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command()(_clocks)
    clocks: list[Parameter] = [p for p in get_command(alone).params if p.name != "help"]
    commands = getattr(command, "commands", {})
    for one in (command, *commands.values()):
        known = {parameter.name for parameter in one.params}
        one.params += [clock for clock in clocks if clock.name not in known]


def asked() -> AsOf:
    """Tell the past day that the command which runs is asked about."""
    return _ASKED.get()


def open_past(dossier: "Dossier", store: "Store", as_of: AsOf) -> "Store":
    """Open the record of a dossier as of a past day, and tell what it is made of.

    It is kept in the dossier's folder `past`, as long as the record is not written.
    """
    from dragoman.pipeline.past import past_of
    from dragoman.resolve import load_knowledge
    from dragoman.store import Store

    path, past = past_of(store, dossier.folder / "past", as_of, load_knowledge(dossier.actors_path))
    typer.echo(in_words(as_of, past), err=True)
    _OPENED.set(True)
    return Store.open(path)


def in_words(as_of: AsOf, past: "Past") -> str:
    """Tell what a record as of a day is made of, and what was left out of it and why."""
    from dragoman.report.signs import count

    told = [f"what was {as_of.told}: {past.documents:,} of {count(past.of, 'document')}"]
    told[0] += f", {count(past.statements, 'statement')}"
    if past.undated:
        told.append(f"{count(past.undated, 'document')} left out for want of a date")
    if past.unplaced:
        told.append(f"{count(past.unplaced, 'statement')} left out for want of a day")
    if past.unread:
        told.append(f"{count(past.unread, 'document')} not read yet by then")
    if past.undecided:
        told.append(f"{count(past.undecided, 'later decision')} left out")
    if past.read_again:
        told.append(f"{count(past.read_again, 'document')} read again since: as read now")
    return "; ".join(told)
