"""Actors: who speaks in the dossier, and what the shipped knowledge says of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at, open_record, record_of
from dragoman.cli.rows import Format, Row, show
from dragoman.errors import DragomanError
from dragoman.record import Actor
from dragoman.report.signs import count
from dragoman.settings import Dossier

if TYPE_CHECKING:
    from dragoman.store import View

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
    """Show the actors that go by a name: offices, other names, and where the dossier has them."""
    from dragoman.resolve import load_knowledge

    if not name.strip():
        raise typer.BadParameter(
            "an actor has no empty name; `dragoman actors` lists the dossier's"
        )
    folder = _dossier_or_none(dossier or context.obj)
    knowledge = load_knowledge(folder.actors_path if folder else None)
    seen: dict[str, dict[str, int]] = {}
    actors = {actor.id: actor for actor in knowledge.actors if _called(actor, name)}
    if folder:
        with open_record(folder) as store:
            view = store.view()
            actors |= {actor.id: actor for actor in view.actors() if _called(actor, name)}
            seen = {id_: _places(view, id_) for id_ in actors}
    if not actors:
        raise typer.BadParameter(
            f"nobody called {name!r} is known; add them to the dossier's actors.yaml"
        )
    rows = (row for actor in actors.values() for row in _offices(actor, seen.get(actor.id, {})))
    show(rows, ["name", "kind", "office", "of", "since", "until", "names", "seen"], form)


@app.command()
def check(context: typer.Context, dossier: DossierOption = None) -> None:
    """Find overlapping names and impossible dates in the knowledge and in actors.yaml."""
    from dragoman.resolve import check_knowledge, load_knowledge

    folder = _dossier_or_none(dossier or context.obj)
    found = check_knowledge(load_knowledge(folder.actors_path if folder else None))
    for line in found:
        typer.echo(line)
    typer.echo(count(len(found), "problem"), err=True)
    if found:
        raise typer.Exit(1)


def _dossier_or_none(folder: Path | None) -> Dossier | None:
    """Give the dossier; the shipped knowledge can be asked without one."""
    try:
        return dossier_at(folder)
    except DragomanError:
        if folder is not None:
            raise
        return None


def _called(actor: Actor, name: str) -> bool:
    wanted = name.casefold()
    return any(wanted in known.casefold() for known in (actor.name, *actor.names))


def _places(view: "View", actor: str) -> dict[str, int]:
    """Count an actor's statements by the name of their document."""
    from dragoman.store import StatementFilter

    said = Counter(s.document for s in view.statements(StatementFilter(speaker_is=actor)))
    documents = {id_: view.document(id_) for id_ in said}
    return {document.name: said[id_] for id_, document in documents.items() if document}


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


def _offices(actor: Actor, seen: dict[str, int]) -> Iterator[Row]:
    """Give a row for each office of an actor; one without any has a single row."""
    row = {"name": actor.name, "kind": str(actor.kind), "names": list(actor.names)}
    row["seen"] = [f"{document}: {statements}" for document, statements in seen.items()]
    if not actor.offices:
        yield {**row, "office": actor.description, "of": actor.party}
    for office in actor.offices:
        body = f"{office.role} ({office.body})" if office.body else office.role
        dates = {"since": office.since, "until": office.until}
        yield {**row, "office": body, "of": office.of, **dates}
