"""What public events tell of a document's day: as past, as coming, by words of time, together."""

import pytest

from dragoman.record import BoundKind, DateBasis, DateRange
from dragoman.resolve import Knowledge, load_knowledge
from tests.resolve.test_dates import period_of


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def days(text: str, knowledge: Knowledge) -> str | None:
    return period_of(text, knowledge).days


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The pipelines of Nord Stream fell silent after the blast.", "2022-09-26 or later"),
        ("Little was agreed at the G20 in Bali.", "2022-11-15 or later"),
        ("Ministers pack ahead of the NATO summit in Vilnius.", "2023-07-12 or earlier"),
        ("He will attend the NATO summit in Vilnius.", "2023-07-12 or earlier"),
        ("The G20 summit in Bali is taking place in rain.", "2022-11-14 to 2022-11-17"),
        ("The G20 summit in Bali.", None),
        ("Could the NATO summit in Vilnius fail?", None),
    ],
)
def test_event_bounds_a_document_by_how_it_is_told(
    text: str, wanted: str | None, knowledge: Knowledge
) -> None:
    assert days(text, knowledge) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "She refused yesterday. She made the remarks at the end of the G20 in Bali.",
            "2022-11-17",
        ),
        (
            "She refused yesterday. She made her comments at the G20 in Bali.",
            "2022-11-16 to 2022-11-17",
        ),
        ("She refused yesterday. She left before the G20 in Bali began.", None),
        (
            "She refused yesterday, and he on Monday. She made the remarks at the G20 in Bali.",
            "2022-11-15 or later",
        ),
    ],
)
def test_words_of_time_count_for_where_somebody_said_so(
    text: str, wanted: str | None, knowledge: Knowledge
) -> None:
    assert days(text, knowledge) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The G20 summit in Bali ended on Wednesday.", "2022-11-16 to 2022-11-22"),
        ("The G20 summit in Bali ended yesterday.", "2022-11-16 to 2022-11-17"),
        ("The G20 summit in Bali ended last week.", "2022-11-20 to 2022-11-27"),
        ("The G20 summit in Bali ended last month.", "2022-12-01 to 2022-12-31"),
        ("The G20 summit in Bali was held last year.", "2023-01-01 to 2023-12-31"),
        ("Nord Stream was hit by a blast last autumn.", "2022-12-01 to 2023-11-30"),
        ("The G20 summit in Bali was held two weeks ago.", "2022-11-24 to 2022-12-08"),
        ("The G20 summit in Bali will be held next month.", "2022-10-01 to 2022-10-31"),
        ("The G20 summit in Bali will open on Tuesday.", "2022-11-08 to 2022-11-15"),
        ("Following Monday’s blast of Nord Stream, he swam.", "2022-09-26 to 2022-10-02"),
        # A Sunday fits no day of it.
        ("The G20 summit in Bali ended, she was told on Sunday.", "2022-11-15 or later"),
        # The day is that of something else.
        ("Since the G20 summit in Bali was held, he slept on Wednesday.", "2022-11-15 or later"),
        ("The G20 summit in Bali was held, he said on Wednesday.", "2022-11-15 or later"),
    ],
)
def test_word_of_time_beside_an_event_counts_from_the_documents_day(
    text: str, wanted: str, knowledge: Knowledge
) -> None:
    assert days(text, knowledge) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The attack of October 7 by Hamas on Israel was long ago.",
        "They told of October 7, of Hamas and its massacre.",
    ],
)
def test_date_by_which_an_event_is_called_does_not_bound_the_end(
    text: str, knowledge: Knowledge
) -> None:
    assert days(text, knowledge) == "2023-10-07 or later"


def test_event_of_another_year_is_another_event(knowledge: Knowledge) -> None:
    assert days("In 2015 the G20 in Bali was held.", knowledge) == "2014 or later"


def test_anniversary_tells_nothing_of_when_it_happened(knowledge: Knowledge) -> None:
    assert days("The anniversary of the Nord Stream blast.", knowledge) is None


def test_what_is_only_said_while_it_lasts_bounds_both_ends(knowledge: Knowledge) -> None:
    text = "The Republican nominee Donald Trump went to Iowa with Mike Pence."
    period = period_of(text, knowledge)
    assert period.days == "2016-05-03 to 2024-11-05"
    assert period.published is None


def exact(text: str, knowledge: Knowledge) -> str | None:
    published = period_of(text, knowledge).published
    assert published is None or published.basis is DateBasis.TEXT
    return published.value if published else None


def test_evidence_together_may_leave_one_day(knowledge: Knowledge) -> None:
    text = "The G20 summit in Bali ended this week. They left today (Thursday)."
    assert exact(text, knowledge) == "2022-11-17"
    bounds = period_of(text, knowledge).deciding
    assert [bound.kind for bound in bounds] == [BoundKind.EVENT, BoundKind.EVENT]
    assert all("today" in bound.words.text for bound in bounds)


def test_evidence_that_only_reaches_the_month_gives_the_month(knowledge: Knowledge) -> None:
    assert exact("The G20 summit in Bali ended on Wednesday.", knowledge) == "2022-11"


def test_range_over_two_months_gives_no_date(knowledge: Knowledge) -> None:
    assert exact("The G20 summit in Buenos Aires ended on Saturday.", knowledge) == "2018-12"
    assert exact("The G20 summit in Buenos Aires was held on Friday.", knowledge) is None


def test_later_evidence_tells_which_of_a_series_is_meant(knowledge: Knowledge) -> None:
    series = "The NATO summit ended on Thursday."
    wide = period_of(series, knowledge)
    assert wide.published is None
    both = f"{series} They spoke of the blast of Nord Stream. Chancellor Olaf Scholz left."
    assert exact(both, knowledge) == "2024-07"


def test_hints_that_contradict_each_other_leave_only_what_had_happened(
    knowledge: Knowledge,
) -> None:
    text = "The G20 summit in Bali ended on Wednesday. The G7 summit in Hiroshima ended on Sunday."
    period = period_of(text, knowledge)
    assert period.published is None
    assert period.days == "2023-05-19 or later"


def test_event_that_contradicts_a_date_told_gives_way(knowledge: Knowledge) -> None:
    text = "It was signed on May 3, 2024. The G20 summit in Bali ended on Wednesday."
    assert days(text, knowledge) == "2024-05-03 or later"


def test_day_without_a_year_is_of_the_months_before(knowledge: Knowledge) -> None:
    text = (
        "Nord Stream was hit by a blast last autumn. The bridge of Kakhovka, with its dam, fell. "
        "On July 4, he left."
    )
    assert days(text, knowledge) == "2023-07-04 to 2023-11-30"


def test_month_of_this_year_excludes_the_months_before_it(knowledge: Knowledge) -> None:
    text = "The G20 summit in Bali was held last year. Back in July this year he left."
    assert days(text, knowledge) == "2023-07-01 to 2023-12-31"


def test_bounds_point_at_their_words(knowledge: Knowledge) -> None:
    period: DateRange = period_of("The G20 summit in Bali ended on Wednesday.", knowledge)
    assert {bound.words.text for bound in period.deciding} == {
        "G20 summit in Bali ended on Wednesday"
    }
    assert all("G20 summit in Bali, 2022-11-15" in str(b.because) for b in period.deciding)
