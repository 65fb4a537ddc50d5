from collections.abc import Iterator

import pytest

from tests.ingest.fetching.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made
