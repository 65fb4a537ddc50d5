"""Judgements: what people decided about the record; listed, measured, applied and taken back."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman import pipeline
from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record, record_of
from dragoman.cli.positions import chosen
from dragoman.cli.rows import Format, Row, show
from dragoman.errors import DragomanError, JudgementError, RecordError, unread
from dragoman.record import Decision, Field, Judgement
from dragoman.report.signs import count
from dragoman.settings import Dossier, author_in

if TYPE_CHECKING:
    from dragoman.resolve import Knowledge
    from dragoman.store import Store, View
    from dragoman.store.queries.judgements import JudgementList

app = typer.Typer(help="What people decided about the record.", no_args_is_help=True)

COLUMNS = ["decided_at", "author", "decision", "field", "value", "state", "name", "words", "id"]
AT_ONCE = 500
"""How many judgements are read at once, and how many are applied in one go."""

AuthorOption = Annotated[
    str | None,
    typer.Option(help="Who decides; without it DRAGOMAN_AUTHOR or the login name."),
]


@app.command("list")
def list_judgements(
    author: Annotated[str | None, typer.Option(help="Only those of this person.")] = None,
    decision: Annotated[Decision | None, typer.Option(help="Only those that decide so.")] = None,
    field: Annotated[Field | None, typer.Option(help="Only corrections of this field.")] = None,
    document: Annotated[
        str | None, typer.Option(help="Only those about the document of this name or id.")
    ] = None,
    statement: Annotated[str | None, typer.Option(help="Only those on this statement.")] = None,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Only those that find no statement now.")
    ] = False,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List people's decisions, the newest first; as JSON Lines they can be applied elsewhere."""
    from dragoman.store.queries.judgements import JudgementList

    with record_of(dossier) as store:
        view = store.view()
        if statement is not None and not (
            list(view.statements_of([statement]))
            or view.ask(JudgementList(statement=statement, limit=1)).items  # its statement is gone
        ):
            raise typer.BadParameter(
                f"no statement {statement!r}; `dragoman statements -f json` has ids"
            )
        if author is not None:
            (author,) = chosen(author, sorted({one.author for one in view.judgements()}), "author")
        wanted = JudgementList(
            author=author,
            decision=decision,
            field=field,
            document=None if document is None else _document_called(view, document),
            statement=statement,
            waiting=waiting or None,
            limit=AT_ONCE,
        )
        in_words = form in (Format.TABLE, Format.CSV)
        show(_rows(view, wanted, in_words=in_words), COLUMNS, form, "no judgement is so")


@app.command()
def agree(dossier: DossierOption = None, form: FormatOption = Format.TABLE) -> None:
    """Measure how far people who judged the same statements agree: Krippendorff's alpha."""
    from dragoman.analysis.agreement import agreement

    opened = dossier_at(dossier)
    with open_record(opened) as store:
        judged = pipeline.judged_documents(store.view(), _knowledge(opened))
        found = agreement(judged)
    rows = (
        {
            "field": one.field,
            "alpha": _rounded(one.alpha),
            "alike": _rounded(one.alike),
            "statements": one.statements,
            "authors": one.authors,
        }
        for one in found
    )
    show(rows, ["field", "alpha", "alike", "statements", "authors"], form)
    if not any(one.statements for one in found):
        typer.echo("no statement has been judged by two people", err=True)


@app.command()
def withdraw(
    judgement: Annotated[str, typer.Argument(help="The judgement's id.")],
    author: AuthorOption = None,
    dossier: DossierOption = None,
) -> None:
    """Take a decision back; both stay in the list."""
    opened = dossier_at(dossier)
    form = {"judgement": judgement, "decision": Decision.WITHDRAW.value}
    with open_record(opened) as store:
        knowledge = _knowledge(opened)
        taken = pipeline.judgement_from(
            form, store.view(), knowledge, author=author_in(author), decided_at=_now()
        )
        pipeline.judge(store, [taken], knowledge, _parties(opened), now=True)
    typer.echo(f"{judgement} is taken back; {taken.id} says so", err=True)


@app.command()
def apply(
    file: Annotated[
        Path, typer.Argument(help="JSON Lines, one decision each, or a JSON list; - for stdin.")
    ],
    author: AuthorOption = None,
    dossier: DossierOption = None,
) -> None:
    """Apply decisions from a file; what its author has decided already is left alone."""
    opened = dossier_at(dossier)
    with open_record(opened) as store:
        batch = _Batch(store, opened, file, author_in(author))
        for place, form in _decisions(file):
            batch.add(place, form)
        batch.apply()
    told = f"{count(batch.applied, 'decision')} applied, {batch.known} known already"
    typer.echo(told, err=True)
    batch.tell_strange()


