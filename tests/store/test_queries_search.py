"""Searching: filters are part of the search, orders and pages are stable, no query is an error."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.record import Document, Statement
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.search import DocumentsFound, HitCount, SearchOrder, StatementsFound
from tests import make
from tests.store.conftest import NewStore

PARTIES = ("Norland", "Sudland")
OUTLETS = ("Sud Daily", "The Post")


@pytest.fixture(scope="module")
def searched(new_store: NewStore) -> Iterator[Store]:
    """Fifty statements about ships; every tenth comes from Sudland, of whom few others speak."""
    with new_store() as store:
        writer = store.writer()
        writer.add_run(make.RUN)
        for number in range(50):
            rare = number % 10 == 0
            words = f"ships sail {'ships ' * (50 - number)}on day {number}"
            document = make.document(
                f"The envoy said that {words}.",
                f"{number:02}.txt",
                outlet=OUTLETS[not rare],
                published=None if number == 49 else f"2025-05-{1 + number % 28:02}",
                title=f"Talks {number}",
            )
            statement = make.statement(document, words, party=PARTIES[rare])
            writer.add_document(document)
            writer.put_reading(document.id, make.RUN.id, [statement], [])
        yield store


def statements(store: Store, ids: list[str]) -> list[Statement]:
    return store.view().statements_of(ids)


def documents(store: Store, ids: list[str]) -> list[Document]:
    return [document for id_ in ids if (document := store.view().document(id_))]


def walk(store: Store, wanted: StatementsFound | DocumentsFound) -> list[str]:
    """Give the ids of all pages."""
    ids: list[str] = []
    query: StatementsFound | DocumentsFound | None = wanted
    while query:
        part = store.view().ask(query)
        ids += [hit.id for hit in part.items]
        query = _after(query, part.next) if part.next else None
    return ids


def _after(
    query: StatementsFound | DocumentsFound, cursor: str
) -> StatementsFound | DocumentsFound:
    if isinstance(query, StatementsFound):
        return StatementsFound(
            words=query.words, filter=query.filter, order=query.order, limit=query.limit,
            after=cursor,
        )  # fmt: skip
    return DocumentsFound(
        words=query.words, party=query.party, order=query.order, limit=query.limit, after=cursor
    )


def test_filter_applies_before_the_limit(searched: Store) -> None:
    """The best matches are all of the other party, and yet the limit is filled."""
    rare = StatementFilter(party="Sudland")
    hits = searched.view().ask(StatementsFound(words="ships", filter=rare, limit=4))
    found = statements(searched, [hit.id for hit in hits.items])
    assert len(found) == 4
    assert {statement.party for statement in found} == {"Sudland"}
    assert hits.next is not None


def test_every_filter_of_statements_narrows_a_search(searched: Store) -> None:
    def count(**given: str) -> int | None:
        wanted = StatementsFound(words="ships", filter=StatementFilter(**given))  # type: ignore[arg-type]
        return searched.view().ask(wanted.counted)

    assert count() == 50
    assert count(party="Sudland") == count(outlet="Sud Daily") == 5
    assert count(since="2025-05-28") == 1
    assert count(since="2025-05-02", until="2025-05-03") == 4
    assert count(outlet="nowhere") == 0


def test_every_filter_of_documents_narrows_a_search(searched: Store) -> None:
    def count(wanted: DocumentsFound) -> int | None:
        return searched.view().ask(wanted.counted)

    assert count(DocumentsFound(words="ships")) == 50
    assert count(DocumentsFound(words="ships", party="Sudland")) == 5
    assert count(DocumentsFound(words="ships", outlet="Sud Daily")) == 5
    assert count(DocumentsFound(words="ships", language="fr")) == 0
    assert count(DocumentsFound(words="ships", since="2025-05-28", until="2025-05-28")) == 1
    assert count(DocumentsFound(words='"talks 7"')) == 1


@pytest.mark.parametrize("order", SearchOrder)
@pytest.mark.parametrize("kind", [StatementsFound, DocumentsFound])
def test_pages_hold_everything_once(
    searched: Store, kind: type[StatementsFound | DocumentsFound], order: SearchOrder
) -> None:
    ids = walk(searched, kind(words="ships", order=order, limit=7))
    assert len(ids) == len(set(ids)) == 50
    assert ids == walk(searched, kind(words="ships", order=order, limit=50))


def test_best_match_comes_first_and_newest_first_on_demand(searched: Store) -> None:
    best = searched.view().ask(StatementsFound(words="ships", limit=1)).items[0]
    assert statements(searched, [best.id])[0].content[0].text.endswith("day 0")
    newest = DocumentsFound(words="ships", order=SearchOrder.NEWEST, limit=50)
    found = documents(searched, [hit.id for hit in searched.view().ask(newest).items])
    days = [document.published.value if document.published else "" for document in found]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""


def test_hit_shows_the_whole_statement_with_its_matches(searched: Store) -> None:
    wanted = StatementsFound(words="day 49")
    (hit,) = searched.view().ask(wanted).items
    (statement,) = statements(searched, [hit.id])
    assert "".join(piece.text for piece in hit.snippet) == statement.content[0].text
    assert [piece.text for piece in hit.snippet if piece.matched] == ["day 49"] or [
        piece.text for piece in hit.snippet if piece.matched
    ] == ["day", "49"]


def test_count_comes_with_the_page_on_demand(searched: Store) -> None:
    wanted = StatementsFound(words="ships", limit=3)
    assert searched.view().ask(wanted).total is None
    assert searched.view().ask(StatementsFound(words="ships", limit=3, count=True)).total == 50
    assert searched.view().ask(HitCount(of=wanted)) == 50


@pytest.mark.parametrize("kind", [StatementsFound, DocumentsFound])
def test_of_common_words_those_added_last_are_searched(
    searched: Store,
    kind: type[StatementsFound | DocumentsFound],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view, all_of_them = searched.view(), walk(searched, kind(words="ships"))
    monkeypatch.setattr("dragoman.store.queries.search.SEARCHED", 50)
    assert view.ask(kind(words="ships", count=True)).total == 50
    monkeypatch.setattr("dragoman.store.queries.search.SEARCHED", 15)
    everything: list[Document | Statement] = [*view.documents(), *view.statements()]
    last = {one.id for one in everything if _number_of(one) >= 35}
    assert view.ask(kind(words="ships", count=True)).total is None
    assert walk(searched, kind(words="ships", limit=4)) == [
        id_ for id_ in all_of_them if id_ in last
    ]
    party = "Sudland"
    rare = kind(words="ships", party=party) if kind is DocumentsFound else StatementsFound(
        words="ships", filter=StatementFilter(party=party)
    )  # fmt: skip
    assert len(walk(searched, rare)) == 1
    assert view.ask(rare.counted) is None
    assert view.ask(kind(words="ships 7", count=True)).total == 1


def _number_of(one: Document | Statement) -> int:
    words = one.text if isinstance(one, Document) else one.content[0].text
    return int(words.rstrip(".").rsplit(maxsplit=1)[1])


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIl0", "Wy01XQ", "WzFlOTld", "WzFlMzAwXQ"])
def test_cursor_of_no_search_is_refused(searched: Store, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        searched.view().ask(StatementsFound(words="ships", after=cursor))


@given(st.text() | st.text("\"'*^:(){}+-NEAR ORANDT\0,;\\%_", max_size=30))
def test_no_query_is_an_error(searched: Store, query: str) -> None:
    for wanted in (
        StatementsFound(words=query, filter=StatementFilter(party="Sudland"), count=True),
        DocumentsFound(words=query, party="Sudland", order=SearchOrder.NEWEST, count=True),
    ):
        found = searched.view().ask(wanted)
        assert len(found.items) <= (found.total or 0)
