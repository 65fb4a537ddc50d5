"""Options and fixtures for all tests."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import postgresql
from tests.example import read_example


def pytest_configure(config: pytest.Config) -> None:
    """Keep bytecode where the environment forbids it: else every start compiles all it imports."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    if sys.dont_write_bytecode and cache is not None:
        kept = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode, sys.pycache_prefix = False, kept
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": kept}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with --update-golden write the file instead."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        assert text == path.read_bytes().decode("utf-8"), f"not {path}; --update-golden accepts it"

    return check


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Read the shipped example once; copy the folder before writing into it."""
    return read_example(tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgresql.Server]:
    """Start a PostgreSQL server; tests that need one are skipped where there is none."""
    with postgresql.server() as started:
        yield started
