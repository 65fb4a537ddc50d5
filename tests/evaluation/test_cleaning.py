"""The measures of cleaning count what they say, and hold their floors."""

import json

import pytest
from evaluation.__main__ import FLOORS, measure_ingest
from evaluation.boilerplate.scoring import LABELS, Labelled, Tally
from evaluation.floors import breaches, read_floors
from evaluation.pages import Overlap
from evaluation.sets import SHARED

from dragoman.record import SegmentKind
from tests import make

needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the shared folder")


def test_characters_are_counted_without_white_space_and_what_does_not_count() -> None:
    one = Labelled(
        id="a",
        text="menu body cap foot",
        title=None,
        boilerplate=frozenset([*range(4), *range(14, 18)]),
        either=frozenset(range(10, 13)),
    )
    tally = Tally()
    kind = SegmentKind.BOILERPLATE
    tally.add(one, [make.segment(0, 7, kind), make.segment(10, 13, kind)])
    assert (tally.right, tally.found, tally.wanted) == (4, 6, 8)
    assert tally.precision == pytest.approx(4 / 6)
    assert tally.recall == 0.5


def test_runs_of_words_are_compared_as_bags() -> None:
    overlap = Overlap(run=2)
    overlap.add("the talks went on and on", "The talks went on.")
    assert overlap.precisions == [3 / 5]
    assert overlap.recalls == [1.0]
    assert overlap.f1 == pytest.approx(0.75)


def test_labels_are_offsets_in_order_and_no_text() -> None:
    rows = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len(rows) == 60
    for row in rows:
        assert set(row) == {"corpus", "id", "sha256", "half", "marks"}
        ends = [0, *(end for _, end, _ in row["marks"])]
        assert all(start >= end for (start, _, _), end in zip(row["marks"], ends, strict=False))
        assert {kind for _, _, kind in row["marks"]} <= {"boilerplate", "byline", "either"}


@needs_shared
@pytest.mark.shared
@pytest.mark.slow
def test_cleaning_holds_its_floors() -> None:
    scores = measure_ingest()
    assert breaches(scores, read_floors(FLOORS / "ingest.json")) == []
    pages, boilerplate = scores["pages"], scores["boilerplate"]
    assert pages["article F1"] >= pages["trafilatura F1"] - 0.01
    assert boilerplate["precision"] >= 0.95
    assert boilerplate["recall"] >= 0.85
