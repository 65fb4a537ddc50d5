"""Comparisons in the terminal: a plan against positions, or against another plan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from dragoman.cli.positions import bearing_row, marks_by_name
from dragoman.cli.rows import Format, Row, printable, show
from dragoman.record import Evidence, Plan, Stance, Statement
from dragoman.report.signs import act_word, count, missing_words, verdict_sign

if TYPE_CHECKING:
    from dragoman.analysis import Bearing
    from dragoman.analysis.plan_pairs import PlanPair, TermPair
    from dragoman.analysis.verdicts import Cell, Comparison, TermRow

EVIDENCE = [
    *("term", "concept", "party", "verdict", "statement", "when", "speaker", "words"),
    *("condition", "id", "place", "missing"),
]
SHOWN = ["term", "concept", "party", "statement", "when", "speaker", "words", "id", "place"]
"""The columns of the evidence in a terminal; what is missing has a table of its own there."""

PAIRED = ["terms", "first", "its words", "second", "the other's words", "shared", "differ"]
GLYPHS = {Stance.SUPPORT: "●", Stance.OPPOSE: "⊘"}
Names = Mapping[str, str]


def show_comparison(
    compared: "Comparison", names: Names, form: Format, always: Iterable[str] = ()
) -> None:
    """Print a plan against positions: the matrix, the statements behind it, the counts.

    Args:
        compared: The comparison.
        names: The documents' names by their ids.
        form: The format. JSON has a row for each term with its cells and their statements, CSV one
            for each statement behind a cell, and for each cell that has none.
        always: Parties that have a column in a terminal though they say nothing of any term.
    """
    if form in (Format.JSON, Format.JSONL):
        show((_term_row(row, compared, names) for row in compared.rows), [], form)
        return
    evidence = [line for row in compared.rows for line in _evidence(row, names)]
    if form is Format.CSV:
        show(evidence, EVIDENCE, form)
        return
    wanted = {*always, *compared.heard}
    parties = [party for party in compared.parties if party in wanted]
    marks = marks_by_name(compared.parties)
    typer.echo(printable(_heading(compared.plan, names)))
    show(
        _matrix(compared, parties, marks),
        ["no", "term", "concept", *(marks[party] for party in parties)],
        form,
    )
    if shown := _joined(evidence):
        typer.echo("\nstatements behind the cells")
        show(shown, SHOWN, form)
    if compared.responses:
        typer.echo("\nanswers to the plan as a whole")
        show(_responses(compared), ["party", "answer", "speaker", "words", "id"], form)
    if missing := list(_missing(compared, parties)):
        typer.echo("\nwhat would decide the open cells")
        show(missing, ["party", "missing statement", "terms"], form)
    typer.echo(f"\nhow far apart: how many of {count(len(compared.rows), 'term')}, and which")
    show(_counts(compared, parties), ["party", *_verdicts(compared, parties)], form)
    if compared.disputed:
        numbers = ", ".join(str(row.number) for row in compared.disputed)
        typer.echo(f"accepted by one and rejected by another: {numbers}")
    _legend(compared, parties, marks)


def _legend(compared: "Comparison", parties: Sequence[str], marks: Mapping[str, str]) -> None:
    typer.echo(" · ".join(f"{marks[party]} {party}" for party in parties), err=True)
    if silent := [party for party in compared.parties if party not in parties]:
        typer.echo(f"silent on every term: {', '.join(silent)}", err=True)
    if uncoded := [str(row.number) for row in compared.rows if not row.term.codes]:
        typer.echo(
            f"terms without a concept, which cannot be compared: {', '.join(uncoded)}; "
            "add concepts to the codebook and run again",
            err=True,
        )


def _heading(plan: Plan, names: Names) -> str:
    told = f", told by {', '.join(plan.told_by)}" if plan.told_by else ""
    document = names.get(plan.terms[0].evidence.document, "")
    return f"{plan.name}, by {plan.by or 'unknown'}{told} ({plan.date or 'undated'}; {document})"


def _matrix(
    compared: "Comparison", parties: Sequence[str], marks: Mapping[str, str]
) -> Iterator[Row]:
    """Give a row for each concept of each term; number and words stand on a term's first."""
    for row in compared.rows:
        for at, code in enumerate(row.codes or (None,)):
            cells = {marks[party]: _sign(row.of(party)[at]) for party in parties}
            yield {
                "no": "" if at else row.number,
                "term": "" if at else row.term.text,
                "concept": f"{GLYPHS[code.stance]} {code.concept}" if code else "none",
                **cells,
            }


