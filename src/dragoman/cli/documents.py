"""Documents: taking them in, reading them, listing them and those set aside."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.archives import EverythingOption, LanguageOption, reading_for, tell_passed
from dragoman.cli.codings import codings_for, tell_codings
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record, record_of
from dragoman.cli.logs import LogOption, logged, tell
from dragoman.cli.patterns import (
    ColumnOption,
    DateOrderOption,
    NamePatternOption,
    Unfitting,
    patterns_for,
)
from dragoman.cli.progress import counting
from dragoman.cli.rows import Format, Row, show
from dragoman.record import DateBasis, DateRange
from dragoman.settings import Dossier, read_settings

if TYPE_CHECKING:
    from dragoman import pipeline
    from dragoman.ingest import ArchiveReading
    from dragoman.ingest.patterns import Patterns
    from dragoman.pipeline import Added, Ran
    from dragoman.store import Store, View

WITH_QUARANTINE = 3
"""Exit code of a command that did its work but had to set documents aside."""

FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]


def _reader(value: str | None) -> str | None:
    """Refuse a reader that there is not before anything is done (typer's callback)."""
    if value is not None:
        from dragoman.pipeline.reading import READERS

        if value not in READERS:
            raise typer.BadParameter(f"no reader {value!r}; choose one of {', '.join(READERS)}")
    return value


ReaderOption = Annotated[
    str | None,
    typer.Option(
        "--reader",
        callback=_reader,
        help="The reader; without it DRAGOMAN_READER or the default.",
    ),
]
ProcessesOption = Annotated[
    int,
    typer.Option("--processes", "-p", min=1, max=64, help="How many processes read side by side."),
]


def add(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files, folders, addresses of the web, or - for stdin."),
    ],
    language: LanguageOption = None,
    everything: EverythingOption = False,
    name_pattern: NamePatternOption = None,
    column: ColumnOption = None,
    date_order: DateOrderOption = None,
    dossier: DossierOption = None,
) -> None:
    """Take articles into the dossier; what is there is left alone."""
    opened = dossier_at(dossier)
    patterns = patterns_for(opened, name_pattern, column or (), date_order)
    with open_record(opened) as store:
        archives = reading_for(store, opened, language or (), everything=everything)
        added = add_to(store, inputs, opened, archives, patterns)
    if added.quarantined:
        typer.echo("`dragoman quarantine` tells why", err=True)
        raise typer.Exit(WITH_QUARANTINE)


def add_to(
    store: "Store",
    inputs: Sequence[Path | str],
    dossier: Dossier | None = None,
    archives: "ArchiveReading | None" = None,
    patterns: "Patterns | None" = None,
) -> "Added":
    """Take inputs into a store, with progress and a summary on standard error."""
    from dragoman import pipeline
    from dragoman.cli.fetching import fetching_for, input_of
    from dragoman.ingest import broken_plugins, ingest

    if not all(map(str, inputs)):
        raise typer.BadParameter("an input has an empty name; write . for the current folder")
    for problem in broken_plugins():
        typer.echo(problem, err=True)
    archives, codings = archives or reading_for(store, dossier), codings_for(store, dossier)
    arrivals = ingest(
        map(input_of, inputs),
        patterns=patterns or patterns_for(dossier),
        archives=archives,
        fetch=fetching_for(dossier),
        codings=codings,
    )
    unfitting = Unfitting()
    with counting("adding") as progress:
        added = pipeline.add(unfitting.watched(arrivals), store, progress)
    codings.judge()
    typer.echo(
        f"{added.added} added, {added.known} known already, {added.quarantined} in quarantine",
        err=True,
    )
    tell_passed(archives)
    unfitting.tell()
    tell_codings(codings)
    return replace(added, quarantined=added.quarantined + codings.aside)


