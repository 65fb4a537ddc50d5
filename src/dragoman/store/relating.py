"""Relating: putting claims, meetings and plans in the place of those that were, all or some.

Beside them lies what tells which of them a change to one document can reach: the stems that
statements are looked up by, and the meetings as each document tells of them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, insert, select

from dragoman.record import Claim, Meeting, Plan
from dragoman.store import bearing, changes, dialects, placing
from dragoman.store.shapes import batched
from dragoman.store.shapes import insert as insert_rows
from dragoman.store.tables import (
    CLAIM_KEYS,
    CLAIM_STEMS,
    CLAIMS,
    FOUND_MEETINGS,
    MEETINGS,
    PLANS,
    STATEMENTS,
    TOLD_IN,
)

MONTH = 7
"""Letters of an ISO 8601 date up to its month, without which meetings are never joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIndex:
    """What tells which claims a statement may belong to.

    Attributes:
        stems: In how many statements each stem is; of a renewal how many more.
        keys: Statements, each with the stems that it is looked up by; they are gone through once.
    """

    stems: Mapping[str, int]
    keys: Iterable[tuple[str, Collection[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEvents:
    """What a document tells of meetings and plans.

    Attributes:
        document: Its id.
        meetings: The meetings, before the same ones of several documents become one.
        plans: The plans.
        basis: What they were looked for in, as a digest. None: the next run looks anew.
    """

    document: str
    meetings: tuple[Meeting, ...] = ()
    plans: tuple[Plan, ...] = ()
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What depends on some documents, derived anew.

    Attributes:
        gone_claims: Ids of the claims that `claims` take the place of.
        claims: Those that stand now.
        index: What has changed in what claims are looked up by.
        gone_meetings: Ids of the meetings that `meetings` take the place of.
        meetings: Those that stand now.
        events: What each of the documents tells of meetings and plans.
    """

    gone_claims: Collection[str]
    claims: tuple[Claim, ...]
    index: ClaimIndex
    gone_meetings: Collection[str]
    meetings: tuple[Meeting, ...]
    events: tuple[ToldEvents, ...]


def put_index(connection: Connection, index: ClaimIndex) -> None:
    """Put what statements are looked up by in the place of all that was."""
    connection.execute(delete(CLAIM_STEMS))
    connection.execute(delete(CLAIM_KEYS))
    fill = dialects.of(connection).fill
    fill(connection, CLAIM_STEMS, index.stems.items())
    for rows in _keyed(connection, index.keys):
        fill(connection, CLAIM_KEYS, rows)


def _keyed(
    connection: Connection, keys: Iterable[tuple[str, Collection[str]]]
) -> Iterator[list[tuple[str, int]]]:
    """Give the rows that statements are looked up by, some at a time."""
    for batch in batched(keys):
        serials = _serials(connection, [statement for statement, _ in batch])
        yield [(stem, serials[statement]) for statement, stems in batch for stem in stems]


def _serials(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    table = STATEMENTS.table.c
    rows = connection.execute(select(table.id, table.serial).where(table.id.in_(ids)))
    return {id_: serial for id_, serial in rows}  # noqa: C416


def _change_index(connection: Connection, index: ClaimIndex) -> None:
    """Count stems up and down, and look statements up by their new keys.

    Former keys stay until all are put anew: whoever finds a statement by them looks into it.
    """
    more = [{"stem": stem, "statements": count} for stem, count in index.stems.items() if count]
    if more:
        given = dialects.of(connection).upsert(CLAIM_STEMS)
        total = CLAIM_STEMS.c.statements + given.excluded.statements
        connection.execute(
            given.on_conflict_do_update(index_elements=["stem"], set_={"statements": total}), more
        )
    # A number that a statement had which is gone may have been given anew.
    held = dialects.of(connection).upsert(CLAIM_KEYS).on_conflict_do_nothing()
    for rows in _keyed(connection, index.keys):
        if rows:
            connection.execute(held, [{"stem": stem, "statement": to} for stem, to in rows])


def put_events(connection: Connection, events: Sequence[ToldEvents]) -> None:
    """Put what documents tell of meetings and plans in the place of what they did.

    Raises:
        SpanError: A span does not have the characters that its document has there.
    """
    found, terms = FOUND_MEETINGS.table, PLANS.lists["terms"].table.c
    for batch in batched(told.document for told in events):
        told = select(terms.plan).where(terms.evidence_document.in_(batch))
        connection.execute(delete(PLANS.table).where(PLANS.table.c.id.in_(told)))
        for table in (found, TOLD_IN):
            connection.execute(delete(table).where(table.c.document.in_(batch)))
    rows = (
        row
        for told in events
        for meeting in dict.fromkeys(told.meetings)
        for row in FOUND_MEETINGS.rows(
            meeting, meeting.id, document=told.document, month=month_of(meeting)
        )
    )
    insert_rows(connection, rows)
    plans = [plan for told in events for plan in told.plans]
    changes.check_spans(connection, plans)
    changes.insert_records(connection, PLANS, plans)
    bearing.note_arrivals(connection, PLANS, {plan.id for plan in plans})
    based = [{"document": one.document, "basis": one.basis} for one in events if one.basis]
    if based:
        connection.execute(insert(TOLD_IN), based)


def note_meetings(connection: Connection) -> None:
    """Put all meetings where they are told of, and note what was added last that tells of each."""
    bearing.place_meetings(connection)
    bearing.note_arrivals(connection, MEETINGS, None)


def note_plans(connection: Connection) -> None:
    """Note when the last document was added that tells of each plan."""
    bearing.note_arrivals(connection, PLANS, None)


def month_of(meeting: Meeting) -> str:
    """Give the month of a meeting; its parties if none is told: others are never joined with it."""
    if meeting.date is None or len(meeting.date) < MONTH:
        return ", ".join(sorted(meeting.participants))
    return meeting.date[:MONTH]


def renew(connection: Connection, renewal: Renewal) -> None:
    """Put what depends on some documents in the place of what did.

    Raises:
        SpanError: A span does not have the characters that its document has there.
        StoreError: A claim rests on a statement that is not there.
    """
    _delete(connection, CLAIMS.table, renewal.gone_claims)
    changes.check_claims(connection, renewal.claims)
    changes.insert_records(connection, CLAIMS, renewal.claims)
    placing.place_claims(connection, [claim.id for claim in renewal.claims])
    _change_index(connection, renewal.index)
    _delete(connection, MEETINGS.table, renewal.gone_meetings)
    _delete(connection, MEETINGS.table, {meeting.id for meeting in renewal.meetings})
    changes.check_spans(connection, renewal.meetings)
    changes.insert_records(connection, MEETINGS, renewal.meetings)
    anew = {meeting.id for meeting in renewal.meetings}
    bearing.place_meetings(connection, anew)
    bearing.note_arrivals(connection, MEETINGS, anew)
    put_events(connection, renewal.events)


def _delete(connection: Connection, table: Table, ids: Collection[str]) -> None:
    for batch in batched(sorted(ids)):
        connection.execute(delete(table).where(table.c.id.in_(batch)))
