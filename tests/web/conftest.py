"""A served dossier for tests: its record, its application, and clients, logged in or not."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.settings import Dossier
from dragoman.store import Store, passwords
from dragoman.store.users import Role
from dragoman.web import create_app
from dragoman.web.desk import Desk
from tests.web.talks import Talks, make_dossier, write_talks

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with less work than in earnest: what it costs is tested with the store."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)
    decoy = quick.hash("nobody's password")
    monkeypatch.setattr(passwords, "_decoy", lambda: decoy)


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Store.open(path).close()
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    return make_dossier(tmp_path)


@pytest.fixture
def store(dossier: Dossier, empty_record: Path) -> Iterator[Store]:
    shutil.copy(empty_record, dossier.record_path)
    with Store.open(dossier.record_path) as store:
        yield store


@pytest.fixture
def talks(store: Store) -> Talks:
    return write_talks(store)


@pytest.fixture
def app(dossier: Dossier, store: Store, talks: Talks) -> FastAPI:
    return create_app(dossier, store)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    """Read as somebody who is not logged in; redirects are not followed."""
    with TestClient(app, follow_redirects=False) as client:
        yield client


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A browser in which somebody is logged in."""

    client: TestClient
    csrf: str


LogIn = Callable[..., LoggedIn]


@pytest.fixture
def log_in(app: FastAPI, store: Store) -> LogIn:
    """Log in under a name; the account is made if it is not there."""

    def made(name: str = "ann", role: Role = Role.CODER) -> LoggedIn:
        if store.accounts().user(name) is None:
            store.accounts().add(name, PASSWORD, role)
        client = TestClient(app, follow_redirects=False)
        proof = hidden(client.get("/login").text, "proof")
        answer = client.post("/login", data={"name": name, "password": PASSWORD, "proof": proof})
        assert answer.status_code == 303
        return LoggedIn(client, hidden(client.get("/login").text, "csrf"))

    return made


def hidden(html: str, name: str) -> str:
    """Read the value of a hidden field of a page."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    assert found, f"the page has no field {name}"
    return found[1]


@pytest.fixture
def app_desk(app: FastAPI) -> Desk:
    """What the application's requests work with."""
    desk: Desk = app.state.desk
    return desk
