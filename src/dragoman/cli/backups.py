"""Backups: a dossier in one file, and a dossier from one."""

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.dossiers import DossierOption, dossier_at

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]


def backup(file: FileArgument, dossier: DossierOption = None) -> None:
    """Save the whole dossier in one file, while it is in use.

    The record is saved as it is at one instant, with accounts and judgements, beside the files of
    the folder; the backup is read again before it is called done. It takes no other file's place.
    """
    from dragoman.report.signs import count
    from dragoman.settings.backups import back_up

    manifest = back_up(dossier_at(dossier), file)
    size = sum(kept.size for kept in manifest.files)
    left = f"; links and hidden files left out: {manifest.left_out}" if manifest.left_out else ""
    typer.echo(
        f"{file}: {count(len(manifest.files), 'file')}, {size:,} bytes, revision "
        f"{manifest.revision} of the record; read again and found whole{left}",
        err=True,
    )


def restore(
    file: FileArgument,
    folder: Annotated[Path, typer.Argument(help="Where the dossier is made; it must be new.")],
) -> None:
    """Make a dossier from a backup; every file is checked first.

    A record of an older Dragoman is brought up to date when it is opened.
    """
    from dragoman.report.signs import count
    from dragoman.settings.backups import restore

    manifest = restore(file, folder)
    typer.echo(
        f"{folder}: {count(len(manifest.files), 'file')} as of {manifest.made_at} "
        f"(Dragoman {manifest.dragoman})",
        err=True,
    )
    typer.echo(f"next: dragoman verify -d {folder}", err=True)
