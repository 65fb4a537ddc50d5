"""One statement in its passage, with its spans and what is known of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from dragoman.cli.rows import printable
from dragoman.errors import DragomanError
from dragoman.record import Document, Span, Statement

if TYPE_CHECKING:
    from dragoman.store import View

MARKS = {"source": ("[", "]"), "cue": ("<", ">"), "content": ("{", "}")}
"""What stands around each role in the passage, so that it reads without colour too."""


def explain(view: "View", wanted: str) -> None:
    """Show the statement whose id begins as given.

    Raises:
        BadParameter: No statement or several begin so.
    """
    found = [s for s in view.statements() if s.id.startswith(wanted)]
    if len(found) != 1:
        ids = ", ".join(s.id for s in found[:5]) + (" ..." if len(found) > 5 else "")
        more = f"write more of the id: {ids}" if found else "`dragoman statements -f json` has ids"
        raise typer.BadParameter(f"{len(found)} statements begin with {wanted!r}; {more}")
    statement = found[0]
    document = view.document(statement.document)
    if document is None:
        raise DragomanError(f"the document of {statement.id} is missing; the record is damaged")
    run = next((run for run in view.runs() if run.id == statement.run), None)
    for line in _lines(statement, document, run.model if run else "unknown"):
        typer.echo("\n".join(map(printable, line.split("\n"))))


def _lines(statement: Statement, document: Document, model: str) -> Iterator[str]:
    yield _passage(statement, document)
    yield ""
    speaker = statement.speaker
    yield f"speaker     {speaker.name} ({speaker.kind})" if speaker else "speaker     unresolved"
    yield f"party       {statement.party or 'none'}"
    yield f"act         {statement.act or 'unknown'}, {statement.quote}"
    yield f"via         {' → '.join(link.name for link in statement.via) or 'directly'}"
    for role, spans in _roles(statement):
        yield f"{role:<11} " + "; ".join(f"{s.start}-{s.end} {s.text!r}" for s in spans)
    yield f"confidence  {statement.confidence:.3f}, by reader {model}"
    yield f"document    {document.name}, {document.outlet or 'outlet unknown'}"


def _roles(statement: Statement) -> list[tuple[str, tuple[Span, ...]]]:
    return [
        ("source", (statement.source,) if statement.source else ()),
        ("cue", (statement.cue,) if statement.cue else ()),
        ("content", statement.content),
    ]


def _passage(statement: Statement, document: Document) -> str:
    """Cut out the paragraphs that the statement stands in and mark its spans."""
    spans = [(role, span) for role, spans in _roles(statement) for span in spans]
    start = document.text.rfind("\n", 0, min(span.start for _, span in spans)) + 1
    end = document.text.find("\n", max(span.end for _, span in spans))
    end = len(document.text) if end < 0 else end
    marks = [(span.start, 1, MARKS[role][0]) for role, span in spans]
    marks += [(span.end, 0, MARKS[role][1]) for role, span in spans]
    pieces, position = [], start
    for offset, _, mark in sorted(marks):
        pieces += [document.text[position:offset], mark]
        position = offset
    return "".join([*pieces, document.text[position:end]])
