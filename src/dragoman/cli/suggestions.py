"""Suggestions: which statements without a code ask for a concept, on the command line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, dossier_at, open_record
from dragoman.cli.rows import Format, Row, printable, show
from dragoman.record import Codebook, Statement
from dragoman.report.signs import count

if TYPE_CHECKING:
    from dragoman.analysis.suggestions import Suggestion

COLUMNS = ["name", "statements", "parties", "documents", "stands", "words", "central", "nearest"]
EXAMPLES = 4
"""Central statements that are shown and put into the stub: what a concept needs at first."""
NEAREST = 3
SHOWN_WORDS = 6
SAME = 0.75
"""Share of the shorter one's content words from which two statements are no two examples."""
PERHAPS = 0.3
"""Chance from which a concept may only lack an example: half of that from which a code is told.
Chosen, not measured."""


def suggest(
    least: Annotated[
        int, typer.Option(min=2, help="How many statements must say alike to be shown.")
    ] = 3,
    most: Annotated[int, typer.Option(min=1, help="How many groups are shown.")] = 10,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show groups of statements without a code that say alike, and so may ask for a concept.

    Groups that take a stand come first, then those of most parties and documents. Each comes with
    its central statement, the concepts that are nearest to it with their chances (a code is told
    from .6 on), and a stub for codebook.yaml: write its text and description yourself.
    """
    from dragoman.analysis.suggestions import content_of, may_ask, suggest_concepts
    from dragoman.pipeline import coder_for
    from dragoman.settings.codebooks import read_codebook

    opened = dossier_at(dossier)
    codebook = read_codebook(opened.codebook_path)
    coder = coder_for(codebook)
    with open_record(opened) as store, store.snapshot() as view:
        read = {d.id: d.name for d in view.documents() if coder.reads(d)}
        uncoded = [s for s in view.statements() if not s.codes and s.document in read]
    asking = [statement for statement in uncoded if may_ask(statement)]
    fresh = [s for s in asking if not (codebook.concepts and coder.codes(s))]
    found = suggest_concepts(
        fresh,
        coder.vectors([content_of(statement) for statement in fresh]),
        coder.nearest,
        least=least,
        taken={concept.id for concept in codebook.concepts},
    )
    if form is Format.TABLE:
        for number, suggestion in enumerate(found[:most], 1):
            for line in _lines(number, suggestion, codebook, coder.told_from, read):
                typer.echo(printable(line))
    else:
        show((_row(s, codebook, coder.told_from, read) for s in found[:most]), COLUMNS, form)
    _tell(len(uncoded), len(asking), len(fresh), len(found), min(most, len(found)))


def _tell(uncoded: int, asking: int, fresh: int, found: int, shown: int) -> None:
    typer.echo(f"{count(uncoded, 'statement')} without a code", err=True)
    if uncoded > asking:
        typer.echo(f"{uncoded - asking} of them too short or refusing to comment", err=True)
    if asking > fresh:
        typer.echo(f"{asking - fresh} of them the codebook covers by now: run again", err=True)
    typer.echo(f"{count(found, 'group')} of statements that say alike, {shown} shown", err=True)
    if not found:
        typer.echo("nothing asks for a concept; add articles, or lower --least", err=True)


def _lines(
    number: int,
    suggestion: "Suggestion",
    codebook: Codebook,
    told_from: float,
    names: Mapping[str, str],
) -> Iterator[str]:
    """Describe a suggestion, and write its stub."""
    parties = ", ".join(suggestion.parties) or "none"
    yield (
        f"{number}  {count(len(suggestion.statements), 'statement')} · "
        f"{count(len(suggestion.parties), 'party', 'parties')} ({parties}) · "
        f"{count(suggestion.documents, 'document')} · {suggestion.stands} take a stand"
        + (": rather reports of events" if suggestion.is_report else "")
    )
    central = suggestion.statements[0]
    yield f"   central  {_quoted(central)}"
    yield f"            {_speaker(central)}, {central.id}, {_place(central, names)}"
    yield f"   words    {', '.join(suggestion.words[:SHOWN_WORDS]) or 'none in common'}"
    yield f"   nearest  {_nearest(suggestion)}"
    yield f"   so       {_advice(suggestion, told_from)}"
    yield ""
    yield from stub_of(suggestion, codebook)
    yield ""


def stub_of(suggestion: "Suggestion", codebook: Codebook) -> Iterator[str]:
    """Write lines for the end of codebook.yaml; `codebook check` then asks for what is left."""
    near = codebook.concept(suggestion.nearest[0][1]) if suggestion.nearest else None
    issue = near.issue if near else codebook.issues[0] if codebook.issues else "write-one"
    yield f"  - id: {suggestion.name}"
    yield f"    issue: {issue}  # one of: {', '.join(codebook.issues)}"
    yield '    text: ""  # one sentence that one side supports and another may oppose'
    yield '    description: ""  # Support: ... Oppose: ... Not: ...'
    yield "    support:  # the central statements; move to oppose those that are against it"
    for statement in _distinct(suggestion.statements)[:EXAMPLES]:
        yield f"      - {_quoted(statement)}  # {statement.id}, {_speaker(statement)}"
    yield "    oppose: []"
    yield "    near: []"


def _distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out what says in mostly the same words what an earlier one says."""
    from dragoman.analysis.suggestions import content_of
    from dragoman.resolve.claim_words import stems_of

    kept: list[tuple[frozenset[str], Statement]] = []
    for statement in statements:
        stems = stems_of(content_of(statement))
        if all(
            len(stems & known) < SAME * max(1, min(len(stems), len(known))) for known, _ in kept
        ):
            kept.append((stems, statement))
    return [statement for _, statement in kept]


def _quoted(statement: Statement) -> str:
    """Put words in quotation marks as YAML and JSON both have them."""
    from dragoman.analysis.suggestions import content_of

    return json.dumps(printable(content_of(statement)), ensure_ascii=False)


def _speaker(statement: Statement) -> str:
    name = statement.speaker.name if statement.speaker else "unresolved"
    return f"{name} ({statement.party})" if statement.party else name


def _place(statement: Statement, names: Mapping[str, str]) -> str:
    return f"{names[statement.document]}:{statement.content[0].start}"


def _nearest(suggestion: "Suggestion") -> str:
    told = [f"{id_} {chance:.2f} ({stance})" for chance, id_, stance in suggestion.nearest]
    return ", ".join(told[:NEAREST]) or "the codebook has no concepts"


def _advice(suggestion: "Suggestion", told_from: float) -> str:
    """Say what the nearness of the nearest concept makes likely."""
    chance, id_, _ = suggestion.nearest[0] if suggestion.nearest else (0.0, "", None)
    if chance >= told_from:
        return (
            f"its words are those of {id_}, but not with who says them and how: an example for "
            "it, or a near miss"
        )
    told = f"an example that {id_} lacks" if chance >= PERHAPS else "a new concept"
    return f"perhaps {told}" + (", if it is about one at all" if suggestion.is_report else "")


def _row(
    suggestion: "Suggestion", codebook: Codebook, told_from: float, names: Mapping[str, str]
) -> Row:
    from dragoman.analysis.suggestions import content_of

    return {
        "name": suggestion.name,
        "statements": len(suggestion.statements),
        "parties": ", ".join(suggestion.parties),
        "documents": suggestion.documents,
        "stands": suggestion.stands,
        "words": ", ".join(suggestion.words),
        "central": content_of(suggestion.statements[0]),
        "nearest": _nearest(suggestion),
        "advice": _advice(suggestion, told_from),
        "chances": [
            {"concept": id_, "stance": str(stance), "chance": round(chance, 3)}
            for chance, id_, stance in suggestion.nearest[:NEAREST]
        ],
        "members": [
            {
                "id": statement.id,
                "speaker": statement.speaker.name if statement.speaker else None,
                "party": statement.party,
                "act": str(statement.act) if statement.act else None,
                "words": content_of(statement),
                "document": statement.document,
                "content": [[span.start, span.end] for span in statement.content],
                "place": _place(statement, names),
            }
            for statement in suggestion.statements
        ],
        "stub": "\n".join(stub_of(suggestion, codebook)),
    }
