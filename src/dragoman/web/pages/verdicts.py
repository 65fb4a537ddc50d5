"""Verdicts: a comparison of a plan with stated positions, put into cells, counts and open ends."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.analysis.footing import Footing
from dragoman.analysis.verdicts import Missing, TermRowOf, Verdict
from dragoman.record import Code, Evidence, Stance
from dragoman.report.characters import shown_in_line
from dragoman.report.parties import PartySign
from dragoman.report.signs import VERDICTS, missing_words, verdict_sign
from dragoman.web.comparing import RecordCell, RecordComparison
from dragoman.web.desk import Desk
from dragoman.web.holdings import ConditionLine, Sign, conditions_of
from dragoman.web.lines import StatementLine, build_lines
from dragoman.web.wording import cut_short

MOST_COLUMNS = 5
"""Parties that have a column with words; the signs of the others share one column."""

MISSING = 160
"""Characters of a missing statement's description: conditions may be long."""

WORDS = 90
"""Characters of a statement's words that a cell shows."""

Row = TermRowOf[Footing]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCell:
    """A statement behind a cell.

    Attributes:
        says: What it makes of the term, where they are mixed; else empty.
        words: Its words, cut short.
        line: The statement.
    """

    says: str
    words: str
    line: StatementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCell:
    """What a party makes of a concept of a term.

    Attributes:
        party: Name of the party, for its address.
        sign: Its mark.
        concept: Id of the concept. None: the term has none.
        verdict: The glyph and its word.
        newest: The newest statement that decides; where they are mixed that of either stance.
        others: How many more statements decide.
        conditions: The words that it hangs on, the newest first.
        reported: How many statements of others tell of the party's position.
        missing: Which statement would decide it; empty if it is decided.
    """

    party: str
    sign: PartySign
    concept: str | None
    verdict: Sign
    newest: tuple[SaidCell, ...]
    others: int
    conditions: tuple[ConditionLine, ...]
    reported: int
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A concept of a term with what each party makes of it.

    Attributes:
        concept: Its id. None: the term has none, so nothing can be compared.
        text: Its proposition; empty for none.
        stance: What the term wants of it. None: as for the concept.
        cells: One for each party that has a column.
        rest: Those of other parties of which something is known.
    """

    concept: str | None
    text: str
    stance: Sign | None
    cells: tuple[VerdictCell, ...]
    rest: tuple[VerdictCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermVerdict:
    """A term with what the parties make of it.

    Attributes:
        number: From 1, in the plan's order.
        words: The term in the words of the document.
        document: Where they stand.
        start: Offset of the first of their characters.
        end: Offset after the last.
        tellers: The statements in whose words it stands; empty where the article tells it.
        concepts: A row for each of its concepts, or one for none.
    """

    number: int
    words: str
    document: str
    start: int
    end: int
    tellers: tuple[StatementLine, ...]
    concepts: tuple[ConceptRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """How many terms a party accepts, rejects and so on: sign, number, and which."""

    sign: PartySign
    counts: tuple[tuple[Sign, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """A statement that is missing: of whom, which one, and the terms that it would decide."""

    sign: PartySign
    missing: str
    terms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """A statement that answers the plan as a whole."""

    accepts: bool
    line: StatementLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """A plan against stated positions.

    Attributes:
        parties: The columns.
        has_rest: Whether other parties are heard on any term.
        terms: The rows.
        counts: One for each column.
        disputed: Numbers of the terms that one party accepts and another rejects; may be empty.
        open: What would decide the open cells of the columns.
        uncoded: How many terms have no concept.
        answers: What answers the plan as a whole.
    """

    parties: tuple[PartySign, ...]
    has_rest: bool
    terms: tuple[TermVerdict, ...]
    counts: tuple[CountLine, ...]
    disputed: str
    open: tuple[OpenLine, ...]
    uncoded: int
    answers: tuple[AnswerLine, ...]


def build_verdicts(
    desk: Desk, compared: RecordComparison, always: Sequence[str], then: Sequence[str] = ()
) -> Verdicts:
    """Put a comparison into words and signs.

    Args:
        desk: What the request works with.
        compared: The comparison.
        always: Parties that have a column though they say nothing of any term.
        then: Parties that have a column before others if they say something.
    """
    lines = lines_behind(
        desk,
        [cell for row in compared.rows for cell in row.cells],
        [s.id for row in compared.rows for s in row.tellers]
        + [answer.statement.id for answer in compared.responses],
    )
    columns, others = _columns(compared, always, then)
    terms = tuple(_term(desk, row, columns, others, lines) for row in compared.rows)
    return Verdicts(
        parties=tuple(_sign(desk, party) for party in columns),
        has_rest=any(row.rest for term in terms for row in term.concepts),
        terms=terms,
        counts=tuple(
            CountLine(sign=_sign(desk, party), counts=tuple(_counts(compared, party)))
            for party in columns
        ),
        disputed=", ".join(str(row.number) for row in compared.disputed),
        open=tuple(_open(desk, compared, columns)),
        uncoded=sum(not row.codes for row in compared.rows),
        answers=tuple(
            AnswerLine(accepts=answer.accepts, line=lines[answer.statement.id])
            for answer in compared.responses
        ),
    )


def lines_behind(
    desk: Desk, cells: Iterable[RecordCell], others: Iterable[str] = ()
) -> Mapping[str, StatementLine]:
    """Make the lines of the newest statements behind some cells, and of others by their ids."""
    wanted = [*others, *(f.statement_id for cell in cells for _, f in _newest(cell))]
    found = desk.view.statements_of(tuple(dict.fromkeys(wanted)))
    return {line.id: line for line in build_lines(desk, found)}


def _columns(
    compared: RecordComparison, always: Sequence[str], then: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Tell which parties have a column: the sides, third parties, who decides most cells."""
    decided: Counter[str] = Counter()
    for row in compared.rows:
        for cell in row.cells:
            decided[cell.party] += bool(cell.deciding or cell.authored)
    heard = [party for party in compared.heard if party not in always]
    heard.sort(key=lambda party: (party not in then, -decided[party]))
    first = [party for party in compared.parties if party in always]
    room = max(0, MOST_COLUMNS - len(first))
    chosen = {*first, *heard[:room]}
    return [party for party in compared.parties if party in chosen], heard[room:]


