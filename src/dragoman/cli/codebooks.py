"""Codebooks: what the dossier's statements are coded with, shown and checked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at, open_record
from dragoman.cli.positions import chosen
from dragoman.cli.rows import Format, Row, printable, show
from dragoman.cli.suggestions import suggest
from dragoman.errors import CodebookError
from dragoman.record import Concept
from dragoman.report.signs import count
from dragoman.settings import Dossier

app = typer.Typer(help="What the dossier's statements are coded with.", no_args_is_help=True)


@app.command("show")
def show_concepts(
    id_: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A concept's id; without it all are listed."),
    ] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the concepts of the dossier's codebook, or show one with its examples."""
    from dragoman.settings.codebooks import read_codebook

    codebook = read_codebook(dossier_at(dossier).codebook_path)
    if id_ is None:
        show(map(_row, codebook.concepts), ["issue", "id", "text"], form)
        return
    (named,) = chosen(id_, [concept.id for concept in codebook.concepts], "concept")
    concept = next(concept for concept in codebook.concepts if concept.id == named)
    if form in (Format.JSON, Format.JSONL):
        show([_row(concept)], [], form)
    else:
        show(_parts(concept), ["part", "words"], form)


@app.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="A codebook's file; without it the dossier's.")
    ] = None,
    dossier: DossierOption = None,
) -> None:
    """Find mistakes, overlapping concepts and missing examples; and concepts that are never used.

    Use is told for the dossier's own codebook, or for FILE with --dossier.
    """
    from dragoman.analysis.codebooks import check_codebook, check_use
    from dragoman.settings.codebooks import read_codebook

    folder = dossier_at(dossier) if file is None or dossier is not None else None
    path = file or (folder.codebook_path if folder else Path())
    try:
        codebook = read_codebook(path)
    except CodebookError as error:
        if not path.is_file():
            raise
        _tell(error.problems, [])
        raise typer.Exit(1) from error
    findings = check_codebook(codebook)
    used = _used(folder) if folder else set()
    if used:
        findings += check_use(codebook, used)
    elif folder:
        typer.echo("no statement is coded yet: which concepts are used cannot be told", err=True)
    told = [
        (finding.problem, f"{', '.join(finding.concepts)}: {finding.text}") for finding in findings
    ]
    problems = [text for problem, text in told if problem]
    _tell(problems, [text for problem, text in told if not problem])
    if problems:
        raise typer.Exit(1)


app.command("suggest")(suggest)


def _tell(problems: list[str] | tuple[str, ...], notes: list[str]) -> None:
    for line in (*problems, *(f"note: {note}" for note in notes)):
        typer.echo(printable(line))
    typer.echo(f"{count(len(problems), 'problem')}, {count(len(notes), 'note')}", err=True)


def _used(folder: Dossier) -> set[str]:
    """Collect the ids of the concepts that the dossier's statements are coded with."""
    with open_record(folder) as store:
        return {code.concept for said in store.view().statements() for code in said.codes}


def _row(concept: Concept) -> Row:
    return {
        "id": concept.id,
        "issue": concept.issue,
        "text": concept.text,
        "description": concept.description,
        "support": list(concept.support),
        "oppose": list(concept.oppose),
        "near": list(concept.near),
    }


def _parts(concept: Concept) -> Iterator[Row]:
    """Give a row for each thing that is said of a concept."""
    for part, value in _row(concept).items():
        for words in value if isinstance(value, list) else [value]:
            yield {"part": part, "words": words}
