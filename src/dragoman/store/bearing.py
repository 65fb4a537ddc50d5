"""Bearing: writing what stands side by side for lists, with what it is made of (derived.py)."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    ScalarSelect,
    Select,
    Table,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    null,
    select,
    update,
)

from dragoman.record import ClaimStatus
from dragoman.store.columns import Text
from dragoman.store.derived import (
    BOTH,
    CLAIM_SUBJECTS,
    CODED,
    CONCEPT,
    EVERYTHING,
    LINKED,
    PARTY,
    SPEAKER,
    WAYS,
)
from dragoman.store.shapes import Shape, batched
from dragoman.store.tables import CLAIMS, DOCUMENTS, MEETINGS, PLANS, SHIFTS, STATEMENTS

documents, statements = DOCUMENTS.table.c, STATEMENTS.table.c
claims, meetings = CLAIMS.table.c, MEETINGS.table.c
codes, via = (STATEMENTS.lists[name].table.c for name in ("codes", "via"))
rests_on, evidence, terms = (
    shape.lists[name].table.c
    for shape, name in ((CLAIMS, "statements"), (MEETINGS, "evidence"), (PLANS, "terms"))
)

MOST_DISPUTED = (
    ClaimStatus.CONTESTED,
    ClaimStatus.DENIED,
    ClaimStatus.NOT_DENIED,
    ClaimStatus.CONFIRMED,
    ClaimStatus.ASSERTED,
)
"""In which order claims are listed whose status counts most."""


def place_statements(connection: Connection, document_ids: Iterable[str]) -> None:
    """Put the statements of documents where lists by concept and counts of links look for them."""
    for batch in batched(document_ids):
        for statement in _placing():
            connection.execute(statement, {"these": batch})
        count_statements(connection, batch)


@cache
def _placing() -> tuple[Executable, ...]:
    """Give what places the statements of documents; to put it together takes longer than to do."""
    these = statements.document.in_(bindparam("these", expanding=True))
    mine = select(statements.id).where(these)
    return (
        *(delete(table).where(table.c.statement.in_(mine)) for table in (CODED, LINKED)),
        _filling(CODED, _codes().where(these)),
        _filling(LINKED, _links().where(these)),
    )


def _filling(table: Table, rows: Select[tuple[object, ...]]) -> Executable:
    return table.insert().from_select([c.name for c in rows.selected_columns], rows)


def _codes() -> Select[tuple[object, ...]]:
    """Choose what statements bear on; of two stances on one concept both are told in one row."""
    stances = case(
        (func.count(codes.stance.distinct()) > 1, BOTH), else_=func.min(codes.stance)
    ).label("stances")
    same = (
        statements.party,
        statements.document,
        statements.begins,
        statements.day,
        statements.first_day,
        statements.last_day,
        statements.speaker_id.label("speaker"),
        statements.act,
    )
    found = select(statements.id.label("statement"), codes.concept, stances, _ways(), *same)
    found = found.join(STATEMENTS.lists["codes"].table, codes.statement == statements.id)
    return found.group_by(statements.id, codes.concept, *same)


def _ways() -> ColumnElement[int]:
    """Add up the numbers of the ways in which codes bear on a concept."""
    ways: ColumnElement[int] = literal(0)
    for (stance, conditional), number in WAYS.items():
        so = (codes.stance == stance.value) & (codes.condition_start.is_not(None) == conditional)
        ways = ways + func.max(case((so, number), else_=0))
    return ways.label("ways")


def _links() -> Select[tuple[object, ...]]:
    before = STATEMENTS.lists["via"].table.alias().c
    again = exists().where(
        before.statement == via.statement,
        before.ordinal < via.ordinal,
        before.name == via.name,
        before.kind == via.kind,
    )
    found = select(
        statements.id.label("statement"),
        via.ordinal,
        via.name,
        via.kind,
        statements.outlet,
        case((via.ordinal == 0, 1), else_=0).label("first"),
        case((again, 1), else_=0).label("again"),
        statements.speaker_id.label("speaker"),
    )
    return found.join(STATEMENTS.lists["via"].table, via.statement == statements.id)


def count_statements(connection: Connection, document_ids: Collection[str]) -> None:
    """Note of documents how many statements they have, where that is another number."""
    number = (
        select(func.count())
        .select_from(STATEMENTS.table)
        .where(statements.document == documents.id)
        .scalar_subquery()
    )
    other = func.coalesce(documents.said, 0) != number
    mine = documents.id.in_(document_ids)
    connection.execute(update(DOCUMENTS.table).where(mine, other).values(said=number))


@contextmanager
def bearing(connection: Connection, document_id: str) -> Iterator[None]:
    """Follow the changes of the block to a document's statements with what claims bear on."""
    before = _statements(connection, document_id)
    yield
    touched: set[str] = set()
    for batch in batched(sorted(before | _statements(connection, document_id))):
        found = select(rests_on.claim).where(rests_on.value.in_(batch))
        touched.update(connection.scalars(found))
    if touched:
        place_subjects(connection, touched)


