"""Which meetings short passages tell of, who tells of them, and how several documents agree."""

import time
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import TypedDict

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import (
    Act,
    Attribution,
    Evidence,
    Meeting,
    MeetingStatus,
    QuoteForm,
    Reading,
    Segment,
    SegmentKind,
    Span,
    evidence_id,
)
from dragoman.resolve import Knowledge, load_knowledge, resolve
from dragoman.resolve.gazetteer import Gazetteer, Place, PlaceKind
from dragoman.resolve.meetings import country_lookup, find_meetings, merge_meetings
from dragoman.resolve.meetings.lexicon import meeting_words
from dragoman.resolve.meetings.timelines import timeline_years
from tests import make

PUBLISHED = "2025-06-04"


class Case(TypedDict):
    text: str
    meetings: list[str]


CASES: list[Case] = yaml.safe_load((Path(__file__).parent / "meetings.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def gazetteer(knowledge: Knowledge) -> Gazetteer:
    return Gazetteer.of(knowledge)


def row(meeting: Meeting) -> str:
    names = (", ".join(meeting.participants), ", ".join(meeting.people))
    cells = (meeting.status, *names, meeting.place, meeting.date)
    return " | ".join(cell or "-" for cell in cells)


def in_any_order(written: str) -> list[object]:
    status, parties, people, place, date = written.split(" | ")
    return [status, set(parties.split(", ")), set(people.split(", ")), place, date]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:50] for case in CASES])
