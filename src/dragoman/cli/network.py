"""Networks: who takes the same stances as whom, as a table or for other programs."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.analysis.camps import communities, polarisation
from dragoman.analysis.debates import (
    Debate,
    Duplicates,
    debate_of,
    windows,
    within,
    without_duplicates,
)
from dragoman.analysis.matrices import (
    Matrix,
    Normalisation,
    Qualifier,
    affiliation,
    backbone,
    one_mode,
)
from dragoman.cli.dossiers import DossierOption, record_of
from dragoman.cli.files import write_pieces
from dragoman.cli.rows import Format, Row, show
from dragoman.cli.weekdays import day_option
from dragoman.record import days_of
from dragoman.store.queries.network import By, TakingsOwn

MEASURES = ["stances", "ties", "fit", "conflict", "modularity"]


class Tie(StrEnum):
    """What joins two nodes."""

    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    IGNORE = "ignore"
    AFFILIATION = "affiliation"


class Form(StrEnum):
    """How a network is written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"
    GRAPHML = "graphml"
    GEXF = "gexf"


def network(
    tie: Annotated[Tie, typer.Option(help="What joins two nodes.")] = Tie.CONGRUENCE,
    by: Annotated[By, typer.Option(help="Who takes stances.")] = By.PARTY,
    concepts: Annotated[bool, typer.Option("--concepts", help="Join concepts, by actors.")] = False,
    normalise: Annotated[
        Normalisation, typer.Option(help="What weights are divided by.")
    ] = Normalisation.NONE,
    duplicates: Annotated[
        Duplicates, typer.Option(help="Within what the same stance counts once.")
    ] = Duplicates.DOCUMENT,
    since: Annotated[
        str | None,
        typer.Option(
            callback=day_option, help="Only from this day (2025-05-19, monday), month or year on."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(callback=day_option, help="Only to the end of this day, month or year."),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option("--backbone", min=0, max=1, help="Keep ties of the backbone at this level."),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(min=1, help="Days of a window that slides: measures, one row for each."),
    ] = None,
    step: Annotated[int, typer.Option(min=1, help="By how many days the window slides.")] = 1,
    measures: Annotated[
        bool, typer.Option("--measures", help="Tell camps and communities instead of ties.")
    ] = False,
    form: Annotated[Form, typer.Option("--format", "-f", help="How it is written.")] = Form.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file.")] = None,
    dossier: DossierOption = None,
) -> None:
    """Join parties or speakers by the stances they take.

    It is discourse network analysis. Only a party's own statements count. Congruence counts stances
    that two share, conflict opposite ones, subtract the one less the other; affiliation joins
    actors with concepts.
    """
    if concepts and tie is Tie.AFFILIATION:
        raise typer.BadParameter("an affiliation joins actors with concepts; leave out --concepts")
    with record_of(dossier) as store:
        whole = debate_of(store.view().ask(TakingsOwn(by=by)))
    first = days_of(since)[0] if since else None
    last = days_of(until)[1] if until else None
    part = within(whole, first, last)
    if window is not None:
        slid = windows(part, window, step)
        rows = [{"until": e.isoformat(), **_measures(d, duplicates)[0]} for e, d in slid]
        _show(rows, ["until", *MEASURES], form)
    elif measures:
        told, camps = _measures(part, duplicates)
        _show([told], MEASURES, form)
        _show(camps, ["kind", "number", "members"], form)
    else:
        once = without_duplicates(part, duplicates)
        if tie is Tie.AFFILIATION:
            found = affiliation(once, normalisation=normalise)
        else:
            found = one_mode(once, Qualifier(tie.value), normalise, of_concepts=concepts)
        _write(found if least is None else backbone(found, least), form, output)


def _measures(debate: Debate, duplicates: Duplicates) -> tuple[Row, list[Row]]:
    """Measure a part of a debate; tell the camps and communities too."""
    once = without_duplicates(debate, duplicates)
    agree = one_mode(once)
    split = polarisation(one_mode(once, Qualifier.SUBTRACT))
    groups = communities(agree)
    told: Row = {
        "stances": len(once),
        "ties": len(agree.ties),
        "fit": round(split.fit, 3),
        "conflict": round(split.conflict, 3),
        "modularity": round(groups.modularity, 3),
    }
    members: list[Row] = [
        {"kind": kind, "number": number, "members": ", ".join(names)}
        for kind, several in (("camp", split.camps), ("community", groups.members))
        for number, names in enumerate(several, 1)
        if names
    ]
    return told, members


def _write(found: Matrix, form: Form, output: Path | None) -> None:
    from dragoman.report.exports.graphs import as_gexf, as_graphml

    if form in (Form.GRAPHML, Form.GEXF):
        pieces = (as_graphml if form is Form.GRAPHML else as_gexf)(found)
        if output is None:
            sys.stdout.writelines(pieces)
        else:
            write_pieces(output, pieces)
        return
    if output is not None:
        raise typer.BadParameter("--output is for graphml and gexf; redirect the others")
    rows = ({"source": a, "target": b, "weight": round(w, 6)} for a, b, w in found.ties)
    _show(rows, ["source", "target", "weight"], form)


def _show(rows: Iterable[Row], columns: Sequence[str], form: Form) -> None:
    if form in (Form.GRAPHML, Form.GEXF):
        raise typer.BadParameter(f"measures are no network: {form} cannot hold them")
    show(rows, columns, Format(form.value))
