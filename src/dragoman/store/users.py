"""Users: the accounts that a database knows, their sessions and tokens; types and tables."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, Index, Row, Table

from dragoman.store.columns import Integer, Text
from dragoman.store.tables import metadata

USERS = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("added_at", Text, nullable=False),
)

SESSIONS = Table(
    "sessions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("user", Text, ForeignKey("users.name"), nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)

TOKENS = Table(
    "tokens",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("user", Text, ForeignKey("users.name"), nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
)
Index("sessions_by_user", SESSIONS.c.user)


class Role(StrEnum):
    """What an account may do; each may do what those before it may."""

    READER = "reader"
    CODER = "coder"
    ADMIN = "admin"

    def covers(self, needed: "Role") -> bool:
        """Tell whether it may do what another role may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """An account.

    Attributes:
        name: What it is called; judgements name it as their author.
        role: What it may do.
        disabled: Whether it may do nothing any more.
        added_at: ISO 8601 instant in UTC.
    """

    name: str
    role: Role
    disabled: bool
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token with which a program acts for an account; the secret itself is not kept.

    Attributes:
        id: What it is revoked by.
        user: The account.
        label: What it is for.
        made_at: ISO 8601 instant in UTC.
        expires_at: Likewise; afterwards it is worth nothing.
        used_at: When it was last used, to five minutes. None: never.
    """

    id: str
    user: str
    label: str
    made_at: str
    expires_at: str
    used_at: str | None


def user_of(row: Row[tuple[object, ...]]) -> User:
    """Make the account of a row of USERS."""
    return User(
        name=row.name, role=Role(row.role), disabled=bool(row.disabled), added_at=row.added_at
    )


def token_of(row: Row[tuple[object, ...]]) -> Token:
    """Make the token of a row of TOKENS."""
    return Token(
        id=row.id,
        user=row.user,
        label=row.label,
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )
