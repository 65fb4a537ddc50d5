"""Briefs: the record as one document to read and pass on."""

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import WITH_QUARANTINE, ReaderOption, add_to, run_in
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.files import write_pieces
from dragoman.errors import DragomanError
from dragoman.record import Codebook

if TYPE_CHECKING:
    from dragoman.store import View


def brief(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles to brief on without a dossier; without them the dossier."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .html or .md file; or standard output.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What the brief is headed with.")] = None,
    as_of: Annotated[
        str | None, typer.Option(help="The day it is written for (2025-05-26); printed on it.")
    ] = None,
    positions: Annotated[
        bool,
        typer.Option(
            help="Add positions, shifts, and plans against them. They rest on codes by machine, "
            "many of which are wrong (docs/how-codes-are-found.md): check them before you pass the "
            "brief on."
        ),
    ] = False,
    dossier: DossierOption = None,
    reader: ReaderOption = None,
) -> None:
    """Write a brief: the coverage, what each party said, the articles."""
    if output is not None and output.suffix not in (".html", ".md"):
        raise DragomanError(f"{output}: a brief is a .html or a .md file")
    if inputs:
        set_aside = _brief_of_files(inputs, output, title, as_of, reader)
    else:
        set_aside = 0
        opened = dossier_at(dossier)
        codebook = codebook_of(opened) if positions else None
        with open_record(opened) as store, store.snapshot() as view:
            write_brief(view, output, title or opened.title, as_of, codebook)
    if set_aside:
        raise typer.Exit(WITH_QUARANTINE)


def _brief_of_files(
    inputs: list[Path],
    output: Path | None,
    title: str | None,
    as_of: str | None,
    reader: str | None,
) -> int:
    """Brief on files in a temporary dossier; give the number of documents set aside."""
    from dragoman.store import Store

    with (
        tempfile.TemporaryDirectory(prefix="dragoman-") as folder,
        Store.open(Path(folder) / "record.db") as store,
    ):
        added = add_to(store, inputs)
        ran = run_in(None, store, reader)
        write_brief(store.view(), output, title, as_of)
    return added.quarantined + ran.quarantined


def write_brief(
    view: "View",
    output: Path | None,
    title: str | None,
    as_of: str | None,
    codebook: Codebook | None = None,
) -> None:
    """Write the brief of a record to a file, or as Markdown to standard output."""
    from dragoman.report import html_brief, markdown_brief

    write = html_brief if output is not None and output.suffix == ".html" else markdown_brief
    text = write(
        view,
        title=title,
        as_of=as_of,
        codebook=codebook,
        actors=view.actors(),
        positions=codebook is not None,
    )
    if output is None:
        sys.stdout.write(text)
        return
    write_pieces(output, [text])
    typer.echo(f"wrote {output}", err=True)
