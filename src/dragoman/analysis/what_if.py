"""What if: an edited plan against what parties have said, and which missing statement tells most.

A term is met by a party that holds its stance, violated by one that holds the opposite, conditional
where either hangs on a condition, mixed where the party holds both, unstated where nothing of its
own is known. All of it is said of stated positions: nothing here tells what a party would do.

The missing statement that tells most: every open cell (a party on a concept that it has not stated,
holds on a condition, or both ways) is settled in thought, once as support and once as opposition.
Over the parties that are compared a term is then met by all, violated by at least one, or open. The
cell between whose two answers most terms differ in this tells most. Among equals it is the one of
which an answer would make most terms met by all; then one of a party that violates nothing yet and
would with the other answer. What is equal in all three is a tie, and all of a tie are named.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from dragoman.analysis.comparison import Stands, cells_of, compare_stands, retold_in
from dragoman.analysis.drafts import Draft, DraftTerm, Origin
from dragoman.analysis.footing import Bears
from dragoman.analysis.verdicts import (
    CellOf,
    Missing,
    RowOf,
    TermRowOf,
    Verdict,
    as_a_whole,
    numbers_by,
)
from dragoman.record import Stance, Statement

B = TypeVar("B", bound=Bears)

OPEN = frozenset({Verdict.SILENT, Verdict.CONDITIONAL, Verdict.MIXED})
"""Verdicts that another statement may change."""


class Outcome(StrEnum):
    """How a term stands with all parties that are compared."""

    MET = "met by all"
    VIOLATED = "violated"
    OPEN = "open"
    UNCODED = "not comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow(RowOf[B]):
    """A term of a draft with what each party's statements make of it.

    Attributes:
        term: The term.
        tellers: The statements in whose words the base's term stands.
    """

    term: DraftTerm
    tellers: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An open cell, and what a statement that settles it would change.

    Attributes:
        party: Whose statement is missing.
        concept: On which concept.
        now: Why it is open: unstated, conditional or mixed.
        missing: Which statement it is. None: it is not told.
        terms: Numbers of the terms that stand differently between the two answers.
        completes: Numbers of those that one of the answers would make met by all.
        clears: The party violates no term yet, and would with one of the answers.
    """

    party: str
    concept: str
    now: Verdict
    missing: Missing | None
    terms: tuple[int, ...]
    completes: tuple[int, ...]
    clears: bool

    @property
    def weight(self) -> tuple[int, int, bool]:
        """What tellings are compared by, in order."""
        return len(self.terms), len(self.completes), self.clears


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf(Generic[B]):
    """An edited plan against stated positions.

    Attributes:
        draft: The plan.
        parties: Those that are compared, in the order given.
        rows: One for each term, in the plan's order.
        tellings: The open cells of which a statement would change how a term stands, the one that
            tells most first.
    """

    draft: Draft
    parties: tuple[str, ...]
    rows: tuple[DraftRow[B], ...]
    tellings: tuple[Telling, ...]

    @property
    def first(self) -> tuple[Telling, ...]:
        """The missing statement that tells most, with all that tell as much."""
        return tuple(one for one in self.tellings if one.weight == self.tellings[0].weight)

    @property
    def content(self) -> tuple[str, ...]:
        """The parties that violate no term."""
        violating = {c.party for r in self.rows for c in r.cells if c.verdict is Verdict.REJECTED}
        return tuple(party for party in self.parties if party not in violating)

    def outcome(self, row: DraftRow[B]) -> Outcome:
        """Tell how a term stands with all parties."""
        if not row.term.codes:
            return Outcome.UNCODED
        return _outcome(row.verdict(party) for party in self.parties)

    def terms_by(self, party: str) -> dict[Verdict, tuple[int, ...]]:
        """Give the numbers of the terms for each verdict of a party, in the order of verdicts."""
        coded = (row for row in self.rows if row.term.codes)
        return numbers_by({row.term.number: row.verdict(party) for row in coded})


