"""Meetings in the browser: those ahead first, and one meeting with its words."""

import pytest
from fastapi.testclient import TestClient

from dragoman.record import Document, Meeting, MeetingStatus
from dragoman.store import Store
from dragoman.store.queries.meetings import Ahead, MeetingCounts, MeetingsTold
from dragoman.web.desk import Desk
from dragoman.web.pages.meetings import build_meetings
from tests import make
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import found, page, serve_empty, words
from tests.web.talks import Talks


@pytest.fixture
def told(store: Store, talks: Talks) -> Disputes:
    return write_disputes(store, talks)


def lines(body: str) -> list[str]:
    return [words(row) for row in found(body, "//table[@class='meetings']/tbody/tr")]


def test_what_is_ahead_comes_first_and_what_has_no_day_stands_where_it_is_told(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, "/meetings")
    assert [words(h) for h in found(body, "//h2")] == ["Ahead", "Until then"]
    ahead, reported, held = lines(body)
    assert ahead.startswith("told 2025-05-22 NO Norland, SU Sudland Geneva planned")
    assert reported.startswith("told 2025-05-21 NO Norland, WE Westland place not told reported")
    assert "denied by NO Norland" in reported
    assert held.startswith("2025-05-19 NO Norland, SU Sudland Karl Holm Geneva held")
    assert "reported by WE Westland" in held


def test_the_words_lead_to_their_place(client: TestClient, told: Disputes) -> None:
    span = told.held.evidence[0].span
    (link,) = found(page(client, "/meetings?status=held"), "//a[@class='quote']/@href")
    assert link == f"/documents/{told.post.id}?start={span.start}&end={span.end}#span"


@pytest.mark.parametrize(
    ("query", "statuses"),
    [
        ("status=held", ["held"]),
        ("party=Westland", ["reported"]),
        ("person=Karl+Holm", ["held"]),
        ("person=Karl", []),
        ("since=2025-05-21&until=2025-05-21", ["reported"]),
        ("until=2025-05-20", ["held"]),
        ("since=2025-05-23", []),
    ],
)
def test_meetings_are_filtered(
    client: TestClient, told: Disputes, query: str, statuses: list[str]
) -> None:
    body = page(client, f"/meetings?{query}")
    shown = found(body, "//table//span[contains(@class, 'status')]")
    assert [words(status) for status in shown] == statuses
    if not statuses:
        assert "No meeting fits" in words(body)


def test_a_meeting_shows_who_says_what_and_in_which_words(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, f"/meetings/{told.told.id}")
    seen = words(body)
    assert "Norland and Westland: reported" in seen
    assert "Denied by NO Norland" in seen
    evidence = [words(item) for item in found(body, "//article[@class='telling']//li")]
    assert evidence[0].startswith("The ministry")
    assert "the article" in evidence[0]
    assert "NO Ministry of Norland asserts" in evidence[1], "the words are in what it says"


def test_a_meeting_names_others_of_its_parties(client: TestClient, told: Disputes) -> None:
    body = page(client, f"/meetings/{told.held.id}")
    assert "Norland and Sudland, Geneva, 19 May 2025: held" in words(body)
    assert [line.split(" NO")[0] for line in lines(body)] == ["told 2025-05-22"]
    person = found(body, "//dt[text()='People']/following-sibling::dd//a/@href")
    assert len(person) == 1, "Karl Holm is a known actor"
    assert person[0].startswith("/actors/")


def test_a_meeting_that_is_not_there_is_told(client: TestClient, told: Disputes) -> None:
    assert "There is no meeting &#39;nowhere&#39;" in page(client, "/meetings/nowhere", 404)


def test_a_record_without_meetings_tells_what_to_do(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with serve_empty(tmp_path_factory.mktemp("empty")) as client:
        assert "no meetings yet" in words(page(client, "/meetings"))


DATES = (
    *("2025-05-01", "2025-05", "2025", None, "2025-06-30", "2025-07", "2026"),
    *("2025-05-30", None, "2025-05-29"),
)


@pytest.fixture
def many(store: Store, told: Disputes) -> list[Meeting]:
    """Write meetings of all kinds of dates; every other one is planned."""
    documents = (told.post, told.sudland)
    undated = make.document("Once upon a time they met, and met again.", "undated.txt")
    store.writer().add_document(undated)

    def met(number: int, date: str | None, document: Document) -> Meeting:
        place = make.span(document).start + number
        text = document.text[place : place + 3]
        evidence = make.evidence(document, None)
        span = type(evidence.span)(start=place, end=place + 3, text=text)
        planned = number % 2 == 0
        return make.meeting(
            type(evidence)(document=document.id, span=span), date=date,
            status=MeetingStatus.PLANNED if planned else MeetingStatus.HELD,
        )  # fmt: skip

    found = [met(n, date, documents[n % 2]) for n, date in enumerate(DATES)]
    found += [met(20, None, undated), met(21, None, undated)]
    store.writer().put_meetings(found)
    return found


def walked(store: Store, **asked: object) -> list[Meeting]:
    seen: list[Meeting] = []
    after = None
    while True:
        query = MeetingsTold(after=after, limit=2, **asked)  # type: ignore[arg-type]
        part = store.view().ask(query)
        seen += [one.meeting for one in part.items]
        after = part.next
        if after is None:
            return seen


def test_every_meeting_is_either_ahead_or_past_and_once(store: Store, many: list[Meeting]) -> None:
    line = Ahead(day="2025-05-29", lately="2025-05-20")
    ahead, past = walked(store, ahead=line), walked(store, past=line)
    ids = [meeting.id for meeting in (*ahead, *past)]
    assert sorted(ids) == sorted(meeting.id for meeting in many)
    assert [meeting.date for meeting in ahead] == [
        *("2025", "2025-06-30", "2026"),
        None,
    ], "planned, the earliest first, then what is told of lately without a date"
    dated = [meeting.date for meeting in past if meeting.date]
    assert dated == sorted(dated, reverse=True)


def test_meetings_that_nothing_dates_come_last_and_fit_no_limit(
    store: Store, many: list[Meeting]
) -> None:
    assert [meeting.date for meeting in walked(store)][-2:] == [None, None]
    limited = walked(store, since="2000-01-01")
    assert len(limited) == len(many) - 2


def test_a_date_that_is_a_month_or_year_may_be_within_limits(
    store: Store, many: list[Meeting]
) -> None:
    found = {meeting.date for meeting in walked(store, since="2025-05-15", until="2025-05-20")}
    assert found == {"2025-05", "2025", None}


def test_statuses_are_counted(app_desk: Desk, store: Store, many: list[Meeting]) -> None:
    counts = dict(store.view().ask(MeetingCounts()))
    assert counts == {MeetingStatus.HELD: 6, MeetingStatus.PLANNED: 6}
    tabs = {tab.status: tab.meetings for tab in build_meetings(app_desk.seated()).tabs}
    assert tabs[MeetingStatus.PLANNED] == 6
    assert tabs[MeetingStatus.DENIED] == 0