def _sign(desk: Desk, party: str) -> PartySign:
    return desk.sign(party) or PartySign(name=shown_in_line(party), mark="", hue="none")


def _term(
    desk: Desk,
    row: Row,
    columns: Sequence[str],
    others: Sequence[str],
    lines: Mapping[str, StatementLine],
) -> TermVerdict:
    evidence = row.term.evidence
    return TermVerdict(
        number=row.number,
        words=shown_in_line(row.term.text),
        document=evidence.document,
        start=evidence.span.start,
        end=evidence.span.end,
        tellers=tuple(lines[s.id] for s in row.tellers if s.id in lines),
        concepts=tuple(
            _concept(desk, code, at, row, columns, others, lines)
            for at, code in enumerate(row.codes or (None,))
        ),
    )


def _concept(
    desk: Desk,
    code: Code | None,
    at: int,
    row: Row,
    columns: Sequence[str],
    others: Sequence[str],
    lines: Mapping[str, StatementLine],
) -> ConceptRow:
    supports = code is not None and code.stance is Stance.SUPPORT
    wanted = Sign(glyph="●", word="wants") if supports else Sign(glyph="⊘", word="wants not")
    rest = [row.of(party)[at] for party in others]
    return ConceptRow(
        concept=code.concept if code else None,
        text=shown_in_line(desk.concept_text(code.concept)) if code else "",
        stance=wanted if code else None,
        cells=tuple(_cell(desk, row.of(party)[at], lines) for party in columns),
        rest=tuple(_cell(desk, cell, lines) for cell in rest if cell.deciding or cell.reported),
    )


def _cell(desk: Desk, cell: RecordCell, lines: Mapping[str, StatementLine]) -> VerdictCell:
    return build_cell(desk, cell, lines, verdict_sign(cell))


def build_cell(
    desk: Desk, cell: RecordCell, lines: Mapping[str, StatementLine], told: tuple[str, str]
) -> VerdictCell:
    """Put what a party makes of a concept of a term into words and signs.

    Args:
        desk: What the request works with.
        cell: What it makes of it.
        lines: Those of the statements behind it, from `lines_behind`.
        told: The verdict's glyph and its word.
    """
    glyph, word = told
    newest = [(says, footing.statement_id) for says, footing in _newest(cell)]
    conditions = [
        Evidence(document=footing.document_id, span=footing.condition)
        for footing in cell.deciding
        if cell.leaning and footing.condition
    ]
    return VerdictCell(
        party=cell.party,
        sign=_sign(desk, cell.party),
        concept=cell.concept,
        verdict=Sign(glyph=glyph, word=word),
        newest=tuple(
            SaidCell(
                says=says, words=cut_short(" … ".join(lines[id_].words), WORDS), line=lines[id_]
            )
            for says, id_ in newest
            if id_ in lines
        ),
        others=max(0, len({f.statement_id for f in cell.deciding}) - len(newest)),
        conditions=conditions_of(conditions),
        reported=len({footing.statement_id for footing in cell.reported}),
        missing=missing_words(cell),
    )


def _newest(cell: RecordCell) -> Iterator[tuple[str, Footing]]:
    """Give the newest statement that decides, or of mixed ones the newest of either stance."""
    seen: set[Stance] = set()
    for footing in cell.deciding:
        if footing.stance not in seen:
            seen.add(footing.stance)
            says = "accepts" if footing.stance is cell.stance else "rejects"
            yield says if cell.verdict is Verdict.MIXED else "", footing


def _counts(compared: RecordComparison, party: str) -> Iterator[tuple[Sign, int, str]]:
    for verdict, numbers in compared.terms_by(party).items():
        sign = Sign(glyph=VERDICTS[verdict], word=str(verdict))
        yield sign, len(numbers), ", ".join(map(str, numbers))


def _open(desk: Desk, compared: RecordComparison, columns: Sequence[str]) -> Iterator[OpenLine]:
    """Tell what would decide the open cells, for each party in one line for each kind."""
    for party in columns:
        terms: defaultdict[str, list[int]] = defaultdict(list)
        for row in compared.rows:
            for cell in row.of(party):
                if cell.missing and cell.missing is not Missing.CONCEPT:
                    terms[cut_short(missing_words(cell), MISSING)].append(row.number)
        for missing, numbers in terms.items():
            told = ", ".join(str(number) for number in dict.fromkeys(numbers))
            yield OpenLine(sign=_sign(desk, party), missing=missing, terms=told)