class _Batch:
    """Decisions of a file on their way into the record, as many at once as do not depend."""

    def __init__(self, store: "Store", dossier: Dossier, file: Path, author: str) -> None:
        self._store = store
        self._view = store.view()
        self._knowledge = _knowledge(dossier)
        self._codebook = codebook_of(dossier)
        self._file = file
        self._author = author
        self._began = datetime.now(UTC)
        self._taken = 0
        self._waiting: list[tuple[str, Judgement]] = []
        self._copies = False
        self._strange: dict[str, str] = {}
        self.applied = 0
        self.known = 0

    def add(self, place: str, form: object) -> None:
        """Take the decision that stands at a place of the file."""
        self._taken += 1
        made = self._made(place, form)
        if pipeline.is_decided(self._view, made):
            self.known += 1
            return
        copies = pipeline.is_copy(form)
        if copies != self._copies:
            self.apply()
        self._copies = copies
        self._check(place, made)
        self._waiting.append((place, made))
        if len(self._waiting) >= AT_ONCE:
            self.apply()

    def tell_strange(self) -> None:
        """Say what decisions from another record code with that the codebook lacks, each once."""
        for told, place in self._strange.items():
            typer.echo(f"{self._file}, {place}: {told}; applied as it stood there", err=True)

    def _made(self, place: str, form: object) -> Judgement:
        """Make the judgement; it may be about what those that wait make of a statement."""
        at = _iso(self._began + timedelta(microseconds=self._taken))
        target = form.get("statement") if isinstance(form, dict) else None
        if target in {waiting.target for _, waiting in self._waiting}:
            self.apply()
        while True:
            try:
                return pipeline.judgement_from(
                    form, self._view, self._knowledge, author=self._author, decided_at=at
                )
            except JudgementError as error:
                if not self._waiting:
                    raise self._at(place, error) from None
                self.apply()

    def _check(self, place: str, made: Judgement) -> None:
        """See that it codes with the codebook's concepts, if it is not from another record."""
        try:
            pipeline.check_concepts(made, self._codebook)
        except RecordError as error:
            if self._copies:
                self._strange.setdefault(str(error), place)
                return
            self.apply()
            raise self._at(place, error) from None

    def apply(self) -> None:
        """Apply what waits."""
        waiting, self._waiting = self._waiting, []
        try:
            self._judge([made for _, made in waiting])
        except JudgementError:
            # One of them does not apply: which one, and those before it are in.
            for place, made in waiting:
                try:
                    self._judge([made])
                except JudgementError as error:
                    raise self._at(place, error) from None
                self.applied += 1
            return
        self.applied += len(waiting)

    def _judge(self, judgements: list[Judgement]) -> None:
        pipeline.judge(
            self._store,
            judgements,
            self._knowledge,
            self._codebook.parties if self._codebook else None,
            may_wait=self._copies,
            now=True,
        )

    def _at(self, place: str, error: DragomanError) -> JudgementError:
        are = "is" if self.applied == 1 else "are"
        before = f"{count(self.applied, 'decision')} before it {are} applied"
        return JudgementError(f"{self._file}, {place}: {error} ({before})")


def _decisions(file: Path) -> Iterator[tuple[str, object]]:
    """Give decisions, each with its place: in JSON Lines a line, in a list an entry."""
    text = sys.stdin.read() if str(file) == "-" else _text(file)
    if text.lstrip().startswith("["):
        entries: list[object] = _parsed(text, str(file))
        yield from ((f"entry {number}", form) for number, form in enumerate(entries, 1))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield f"line {number}", _parsed(line, f"{file}, line {number}")


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise JudgementError(f"{where}: not JSON ({error})") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DragomanError(f"cannot read {file}: {unread(error)}") from error


def _rows(view: "View", wanted: "JudgementList", *, in_words: bool) -> Iterator[Row]:
    from dataclasses import replace

    from dragoman.store.queries.judgements import JudgementStates

    names: dict[str, str] = {}
    after: str | None = None
    while True:
        page = view.ask(replace(wanted, after=after))
        states = view.ask(JudgementStates(ids=tuple(one.id for one in page.items)))
        for one in page.items:
            if one.document is not None and one.document not in names:
                document = view.document(one.document)
                names[one.document] = document.name if document else one.document
            row = pipeline.form_of(one)
            if in_words:
                row["value"] = one.value
            row["state"] = states[one.id].value
            row["name"] = names.get(one.document or "")
            row["words"] = _words(one)
            yield row
        after = page.next
        if after is None:
            return


def _words(judgement: Judgement) -> str:
    words = " … ".join(span.text for span in judgement.content)
    return words if len(words) <= 60 else words[:59] + "…"


def _document_called(view: "View", name: str) -> str:
    found = [document.id for document in view.documents() if name in (document.id, document.name)]
    if not found:
        raise typer.BadParameter(f"no document is called {name!r}; `dragoman documents` lists them")
    return found[0]


def _knowledge(dossier: Dossier) -> "Knowledge":
    from dragoman.resolve import load_knowledge

    return load_knowledge(dossier.actors_path)


def _parties(dossier: Dossier) -> tuple[str, ...] | None:
    codebook = codebook_of(dossier)
    return codebook.parties if codebook else None


def _now() -> str:
    return _iso(datetime.now(UTC))


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
