"""When statements were made: words of time beside the cue, against the document's day."""

from collections.abc import Sequence

import pytest

from dragoman.record import Attribution, DateRange, Document, QuoteForm, Reading, SegmentKind
from dragoman.resolve import Knowledge, load_knowledge, resolve
from dragoman.resolve.dates import times_in
from tests import make

WEDNESDAY = "2025-05-21"


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Wednesday", "2025-05-21"),
        ("on Tuesday", "2025-05-20"),
        ("late Thursday", "2025-05-15"),
        ("last Wednesday", "2025-05-14"),
        ("today", "2025-05-21"),
        ("yesterday", "2025-05-20"),
        ("last night", "2025-05-20"),
        ("this morning", "2025-05-21"),
        ("on May 14", "2025-05-14"),
        ("on 14 May", "2025-05-14"),
        ("on November 4", "2024-11-04"),
        ("on May 21", "2025-05-21"),
        ("on Feb. 3, 2023", "2023-02-03"),
        ("on 3rd February 2023", "2023-02-03"),
        ("in October", "2024-10"),
        ("in March", "2025-03"),
        ("in October 2022", "2022-10"),
        ("earlier this month", "2025-05"),
        ("last month", "2025-04"),
        ("last week", "2025-05"),
        ("this week", "2025-05"),
        ("earlier this year", "2025"),
        ("last year", "2024"),
        ("two days ago", "2025-05-19"),
        ("three months ago", "2025-02"),
        ("two years ago", "2023"),
    ],
)
def test_times_count_from_the_documents_day(words: str, value: str) -> None:
    assert [told.value for told in times_in(f"He said {words} that", WEDNESDAY)] == [value]


@pytest.mark.parametrize(
    ("words", "published", "value"),
    [
        ("last month", "2025-01", "2024-12"),
        ("in October", "2023-11", "2023-10"),
        ("last week", "2025-06-03", "2025"),
        ("this week", "2025-06-02", "2025-06-02"),
        ("on February 30, 2023", "2025-05-21", None),
        ("on Tuesday", "2025-05", None),
        ("on Tuesday", None, None),
        ("on November 4", None, None),
        ("many days ago", "2025-05-21", None),
        ("5000 years ago", "2025-05-21", None),
        ("2,500 years ago", "2025-05-21", None),
        ("99999999999 weeks ago", "2025-05-21", None),
        ("30000 months ago", "2025-05-21", None),
        ("² years ago", "2025-05-21", None),
        ("yesterday", "0001-01-01", None),
        ("last month", "0001-01", None),
        ("on November 4, 2023", None, "2023-11-04"),
    ],
)
def test_times_are_no_more_precise_than_known(
    words: str, published: str | None, value: str | None
) -> None:
    told = [told.value for told in times_in(f"He said {words} that", published)]
    assert told == ([value] if value else [])


def resolved(document: Document, knowledge: Knowledge, *parts: tuple[str, str, str]) -> list[str]:
    attributions = tuple(
        Attribution(
            source=make.span(document, source),
            cue=make.span(document, cue),
            content=(make.span(document, content),),
            quote=QuoteForm.INDIRECT,
        )
        for source, cue, content in parts
    )
    reading = Reading(document=document.id, reader="test/1", attributions=attributions)
    return [str(s.said_on) for s in resolve(document, reading, knowledge, "run").statements]


def test_statement_takes_the_time_beside_its_cue(knowledge: Knowledge) -> None:
    document = make.document(
        "Peskov said on Tuesday that the raid of May 3 had failed.", published=WEDNESDAY
    )
    parts = ("Peskov", "said", "the raid of May 3 had failed")
    assert resolved(document, knowledge, parts) == ["2025-05-20"]


def test_time_inside_the_content_is_not_that_of_the_statement(knowledge: Knowledge) -> None:
    document = make.document("Peskov said the raid on Monday had failed.", published=WEDNESDAY)
    assert resolved(document, knowledge, ("Peskov", "said", "the raid on Monday had failed")) == [
        "None"
    ]


def test_day_of_a_photograph_is_not_that_of_what_follows(knowledge: Knowledge) -> None:
    caption = "Envoys walk to lunch, May 3, 2025 (credit: A. Name/Agency)"
    document = make.document(f"{caption} Peskov said the road was open.", published=WEDNESDAY)
    assert resolved(document, knowledge, ("Peskov", "said", "the road was open")) == ["None"]


