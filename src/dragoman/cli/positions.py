"""Positions and shifts: what each party holds on each concept, and when that changed."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.documents import FormatOption
from dragoman.cli.dossiers import DossierOption, codebook_of, dossier_at, open_record
from dragoman.cli.rows import Format, Row, show
from dragoman.cli.weekdays import day_option

if TYPE_CHECKING:
    from dragoman.analysis import Bearing, FoundShift, Position, Positions, State
    from dragoman.report.parties import PartySign
    from dragoman.store import View

OTHER = "not in the codebook"

STATEMENTS = ["when", "stance", "condition", "speaker", "level", "words", "counts", "via", "place"]
SHIFTS = ["on", "party", "concept", "kind", "before", "after", "evidence", "speakers", "words"]

PartyOption = Annotated[str | None, typer.Option(help="The party's name or mark, such as RU.")]
PartiesOption = Annotated[
    list[str] | None,
    typer.Option(help="Only this party, by name or mark; may be given several times."),
]
ConceptOption = Annotated[str | None, typer.Option(help="The concept's id.")]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        callback=day_option, help="Only what was said by this day (2025-05-26), month or year."
    ),
]


def positions(
    of: Annotated[
        str | None, typer.Argument(metavar="[PARTY]", help="A party: its name or mark.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Argument(metavar="[CONCEPT]", help="A concept: show the party's statements on it."),
    ] = None,
    party: PartyOption = None,
    concept: ConceptOption = None,
    as_of: AsOfOption = None,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what each party supports and opposes.

    With a party and a concept, show the statements behind that position.

    ● supports, ⊘ opposes, ◐ on a condition (◐⊘ opposes on one), ◒ mixed, · silent. The number in
    a ring counts independent origins; a + says that others report more of the party's position, a ?
    that the codes are unsure: a chance under 7 in 10 that they are right.
    """
    if (of is None) != (on is None):
        raise typer.BadParameter("give a party and a concept, or neither")
    from dragoman.analysis import find_positions

    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        found = find_positions(view, codebook=codebook, actors=view.actors(), as_of=as_of)
        parties = chosen(of or party, found.parties, "party", marks_of(found.parties))
        concepts = chosen(on or concept, [topic.concept for topic in found.topics], "concept")
        tell_if_none(bool(found.cells), view)
    if on is not None:
        position = found.cell(parties[0], concepts[0])
        if not position.statements:
            typer.echo(f"silent: no statement of {parties[0]} bears on {concepts[0]}", err=True)
        show(_statement_rows(position), STATEMENTS, form)
    elif form in (Format.JSON, Format.JSONL):
        show(_cell_rows(found, parties, concepts), [], form)
    else:
        _show_matrix(found, parties, concepts, form)


