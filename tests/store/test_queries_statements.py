"""Queries about statements: which a page lists, and how many there are of what."""

from collections import Counter
from collections.abc import Iterator

import pytest

from dragoman.errors import QueryError
from dragoman.record import Act, Statement, when_made
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.statements import (
    Grouping,
    LanesByDay,
    Speakers,
    StatementCounts,
    StatementList,
    StatementOrder,
)
from tests.store.conftest import NewStore
from tests.store.newsroom import fill

FILTERS = [
    StatementFilter(),
    StatementFilter(party="Island"),
    StatementFilter(act=Act.DENY, concept="tides"),
    StatementFilter(outlet="Daily Lamp", since="2023-06"),
    StatementFilter(speaker="mott", until="2024-03-01"),
    StatementFilter(since="2024-03", until="2024-03"),
    StatementFilter(since="2023", until="2023"),
]


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store)
        yield store


def days(store: Store) -> dict[str, str | None]:
    """Tell the day of every statement from what the record says of it."""
    view = store.view()
    documents = {document.id: document for document in view.documents()}
    ranges = {found.document: found for found in view.date_ranges()}
    made = {}
    for statement in view.statements():
        published = documents[statement.document].published
        when = when_made(statement.said_on, published, ranges.get(statement.document))
        made[statement.id] = when.day.isoformat() if when.day else None
    return made


@pytest.mark.parametrize("wanted", FILTERS)
def test_lists_have_the_statements_that_the_view_streams(
    store: Store, wanted: StatementFilter
) -> None:
    view = store.view()
    streamed = list(view.statements(wanted))
    by_place = view.ask(StatementList(filter=wanted, order=StatementOrder.PLACE, limit=1000))
    newest = view.ask(StatementList(filter=wanted, limit=1000))
    assert list(by_place.items) == streamed
    assert {s.id for s in newest.items} == {s.id for s in streamed}
    assert streamed


def test_newest_comes_first_and_undated_last(store: Store) -> None:
    day = days(store)
    listed = [day[s.id] for s in store.view().ask(StatementList(limit=1000)).items]
    dated = [found for found in listed if found]
    assert dated == sorted(dated, reverse=True)
    assert listed[len(dated) :] == [None] * (len(listed) - len(dated))
    assert 0 < len(dated) < len(listed)


def test_statements_of_undated_documents_are_found_by_their_range(store: Store) -> None:
    ranges = {found.document: found for found in store.view().date_ranges()}
    found = {
        days
        for s in store.view().statements(StatementFilter(since="2024-02-25", until="2024-02-26"))
        if s.document in ranges and (days := ranges[s.document].days)
    }
    assert found == {"2024-02-20 to 2024-03-01", "2024 or later", "2024 or earlier"}


def value(store: Store, statement: Statement, by: Grouping) -> list[str | None]:
    if by is Grouping.CONCEPT:
        return list({code.concept for code in statement.codes})
    document = store.view().document(statement.document)
    return [
        {
            Grouping.PARTY: statement.party,
            Grouping.ACT: statement.act,
            Grouping.SPEAKER: statement.speaker.name if statement.speaker else None,
            Grouping.OUTLET: document.outlet if document else None,
            Grouping.DAY: days(store)[statement.id],
        }[by]
    ]


@pytest.mark.parametrize("by", Grouping)
@pytest.mark.parametrize("wanted", FILTERS[:4])
def test_counts_are_of_the_statements_that_are_wanted(
    store: Store, by: Grouping, wanted: StatementFilter
) -> None:
    counted = store.view().ask(StatementCounts(filter=wanted, by=by))
    found = list(store.view().statements(wanted))
    assert dict(counted) == Counter(v for s in found for v in value(store, s, by))
    assert len(counted) == len(dict(counted))


def test_counts_have_the_most_first_and_days_in_their_order(store: Store) -> None:
    view = store.view()
    numbers = [number for _, number in view.ask(StatementCounts(by=Grouping.SPEAKER))]
    assert numbers == sorted(numbers, reverse=True)
    named = [day for day, _ in view.ask(StatementCounts(by=Grouping.DAY))]
    assert named[-1] is None
    assert named[:-1] == sorted(day for day in named if day)
    assert view.ask(StatementCounts(limit=1)) == view.ask(StatementCounts())[:1]


def test_speakers_are_counted_for_each_party_that_they_speak_for(store: Store) -> None:
    view = store.view()
    pairs = Counter((s.speaker.name, s.party) for s in view.statements() if s.speaker is not None)
    assert {(s.name, s.party): s.statements for s in view.ask(Speakers())} == pairs
    motts = view.ask(Speakers(text="MOTT", party="Island"))
    assert [(s.name, s.statements) for s in motts] == [("Jon Mótt", pairs["Jon Mótt", "Island"])]


def test_lanes_count_dated_statements_by_day_party_and_act(store: Store) -> None:
    day = days(store)
    wanted = StatementFilter(concept="tides")
    lanes = store.view().ask(LanesByDay(since="2024-03", until="2024-03", filter=wanted))
    assert {(lane.day, lane.party, lane.act): lane.statements for lane in lanes} == Counter(
        (made, s.party, s.act)
        for s in store.view().statements(wanted)
        if (made := day[s.id]) and made.startswith("2024-03")
    )
    assert [lane.day for lane in lanes] == sorted(lane.day for lane in lanes)
    assert lanes


@pytest.mark.parametrize("wrong", ["tomorrow", "2024-13", "2024-02-30", ""])
def test_a_limit_that_is_no_date_is_refused(store: Store, wrong: str) -> None:
    for query in (
        StatementList(filter=StatementFilter(since=wrong)),
        StatementCounts(filter=StatementFilter(until=wrong)),
        LanesByDay(since=wrong),
    ):
        with pytest.raises(QueryError, match="date"):
            store.view().ask(query)
