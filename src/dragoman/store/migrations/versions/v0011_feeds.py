"""Feeds that are followed, and their items; documents are found by their address."""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    LargeBinary,
    PrimaryKeyConstraint,
)

from dragoman.store.columns import Integer, Text

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "feeds",
        *(words(name) for name in ("address", "kind", "due_at")),
        *(
            maybe(name)
            for name in ("title", "etag", "last_modified", "polled_at", "problem", "moved_to")
        ),
        *(number(name) for name in ("rhythm_s", "failures")),
        PrimaryKeyConstraint("address"),
    )
    op.create_table(
        "feed_items",
        *(words(name) for name in ("key", "feed", "status", "seen_at", "due_at")),
        *(
            maybe(name)
            for name in (
                "address",
                "title",
                "published",
                "outlet",
                "etag",
                "last_modified",
                "document",
                "problem",
            )
        ),
        *(number(name) for name in ("attempts", "versions")),
        Column("carried", LargeBinary),
        PrimaryKeyConstraint("key"),
        ForeignKeyConstraint(["feed"], ["feeds.address"]),
        ForeignKeyConstraint(["document"], ["documents.id"]),
    )
    op.create_table(
        "feed_tellings",
        *(words(name) for name in ("feed", "item", "told")),
        PrimaryKeyConstraint("feed", "item"),
        ForeignKeyConstraint(["feed"], ["feeds.address"]),
        ForeignKeyConstraint(["item"], ["feed_items.key"]),
        sqlite_with_rowid=False,
    )
    op.create_index("feed_items_by_due", "feed_items", ["status", "due_at", "key"])
    op.create_index("feed_items_by_feed", "feed_items", ["feed", "status"])
    op.create_index("documents_by_url", "documents", ["url"])


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def maybe(name: str) -> Column[str]:
    """Make a column of text that may be unknown."""
    return Column(name, Text)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)
