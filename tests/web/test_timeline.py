"""The timeline: day by day in the list, and the same as lanes for the script."""

import json
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient

from dragoman.record import Act, MeetingStatus
from dragoman.store import Store
from dragoman.store.finders import StatementFilter
from dragoman.store.queries.statements import Lane
from dragoman.store.queries.timeline import PartyDay, StatementsOfDays, UndatedCount
from dragoman.web.desk import Desk
from dragoman.web.pages import timeline
from dragoman.web.pages.lanes import (
    GROUPS,
    MOST_DOTS,
    MOST_STEPS,
    Step,
    build_dots,
    glyph_of,
    order_parties,
    step_for,
)
from dragoman.web.pages.timeline import build_timeline
from dragoman.web.pages.timeline_days import DayLine
from dragoman.web.pages.timeline_picture import bulk_since
from tests import make
from tests.web.disputes import Disputes, write_disputes
from tests.web.reading import found, item, page, serve_empty, words
from tests.web.rounds import Rounds, write_rounds
from tests.web.talks import Talks


@pytest.fixture
def rounds(store: Store, talks: Talks) -> Rounds:
    return write_rounds(store, talks)


@pytest.fixture
def told(store: Store, talks: Talks, rounds: Rounds) -> Disputes:
    return write_disputes(store, talks)


def days(body: str) -> dict[str, str]:
    return {
        str(day.xpath(".//h2//time/@datetime")[0]): words(day)
        for day in found(body, "//ol[@id='days']/li")
    }


def test_days_are_listed_newest_first_with_counts_and_words(
    client: TestClient, told: Disputes, talks: Talks
) -> None:
    body = page(client, "/timeline")
    shown = days(body)
    assert list(shown) == sorted(shown, reverse=True)
    assert "5 statements NO 2 SU 2 no party 1" in shown["2025-05-21"]
    assert "Karl Holm rejects The island stays with us Sud Daily" in shown["2025-05-21"]
    links = found(body, f"//a[contains(@href, '#s-{talks.stays.id}')]/@href")
    assert links == [f"/documents/{talks.second.id}#s-{talks.stays.id}"]


def test_meetings_plans_and_shifts_stand_at_their_days(client: TestClient, told: Disputes) -> None:
    shown = days(page(client, "/timeline"))
    assert "held NO Norland, SU Sudland, Geneva" in shown["2025-05-19"]
    assert "planned NO Norland, SU Sudland, Geneva told then; its day is not" in shown["2025-05-22"]
    assert "the peace formula of Norland plan first told of; 2 articles" in shown["2025-05-20"]
    assert "reversal The guns fall silent along the river" in shown["2025-06-10"]


@pytest.mark.parametrize(
    ("query", "only"),
    [
        ("party=Sudland&until=2025-05-22", {"2025-05-22", "2025-05-21", "2025-05-19"}),
        ("speaker=holm&since=2025-05-21&until=2025-05-21", {"2025-05-21"}),
        ("act=decline-comment", {"2025-05-21"}),
        ("outlet=Sud+Daily&until=2025-05-21", {"2025-05-21"}),
        ("concept=island&until=2025-05-21", {"2025-05-21", "2025-05-20"}),
        ("since=2030-01-01", set()),
    ],
)
def test_the_timeline_is_filtered(
    client: TestClient, told: Disputes, query: str, only: set[str]
) -> None:
    body = page(client, f"/timeline?{query}")
    assert set(days(body)) == only
    if not only:
        assert "Nothing with a place in time fits" in words(body)


def test_a_filter_of_statements_leaves_the_rest_out_and_says_so(
    client: TestClient, told: Disputes
) -> None:
    body = page(client, "/timeline?speaker=Holm")
    assert "Meetings, plans and shifts are left out" in words(body)
    assert not found(body, "//p[@class='mark-line']")


