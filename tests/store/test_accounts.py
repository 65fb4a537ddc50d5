"""Accounts: names, passwords, sessions that end, tokens, and that secrets are not kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import Table, select

from dragoman.errors import AccountError
from dragoman.store import Store
from dragoman.store.accounts import IDLE, LASTS, Accounts
from dragoman.store.tables import metadata
from dragoman.store.users import SESSIONS, Role, User

PASSWORD = "correct horse battery"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(store: Store, clock: Clock) -> Accounts:
    return Accounts(store._writing, store._reading, clock)


@pytest.fixture
def ann(accounts: Accounts) -> User:
    return accounts.add("Ann", PASSWORD, Role.CODER)


def rows_of(store: Store, *tables: Table) -> list[tuple[object, ...]]:
    with store._reading() as connection:
        return [tuple(row) for table in tables for row in connection.execute(select(table))]


def test_account_is_found_whatever_the_case_and_the_keyboard(accounts: Accounts) -> None:
    made = accounts.add("Łukasz", PASSWORD, Role.READER)
    assert made.name == "Łukasz"
    assert accounts.user("ŁUKASZ") == made
    # Written with a combining accent: other code points, the same name.
    eva = accounts.add("Éva", PASSWORD, Role.READER)
    assert accounts.user("E\u0301va") == eva
    assert accounts.user("nobody") is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "-ann",
        "ann smith",
        "<script>alert(1)</script>",
        "ann\u202egnp",
        "ann\x00",
        "ann\n",
        "a" * 41,
        "'; DROP TABLE users; --",
        "\ud800",
        "🙂",
    ],
)
def test_hostile_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountError, match="no account's name"):
        accounts.add(name, PASSWORD, Role.CODER)
    assert accounts.users() == []
    assert accounts.authenticate(name, PASSWORD) is None


def test_name_that_differs_by_case_alone_is_taken(accounts: Accounts, ann: User) -> None:
    with pytest.raises(AccountError, match="already"):
        accounts.add("ANN", PASSWORD, Role.ADMIN)
    assert accounts.users() == [ann]


@pytest.mark.parametrize("password", ["", "short", "x" * 9, "x" * 257])
def test_password_too_short_or_too_long_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(AccountError, match="10 to 256"):
        accounts.add("ann", password, Role.CODER)
    assert accounts.users() == []


def test_only_the_password_opens_an_account(accounts: Accounts, ann: User) -> None:
    assert accounts.authenticate("ann", PASSWORD) == ann
    assert accounts.authenticate("ann", PASSWORD + " ") is None
    assert accounts.authenticate("ann", "") is None
    assert accounts.authenticate("ann", "x" * 100_000) is None
    assert accounts.authenticate("bob", PASSWORD) is None


def test_password_may_be_typed_on_another_keyboard(accounts: Accounts) -> None:
    accounts.add("eva", "caf\u00e9 caf\u00e9 caf\u00e9", Role.CODER)
    assert accounts.authenticate("eva", "cafe\u0301 cafe\u0301 cafe\u0301")


def test_unknown_name_takes_as_long_as_a_wrong_password(accounts: Accounts, ann: User) -> None:
    def seconds(name: str) -> float:
        times = []
        for _ in range(3):
            begun = perf_counter()
            assert accounts.authenticate(name, "not the password") is None
            times.append(perf_counter() - begun)
        return min(times)

    seconds("warm")
    known, unknown = seconds("ann"), seconds("bob")
    assert unknown > known / 3, "an unknown name is told by its quick answer"


def test_password_and_secrets_are_not_in_the_database(
    accounts: Accounts, ann: User, store: Store
) -> None:
    session = accounts.open_session(ann)
    _, token = accounts.add_token("ann", "feeds", timedelta(days=1))
    kept = repr(rows_of(store, *metadata.sorted_tables))
    assert "$argon2id$v=19$m=65536" in kept
    for secret in (PASSWORD, session, token, token.removeprefix("dragoman-")):
        assert secret not in kept


def test_session_is_of_its_account_until_it_is_closed(accounts: Accounts, ann: User) -> None:
    session = accounts.open_session(ann)
    other = accounts.open_session(ann)
    assert session != other
    assert accounts.user_of_session(session) == ann
    accounts.close_session(session)
    assert accounts.user_of_session(session) is None
    assert accounts.user_of_session(other) == ann
    assert accounts.user_of_session("") is None
    assert accounts.user_of_session("' OR 1=1 --") is None


def test_session_that_is_not_used_ends(accounts: Accounts, ann: User, clock: Clock) -> None:
    session = accounts.open_session(ann)
    clock.pass_by(IDLE - timedelta(minutes=1))
    assert accounts.user_of_session(session) == ann
    clock.pass_by(IDLE - timedelta(minutes=1))
    assert accounts.user_of_session(session) == ann, "using it keeps it"
    clock.pass_by(IDLE + timedelta(seconds=1))
    assert accounts.user_of_session(session) is None


def test_session_ends_after_a_week_however_it_is_used(
    accounts: Accounts, ann: User, clock: Clock, store: Store
) -> None:
    session = accounts.open_session(ann)
    for _ in range(int(LASTS / IDLE) * 2):
        clock.pass_by(IDLE / 2)
        last = accounts.user_of_session(session)
    assert last is None
    accounts.open_session(ann)
    assert len(rows_of(store, SESSIONS)) == 1, "ended sessions are swept out"


def test_disabled_account_can_do_nothing_until_it_is_enabled(accounts: Accounts, ann: User) -> None:
    session = accounts.open_session(ann)
    _, token = accounts.add_token("ann", "feeds", timedelta(days=1))
    assert accounts.set_disabled("ann", True).disabled
    assert accounts.authenticate("ann", PASSWORD) is None
    assert accounts.user_of_session(session) is None
    assert accounts.user_of_token(token) is None
    accounts.set_disabled("ann", False)
    assert accounts.authenticate("ann", PASSWORD) == ann
    assert accounts.user_of_session(session) is None, "its sessions are gone for good"


def test_new_password_ends_all_sessions(accounts: Accounts, ann: User) -> None:
    session = accounts.open_session(ann)
    accounts.set_password("ann", "another long password")
    assert accounts.user_of_session(session) is None
    assert accounts.authenticate("ann", PASSWORD) is None
    assert accounts.authenticate("ann", "another long password") == ann


def test_new_role_counts_at_once(accounts: Accounts, ann: User) -> None:
    session = accounts.open_session(ann)
    accounts.set_role("ANN", Role.READER)
    user = accounts.user_of_session(session)
    assert user is not None
    assert user.role is Role.READER


def test_roles_cover_those_before_them() -> None:
    assert [role.covers(Role.CODER) for role in Role] == [False, True, True]
    assert [Role.READER.covers(role) for role in Role] == [True, False, False]


def test_token_works_until_it_expires_or_is_revoked(
    accounts: Accounts, ann: User, clock: Clock
) -> None:
    token, secret = accounts.add_token("ann", "feeds", timedelta(days=30))
    assert secret.startswith("dragoman-")
    assert accounts.user_of_token(secret) == ann
    assert accounts.user_of_token(secret[:-1]) is None
    assert [made.used_at for made in accounts.tokens()] == [token.made_at]
    clock.pass_by(timedelta(days=30))
    assert accounts.user_of_token(secret) is None
    second, other = accounts.add_token("ann", "bot", timedelta(days=1))
    accounts.revoke_token(second.id)
    assert accounts.user_of_token(other) is None
    with pytest.raises(AccountError, match="no token"):
        accounts.revoke_token(second.id)


def test_session_is_no_token_and_a_token_no_session(accounts: Accounts, ann: User) -> None:
    session = accounts.open_session(ann)
    _, token = accounts.add_token("ann", "feeds", timedelta(days=1))
    assert accounts.user_of_token(session) is None
    assert accounts.user_of_session(token) is None


def test_changing_an_account_that_is_not_there_says_so(accounts: Accounts) -> None:
    for change in (
        lambda: accounts.set_role("bob", Role.ADMIN),
        lambda: accounts.set_password("bob", PASSWORD),
        lambda: accounts.set_disabled("bob", True),
        lambda: accounts.add_token("bob", "x", timedelta(days=1)),
    ):
        with pytest.raises(AccountError, match="no account 'bob'"):
            change()


def test_accounts_are_no_change_of_the_record(store: Store, accounts: Accounts) -> None:
    before = store.view().revision()
    ann = accounts.add("ann", PASSWORD, Role.CODER)
    accounts.user_of_session(accounts.open_session(ann))
    assert store.view().revision() == before


def test_accounts_stay_when_the_store_is_opened_again(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db") as store:
        ann = store.accounts().add("ann", PASSWORD, Role.ADMIN)
    with Store.open(tmp_path / "record.db") as store:
        assert store.accounts().authenticate("ann", PASSWORD) == ann
