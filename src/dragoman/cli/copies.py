"""Copying a record: from a file to a server where several people share it, or back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.progress import counting
from dragoman.errors import DossierError

if TYPE_CHECKING:
    from dragoman.store.address import Address

PLACE = "A dossier's folder, a record's file, or postgresql://USER@HOST:5432/DATABASE."


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help=PLACE)],
    target: Annotated[str, typer.Argument(metavar="TO", help=f"{PLACE} It must be empty.")],
) -> None:
    """Copy a record from a file to a server, or back.

    Everything goes along: documents, judgements, accounts, feeds. It is one transaction; the rows
    of every table are counted on both sides, and the copy is verified at the end. The password of
    a server is taken from DRAGOMAN_STORE_PASSWORD.
    """
    from dragoman.pipeline.verifying import Verified, verify
    from dragoman.report.signs import count
    from dragoman.store import Store

    there, here = place_of(source, must_exist=True), place_of(target)
    if there == here:
        raise DossierError(f"{source} and {target} are the same record")
    with Store.open(there, make=False) as old, Store.open(here) as new:
        with counting("copying") as progress:
            rows = new.fill_from(old, progress)
        told = f"{count(sum(rows.values()), 'row')} of {count(len(rows), 'table')}"
        typer.echo(f"copied {told}", err=True)
        verified = Verified()
        with counting("verifying") as progress:
            faults = list(verify(new, verified, progress))
    for fault in faults:
        typer.echo(f"{fault.noun} {fault.id or ''}: {fault.what}", err=True)
    records = count(verified.rows.total(), "record")
    typer.echo(f"{count(len(faults), 'fault')} in {records}", err=True)
    if faults:
        raise typer.Exit(1)
    if not isinstance(here, Path):
        typer.echo(f'next: write into dossier.toml\n[store]\nurl = "{here}"', err=True)


def place_of(place: str, *, must_exist: bool = False) -> "Path | Address":
    """Tell where a record lies that a person names.

    Raises:
        DossierError: There is none there, but must be, or the address is malformed.
    """
    from dragoman.settings import DOSSIER_FILE, open_dossier
    from dragoman.settings.stores import address_of
    from dragoman.store.address import is_address

    if is_address(place):
        return address_of(place, os.environ)
    path = Path(place)
    if (path / DOSSIER_FILE).is_file():
        found = open_dossier(path).record_place
        if not isinstance(found, Path):
            return found
        path = found
    if must_exist and not path.is_file():
        raise DossierError(f"{path} is no record; give a dossier's folder or a record's file")
    # A folder that is not there yet is written like a file, but nobody calls a database so.
    if path.is_dir() or not (path.exists() or path.suffix):
        raise DossierError(
            f"no dossier in {path}: make one with `dragoman init {path}`, or name a file for the "
            f"record alone, such as {path.name or 'record'}.db"
        )
    return path
