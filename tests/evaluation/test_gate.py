"""The quality floors hold for the readers as installed."""

import pytest
from evaluation.__main__ import FLOORS, measure
from evaluation.floors import breaches, read_floors
from evaluation.sets import SHARED

from dragoman.settings import DEFAULT_READER


@pytest.mark.parametrize("reader", sorted({"rules", DEFAULT_READER}))
def test_measures_hold_their_floors(reader: str) -> None:
    floors = read_floors(FLOORS / f"{reader}.json")
    assert set(floors) == {"example", "gold/dev", "PolNeAR dev", "passages"}
    scores = measure(reader, None)
    assert "example" in scores
    assert SHARED.is_dir() == ("gold/dev" in scores)
    assert breaches(scores, floors) == []
