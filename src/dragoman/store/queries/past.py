"""Past: when documents and decisions came into the record, and until when they may be from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from dragoman.record import Stage
from dragoman.store.tables import DOCUMENTS, EXECUTIONS, HANDLED, JUDGEMENTS, RUNS, STATEMENTS

documents, statements, judgements = DOCUMENTS.table.c, STATEMENTS.table.c, JUDGEMENTS.table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """When a document came into the record.

    Attributes:
        id: Its id.
        added_at: When it was added.
        read_at: When the first run that could read it had ended. None: none has.
        again_at: When the run whose findings are in the record began for the first time. None: no
            run has read it, or when is not known.
    """

    id: str
    added_at: datetime
    read_at: datetime | None
    again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """When the documents came into the record."""

    def run(self, connection: Connection) -> tuple[Arrived, ...]:
        """Give all documents, by id.

        The record keeps when runs began and ended, not when each read a document: a document was
        read by the first one that began after it was added, or was under way then. A document
        that was read without a run that is known counts as read when it was added.
        """
        runs = _executions(connection)
        ended = sorted(end for _, _, end in runs if end is not None)
        began = {run: start for run, start, _ in reversed(runs)}
        handled = HANDLED.c
        by_extract = (handled.document == documents.id) & (handled.stage == Stage.EXTRACT.value)
        told = select(documents.id, documents.added_at, handled.run).outerjoin(HANDLED, by_extract)
        found = []
        for id_, added, run in connection.execute(told.order_by(documents.id)):
            at = datetime.fromisoformat(added)
            again = began.get(run)
            # Of a run that was cut off only its beginning is known.
            read = next((end for end in ended if end >= at), again or at)
            found.append(
                Arrived(
                    id=id_,
                    added_at=at,
                    read_at=read if run is not None else None,
                    again_at=again,
                )
            )
        return tuple(found)


def _executions(connection: Connection) -> list[tuple[str, datetime, datetime | None]]:
    """Give when runs that read documents began and ended, the first first."""
    log = EXECUTIONS.c
    told = select(log.run, log.started_at, log.finished_at).join_from(
        EXECUTIONS, RUNS.table, RUNS.table.c.id == log.run
    )
    rows = connection.execute(
        told.where(RUNS.table.c.stage == Stage.EXTRACT.value).order_by(log.serial)
    )
    return [
        (run, datetime.fromisoformat(began), datetime.fromisoformat(ended) if ended else None)
        for run, began, ended in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDays:
    """The last days on which documents may have been published, or statements made.

    Attributes:
        of_statements: Whether of statements; else of documents.
    """

    of_statements: bool = False

    def run(self, connection: Connection) -> Mapping[str, str | None]:
        """Give the days by id. None: nothing tells."""
        told = (
            select(statements.id, statements.last_day)
            if self.of_statements
            else select(documents.id, documents.last_day)
        )
        return {id_: day for id_, day in connection.execute(told)}  # noqa: C416


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """When decisions were made, and about which documents."""

    def run(self, connection: Connection) -> tuple[tuple[str, datetime, str | None], ...]:
        """Give ids, instants and the ids of the documents, by id. None: only a target is told."""
        told = select(judgements.id, judgements.decided_at, judgements.document)
        return tuple(
            (id_, datetime.fromisoformat(at), document)
            for id_, at, document in connection.execute(told.order_by(judgements.id))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What tells one state of one record from others."""

    def run(self, connection: Connection) -> str:
        """Give the newest arrival and the numbers of rows that only grow."""
        newest = connection.scalar(select(func.max(documents.added_at)))
        most = connection.scalar(select(func.max(documents.serial)))
        decided = connection.scalar(select(func.count()).select_from(JUDGEMENTS.table))
        return f"{newest}/{most}/{decided}"
