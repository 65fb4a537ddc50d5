"""Words: shifts, claims, meetings and plans as a feed tells of them."""

from collections.abc import Iterable, Iterator, Mapping

from dragoman.record import Claim, Evidence, Figure, FigureBound, Meeting, Plan, ShiftKind
from dragoman.report.characters import shown_in_line
from dragoman.report.signs import count
from dragoman.store.queries.documents import DocumentHead
from dragoman.web.lines import StatementLine
from dragoman.web.pages.shifts import ShiftLine
from dragoman.web.wording import cut_short

LINE = 280
"""Characters of a quotation; the page has all of it."""

SHOWN = 6
"""Statements, terms or places that an entry tells; the page has the others."""

Heads = Mapping[str, DocumentHead]


def shift_title(shift: ShiftLine) -> str:
    """Tell in a line what changed."""
    party, words = shown_in_line(shift.party), f"“{shift.text}”"
    holds = {"mixed": "is mixed on", "silent": "is silent on"}.get(
        shift.after.word, shift.after.word
    )
    if shift.kind is ShiftKind.FIRST_STATEMENT:
        return f"{party} {holds} {words}, its first statement on it"
    if shift.kind is ShiftKind.REVERSAL:
        return f"{party} now {holds} {words} (before: {shift.before.word})"
    return f"{party} on {words}: {shift.kind}"


def shift_words(shift: ShiftLine) -> Iterator[str]:
    """Tell what was held before and after, how well that is evidenced, and who said so."""
    yield f"Before: {shift.before.word}. Since {shift.on}: {shift.after.word}."
    yield from (f"Condition: “{cut_short(line.words, LINE)}”" for line in shift.conditions)
    yield f"Evidence: {shift.ground}, {count(shift.origins, 'origin')}."
    yield from statement_words(shift.lines)


def claim_words(claim: Claim, lines: Iterable[StatementLine]) -> Iterator[str]:
    """Tell who asserts and denies a claim, which figures there are, and in which words."""
    for verb, names in (
        ("Asserted by", claim.asserted_by),
        ("Confirmed by", claim.confirmed_by),
        ("Denied by", claim.denied_by),
        ("Neither confirmed nor denied by", claim.declined_by),
    ):
        if names:
            yield f"{verb} {', '.join(map(shown_in_line, names))}."
    if claim.figures:
        yield f"Figures: {'; '.join(map(figure_words, claim.figures[:SHOWN]))}."
    yield from statement_words(lines)


def figure_words(figure: Figure) -> str:
    """Write a figure with its unit and who gives it."""
    bound = "" if figure.bound is FigureBound.EXACT else f"{figure.bound} "
    upper = "" if figure.upper is None else f" to {figure.upper:,g}"
    unit, by = shown_in_line(figure.unit), shown_in_line(figure.by)
    return f"{bound}{figure.value:,g}{upper} {unit} ({by})"


def meeting_title(meeting: Meeting) -> str:
    """Tell in a line who meets, where and when."""
    who = ", ".join(map(shown_in_line, meeting.participants or meeting.people)) or "unnamed sides"
    where = f", {shown_in_line(meeting.place)}" if meeting.place else ""
    return f"Meeting {meeting.status}: {who}{where}, {meeting.date or 'undated'}"


def meeting_words(meeting: Meeting, heads: Heads) -> Iterator[str]:
    """Tell who takes part, who tells of it, and in which words."""
    if meeting.people:
        yield f"People: {', '.join(map(shown_in_line, meeting.people))}."
    for verb, names in (
        ("Reported by", meeting.reported_by),
        ("Confirmed by", meeting.confirmed_by),
        ("Denied by", meeting.denied_by),
    ):
        if names:
            yield f"{verb} {', '.join(map(shown_in_line, names))}."
    yield from evidence_words(meeting.evidence, heads)


def plan_title(plan: Plan) -> str:
    """Tell in a line what is put forward, and by whom."""
    by = f", put forward by {shown_in_line(plan.by)}" if plan.by else ""
    return f"Plan: {cut_short(plan.name, LINE)}{by}, {count(len(plan.terms), 'term')}"


def plan_words(plan: Plan, heads: Heads) -> Iterator[str]:
    """Tell through whom a plan is known, and its terms."""
    if plan.told_by:
        yield f"Told by {', '.join(map(shown_in_line, plan.told_by))}."
    yield from evidence_words([term.evidence for term in plan.terms], heads)


def evidence_words(evidence: Iterable[Evidence], heads: Heads) -> Iterator[str]:
    """Quote places of documents, each with its outlet."""
    placed = list(evidence)
    for place in placed[:SHOWN]:
        head = heads.get(place.document)
        outlet = shown_in_line(head.outlet) if head and head.outlet else "outlet unknown"
        yield f"“{cut_short(place.span.text, LINE)}” ({outlet})"
    yield from _and_more(len(placed) - SHOWN)


def statement_words(lines: Iterable[StatementLine]) -> Iterator[str]:
    """Quote statements, each with its speaker, day and outlet."""
    said = list(lines)
    yield from map(statement_line, said[:SHOWN])
    yield from _and_more(len(said) - SHOWN)


def statement_line(line: StatementLine) -> str:
    """Quote a statement: who does what, in which words, where."""
    who = line.speaker or (f"“{line.source}” (unresolved)" if line.source else "nobody named")
    side = f" ({line.sign.name})" if line.sign and line.sign.name != who else ""
    words = cut_short(" […] ".join(line.words), LINE)
    place = line.document.outlet or "outlet unknown"
    day = line.day or line.document.days or "undated"
    return f"{who}{side} {line.act}: “{words}” ({place}, {day})"


def _and_more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"And {number} more."