def shifts(
    since: Annotated[
        str | None,
        typer.Option(
            callback=day_option, help="Only those of this day (2025-05-19, monday) and later."
        ),
    ] = None,
    party: PartyOption = None,
    concept: ConceptOption = None,
    as_of: AsOfOption = None,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Only those that rest on unsure codes, to be read.")
    ] = False,
    dossier: DossierOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List when positions changed, and how well that is evidenced.

    The newest comes first. A shift needs two independent origins, or one statement on record of a
    principal: a head of state or government, a foreign or defence minister, a chief negotiator.
    Otherwise it is a single report. Where the machine's codes are too likely to be wrong, whoever
    spoke, it is counted here and listed with --unsure.
    """
    from dragoman.analysis import bearings_of, gather, shifts_of, survey
    from dragoman.record import Ground
    from dragoman.report.signs import count

    opened = dossier_at(dossier)
    codebook = codebook_of(opened)
    with open_record(opened) as store, store.snapshot() as view:
        bearings = bearings_of(gather(view.statements(), survey(view)), view.actors())
        known = [c.id for c in codebook.concepts] if codebook else []
        known += sorted({bearing.code.concept for bearing in bearings})
        sides = [*(codebook.parties if codebook else ()), *sorted({b.party for b in bearings})]
        concepts = chosen(concept, list(dict.fromkeys(known)), "concept")
        parties = chosen(party, list(dict.fromkeys(sides)), "party", marks_of(sides))
        tell_if_none(bool(bearings), view)
    found = shifts_of(bearings, as_of=as_of, since=since)
    wanted = [s for s in found if s.party in parties and s.concept in concepts]
    told = [s for s in wanted if (s.ground is Ground.UNSURE) is unsure]
    show((_shift_row(shift) for shift in told), SHIFTS, form, "no shift of these")
    if not unsure and len(told) < len(wanted):
        others = count(len(wanted) - len(told), "more change rests", "more changes rest")
        typer.echo(f"{others} on unsure codes: list them with --unsure", err=True)


def tell_if_none(any_found: bool, view: "View") -> None:
    """Say what the codes are worth, or why there is nothing to show."""
    if any_found:
        typer.echo(
            "codes are made by machine, and many are wrong (docs/how-codes-are-found.md): "
            "look at a position's statements with `dragoman positions PARTY CONCEPT`",
            err=True,
        )
        return
    from dragoman.report.signs import count

    total = view.counts().statements
    if any(statement.codes for statement in view.statements()):
        why = "no coded statement has a party and a day that count here"
    else:
        why = (
            f"no statement bears on a concept yet; of {count(total, 'statement')} none is coded "
            "with the dossier's codebook, and positions rest on coded statements alone"
        )
    typer.echo(why, err=True)


def marks_of(parties: Sequence[str]) -> dict[str, str]:
    """Give for each mark, in lower case, the party that it stands for."""
    return {mark.casefold(): name for name, mark in marks_by_name(parties).items()}


def marks_by_name(parties: Iterable[str]) -> dict[str, str]:
    """Give each party's two-letter mark, as in the brief."""
    from dragoman.report.parties import sign_parties

    signs: dict[str, PartySign] = sign_parties(parties)
    return {name: sign.mark for name, sign in signs.items()}


def chosen(
    wanted: str | None, known: Sequence[str], what: str, marks: dict[str, str] | None = None
) -> list[str]:
    """Give what is asked for in its own spelling, or all there is.

    Raises:
        BadParameter: There is nothing of this name; the nearest are told, or else all.
    """
    if wanted is None:
        return list(known)
    folded = wanted.casefold()
    names = {name.casefold(): name for name in known}
    if found := names.get(folded) or (marks or {}).get(folded):
        return [found]
    told = ", ".join(names[name] for name in difflib.get_close_matches(folded, names))
    told = f"did you mean {told}?" if told else f"there are: {', '.join(known) or 'none'}"
    raise typer.BadParameter(f"no {what} {wanted!r}; {told}")


def _show_matrix(
    found: "Positions", parties: Sequence[str], concepts: Sequence[str], form: Format
) -> None:
    """Print the matrix: concepts that somebody speaks to down, parties across."""
    from dragoman.report.signs import count

    spoken = [topic for topic in found.spoken if topic.concept in concepts]
    marks = marks_by_name(found.parties)
    rows: list[Row] = []
    other = OTHER if any(topic.issue for topic in found.topics) else ""
    for issue, topics in groupby(spoken, key=lambda topic: topic.issue or other):
        for number, topic in enumerate(topics):
            cells = {marks[p]: _cell(found.cell(p, topic.concept)) for p in parties}
            name = issue if form is Format.CSV or number == 0 else ""
            rows.append({"issue": name, "concept": topic.concept, **cells})
    show(rows, ["issue", "concept", *(marks[party] for party in parties)], form)
    if rows:
        typer.echo(" · ".join(f"{marks[party]} {party}" for party in parties), err=True)
        unspoken = count(len(concepts) - len(spoken), "other concept")
        typer.echo(f"no party speaks to {unspoken}", err=True)


def _cell(position: "Position") -> str:
    """Draw a position: its sign, the condition's mark, and the origins in a ring."""
    from dragoman.report.signs import holding_sign, ringed

    glyph, _ = holding_sign(position.state)
    ring = ringed(position.origins) if position.origins else ""
    return f"{glyph}{ring}" + "?" * position.unsure + "+" * bool(position.reported)