def test_he_added_goes_on_with_the_day(knowledge: Knowledge) -> None:
    document = make.document(
        "Peskov said on Tuesday that it was late. He added that nobody was asked.",
        published=WEDNESDAY,
    )
    assert resolved(
        document,
        knowledge,
        ("Peskov", "said", "it was late"),
        ("He", "added", "nobody was asked"),
    ) == ["2025-05-20", "2025-05-20"]


def test_time_of_something_else_is_left_alone(knowledge: Knowledge) -> None:
    document = make.document(
        "Peskov said the road was open, after shells fell on Monday.", published=WEDNESDAY
    )
    assert resolved(document, knowledge, ("Peskov", "said", "the road was open")) == ["None"]


def test_day_that_the_text_leaves_counts_as_the_documents(knowledge: Knowledge) -> None:
    document = make.document(
        "The G20 summit in Bali ended this week. They left today (Thursday). "
        "Peskov said on Monday that the road was open."
    )
    parts = ("Peskov", "said", "the road was open")
    assert resolved(document, knowledge, parts) == ["2022-11-14"]


SPEAKERS = ("Joe Biden", "Olaf Scholz", "Donald Trump", "Angela Merkel", "John Kirby")


def period_of(text: str, knowledge: Knowledge, speakers: Sequence[str] = SPEAKERS) -> DateRange:
    """Date a text in which everybody of SPEAKERS whom it names is the source of its last words."""
    document = make.document(text)
    words = make.span(document, text.split()[-1])
    attributions = tuple(
        Attribution(
            source=make.span(document, name), cue=None, content=(words,), quote=QuoteForm.INDIRECT
        )
        for name in speakers
        if name in text
    )
    reading = Reading(document=document.id, reader="test/1", attributions=attributions)
    period = resolve(document, reading, knowledge, make.RUN.id).period
    assert period is not None
    assert period.document == document.id
    assert all(bound.words.holds_in(text) for bound in period.bounds)
    return period


@pytest.mark.parametrize(
    ("text", "days", "why"),
    [
        ("The law of November 16, 2023 holds.", "2023-11-16 or later", ["November 16, 2023"]),
        ("It was signed in 2021 and in 2022.", "2021 or later", ["in 2022"]),
        ("Since 2022 nothing moved.", "2022 or later", ["Since 2022"]),
        ("President Joe Biden spoke.", "2021-01-20 to 2025-01-20", ["President Joe Biden"]),
        (
            "Joe Biden, the President of the United States, and the Chancellor of Germany, "
            "Olaf Scholz, spoke.",
            "2021-12-08 to 2025-05-06",
            ["Chancellor of Germany, Olaf Scholz"],
        ),
        ("On it Joe Biden, the 46th president, spoke.", "2021-01-20 to 2025-01-20", ["46th"]),
        ("On it Joe Biden, a former president, spoke.", "2025-01-20 or later", ["former"]),
        ("On it Joe Biden, whom the president called, spoke.", None, []),
        ("The former president Joe Biden spoke.", "2025-01-20 or later", ["former president Joe"]),
        ("Ex-president Joe Biden spoke.", "2025-01-20 or later", ["Ex-president Joe Biden"]),
        ("Nobody said anything of note.", None, []),
        (
            "He presented it this Wednesday, 16 of October of 2024, in Kyiv.",
            "2024-10-16 to 2024-10-22",
            ["16 of October of 2024"],
        ),
        ("It was signed today, Monday, 3 March 2025.", "2025-03-03", ["3 March 2025"]),
    ],
)
def test_undated_document_is_bounded_by_what_it_tells(
    text: str, days: str | None, why: list[str], knowledge: Knowledge
) -> None:
    period = period_of(text, knowledge)
    assert period.days == days
    for words in why:
        assert any(words in bound.words.text for bound in period.deciding)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # Monday was the sixth of November in 2017 too, when Biden was no president.
        ("President Joe Biden spoke on Monday, November 6.", "2023-11-06 to 2024-11-05"),
        ("President Joe Biden spoke on Monday, 6 November.", "2023-11-06 to 2024-11-05"),
        # 2015, 2020 and 2026, of which the term of Merkel and those of Trump leave one.
        (
            "President Donald Trump and Chancellor Angela Merkel spoke on Wednesday, November 4.",
            "2020-11-04 to 2021-11-04",
        ),
        # Each fits three years, both together less than a year apart only 2020.
        ("They met on Friday, February 28, and on Monday, March 2.", "2020-03-02 to 2021-02-27"),
        # A day ahead bounds only the other end.
        ("President Joe Biden will speak on Monday, November 6.", "2021-01-20 to 2024-11-05"),
        # No year has it.
        ("President Joe Biden spoke on Monday, February 30.", "2021-01-20 to 2025-01-20"),
        # With its year it needs no weekday, and may be years ago.
        ("It began on Monday, November 6, 2023.", "2023-11-06 or later"),
    ],
)
def test_weekdays_and_dates_constrain_each_other(
    text: str, days: str, knowledge: Knowledge
) -> None:
    assert period_of(text, knowledge).days == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("KYIV, Sept 30 (Agency) - Prime Minister Liz Truss spoke.", "2022-09-30 to 2022-10-01"),
        ("MOSCOW, October 3. /AGENCY/. Prime Minister Liz Truss.", "2022-10-03 to 2022-10-04"),
        ("UNITED NATIONS, 6 Oct - Prime Minister Liz Truss spoke.", "2022-10-06 to 2022-10-07"),
        ("In Kyiv, Oct 6 was cold. Prime Minister Liz Truss spoke.", "2022-09-06 or later"),
    ],
)
def test_dateline_of_an_agency_tells_the_day(text: str, days: str, knowledge: Knowledge) -> None:
    assert period_of(text, knowledge).days == days


