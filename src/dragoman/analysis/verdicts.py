"""Verdicts: what the parties' stated positions make of a plan, term by term."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from dragoman.analysis.bearings import Bearing
from dragoman.analysis.footing import Bears
from dragoman.analysis.responses import Response
from dragoman.record import Code, Plan, Span, Stance, Statement, Term

B = TypeVar("B", bound=Bears)


class Verdict(StrEnum):
    """What a party's stated positions make of a term; PART is for terms of several concepts."""

    ACCEPTED = "accepted"
    PART = "accepted in part"
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
    TERM = "the party's word on the condition that the term has"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellOf(Generic[B]):
    """What one party's statements make of one concept of a term.

    Attributes:
        party: The party.
        concept: Id of the concept. None: the term has no code, so nothing can be compared.
        stance: The stance that the term takes on it. None: the term has no code.
        verdict: What comes of comparing them.
        deciding: The party's own statements that decide, the newest first; empty only where it is
            silent, or where the term itself is the party's word.
        reported: What others tell of the party's position, the newest first; it decides nothing.
        authored: The party puts the plan forward, and the term's own words are the evidence.
        missing: What would decide it. None: it is decided.
    """

    party: str
    concept: str | None
    stance: Stance | None
    verdict: Verdict
    deciding: tuple[B, ...] = ()
    reported: tuple[B, ...] = ()
    authored: bool = False
    missing: Missing | None = None

    @property
    def conditions(self) -> tuple[Span, ...]:
        """The words that it hangs on, each wording once; each is in its statement's document."""
        if self.verdict is not Verdict.CONDITIONAL:
            return ()
        spans = (bearing.condition for bearing in self.deciding)
        return tuple({" ".join(s.text.casefold().split()): s for s in spans if s}.values())

    @property
    def leaning(self) -> Verdict | None:
        """What a conditional cell comes to without its condition. None: it is not conditional.

        "Not unless ..." and "yes, if ..." are both conditional, and not the same answer.
        """
        if self.verdict is not Verdict.CONDITIONAL:
            return None
        same = self.deciding[0].stance is self.stance
        return Verdict.ACCEPTED if same else Verdict.REJECTED


Cell = CellOf[Bearing]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOf(Generic[B]):
    """What each party's statements make of a term.

    Attributes:
        cells: One for each of its concepts and each party, the parties in their order.
    """

    cells: tuple[CellOf[B], ...]

    def of(self, party: str) -> tuple[CellOf[B], ...]:
        """Give a party's cells, one for each concept of the term."""
        return tuple(cell for cell in self.cells if cell.party == party)

    def verdict(self, party: str) -> Verdict:
        """Tell what the party's statements make of the term as a whole.

        One rejected part rejects it, one accepted part and silence on the rest accept it in part;
        otherwise the least settled part decides.
        """
        return as_a_whole(cell.verdict for cell in self.of(party))


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRowOf(RowOf[B]):
    """A term of a plan with what each party's statements make of it.

    Attributes:
        number: From 1, in the plan's order.
        term: The term, with its evidence.
        codes: The concepts that are compared, with the stances that the term takes on them.
        tellers: The statements in whose words the term stands. Empty: the article tells it. Those
            of parties that do not put the plan forward count as nobody's position on it.
    """

    number: int
    term: Term
    codes: tuple[Code, ...]
    tellers: tuple[Statement, ...]


def as_a_whole(verdicts: Iterable[Verdict]) -> Verdict:
    """Join a party's verdicts on the concepts of one term, as `RowOf.verdict` tells it."""
    told = set(verdicts)
    if told == {Verdict.ACCEPTED, Verdict.SILENT}:
        return Verdict.PART
    return next((verdict for verdict in WEAKEST_FIRST if verdict in told), Verdict.SILENT)


TermRow = TermRowOf[Bearing]

WEAKEST_FIRST = (
    *(Verdict.REJECTED, Verdict.MIXED, Verdict.CONDITIONAL),
    *(Verdict.SILENT, Verdict.ACCEPTED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOf(Generic[B]):
    """A plan against stated positions.

    Attributes:
        plan: The plan.
        parties: Those that are compared, in the order given.
        rows: One for each term, in the plan's order.
        responses: What parties say of the plan as a whole, in the order of the statements.
    """

    plan: Plan
    parties: tuple[str, ...]
    rows: tuple[TermRowOf[B], ...]
    responses: tuple[Response, ...]

    def terms_by(self, party: str) -> dict[Verdict, tuple[int, ...]]:
        """Give the numbers of the terms for each verdict of a party, in the order of verdicts.

        They are the only measure of how far a party is from the plan: a count of terms, each of
        which has its evidence. Weighing them would be a judgement that no text makes.
        """
        return numbers_by({row.number: row.verdict(party) for row in self.rows})

    def tally(self, party: str) -> Counter[Verdict]:
        """Count a party's verdicts over the terms; a number of terms, each with its evidence."""
        return Counter(row.verdict(party) for row in self.rows)

    @property
    def heard(self) -> tuple[str, ...]:
        """The parties that say anything of a term or of the plan, or of whom others tell it."""
        known = {c.party for r in self.rows for c in r.cells if c.deciding or c.reported}
        known |= {cell.party for row in self.rows for cell in row.cells if cell.authored}
        known |= {response.party for response in self.responses}
        return tuple(party for party in self.parties if party in known)

    @property
    def disputed(self) -> tuple[TermRowOf[B], ...]:
        """The terms that one party accepts and another rejects."""
        both = {Verdict.ACCEPTED, Verdict.REJECTED}
        return tuple(row for row in self.rows if both <= {row.verdict(p) for p in self.parties})

    @property
    def undecided(self) -> tuple[CellOf[B], ...]:
        """The cells that a missing statement would decide."""
        return tuple(cell for row in self.rows for cell in row.cells if cell.missing)


Comparison = ComparisonOf[Bearing]


def numbers_by(told: Mapping[int, Verdict]) -> dict[Verdict, tuple[int, ...]]:
    """Give the numbers of the terms for each verdict that there is, in the order of verdicts."""
    return {
        verdict: tuple(number for number, found in told.items() if found is verdict)
        for verdict in Verdict
        if verdict in told.values()
    }


def statements_of(bearings: Iterable[Bearing]) -> tuple[Statement, ...]:
    """Give the statements of bearings, each once."""
    return tuple({b.said.statement.id: b.said.statement for b in bearings}.values())
