"""Every parser takes or refuses what it is fed with; `make fuzz` feeds a million to each."""

import pytest

from tests.fuzz.fuzzing import fuzz, input_of
from tests.fuzz.targets import Target, targets

INPUTS = 60


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.name)
def test_no_input_breaks_a_parser(target: Target) -> None:
    figures = fuzz(target, seed=20261122, inputs=INPUTS)
    assert figures.faults == {}
    assert figures.inputs == INPUTS


def test_samples_are_what_parsers_accept() -> None:
    refused = [t.name for t in targets() for sample in t.samples if sample and not t.feed(sample)]
    assert refused == []


def test_most_samples_are_still_accepted_after_small_changes() -> None:
    """Otherwise only the first check of a parser would be tried."""
    for target in targets():
        if target.name in ("text", "JSON Lines", "feed", "e-mail", "table", "PDF", "backup"):
            assert fuzz(target, seed=1, inputs=40).accepted > 4, target.name


def test_input_is_made_again_from_its_name() -> None:
    for target in targets():
        assert input_of(target, 1, 7) == input_of(target, 1, 7)
        assert len({input_of(target, 1, number) for number in range(20)}) > 10


def test_fault_is_counted_with_the_number_of_its_input() -> None:
    def feed(data: bytes) -> bool:
        raise ZeroDivisionError("oh")

    figures = fuzz(Target(name="x", samples=(b"x",), feed=feed), seed=1, inputs=3)
    assert set(figures.faults) == {0, 1, 2}
    assert "ZeroDivisionError" in figures.told()
