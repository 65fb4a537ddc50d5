"""Exports: the record for other tools."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.files import write_pieces

app = typer.Typer(help="Write the record for other tools.", no_args_is_help=True)


@app.callback()
def export() -> None:
    """Write the record for other tools."""


@app.command("record")
def record(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file; without it standard output.")
    ] = None,
    dossier: DossierOption = None,
) -> None:
    """Write the whole record in the interchange format dragoman-record/1 (JSON)."""
    from dragoman.report import export_record

    with record_of(dossier) as store, store.snapshot() as view:
        pieces = export_record(view)
        if output is None:
            sys.stdout.writelines(pieces)
        else:
            write_pieces(output, pieces)
