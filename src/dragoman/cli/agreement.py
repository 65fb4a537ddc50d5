"""Agreement: on what parties agree, dispute or keep silent, and how that has moved."""

from typing import Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.positions import AsOfOption, chosen, marks_of, tell_if_none
from dragoman.cli.rows import Format, Row, show


def agreement(
    parties: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PARTY PARTY ...]", help="Two or more; else the codebook's."),
    ] = None,
    over_time: Annotated[
        str | None, typer.Option("--over-time", help="A concept: distances from day to day.")
    ] = None,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show on what parties agree, dispute or keep silent.

    With --over-time how far apart every two of them are on one concept: 0 the same, 1 opposite, a
    half less for a condition; a convention, of which only the direction is a finding.
    """
    from dragoman.analysis import find_positions
    from dragoman.analysis.zones import Zone, distances_of, zones_of

    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
        marks = marks_of(found.parties)
        sides = [chosen(party, found.parties, "party", marks)[0] for party in parties or ()]
        tell_if_none(bool(found.cells), view)
    sides = sides or list(codebook.parties if codebook else found.parties)[:2]
    if len(set(sides)) < max(2, len(sides)):
        raise typer.BadParameter("name two parties or more, each once")
    if over_time is not None:
        (concept,) = chosen(over_time, [t.concept for t in found.topics], "concept")
        rows: list[Row] = [
            {
                "on": step.on.isoformat(),
                "parties": " / ".join(step.parties),
                "distance": step.distance,
                "holdings": " / ".join(step.holdings),
            }
            for step in distances_of(found, sides, concept)
        ]
        show(rows, ["on", "parties", "distance", "holdings"], form)
        return
    order = list(Zone)
    told: list[Row] = [
        {
            "zone": standing.zone.value,
            "issue": standing.topic.issue,
            "concept": standing.topic.concept,
            **{p.party: p.holding.value for p in standing.positions},
        }
        for standing in sorted(zones_of(found, sides), key=lambda s: order.index(s.zone))
    ]
    show(told, ["zone", "issue", "concept", *sides], form)
