"""Briefs: the record as one document to read and pass on."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import past
from dragoman.cli.documents import WITH_QUARANTINE, ReaderOption, add_to, run_in
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.files import replacing
from dragoman.cli.rows import printable
from dragoman.cli.weekdays import day_option, day_typed
from dragoman.record import Codebook

if TYPE_CHECKING:
    from dragoman.report.house import BriefForm, House
    from dragoman.report.scope import Scope
    from dragoman.store import View

SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".pdf": "pdf", ".docx": "docx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What kind of brief is asked for.

    Attributes:
        output: The file. None: standard output.
        form: "html", "md", "pdf" or "docx". None: as the file is called, or Markdown.
        title: What it is headed with. None: named after the parties.
        as_of: The day that it is written for. None: not told.
        since: Its first day, as it was typed. None: from the beginning.
        until: Its last day, likewise.
        party: Name or mark of its party. None: all.
        concept: Id of its concept. None: all.
        plan: Id or name of its plan. None: all.
        positions: Whether it has positions. None: if it is about a concept or a plan.
        articles: Whether the articles follow. None: if it is of the whole record.
        template: The folder of an organisation's templates. None: the dossier's, if it has one.
    """

    output: Path | None = None
    form: str | None = None
    title: str | None = None
    as_of: str | None = None
    since: str | None = None
    until: str | None = None
    party: str | None = None
    concept: str | None = None
    plan: str | None = None
    positions: bool | None = None
    articles: bool | None = None
    template: Path | None = None


def brief(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(help="Articles to brief on without a dossier; without them the dossier."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A .html, .md, .pdf or .docx file; without it Markdown on standard output.",
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option("--format", "-f", help="html, md, pdf or docx, whatever the file is called."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            help="What is new since this day: 2025-05-19, monday, yesterday; a month or a year."
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(callback=day_option, help="Until the end of this day, month or year."),
    ] = None,
    party: Annotated[
        str | None, typer.Option(help="About this party alone: its name or mark, such as RU.")
    ] = None,
    concept: Annotated[
        str | None, typer.Option(help="About this concept alone: its id in the codebook.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option(help="About this plan alone: its id, name or a part of the name.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="What the brief is headed with.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            callback=day_option, help="The day it is written for (2025-05-26); printed on it."
        ),
    ] = None,
    positions: Annotated[
        bool | None,
        typer.Option(
            "--positions/--no-positions",
            help="Add positions, shifts, and plans against them. They rest on codes by machine, "
            "many of which are wrong (docs/how-codes-are-found.md): check them before you pass the "
            "brief on. A brief about a concept or a plan has them.",
        ),
    ] = None,
    articles: Annotated[
        bool | None,
        typer.Option(
            "--articles/--no-articles",
            help="Whether every statement and the articles' texts follow, in HTML and Markdown; "
            "else notes tell where the words stand. Without it they do if the brief is of the "
            "whole record.",
        ),
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            help="A folder with templates of your own; without it the folder brief/ of the "
            "dossier, if there is one (docs/how-to/write-a-brief.md)."
        ),
    ] = None,
    dossier: DossierOption = None,
    reader: ReaderOption = None,
) -> None:
    """Write a brief: what changed, what each party said, the coverage.

    HTML, Markdown, PDF or DOCX; the same record gives the same bytes. Every line leads to outlet,
    date and characters.
    """
    wanted = Wanted(
        output=output,
        form=form,
        title=title,
        as_of=as_of,
        since=since,
        until=until,
        party=party,
        concept=concept,
        plan=plan,
        positions=positions,
        articles=articles,
        template=template,
    )
    _check(wanted)
    if inputs and past.asked() != past.NOW:
        raise typer.BadParameter("past days are for the record of a dossier, not for files")
    if inputs:
        set_aside = _brief_of_files(inputs, wanted, reader)
    else:
        set_aside = 0
        opened = dossier_at(dossier)
        codebook = codebook_of(opened)
        with open_record(opened) as store, store.snapshot() as view:
            _write(view, wanted, codebook, opened.title, opened.folder)
    if set_aside:
        raise typer.Exit(WITH_QUARANTINE)


def write_brief(view: "View", output: Path, title: str) -> None:
    """Write the brief of a whole record, with its articles, to a file."""
    _write(view, Wanted(output=output, title=title))


