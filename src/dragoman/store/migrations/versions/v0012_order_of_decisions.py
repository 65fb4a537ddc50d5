"""Decisions have a place in the order in which they were written, which no clock can change.

Those that are there keep the order that they have had: that of their instants.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from alembic import op
from sqlalchemy import Column, Connection, text

from dragoman.store.columns import Integer

revision = "0012"
down_revision = "0011"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
GUARD = "judgements_stay"


def upgrade() -> None:
    """Fill the column in, and list decisions by it."""
    op.add_column("judgements", Column("sequence", Integer))
    bind = op.get_bind()
    there = bind.execute(text("SELECT id, decided_at FROM judgements")).all()
    placed = [{"id": id_, "sequence": moment_of(at)} for id_, at in there]
    if placed:
        with unguarded(bind):
            bind.execute(text("UPDATE judgements SET sequence = :sequence WHERE id = :id"), placed)
    op.drop_index("judgements_by_document")
    op.create_index("judgements_by_document", "judgements", ["document", "sequence", "id"])
    op.create_index("judgements_by_sequence", "judgements", ["sequence", "id"])


def moment_of(instant: str) -> int:
    """Give an instant in microseconds since 1970, never below 0."""
    told = datetime.fromisoformat(instant)
    return max(0, (told - EPOCH) // timedelta(microseconds=1))


@contextmanager
def unguarded(bind: Connection) -> Iterator[None]:
    """Let decisions be altered within the block, which the database itself refuses."""
    if bind.dialect.name == "sqlite":
        asked = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        made = str(bind.execute(asked, {"name": GUARD}).scalar_one())
        bind.exec_driver_sql(f"DROP TRIGGER {GUARD}")
        yield
        bind.exec_driver_sql(made)
    else:
        bind.exec_driver_sql(f"ALTER TABLE judgements DISABLE TRIGGER {GUARD}")
        yield
        bind.exec_driver_sql(f"ALTER TABLE judgements ENABLE TRIGGER {GUARD}")
