"""A range that leaves one day or month is the document's date, in exports and the survey."""

import json

import pytest

from dragoman.analysis import survey
from dragoman.record import BoundSide, DateBasis
from dragoman.report.interchange import export_record
from tests import make
from tests.report.shelf import Shelf

UNDATED = make.document("They met in the fog.", "undated.txt")


def shelf(first: str, last: str) -> Shelf:
    bounds = (
        make.bound(UNDATED, first),
        make.bound(UNDATED, last, side=BoundSide.LATEST),
    )
    return Shelf([UNDATED], [], all_date_ranges=[make.date_range(UNDATED, *bounds)])


@pytest.mark.parametrize(
    ("first", "last", "published"),
    [
        ("2022-11-14", "2022-11-14", "2022-11-14"),
        ("2022-11-14", "2022-11-17", "2022-11"),
        ("2022-11-14", "2022-12-01", None),
    ],
)
def test_narrow_range_is_exported_and_surveyed_as_the_date(
    first: str, last: str, published: str | None
) -> None:
    record = json.loads("".join(export_record(shelf(first, last))))
    assert [document["published"] for document in record["documents"]] == [published]
    (covered,) = survey(shelf(first, last)).documents
    assert covered.day == published
    assert covered.basis is (DateBasis.TEXT if published else None)
    assert covered.date_range is not None


def test_date_of_its_own_goes_before_a_range() -> None:
    dated = make.document("They met in the fog.", "dated.txt", published="2022-11-20")
    stale = make.date_range(dated, make.bound(dated, "2021-01-01"))
    (covered,) = survey(Shelf([dated], [], all_date_ranges=[stale])).documents
    assert covered.day == "2022-11-20"
    assert covered.date_range is None