def _sign(cell: "Cell") -> str:
    glyph, word = verdict_sign(cell)
    if cell.concept is None and not cell.authored:
        return "not comparable"
    return f"{glyph} {word}" + ("+" if cell.reported else "")


def _evidence(row: "TermRow", names: Names) -> Iterator[Row]:
    """Give a row for each statement behind a cell, the deciding ones first; or one that has none.

    The statements of others in whose words the term stands come before them, with no party.
    """
    for statement in row.tellers:
        told = f"{statement.party or 'no party'} {act_word(statement.act)}"
        yield {**_said(statement, names), "term": row.number, "statement": f"tells it ({told})"}
    for cell in row.cells:
        about = {
            "term": row.number,
            "concept": cell.concept,
            "party": cell.party,
            "verdict": verdict_sign(cell)[1],
            "missing": missing_words(cell),
        }
        lines = [_voiced(bearing, cell, None) for bearing in cell.deciding]
        lines += [_voiced(bearing, cell, "reported") for bearing in cell.reported]
        if cell.authored:
            lines += _own_words(row, cell, names)
        for line in lines or [{}]:
            yield {**line, **about}


def _voiced(bearing: "Bearing", cell: "Cell", apart: str | None) -> Row:
    """Describe a statement with what it makes of the term, alone and in words."""
    line = bearing_row(bearing, apart)
    says = "accepts" if bearing.code.stance is cell.stance else "rejects"
    condition = " ".join(bearing.code.condition.text.split()) if bearing.code.condition else ""
    says += f", on condition: “{condition}”" if condition else ""
    return {**line, "statement": f"{says} ({line['counts']})" if apart else says}


def _joined(evidence: Iterable[Row]) -> list[Row]:
    """Show a statement once for all concepts of a term on which it says the same.

    One that tells the term and decides a cell is shown with the cell.
    """
    evidence = list(evidence)
    placed = {(line["term"], line.get("id")) for line in evidence if "party" in line}
    joined: dict[tuple[object, ...], dict[str, object]] = {}
    for line in evidence:
        told = "party" not in line and (line["term"], line["id"]) in placed
        if line.get("words") and not told:
            key = (
                *(line.get(k) for k in ("term", "party", "id", "statement", "place")),
                line["words"],
            )
            known = joined.setdefault(key, {**line})
            if known.get("concept") != line.get("concept"):
                known["concept"] = f"{known['concept']}, {line.get('concept')}"
    return list(joined.values())


def _own_words(row: "TermRow", cell: "Cell", names: Names) -> list[Row]:
    """Give the statements in which the author tells its term, or the article's words."""
    told = [_said(statement, names) for statement in row.tellers if statement.party == cell.party]
    evidence = row.term.evidence
    article = {
        "id": None,
        "speaker": "the article",
        "words": row.term.text,
        "document": evidence.document,
        "content": [[evidence.span.start, evidence.span.end]],
        "place": f"{names.get(evidence.document)}:{evidence.span.start}",
    }
    return [{**line, "statement": "proposes it"} for line in told or [article]]


def _said(statement: Statement, names: Names) -> Row:
    return {
        "id": statement.id,
        "speaker": statement.speaker.name if statement.speaker else None,
        "words": " … ".join(span.text for span in statement.content),
        "document": statement.document,
        "content": [[span.start, span.end] for span in statement.content],
        "place": f"{names.get(statement.document)}:{statement.content[0].start}",
    }


def _responses(compared: "Comparison") -> Iterator[Row]:
    for response in compared.responses:
        answer = "accepts" if response.accepts else "rejects"
        yield {**_said(response.statement, {}), "party": response.party, "answer": answer}


