"""Stores for tests: each a copy of one empty record that the migrations made."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.store import Store

NewStore = Callable[[], Store]


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Store.open(path).close()
    return path


@pytest.fixture(scope="session")
def new_store(empty_record: Path, tmp_path_factory: pytest.TempPathFactory) -> NewStore:
    """Make stores as often as Hypothesis wants one."""
    folder = tmp_path_factory.mktemp("stores")
    numbers = iter(range(1_000_000))

    def make() -> Store:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(empty_record, path)
        return Store.open(path, patience_s=10.0)

    return make


@pytest.fixture
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        yield store
