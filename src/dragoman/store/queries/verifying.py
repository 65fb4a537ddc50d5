"""Verifying: every row of the record by its key, and which of them are no records any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, exists, select

from dragoman.errors import RecordError
from dragoman.record import PositionStep, Shift
from dragoman.store.family_tables import COMPARISONS, FAMILIES, KINSHIPS, VERSIONS
from dragoman.store.shapes import Shape
from dragoman.store.tables import (
    ACTORS,
    CLAIMS,
    DATE_RANGES,
    DOCUMENTS,
    JUDGED,
    JUDGEMENTS,
    MACHINE_STATEMENTS,
    MEETINGS,
    PLANS,
    POSITION_BASES,
    POSITION_STEPS,
    QUARANTINE,
    RUNS,
    SHIFTS,
    STATEMENTS,
    UNSETTLED,
)

BATCH = 200


class Noun(StrEnum):
    """What is verified row by row."""

    RUN = "run"
    DOCUMENT = "document"
    QUARANTINE = "quarantine"
    DATE_RANGE = "date range"
    ACTOR = "actor"
    STATEMENT = "statement"
    MACHINE_STATEMENT = "machine statement"
    CLAIM = "claim"
    MEETING = "meeting"
    PLAN = "plan"
    JUDGEMENT = "judgement"
    BASIS = "position basis"
    KINSHIP = "kinship"
    FAMILY = "family"
    COMPARISON = "comparison"
    VERSIONS = "versions"


SHAPES: dict[Noun, Shape[Any]] = {
    Noun.RUN: RUNS,
    Noun.DOCUMENT: DOCUMENTS,
    Noun.QUARANTINE: QUARANTINE,
    Noun.DATE_RANGE: DATE_RANGES,
    Noun.ACTOR: ACTORS,
    Noun.STATEMENT: STATEMENTS,
    Noun.MACHINE_STATEMENT: MACHINE_STATEMENTS,
    Noun.CLAIM: CLAIMS,
    Noun.MEETING: MEETINGS,
    Noun.PLAN: PLANS,
    Noun.JUDGEMENT: JUDGEMENTS,
    Noun.BASIS: POSITION_BASES,
    Noun.KINSHIP: KINSHIPS,
    Noun.FAMILY: FAMILIES,
    Noun.COMPARISON: COMPARISONS,
    Noun.VERSIONS: VERSIONS,
}
OF_DOCUMENTS = frozenset({Noun.STATEMENT, Noun.MACHINE_STATEMENT, Noun.DATE_RANGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Rows of one noun as they lie in the record.

    Attributes:
        noun: The noun.
        records: Those that can be read, with their keys.
        broken: The keys of those that cannot, with what is wrong.
        last: Key of the last row, to go on after. None: these were the last.
    """

    noun: Noun
    records: tuple[tuple[str, object], ...]
    broken: tuple[tuple[str, str], ...]
    last: object


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsKept:
    """The rows of a noun, some at a time, each read by itself if one of them is broken.

    Attributes:
        noun: The noun.
        after: Key of the row to go on after. None: from the first.
        documents: Only those of these documents, all of them. None: of the whole record.
        ids: Only those with these keys. None: any.
    """

    noun: Noun
    after: object = None
    documents: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None

    def run(self, connection: Connection) -> Kept:
        """Give the rows, in the order of their keys."""
        shape = SHAPES[self.noun]
        key = shape.table.c[shape.keys[0]]
        wanted = select(key).order_by(key)
        if self.documents is not None:
            wanted = wanted.where(shape.table.c.document.in_(self.documents))
        elif self.ids is not None:
            wanted = wanted.where(key.in_(self.ids))
        else:
            wanted = wanted.limit(BATCH)
            wanted = wanted if self.after is None else wanted.where(key > self.after)
        keys = connection.scalars(wanted).all()
        records, broken = _read(connection, shape, keys)
        whole = self.documents is None and self.ids is None and len(keys) == BATCH
        return Kept(
            noun=self.noun,
            records=tuple(records),
            broken=tuple(broken),
            last=keys[-1] if whole else None,
        )


def _read(
    connection: Connection, shape: Shape[Any], keys: Sequence[Any]
) -> tuple[list[tuple[str, object]], list[tuple[str, str]]]:
    try:
        loaded = shape.load(connection, keys)
        return [(str(key), record) for key, record in zip(keys, loaded, strict=True)], []
    except (RecordError, ValueError, TypeError, KeyError) as error:
        if len(keys) == 1:
            return [], [(str(keys[0]), f"cannot be read: {error}")]
    records: list[tuple[str, object]] = []
    broken: list[tuple[str, str]] = []
    for one in keys:
        good, bad = _read(connection, shape, [one])
        records += good
        broken += bad
    return records, broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Which of some ids nothing in the record has.

    Attributes:
        noun: What they are ids of.
        ids: The ids.
    """

    noun: Noun
    ids: tuple[str, ...]

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give those that are missing, in order."""
        table = SHAPES[self.noun].table
        found: set[str] = set()
        for start in range(0, len(self.ids), BATCH):
            some = self.ids[start : start + BATCH]
            found |= set(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
        return tuple(id_ for id_ in self.ids if id_ not in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMissing:
    """The judgements that are said to count for a statement which is not in the record.

    What a person rejected is there as the machine said it.
    """

    def run(self, connection: Connection) -> tuple[str, ...]:
        """Give their ids, in order."""
        there = exists().where(STATEMENTS.table.c.id == JUDGED.c.statement)
        said = exists().where(MACHINE_STATEMENTS.table.c.id == JUDGED.c.statement)
        lost = select(JUDGED.c.judgement).where(JUDGED.c.counts == 1, ~there, ~said)
        return tuple(connection.scalars(lost.distinct().order_by(JUDGED.c.judgement)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseKept:
    """What was derived for a cell.

    Attributes:
        party: The party.
        concept: Id of the concept.
    """

    party: str
    concept: str

    def run(self, connection: Connection) -> tuple[list[PositionStep], list[Shift]]:
        """Give its steps and shifts."""
        steps, shifts = POSITION_STEPS.table.c, SHIFTS.table.c
        mine = select(steps.id).where(steps.party == self.party, steps.concept == self.concept)
        changed = select(shifts.id).where(
            shifts.party == self.party, shifts.concept == self.concept
        )
        return (
            POSITION_STEPS.load(connection, connection.scalars(mine).all()),
            SHIFTS.load(connection, connection.scalars(changed).all()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedToday:
    """Whether all that is derived from the statements has been derived since they were written."""

    def run(self, connection: Connection) -> bool:
        """Tell it."""
        return connection.scalar(select(UNSETTLED.c.serial).limit(1)) is None
