"""Actors: who speaks in the dossier, and what the shipped knowledge says of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at, record_of
from dragoman.cli.rows import Format, Row, show
from dragoman.errors import DragomanError
from dragoman.record import Actor

app = typer.Typer(help="Who speaks in the dossier, and what is known of them.")


@app.callback(invoke_without_command=True)
def actors(
    context: typer.Context, dossier: DossierOption = None, form: FormatOption = Format.TABLE
) -> None:
    """List the actors that speak in the dossier."""
    if context.invoked_subcommand is not None:
        context.obj = dossier
        return
    with record_of(dossier) as store:
        rows = (_row(actor) for actor in store.view().actors())
        show(rows, ["name", "kind", "party", "description"], form)


@app.command("show")
def show_actor(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Any name or part of a name.")],
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show the names and offices of the actors that go by a name."""
    from dragoman.resolve import load_knowledge

    wanted = name.casefold()
    knowledge = load_knowledge(_additions(dossier or context.obj))
    known = [a for a in knowledge.actors if any(wanted in n.casefold() for n in (a.name, *a.names))]
    if not known:
        raise DragomanError(
            f"nobody called {name!r} is known; add them to the dossier's actors.yaml"
        )
    show(_offices(known), ["name", "kind", "office", "of", "since", "until", "names"], form)


@app.command()
def check(context: typer.Context, dossier: DossierOption = None) -> None:
    """Find overlapping names and impossible dates in the knowledge and in actors.yaml."""
    from dragoman.resolve import check_knowledge, load_knowledge

    found = check_knowledge(load_knowledge(_additions(dossier or context.obj)))
    for line in found:
        typer.echo(line)
    typer.echo(f"{len(found)} problems", err=True)
    if found:
        raise typer.Exit(1)


def _additions(folder: Path | None) -> Path | None:
    """Give the dossier's actors.yaml; the shipped knowledge can be asked without a dossier."""
    try:
        return dossier_at(folder).actors_path
    except DragomanError:
        if folder is not None:
            raise
        return None


def _row(actor: Actor) -> Row:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "party": actor.party,
        "names": list(actor.names),
        "description": actor.description,
        "document": actor.local_to,
    }


def _offices(known: list[Actor]) -> Iterator[Row]:
    for actor in known:
        row = {"name": actor.name, "kind": str(actor.kind), "names": list(actor.names)}
        if not actor.offices:
            yield {**row, "of": actor.party}
        for office in actor.offices:
            body = f"{office.role} ({office.body})" if office.body else office.role
            dates = {"since": office.since, "until": office.until}
            yield {**row, "office": body, "of": office.of, **dates}
