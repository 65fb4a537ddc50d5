"""Exports: the record for other tools."""

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, record_of
from dragoman.cli.files import replacing, write_pieces

if TYPE_CHECKING:
    from dragoman.store import View

app = typer.Typer(help="Write the record for other tools.", no_args_is_help=True)

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file; without it standard output.")
]
FileOption = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]


class TableFormat(StrEnum):
    """How tables are written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


FormOption = Annotated[TableFormat, typer.Option("--format", "-f", help="How it is written.")]


@app.callback()
def export() -> None:
    """Write the record for other tools."""


@app.command("record")
def record(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write the whole record in the interchange format dragoman-record/1 (JSON)."""
    from dragoman.report import export_record

    _write(export_record, output, dossier)


@app.command("table")
def table(
    noun: Annotated[str, typer.Argument(help="documents, statements, actors, claims, ...")],
    form: FormOption = TableFormat.CSV,
    output: OutputOption = None,
    dossier: DossierOption = None,
) -> None:
    """Write one noun of the record as a table: CSV, JSON Lines or Parquet."""
    from dragoman.report.exports.tables import NOUNS

    if noun not in NOUNS:
        raise typer.BadParameter(f"no table of {noun!r}; there are {', '.join(NOUNS)}")
    if form is TableFormat.PARQUET and output is None:
        raise typer.BadParameter("Parquet is no text: say with --output where to write it")
    with record_of(dossier) as store, store.snapshot() as view:
        _write_table(noun, view, form, output)


@app.command("tables")
def tables(
    folder: Annotated[Path, typer.Option("--output", "-o", help="The folder; it is made.")],
    form: FormOption = TableFormat.CSV,
    dossier: DossierOption = None,
) -> None:
    """Write every noun of the record as a table into a folder, all of one instant."""
    from dragoman.report.exports.tables import NOUNS

    folder.mkdir(parents=True, exist_ok=True)
    with record_of(dossier) as store, store.snapshot() as view:
        for noun in NOUNS:
            _write_table(noun, view, form, folder / f"{noun}.{form}")


@app.command("provenance")
def provenance(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write where everything comes from, runs and chains, as W3C PROV-JSON."""
    from dragoman.report.exports.provenance import export_provenance

    _write(lambda view: [export_provenance(view)], output, dossier)


@app.command("annotations")
def annotations(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write the statements as W3C Web Annotations (JSON-LD)."""
    from dragoman.report.exports.annotations import export_annotations

    _write(export_annotations, output, dossier)


@app.command("claims")
def claims(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write the claims with who answers them in schema.org's terms (JSON-LD), without ratings."""
    from dragoman.report.exports.claimreviews import export_claims

    _write(lambda view: [export_claims(view)], output, dossier)


@app.command("entities")
def entities(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write actors, offices, articles and meetings as FollowTheMoney entities (JSON Lines)."""
    from dragoman.report.exports.followthemoney import export_entities

    _write(export_entities, output, dossier)


@app.command("events")
def events(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write statements and meetings as PLOVER-coded events (JSON Lines)."""
    from dragoman.report.exports.plover import export_events

    _write(export_events, output, dossier)


@app.command("gold")
def gold(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write what people decided as gold, which readers are measured against (JSON)."""
    from dragoman import pipeline
    from dragoman.report.gold import export_gold
    from dragoman.resolve import load_knowledge

    knowledge = load_knowledge(dossier_at(dossier).actors_path)
    _write(
        lambda view: export_gold(pipeline.judged_with_documents(view, knowledge)), output, dossier
    )


@app.command("qdpx")
def qdpx(output: FileOption, dossier: DossierOption = None) -> None:
    """Write a REFI-QDA project for ATLAS.ti, MAXQDA, NVivo: codes, articles, coded selections."""
    from dragoman.report.exports.qdpx import export_qdpx

    opened = dossier_at(dossier)
    with record_of(dossier) as store, store.snapshot() as view:
        data = export_qdpx(view, codebook_of(opened))
    with replacing(output) as path:
        path.write_bytes(data)


@app.command("dna")
def dna(output: FileOption, dossier: DossierOption = None) -> None:
    """Write a database for Discourse Network Analyzer 3 (.dna): articles and coded statements."""
    from dragoman.report.exports.dna import CODER_PASSWORD, export_dna
    from dragoman.report.signs import count

    opened = dossier_at(dossier)
    with record_of(dossier) as store, store.snapshot() as view, replacing(output) as path:
        written = export_dna(view, codebook_of(opened), path)
    typer.echo(
        f"{count(written.documents, 'document')}, "
        f"{count(written.statements, 'coded statement')}; left out: "
        f"{count(written.uncoded, 'statement')} without a code",
        err=True,
    )
    if written.undated:
        typer.echo(
            f"without a date, and so at 1970-01-01, since DNA needs one: "
            f"{count(written.undated, 'document')}",
            err=True,
        )
    typer.echo(f"open it in DNA as Admin or Dragoman; the password is {CODER_PASSWORD}", err=True)


@app.command("datasette-metadata")
def datasette_metadata(output: OutputOption = None, dossier: DossierOption = None) -> None:
    """Write what Datasette is to show of the record's database: words for tables, and queries."""
    from dragoman.report.exports.datasette import export_metadata
    from dragoman.store.queries.layout import Layout

    opened = dossier_at(dossier)
    with record_of(dossier) as store:
        tables = store.view().ask(Layout())
    _write_out([export_metadata(opened.title, opened.record_path.stem, tables)], output)


def _write(
    export: "Callable[[View], Iterable[str]]", output: Path | None, dossier: Path | None
) -> None:
    with record_of(dossier) as store, store.snapshot() as view:
        _write_out(export(view), output)


def _write_table(noun: str, view: "View", form: TableFormat, output: Path | None) -> None:
    from dragoman.report.exports.tables import as_csv, as_json_lines, write_parquet

    if form is TableFormat.PARQUET:
        assert output is not None
        with replacing(output) as path:
            write_parquet(noun, view, path)
        return
    _write_out((as_csv if form is TableFormat.CSV else as_json_lines)(noun, view), output)


def _write_out(pieces: Iterable[str], output: Path | None) -> None:
    if output is None:
        sys.stdout.writelines(pieces)
    else:
        write_pieces(output, pieces)
