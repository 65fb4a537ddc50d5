"""The record remembers how far archives have been read, authors, and when pages were fetched."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint

from dragoman.store.columns import Integer, Text

revision = "0009"
down_revision = "0006"


def upgrade() -> None:
    """Make the bookmarks, and the columns of what is told beside a text."""
    op.create_table(
        "bookmarks",
        Column("archive", Text, nullable=False),
        Column("offset", Integer, nullable=False),
        Column("within", Integer, nullable=False),
        Column("record", Text, nullable=False),
        Column("wanted", Text, nullable=False),
        PrimaryKeyConstraint("archive"),
    )
    op.add_column("documents", Column("author", Text))
    op.add_column("pages", Column("fetched_at", Text))
