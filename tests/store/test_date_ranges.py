"""Date ranges at rest: what replaces them, what takes them away, what is refused."""

from dataclasses import replace

import pytest

from dragoman.errors import SpanError, StoreError
from dragoman.record import Span, Stage
from dragoman.store import Store
from tests import make
from tests.store.whole import whole_record

EXTRACT, NEWER = make.RUN, make.run(model="rules/2")


def pending(store: Store) -> list[str]:
    return [document.name for document in store.view().pending(EXTRACT.id)]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with two documents and two runs."""
    for run in (EXTRACT, NEWER):
        store.writer().add_run(run)
    for name in ("a.txt", "b.txt"):
        store.writer().add_document(make.document(name=name))
    return store


def test_date_range_is_replaced_by_the_next_reading(filled: Store) -> None:
    a = make.document(name="a.txt")
    old, new = make.date_range(a, make.bound(a, "2022")), make.date_range(a, run=NEWER)
    writer, view = filled.writer(), filled.view()
    writer.put_reading(a.id, EXTRACT.id, [], [], old)
    assert list(view.date_ranges()) == [old]
    writer.put_reading(a.id, NEWER.id, [], [], new)
    assert list(view.date_ranges()) == [new]
    writer.fail_document(make.quarantine(document=a, stage=Stage.EXTRACT), EXTRACT.id)
    assert list(view.date_ranges()) == []
    assert filled.check() == []


def test_date_ranges_are_put_in_place_of_their_documents_own_alone(filled: Store) -> None:
    a, b = (make.document(name=name) for name in ("a.txt", "b.txt"))
    writer, view = filled.writer(), filled.view()
    for document in (a, b):
        known = make.date_range(document, make.bound(document, "2022"))
        writer.put_reading(document.id, EXTRACT.id, [make.statement(document)], [], known)
    narrower = make.date_range(b, make.bound(b, "2023"))
    writer.put_date_ranges([narrower])
    before = whole_record(view)
    assert [date_range.days for date_range in view.date_ranges()] == [
        "2022 or later",
        "2023 or later",
    ]
    writer.put_date_ranges([narrower])
    writer.put_date_ranges([])
    assert whole_record(view) == before
    assert pending(filled) == []


def test_document_that_is_told_a_date_loses_its_range(filled: Store) -> None:
    a = make.document(name="a.txt")
    filled.writer().put_reading(a.id, EXTRACT.id, [], [], make.date_range(a))
    filled.writer().add_document(make.document(name="a.txt", published="2023-11-06"))
    assert list(filled.view().date_ranges()) == []
    assert pending(filled) == ["a.txt", "b.txt"]


def test_date_range_of_other_words_or_another_document_is_refused(filled: Store) -> None:
    a, b = (make.document(name=name) for name in ("a.txt", "b.txt"))
    forged = Span(start=0, end=3, text="Xyz")
    bound = replace(make.bound(a, "2022"), words=forged)
    elsewhere = replace(make.evidence(b), span=forged)
    for wrong in (bound, make.bound(a, "2022", other=elsewhere)):
        with pytest.raises(SpanError):
            filled.writer().put_reading(a.id, EXTRACT.id, [], [], make.date_range(a, wrong))
        with pytest.raises(SpanError):
            filled.writer().put_date_ranges([make.date_range(a, wrong)])
    with pytest.raises(StoreError, match="another's"):
        filled.writer().put_reading(a.id, EXTRACT.id, [], [], make.date_range(b))
    absent = make.document(name="absent.txt")
    with pytest.raises(StoreError):
        filled.writer().put_date_ranges([make.date_range(absent)])
    assert list(filled.view().date_ranges()) == []
    assert pending(filled) == ["a.txt", "b.txt"]
