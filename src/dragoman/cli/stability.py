"""Stability: which outcomes of a conflict no party would leave."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.positions import AsOfOption
from dragoman.cli.rows import Format, Row, show

if TYPE_CHECKING:
    from dragoman.analysis.preferences import Modelled
    from dragoman.analysis.stability import SolutionConcept, Stability

SHOWN = 24
"""States that a table shows; the others are only counted."""


def stability(
    file: Annotated[
        Path | None, typer.Argument(help="The conflict file; --draft writes one to start from.")
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Write a conflict file of what parties disagree on.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Show states that nobody holds too.")
    ] = False,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Tell which outcomes no party would leave.

    This is by the Graph Model for Conflict Resolution. A conflict file names the options and who
    decides on them; what parties want is read from their positions unless the file says it. Stable
    by: N Nash, G general metarational, S symmetric metarational, Q sequential. It tells what
    follows from those wishes, not what will happen.
    """
    from dragoman.analysis import find_positions
    from dragoman.analysis.preferences import disputed, model
    from dragoman.analysis.stability import find_stability
    from dragoman.settings.conflicts import draft_conflict, read_conflict

    if (file is None) != draft:
        raise typer.BadParameter("give a conflict file, or --draft to write one")
    case = read_conflict(file) if file else None
    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
    if case is None:
        sides = [*codebook.parties, *codebook.third_parties] if codebook else []
        texts = {topic.concept: topic.text or topic.concept for topic in found.topics}
        chosen = disputed(found, sides or found.parties)
        typer.echo(draft_conflict({id_: texts[id_] for id_ in chosen}), nl=False)
        return
    modelled = model(case, found)
    stable = find_stability(modelled.conflict)
    if form is Format.TABLE:
        typer.echo("what each party is taken to want, the most important first")
        show(_preference_rows(modelled), ["party", "no", "wants", "basis", "evidence"], form)
        typer.echo("\nstates, and by which concepts a party would stay there")
        show(_shown(modelled, stable, every=every), _columns(modelled), form)
        typer.echo(
            "It tells what follows if parties want this, in this order, and know it of each other. "
            "Positions are what is said in public: correct the wishes in the file.",
            err=True,
        )
    else:
        show(_state_rows(modelled, stable), _columns(modelled), form)


def _preference_rows(modelled: "Modelled") -> Iterator[Row]:
    for player, preferences in modelled.preferences.items():
        for number, preference in enumerate(preferences, 1):
            position = preference.position
            newest = position.held[0].statement_id if position and position.held else None
            yield {
                "party": player,
                "no": number,
                "wants": _pattern(preference.wish.options)
                + (f" if {_pattern(preference.wish.given)}" if preference.wish.given else ""),
                "basis": f"position: {position.holding}" if position else "the file",
                "evidence": newest,
            }
        if not preferences:
            yield {"party": player, "no": None, "wants": "nothing is known: every state is equal"}


def _pattern(options: "Mapping[str, bool]") -> str:
    return ", ".join(name if taken else f"not {name}" for name, taken in options.items())


def _columns(modelled: "Modelled") -> list[str]:
    return ["state", "taken", *modelled.conflict.players, "equilibrium"]


def _shown(modelled: "Modelled", stable: "Stability", *, every: bool) -> list[Row]:
    rows = list(_state_rows(modelled, stable))
    if every or len(rows) <= SHOWN:
        return rows
    kept = [row for row in rows if row["equilibrium"]]
    typer.echo(
        f"{len(rows) - len(kept)} states that some party would leave; --all shows them", err=True
    )
    return kept


def _state_rows(modelled: "Modelled", stable: "Stability") -> Iterator[Row]:
    from dragoman.analysis.stability import SolutionConcept

    players = modelled.conflict.players
    for number, state in enumerate(modelled.states):
        row: dict[str, object] = {
            "state": number + 1,
            "taken": ", ".join(o.name for o in modelled.case.options if o.name in state) or "none",
        }
        for player in players:
            held = [c for c in SolutionConcept if number in stable.stable[player, c]]
            row[player] = f"{modelled.conflict.worth[player][number]} {_letters(held)}".strip()
        row["equilibrium"] = _letters(
            [c for c in SolutionConcept if number in stable.equilibria(c)]
        )
        yield row


def _letters(concepts: "list[SolutionConcept]") -> str:
    from dragoman.analysis.stability import SolutionConcept

    letters = dict(zip(SolutionConcept, "NGSQ", strict=True))
    return "".join(letters[concept] for concept in concepts)
