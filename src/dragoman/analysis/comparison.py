"""Comparison: a plan against what the parties have said, term by term."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.analysis.bearings import Bearing
from dragoman.analysis.positions import Holding, Position, Positions
from dragoman.record import Act, Plan, Span, Stance, Statement, Term


class Verdict(StrEnum):
    """What a party's stated positions make of a term."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CONDITIONAL = "conditional"
    MIXED = "mixed"
    SILENT = "silent"


class Missing(StrEnum):
    """The statement that is not in the record and would decide a cell."""

    FIRST = "the party's first statement of its own on it"
    OWN = "the party's own word for what others report of it"
    MET = "that the condition is met, or falls"
    DECISION = "which of the party's two stances stands"
    CONCEPT = "what the term is about: no concept of the codebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one party's statements make of one concept of a term.

    Attributes:
        party: The party.
        concept: Id of the concept. None: the term has no code, so nothing can be compared.
        stance: The stance that the term takes on it. None: the term has no code.
        verdict: What comes of comparing them.
        statements: Those that decide, the newest first; empty only where it is silent, or where
            the term itself is the party's word.
        conditions: The words of the conditions that it hangs on.
        reported: What others tell of the party's position, the newest first; it decides nothing.
        authored: The party puts the plan forward, and the term's own words are the evidence.
        missing: What would decide it. None: it is decided.
    """

    party: str
    concept: str | None
    stance: Stance | None
    verdict: Verdict
    statements: tuple[Statement, ...] = ()
    conditions: tuple[Span, ...] = ()
    reported: tuple[Statement, ...] = ()
    authored: bool = False
    missing: Missing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term with what each party's statements make of it.

    Attributes:
        term: The term, with its evidence.
        cells: One for each of its concepts and each party, the parties in their order.
    """

    term: Term
    cells: tuple[Cell, ...]

    def verdict(self, party: str) -> Verdict:
        """Tell what the party's statements make of the term as a whole.

        One rejected part rejects it; otherwise the least settled part decides.
        """
        told = {cell.verdict for cell in self.cells if cell.party == party}
        return next((verdict for verdict in WEAKEST_FIRST if verdict in told), Verdict.SILENT)


