"""Statements: listing what was said, by whom, and through whom we know it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.explain import explain
from dragoman.cli.positions import chosen, marks_of
from dragoman.cli.rows import Format, Row, show
from dragoman.record import Act, Document, Statement

if TYPE_CHECKING:
    from dragoman.store import View

MOST_HITS = 100_000
"""How many statements a search may find; more than a person reads."""

COLUMNS = ["published", "speaker", "party", "act", "words", "via", "name"]


def statements(
    speaker: Annotated[str | None, typer.Option(help="Part of the speaker's name.")] = None,
    party: Annotated[str | None, typer.Option(help="The party's name or mark, such as RU.")] = None,
    act: Annotated[Act | None, typer.Option(help="What the statement does.")] = None,
    outlet: Annotated[str | None, typer.Option(help="The outlet's name.")] = None,
    search: Annotated[str | None, typer.Option(help="Words of the content or the speaker.")] = None,
    explained: Annotated[
        str | None,
        typer.Option("--explain", help="Show the statement whose id begins so in its passage."),
    ] = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List statements, or explain one.

    They are ordered by document and place.
    """
    from dragoman.store import StatementFilter

    opened = dossier_at(dossier)
    with open_record(opened) as store:
        view = store.view()
        if explained is not None:
            explain(view, explained)
            return
        if party is not None:
            codebook = codebook_of(opened)
            spoken = sorted({s.party for s in view.statements() if s.party})
            sides = list(dict.fromkeys([*(codebook.parties if codebook else ()), *spoken]))
            (party,) = chosen(party, sides, "party", marks_of(sides))
        if outlet is not None:
            outlet = outlet_called(view, outlet)
        wanted = StatementFilter(speaker=speaker, party=party, act=act, outlet=outlet)
        found = view.statements(wanted)
        if search is not None:
            hits = {hit.id for hit in view.search_statements(search, MOST_HITS)}
            found = (statement for statement in found if statement.id in hits)
        show(_rows(view, found), COLUMNS, form, "no statement is so")


def outlet_called(view: "View", wanted: str) -> str:
    """Give an outlet in the record's own spelling.

    Raises:
        BadParameter: No document is from it.
    """
    from dragoman.store.queries.documents import OutletCounts

    known = [one.outlet for one in view.ask(OutletCounts()) if one.outlet]
    return chosen(wanted, known, "outlet")[0]


def _rows(view: "View", found: Iterator[Statement]) -> Iterator[Row]:
    document: Document | None = None
    for statement in found:
        if document is None or document.id != statement.document:
            document = view.document(statement.document)
        if document is not None:
            yield _row(statement, document)


def _row(statement: Statement, document: Document) -> Row:
    return {
        "id": statement.id,
        "document": statement.document,
        "name": document.name,
        "published": document.published.value if document.published else None,
        "outlet": document.outlet,
        "speaker": statement.speaker.name if statement.speaker else None,
        "party": statement.party,
        "act": str(statement.act) if statement.act else None,
        "quote": str(statement.quote),
        "words": " … ".join(span.text for span in statement.content),
        "source": statement.source.text if statement.source else None,
        "cue": statement.cue.text if statement.cue else None,
        "content": [[span.start, span.end] for span in statement.content],
        "via": [link.name for link in statement.via],
        "said_on": statement.said_on,
        "confidence": round(statement.confidence, 3),
    }
