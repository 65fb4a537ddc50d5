"""Web archives on the command line: what is wanted of them, and what was passed over."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.dossiers import codebook_of
from dragoman.settings import Dossier

if TYPE_CHECKING:
    from dragoman.ingest import ArchiveReading
    from dragoman.store import Store

LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        "-l",
        help="Of web archives take articles in this language only (en; several may be given); "
        "without it those in the dossier's languages.",
    ),
]
EverythingOption = Annotated[
    bool,
    typer.Option(
        "--everything",
        help="Of web archives take every article, not only those that name the dossier's parties "
        "and matter.",
    ),
]


def reading_for(
    store: "Store",
    dossier: Dossier | None,
    languages: Sequence[str] = (),
    *,
    everything: bool = False,
) -> "ArchiveReading":
    """Say how archives are read: for a dossier what concerns it, without one everything."""
    from dragoman import pipeline
    from dragoman.ingest import Interest

    def interest() -> Interest:
        if dossier is None or everything:
            return Interest(languages=tuple(languages))
        from dragoman.resolve import load_knowledge

        return pipeline.interest_of(
            load_knowledge(dossier.actors_path),
            dossier.parties,
            codebook_of(dossier),
            languages or dossier.languages,
        )

    return pipeline.archive_reading(store, interest)


def tell_passed(reading: "ArchiveReading") -> None:
    """Say on standard error what of archives was passed over, and why."""
    if reading.passed:
        reasons = (f"{number:,} {reason}" for reason, number in reading.passed.most_common())
        typer.echo(f"of archives passed over: {', '.join(reasons)}", err=True)
