"""Verify: whether everything in a dossier's record holds."""

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at
from dragoman.cli.progress import counting
from dragoman.cli.rows import Format, show
from dragoman.store import Store


def verify(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """Check that everything in the record holds.

    It looks, offline, at every span's characters, every fingerprint and id, every text against the
    page it was rendered from, every derived position against its statements, every judgement's
    target, and the database itself; prints what does not hold, and exits with 1 if anything.
    """
    from dragoman.pipeline.verifying import Verified, verify
    from dragoman.report.signs import count

    opened = dossier_at(dossier)
    verified = Verified()
    with Store.open(opened.record_place) as store, counting("verifying") as progress:
        faults = list(verify(store, verified, progress))
    rows = ({"noun": str(f.noun), "id": f.id, "what": f.what} for f in faults)
    show(rows, ["noun", "id", "what"], form)
    looked = ", ".join(f"{noun} {rows:,}" for noun, rows in sorted(verified.rows.items()))
    typer.echo(f"{count(len(faults), 'fault')}; looked at: {looked or 'an empty record'}", err=True)
    if faults:
        raise typer.Exit(1)
