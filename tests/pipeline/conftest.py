"""A server, an outlet on it, and a desk that watches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.store import Store
from tests.ingest.fetching.outlet import Outlet
from tests.ingest.fetching.server import FakeClock, Server, serving
from tests.pipeline.desk import Desk


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


@pytest.fixture
def outlet(server: Server) -> Outlet:
    return Outlet(server)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, FakeClock(), [])