def test_every_day_is_on_one_page(
    app_desk: Desk, told: Disputes, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = build_timeline(app_desk)
    monkeypatch.setattr(timeline, "DAYS", 2)
    seen: list[DayLine] = []
    after = None
    while True:
        part = build_timeline(app_desk, after=after)
        seen += part.days
        after = part.next
        if after is None:
            break
    assert [day.day for day in seen] == [day.day for day in whole.days]
    marks = [(len(day.meetings), len(day.plans), len(day.shifts)) for day in seen]
    assert marks == [(len(d.meetings), len(d.plans), len(d.shifts)) for d in whole.days]
    assert sum(day.statements for day in seen) == whole.total


def test_what_is_said_is_counted_and_a_part_is_shown(
    app_desk: Desk, told: Disputes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "EACH", 1)
    built = build_timeline(app_desk)
    day = next(day for day in built.days if day.day == "2025-06-09")
    assert (day.statements, len(day.said)) == (4, 1)
    assert [(count.name, count.statements) for count in day.counts] == [
        (name, 1) for name in ("Avaland", "Bavaland", "Cavaland", "Davaland")
    ]


def test_the_script_gets_the_same_as_json(client: TestClient, told: Disputes) -> None:
    body = page(client, "/timeline")
    (figure,) = found(body, "//figure[@data-timeline]")
    assert item(body, figure.get("data-table")) is not None
    assert item(body, figure.get("data-form")).tag == "form"
    data = json.loads(item(body, figure.get("data-source")).text)
    lanes = {lane["id"]: lane["name"] for lane in data["lanes"]}
    assert list(lanes.values())[:3] == ["Norland", "Sudland", "Westland"]
    assert {dot["lane"] for dot in data["dots"]} == set(lanes)
    no = next(d for d in data["dots"] if d["day"] == "2025-05-22" and d["glyph"] == "✕")
    assert no["words"] == "Sudland, 2025-05-22: 1 statement (denies 1)"
    assert no["href"] == "statements?party=Sudland&since=2025-05-22&until=2025-05-22"
    assert client.get("/" + no["href"]).status_code == 200
    (held,) = [m for m in data["meetings"] if m["start"] == "2025-05-19"]
    assert (held["name"], held["status"]) == ("NO SU", "held")
    assert client.get("/" + held["href"]).status_code == 200
    assert all(client.get("/" + dot["href"]).status_code == 200 for dot in data["dots"][:40])


def test_undated_statements_are_counted_and_led_to(
    client: TestClient, store: Store, told: Disputes
) -> None:
    undated = store.view().ask(UndatedCount())
    assert undated == 1
    body = page(client, "/timeline")
    assert "1 more has no place in time" in words(body)


def test_article_text_is_shown_as_text(client: TestClient, told: Disputes) -> None:
    body = page(client, "/timeline")
    assert "<b>twice</b>" not in body
    assert "<script>alert" not in body


@pytest.mark.parametrize("query", ["after=x", "after=WyJ4Il0", "until=never", "act=sing"])
def test_what_cannot_be_asked_is_a_clear_error(
    client: TestClient, told: Disputes, query: str
) -> None:
    assert client.get(f"/timeline?{query}").status_code == 400


def test_an_empty_record_tells_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serve_empty(tmp_path_factory.mktemp("empty")) as client:
        assert "dragoman run" in words(page(client, "/timeline"))


def test_statements_of_days_come_in_the_order_asked_and_no_more_than_asked(
    store: Store, told: Disputes
) -> None:
    found = store.view().ask(
        StatementsOfDays(days=("2025-06-09", "2025-05-21", "2020-01-01"), each=3)
    )
    assert [(day, len(said)) for day, said in found] == [
        ("2025-06-09", 3),
        ("2025-05-21", 3),
        ("2020-01-01", 0),
    ]


def lanes(number: int, *, step: int = 1, parties: int = 3, acts: int = 4) -> list[Lane]:
    """Make counts of several parties and acts, some days apart."""
    first = date(2015, 1, 1)
    chosen = [Act.ASSERT, Act.DENY, Act.AGREE, Act.DEMAND][:acts]
    return [
        Lane(
            day=(first + timedelta(days=step * n)).isoformat(), party=f"P{p}", act=act,
            statements=n + 1,
        )
        for n in range(number)
        for p in range(parties)
        for act in chosen
    ]  # fmt: skip


def address(party: str | None, since: str, until: str) -> str:
    return f"{party} {since} {until}"


def per_party(counts: list[Lane]) -> list[PartyDay]:
    return [PartyDay(day=one.day, party=one.party, number=one.statements) for one in counts]


@pytest.mark.parametrize(
    ("counts", "step", "by_act"),
    [
        (lanes(10), Step.DAY, True),
        (lanes(120), Step.DAY, False),
        (lanes(100, step=7), Step.WEEK, False),
        (lanes(100, step=30), Step.MONTH, False),
        (lanes(30, step=360), Step.YEAR, True),
        (lanes(0), Step.DAY, False),
    ],
)
def test_dots_are_as_fine_as_there_is_room_for(
    counts: list[Lane], step: Step, by_act: bool
) -> None:
    found_step = step_for(per_party(counts), 3)
    assert found_step is step
    dots = build_dots(counts, {"P0": "0", "P1": "1"}, step, address)
    assert len(dots) <= MOST_DOTS
    assert (len({dot.glyph for dot in dots}) > 1) is by_act
    assert sum(dot.count for dot in dots) == sum(count.statements for count in counts)
    assert {dot.lane for dot in dots} <= {"0", "1", "others"}
    assert len({dot.day for dot in dots}) <= MOST_STEPS + 1


def test_a_dot_of_a_month_leads_to_the_whole_month() -> None:
    counts = lanes(100, step=31, parties=1, acts=1)
    dots = build_dots(counts, {"P0": "0"}, Step.MONTH, address)
    assert dots[1].href == "P0 2015-02-01 2015-02-28"
    assert dots[1].words == "P0, 2015-02-01 to 2015-02-28: 2 statements"


def test_every_act_has_a_glyph() -> None:
    assert {glyph_of(act) for act in (*Act, None)} == {group.glyph for group in GROUPS}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29", "2024-12-31"])
def test_a_day_lies_in_its_step(day: str) -> None:
    for step in Step:
        first, last = step.around(day)
        assert first <= day <= last
        assert (date.fromisoformat(last) - date.fromisoformat(first)).days <= step.days * 1.05


def test_parties_of_the_dossier_have_the_first_lanes() -> None:
    counts = [
        PartyDay(day="2025-01-01", party=party, number=number)
        for party, number in (("A", 1), ("B", 5), ("C", 9), (None, 99))
    ]
    assert order_parties(counts, ["B", "X", "B"]) == ("B", "C", "A")


def test_a_few_old_statements_do_not_stretch_the_picture() -> None:
    old = PartyDay(day="1999-01-01", party=None, number=1)
    new = [PartyDay(day=f"2025-01-{n:02}", party=None, number=5) for n in range(1, 21)]
    assert bulk_since([old, *new]) == "2025-01-02"
    assert bulk_since(new) is None
    assert bulk_since([]) is None


def test_meetings_of_one_time_are_one_bar(app_desk: Desk, store: Store, told: Disputes) -> None:
    more = [
        make.meeting(
            make.evidence(told.post, words), participants=["Norland"], date="2025-05-19",
            status=MeetingStatus.CANCELLED,
        )
        for words in ("Envoys", "Geneva")
    ]  # fmt: skip
    store.writer().put_meetings([told.held, *more])
    (bar,) = build_timeline(app_desk.seated()).picture.meetings
    assert (bar.start, bar.end, bar.name, bar.status) == ("2025-05-19", "2025-05-19", "3", "")
    assert bar.words == "2025-05-19: 3 meetings: cancelled 2, held 1"
    assert bar.href == "meetings?since=2025-05-19&until=2025-05-19"


def test_a_month_is_within_the_limits_that_it_may_be_in(
    app_desk: Desk, store: Store, told: Disputes
) -> None:
    evidence = make.evidence(told.post, "Envoys")
    store.writer().put_meetings([make.meeting(evidence, date="2025-05")])
    asked = StatementFilter(since="2025-05-20", until="2025-05-22")
    built = build_timeline(app_desk.seated(), asked)
    assert [day.day for day in built.days if day.meetings] == ["2025-05"]
    assert [(bar.start, bar.end) for bar in built.picture.meetings] == [
        ("2025-05-01", "2025-05-31")
    ]
