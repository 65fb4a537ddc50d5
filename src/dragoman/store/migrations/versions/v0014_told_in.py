"""What a document tells of meetings and plans is looked for again only if it has changed."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint

from dragoman.store.columns import Text

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the table; the next run goes through all documents once more."""
    op.create_table(
        "told_in",
        Column("document", Text, nullable=False),
        Column("basis", Text, nullable=False),
        PrimaryKeyConstraint("document"),
        ForeignKeyConstraint(["document"], ["documents.id"]),
    )
