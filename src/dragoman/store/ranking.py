"""Ranking: which statements a person should look at first, worked out when the record is written.

A statement's rank is its doubt times its weight.

Doubt, from 0 to 1, is the chance that something is wrong if its causes were independent: what the
reading lacks of certainty, one half where the speaker is unresolved, what its least certain code
lacks. Weight is doubled by each of: it is coded and one of the codebook's parties speaks; it is
part of a contested claim; a shift that one origin alone tells of rests on it.
"""

from collections.abc import Collection, Iterable, Mapping
from enum import IntFlag

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    ForeignKey,
    Index,
    Select,
    Table,
    case,
    func,
    literal,
    select,
)

from dragoman.record import SURE, ClaimStatus, Ground
from dragoman.store.columns import Integer, Text
from dragoman.store.dialects import put
from dragoman.store.expressions import Rounded
from dragoman.store.shapes import batched
from dragoman.store.tables import CLAIMS, SHIFTS, STATEMENTS, metadata

UNRESOLVED = 0.5
"""What an unresolved speaker adds to doubt: chosen, so that it goes before an unsure reading."""

UNSURE_READING = 0.7
"""Confidence under which a reading is unsure, as lists mark it (report.signs.DOUBT_BELOW)."""

UNSURE_CODE = SURE
"""Confidence under which a code is called unsure, as positions have it; of 366 codes on articles
that the coder had not seen 63 % lie under this (measured November 2026)."""

REVIEW = Table(
    "review",
    metadata,
    Column("statement", Text, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("document", Text, nullable=False),
    Column("party", Text),
    Column("rank", Float, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("reasons", Integer, nullable=False),
    sqlite_with_rowid=False,
)
ranks = REVIEW.c
Index("review_by_rank", ranks.rank.desc(), ranks.statement)
Index("review_by_party", ranks.party, ranks.rank.desc(), ranks.statement)
Index("review_by_document", ranks.document)


class Doubts(IntFlag):
    """Which fields of a statement are in doubt."""

    READING = 1
    SPEAKER = 2
    CODES = 4


class Reasons(IntFlag):
    """Why a statement weighs more than others."""

    CODED = 1
    CONTESTED = 2
    SHIFT = 4


def rank(
    connection: Connection, parties: Iterable[str], documents: Collection[str] | None = None
) -> None:
    """Work out anew which statements a person should look at first.

    Ranks go with their statements, so none has to be taken away here; those that have not changed
    are left alone, which is most of the work of a large record.

    Args:
        connection: A transaction that may write.
        parties: The codebook's parties.
        documents: The documents whose statements are ranked. None: all.
    """
    names = [column.name for column in REVIEW.columns]
    sides = sorted(set(parties))
    if documents is None:
        put(connection, REVIEW, names, _ranked(sides))
        return
    for batch in batched(sorted(documents)):
        mine = STATEMENTS.table.c.document.in_(batch)
        put(connection, REVIEW, names, _ranked(sides, mine))


def _ranked(
    parties: list[str], wanted: ColumnElement[bool] | None = None
) -> Select[tuple[object, ...]]:
    statements, codes = STATEMENTS.table.c, STATEMENTS.lists["codes"].table.c
    mine = codes.statement == statements.id
    least = select(func.min(codes.confidence)).where(mine).scalar_subquery()
    asked = select(
        statements.id,
        statements.document,
        statements.party,
        statements.confidence,
        statements.speaker_id.is_(None).label("unknown"),
        func.coalesce(least, 1.0).label("least"),
        least.is_not(None).label("codes"),
        _contested(statements.id).label("contested"),
        _shifted(statements.id).label("shifted"),
    )
    known = (asked if wanted is None else asked.where(wanted)).subquery().c
    sure = known.confidence * known.least * case((known.unknown, 1 - UNRESOLVED), else_=1.0)
    weighing = {
        Reasons.CODED: known.codes & known.party.in_(parties),
        Reasons.CONTESTED: known.contested,
        Reasons.SHIFT: known.shifted,
    }
    doubted = {
        Doubts.READING: known.confidence < UNSURE_READING,
        Doubts.SPEAKER: known.unknown,
        Doubts.CODES: known.least < UNSURE_CODE,
    }
    weight: ColumnElement[int] = literal(1)
    for reason in weighing.values():
        weight = weight * case((reason, 2), else_=1)
    return select(
        known.id,
        known.document,
        known.party,
        Rounded((1 - sure) * weight, 6),
        _flags(doubted),
        _flags(weighing),
    )


def _contested(statement: ColumnElement[str]) -> ColumnElement[bool]:
    claims, rests_on = CLAIMS.table, CLAIMS.lists["statements"].table
    joined = rests_on.c.claim == claims.c.id
    mine = (rests_on.c.value == statement) & (claims.c.status == ClaimStatus.CONTESTED.value)
    return select(literal(1)).join_from(rests_on, claims, joined).where(mine).exists()


def _shifted(statement: ColumnElement[str]) -> ColumnElement[bool]:
    shifts, by = SHIFTS.table, SHIFTS.lists["by"].table
    alone = (shifts.c.origins == 1) | (shifts.c.ground == Ground.UNSURE.value)
    mine = (by.c.value == statement) & alone
    joined = by.c.shift == shifts.c.id
    return select(literal(1)).join_from(by, shifts, joined).where(mine).exists()


def _flags(
    flags: Mapping[Doubts, ColumnElement[bool]] | Mapping[Reasons, ColumnElement[bool]],
) -> ColumnElement[int]:
    """Add the numbers of all flags that hold."""
    total: ColumnElement[int] = literal(0)
    for flag, holds in flags.items():
        total = total + case((holds, int(flag)), else_=0)
    return total
