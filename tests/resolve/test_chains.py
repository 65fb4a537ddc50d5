"""The golden table of chains: short passages with the links that a reader would give."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.resolve import Knowledge, load_knowledge, resolve
from tests import make
from tests.resolve.test_cases import read

CASES = yaml.safe_load((Path(__file__).parent / "chains.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_chain_has_the_links_that_the_text_tells(
    case: dict[str, Any], knowledge: Knowledge
) -> None:
    document, reading = read(case)
    statements = resolve(document, reading, knowledge, make.RUN.id).statements
    got = {at: [link.name for link in one.via] for at, one in enumerate(statements, 1)}
    assert got == case["want"]
