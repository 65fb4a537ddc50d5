"""Web archives on the command line: what is wanted of them, and what was passed over."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.dossiers import codebook_of
from dragoman.settings import Dossier

if TYPE_CHECKING:
    from dragoman.ingest import ArchiveReading
    from dragoman.store import Store

LANGUAGES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu"
)
"""The codes of ISO 639-1."""


def _languages(values: list[str] | None) -> list[str] | None:
    """Refuse what is no code of a language, or every article would be passed over."""
    for value in values or ():
        if value.lower() not in LANGUAGES.split():
            raise typer.BadParameter(f"{value!r} is no code of a language; write one such as en")
    return values and [value.lower() for value in values]


LanguageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        "-l",
        callback=_languages,
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
