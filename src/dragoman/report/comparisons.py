"""Comparisons as a brief shows them: each term with what the parties say to it, plans in pairs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.analysis.plan_pairs import PlanPair, TermPair, distance_words, pair_plans
from dragoman.analysis.verdicts import (
    Cell,
    Comparison,
    Missing,
    TermRow,
    Verdict,
    statements_of,
)
from dragoman.record import Plan, Stance, Statement
from dragoman.report.characters import shown_in_line
from dragoman.report.events import EvidenceRow, Places
from dragoman.report.parties import PartySign
from dragoman.report.rows import StatementRow
from dragoman.report.signs import VERDICTS, count, missing_words, verdict_sign

MOST_PAIRS = 12
"""Pairs of plans that a brief shows; `dragoman plans compare` shows any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """What a party makes of a concept of a term.

    Attributes:
        sign: The party.
        concept: The concept. None: the term has none, and is the party's own.
        glyph: The verdict's glyph.
        word: The verdict.
        newest: The newest statement that decides; where they are mixed that of either stance, with
            "accepts" or "rejects", else with nothing. Empty: the plan's own words decide, or
            nothing does.
        others: The other statements that decide.
        conditions: The words that it hangs on.
        reported: Statements of others about the party's position, which decide nothing.
        missing: Which statement would decide it; empty if it is decided.
    """

    sign: PartySign
    concept: str | None
    glyph: str
    word: str
    newest: tuple[tuple[str, StatementRow], ...]
    others: tuple[StatementRow, ...]
    conditions: tuple[EvidenceRow, ...]
    reported: tuple[StatementRow, ...]
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermVerdicts:
    """A term with what the parties make of it.

    Attributes:
        tellers: The statements in whose words it stands.
        verdicts: Those that something is known of.
        silent: The parties, with the concept, of which nothing is.
        comparable: Whether the term has a concept.
    """

    tellers: tuple[StatementRow, ...]
    verdicts: tuple[VerdictRow, ...]
    silent: tuple[tuple[str, tuple[PartySign, ...]], ...]
    comparable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many terms a party accepts, rejects and so on: glyph, word, number and which."""

    sign: PartySign
    counts: tuple[tuple[str, str, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A plan against stated positions.

    Attributes:
        terms: One for each term of the plan, in its order.
        counts: One for each party that is shown.
        disputed: Numbers of the terms that one party accepts and another rejects; may be empty.
        answers: Statements that answer the plan as a whole, with "accepts" or "rejects".
    """

    terms: tuple[TermVerdicts, ...]
    counts: tuple[CountRow, ...]
    disputed: str
    answers: tuple[tuple[str, StatementRow], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTerm:
    """Terms of two plans on one matter, and in what they differ.

    Attributes:
        one: The first plan's, in its words.
        other: The second's.
        concepts: Ids of concepts, if only these and no words say that it is one matter.
        differ: Aspect, what the first has, what the second has; empty for the same.
    """

    one: EvidenceRow
    other: EvidenceRow
    concepts: str
    differ: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two plans side by side, with the distance in words."""

    one: str
    other: str
    distance: str
    shared: tuple[SharedTerm, ...]


def build_comparison(
    compared: Comparison,
    always: Iterable[str],
    signs: Mapping[str, PartySign],
    rows: Mapping[str, StatementRow],
    places: Places,
) -> ComparisonRow:
    """Put a comparison into words and signs.

    Args:
        compared: The comparison.
        always: Parties that are shown though they say nothing of any term.
        signs: Of every party of the comparison.
        rows: Of every statement.
        places: Where the words of conditions are noted.
    """
    shown = {*always, *compared.heard}
    parties = [party for party in compared.parties if party in shown]
    return ComparisonRow(
        terms=tuple(_term(row, parties, signs, rows, places) for row in compared.rows),
        counts=tuple(CountRow(sign=signs[p], counts=tuple(_counts(compared, p))) for p in parties),
        disputed=", ".join(str(row.number) for row in compared.disputed),
        answers=tuple(
            ("accepts" if answer.accepts else "rejects", rows[answer.statement.id])
            for answer in compared.responses
        ),
    )


def _term(
    row: TermRow,
    parties: Sequence[str],
    signs: Mapping[str, PartySign],
    rows: Mapping[str, StatementRow],
    places: Places,
) -> TermVerdicts:
    cells = [cell for party in parties for cell in row.of(party)]
    silent: dict[str, list[PartySign]] = {}
    for cell in cells:
        if cell.concept and not _is_known(cell):
            silent.setdefault(shown_in_line(cell.concept), []).append(signs[cell.party])
    return TermVerdicts(
        tellers=_rows(row.tellers, rows),
        verdicts=tuple(_verdict(c, signs, rows, places) for c in cells if _is_known(c)),
        silent=tuple((concept, tuple(found)) for concept, found in silent.items()),
        comparable=bool(row.codes),
    )


def _is_known(cell: Cell) -> bool:
    """Tell whether there is more to say of a cell than that a first statement would decide it."""
    told = cell.missing is Missing.OWN
    return bool(cell.deciding or cell.reported or cell.authored or told)


def _verdict(
    cell: Cell,
    signs: Mapping[str, PartySign],
    rows: Mapping[str, StatementRow],
    places: Places,
) -> VerdictRow:
    glyph, word = verdict_sign(cell)
    newest = dict(_newest(cell, rows))
    told = {row.key for row in newest.values()}
    conditions = {
        places.row(bearing.said.covered.document.id, bearing.code.condition): None
        for bearing in cell.deciding
        if cell.leaning and bearing.code.condition
    }
    return VerdictRow(
        sign=signs[cell.party],
        concept=shown_in_line(cell.concept) if cell.concept else None,
        glyph=glyph,
        word=word,
        newest=tuple(newest.items()),
        others=tuple(
            row for row in _rows(statements_of(cell.deciding), rows) if row.key not in told
        ),
        conditions=tuple(conditions),
        reported=_rows([bearing.said.statement for bearing in cell.reported], rows),
        missing=missing_words(cell),
    )


def _newest(cell: Cell, rows: Mapping[str, StatementRow]) -> Iterator[tuple[str, StatementRow]]:
    """Give the newest statement that decides, or of mixed ones the newest of either stance."""
    seen: set[Stance] = set()
    for bearing in cell.deciding:
        if bearing.code.stance not in seen:
            seen.add(bearing.code.stance)
            says = "accepts" if bearing.code.stance is cell.stance else "rejects"
            word = says if cell.verdict is Verdict.MIXED else ""
            yield word, rows[bearing.said.statement.id]


def _rows(
    statements: Iterable[Statement], rows: Mapping[str, StatementRow]
) -> tuple[StatementRow, ...]:
    return tuple(rows[id_] for id_ in dict.fromkeys(s.id for s in statements))


def _counts(compared: Comparison, party: str) -> Iterator[tuple[str, str, int, str]]:
    for verdict, numbers in compared.terms_by(party).items():
        which = ", ".join(map(str, numbers))
        yield VERDICTS[Verdict(verdict)], str(verdict), len(numbers), which


def build_pairs(plans: Sequence[Plan], places: Places) -> tuple[tuple[PairRow, ...], int]:
    """Put plans that share a term side by side, those first that share most.

    Args:
        plans: The plans in the order in which they are shown.
        places: Where the words of terms are noted.

    Returns:
        The pairs, MOST_PAIRS at most, and how many more there are.
    """
    found = [pair for one, other in combinations(plans, 2) if (pair := pair_plans(one, other)).both]
    found.sort(key=lambda pair: (-len(pair.both), pair.one.id, pair.other.id))
    shown = tuple(_pair(pair, places) for pair in found[:MOST_PAIRS])
    return shown, len(found) - len(shown)


def _pair(pair: PlanPair, places: Places) -> PairRow:
    return PairRow(
        one=_named(pair.one),
        other=_named(pair.other),
        distance=distance_words(pair),
        shared=tuple(_shared(both, pair, places) for both in pair.both),
    )


def _named(plan: Plan) -> str:
    count_words = count(len(plan.terms), "term")
    return f"{shown_in_line(plan.name)} ({shown_in_line(plan.by or 'unknown')}, {count_words})"


def _shared(both: TermPair, pair: PlanPair, places: Places) -> SharedTerm:
    return SharedTerm(
        one=places.term(pair.one.terms[both.one - 1]),
        other=places.term(pair.other.terms[both.other - 1]),
        concepts="" if both.words else shown_in_line(", ".join(both.concepts)),
        differ=tuple(
            (
                str(difference.aspect),
                shown_in_line(", ".join(difference.one)) or "none",
                shown_in_line(", ".join(difference.other)) or "none",
            )
            for difference in both.differences
        ),
    )
