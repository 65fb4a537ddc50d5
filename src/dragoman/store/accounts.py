"""Accounts: who may write to a record, and what proves it: passwords, sessions, API tokens.

They lie in the record's database, but are no part of the record: nothing exports them. Accounts are
disabled and never taken away, since judgements name them as authors.
"""

import re
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, delete, select, update

from dragoman.errors import AccountError
from dragoman.store.passwords import digest_of, fits, hash_password, is_outdated, new_secret
from dragoman.store.users import SESSIONS, TOKENS, USERS, Role, Token, User, token_of, user_of

IDLE = timedelta(hours=12)
"""A session ends when nothing was asked in it for so long."""

LASTS = timedelta(days=7)
"""A session ends this long after the login, whatever is asked in it."""

SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was last used: reading a page seldom writes."""

NAME = re.compile(r"[^\W_][\w.@+-]{0,39}")
TOKEN_PREFIX = "dragoman-"  # noqa: S105 - what a secret begins with, so that scanners know it

users, sessions, tokens = USERS.c, SESSIONS.c, TOKENS.c


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """Reads and changes accounts. Methods raise StoreError if the database cannot be used."""

    def __init__(
        self,
        write: Callable[[], AbstractContextManager[Connection]],
        read: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """Work through transactions that are opened for each call.

        Args:
            write: Opens one that may write.
            read: Opens one that reads.
            clock: Tells the instant.
        """
        self._write = write
        self._read = read
        self._clock = clock

    def users(self) -> list[User]:
        """List the accounts by name."""
        with self._read() as connection:
            return [
                user_of(row) for row in connection.execute(select(USERS).order_by(users.folded))
            ]

    def user(self, name: str) -> User | None:
        """Give the account of a name, whatever its case. None: there is none."""
        with self._read() as connection:
            row = connection.execute(_called(name)).first()
        return user_of(row) if row else None

    def add(self, name: str, password: str, role: Role) -> User:
        """Add an account.

        Raises:
            AccountError: The name is taken or no name, or the password is too short or too long.
        """
        known = unicodedata.normalize("NFKC", name)
        if not NAME.fullmatch(known):
            raise AccountError(
                f"{name!r} is no account's name: write up to 40 letters and digits, with . _ @ + - "
                "between them"
            )
        row: dict[str, object] = {"name": known, "folded": _folded(known)}
        row |= {"password": hash_password(password)}
        with self._write() as connection:
            if connection.execute(_called(known)).first():
                raise AccountError(f"there is an account {known!r} already; take another name")
            row |= {"role": role.value, "disabled": 0, "added_at": self._instant()}
            connection.execute(USERS.insert().values(row))
            return user_of(connection.execute(_called(known)).one())

    def set_role(self, name: str, role: Role) -> User:
        """Let an account do more or less; raises AccountError if there is none."""
        return self._change(name, {"role": role.value})

    def set_password(self, name: str, password: str) -> User:
        """Give an account another password and end its sessions.

        Raises:
            AccountError: There is no such account, or the password is too short or too long.
        """
        return self._change(name, {"password": hash_password(password)}, end_sessions=True)

    def set_disabled(self, name: str, disabled: bool) -> User:
        """Close an account, which ends its sessions, or open it again; raises as set_role does."""
        return self._change(name, {"disabled": int(disabled)}, end_sessions=disabled)

    def _change(self, name: str, values: dict[str, object], *, end_sessions: bool = False) -> User:
        with self._write() as connection:
            row = connection.execute(_called(name)).first()
            if row is None:
                raise AccountError(f"there is no account {name!r}; `dragoman users list` has all")
            connection.execute(update(USERS).where(users.name == row.name).values(values))
            if end_sessions:
                connection.execute(delete(SESSIONS).where(sessions.user == row.name))
            return user_of(connection.execute(_called(name)).one())

    def authenticate(self, name: str, password: str) -> User | None:
        """Give the account that a name and password open, in the same time whatever is wrong.

        None: there is no such account, it is disabled, or the password is another one.
        """
        with self._read() as connection:
            row = connection.execute(_called(name)).first()
        if not fits(password, row.password if row else None) or row is None or row.disabled:
            return None
        if is_outdated(row.password):
            self._change(name, {"password": hash_password(password)})
        return user_of(row)

    def open_session(self, user: User) -> str:
        """Begin a session of an account; give its secret, of which only a digest is kept."""
        secret, now = new_secret(), self._instant()
        row = {"digest": digest_of(secret), "user": user.name, "opened_at": now, "seen_at": now}
        with self._write() as connection:
            connection.execute(delete(SESSIONS).where(~self._lasting()))
            connection.execute(SESSIONS.insert().values(row))
        return secret

    def user_of_session(self, secret: str) -> User | None:
        """Give the account whose session this is. None: there is none, or it has ended."""
        mine = sessions.digest == digest_of(secret)
        wanted = select(USERS, sessions.seen_at).join_from(SESSIONS, USERS).where(mine)
        with self._read() as connection:
            row = connection.execute(wanted.where(self._lasting())).first()
        if row is None or row.disabled:
            return None
        if row.seen_at < self._instant(-SEEN_EVERY):
            with self._write() as connection:
                connection.execute(update(SESSIONS).where(mine).values(seen_at=self._instant()))
        return user_of(row)

    def close_session(self, secret: str) -> None:
        """End a session; nothing happens if there is none."""
        with self._write() as connection:
            connection.execute(delete(SESSIONS).where(sessions.digest == digest_of(secret)))

    def add_token(self, name: str, label: str, lasts: timedelta) -> tuple[Token, str]:
        """Make a token for an account.

        Args:
            name: The account.
            label: What it is for.
            lasts: How long it is worth something.

        Returns:
            The token and its secret, which is told only here.

        Raises:
            AccountError: There is no such account.
        """
        user = self.user(name)
        if user is None:
            raise AccountError(f"there is no account {name!r}; `dragoman users list` has all")
        secret = TOKEN_PREFIX + new_secret()
        digest = digest_of(secret)
        row = {"digest": digest, "id": digest[:12], "user": user.name, "label": label}
        row |= {"made_at": self._instant(), "expires_at": self._instant(lasts)}
        with self._write() as connection:
            connection.execute(TOKENS.insert().values(row))
            made = connection.execute(select(TOKENS).where(tokens.digest == digest)).one()
        return token_of(made), secret

    def tokens(self) -> list[Token]:
        """List the tokens of all accounts, the oldest first."""
        with self._read() as connection:
            found = connection.execute(select(TOKENS).order_by(tokens.made_at, tokens.id))
            return [token_of(row) for row in found]

    def user_of_token(self, secret: str) -> User | None:
        """Give the account that a token acts for. None: it is none, revoked or expired."""
        mine = tokens.digest == digest_of(secret)
        wanted = select(USERS, tokens.used_at).join_from(TOKENS, USERS).where(mine)
        with self._read() as connection:
            row = connection.execute(wanted.where(tokens.expires_at > self._instant())).first()
        if row is None or row.disabled:
            return None
        if row.used_at is None or row.used_at < self._instant(-SEEN_EVERY):
            with self._write() as connection:
                connection.execute(update(TOKENS).where(mine).values(used_at=self._instant()))
        return user_of(row)

    def revoke_token(self, id_: str) -> None:
        """Make a token worth nothing.

        Raises:
            AccountError: There is none of this id.
        """
        with self._write() as connection:
            if not connection.execute(delete(TOKENS).where(tokens.id == id_)).rowcount:
                raise AccountError(f"there is no token {id_!r}; `dragoman users tokens` has all")

    def _instant(self, later: timedelta = timedelta()) -> str:
        return (self._clock() + later).isoformat(timespec="seconds")

    def _lasting(self) -> ColumnElement[bool]:
        recent = sessions.seen_at > self._instant(-IDLE)
        return recent & (sessions.opened_at > self._instant(-LASTS))


def _called(name: str) -> Select[tuple[object, ...]]:
    """Choose the account of a name, whatever its case and however it was typed."""
    return select(USERS).where(users.folded == _folded(name))


def _folded(name: str) -> str:
    readable = name[:200].encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", readable).casefold())
