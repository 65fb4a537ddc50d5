"""Placing: documents and statements have their days as soon as anything tells them."""

from dataclasses import replace

import pytest

from dragoman.record import BoundSide, DateRange, Document
from dragoman.store import StatementFilter, Store
from dragoman.store.queries.claims import ClaimList
from dragoman.store.queries.documents import DocumentList
from dragoman.store.queries.statements import Grouping, StatementCounts
from tests import make


@pytest.fixture
def filled(store: Store) -> Store:
    store.writer().add_run(make.RUN)
    return store


def put(store: Store, document: Document, date_range: DateRange | None = None) -> None:
    said = make.statement(document, "talks would begin", said_on="2024-02")
    other = make.statement(document, "We agree")
    store.writer().put_reading(document.id, make.RUN.id, [said, other], [], date_range)


def ranged(document: Document, first: str, last: str) -> DateRange:
    return make.date_range(
        document,
        make.bound(document, first),
        make.bound(document, last, side=BoundSide.LATEST),
    )


def days(store: Store) -> list[tuple[str | None, int]]:
    """Count statements by day."""
    return list(store.view().ask(StatementCounts(by=Grouping.DAY)))


def test_statements_are_placed_when_they_are_put(filled: Store) -> None:
    document = make.document(published="2024-03-05")
    filled.writer().add_document(document)
    put(filled, document)
    assert days(filled) == [("2024-02-29", 1), ("2024-03-05", 1)]
    assert filled.writer().put_days() == 0


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        ("2024-03-01", "2024-03-20", "2024-03-20"),
        ("2024-03", "2024-03", "2024-03-31"),
        ("2023", "2024-03", None),
    ],
)
def test_a_range_places_an_undated_document_if_it_is_narrow(
    filled: Store, first: str, last: str, day: str | None
) -> None:
    document = make.document()
    filled.writer().add_document(document)
    put(filled, document)
    assert days(filled) == [("2024-02-29", 1), (None, 1)]
    filled.writer().put_date_ranges([ranged(document, first, last)])
    assert dict(days(filled)) == {"2024-02-29": 1, day: 1}
    (head,) = filled.view().ask(DocumentList(since="2024-03-10", until="2024-03-10")).items
    assert head.day == day
    assert filled.view().ask(DocumentList(until="2022")).items == ()


def test_a_newer_date_of_a_document_places_its_statements_anew(filled: Store) -> None:
    document = make.document()
    filled.writer().add_document(document)
    put(filled, document)
    dated = replace(document, published=make.document(published="2024-03-05").published)
    filled.writer().add_document(dated, ingest_version=1)
    assert days(filled) == [("2024-02-29", 1), ("2024-03-05", 1)]


def test_what_an_older_version_wrote_is_placed_when_asked_for(filled: Store) -> None:
    document = make.document(published="2024-03-05")
    filled.writer().add_document(document)
    put(filled, document)
    with filled._writing() as connection:
        for table in ("documents", "statements"):
            connection.exec_driver_sql(f"UPDATE {table} SET day=NULL, first_day=NULL")
    assert days(filled) == [(None, 2)]
    assert filled.writer().put_days() == 3
    assert days(filled) == [("2024-02-29", 1), ("2024-03-05", 1)]


def test_claims_have_the_days_of_their_statements(filled: Store) -> None:
    document = make.document(published="2024-03-05")
    filled.writer().add_document(document)
    put(filled, document)
    early, late = filled.view().statements()
    filled.writer().put_claims([make.claim(early, late), make.claim(early)])
    view = filled.view()
    assert [len(c.statements) for c in view.ask(ClaimList()).items] == [2, 1]
    assert len(view.ask(ClaimList(since="2024-03")).items) == 1
    assert len(view.ask(ClaimList(until="2024-02")).items) == 2


def test_documents_that_fail_are_no_longer_in_their_range(filled: Store) -> None:
    document = make.document()
    filled.writer().add_document(document)
    put(filled, document, ranged(document, "2024-03-01", "2024-03-20"))
    assert filled.view().ask(DocumentList()).items[0].day == "2024-03-20"
    filled.writer().fail_document(
        make.quarantine(document=document, stage=make.RUN.stage), make.RUN.id
    )
    assert filled.view().ask(DocumentList()).items[0].day is None


def test_the_revision_grows_with_every_write(filled: Store) -> None:
    view, document = filled.view(), make.document(published="2024-03-05")
    seen = [view.revision()]
    filled.writer().add_document(document)
    seen.append(view.revision())
    put(filled, document)
    seen.append(view.revision())
    filled.writer().put_claims([])
    seen.append(view.revision())
    assert seen == sorted(set(seen))
    list(view.statements(StatementFilter()))
    assert view.revision() == seen[-1]


def test_a_write_that_fails_is_no_revision(filled: Store) -> None:
    before = filled.view().revision()
    with pytest.raises(Exception, match="not in the record"):
        filled.writer().put_reading("0" * 16, make.RUN.id, [], [])
    assert filled.view().revision() == before
