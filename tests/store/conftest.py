"""Stores for tests, on SQLite and on PostgreSQL: each a copy of one empty record."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dragoman.store import Store
from dragoman.store.address import Address
from tests.postgresql import Server, templated

NewStore = Callable[[], Store]


class Borrowed(Store):
    """A store whose database is emptied for another one when it is closed."""

    def __init__(self, engine: Engine, place: Path | Address) -> None:
        super().__init__(engine, place)
        self.give_back: Callable[[], None] = lambda: None

    def close(self) -> None:
        super().close()
        self.give_back()


@pytest.fixture(scope="session")
def in_files(tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Make stores in files as often as Hypothesis wants one."""
    empty = tmp_path_factory.mktemp("empty") / "record.db"
    Store.open(empty).close()
    folder = tmp_path_factory.mktemp("stores")
    numbers = iter(range(1_000_000))

    def make() -> Store:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(empty, path)
        return Store.open(path, patience_s=10.0)

    return make


@pytest.fixture(scope="session")
def on_server(postgres: Server) -> Iterator[NewStore]:
    """Make stores on a server, in databases that are used again."""
    free: list[Address] = []
    with ExitStack() as kept:
        empty = kept.enter_context(templated(postgres))

        def make() -> Store:
            if free:
                postgres.empty(address := free.pop())
            else:
                kept.callback(postgres.drop, address := postgres.make(empty))
            store = Borrowed.open(address, patience_s=10.0)
            store.give_back = lambda: free.append(address)
            return store

        yield make


@pytest.fixture(scope="session", params=["in_files", "on_server"], ids=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest) -> NewStore:
    """Make stores, once in files and once on a server."""
    made: NewStore = request.getfixturevalue(request.param)
    return made


@pytest.fixture(
    scope="session", params=["in_files", "on_server"], ids=["to sqlite", "to postgresql"]
)
def other_store(request: pytest.FixtureRequest) -> NewStore:
    """Make stores to copy into, of both kinds likewise."""
    made: NewStore = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        yield store