def _cell_rows(
    found: "Positions", parties: Sequence[str], concepts: Sequence[str]
) -> Iterator[Row]:
    """Describe every position, the silent ones too, for other programs."""
    for topic in found.topics:
        if topic.concept not in concepts:
            continue
        for party in parties:
            position = found.cell(party, topic.concept)
            yield {
                "party": party,
                "concept": topic.concept,
                "issue": topic.issue,
                "as_of": found.as_of,
                **_state(position.state),
                "origins": position.origins,
                "age_days": position.age,
                "statements": list(_statement_rows(position)),
            }


def _state(state: "State") -> dict[str, object]:
    return {
        "holding": str(state.holding),
        "stance": str(state.stance) if state.stance else None,
        "conditions": list(dict.fromkeys(_conditions(state.conditions))),
        "confidence": state.confidence if state.stances else None,
    }


def _conditions(bearings: Iterable["Bearing"]) -> Iterator[str]:
    for bearing in bearings:
        if bearing.code.condition:
            yield " ".join(bearing.code.condition.text.split())


def _statement_rows(position: "Position") -> Iterator[Row]:
    """Describe the statements of a cell: the party's own, those without a day, those of others."""
    for bearings, apart in (
        (position.own, None),
        (position.undated, "undated"),
        (position.reported, "reported"),
    ):
        for bearing in bearings:
            yield bearing_row(bearing, apart)


def bearing_row(bearing: "Bearing", apart: str | None) -> Row:
    """Describe a statement that bears on a concept.

    Args:
        bearing: The statement with its code.
        apart: Why it decides nothing: "undated" or "reported". None: it does.
    """
    statement, document = bearing.said.statement, bearing.said.covered.document
    condition = bearing.code.condition
    return {
        "id": statement.id,
        "when": bearing.when.told,
        "day": bearing.when.day.isoformat() if bearing.when.day else None,
        "basis": str(bearing.when.basis),
        "stance": str(bearing.code.stance),
        "condition": condition.text if condition else None,
        "condition_span": [condition.start, condition.end] if condition else None,
        "speaker": statement.speaker.name if statement.speaker else None,
        "level": str(bearing.level),
        "words": " … ".join(span.text for span in statement.content),
        "counts": _counts(bearing, apart),
        "apart": apart,
        "teller": bearing.teller,
        "via": [link.name for link in statement.via],
        "outlet": document.outlet,
        "name": document.name,
        "document": document.id,
        "content": [[span.start, span.end] for span in statement.content],
        "place": f"{document.name}:{statement.content[0].start}",
        "confidence": round(bearing.code.confidence, 3),
    }


def _counts(bearing: "Bearing", apart: str | None) -> str:
    """Tell in words whether a statement counts as the party's own."""
    if apart == "reported":
        return f"reported, {bearing.standing}" + (f": {bearing.teller}" if bearing.teller else "")
    return "undated" if apart else "own"


def _shift_row(shift: "FoundShift") -> Row:
    from dragoman.report.signs import holding_sign, ringed

    before, after = holding_sign(shift.before)[1], holding_sign(shift.after)[1]
    speakers = [b.said.statement.speaker for b in shift.by]
    words = [" … ".join(span.text for span in b.said.statement.content) for b in shift.by]
    return {
        "on": shift.on.isoformat(),
        "party": shift.party,
        "concept": shift.concept,
        "kind": str(shift.kind),
        "before": before,
        "after": ": ".join([after, *_conditions(shift.after.conditions[:1])]),
        "evidence": f"{shift.ground} {ringed(shift.origins)}",
        "speakers": list(dict.fromkeys(s.name for s in speakers if s)),
        "words": words[0],
        "ground": str(shift.ground),
        "origins": shift.origins,
        "evidenced_on": shift.evidenced_on.isoformat() if shift.evidenced_on else None,
        "confidence": shift.confidence,
        "from": _state(shift.before),
        "to": _state(shift.after),
        "statements": [bearing_row(bearing, None) for bearing in shift.by],
        "backing": [bearing.said.statement.id for bearing in shift.backing],
    }
