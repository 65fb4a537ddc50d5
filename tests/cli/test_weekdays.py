"""Days as people type them."""

from datetime import date

import pytest

from dragoman.cli.weekdays import day_meant
from dragoman.errors import RecordError

WEDNESDAY = date(2025, 5, 21)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("monday", "2025-05-19"),
        ("Mon", "2025-05-19"),
        ("wednesday", "2025-05-21"),
        ("thursday", "2025-05-15"),
        ("today", "2025-05-21"),
        ("yesterday", "2025-05-20"),
        ("2025-05-02", "2025-05-02"),
        ("2025-05", "2025-05"),
    ],
)
def test_a_day_is_what_people_mean(typed: str, meant: str) -> None:
    assert day_meant(typed, WEDNESDAY) == meant


def test_what_is_no_day_is_told_with_what_is() -> None:
    with pytest.raises(RecordError, match="type a weekday"):
        day_meant("mondax", WEDNESDAY)
