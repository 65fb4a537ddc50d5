"""Quarantine: the documents that a stage could not read, as a list and in numbers."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dragoman.record import Quarantine, Stage
from dragoman.store.queries.ordering import Page, by_columns, listed
from dragoman.store.queries.paging import Listed
from dragoman.store.tables import QUARANTINE

quarantine = QUARANTINE.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineList:
    """What stages could not read, ordered by name.

    Attributes:
        stage: Only what this stage could not read.
        after: Cursor of the part before. None: from the beginning.
        limit: How many at most.
    """

    stage: Stage | None = None
    after: str | None = None
    limit: int = 50

    def run(self, connection: Connection) -> Listed[Quarantine]:
        """Answer with a part of the list.

        Raises:
            QueryError: The cursor is malformed.
        """
        wanted = select(quarantine.serial)
        if self.stage is not None:
            wanted = wanted.where(quarantine.stage == self.stage.value)
        order = (quarantine.name, quarantine.stage, quarantine.id, quarantine.serial)
        keys = by_columns(connection, wanted, order, Page(after=self.after, limit=self.limit))
        return listed(connection, QUARANTINE, keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarantineCounts:
    """How many documents each stage could not read."""

    def run(self, connection: Connection) -> tuple[tuple[Stage, int], ...]:
        """Answer with stages in their order, those without any left out."""
        wanted = select(quarantine.stage, func.count()).group_by(quarantine.stage)
        found = {Stage(stage): number for stage, number in connection.execute(wanted)}
        return tuple((stage, found[stage]) for stage in Stage if stage in found)
