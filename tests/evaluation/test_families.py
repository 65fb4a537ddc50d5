"""Families: planted edits are found, and pairs that were read come out as they were read."""

import random

import pytest
from evaluation.families import (
    EDITS,
    LIGHT,
    SHARED,
    corpora,
    measure_edit,
    measure_pairs,
    originals,
    paragraphs_of,
)

from dragoman.record import Document


@pytest.fixture(scope="module")
def articles() -> list[Document]:
    return originals()


@pytest.mark.parametrize("name", LIGHT)
def test_planted_copies_of_other_outlets_are_found(name: str, articles: list[Document]) -> None:
    found = measure_edit(name, articles, times=3)
    assert found.copies == 3 * len(articles) > 30
    assert found.found >= 0.95 * found.copies
    assert found.wrong == 0


def test_planted_updates_of_one_outlet_are_found(articles: list[Document]) -> None:
    for name in ("a third of the paragraphs dropped", "5 % of the words replaced"):
        found = measure_edit(name, articles, times=3, outlet="First")
        assert found.found >= 0.95 * found.copies


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_makes_another_text(name: str, articles: list[Document]) -> None:
    text, other = paragraphs_of(articles[0]), paragraphs_of(articles[1])
    assert EDITS[name](text, other, random.Random(1)) != text


@pytest.mark.shared
@pytest.mark.slow
def test_pairs_that_were_read_come_out_as_read() -> None:
    if not SHARED.is_dir():
        pytest.skip("needs the shared folder")
    pairs = measure_pairs(corpora())
    assert pairs.precision >= 0.95
    assert pairs.recall >= 0.95
