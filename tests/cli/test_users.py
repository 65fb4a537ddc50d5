"""Accounts on the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.settings import init_dossier
from dragoman.store import Store
from dragoman.store.users import Role
from tests.cli.conftest import Dragoman

PASSWORD = "correct horse battery"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return init_dossier(tmp_path / "talks", "generic").folder


def add(dragoman: Dragoman, dossier: Path, name: str = "ann", *more: str) -> None:
    done = dragoman(
        "users", "add", name, "--password-stdin", "-d", dossier, *more, stdin=PASSWORD + "\n"
    )
    assert done.returncode == 0, done.stderr


def test_account_is_added_with_a_password_from_standard_input(
    dragoman: Dragoman, dossier: Path
) -> None:
    add(dragoman, dossier, "ann", "--role", "admin")
    with Store.open(dossier / "record.db") as store:
        user = store.accounts().authenticate("ann", PASSWORD)
    assert user
    assert user.role is Role.ADMIN


def test_accounts_are_listed_without_their_secrets(dragoman: Dragoman, dossier: Path) -> None:
    add(dragoman, dossier, "zoe", "--role", "reader")
    add(dragoman, dossier, "ann")
    done = dragoman("users", "list", "-d", dossier, "--format", "json")
    listed = json.loads(done.stdout)
    assert [(row["name"], row["role"], row["disabled"]) for row in listed] == [
        ("ann", "coder", "no"),
        ("zoe", "reader", "no"),
    ]
    assert "argon2" not in done.stdout


def test_role_password_and_state_are_changed(dragoman: Dragoman, dossier: Path) -> None:
    add(dragoman, dossier)
    assert dragoman("users", "role", "ann", "reader", "-d", dossier).returncode == 0
    assert dragoman("users", "disable", "ann", "-d", dossier).returncode == 0
    with Store.open(dossier / "record.db") as store:
        user = store.accounts().user("ann")
        assert user
        assert (user.role, user.disabled) == (Role.READER, True)
    assert dragoman("users", "enable", "ann", "-d", dossier).returncode == 0
    new = "another long password"
    changed = ("users", "password", "ann", "--password-stdin", "-d", dossier)
    assert dragoman(*changed, stdin=new).returncode == 0
    with Store.open(dossier / "record.db") as store:
        assert store.accounts().authenticate("ann", PASSWORD) is None
        assert store.accounts().authenticate("ann", new)


def test_token_is_printed_once_and_revoked_by_its_id(dragoman: Dragoman, dossier: Path) -> None:
    add(dragoman, dossier)
    done = dragoman("users", "token", "ann", "--label", "feeds", "--days", 30, "-d", dossier)
    secret = done.stdout.strip()
    with Store.open(dossier / "record.db") as store:
        assert store.accounts().user_of_token(secret)
    listed = dragoman("users", "tokens", "-d", dossier, "--format", "json")
    assert secret not in listed.stdout
    (row,) = json.loads(listed.stdout)
    assert (row["user"], row["label"]) == ("ann", "feeds")
    assert row["id"] in done.stderr
    assert dragoman("users", "revoke", row["id"], "-d", dossier).returncode == 0
    with Store.open(dossier / "record.db") as store:
        assert store.accounts().user_of_token(secret) is None


@pytest.mark.parametrize(
    ("arguments", "stdin", "words"),
    [
        (["add", "ann"], "", "nobody can be asked for a password here"),
        (["add", "ann", "--password-stdin"], "", "standard input has no password"),
        (["add", "ann", "--password-stdin"], "short\n", "a password has 10 to 256 characters"),
        (["add", "<b>", "--password-stdin"], PASSWORD, "is no account's name"),
        (["add", "a\u202e", "--password-stdin"], PASSWORD, "is no account's name"),
        (["role", "bob", "admin"], "", "there is no account 'bob'"),
        (["disable", "bob"], "", "there is no account 'bob'"),
        (["password", "bob", "--password-stdin"], PASSWORD, "there is no account 'bob'"),
        (["token", "bob"], "", "there is no account 'bob'"),
        (["revoke", "123"], "", "there is no token '123'"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    dragoman: Dragoman, dossier: Path, arguments: list[str], stdin: str, words: str
) -> None:
    done = dragoman("users", *arguments, "-d", dossier, stdin=stdin)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "\u202e" not in done.stderr


def test_name_that_is_taken_is_told_before_a_password_is_asked_for(
    dragoman: Dragoman, dossier: Path
) -> None:
    add(dragoman, dossier)
    done = dragoman("users", "add", "ANN", "-d", dossier)
    assert "there is an account 'ANN' already" in done.stderr


def test_password_is_asked_for_twice_in_a_terminal_and_not_shown(dossier: Path) -> None:
    import pty

    main, other = pty.openpty()
    command = [sys.executable, "-m", "dragoman", "users", "add", "ann", "-d", str(dossier)]
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other)
    os.close(other)
    shown = b""
    for prompt in (b"Password: ", b"Repeat for confirmation: "):
        while prompt not in shown:
            shown += os.read(main, 10_000)
        os.write(main, PASSWORD.encode() + b"\n")
    while b"can log in" not in shown:
        shown += os.read(main, 10_000)
    assert process.wait(timeout=60) == 0
    os.close(main)
    assert PASSWORD.encode() not in shown
    with Store.open(dossier / "record.db") as store:
        assert store.accounts().authenticate("ann", PASSWORD)
