"""When statements were made: words of time beside the cue, against the document's day."""

import pytest

from dragoman.record import Attribution, Document, QuoteForm, Reading
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


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "why"),
    [
        ("The law of November 16, 2023 holds.", "2023-11-16", None, ("November 16, 2023",)),
        ("President Joe Biden spoke.", "2021-01-20", "2025-01-20", ("president Joe Biden",) * 2),
        (
            "President Joe Biden spoke on Monday, November 6, in Washington.",
            "2023-11-06",
            "2025-01-20",
            ("Monday, November 6", "president Joe Biden"),
        ),
        ("Since 2014 nothing moved.", None, None, ()),
        ("The former president Joe Biden spoke.", None, None, ()),
    ],
)
def test_undated_document_is_bounded_by_what_it_tells(
    text: str, earliest: str | None, latest: str | None, why: tuple[str, ...], knowledge: Knowledge
) -> None:
    document = make.document(text)
    reading = Reading(document=document.id, reader="test/1", attributions=())
    period = resolve(document, reading, knowledge, "run").period
    assert period is not None
    told = period.earliest if period.earliest != "2014" else None
    assert (told, period.latest) == (earliest, latest)
    assert set(why) <= set(period.why)


def test_dated_document_has_no_period(knowledge: Knowledge) -> None:
    document = make.document("President Joe Biden spoke.", published="2023-11-06")
    reading = Reading(document=document.id, reader="test/1", attributions=())
    assert resolve(document, reading, knowledge, "run").period is None
