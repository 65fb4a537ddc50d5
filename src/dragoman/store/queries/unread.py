"""Documents that no run has handled yet."""

from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from dragoman.store.tables import DOCUMENTS, HANDLED


@dataclass(frozen=True, slots=True, kw_only=True)
class HasUnread:
    """Whether there are documents that no run has read, well or badly."""

    def run(self, connection: Connection) -> bool:
        """Tell whether there are."""
        document = DOCUMENTS.table.c
        handled = exists().where(HANDLED.c.document == document.id)
        return connection.execute(select(document.id).where(~handled).limit(1)).first() is not None
