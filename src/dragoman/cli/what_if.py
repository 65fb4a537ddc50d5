"""What if: what the parties would have to say to a plan that somebody edits."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.plans import called
from dragoman.cli.positions import (
    AsOfOption,
    PartiesOption,
    bearing_row,
    marks_by_name,
    marks_of,
    tell_if_none,
)
from dragoman.cli.rows import Format, Row, printable, show
from dragoman.record import Holding, Stance
from dragoman.report.signs import HOLDINGS, TERM_WORDS, count, missing_words, term_sign

if TYPE_CHECKING:
    from dragoman.analysis import Bearing, Positions
    from dragoman.analysis.drafts import Draft, DraftTerm
    from dragoman.analysis.verdicts import Cell
    from dragoman.analysis.what_if import DraftRow, Telling, WhatIf
    from dragoman.record import Codebook, Plan
    from dragoman.settings.drafts import DraftFile
    from dragoman.store import View

EVIDENCE = ["term", "concept", "party", "says", "when", "speaker", "words", "id", "place"]
CELLS = [
    *("term", "origin", "words", "concept", "stance", "condition", "party", "verdict"),
    *("missing", "statements"),
]
TELLING = ["party", "concept", "now", "missing statement", "terms", "would be met by all"]
GLYPHS = {Stance.SUPPORT: HOLDINGS[Holding.SUPPORT][0], Stance.OPPOSE: HOLDINGS[Holding.OPPOSE][0]}
MOST_TOLD = 8
"""Missing statements that a table lists; JSON has all."""


def what_if(
    file: Annotated[
        Path | None, typer.Argument(help="The edited plan; --draft writes one to start from.")
    ] = None,
    draft: Annotated[
        str | None,
        typer.Option(metavar="PLAN", help="Write a file to edit this plan; '' for an empty one."),
    ] = None,
    party: PartiesOption = None,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Tell what the parties have said to a plan that you edit.

    Each term is met ●, violated ⊘, conditional ◐ (◐⊘ violated on a condition), mixed ◒ or
    unstated · by what a party has said by the day, with the statements. Then the missing statement
    that tells most: between whose two answers, support and opposition, most terms stand
    differently (met by all, violated, open). Stated positions are no forecast.
    """
    from dragoman.settings.drafts import read_draft

    if (file is None) == (draft is None):
        raise typer.BadParameter("give the file of an edited plan, or --draft to write one")
    read = read_draft(file) if file else None
    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        if read is None:
            typer.echo(_written(draft or "", view, codebook), nl=False)
            return
        asked = _asked(read, view, codebook, party, as_of)
    if form in (Format.JSON, Format.JSONL):
        show(_json_rows(asked), [], form)
    elif form is Format.CSV:
        show(_cell_rows(asked), CELLS, form)
    else:
        _tell(asked)


def _written(plan: str, view: "View", codebook: "Codebook | None") -> str:
    from dragoman.settings.drafts import write_draft

    concepts = [(concept.id, concept.text) for concept in codebook.concepts] if codebook else []
    return write_draft(called(plan, view) if plan.strip() else None, concepts)


def _asked(
    read: "DraftFile",
    view: "View",
    codebook: "Codebook | None",
    party: Sequence[str] | None,
    as_of: str | None,
) -> "WhatIf[Bearing]":
    """Edit the plan and compare it."""
    from dragoman.analysis import find_positions
    from dragoman.analysis.comparison import Found
    from dragoman.analysis.drafts import draft_plan
    from dragoman.analysis.what_if import ask_what_if

    base = called(read.base, view) if read.base else None
    found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
    tell_if_none(bool(found.cells), view)
    concepts = [topic.concept for topic in found.topics]
    draft = draft_plan(base, concepts, remove=read.remove, change=read.change, add=read.add)
    parties = _parties(party or read.parties, found, codebook, base)
    return ask_what_if(draft, Found(found), view.statements(), parties=parties)


def _parties(
    wanted: Sequence[str], found: "Positions", codebook: "Codebook | None", base: "Plan | None"
) -> list[str]:
    """Tell whom to compare: who is asked for, else the sides, else who is heard."""
    from dragoman.analysis.drafts import known_name
    from dragoman.analysis.responses import authors_of

    authors = authors_of(base) if base else frozenset()
    known = list(dict.fromkeys((*found.parties, *sorted(a for a in authors if " and " not in a))))
    marks = marks_of(known)
    if wanted:
        names = [marks.get(n.casefold()) or known_name(n, known, "party") for n in wanted]
        return list(dict.fromkeys(names))
    return list(codebook.parties) if codebook and codebook.parties else list(found.parties)


def _tell(asked: "WhatIf[Bearing]") -> None:
    """Print the terms, the statements behind the cells, the counts and what tells most."""
    marks = marks_by_name(asked.parties)
    typer.echo(printable(_heading(asked.draft)))
    columns = [marks[party] for party in asked.parties]
    show(_matrix(asked, marks), ["no", "term", "concept", *columns, "all"], Format.TABLE)
    evidence = [row for each in asked.rows for row in _evidence(each)]
    if evidence:
        typer.echo("\nstatements behind the cells")
        show(evidence, EVIDENCE, Format.TABLE)
    typer.echo("\nhow many terms, and which")
    told = [asked.terms_by(party) for party in asked.parties]
    verdicts = [v for v in TERM_WORDS if any(v in each for each in told)]
    rows = [
        {"party": party, **{TERM_WORDS[v]: _numbers(each.get(v, ())) for v in verdicts}}
        for party, each in zip(asked.parties, told, strict=True)
    ]
    show(rows, ["party", *(TERM_WORDS[v] for v in verdicts)], Format.TABLE)
    _tell_most(asked)
    typer.echo(" · ".join(f"{mark} {party}" for party, mark in marks.items()), err=True)