WEAKEST_FIRST = (
    *(Verdict.REJECTED, Verdict.MIXED, Verdict.CONDITIONAL),
    *(Verdict.SILENT, Verdict.ACCEPTED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a party says of a plan as a whole.

    Attributes:
        party: The party.
        accepts: Whether it accepts or rejects it.
        statement: The statement.
    """

    party: str
    accepts: bool
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A plan against stated positions.

    Attributes:
        plan: The plan.
        parties: Those that are compared, in the order given.
        rows: One for each term, in the plan's order.
        responses: What parties say of the plan as a whole, in the order of the statements.
    """

    plan: Plan
    parties: tuple[str, ...]
    rows: tuple[TermRow, ...]
    responses: tuple[Response, ...]

    def tally(self, party: str) -> Counter[Verdict]:
        """Count a party's verdicts over the terms; a number of terms, each with its evidence."""
        return Counter(row.verdict(party) for row in self.rows)

    @property
    def disputed(self) -> tuple[TermRow, ...]:
        """The terms that one party accepts and another rejects."""
        both = {Verdict.ACCEPTED, Verdict.REJECTED}
        return tuple(row for row in self.rows if both <= {row.verdict(p) for p in self.parties})

    @property
    def undecided(self) -> tuple[Cell, ...]:
        """The cells that a missing statement would decide."""
        return tuple(cell for row in self.rows for cell in row.cells if cell.missing)


def compare_plan(
    plan: Plan,
    positions: Positions,
    statements: Iterable[Statement] = (),
    *,
    parties: Sequence[str] | None = None,
    others: Iterable[Plan] = (),
) -> Comparison:
    """Compare a plan with what the parties have said, term by term.

    Args:
        plan: The plan.
        positions: What each party holds, as of the day that is asked for.
        statements: Those in which parties may answer the plan as a whole.
        parties: Whom to compare. None: all parties of the positions.
        others: Other plans, so that an answer to one of them is not taken for one to this plan.
    """
    chosen = tuple(positions.parties if parties is None else parties)
    rows = tuple(
        TermRow(
            term=term,
            cells=tuple(c for party in chosen for c in _cells(plan, term, party, positions)),
        )
        for term in plan.terms
    )
    return Comparison(
        plan=plan,
        parties=chosen,
        rows=rows,
        responses=responses_to(plan, statements, others),
    )


def _cells(plan: Plan, term: Term, party: str, positions: Positions) -> tuple[Cell, ...]:
    authored = plan.by is not None and party in {plan.by, *plan.by.split(" and ")}
    if not term.codes:
        return (
            Cell(
                party=party,
                concept=None,
                stance=None,
                verdict=Verdict.ACCEPTED if authored else Verdict.SILENT,
                authored=authored,
                missing=None if authored else Missing.CONCEPT,
            ),
        )
    return tuple(
        _cell(code.stance, positions.cell(party, code.concept), authored=authored)
        for code in term.codes
    )


def _cell(stance: Stance, position: Position, *, authored: bool) -> Cell:
    """Compare the stance that a term takes with a position; of a silent author the term counts."""
    verdict = _verdict(stance, position)
    authored = authored and verdict is Verdict.SILENT
    return Cell(
        party=position.party,
        concept=position.concept,
        stance=stance,
        verdict=Verdict.ACCEPTED if authored else verdict,
        statements=_statements(position.state.deciding),
        conditions=tuple(b.code.condition for b in position.state.conditions if b.code.condition),
        reported=_statements(position.reported),
        authored=authored,
        missing=None if authored else _missing(verdict, position),
    )


def _verdict(stance: Stance, position: Position) -> Verdict:
    match position.holding:
        case Holding.SILENT:
            return Verdict.SILENT
        case Holding.MIXED:
            return Verdict.MIXED
        case Holding.CONDITIONAL:
            return Verdict.CONDITIONAL
    return Verdict.ACCEPTED if position.state.stance is stance else Verdict.REJECTED


def _missing(verdict: Verdict, position: Position) -> Missing | None:
    match verdict:
        case Verdict.SILENT:
            return Missing.OWN if position.reported else Missing.FIRST
        case Verdict.CONDITIONAL:
            return Missing.MET
        case Verdict.MIXED:
            return Missing.DECISION
    return None


def _statements(bearings: Iterable[Bearing]) -> tuple[Statement, ...]:
    """Give the statements of bearings, each once."""
    return tuple({b.said.statement.id: b.said.statement for b in bearings}.values())


ANSWERS = {Act.AGREE: True, Act.REJECT: False}


def responses_to(
    plan: Plan, statements: Iterable[Statement], others: Iterable[Plan] = ()
) -> tuple[Response, ...]:
    """Find who accepts and who rejects a plan as a whole.

    Counted are statements that agree or reject, of a party other than the author, and that name
    the plan; within the documents that tell of it "the proposal" is enough, unless another plan
    there is called the same.

    Args:
        plan: The plan.
        statements: Those of any documents.
        others: The other plans of the record.
    """
    documents = {term.evidence.document for term in plan.terms}
    head = _head(plan)
    rivals = {
        term.evidence.document
        for other in others
        if other.id != plan.id and _head(other) == head
        for term in other.terms
    }
    full = re.compile(rf"\b{re.escape(plan.name)}\b", re.IGNORECASE)
    short = re.compile(rf"\b(?:the|this|that)\s+(?:\w+\s+)?{re.escape(head)}\b", re.IGNORECASE)
    found = []
    for statement in statements:
        accepts = ANSWERS.get(statement.act) if statement.act else None
        if accepts is None or statement.party in {None, plan.by}:
            continue
        words = _words(statement)
        near = statement.document in documents - rivals
        if statement.party and (full.search(words) or (near and short.search(words))):
            found.append(Response(party=statement.party, accepts=accepts, statement=statement))
    return tuple(found)


def _head(plan: Plan) -> str:
    """Give the noun of a plan's name: "proposal" of "the American proposal"."""
    return plan.name.split(" of ")[0].split()[-1].lower()


def _words(statement: Statement) -> str:
    cue = statement.cue.text if statement.cue else ""
    return " ".join((cue, *(part.text for part in statement.content)))
