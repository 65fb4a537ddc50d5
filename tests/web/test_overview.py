"""The first page, the quarantine and the pictures of coverage."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from fastapi.testclient import TestClient

from dragoman.record import Stage
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web import create_app
from dragoman.web.bars import HEIGHT, Step, build_bars
from dragoman.web.pages import overview, quarantine
from tests import make
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks
from tests.web.trees import Element, link_of, main_of, page_at, with_class, words


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


@pytest.fixture
def empty(dossier: Dossier, store: Store) -> Iterator[TestClient]:
    """Read a dossier whose record is empty."""
    with TestClient(create_app(dossier, store)) as client:
        yield client


def summary(page: Element) -> str:
    (found,) = with_class(page, "sum")
    return words(found)


def section(page: Element, id_: str) -> str:
    (found,) = page.xpath(f"//section[@aria-labelledby='{id_}']")
    return words(found)


def test_overview_begins_a_week_before_the_newest_day(client: TestClient, rounds: Rounds) -> None:
    told = summary(page_at(client, "/"))
    assert told.startswith("Since 3 June 2025:")
    assert "2 articles from 2 outlets, with 6 statements" in told
    assert "1 shift ·" in told


def test_overview_counts_what_is_new_since_the_day_that_is_chosen(
    client: TestClient, rounds: Rounds
) -> None:
    told = summary(page_at(client, "/?since=2025-05-21"))
    assert "Since 21 May 2025" in told
    assert "4 articles from 2 outlets, with 10 statements" in told
    assert "1 contested claim ·" in told
    until = summary(page_at(client, "/?since=2025-05-21&until=2025-05-31"))
    assert "Since 21 May 2025 until 31 May 2025" in until
    assert "1 article from 1 outlet, with 2 statements" in until


def test_overview_shows_shifts_of_what_is_held_before_first_statements(
    client: TestClient, rounds: Rounds
) -> None:
    told = section(page_at(client, "/"), "shifts")
    assert "There will be no truce this summer" in told
    assert "called for" not in told
    assert "1 of what is held" in told
    earlier = section(page_at(client, "/?since=2025-05-18&until=2025-05-22"), "shifts")
    assert "No position changed; these parties spoke to a concept for the first time" in earlier
    assert "The island stays with us" in earlier


def test_overview_shows_who_contests_what(client: TestClient, rounds: Rounds, talks: Talks) -> None:
    page = page_at(client, "/?since=2025-05-21")
    told = section(page, "contested")
    assert "The offer was sent to Sudland" in told
    assert "Karl Holm" in told
    assert link_of(page, "The offer was sent").startswith("/claims/")
    assert "No claim" in section(page_at(client, "/"), "contested")


def test_overview_shows_meetings_ahead_the_next_one_first(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/")
    told = section(page, "meetings")
    assert told.startswith("Meetings ahead")
    assert told.index("2025-06-14") < told.index("2025-06-20")
    assert "confirmed by NO Norland" in told
    assert "denied by SU Sudland" in told
    assert "2025-06-01" not in told
    assert "2 meetings ahead" in summary(page)


def test_overview_shows_the_newest_meetings_where_none_is_ahead(
    client: TestClient, talks: Talks, store: Store
) -> None:
    held = make.meeting(make.evidence(talks.first, "last week"), date="2025-05-12")
    store.writer().put_meetings([held])
    told = section(page_at(client, "/"), "meetings")
    assert told.startswith("Newest meetings")
    assert "2025-05-12" in told


def test_overview_has_coverage_by_day_in_a_table_and_a_picture(
    client: TestClient, rounds: Rounds
) -> None:
    page = page_at(client, "/")
    rows = page.xpath("//section[@aria-labelledby='coverage']//tbody/tr")
    numbers = {words(row.xpath("th")[0]): words(row.xpath("td")[0]) for row in rows}
    assert len(numbers) == 8
    assert numbers["2025-06-10"] == numbers["2025-06-09"] == "1"
    assert numbers["2025-06-04"] == "–"
    (picture,) = page.xpath("//figure/*[local-name()='svg']")
    assert "from 2025-05-19 to 2025-06-10" in picture.get("aria-label")
    assert page.xpath("//*[@style]") == []


def test_overview_has_coverage_by_outlet(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/?since=2025-05-01")
    rows = page.xpath("//section[@aria-labelledby='outlets']//tbody/tr")
    told = [[words(cell) for cell in row.xpath("th|td[@class='num']")] for row in rows]
    assert told == [["Sud Daily", "3", "8"], ["The Northern Post", "2", "5"]]
    assert link_of(page, "Sud Daily") == "/outlets/Sud%20Daily"


def test_overview_says_what_is_missing(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/")
    told = section(page, "missing")
    assert "1 article of 6 has no place in time" in told
    assert "bro<ken>.txt ingest: not text; give a text file" in told


def test_a_date_in_the_future_is_not_the_newest_day(
    client: TestClient, rounds: Rounds, store: Store
) -> None:
    store.writer().add_document(make.document("Later.", "later.txt", published="2931-01-01"))
    page = page_at(client, "/")
    assert summary(page).startswith("Since 3 June 2025")
    assert "1 article is dated in the future" in section(page, "missing")


def test_overview_moves_by_its_own_length(client: TestClient, rounds: Rounds) -> None:
    page = page_at(client, "/?since=2025-05-21&until=2025-05-31")
    assert link_of(page, "before") == "/?since=2025-05-10&until=2025-05-20"
    assert link_of(page, "after") == "/?since=2025-06-01&until=2025-06-11"
    assert "after ▸" not in main_of(page_at(client, "/"))


@pytest.mark.parametrize("query", ["since=0001-01-01", "since=9999-12-31", "until=0001-01-01"])
def test_overview_bears_days_at_the_ends_of_the_calendar(
    client: TestClient, rounds: Rounds, query: str
) -> None:
    assert client.get(f"/?{query}").status_code == 200


def test_overview_of_an_empty_record_says_what_to_do(empty: TestClient) -> None:
    told = main_of(page_at(empty, "/"))
    assert "dragoman add" in told
    assert "dragoman run" in told


def test_overview_of_undated_articles_says_that_nothing_can_be_new(
    empty: TestClient, store: Store
) -> None:
    store.writer().add_document(make.document())
    assert "1 document, none of them with a date" in main_of(page_at(empty, "/"))


def test_overview_of_articles_that_were_not_read_says_so(empty: TestClient, store: Store) -> None:
    store.writer().add_document(make.document(published="2025-05-19"))
    assert "dragoman run" in main_of(page_at(empty, "/"))


def test_overview_follows_what_is_written(client: TestClient, rounds: Rounds, store: Store) -> None:
    assert "2 articles" in summary(page_at(client, "/"))
    store.writer().add_document(make.document("New.", "new.txt", published="2025-06-10"))
    assert "3 articles" in summary(page_at(client, "/"))


def test_overview_leads_to_the_rest_of_long_lists(
    client: TestClient, rounds: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "OUTLETS", 1)
    page = page_at(client, "/?since=2025-05-01")
    assert "1 other outlet" in section(page, "outlets")
    (further,) = page.xpath("//section[@aria-labelledby='shifts']//p[@class='further']/a[1]")
    everything = with_class(page_at(client, further.get("href")), "shift")
    assert words(further) == f"All {len(everything)} shifts"


def test_quarantine_tells_what_why_and_what_to_do(client: TestClient, rounds: Rounds) -> None:
    told = main_of(page_at(client, "/quarantine"))
    assert "bro<ken>.txt" in told
    assert "not text; give a text file" in told
    assert "1.2 kB" in told
    assert "dragoman add" in told


def test_quarantine_leads_to_an_article_that_is_kept(
    client: TestClient, rounds: Rounds, store: Store, talks: Talks
) -> None:
    failed = make.quarantine(reason="too long", stage=Stage.EXTRACT, document=talks.third)
    store.writer().add_quarantine(failed)
    page = page_at(client, "/quarantine?stage=extract")
    assert link_of(page, "third.txt") == f"/documents/{talks.third.id}"
    assert "bro<ken>" not in main_of(page)


def test_quarantine_goes_on_where_a_page_ends(
    client: TestClient, store: Store, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarantine, "LIMIT", 2)
    for number in range(3):
        store.writer().add_quarantine(make.quarantine(f"{number}.txt"))
    first = page_at(client, "/quarantine")
    second = page_at(client, link_of(first, "Show more"))
    rows = [words(row) for page in (first, second) for row in page.xpath("//tbody//th")]
    assert rows == ["0.txt", "1.txt", "2.txt"]


def test_quarantine_that_is_empty_says_so(client: TestClient) -> None:
    assert "Nothing is in quarantine" in main_of(page_at(client, "/quarantine"))


def test_bars_stand_for_days_where_there_is_room_else_for_more() -> None:
    days = [("2025-01-31", 2), ("2025-02-01", 1)]
    for most, step in ((400, Step.DAY), (60, Step.WEEK), (12, Step.MONTH), (5, Step.QUARTER)):
        bars = build_bars(days, first="2025-01-01", last="2025-12-31", most=most)
        assert bars.step is step
        assert sum(bar.number for bar in bars.bars) == 3
        assert max(bar.height for bar in bars.bars) == HEIGHT


def test_bars_follow_each_other_without_gaps() -> None:
    for most in (800, 120, 30, 9, 3):
        bars = build_bars([], first="2024-02-03", last="2026-02-27", most=most).bars
        assert bars[0].first <= "2024-02-03"
        assert bars[-1].last >= "2026-02-27"
        assert all(one.last < other.first for one, other in pairwise(bars))


def test_bars_mark_the_time_that_is_looked_at() -> None:
    bars = build_bars(
        [], first="2025-01-01", last="2025-03-31", most=3, since="2025-02-10", until="2025-02-12"
    )
    assert [(bar.name, bar.within) for bar in bars.bars] == [
        ("2025-01", False),
        ("2025-02", True),
        ("2025-03", False),
    ]
