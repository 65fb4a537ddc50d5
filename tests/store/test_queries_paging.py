"""Paging: all pages of a list together have each item once, in the order of the list."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dragoman.errors import QueryError
from dragoman.record import Act, ActorKind, ClaimStatus, MeetingStatus, Standing
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.actors import ActorList
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.documents import DocumentList
from dragoman.store.queries.meetings import MeetingList
from dragoman.store.queries.paging import Listed, cursor_of
from dragoman.store.queries.plans import PlanList
from dragoman.store.queries.positions import CellBases, ShiftsFound
from dragoman.store.queries.statements import StatementList, StatementOrder
from tests.store.conftest import NewStore
from tests.store.newsroom import fill

LISTS: dict[str, Callable[..., Any]] = {
    "statements": StatementList,
    "statements by place": lambda **page: StatementList(order=StatementOrder.PLACE, **page),
    "statements of a party": lambda **page: StatementList(
        filter=StatementFilter(party="Island"), **page
    ),
    "statements between days": lambda **page: StatementList(
        filter=StatementFilter(since="2023-06", until="2024-03-01"), **page
    ),
    "statements that deny": lambda **page: StatementList(
        filter=StatementFilter(act=Act.DENY, speaker="o"), **page
    ),
    "documents": DocumentList,
    "documents by name": lambda **page: DocumentList(by_name=True, **page),
    "documents of an outlet": lambda **page: DocumentList(outlet="Daily Lamp", **page),
    "documents between days": lambda **page: DocumentList(since="2023-06", **page),
    "claims": ClaimList,
    "contested claims": lambda **page: ClaimList(status=ClaimStatus.CONTESTED, **page),
    "claims of a party": lambda **page: ClaimList(party="Island", **page),
    "claims on a concept": lambda **page: ClaimList(concept="tides", **page),
    "meetings": MeetingList,
    "meetings of a party": lambda **page: MeetingList(party="Island", **page),
    "planned meetings": lambda **page: MeetingList(status=MeetingStatus.PLANNED, **page),
    "plans": PlanList,
    "plans of a party": lambda **page: PlanList(by="Island", **page),
    "actors": ActorList,
    "actors of a party": lambda **page: ActorList(party="Island", **page),
    "persons": lambda **page: ActorList(kind=ActorKind.PERSON, **page),
    "bases": lambda **page: CellBases(party="Island", concept="tides", **page),
    "own bases": lambda **page: CellBases(
        party="Island", concept="tides", standing=Standing.OWN, as_of="2024-03-01", **page
    ),
    "shifts": ShiftsFound,
    "shifts of a party": lambda **page: ShiftsFound(party="Mainland", **page),
}


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store)
        yield store


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_together_are_the_list(store: Store, name: str, limit: int) -> None:
    view, query = store.view(), LISTS[name]
    whole: Listed[object] = view.ask(query(limit=1000, count=True))
    assert whole.next is None
    assert whole.total == len(whole.items)
    assert len(set(map(repr, whole.items))) == len(whole.items) > 1
    walked: list[object] = []
    after = None
    for _ in range(len(whole.items)):
        page: Listed[object] = view.ask(query(after=after, limit=limit, count=True))
        assert page.total == whole.total
        walked += page.items
        after = page.next
        if after is None:
            break
    assert walked == list(whole.items)
    assert after is None


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("cursor", ["", "?", "bm8", cursor_of(("a",) * 9), cursor_of(())])
def test_malformed_cursors_are_refused(store: Store, name: str, cursor: str) -> None:
    with pytest.raises(QueryError, match="no cursor of this list"):
        store.view().ask(LISTS[name](after=cursor))


@pytest.mark.parametrize("name", LISTS)
def test_cursors_with_other_values_harm_nothing(store: Store, name: str) -> None:
    for value in (None, 3, 1.5, "x", "9999-99-99"):
        for length in (1, 2, 3, 4):
            try:
                page = store.view().ask(LISTS[name](after=cursor_of((value,) * length)))
            except QueryError:
                continue
            assert isinstance(page, Listed)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("limit", [0, -1, 10**9])
def test_a_page_has_some_items_and_not_all(store: Store, name: str, limit: int) -> None:
    with pytest.raises(QueryError, match="a page has 1 to"):
        store.view().ask(LISTS[name](limit=limit))


@pytest.mark.parametrize("name", LISTS)
def test_a_page_needs_a_handful_of_queries(store: Store, name: str) -> None:
    asked: list[str] = []

    def note(connection: object, cursor: object, sql: str, *rest: object) -> None:
        asked.append(sql)

    engine: Engine = store._engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        store.view().ask(LISTS[name](limit=50))
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(asked) <= 13, "a claim alone has nine tables"
