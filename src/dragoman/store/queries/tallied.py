"""Tallied: what has been counted already, for the filters that it was counted by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, select

from dragoman.record import ID
from dragoman.store.derived import (
    ACT_TALLIES,
    BOTH,
    CODE_ACTS,
    CODE_DAYS,
    CODE_TALLIES,
    NAME_TALLIES,
    OUTLET_SPEAKERS,
    PARTY_DAYS,
    SPEAKER_TALLIES,
    STATEMENT_DAYS,
    total,
    within_days,
)
from dragoman.store.finders import StatementFilter
from dragoman.store.tables import STATEMENT_TALLIES

Tallied = Mapping[str, Column[Any]]
"""The columns of a tally, by the field of a filter or the grouping that they are for."""


def _columns(table: Table, *names: str, **others: str) -> Tallied:
    return {name: table.c[name] for name in names} | {
        field: table.c[name] for field, name in others.items()
    }


DAYS = ("since", "until")
"""Fields that any tally with days can answer."""

STATEMENTS_COUNTED: tuple[tuple[Table, Tallied], ...] = (
    (STATEMENT_TALLIES, _columns(STATEMENT_TALLIES, "outlet", "party")),
    (NAME_TALLIES, _columns(NAME_TALLIES, "party", speaker="speaker_name")),
    (
        SPEAKER_TALLIES,
        _columns(SPEAKER_TALLIES, "party", speaker="speaker_name", speaker_is="speaker_name"),
    ),
    (
        OUTLET_SPEAKERS,
        _columns(
            OUTLET_SPEAKERS, "outlet", "party", speaker="speaker_name", speaker_is="speaker_name"
        ),
    ),
    (ACT_TALLIES, _columns(ACT_TALLIES, "act", "party")),
    (PARTY_DAYS, _columns(PARTY_DAYS, "day", "party")),
    (STATEMENT_DAYS, _columns(STATEMENT_DAYS, "day", "party", "act")),
)
CODES_COUNTED: tuple[tuple[Table, Tallied], ...] = (
    (CODE_TALLIES, _columns(CODE_TALLIES, "concept", "party", stance="stances")),
    (CODE_ACTS, _columns(CODE_ACTS, "concept", "party", "act", stance="stances")),
    (CODE_DAYS, _columns(CODE_DAYS, "concept", "party", "day", stance="stances")),
)
"""What is counted once for each concept that a statement bears on. Small ones come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A tally that has all that is asked for.

    Attributes:
        table: The tally.
        columns: Its columns by what they are for.
        conditions: The filter, as conditions on it.
    """

    table: Table
    columns: Tallied
    conditions: tuple[ColumnElement[bool], ...]

    @property
    def number(self) -> ColumnElement[int]:
        """How many there are."""
        return total(self.table.c.number)

    def choose(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Begin a query for columns and the number of what has them."""
        return select(*columns, self.number).select_from(self.table).where(*self.conditions)

    def count(self, connection: Connection) -> int:
        """Count all that the filter wants."""
        return connection.scalar(self.choose()) or 0


def tally_for(asked: StatementFilter, *by: str, dated: bool = False) -> Tally | None:
    """Find the tally in which statements are counted. None: none was counted so.

    Args:
        asked: Which statements.
        by: What they are to be grouped by, as `columns` has it.
        dated: Whether only those with a day are asked for.

    Raises:
        QueryError: A day is malformed.
    """
    told = {one.name for one in fields(asked) if getattr(asked, one.name) is not None}
    of_codes = "concept" in told or "concept" in by
    # Of statements on a concept those on others may be wanted too, which nothing counts.
    if "speaker" in told or ("stance" in told and "concept" not in told):
        return None
    if "concept" in told and "concept" in by:
        return None
    for table, columns in CODES_COUNTED if of_codes else STATEMENTS_COUNTED:
        known = {*columns, *(DAYS if "day" in columns else ())}
        if told | {*by} <= known:
            conditions = _conditions(asked, table, columns, dated=dated)
            return Tally(table=table, columns=columns, conditions=tuple(conditions))
    return None


def _conditions(
    asked: StatementFilter, table: Table, columns: Tallied, *, dated: bool
) -> Iterator[ColumnElement[bool]]:
    for name, column in columns.items():
        value = getattr(asked, name, None)
        if value is None:
            continue
        if name == "stance":
            yield column.in_([str(value), BOTH])
        elif name == "speaker_is":
            yield (table.c.speaker_id if ID.fullmatch(value) else column) == value
        else:
            yield column == str(value)
    if "day" in columns:
        yield from within_days(table, asked.since, asked.until, dated=dated)