@pytest.mark.parametrize(
    "text",
    [
        "The treaty expires on 5 February 2026.",
        "Elections are planned for March 3, 2025.",
        "Members want to be done by 2024.",
        "The plant will run until 2026.",
        "In 2045 all will be well.",
    ],
)
def test_date_that_lies_ahead_bounds_nothing(text: str, knowledge: Knowledge) -> None:
    assert period_of(text, knowledge).bounds == ()


def test_month_named_may_is_no_sign_of_the_future(knowledge: Knowledge) -> None:
    assert period_of("It began on May 14, 2023 in fog.", knowledge).days == "2023-05-14 or later"


def test_boilerplate_bounds_nothing(knowledge: Knowledge) -> None:
    text = "They met again.\nPresident Joe Biden on May 14, 2023"
    segments = [make.segment(0, 15), make.segment(16, len(text), SegmentKind.BOILERPLATE)]
    document = make.document(text, segments=segments)
    reading = Reading(document=document.id, reader="test/1", attributions=())
    period = resolve(document, reading, knowledge, "run").period
    assert period is not None
    assert period.bounds == ()


def test_title_that_contradicts_a_date_told_gives_way(knowledge: Knowledge) -> None:
    period = period_of(
        "President Joe Biden left on January 20, 2025. By March 3, 2025 he "
        "wrote. It was in print on April 1, 2025.",
        knowledge,
    )
    assert period.days == "2025-04-01 or later"


def test_who_does_not_speak_may_have_left_since(knowledge: Knowledge) -> None:
    text = "President Joe Biden and Olaf Scholz met."
    assert period_of(text, knowledge).days == "2021-01-20 to 2025-01-20"
    assert period_of(text, knowledge, ["Olaf Scholz"]).days == "2021-01-20 or later"


@pytest.mark.parametrize(
    "text",
    [
        "It began when President Joe Biden spoke.",
        "The fair was opened last year by President Joe Biden.",
        "In December 2022 President Joe Biden spoke.",
    ],
)
def test_title_of_a_time_gone_by_bounds_no_end(text: str, knowledge: Knowledge) -> None:
    assert period_of(text, knowledge).latest is None


def test_title_after_somebodys_name_bounds_nothing(knowledge: Knowledge) -> None:
    text = "Barack Obama’s national security adviser, Susan Rice, warned them."
    assert period_of(text, knowledge, ["Susan Rice"]).bounds == ()


def test_several_offices_of_one_title_bound_together(knowledge: Knowledge) -> None:
    period = period_of("The US spokesman John Kirby spoke.", knowledge)
    assert period.days == "2021-01-20 to 2025-01-20"


def test_dated_document_has_no_period(knowledge: Knowledge) -> None:
    document = make.document("President Joe Biden spoke.", published="2023-11-06")
    reading = Reading(document=document.id, reader="test/1", attributions=())
    assert resolve(document, reading, knowledge, "run").period is None