def run(
    dossier: DossierOption = None,
    reader: ReaderOption = None,
    processes: ProcessesOption = 1,
    log_format: LogOption = None,
) -> None:
    """Read and resolve what has not been read yet.

    It goes on where it was cut off. Several processes read faster, and find the same.
    """
    with logged(log_format), open_record(opened := dossier_at(dossier)) as store:
        ran = run_in(opened, store, reader, processes)
    if ran.quarantined:
        raise typer.Exit(WITH_QUARANTINE)


def run_in(
    dossier: Dossier | None, store: "Store", reader: str | None, processes: int = 1
) -> "Ran":
    """Read a store's documents, with progress and a summary on standard error."""
    from dragoman import pipeline
    from dragoman.report.signs import count

    equipment = equipment_of(dossier, store, reader)
    tools = equipment.unpack()
    with ExitStack() as open_until_done:
        crew = None
        if processes > 1:
            crew = open_until_done.enter_context(pipeline.Crew(equipment, processes))
        progress = open_until_done.enter_context(counting("reading"))
        ran = pipeline.run(store, tools.reader, tools.knowledge, progress, tools.coder, crew)
    tell(
        f"{count(ran.documents, 'document')} read, {count(ran.statements, 'statement')} found, "
        f"{ran.quarantined} set aside",
        "run finished",
        documents=ran.documents,
        statements=ran.statements,
        quarantined=ran.quarantined,
    )
    return ran


def equipment_of(
    dossier: Dossier | None, store: "Store", reader: str | None
) -> "pipeline.Equipment":
    """Give what a dossier's documents are read with."""
    from dragoman import pipeline
    from dragoman.resolve import load_knowledge

    actors = dossier.actors_path if dossier else None
    codebook = codebook_of(dossier) if dossier else None
    return pipeline.Equipment(
        reader=reader or read_settings().reader,
        actors=actors,
        codebook=codebook and pipeline.taught_by(store, codebook, load_knowledge(actors)),
    )


def documents(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the documents of the dossier."""
    with record_of(dossier) as store:
        rows = _document_rows(store.view(), in_words=form is Format.TABLE)
        show(rows, ["published", "outlet", "name", "title", "language"], form)


def _document_rows(view: "View", *, in_words: bool) -> Iterator[Row]:
    """Describe the documents; in words, an undated one shows its range where a date would be."""
    ranges = {date_range.document: date_range for date_range in view.date_ranges()}
    for document in view.documents():
        published = document.published
        date_range = ranges.get(document.id)
        day = published.value if published else None
        if in_words and date_range and date_range.days:
            basis = "dossier" if date_range.basis is DateBasis.DOSSIER else "text"
            day = f"{date_range.days} (from the {basis})"
        yield {
            "id": document.id,
            "name": document.name,
            "published": day,
            "published_basis": published.basis if published else None,
            "published_between": _between(date_range) if date_range else None,
            "outlet": document.outlet,
            "title": document.title or document.headline(),
            "author": document.author,
            "language": document.language,
            "url": document.url,
            "sha256": document.sha256,
            "flags": list(document.flags),
        }


def _between(date_range: DateRange) -> Row:
    """Describe a range with the words that its ends rest on, for other programs."""
    earliest, latest = date_range.earliest, date_range.latest
    return {
        "earliest": earliest.value if earliest else None,
        "latest": latest.value if latest else None,
        "basis": date_range.basis,
        "why": [
            {
                "side": bound.side,
                "value": bound.value,
                "kind": bound.kind,
                "start": bound.words.start,
                "end": bound.words.end,
                "text": bound.words.text,
                "because": bound.because,
                "document": bound.other.document if bound.other else None,
            }
            for bound in date_range.deciding
        ],
    }


def quarantine(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """List what could not be read, where it failed and why."""
    with record_of(dossier) as store:
        rows = (
            {"id": q.id, "name": q.name, "stage": str(q.stage), "size": q.size, "reason": q.reason}
            for q in store.view().quarantine()
        )
        show(rows, ["name", "stage", "size", "reason"], form)
