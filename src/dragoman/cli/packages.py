"""Packages: which exchanges the parties themselves have stated."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.positions import AsOfOption, bearing_row, chosen, marks_of, tell_if_none
from dragoman.cli.rows import Format, Row, show
from dragoman.record import Holding, Stance
from dragoman.report.signs import HOLDINGS, count, ringed

if TYPE_CHECKING:
    from dragoman.analysis import Bearing
    from dragoman.analysis.packages import Package, Packages, Stated

SHOWN = ["party", "kind", "package", "said", "when", "speaker", "words", "condition", "id", "place"]
UNPLACED = ["party", "why", "words", "condition", "when", "speaker", "id", "place"]
GLYPHS = {Stance.SUPPORT: HOLDINGS[Holding.SUPPORT][0], Stance.OPPOSE: HOLDINGS[Holding.OPPOSE][0]}


def packages(
    parties: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PARTY ...]", help="Only of these, by name or mark; else of all."),
    ] = None,
    unplaced: Annotated[
        bool, typer.Option("--unplaced", help="List conditions that link no two concepts instead.")
    ] = False,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List which exchanges the parties have stated.

    An offer is "● this if ● that", a demand "⊘ this unless ● that", pressure "● this unless ●
    that" and a refusal "⊘ this if ● that", each by the words of one statement that has a
    condition. The ring counts independent origins, a + what others tell; ? is doubtful: read the
    words. JSON has every statement with its spans.
    """
    from dragoman.analysis import bearings_of, gather, survey
    from dragoman.analysis.packages import find_packages
    from dragoman.pipeline.halves import HalvesCoder

    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        bearings = bearings_of(gather(view.statements(), survey(view)), view.actors())
        heard = [*(codebook.parties if codebook else ()), *(b.party for b in bearings)]
        heard = list(dict.fromkeys(heard))
        marks = marks_of(heard)
        sides = [chosen(party, heard, "party", marks)[0] for party in parties or ()]
        tell_if_none(bool(bearings), view)
    statements = {bearing.said.statement.id: bearing.said.statement for bearing in bearings}
    found = find_packages(
        bearings, statements, HalvesCoder(codebook), as_of=as_of, parties=tuple(sides)
    )
    if unplaced:
        show(_unplaced_rows(found), UNPLACED, form)
        return
    columns = [c for c in SHOWN if c != "condition" or form is not Format.TABLE]
    show((_row(package) for package in found.packages), columns, form)
    if found.unplaced and form is Format.TABLE:
        typer.echo(
            f"{count(len(found.unplaced), 'more condition')} of the parties' own statements "
            f"{'links' if len(found.unplaced) == 1 else 'link'} no two concepts; --unplaced "
            "lists them",
            err=True,
        )


def _row(package: "Package[Bearing]") -> Row:
    newest = next(iter((*package.stated, *package.reported)))
    shown = bearing_row(newest.bears, None if package.stated else "reported")
    (held, stance), (other, put) = package.held, package.other
    return {
        **shown,
        "party": package.party,
        "kind": f"{package.form}{' ?' if package.doubtful else ''}",
        "package": f"{GLYPHS[stance]} {held} {package.form.joins} {GLYPHS[put]} {other}",
        "said": (ringed(package.origins) if package.stated else "")
        + ("+" if package.reported else ""),
        "condition": newest.condition.text,
        "form": str(package.form),
        "held": {"concept": held, "stance": str(stance)},
        "other": {"concept": other, "stance": str(put)},
        "doubtful": package.doubtful,
        "origins": package.origins,
        "statements": [_stated(one, None) for one in package.stated],
        "reported": [_stated(one, "reported") for one in package.reported],
    }


def _stated(one: "Stated[Bearing]", apart: str | None) -> Row:
    return {**bearing_row(one.bears, apart), "doubtful": one.doubtful}


def _unplaced_rows(found: "Packages[Bearing]") -> Iterator[Row]:
    for one in found.unplaced:
        yield {
            **bearing_row(one.bears, None),
            "party": one.bears.party,
            "why": str(one.lack),
            "condition": one.condition.text,
        }
