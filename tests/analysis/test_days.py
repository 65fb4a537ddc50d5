"""Days: when a statement was made, and when that is not known."""

from datetime import date

import pytest

from dragoman.analysis import DayBasis, When
from dragoman.analysis.days import days_of
from dragoman.errors import RecordError
from tests.analysis.talks import YES, Talks


def when(
    day: str | None,
    said_on: str | None = None,
    between: tuple[str | None, str | None] | None = None,
) -> When:
    talks = Talks()
    talks.say(day, YES, said_on=said_on, between=between)
    return talks.bearings()[0].when


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-03T23:00:00Z", date(2024, 2, 3), date(2024, 2, 3)),
    ],
)
def test_days_of_a_date_are_all_that_it_may_mean(value: str, first: date, last: date) -> None:
    assert days_of(value) == (first, last)


def test_days_of_no_date_is_an_error() -> None:
    with pytest.raises(RecordError, match="tomorrow"):
        days_of("tomorrow")


def test_the_day_on_which_it_was_said_goes_before_the_publication() -> None:
    found = when("2024-05-03", "2024-05-01")
    assert (found.basis, found.day) == (DayBasis.SAID, date(2024, 5, 1))
    assert when("2024-05-03").basis is DayBasis.PUBLISHED


def test_nothing_was_said_after_it_was_published() -> None:
    assert when("2024-05-03", "2025-05-01").day == date(2024, 5, 3)
    assert when("2024-05-03", "2024-05-04").day == date(2024, 5, 4), "time zones"
    assert when("2024-05-20", "2024-05").day == date(2024, 5, 20)


def test_a_year_gives_no_place_in_time_and_a_month_its_last_day() -> None:
    assert when("2024").day is None
    assert when("2024-02").day == date(2024, 2, 29)


def test_an_undated_document_is_placed_by_a_narrow_range_alone() -> None:
    narrow = when(None, between=("2024-05-01", "2024-05-20"))
    assert (narrow.basis, narrow.day) == (DayBasis.BETWEEN, date(2024, 5, 20))
    wide = when(None, between=("2023", "2024-05-20"))
    assert (wide.day, wide.last) == (None, date(2024, 5, 20))
    assert when(None, between=("2024-05-01", None)).day is None
    assert when(None).basis is DayBasis.UNDATED
