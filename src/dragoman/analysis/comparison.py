"""Comparison: a plan against what the parties have said, term by term."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from dragoman.analysis.bearings import Bearing
from dragoman.analysis.footing import Bears
from dragoman.analysis.positions import Positions, StateOf, without
from dragoman.analysis.responses import authors_of, responses_to
from dragoman.analysis.speaking import Voice, voice_of
from dragoman.analysis.verdicts import (
    CellOf,
    Comparison,
    ComparisonOf,
    Missing,
    TermRowOf,
    Verdict,
)
from dragoman.record import Code, Holding, LinkKind, Plan, Stance, Statement, Term

B = TypeVar("B", bound=Bears)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandOf(Generic[B]):
    """Where a party stands on a concept, for comparing.

    Attributes:
        state: What it holds.
        reported: What others tell of its position, the newest first.
    """

    state: StateOf[B]
    reported: tuple[B, ...]


class Stands(Protocol[B]):
    """Where parties stand on the concepts of a plan."""

    @property
    def parties(self) -> Sequence[str]:
        """The parties, in the order in which they are compared."""
        ...

    def stand(self, party: str, concept: str, apart: Set[str]) -> StandOf[B]:
        """Tell where a party stands as it is without some statements, which are named by id."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The stands of positions that are found in a whole record."""

    positions: Positions

    @property
    def parties(self) -> Sequence[str]:
        """The parties of the positions."""
        return self.positions.parties

    def stand(self, party: str, concept: str, apart: Set[str]) -> StandOf[Bearing]:
        """Tell where a party stands as it is without some statements."""
        position = self.positions.cell(party, concept)
        position = without(position, apart, self.positions.as_of)
        return StandOf(state=position.state, reported=position.reported)


def compare_plan(
    plan: Plan,
    positions: Positions,
    statements: Iterable[Statement] = (),
    *,
    parties: Sequence[str] | None = None,
    others: Iterable[Plan] = (),
) -> Comparison:
    """Compare a plan with the positions of a whole record; as compare_stands."""
    return compare_stands(plan, Found(positions), statements, parties=parties, others=others)


def compare_stands(
    plan: Plan,
    stands: Stands[B],
    statements: Iterable[Statement] = (),
    *,
    parties: Sequence[str] | None = None,
    others: Iterable[Plan] = (),
) -> ComparisonOf[B]:
    """Compare a plan with what the parties have said, term by term.

    A statement in whose words a term stands counts for the plan's author; that another party
    tells the term is no position of that party.

    Args:
        plan: The plan.
        stands: What each party holds, as of the day that is asked for.
        statements: Those in which the terms stand, and in which parties may answer the plan as a
            whole.
        parties: Whom to compare. None: all parties of the stands.
        others: Other plans, so that an answer to one of them is not taken for one to this plan.
    """
    said = tuple(statements)
    tellers = _tellers_of(plan, said)
    retold = _by_others(plan, tellers)
    chosen = tuple(stands.parties if parties is None else parties)
    return ComparisonOf(
        plan=plan,
        parties=chosen,
        rows=tuple(
            _row(number, plan, term, told, chosen, stands, retold)
            for number, (term, told) in enumerate(zip(plan.terms, tellers, strict=True), start=1)
        ),
        responses=responses_to(plan, said, others),
    )


def retold_in(plan: Plan, statements: Iterable[Statement]) -> frozenset[str]:
    """Name the statements in which somebody else tells a plan's terms, by their ids.

    Who tells what another side proposes does not hold it for that, so they count as nobody's
    position when the plan is compared.
    """
    return _by_others(plan, _tellers_of(plan, statements))


def _by_others(plan: Plan, tellers: Iterable[Iterable[Statement]]) -> frozenset[str]:
    authors = authors_of(plan)
    return frozenset(s.id for group in tellers for s in group if s.party not in authors)


def _tellers_of(plan: Plan, statements: Iterable[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Give for each term the statements in whose words it stands."""
    documents = {term.evidence.document for term in plan.terms}
    there = [statement for statement in statements if statement.document in documents]
    return tuple(_tellers(term, there) for term in plan.terms)


def _row(
    number: int,
    plan: Plan,
    term: Term,
    tellers: tuple[Statement, ...],
    parties: Sequence[str],
    stands: Stands[B],
    retold: Set[str],
) -> TermRowOf[B]:
    codes = _codes(plan, term, tellers)
    cells: list[CellOf[B]] = []
    for party in parties:
        authored = _is_own(plan, party, tellers)
        ascribed = party in authors_of(plan) and not authored
        cells += cells_of(codes, party, stands, retold, authored=authored, ascribed=ascribed)
    return TermRowOf(number=number, term=term, codes=codes, tellers=tellers, cells=tuple(cells))


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


def cells_of(
    codes: Sequence[Code],
    party: str,
    stands: Stands[B],
    retold: Set[str],
    *,
    authored: bool = False,
    ascribed: bool = False,
) -> tuple[CellOf[B], ...]:
    """Compare the concepts of a term with what a party holds.

    Args:
        codes: The concepts that the term bears on; one cell comes of each, or one of none.
        party: The party.
        stands: What each party holds.
        retold: Ids of statements in which somebody else tells the term.
        authored: The term is the party's own word.
        ascribed: The party is said to put the plan forward, but the term is not its own word.
    """
    if not codes:
        return (
            CellOf(
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
            party,
            code,
            stands.stand(party, code.concept, retold),
            authored=authored,
            ascribed=ascribed,
        )
        for code in codes
    )


def _cell(
    party: str, code: Code, stand: StandOf[B], *, authored: bool, ascribed: bool
) -> CellOf[B]:
    """Compare the stance of a term with what is held; of a silent author the term counts."""
    verdict = _verdict(code.stance, stand.state)
    authored = authored and verdict is Verdict.SILENT
    return CellOf(
        party=party,
        concept=code.concept,
        stance=code.stance,
        verdict=Verdict.ACCEPTED if authored else verdict,
        deciding=stand.state.deciding,
        reported=stand.reported,
        authored=authored,
        missing=None if authored else _missing(verdict, told=bool(stand.reported) or ascribed),
    )


def _verdict(stance: Stance, state: StateOf[B]) -> Verdict:
    match state.holding:
        case Holding.SILENT:
            return Verdict.SILENT
        case Holding.MIXED:
            return Verdict.MIXED
        case Holding.CONDITIONAL:
            return Verdict.CONDITIONAL
    return Verdict.ACCEPTED if state.stance is stance else Verdict.REJECTED


def _missing(verdict: Verdict, *, told: bool) -> Missing | None:
    match verdict:
        case Verdict.SILENT:
            return Missing.OWN if told else Missing.FIRST
        case Verdict.CONDITIONAL:
            return Missing.MET
        case Verdict.MIXED:
            return Missing.DECISION
    return None