def ask_what_if(
    draft: Draft,
    stands: Stands[B],
    statements: Iterable[Statement] = (),
    *,
    parties: Sequence[str] | None = None,
) -> WhatIf[B]:
    """Compare an edited plan with what the parties have said.

    A term that is kept is compared as in its plan: it is the word of who puts the plan forward,
    and what others tell of it is no position of theirs. A changed or new term is nobody's word.

    Args:
        draft: The plan.
        stands: What each party holds, as of the day that is asked for.
        statements: Those of the documents that tell of the base.
        parties: Whom to compare. None: all parties of the stands.
    """
    chosen = tuple(stands.parties if parties is None else parties)
    said = tuple(statements)
    of_base: dict[int, TermRowOf[B]] = {}
    retold: frozenset[str] = frozenset()
    if draft.base is not None:
        compared = compare_stands(draft.base, stands, said, parties=chosen)
        of_base = {row.number: row for row in compared.rows}
        retold = retold_in(draft.base, said)
    rows = tuple(_row(term, stands, chosen, of_base, retold) for term in draft.terms)
    return WhatIf(draft=draft, parties=chosen, rows=rows, tellings=_tellings(rows, chosen))


def _row(
    term: DraftTerm,
    stands: Stands[B],
    parties: Sequence[str],
    of_base: dict[int, TermRowOf[B]],
    retold: frozenset[str],
) -> DraftRow[B]:
    known = of_base.get(term.of) if term.of is not None else None
    tellers = known.tellers if known else ()
    if known is not None and term.origin is Origin.KEPT:
        meant = replace(term, codes=known.codes)
        return DraftRow(term=meant, tellers=tellers, cells=known.cells)
    cells = (c for party in parties for c in cells_of(term.codes, party, stands, retold))
    hanging = (_on_condition(cell) if term.condition else cell for cell in cells)
    return DraftRow(term=term, tellers=tellers, cells=tuple(hanging))


def _on_condition(cell: CellOf[B]) -> CellOf[B]:
    """Make a cell of a term that has a condition of its own.

    Who wants the same without a condition has not said whether it takes it with this one; who
    rejects it rejects it still.
    """
    if cell.verdict is not Verdict.ACCEPTED:
        return cell
    return replace(cell, verdict=Verdict.CONDITIONAL, missing=Missing.TERM)


def _outcome(verdicts: Iterable[Verdict]) -> Outcome:
    told = set(verdicts)
    if Verdict.REJECTED in told:
        return Outcome.VIOLATED
    return Outcome.MET if told == {Verdict.ACCEPTED} else Outcome.OPEN


def _tellings(rows: Sequence[DraftRow[B]], parties: Sequence[str]) -> tuple[Telling, ...]:
    """Settle every open cell both ways, and tell what comes of it.

    What a party makes of a term's own condition is a matter of that term alone: its stance on the
    concept is not open.
    """
    waiting: dict[tuple[str, str, int | None], CellOf[B]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.concept is not None and cell.verdict in OPEN:
                alone = row.term.number if cell.missing is Missing.TERM else None
                waiting.setdefault((cell.party, cell.concept, alone), cell)
    found = [
        _telling([r for r in rows if number in (None, r.term.number)], rows, parties, cell)
        for (_, _, number), cell in waiting.items()
    ]
    found = [one for one in found if one.terms]
    order = {party: place for place, party in enumerate(parties)}
    found.sort(key=lambda one: order[one.party])
    return tuple(sorted(found, key=lambda one: one.weight, reverse=True))


def _telling(
    asked: Sequence[DraftRow[B]],
    rows: Sequence[DraftRow[B]],
    parties: Sequence[str],
    cell: CellOf[B],
) -> Telling:
    """Settle a cell both ways in the terms that are asked of."""
    party, concept = cell.party, cell.concept or ""
    touched = [row for row in asked if any(c.concept == concept for c in row.of(party))]
    answers = [
        {row.term.number: _settled(row, parties, party, concept, stance) for row in touched}
        for stance in Stance
    ]
    numbers = [row.term.number for row in touched]
    own = {row.verdict(party) for row in rows}
    return Telling(
        party=party,
        concept=concept,
        now=cell.verdict,
        missing=cell.missing,
        terms=tuple(n for n in numbers if answers[0][n] is not answers[1][n]),
        completes=tuple(n for n in numbers if Outcome.MET in {told[n] for told in answers}),
        clears=Verdict.REJECTED not in own,
    )


def _settled(
    row: DraftRow[B], parties: Sequence[str], party: str, concept: str, stance: Stance
) -> Outcome:
    """Tell how a term would stand if a party took a stance without a condition."""

    def verdict(cell: CellOf[B]) -> Verdict:
        if (cell.party, cell.concept) != (party, concept):
            return cell.verdict
        return Verdict.ACCEPTED if cell.stance is stance else Verdict.REJECTED

    return _outcome(as_a_whole(verdict(cell) for cell in row.of(other)) for other in parties)
