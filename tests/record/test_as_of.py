"""AsOf: three clocks, each counted to the end of what is told."""

from datetime import UTC, date, datetime

import pytest

from dragoman.errors import RecordError
from dragoman.record import AsOf


def test_a_day_month_or_year_counts_to_its_end() -> None:
    assert AsOf(said="2025-05").said_until == date(2025, 5, 31)
    assert AsOf(published="2025").published_until == date(2025, 12, 31)
    assert AsOf(recorded="2025-05-26").recorded_before == datetime(2025, 5, 27, tzinfo=UTC)


def test_an_instant_of_recording_counts_itself() -> None:
    before = AsOf(recorded="2025-05-26T10:00:00+02:00").recorded_before
    assert before == datetime(2025, 5, 26, 8, 0, 1, tzinfo=UTC)


def test_a_clock_that_is_not_asked_leaves_everything() -> None:
    now = AsOf()
    assert now.is_now
    assert (now.said_until, now.published_until, now.recorded_before) == (None, None, None)
    assert now.told == "now"


def test_clocks_are_written_as_one_word_and_read_back() -> None:
    asked = AsOf(said="2025-05-26", recorded="2025-06-01")
    assert asked.name == "said-2025-05-26+recorded-2025-06-01"
    assert AsOf.named(asked.name) == asked
    assert asked.told == "said by 2025-05-26, recorded by 2025-06-01"


@pytest.mark.parametrize(
    "name", ["", "2025-05-26", "told-2025-05-26", "said-", "said-2025+said-2026", "said-soon"]
)
def test_what_names_no_past_day_is_refused(name: str) -> None:
    with pytest.raises(RecordError):
        AsOf.named(name)


def test_what_is_said_or_published_has_no_hour() -> None:
    with pytest.raises(RecordError, match="day, month or year"):
        AsOf(said="2025-05-26T10:00:00Z")
