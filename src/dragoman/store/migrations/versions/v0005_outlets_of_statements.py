"""Statements know their document's outlet, so that what outlets carry is counted in an index."""

from alembic import op
from sqlalchemy import Column, text

from dragoman.store.columns import Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Fill the column in, and make what is counted by it."""
    op.add_column("statements", Column("outlet", Text))
    op.execute(
        "UPDATE statements SET outlet = "
        "(SELECT outlet FROM documents WHERE documents.id = statements.document)"
    )
    op.drop_index("statements_by_side")
    newest_first = (text("day DESC"), "document", "begins", "id")
    op.create_index("statements_by_outlet", "statements", ["outlet", *newest_first])
    op.create_index("statements_by_side", "statements", ["outlet", "party", "speaker_kind"])
    op.create_index("statements_published", "statements", ["id", "document", "outlet"])
    op.create_index("documents_by_arrival", "documents", ["added_at"])
    op.drop_index("documents_by_outlet")
    op.create_index("documents_by_outlet", "documents", ["outlet", "day"])
    op.drop_index("statements_by_link")
    op.create_index("statements_by_link", "statement_via", ["name", "kind", "statement"])
