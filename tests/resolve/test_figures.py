"""Figures: which numbers are read off words, with what unit and bound, and which exclude others."""

import pytest

from dragoman.record import FigureBound
from dragoman.resolve.figures import Number, differ, numbers_of

EXACT, LEAST, MOST = FigureBound.EXACT, FigureBound.LEAST, FigureBound.MOST
UP_TO, ABOUT = FigureBound.UP_TO, FigureBound.ABOUT


@pytest.mark.parametrize(
    ("words", "low", "high", "bound", "unit"),
    [
        ("10,000 hill soldiers", 10_000, None, EXACT, "soldiers"),
        ("as many as 100,000 soldiers", 100_000, None, UP_TO, "soldiers"),
        ("at least 82 people", 82, None, LEAST, "people"),
        ("killed more than 53,000 islanders", 53_000, None, LEAST, "killed"),
        ("more than 90,000 losses", 90_000, None, LEAST, "casualties"),
        ("fewer than 40 tanks", 40, None, MOST, "tanks"),
        ("about a dozen drones", 12, None, ABOUT, "drones"),
        ("half a million people", 500_000, None, EXACT, "people"),
        ("between 10 and 15 thousand troops", 10_000, 15_000, EXACT, "troops"),
        ("10 to 12 people killed", 10, 12, EXACT, "killed"),
        ("$6 billion in aid", 6e9, None, EXACT, "$"),
        ("a 25% tariff", 25, None, EXACT, "%"),
        ("a 30-day truce", 30, None, EXACT, "days"),
        ("twenty-five hostages", 25, None, EXACT, "hostages"),
        ("24 living hostages", 24, None, EXACT, "hostages"),
        ("two hundred aid lorries", 200, None, EXACT, "lorries"),
        ("16 wounded", 16, None, EXACT, "wounded"),
        ("killed in the last 48 hours", 48, None, EXACT, "hours"),
    ],
)
def test_numbers_are_read(
    words: str, low: float, high: float | None, bound: FigureBound, unit: str
) -> None:
    (number,) = numbers_of(words)
    assert (number.low, number.high, number.bound, number.unit) == (low, high, bound, unit)


@pytest.mark.parametrize(
    "words",
    ["in 2014", "a 56-year-old man", "March 15", "Resolution 2254", "one of the men", "at 5 pm"],
)
def test_years_dates_ages_and_names_are_no_figures(words: str) -> None:
    assert list(numbers_of(words)) == []


def test_a_figure_has_its_place() -> None:
    text = "He said 300 troops left."
    (number,) = numbers_of(text[8:], 8)
    assert text[number.span.start : number.span.end] == number.span.text == "300"


def read(words: str) -> list[Number]:
    return list(numbers_of(words))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10,000 soldiers", "100,000 soldiers", True),
        ("at least 90,000 soldiers", "100,000 soldiers", False),
        ("at least 25 people", "at least 30 people", True),
        ("up to 100,000 soldiers", "10,000 soldiers", True),
        ("up to 100,000 soldiers", "80,000 soldiers", False),
        ("about 100 tanks", "95 tanks", False),
        ("10 to 15 tanks", "12 tanks", False),
        ("10 to 15 tanks", "20 tanks", True),
        ("300 tanks", "20 ships", False),
        ("4 people killed and 5 wounded", "four people killed", False),
        ("19 people killed", "53,000 people killed", False),
        ("a dozen drones", "12 drones", False),
    ],
)
def test_figures_differ_where_no_number_is_both(one: str, other: str, expected: bool) -> None:
    assert differ(read(one), read(other)) is expected
    assert differ(read(other), read(one)) is expected
