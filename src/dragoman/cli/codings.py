"""Codings of other programs on the command line: taken in as judgements, and told."""

from typing import TYPE_CHECKING

import typer

from dragoman.cli.dossiers import codebook_of
from dragoman.settings import Dossier

if TYPE_CHECKING:
    from dragoman.pipeline import CodingsTaken
    from dragoman.resolve import Knowledge
    from dragoman.store import Store

SHOWN = 10
"""Concepts that are named one by one."""


def codings_for(store: "Store", dossier: Dossier | None) -> "CodingsTaken":
    """Make what takes in the codings of documents; knowledge is loaded when there are some."""
    from dragoman import pipeline

    def knowledge() -> "Knowledge":
        from dragoman.resolve import load_knowledge

        return load_knowledge(dossier.actors_path if dossier else None)

    return pipeline.CodingsTaken(store, knowledge, codebook_of(dossier) if dossier else None)


def tell_codings(taken: "CodingsTaken") -> None:
    """Say on standard error what was taken in, and which concepts the codebook does not have."""
    if not (taken.added or taken.known or taken.aside):
        return
    typer.echo(
        f"{taken.added} coded statements added, {taken.known} known already, "
        f"{taken.aside} set aside",
        err=True,
    )
    if unknown := sorted(taken.unknown_concepts):
        more = f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else ""
        typer.echo(
            f"not in the codebook: {', '.join(unknown[:SHOWN])}{more}; add them to codebook.yaml "
            "to have their texts and issues",
            err=True,
        )