def _statements(connection: Connection, document_id: str) -> set[str]:
    mine = select(statements.id).where(statements.document == document_id)
    return set(connection.scalars(mine))


def place_subjects(connection: Connection, ids: Iterable[str] | None = None) -> None:
    """Put claims where lists by party, concept and speaker look for them. No ids: all claims."""
    if ids is None:
        connection.execute(delete(CLAIM_SUBJECTS))
        for rows in _subjects(literal(value=True)):
            connection.execute(_filling(CLAIM_SUBJECTS, rows))
        return
    for batch in batched(sorted(ids)):
        mine = claims.id.in_(batch)
        connection.execute(delete(CLAIM_SUBJECTS).where(CLAIM_SUBJECTS.c.claim.in_(batch)))
        for rows in _subjects(mine):
            connection.execute(_filling(CLAIM_SUBJECTS, rows))


def _subjects(mine: ColumnElement[bool]) -> Iterator[Select[tuple[object, ...]]]:
    yield _placed(literal(EVERYTHING, Text)).where(mine)
    joined = CLAIMS.lists["statements"].table
    for beginning, value in ((PARTY, statements.party), (SPEAKER, statements.speaker_id)):
        rows = _placed(literal(beginning, Text) + value).select_from(CLAIMS.table)
        rows = rows.join(joined, rests_on.claim == claims.id)
        rows = rows.join(STATEMENTS.table, statements.id == rests_on.value)
        yield rows.where(mine, value.is_not(null())).distinct()
    rows = _placed(literal(CONCEPT, Text) + codes.concept).select_from(CLAIMS.table)
    rows = rows.join(joined, rests_on.claim == claims.id)
    coded = STATEMENTS.lists["codes"].table
    yield rows.join(coded, codes.statement == rests_on.value).where(mine).distinct()


def _placed(subject: ColumnElement[str]) -> Select[tuple[object, ...]]:
    ranks = {status.value: rank for rank, status in enumerate(MOST_DISPUTED)}
    return select(
        claims.id.label("claim"),
        subject.label("subject"),
        case(ranks, value=claims.status).label("dispute"),
        claims.origins,
        func.coalesce(claims.day, "").label("newest"),
        claims.day,
        claims.first_day,
    )


def place_meetings(connection: Connection, ids: Iterable[str] | None = None) -> None:
    """Put meetings where they are told of, if they have no date of their own. No ids: all."""
    first = (
        select(func.min(documents.day))
        .join(MEETINGS.lists["evidence"].table, evidence.document == documents.id)
        .where(evidence.meeting == meetings.id)
        .correlate(MEETINGS.table)
        .scalar_subquery()
    )
    placed = func.coalesce(meetings.date, first, "")
    other = meetings.told_on.is_distinct_from(first) | meetings.placed_on.is_distinct_from(placed)
    told = update(MEETINGS.table).where(other).values(told_on=first, placed_on=placed)
    if ids is None:
        connection.execute(told)
        return
    for batch in batched(sorted(ids)):
        connection.execute(told.where(meetings.id.in_(batch)))


def note_arrivals(connection: Connection, shape: Shape[Any], ids: Iterable[str] | None) -> None:
    """Note when the last document was added that tells of shifts, claims, meetings or plans.

    Args:
        connection: A transaction that may write.
        shape: Which of the four.
        ids: Their ids. None: all.
    """
    table = shape.table
    told = update(table).values(told_at=_arrival(shape))
    if ids is None:
        connection.execute(told)
        return
    for batch in batched(sorted(ids)):
        connection.execute(told.where(table.c.id.in_(batch)))


def _arrival(shape: Shape[Any]) -> ScalarSelect[str]:
    last, mine = select(func.max(documents.added_at)), shape.table.c.id
    if shape in (SHIFTS, CLAIMS):
        rests = shape.lists["by" if shape is SHIFTS else "statements"].table
        owner = rests.c.shift if shape is SHIFTS else rests.c.claim
        last = last.join(STATEMENTS.table, statements.document == documents.id)
        last = last.join(rests, rests.c.value == statements.id)
    elif shape is MEETINGS:
        rests, owner = MEETINGS.lists["evidence"].table, evidence.meeting
        last = last.join(rests, evidence.document == documents.id)
    else:
        rests, owner = PLANS.lists["terms"].table, terms.plan
        last = last.join(rests, terms.evidence_document == documents.id)
    return last.where(owner == mine).correlate(shape.table).scalar_subquery()


def meetings_in(connection: Connection, document_ids: Collection[str]) -> set[str]:
    """Tell which meetings documents tell of."""
    told = select(evidence.meeting).where(evidence.document.in_(document_ids))
    return set(connection.scalars(told))
