"""Coverage: what the record rests on, nothing made up."""

import dataclasses

from dragoman.analysis import Share, survey
from dragoman.record import DateBasis, PublishedOn
from tests import make
from tests.report.shelf import Shelf

EARLY = make.document(name="b.txt", outlet="Post", published="2023-10-30T23:30:00+02:00")
MONTH = make.document(name="a.txt", outlet="Post", published="2023-11")
LATE = make.document(name="c.txt", outlet="Lamp", published="2023-11-06", language=None)
UNDATED = make.document(name="0.txt", flags=["cut off"])


def test_documents_are_numbered_by_date_and_undated_ones_last() -> None:
    coverage = survey(Shelf([UNDATED, LATE, MONTH, EARLY]))
    assert [(c.number, c.document.name, c.day) for c in coverage.documents] == [
        (1, "b.txt", "2023-10-30"),
        (2, "a.txt", "2023-11"),
        (3, "c.txt", "2023-11-06"),
        (4, "0.txt", None),
    ]


def test_range_covers_the_dated_documents() -> None:
    coverage = survey(Shelf([UNDATED, LATE, EARLY]))
    assert (coverage.first_on, coverage.last_on, coverage.undated) == (
        "2023-10-30",
        "2023-11-06",
        1,
    )
    empty = survey(Shelf([UNDATED]))
    assert (empty.first_on, empty.last_on) == (None, None)


def test_shares_count_each_document_once_with_the_unknown_last() -> None:
    text = dataclasses.replace(
        EARLY, published=PublishedOn(value="2023-10-30", basis=DateBasis.TEXT)
    )
    coverage = survey(Shelf([UNDATED, LATE, MONTH, text]))
    assert coverage.outlets == (
        Share(name="Post", documents=2),
        Share(name="Lamp", documents=1),
        Share(name=None, documents=1),
    )
    assert coverage.named_outlets == 2
    assert [(s.name, s.documents) for s in coverage.languages] == [("en", 3), (None, 1)]
    assert [(s.name, s.documents) for s in coverage.bases] == [
        ("metadata", 2),
        ("text", 1),
        (None, 1),
    ]


def test_damage_and_quarantine_are_kept() -> None:
    rows = [make.quarantine("z.txt"), make.quarantine("a.txt")]
    coverage = survey(Shelf([UNDATED, LATE], all_quarantine=rows))
    assert [c.document.name for c in coverage.flagged] == ["0.txt"]
    assert [row.name for row in coverage.quarantine] == ["a.txt", "z.txt"]
