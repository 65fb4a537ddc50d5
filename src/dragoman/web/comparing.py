"""Comparing: a plan against what parties have said, from those bases alone that decide."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from dragoman.analysis.comparison import StandOf, compare_stands, retold_in
from dragoman.analysis.footing import Footing
from dragoman.analysis.positions import WINDOW, StateOf, course, state_of
from dragoman.analysis.responses import authors_of
from dragoman.analysis.verdicts import CellOf, ComparisonOf
from dragoman.record import Plan, Statement, days_of
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.stands import DecidingBases
from dragoman.web.desk import Desk

MOST_ANSWERS = 50
"""Statements that name a plan, among which answers to it as a whole are looked for."""

RecordComparison = ComparisonOf[Footing]
RecordCell = CellOf[Footing]


@dataclass(frozen=True, slots=True)
class RecordStands:
    """Where parties stand on some concepts, from the bases that decide.

    Attributes:
        parties: The parties, in the order in which they are compared.
        cells: What decides or is reported, by party and concept, the newest first.
        until: The day that is asked for. None: all counts.
    """

    parties: Sequence[str]
    cells: Mapping[tuple[str, str], Sequence[Footing]]
    until: date | None = None

    def stand(self, party: str, concept: str, apart: Set[str]) -> StandOf[Footing]:
        """Tell where a party stands as it is without some statements."""
        known = [f for f in self.cells.get((party, concept), ()) if f.statement_id not in apart]
        own = [footing for footing in known if footing.own]
        return StandOf(
            state=self._state(own), reported=tuple(footing for footing in known if not footing.own)
        )

    def _state(self, own: Sequence[Footing]) -> StateOf[Footing]:
        dated = [footing for footing in reversed(own) if self._in_time(footing.day)]
        if not dated:
            return state_of(footing for footing in own if self._in_time(footing.last, sure=False))
        *_, last = course(dated)
        return last.state

    def _in_time(self, day: date | None, *, sure: bool = True) -> bool:
        """Tell whether a day is not after the one asked for; one that is not known may be none."""
        if self.until is None:
            return day is not None or not sure
        return day is not None and day <= self.until


def compare_with_record(
    desk: Desk, plan: Plan, others: Iterable[Plan], as_of: str | None = None
) -> RecordComparison:
    """Compare a plan with the record's positions on its concepts.

    Args:
        desk: What the request works with.
        plan: The plan.
        others: The other plans of the record.
        as_of: ISO 8601, the day as of which positions count. None: all that is in the record.

    Raises:
        QueryError: `as_of` is no date.
    """
    statements = statements_on(desk, plan)
    concepts = {code.concept for term in plan.terms for code in term.codes}
    stands = stands_on(desk, concepts, plan, statements, as_of)
    return compare_stands(plan, stands, statements, others=others)


def stands_on(
    desk: Desk,
    concepts: Iterable[str],
    plan: Plan | None = None,
    statements: Iterable[Statement] = (),
    as_of: str | None = None,
) -> RecordStands:
    """Find where parties stand on some concepts.

    Args:
        desk: What the request works with.
        concepts: Ids of the concepts.
        plan: The plan that is compared, if there is one: what others tell of its terms is nobody's
            position, and its authors are among the parties.
        statements: Those of the plan's documents.
        as_of: ISO 8601. None: all that is in the record counts.

    Raises:
        QueryError: `as_of` is no date.
    """
    bases = desk.view.ask(
        DecidingBases(
            concepts=tuple(sorted(set(concepts))),
            window=WINDOW.days,
            apart=retold_in(plan, statements) if plan else frozenset(),
            as_of=as_of,
        )
    )
    cells: defaultdict[tuple[str, str], list[Footing]] = defaultdict(list)
    for basis in bases:
        cells[basis.party, basis.concept].append(Footing(basis))
    until = days_of(as_of)[1] if as_of else None
    return RecordStands(_parties(desk, plan, cells), cells, until)


def statements_on(desk: Desk, plan: Plan) -> tuple[Statement, ...]:
    """Give the statements of the plan's documents, and others that have its name in them."""
    found: dict[str, Statement] = {}
    for document in dict.fromkeys(term.evidence.document for term in plan.terms):
        for statement in desk.view.statements(StatementFilter(document=document)):
            found[statement.id] = statement
    hits = desk.view.search_statements(f'"{plan.name}"', limit=MOST_ANSWERS)
    named = [hit.id for hit in hits if hit.id not in found]
    return (*found.values(), *desk.view.statements_of(named))


def _parties(
    desk: Desk, plan: Plan | None, cells: Mapping[tuple[str, str], Sequence[Footing]]
) -> tuple[str, ...]:
    """Order the parties: the sides, the plan's authors, third parties, then whoever else is heard.

    Only the sides are there without having said anything.
    """
    codebook = desk.codebook
    said: defaultdict[str, int] = defaultdict(int)
    for (party, _), footings in cells.items():
        said[party] += len(footings)
    named = authors_of(plan) if plan else frozenset()
    authors = sorted(name for name in named if " and " not in name)
    thirds = (*desk.dossier.third_parties, *(codebook.third_parties if codebook else ()))
    return tuple(
        dict.fromkeys(
            (
                *desk.dossier.parties,
                *(codebook.parties if codebook else ()),
                *authors,
                *(party for party in thirds if party in said),
                *sorted(said, key=lambda party: (-said[party], party)),
            )
        )
    )