def _missing(compared: "Comparison", parties: Sequence[str]) -> Iterator[Row]:
    """Group the open cells by the statement that they wait for."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in compared.rows:
        for cell in row.cells:
            if cell.missing and cell.concept and cell.party in parties:
                terms = groups.setdefault((cell.party, missing_words(cell)), [])
                terms.append(f"{row.number} {cell.concept}")
    for party in parties:
        for (asked, words), terms in groups.items():
            if asked == party:
                yield {"party": party, "missing statement": words, "terms": ", ".join(terms)}


def _verdicts(compared: "Comparison", parties: Sequence[str]) -> list[str]:
    told = [compared.terms_by(party) for party in parties]
    order = list(dict.fromkeys(v for v in _all_verdicts() if any(v in t for t in told)))
    return [str(verdict) for verdict in order]


def _all_verdicts() -> Iterable[str]:
    from dragoman.analysis.verdicts import Verdict

    return list(Verdict)


def _counts(compared: "Comparison", parties: Sequence[str]) -> Iterator[Row]:
    for party in parties:
        told = compared.terms_by(party)
        counted = {str(v): f"{len(n)}: {', '.join(map(str, n))}" for v, n in told.items()}
        yield {"party": party, **counted}


def _term_row(row: "TermRow", compared: "Comparison", names: Names) -> Row:
    evidence = row.term.evidence
    return {
        "plan": compared.plan.id,
        "name": compared.plan.name,
        "by": compared.plan.by,
        "term": row.number,
        "text": row.term.text,
        "document": evidence.document,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "told": [_said(statement, names) for statement in row.tellers],
        "verdicts": {party: str(row.verdict(party)) for party in compared.parties},
        "cells": [_cell_row(cell, row, names) for cell in row.cells],
        "answers": list(_responses(compared)),
    }


def _cell_row(cell: "Cell", row: "TermRow", names: Names) -> Row:
    return {
        "party": cell.party,
        "concept": cell.concept,
        "stance": str(cell.stance) if cell.stance else None,
        "verdict": str(cell.verdict),
        "leaning": str(cell.leaning) if cell.leaning else None,
        "conditions": [" ".join(span.text.split()) for span in cell.conditions],
        "authored": cell.authored,
        "missing": missing_words(cell) or None,
        "statements": [bearing_row(bearing, None) for bearing in cell.deciding],
        "own_words": _own_words(row, cell, names) if cell.authored else [],
        "reported": [bearing_row(bearing, "reported") for bearing in cell.reported],
    }


def show_pair(pair: "PlanPair", names: Names, form: Format) -> None:
    """Print two plans side by side: the terms on one matter, then those of one alone."""
    rows = [*_paired(pair), *_alone(pair)]
    if form is Format.TABLE:
        typer.echo(printable(f"first   {_heading(pair.one, names)}"))
        typer.echo(printable(f"second  {_heading(pair.other, names)}"))
    show(rows, PAIRED, form)
    if form is Format.TABLE:
        from dragoman.analysis.plan_pairs import distance_words

        typer.echo(f"\nhow far apart: {distance_words(pair)}")


def _kind(both: "TermPair") -> str:
    """Tell in a word how two terms on one matter relate."""
    return "opposed" if both.is_opposed else "differ" if both.differences else "the same"


def _paired(pair: "PlanPair") -> Iterator[Row]:
    for both in pair.both:
        one, other = pair.one.terms[both.one - 1], pair.other.terms[both.other - 1]
        yield {
            "terms": _kind(both),
            "first": both.one,
            "its words": one.text,
            "second": both.other,
            "the other's words": other.text,
            "shared": _shared(both),
            "differ": "; ".join(
                f"{d.aspect}: {', '.join(d.one) or 'none'} / {', '.join(d.other) or 'none'}"
                for d in both.differences
            ),
            "concepts": list(both.concepts),
            "differences": [
                {"in": str(d.aspect), "first": list(d.one), "second": list(d.other)}
                for d in both.differences
            ],
            "evidence": [_place(one.evidence), _place(other.evidence)],
        }


def _shared(both: "TermPair") -> str:
    """Tell by what two terms are on one matter: words, or else only a concept."""
    concepts = ", ".join(both.concepts)
    if both.words:
        return f"words: {', '.join(both.words)}" + (f"; concept: {concepts}" if concepts else "")
    return f"concept only: {concepts}"


def _alone(pair: "PlanPair") -> Iterator[Row]:
    for where, plan, numbers in (
        ("first", pair.one, pair.only_one),
        ("second", pair.other, pair.only_other),
    ):
        words = "its words" if where == "first" else "the other's words"
        for number in numbers:
            term = plan.terms[number - 1]
            yield {
                "terms": f"only the {where}",
                where: number,
                words: term.text,
                "evidence": [_place(term.evidence)],
            }


def _place(evidence: Evidence) -> Row:
    span = evidence.span
    return {"document": evidence.document, "start": span.start, "end": span.end}