def _tell_most(asked: "WhatIf[Bearing]") -> None:
    if not asked.tellings:
        typer.echo("\nno single statement would change how a term stands")
        return
    tied = len(asked.first)
    words = f"; the first {tied} tell as much" if tied > 1 else ""
    typer.echo(f"\nmissing statements, what tells most first{words}")
    show((_telling_row(one, asked) for one in asked.tellings[:MOST_TOLD]), TELLING, Format.TABLE)
    if len(asked.tellings) > MOST_TOLD:
        more = len(asked.tellings) - MOST_TOLD
        typer.echo(f"{more} more change a term; --format json has all", err=True)


def _heading(draft: "Draft") -> str:
    if draft.base is None:
        return f"a plan of {count(len(draft.terms), 'term')}, from nothing"
    left = f", without its terms {', '.join(map(str, draft.removed))}" if draft.removed else ""
    return f"{draft.base.name}, by {draft.base.by or 'unknown'} ({draft.base.id}), edited{left}"


def _matrix(asked: "WhatIf[Bearing]", marks: Mapping[str, str]) -> Iterator[Row]:
    for row in asked.rows:
        for at, code in enumerate(row.term.codes or (None,)):
            cells = {marks[party]: _sign(row.of(party)[at]) for party in asked.parties}
            yield {
                "no": "" if at else row.term.number,
                "term": "" if at else _term_words(row.term),
                "concept": f"{GLYPHS[code.stance]} {code.concept}" if code else "none",
                **cells,
                "all": "" if at else str(asked.outcome(row)),
            }


def _term_words(term: "DraftTerm") -> str:
    told = term.term.text if term.term else ""
    kind = "" if term.origin == "kept" else f"[{term.origin}] "
    condition = f", on condition: “{term.condition}”" if term.condition else ""
    return f"{kind}{told}{condition}".strip()


def _sign(cell: "Cell") -> str:
    if cell.concept is None and not cell.authored:
        return "not comparable"
    glyph, word = term_sign(cell)
    return f"{glyph} {word}" + ("+" if cell.reported else "")


def _evidence(row: "DraftRow[Bearing]") -> Iterator[Row]:
    for cell in row.cells:
        for bearing in cell.deciding:
            holds = "supports" if bearing.stance is Stance.SUPPORT else "opposes"
            condition = " ".join(bearing.condition.text.split()) if bearing.condition else ""
            yield {
                **bearing_row(bearing, None),
                "term": row.term.number,
                "concept": cell.concept,
                "party": cell.party,
                "says": f"{holds}, on condition: “{condition}”" if condition else holds,
            }


def _numbers(numbers: Sequence[int]) -> str:
    return f"{len(numbers)}: {', '.join(map(str, numbers))}" if numbers else ""


def _telling_row(one: "Telling", asked: "WhatIf[Bearing]") -> Row:
    told = f"{one.missing or ''}" + ("; it violates nothing yet" if one.clears else "")
    return {
        "party": one.party,
        "concept": one.concept,
        "now": TERM_WORDS[one.now],
        "missing statement": told,
        "terms": ", ".join(map(str, one.terms)),
        "would be met by all": ", ".join(map(str, one.completes)),
        "first": one in asked.first,
    }


def _cell_rows(asked: "WhatIf[Bearing]") -> Iterator[Row]:
    """Describe every cell in a row, as CSV has it."""
    for row in asked.rows:
        for cell in row.cells:
            yield {
                "term": row.term.number,
                "origin": str(row.term.origin),
                "words": row.term.term.text if row.term.term else None,
                "concept": cell.concept,
                "stance": str(cell.stance) if cell.stance else None,
                "condition": row.term.condition,
                "party": cell.party,
                "verdict": term_sign(cell)[1],
                "missing": missing_words(cell) or None,
                "statements": [bearing.statement_id for bearing in cell.deciding],
            }


def _json_rows(asked: "WhatIf[Bearing]") -> Iterator[Row]:
    """Describe every term with its cells and their statements, then what tells most."""
    for row, cells in ((row, list(row.cells)) for row in asked.rows):
        evidence = row.term.term.evidence if row.term.term else None
        yield {
            "term": row.term.number,
            "origin": str(row.term.origin),
            "of": row.term.of,
            "text": row.term.term.text if row.term.term else None,
            "document": evidence.document if evidence else None,
            "start": evidence.span.start if evidence else None,
            "end": evidence.span.end if evidence else None,
            "condition": row.term.condition,
            "all": str(asked.outcome(row)),
            "verdicts": {p: TERM_WORDS[row.verdict(p)] for p in asked.parties},
            "cells": [_cell_row(cell) for cell in cells],
        }
    for one in asked.tellings:
        yield {"missing": _telling_row(one, asked)}


def _cell_row(cell: "Cell") -> Row:
    return {
        "party": cell.party,
        "concept": cell.concept,
        "stance": str(cell.stance) if cell.stance else None,
        "verdict": term_sign(cell)[1],
        "conditions": [" ".join(span.text.split()) for span in cell.conditions],
        "authored": cell.authored,
        "missing": missing_words(cell) or None,
        "statements": [bearing_row(bearing, None) for bearing in cell.deciding],
        "reported": [bearing_row(bearing, "reported") for bearing in cell.reported],
    }
