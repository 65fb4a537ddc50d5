"""The demonstration: the shipped example, from articles to a brief and to pages."""

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.background import IDLE_MINUTES, serve_in_background
from dragoman.cli.briefs import write_brief
from dragoman.cli.documents import ReaderOption, add_to, run_in
from dragoman.cli.dossiers import open_record
from dragoman.errors import DossierError
from dragoman.settings import DOSSIER_FILE, init_dossier, open_dossier

EXAMPLE = "ukraine-talks"


def demo(
    folder: Annotated[Path, typer.Argument(help="Where the dossier is made.")] = Path("demo"),
    reader: ReaderOption = None,
    serve: Annotated[
        bool,
        typer.Option(
            help="Serve the dossier from the background, until nothing has been asked for half an "
            "hour."
        ),
    ] = True,
) -> None:
    """Run the shipped example: a record, a brief and pages.

    Sixteen reports become a record, a brief of it, and pages in the browser.
    """
    example = _example()
    description = (example / DOSSIER_FILE).read_bytes()
    if not (folder / DOSSIER_FILE).exists():
        init_dossier(folder, "russia-ukraine")
        (folder / DOSSIER_FILE).write_bytes(description)
    elif (folder / DOSSIER_FILE).read_bytes() != description:
        raise DossierError(f"{folder} is a dossier of its own; give another folder for the demo")
    dossier = open_dossier(folder)
    with open_record(dossier) as store:
        add_to(store, [example / "articles"])
        run_in(dossier, store, reader)
        write_brief(store.view(), folder / "brief.html", dossier.title)
    typer.echo(f"Look at {(folder / 'brief.html').resolve().as_uri()}")
    typer.echo(f"Then try: cd {folder} && dragoman statements --speaker Peskov", err=True)
    if serve:
        served = serve_in_background(folder)
        typer.echo(f"Served at {served.address}")
        typer.echo(
            f"It stops after {IDLE_MINUTES} minutes without a request, or with: "
            f"kill {served.process}",
            err=True,
        )


def _example() -> Path:
    """Find the example: beside the package in a wheel, in the checkout otherwise."""
    shipped = Path(str(resources.files("dragoman"))) / "examples" / EXAMPLE
    checkout = Path(__file__).resolve().parents[3] / "examples" / EXAMPLE
    for folder in (shipped, checkout):
        if folder.is_dir():
            return folder
    raise DossierError("the example dossier is missing from this installation; reinstall it")
