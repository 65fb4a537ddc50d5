"""Options that say what file names and columns tell: with what the dossier says of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.settings import Dossier

if TYPE_CHECKING:
    from dragoman.ingest import Arrival
    from dragoman.ingest.patterns import Patterns

NamePatternOption = Annotated[
    str | None,
    typer.Option(
        "--name-pattern",
        help="What file names tell, such as '{date} {outlet} - {title}.txt', or a regular "
        "expression with such groups.",
    ),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        help="Which column of a table holds what, such as title=Headline (several may be given).",
    ),
]
DateOrderOption = Annotated[
    str | None,
    typer.Option(
        "--date-order",
        help="How days in numbers alone are written, such as 03/04/2025: dmy or mdy.",
    ),
]


def patterns_for(
    dossier: Dossier | None,
    name: str | None = None,
    columns: Sequence[str] = (),
    date_order: str | None = None,
) -> "Patterns":
    """Give what names and columns tell: what a command says goes before what its dossier says.

    Raises:
        BadParameter: A pattern, a column or the order is malformed.
    """
    from dragoman.errors import PatternError
    from dragoman.ingest.patterns import DateOrder, Patterns, column_of, name_pattern

    said = (dossier.sources.patterns if dossier else None) or Patterns()
    if date_order is not None and date_order not in list(DateOrder):
        raise typer.BadParameter(f"{date_order!r} is no order of a date; write dmy or mdy")
    try:
        named = name_pattern(name) if name else said.name
        told = dict(column_of(column) for column in columns)
    except PatternError as error:
        raise typer.BadParameter(str(error)) from None
    return Patterns(
        name=named,
        columns={**said.columns, **told},
        date_order=DateOrder(date_order) if date_order else said.date_order,
    )


class Unfitting:
    """The documents whose file names the pattern does not fit, as they pass by."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        self.first: str | None = None

    def watched(self, arrivals: "Iterable[Arrival]") -> "Iterator[Arrival]":
        """Give arrivals on, and count those whose names do not fit."""
        from dragoman.ingest import Page
        from dragoman.ingest.patterns import UNFITTING
        from dragoman.record import Quarantine

        for arrival in arrivals:
            if not isinstance(arrival, Quarantine):
                document = arrival.document if isinstance(arrival, Page) else arrival
                if UNFITTING in document.flags:
                    self.count += 1
                    self.first = self.first or document.name
            yield arrival

    def tell(self) -> None:
        """Say on standard error how many there were."""
        if self.count:
            typer.echo(
                f"{self.count} file names are not as the pattern, such as {self.first!r}: nothing "
                "was guessed from them",
                err=True,
            )
