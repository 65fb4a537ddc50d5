"""Accounts with their sessions and tokens, and the order in which statements are reviewed."""

from alembic import op
from sqlalchemy import (
    Column,
    Float,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    UniqueConstraint,
    text,
)

from dragoman.store.columns import Integer, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    create_users()
    create_sessions()
    create_tokens()
    create_review()
    op.create_index("sessions_by_user", "sessions", ["user"])
    op.create_index("review_by_rank", "review", [text("rank DESC"), "statement"])
    op.create_index("review_by_party", "review", ["party", text("rank DESC"), "statement"])
    op.create_index("review_by_document", "review", ["document"])


def words(name: str) -> Column[str]:
    """Make a column of text that is always there."""
    return Column(name, Text, nullable=False)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers that is always there."""
    return Column(name, Integer, nullable=False)


def create_users() -> None:
    """Make the accounts; `folded` is the name that a login looks for."""
    op.create_table(
        "users",
        *(words(name) for name in ("name", "folded", "password", "role")),
        number("disabled"),
        words("added_at"),
        PrimaryKeyConstraint("name"),
        UniqueConstraint("folded"),
    )


def create_sessions() -> None:
    """Make the logins; `digest` is of the secret that the browser has."""
    op.create_table(
        "sessions",
        *(words(name) for name in ("digest", "user", "opened_at", "seen_at")),
        PrimaryKeyConstraint("digest"),
        ForeignKeyConstraint(["user"], ["users.name"]),
    )


def create_tokens() -> None:
    """Make the tokens of programs."""
    op.create_table(
        "tokens",
        *(words(name) for name in ("digest", "id", "user", "label", "made_at", "expires_at")),
        Column("used_at", Text),
        PrimaryKeyConstraint("digest"),
        UniqueConstraint("id"),
        ForeignKeyConstraint(["user"], ["users.name"]),
    )


def create_review() -> None:
    """Make the ranks of statements; they are worked out at the end of each run."""
    op.create_table(
        "review",
        words("statement"),
        words("document"),
        Column("party", Text),
        Column("rank", Float, nullable=False),
        number("doubts"),
        number("reasons"),
        PrimaryKeyConstraint("statement"),
        ForeignKeyConstraint(["statement"], ["statements.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
