"""Settling: which positions are to be derived anew, and putting what was derived in their place."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, delete, or_, select

from dragoman.record import ActorKind, PositionBasis, PositionStep, Shift, digest
from dragoman.store import bearing
from dragoman.store.shapes import Row, batched, insert
from dragoman.store.tables import (
    ACTORS,
    DOCUMENT_ACTORS,
    POSITION_BASES,
    POSITION_STEPS,
    SHIFTS,
    STATEMENTS,
    UNSETTLED,
)

Cell = tuple[str, str]
"""A party and the id of a concept."""

Told = tuple[str, str | None, str | None]
"""A name with the party that it speaks for, or with the version of an actor that bears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was derived for one cell.

    Attributes:
        party: The party.
        concept: Id of the concept.
        steps: What it holds from day to day.
        latest: The one of them that counts where no day is asked for. None: there are none.
        shifts: When that changed.
    """

    party: str
    concept: str
    steps: tuple[PositionStep, ...] = ()
    latest: PositionStep | None = None
    shifts: tuple[Shift, ...] = ()


def told_in(connection: Connection, document_id: str) -> set[Told]:
    """Tell what a document has to say of who is on which side, for the words of others."""
    (spoken, brought), mine = _telling(), {"mine": document_id}
    heard: set[Told] = {
        (name or party, party, None) for name, party in connection.execute(spoken, mine)
    }
    for name, version in connection.execute(brought, mine):
        heard.add((name, None, version))
    return heard


@cache
def _telling() -> tuple[Select[Any], Select[Any]]:
    """Choose who speaks for a party in a document, and whom it brings that tells of sides."""
    statements, actors = STATEMENTS.table.c, ACTORS.table.c
    spoken = select(statements.speaker_name, statements.party).where(
        statements.document == bindparam("mine"), statements.party.is_not(None)
    )
    offices = ACTORS.lists["offices"].table.c
    # Somebody whom one document alone describes tells nothing of sides, unless by an office.
    telling = or_(
        actors.local_to.is_(None),
        actors.party.is_not(None),
        actors.kind == ActorKind.STATE.value,
        actors.version.in_(select(offices.actor)),
    )
    brought = select(actors.name, actors.version).join_from(DOCUMENT_ACTORS, ACTORS.table)
    mine = DOCUMENT_ACTORS.c.document == bindparam("mine")
    return spoken.distinct(), brought.where(mine, telling)


def unsettle(connection: Connection, document_id: str, changed: Iterable[Told] = ()) -> None:
    """Note that a document's positions are to be derived anew, and whose sides may be others."""
    rows = [(None, None, None), *sorted(changed, key=repr)]
    insert(
        connection,
        (
            (UNSETTLED, {"document": document_id, "name": a, "party": b, "version": c})
            for a, b, c in rows
        ),
    )


@contextmanager
def unsettling(connection: Connection, document_id: str) -> Iterator[None]:
    """Note what the changes of the block to a document mean for positions."""
    before = told_in(connection, document_id)
    yield
    unsettle(connection, document_id, before ^ told_in(connection, document_id))


def settle(connection: Connection, document_ids: Collection[str] | None) -> None:
    """Take away the notes on documents. None: all of them."""
    if document_ids is None:
        connection.execute(delete(UNSETTLED))
        return
    for batch in batched(document_ids):
        connection.execute(delete(UNSETTLED).where(UNSETTLED.c.document.in_(batch)))


def replace_bases(
    connection: Connection, document_ids: Iterable[str], bases: Iterable[PositionBasis]
) -> None:
    """Put these bases in the place of all that documents had."""
    table = POSITION_BASES.table
    for batch in batched(document_ids):
        connection.execute(delete(table).where(table.c.document.in_(batch)))
    seen: set[tuple[str, ...]] = set()
    for group in batched(bases):
        rows: list[tuple[Table, Row]] = []
        for basis in group:
            told = (basis.statement, basis.party, basis.concept, basis.stance)
            rows += POSITION_BASES.rows(basis, again=int(told in seen))
            seen.add(told)
        insert(connection, rows)


def replace_courses(connection: Connection, courses: Sequence[Course]) -> None:
    """Put these steps and shifts in the place of all that their cells had.

    A change to a cell leaves most of its steps as they were: only the others are written.
    """
    for course in courses:
        _replace_steps(connection, course)
        _replace_shifts(connection, course)


def _replace_steps(connection: Connection, course: Course) -> None:
    table = POSITION_STEPS.table
    mine = (table.c.party == course.party) & (table.c.concept == course.concept)
    rows = connection.execute(select(table.c.id, table.c.latest).where(mine)).all()
    loaded = POSITION_STEPS.load(connection, [row.id for row in rows])
    there = {row.id: (step, row.latest) for row, step in zip(rows, loaded, strict=True)}
    wanted = {
        digest("step", step.party, step.concept, step.on): (step, int(step is course.latest))
        for step in course.steps
    }
    gone = [id_ for id_, known in there.items() if wanted.get(id_) != known]
    for batch in batched(gone):
        connection.execute(delete(table).where(table.c.id.in_(batch)))
    insert(
        connection,
        (
            row
            for id_, (step, latest) in wanted.items()
            if there.get(id_) != (step, latest)
            for row in POSITION_STEPS.rows(step, id_, latest=latest)
        ),
    )


def _replace_shifts(connection: Connection, course: Course) -> None:
    table = SHIFTS.table
    mine = (table.c.party == course.party) & (table.c.concept == course.concept)
    ids = connection.scalars(select(table.c.id).where(mine)).all()
    there = {shift.id: shift for shift in SHIFTS.load(connection, ids)}
    wanted = {shift.id: shift for shift in course.shifts}
    gone = [id_ for id_, shift in there.items() if wanted.get(id_) != shift]
    for batch in batched(gone):
        connection.execute(delete(table).where(table.c.id.in_(batch)))
    fresh = [shift for shift in course.shifts if there.get(shift.id) != shift]
    insert(connection, (row for shift in fresh for row in SHIFTS.rows(shift, shift.id)))
    bearing.note_arrivals(connection, SHIFTS, [shift.id for shift in fresh])
