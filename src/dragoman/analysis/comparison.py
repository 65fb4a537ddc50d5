"""Comparison: a plan against what the parties have said, term by term."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.analysis.bearings import Bearing
from dragoman.analysis.positions import Holding, Position, Positions, without
from dragoman.analysis.responses import Response, authors_of, responses_to
from dragoman.analysis.speaking import Voice, voice_of
from dragoman.record import Code, LinkKind, Plan, Span, Stance, Statement, Term


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
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
    deciding: tuple[Bearing, ...] = ()
    reported: tuple[Bearing, ...] = ()
    authored: bool = False
    missing: Missing | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements that decide, each once, the newest first."""
        return statements_of(self.deciding)

    @property
    def conditions(self) -> tuple[Span, ...]:
        """The words that it hangs on, each wording once; each is in its statement's document."""
        if self.verdict is not Verdict.CONDITIONAL:
            return ()
        spans = (bearing.code.condition for bearing in self.deciding)
        return tuple({" ".join(s.text.casefold().split()): s for s in spans if s}.values())

    @property
    def leaning(self) -> Verdict | None:
        """What a conditional cell comes to without its condition. None: it is not conditional.

        "Not unless ..." and "yes, if ..." are both conditional, and not the same answer.
        """
        if self.verdict is not Verdict.CONDITIONAL:
            return None
        same = self.deciding[0].code.stance is self.stance
        return Verdict.ACCEPTED if same else Verdict.REJECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """A term with what each party's statements make of it.

    Attributes:
        number: From 1, in the plan's order.
        term: The term, with its evidence.
        codes: The concepts that are compared, with the stances that the term takes on them.
        tellers: The statements in whose words the term stands. Empty: the article tells it. Those
            of parties that do not put the plan forward count as nobody's position on it.
        cells: One for each of its concepts and each party, the parties in their order.
    """

    number: int
    term: Term
    codes: tuple[Code, ...]
    tellers: tuple[Statement, ...]
    cells: tuple[Cell, ...]

    def of(self, party: str) -> tuple[Cell, ...]:
        """Give a party's cells, one for each concept of the term."""
        return tuple(cell for cell in self.cells if cell.party == party)

    def verdict(self, party: str) -> Verdict:
        """Tell what the party's statements make of the term as a whole.

        One rejected part rejects it, one accepted part and silence on the rest accept it in part;
        otherwise the least settled part decides.
        """
        told = {cell.verdict for cell in self.of(party)}
        if told == {Verdict.ACCEPTED, Verdict.SILENT}:
            return Verdict.PART
        return next((verdict for verdict in WEAKEST_FIRST if verdict in told), Verdict.SILENT)