def test_meetings_of_a_passage_are_found(
    case: Case, knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    document = make.document(case["text"], published=PUBLISHED)
    found = find_meetings(document, (), knowledge, gazetteer)
    rows = [row(meeting) for meeting in found]
    assert list(map(in_any_order, rows)) == list(map(in_any_order, case["meetings"])), rows


def test_cases_are_many_enough() -> None:
    assert len(CASES) >= 40


def read(
    text: str,
    knowledge: Knowledge,
    gazetteer: Gazetteer,
    source: str,
    cue: str,
    content: str,
    act: Act | None = None,
) -> tuple[Meeting, ...]:
    document = make.document(text, published=PUBLISHED)
    attribution = Attribution(
        source=make.span(document, source),
        cue=make.span(document, cue),
        content=(make.span(document, content),),
        quote=QuoteForm.INDIRECT,
        act=act,
    )
    reading = Reading(document=document.id, reader="test/1", attributions=(attribution,))
    statements = resolve(document, reading, knowledge, "run").statements
    return find_meetings(document, statements, knowledge, gazetteer)


def test_who_tells_of_a_meeting_reports_it(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    text = "Hakan Fidan said Turkey and Egypt held talks in Cairo on Monday."
    content = "Turkey and Egypt held talks in Cairo on Monday"
    (meeting,) = read(text, knowledge, gazetteer, "Hakan Fidan", "said", content)
    assert meeting.reported_by == ("Hakan Fidan",)
    assert meeting.status is MeetingStatus.HELD


def test_what_only_an_outlet_tells_is_reported(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    text = "Reuters reported that Turkey and Egypt held talks in Cairo on Monday."
    content = "Turkey and Egypt held talks in Cairo on Monday"
    (meeting,) = read(text, knowledge, gazetteer, "Reuters", "reported", content)
    assert meeting.status is MeetingStatus.REPORTED
    assert meeting.reported_by == ("Reuters",)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "On Monday Hakan Fidan, back home, said that Turkey and Egypt had held talks in Cairo.",
            "Hakan Fidan",
            "said",
            "Turkey and Egypt had held talks in Cairo",
        ),
        (
            "Egyptian envoys for the talks with Turkey in Cairo today voiced hope.",
            "Egyptian envoys for the talks with Turkey in Cairo",
            "voiced",
            "hope",
        ),
    ],
)
def test_day_on_which_it_is_told_is_not_that_of_the_meeting(
    text: str, source: str, cue: str, content: str, knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    for meeting in read(text, knowledge, gazetteer, source, cue, content):
        assert meeting.date is None


def test_undated_document_counts_from_the_day_that_its_text_leaves(
    knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    text = (
        "It was signed today, Monday, 3 March 2025. Turkey and Egypt will meet in Cairo on Friday."
    )
    (meeting,) = find_meetings(make.document(text), (), knowledge, gazetteer)
    assert meeting.date == "2025-03-07"


@pytest.mark.parametrize(
    ("cue", "confirmed", "denied"),
    [
        ("confirmed", ("Dmitry Peskov",), ()),
        ("denied", (), ("Dmitry Peskov",)),
        ("has not yet confirmed", (), ()),
        ("did not deny", (), ()),
    ],
)
def test_who_confirms_and_who_denies_is_kept(
    cue: str,
    confirmed: tuple[str, ...],
    denied: tuple[str, ...],
    knowledge: Knowledge,
    gazetteer: Gazetteer,
) -> None:
    text = f"Dmitry Peskov {cue} that Russia and Japan held talks in Astana on Monday."
    content = "Russia and Japan held talks in Astana on Monday"
    (meeting,) = read(text, knowledge, gazetteer, "Dmitry Peskov", cue, content)
    assert (meeting.confirmed_by, meeting.denied_by) == (confirmed, denied)


def test_i_in_a_quotation_is_the_speaker(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    text = '"I met Emmanuel Macron in Nice on Sunday," Kaja Kallas said.'
    content = "I met Emmanuel Macron in Nice on Sunday"
    (meeting,) = read(text, knowledge, gazetteer, "Kaja Kallas", "said", content)
    assert set(meeting.people) == {"Kaja Kallas", "Emmanuel Macron"}


def test_what_a_headline_takes_from_an_outlet_is_reported(
    knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    text = "NBC News: Norway and Sweden held talks in Oslo on Monday"
    document = make.document(text, published=PUBLISHED)
    (meeting,) = find_meetings(document, (), knowledge, gazetteer)
    assert (meeting.status, meeting.reported_by) == (MeetingStatus.REPORTED, ("NBC News",))


def test_places_are_those_of_the_gazetteer(knowledge: Knowledge) -> None:
    zubrovka = Place(name="Zubrovka", kind=PlaceKind.CITY, country="Chad")
    document = make.document("Chad and Sudan held talks in Zubrovka.", published=PUBLISHED)
    gazetteer = Gazetteer(places={"Zubrovka": zubrovka})
    (meeting,) = find_meetings(document, (), knowledge, gazetteer)
    assert meeting.place == "Zubrovka"
    assert country_lookup(gazetteer)("Zubrovka") == "Chad"


DATED = """The rebels took the coast in May 2019. In August 2019 a truce was signed. In January 2021
it broke down. On March 4 Norway and Sweden held talks in Oslo. On November 30 fighting began again.
On February 2 a second truce was signed. In April 2023 it was extended."""


def test_a_timeline_gives_its_dates_their_years() -> None:
    years = {DATED[at : at + 8]: year for at, year in timeline_years(DATED).items()}
    assert years == {"March 4 ": 2021, "November": 2021, "February": 2022}


def test_a_date_of_a_timeline_is_not_the_last_before_publication(
    knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    document = make.document(DATED, published=PUBLISHED)
    (meeting,) = find_meetings(document, (), knowledge, gazetteer)
    assert (meeting.place, meeting.date) == ("Oslo", "2021-03-04")


def test_dates_that_do_not_rise_are_no_timeline() -> None:
    assert (
        timeline_years("In May 2019, in June 2017, in March 2021, in July 2018. On March 4") == {}
    )


def test_boilerplate_is_not_read(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    text = "Emmanuel Macron met Giorgia Meloni in Rome on Tuesday."
    segments = [Segment(start=0, end=len(text), kind=SegmentKind.BOILERPLATE)]
    document = make.document(text, published=PUBLISHED, segments=segments)
    assert find_meetings(document, (), knowledge, gazetteer) == ()


def test_everything_stands_on_words_of_the_document(
    knowledge: Knowledge, gazetteer: Gazetteer
) -> None:
    for case in CASES:
        document = make.document(case["text"], published=PUBLISHED)
        for meeting in find_meetings(document, (), knowledge, gazetteer):
            assert all(e.span.holds_in(document.text) for e in meeting.evidence)
            assert all(e.document == document.id for e in meeting.evidence)


def test_an_undated_document_tells_no_day(knowledge: Knowledge, gazetteer: Gazetteer) -> None:
    document = make.document("Emmanuel Macron met Giorgia Meloni in Rome on Tuesday.")
    (meeting,) = find_meetings(document, (), knowledge, gazetteer)
    assert meeting.date is None


# -- several documents -------------------------------------------------------------------------


def told(
    document: str,
    date: str | None,
    place: str | None = None,
    people: tuple[str, ...] = (),
    parties: tuple[str, ...] = ("Russia", "Ukraine"),
    status: MeetingStatus = MeetingStatus.HELD,
    denied_by: tuple[str, ...] = (),
    words: str | None = None,
) -> Meeting:
    text = words or document
    span = Span(start=0, end=len(text), text=text)
    evidence = (Evidence(document=document, span=span),)
    return Meeting(
        id=evidence_id("meeting", evidence),
        participants=parties,
        people=people,
        place=place,
        date=date,
        status=status,
        denied_by=denied_by,
        evidence=evidence,
    )


def sizes(meetings: Iterable[Meeting]) -> list[int]:
    return sorted(len(meeting.evidence) for meeting in meetings)


COUNTRIES = {"Istanbul": "Turkey", "Rome": "Italy"}.get


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (told("a", "2025-05-16"), told("b", "2025-05-16"), True),
        (told("a", "2025-05-16", "Istanbul"), told("b", "2025-05-16", "Turkey"), True),
        (told("a", "2025-05-16", "Istanbul"), told("b", "2025-05", "Istanbul"), True),
        (told("a", "2025-05-16", "Istanbul"), told("b", "2025-05-16", "Rome"), False),
        (told("a", "2025-05-16"), told("b", "2025-06-02"), False),
        (told("a", "2025-05-16"), told("b", None), False),
        (told("a", "2025", "Istanbul"), told("b", "2025", "Istanbul"), False),
        (
            told("a", "2025-05-16", people=("Ann",)),
            told("b", "2025-05-16", people=("Bo",)),
            False,
        ),
        (
            told("a", "2025-05-16"),
            told("b", "2025-05-16", parties=("Russia", "Ukraine", "Turkey")),
            True,
        ),
        (told("a", "2025-05-16"), told("b", "2025-05-16", parties=("Russia", "Iran")), False),
    ],
)
def test_same_meetings_are_joined(one: Meeting, other: Meeting, same: bool) -> None:
    merged = merge_meetings([one, other], COUNTRIES)
    assert sizes(merged) == ([2] if same else [1, 1])


def test_a_vague_report_that_fits_two_meetings_stays_alone() -> None:
    rounds = [told("a", "2025-05-16", "Istanbul"), told("b", "2025-05-23", "Istanbul")]
    vague = told("c", "2025-05", "Istanbul")
    assert sizes(merge_meetings([*rounds, vague], COUNTRIES)) == [1, 1, 1]


WORDS = "the sixth meeting between Ann and Bo"


@pytest.mark.parametrize("day", [None, "2025"])
def test_copies_of_an_article_tell_of_one_undated_meeting(day: str | None) -> None:
    one, copy = told("a", day, words=WORDS), told("b", day, words=WORDS)
    assert sizes(merge_meetings([one, copy])) == [2]
    assert sizes(merge_meetings([one, told("b", day, "Rome", words=WORDS)])) == [1, 1]
    assert sizes(merge_meetings([one, told("b", day, words=f"{WORDS} again")])) == [1, 1]


def test_what_a_document_tells_as_ahead_is_not_what_it_tells_as_over() -> None:
    over = told("a", "2025-05-16", words="they spoke on Friday")
    ahead = told("a", "2025-05", words="they will speak", status=MeetingStatus.PLANNED)
    assert sizes(merge_meetings([over, ahead])) == [1, 1]
    elsewhere = told("b", "2025-05", words="they will speak", status=MeetingStatus.PLANNED)
    assert sizes(merge_meetings([over, elsewhere])) == [2]


def test_disagreement_is_kept() -> None:
    denial = told("b", "2025-05-16", status=MeetingStatus.DENIED, denied_by=("Dmitry Peskov",))
    (meeting,) = merge_meetings([told("a", "2025-05-16"), denial])
    assert meeting.status is MeetingStatus.HELD
    assert meeting.denied_by == ("Dmitry Peskov",)
    assert {e.document for e in meeting.evidence} == {"a", "b"}


MEETINGS = st.lists(
    st.builds(
        told,
        st.text("abcdefgh", min_size=1, max_size=3),
        st.sampled_from([None, "2025", "2025-05", "2025-05-16", "2025-05-17"]),
        st.sampled_from([None, "Istanbul", "Turkey", "Rome"]),
        st.sampled_from([(), ("Ann",), ("Bo",), ("Ann", "Bo")]),
        st.sampled_from([("Russia", "Ukraine"), ("Russia", "Ukraine", "Turkey"), ("Iran",)]),
    ),
    max_size=8,
    unique_by=lambda meeting: meeting.id,
)


@given(MEETINGS, st.randoms())
def test_merging_does_not_depend_on_order(meetings: list[Meeting], random: Random) -> None:
    shuffled = list(meetings)
    random.shuffle(shuffled)
    assert merge_meetings(meetings, COUNTRIES) == merge_meetings(shuffled, COUNTRIES)


@given(MEETINGS)
def test_merging_loses_no_evidence(meetings: list[Meeting]) -> None:
    before = {e for meeting in meetings for e in meeting.evidence}
    after = [e for meeting in merge_meetings(meetings, COUNTRIES) for e in meeting.evidence]
    assert set(after) == before
    assert len(after) == len(before)


def test_merging_many_takes_little_time() -> None:
    many = [
        told(f"d{n}", f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}", parties=(f"P{n % 97}", f"Q{n % 89}"))
        for n in range(20_000)
    ]
    began = time.perf_counter()
    merge_meetings(many)
    assert time.perf_counter() - began < 30


def test_country_of_a_town_is_known(gazetteer: Gazetteer) -> None:
    assert country_lookup(gazetteer)("Doha") == "Qatar"


def test_a_state_lies_in_no_other(gazetteer: Gazetteer) -> None:
    assert country_lookup(gazetteer)("Qatar") is None


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("Envoys met in Geneva.", True),
        ("After the SUMMIT’s first day", True),
        ("The harbour is closed.", False),
    ],
)
def test_sentence_without_a_word_of_contact_tells_of_no_meeting(sentence: str, may: bool) -> None:
    assert meeting_words().may_tell(sentence) is may