def _check(wanted: Wanted) -> "BriefForm":
    """Tell in what the brief is written.

    Raises:
        BadParameter: There is no such form, or it cannot have what is asked for.
    """
    from dragoman.report.house import BriefForm

    suffix = wanted.output.suffix.lower() if wanted.output else ".md"
    name = wanted.form or SUFFIXES.get(suffix)
    if name not in tuple(BriefForm):
        asked = wanted.form or wanted.output
        raise typer.BadParameter(f"{asked}: a brief is a .html, .md, .pdf or .docx file")
    form = BriefForm(name)
    binary = form in (BriefForm.PDF, BriefForm.DOCX)
    if binary and wanted.articles:
        raise typer.BadParameter(
            f"--articles: no articles follow in {form}; write .html or .md to have them"
        )
    if binary and wanted.output is None and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is no text: say with --output where to write it")
    return form


def _brief_of_files(inputs: list[Path], wanted: Wanted, reader: str | None) -> int:
    """Brief on files in a temporary dossier; give the number of documents set aside."""
    from dragoman.store import Store

    with (
        tempfile.TemporaryDirectory(prefix="dragoman-") as folder,
        Store.open(Path(folder) / "record.db") as store,
    ):
        added = add_to(store, inputs)
        ran = run_in(None, store, reader)
        for aside in store.view().quarantine():  # it is gone with the temporary dossier
            typer.echo(printable(f"{aside.name}: {aside.reason}"), err=True)
        _write(store.view(), wanted)
    return added.quarantined + ran.quarantined


def _write(
    view: "View",
    wanted: Wanted,
    codebook: Codebook | None = None,
    title: str | None = None,
    folder: Path | None = None,
) -> None:
    """Write the brief of a record to its file, or to standard output."""
    from dragoman.report.building import build_brief
    from dragoman.report.house import BriefForm, house_at
    from dragoman.report.rendering import render_brief

    form = _check(wanted)
    scope = _scope(view, wanted, codebook)
    house: House | None = house_at(wanted.template, folder)
    positions = wanted.positions
    if positions is None:
        positions = bool(wanted.concept or wanted.plan)
    articles = scope.whole if wanted.articles is None else wanted.articles
    made = build_brief(
        view,
        title=wanted.title or title,
        as_of=wanted.as_of,
        codebook=codebook,
        actors=view.actors(),
        positions=positions,
        scope=scope,
        full=articles and form in (BriefForm.HTML, BriefForm.MARKDOWN),
    )
    file = render_brief(made, form, house)
    if wanted.output is None:
        _print(file)
        return
    with replacing(wanted.output) as name:
        name.write_bytes(file)
    typer.echo(f"wrote {wanted.output}", err=True)


def _print(file: bytes) -> None:
    """Write a file to standard output, whether that takes bytes or, in a program, text alone."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(file.decode("utf-8"))
        return
    sys.stdout.flush()
    binary.write(file)
    binary.flush()


def _scope(view: "View", wanted: Wanted, codebook: Codebook | None) -> "Scope":
    """Find what the brief is about in the record's own names.

    Raises:
        DragomanError: The record has no such party, concept or plan, or a day is none.
    """
    from dragoman.cli.plans import called
    from dragoman.cli.positions import chosen, marks_of
    from dragoman.report.scope import Scope

    today = date.today()
    until = wanted.until
    since = day_typed(wanted.since, _last_day(until or wanted.as_of, today))
    party = concept = plan = None
    if wanted.party:
        sides = dict.fromkeys([*(codebook.parties if codebook else ()), *_parties(view)])
        party = chosen(wanted.party, list(sides), "party", marks_of(list(sides)))[0]
    if wanted.concept:
        ids = dict.fromkeys(
            [*(c.id for c in (codebook.concepts if codebook else ())), *_concepts(view)]
        )
        concept = chosen(wanted.concept, list(ids), "concept")[0]
    if wanted.plan:
        plan = called(wanted.plan, view).id
    return Scope(since=since, until=until, party=party, concept=concept, plan=plan)


def _last_day(value: str | None, today: date) -> date:
    from dragoman.record import days_of

    return days_of(value)[1] if value else today


def _parties(view: "View") -> Iterator[str]:
    yield from sorted({s.party for s in view.statements() if s.party})


def _concepts(view: "View") -> Iterator[str]:
    yield from sorted({code.concept for s in view.statements() for code in s.codes})