WEAKEST_FIRST = (
    *(Verdict.REJECTED, Verdict.MIXED, Verdict.CONDITIONAL),
    *(Verdict.SILENT, Verdict.ACCEPTED),
)


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

    def terms_by(self, party: str) -> dict[Verdict, tuple[int, ...]]:
        """Give the numbers of the terms for each verdict of a party, in the order of verdicts.

        They are the only measure of how far a party is from the plan: a count of terms, each of
        which has its evidence. Weighing them would be a judgement that no text makes.
        """
        told = {row.number: row.verdict(party) for row in self.rows}
        return {
            verdict: tuple(number for number, found in told.items() if found is verdict)
            for verdict in Verdict
            if verdict in told.values()
        }

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

    A statement in whose words a term stands counts for the plan's author; that another party
    tells the term is no position of that party.

    Args:
        plan: The plan.
        positions: What each party holds, as of the day that is asked for.
        statements: Those in which the terms stand, and in which parties may answer the plan as a
            whole.
        parties: Whom to compare. None: all parties of the positions.
        others: Other plans, so that an answer to one of them is not taken for one to this plan.
    """
    said = tuple(statements)
    documents = {term.evidence.document for term in plan.terms}
    there = [statement for statement in said if statement.document in documents]
    tellers = tuple(_tellers(term, there) for term in plan.terms)
    # Who tells what another side proposes does not hold it for that.
    retold = {s.id for group in tellers for s in group if s.party not in authors_of(plan)}
    chosen = tuple(positions.parties if parties is None else parties)
    return Comparison(
        plan=plan,
        parties=chosen,
        rows=tuple(
            _row(number, plan, term, told, chosen, positions, retold)
            for number, (term, told) in enumerate(zip(plan.terms, tellers, strict=True), start=1)
        ),
        responses=responses_to(plan, said, others),
    )


def _row(
    number: int,
    plan: Plan,
    term: Term,
    tellers: tuple[Statement, ...],
    parties: Sequence[str],
    positions: Positions,
    retold: Set[str],
) -> TermRow:
    codes = _codes(plan, term, tellers)
    cells: list[Cell] = []
    for party in parties:
        authored = _is_own(plan, party, tellers)
        ascribed = party in authors_of(plan) and not authored
        cells += _cells(codes, party, positions, retold, authored=authored, ascribed=ascribed)
    return TermRow(number=number, term=term, codes=codes, tellers=tellers, cells=tuple(cells))


def _codes(plan: Plan, term: Term, tellers: Iterable[Statement]) -> tuple[Code, ...]:
    """Give what a term bears on; its stance is that of the author's statement that it stands in.

    A term is coded from few words ("the end of sanctions"), the statement from more of them: where
    the two contradict each other on a concept, the author would reject its own term.
    """
    meant = {
        code.concept: code.stance
        for statement in tellers
        if any(_speaks_for(author, statement) for author in authors_of(plan))
        for code in statement.codes
    }
    return tuple(replace(c, stance=meant.get(c.concept, c.stance)) for c in term.codes)


def _tellers(term: Term, statements: Iterable[Statement]) -> tuple[Statement, ...]:
    at, document = term.evidence.span.start, term.evidence.document
    return tuple(
        statement
        for statement in statements
        if statement.document == document
        and any(part.start <= at < part.end for part in statement.content)
    )


def _is_own(plan: Plan, party: str, tellers: Sequence[Statement]) -> bool:
    """Tell whether a term of a plan is the word of one who puts it forward.

    What an article itself tells of a plan is; what somebody else tells of it in a statement
    ("Kyiv proposes ...", said by Moscow) is not, as it would be no position of theirs either.
    """
    if party not in authors_of(plan):
        return False
    return not tellers or any(_speaks_for(party, statement) for statement in tellers)


def _speaks_for(party: str, statement: Statement) -> bool:
    """Tell whether a statement is a party's own, and through nobody but outlets and documents."""
    others = {LinkKind.NAMED, LinkKind.UNNAMED} & {link.kind for link in statement.via}
    return statement.party == party and voice_of(statement) is Voice.PARTY and not others


def _cells(
    codes: Sequence[Code],
    party: str,
    positions: Positions,
    retold: Set[str],
    *,
    authored: bool,
    ascribed: bool,
) -> tuple[Cell, ...]:
    if not codes:
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
        _cell(
            code.stance,
            without(positions.cell(party, code.concept), retold, positions.as_of),
            authored=authored,
            ascribed=ascribed,
        )
        for code in codes
    )


def _cell(stance: Stance, position: Position, *, authored: bool, ascribed: bool) -> Cell:
    """Compare the stance that a term takes with a position; of a silent author the term counts."""
    verdict = _verdict(stance, position)
    authored = authored and verdict is Verdict.SILENT
    return Cell(
        party=position.party,
        concept=position.concept,
        stance=stance,
        verdict=Verdict.ACCEPTED if authored else verdict,
        deciding=position.state.deciding,
        reported=position.reported,
        authored=authored,
        missing=None if authored else _missing(verdict, told=bool(position.reported) or ascribed),
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


def _missing(verdict: Verdict, *, told: bool) -> Missing | None:
    match verdict:
        case Verdict.SILENT:
            return Missing.OWN if told else Missing.FIRST
        case Verdict.CONDITIONAL:
            return Missing.MET
        case Verdict.MIXED:
            return Missing.DECISION
    return None


def statements_of(bearings: Iterable[Bearing]) -> tuple[Statement, ...]:
    """Give the statements of bearings, each once."""
    return tuple({b.said.statement.id: b.said.statement for b in bearings}.values())
