"""Queries about documents and outlets."""

from collections import Counter
from collections.abc import Iterator

import pytest

from dragoman.record import LinkKind, Segment, SegmentKind
from dragoman.store import Store
from dragoman.store.queries.documents import (
    CoverageByDay,
    DocumentHead,
    DocumentHeads,
    DocumentList,
    LanguageCounts,
    OutletCounts,
)
from dragoman.store.queries.outlets import Citations
from tests import make
from tests.store.conftest import NewStore
from tests.store.newsroom import fill


@pytest.fixture(scope="module")
def store(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        fill(store)
        yield store


def listed(store: Store, **wanted: object) -> tuple[DocumentHead, ...]:
    return store.view().ask(DocumentList(limit=1000, **wanted)).items  # type: ignore[arg-type]


def test_heads_tell_all_but_the_text(store: Store) -> None:
    view = store.view()
    ranges = {found.document: found for found in view.date_ranges()}
    said = Counter(statement.document for statement in view.statements())
    heads = {head.id: head for head in listed(store)}
    for document in view.documents():
        head = heads[document.id]
        assert (head.name, head.title, head.outlet, head.url) == (
            document.name,
            document.title,
            document.outlet,
            document.url,
        )
        assert (head.published, head.language, head.flags) == (
            document.published,
            document.language,
            document.flags,
        )
        assert head.date_range == ranges.get(document.id)
        assert head.statements == said[document.id]
        assert head.headline == (None if document.title else document.headline())
        assert head.heading == (document.title or document.headline())
    assert len(heads) == view.counts().documents


def test_heads_come_in_the_order_of_their_ids(store: Store) -> None:
    ids = [head.id for head in listed(store, by_name=True)]
    asked = (ids[3], "nothing", ids[1], ids[3])
    found = store.view().ask(DocumentHeads(ids=asked))
    assert [head.id for head in found] == [ids[3], ids[1]]


def test_a_document_without_title_and_headline_is_called_by_its_first_words(
    new_store: NewStore,
) -> None:
    with new_store() as store:
        writer = store.writer()
        writer.add_document(make.document("The envoys met. " * 9, "long.txt"))
        writer.add_document(make.document("The envoys left.", "short.txt"))
        writer.add_document(make.document("W" * 90, "word.txt"))
        found = {head.name: head.heading for head in listed(store)}
    assert found["long.txt"] == "The envoys met. " * 4 + "The envoys met. …"
    assert found["short.txt"] == "The envoys left."
    assert found["word.txt"] == "W" * 80 + " …"


def test_a_document_without_any_words_of_its_own_is_called_by_its_name(new_store: NewStore) -> None:
    with new_store() as store:
        text = "All rights reserved."
        whole = Segment(start=0, end=len(text), kind=SegmentKind.BOILERPLATE)
        store.writer().add_document(make.document(text, "plain.txt", segments=(whole,)))
        (head,) = listed(store)
        assert (head.heading, head.day, head.statements) == ("plain.txt", None, 0)


def test_lists_are_filtered(store: Store) -> None:
    everything = listed(store)
    for wanted, meets in (
        ({"outlet": "Daily Lamp"}, lambda head: head.outlet == "Daily Lamp"),
        ({"unknown_outlet": True}, lambda head: head.outlet is None),
        ({"language": "uk"}, lambda head: head.language == "uk"),
        ({"flagged": True}, lambda head: bool(head.flags)),
        ({"flagged": False}, lambda head: not head.flags),
        ({"undated": True}, lambda head: head.published is None),
        ({"undated": False}, lambda head: head.published is not None),
        ({"text": "TITLE 1"}, lambda head: "title 1" in (head.title or "").lower()),
        ({"text": "_"}, lambda head: False),
    ):
        found = {head.id for head in listed(store, **wanted)}
        assert found == {head.id for head in everything if meets(head)}, wanted


def test_documents_between_days_may_be_from_then(store: Store) -> None:
    view = store.view()
    for since, until in (("2024-02-25", "2024-02-26"), ("2024", None), (None, "2023-06")):
        heads = {head.id for head in listed(store, since=since, until=until)}
        assert heads == {document.id for document in view.documents(since=since, until=until)}
        assert heads
    ranged = listed(store, since="2024-02-25", until="2024-02-26")
    assert {head.date_range.days for head in ranged if head.date_range} == {
        "2024-02-20 to 2024-03-01",
        "2024 or later",
        "2024 or earlier",
    }


def test_newest_documents_come_first(store: Store) -> None:
    found = [head.day for head in listed(store)]
    dated = [day for day in found if day]
    assert found == sorted(dated, reverse=True) + [None] * (len(found) - len(dated))


def test_outlets_are_counted_with_their_statements(store: Store) -> None:
    heads = listed(store)
    for row in store.view().ask(OutletCounts()):
        mine = [head for head in heads if head.outlet == row.outlet]
        days = sorted(head.day for head in mine if head.day)
        assert (row.documents, row.statements) == (
            len(mine),
            sum(head.statements for head in mine),
        )
        assert (row.first_day, row.last_day) == (days[0], days[-1])
    assert store.view().ask(OutletCounts())[-1].outlet is None


def test_coverage_counts_documents_that_have_a_place_in_time(store: Store) -> None:
    days = Counter(head.day for head in listed(store) if head.day)
    assert dict(store.view().ask(CoverageByDay())) == days
    since = dict(store.view().ask(CoverageByDay(since="2024-03-01", until="2024-03-02")))
    assert since == {day: n for day, n in days.items() if "2024-03-01" <= day <= "2024-03-02"}
    lamp = Counter(h.day for h in listed(store) if h.day and h.outlet == "Daily Lamp")
    assert dict(store.view().ask(CoverageByDay(outlet="Daily Lamp"))) == lamp


def test_languages_are_counted(store: Store) -> None:
    assert dict(store.view().ask(LanguageCounts())) == Counter(
        head.language for head in listed(store)
    )


def test_citations_count_statements_that_come_through_an_outlet(store: Store) -> None:
    heads = {head.id: head for head in listed(store)}
    cited = Counter(
        heads[statement.document].outlet
        for statement in store.view().statements()
        if any(link.kind is LinkKind.OUTLET for link in statement.via)
    )
    found = store.view().ask(Citations(cited="Daily Lamp"))
    assert {row.by: row.statements for row in found} == cited
    assert store.view().ask(Citations(cited="nobody")) == ()
