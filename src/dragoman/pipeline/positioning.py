"""Positioning: positions and shifts out of the statements, for the whole record or a few documents.

What a statement bears on (a basis) depends on its document and on who is on which side; what a
cell holds, on its bases alone. So after a change to a document its bases are made anew, and then
the cells that they were in or are in: the rest of the record is not read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dragoman.analysis.bearings import bases_in
from dragoman.analysis.courses import course_of
from dragoman.analysis.footing import Footing, compared
from dragoman.analysis.levels import known_by_id
from dragoman.analysis.sides import Sides
from dragoman.record import LinkKind, PositionBasis, Statement
from dragoman.store import Course, Store, View
from dragoman.store.queries.actors import ActorsKnown
from dragoman.store.queries.deriving import (
    BasesOfCell,
    BasesOfDocuments,
    CellsKnown,
    CodedStatements,
    DocumentHeadings,
    DocumentIds,
    DocumentsSwayed,
    SidesHeard,
    WordsOf,
)
from dragoman.store.queries.families import FamiliesOf

DOCUMENTS_AT_ONCE = 100
BASES_AT_ONCE = 1000
"""How much is derived and written at once: it bounds the memory, and how long others wait."""

TRIES = 5
"""How often something is derived anew that others have written to meanwhile."""

Cell = tuple[str, str]


def derive_positions(store: Store) -> None:
    """Derive the positions and shifts of the whole record, and the days of its statements."""
    view, writer = store.view(), store.writer()
    writer.put_days()
    documents = view.ask(DocumentIds())
    for start in range(0, len(documents), DOCUMENTS_AT_ONCE):
        _put_bases(store, documents[start : start + DOCUMENTS_AT_ONCE])
    left = list(view.ask(CellsKnown()))
    while left:
        left = left[_put_courses(store, left) :]
    writer.put_positions(settled=None)


def refresh_positions(store: Store, documents: Collection[str]) -> None:
    """Derive anew what depends on documents that have been read or judged anew.

    Args:
        store: The record, in which the documents have their new statements.
        documents: Ids of the documents.
    """
    for left in reversed(range(TRIES)):
        with store.attempt(alone=not left) as (view, writer):
            revision = view.revision()
            swayed = view.ask(DocumentsSwayed(documents=tuple(documents)))
            touched = tuple(dict.fromkeys([*documents, *swayed]))
            before = view.ask(BasesOfDocuments(documents=touched))
            bases = bases_of(view, touched)
            courses = list(_changed(view, _by_cell(before), _by_cell(bases), touched))
            if writer.put_positions(
                documents=touched,
                bases=bases,
                courses=courses,
                settled=documents,
                revision=revision,
            ):
                return


def _by_cell(bases: Iterable[PositionBasis]) -> dict[Cell, set[PositionBasis]]:
    cells: defaultdict[Cell, set[PositionBasis]] = defaultdict(set)
    for basis in bases:
        cells[basis.party, basis.concept].add(basis)
    return dict(cells)


def _changed(
    view: View,
    before: Mapping[Cell, set[PositionBasis]],
    after: Mapping[Cell, set[PositionBasis]],
    touched: Collection[str],
) -> Iterator[Course]:
    """Follow anew the cells to which some documents bear something else than before."""
    inside = set(touched)
    for cell in sorted(before.keys() | after.keys()):
        made = after.get(cell, set())
        if made != before.get(cell, set()):
            there = view.ask(BasesOfCell(party=cell[0], concept=cell[1]))
            kept = [basis for basis in there if basis.document not in inside]
            yield course_in(view, cell, sorted([*kept, *made], key=lambda basis: basis.place))


def _put_bases(store: Store, documents: Sequence[str]) -> None:
    """Make and keep what the statements of some documents bear on."""
    for left in reversed(range(TRIES)):
        with store.attempt(alone=not left) as (view, writer):
            revision = view.revision()
            bases = bases_of(view, documents)
            if writer.put_positions(documents=documents, bases=bases, revision=revision):
                return


def _put_courses(store: Store, cells: Sequence[Cell]) -> int:
    """Follow the first of some cells, as many as are read at once; tell how many."""
    courses: list[Course] = []
    for left in reversed(range(TRIES)):
        with store.attempt(alone=not left) as (view, writer):
            revision = view.revision()
            courses = list(_first_courses(view, cells))
            if writer.put_positions(courses=courses, revision=revision):
                break
    return len(courses)


def _first_courses(view: View, cells: Sequence[Cell]) -> Iterator[Course]:
    read = 0
    for party, concept in cells:
        bases = view.ask(BasesOfCell(party=party, concept=concept))
        yield course_in(view, (party, concept), bases)
        read += len(bases)
        if read >= BASES_AT_ONCE:
            return


def bases_of(view: View, documents: Sequence[str]) -> list[PositionBasis]:
    """Make what the statements of some documents bear on."""
    statements = view.ask(CodedStatements(documents=tuple(documents)))
    headings = view.ask(DocumentHeadings(ids=tuple(documents)))
    sides = _sides(view, statements)
    families = view.ask(FamiliesOf(documents=tuple(documents)))
    return [
        basis
        for statement in statements
        for basis in bases_in(
            statement,
            headings[statement.document],
            headings[statement.document].date_range,
            sides,
            families.get(statement.document),
        )
    ]


def _sides(view: View, statements: Collection[Statement]) -> Sides:
    """Learn what the record knows of those who make some statements and who pass them on."""
    names = {link.name for s in statements for link in s.via if link.kind is LinkKind.NAMED}
    ids = {statement.speaker.id for statement in statements if statement.speaker}
    asked = tuple(sorted(names))
    known = known_by_id(view.ask(ActorsKnown(ids=tuple(sorted(ids)), names=asked)))
    return Sides(known, view.ask(SidesHeard(names=asked)))


def course_in(view: View, cell: Cell, bases: Sequence[PositionBasis]) -> Course:
    """Follow one cell by all that bears on it, the earliest first."""
    if not bases:
        return Course(party=cell[0], concept=cell[1])
    words = view.ask(WordsOf(ids=compared(bases)))
    return course_of([Footing(basis, words.get(basis.statement, "")) for basis in bases])
