"""Dossiers: making one, and opening the one that a command acts on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.past import asked, open_past
from dragoman.settings import Dossier, init_dossier, open_dossier, read_settings, templates

if TYPE_CHECKING:
    from dragoman.record import Codebook
    from dragoman.store import Store

DossierOption = Annotated[
    Path | None,
    typer.Option(
        "--dossier", "-d", help="The dossier's folder; without it DRAGOMAN_DOSSIER or this one."
    ),
]


def dossier_at(folder: Path | None) -> Dossier:
    """Open the dossier that a command acts on."""
    return open_dossier(folder if folder is not None else read_settings().dossier)


def open_record(dossier: Dossier) -> "Store":
    """Open the record of a dossier, as of the past day that the command is asked about.

    Close it, or use it as a context manager.
    """
    from dragoman.store import Store

    store = Store.open(dossier.record_place)
    if (as_of := asked()).is_now:
        return store
    with store:
        return open_past(dossier, store, as_of)


@contextmanager
def record_of(folder: Path | None) -> "Iterator[Store]":
    """Open the record of the dossier that a command acts on, and close it again."""
    with open_record(dossier_at(folder)) as store:
        yield store


def init(
    place: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the dossier is made.")],
    template: Annotated[
        str, typer.Option(help=f"What it is made from: {', '.join(templates())}.")
    ] = "generic",
) -> None:
    """Make a dossier: a folder for one negotiation that is followed."""
    if not place:
        raise typer.BadParameter("a dossier's folder has a name; write . for this one")
    folder = Path(place)
    dossier = init_dossier(folder, template)
    with open_record(dossier):
        pass
    typer.echo(f"{dossier.title}: dossier in {folder}", err=True)
    typer.echo(f"next: cd {folder} && dragoman add ARTICLES... && dragoman run", err=True)


def codebook_of(dossier: Dossier) -> "Codebook | None":
    """Read the dossier's codebook, if it has one."""
    from dragoman.settings.codebooks import read_codebook

    return read_codebook(dossier.codebook_path) if dossier.codebook_path.is_file() else None
