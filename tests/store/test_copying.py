"""Copying: the whole record goes from one database to another, or nothing of it does."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from dragoman.errors import StoreError
from dragoman.store import FeedState, Store
from dragoman.store.queries.written import Part, WritesByPart
from dragoman.store.tables import STATEMENT_TALLIES
from dragoman.store.users import Role
from tests import make
from tests.store import newsroom
from tests.store.conftest import NewStore
from tests.store.whole import same_anywhere

STRANGE = make.document("A\0B \ufdd2 C\ufdd20 said «так» \U0001f54a that talks began.", "n\0me")


def nothing(_: str) -> None:
    """Watch nothing."""


def fill(store: Store) -> None:
    newsroom.fill(store, documents=5)
    store.writer().add_document(STRANGE, b"<p>markup</p>", fetched_at="2024-03-01T00:00:00+00:00")
    store.writer().append_judgement(make.judgement())
    store.writer().rank_review(["Island"])
    accounts = store.accounts()
    accounts.add("ann", "correct horse battery", Role.CODER)
    accounts.add_token("ann", "feeds", timedelta(days=1))
    state = FeedState(
        address="https://lamp.example/feed", kind="feed", due_at="2024-03-01", rhythm_s=60
    )
    store.following().polled(state, now="2024-03-01T00:00:00+00:00")


def tallies(store: Store) -> list[tuple[object, ...]]:
    return sorted(rows(store, STATEMENT_TALLIES), key=repr)


def rows(store: Store, table: Table) -> list[tuple[object, ...]]:
    with store._reading() as connection:
        return [tuple(row) for row in connection.execute(select(table).where(table.c.number > 0))]


def test_copy_holds_all_that_the_record_holds(new_store: NewStore, other_store: NewStore) -> None:
    with new_store() as source, other_store() as target:
        fill(source)
        numbers = target.fill_from(source, nothing)
        assert numbers["documents"] == numbers["documents_search"] == 6
        assert same_anywhere(target.view()) == same_anywhere(source.view())
        assert tallies(target) == tallies(source) != []
        assert target.accounts().users() == source.accounts().users()
        assert target.accounts().tokens() == source.accounts().tokens()
        assert target.following().feeds() == source.following().feeds()
        assert target.view().document(STRANGE.id) == STRANGE
        assert target.view().page(STRANGE.id) == b"<p>markup</p>"
        assert target.view().revision() > source.view().revision() - 1
        assert all(target.view().ask(WritesByPart())[part] for part in (Part.CLAIMS, Part.STEPS))
        assert target.check() == []


def test_copy_is_written_on_as_the_record_would_be(
    new_store: NewStore, other_store: NewStore
) -> None:
    with new_store() as source, other_store() as target:
        fill(source)
        target.fill_from(source, nothing)
        for store in (source, target):
            newsroom.fill(store, documents=7, seed=8)
        assert same_anywhere(target.view()) == same_anywhere(source.view())
        assert tallies(target) == tallies(source)
        assert target.check() == []


def test_copy_into_a_record_is_refused(new_store: NewStore) -> None:
    with new_store() as source, new_store() as target:
        fill(source)
        target.writer().add_document(make.document())
        with pytest.raises(StoreError, match=r"a record already.*copy into an empty"):
            target.fill_from(source, nothing)
        assert list(target.view().documents()) == [make.document()]


def test_copy_that_is_cut_off_leaves_nothing(new_store: NewStore) -> None:
    def fall(name: str) -> None:
        if name.startswith("words of statements"):
            raise KeyboardInterrupt

    with new_store() as source, new_store() as target:
        fill(source)
        with pytest.raises(KeyboardInterrupt):
            target.fill_from(source, fall)
        assert same_anywhere(target.view()) != same_anywhere(source.view())
        target.fill_from(source, nothing)
        assert same_anywhere(target.view()) == same_anywhere(source.view())


def test_record_is_copied_into_a_file_that_is_marked_as_a_copy(
    new_store: NewStore, tmp_path: Path
) -> None:
    with new_store() as source:
        source.writer().add_document(STRANGE)
        source.copy_to(tmp_path / "copy.db")
        with Store.open(tmp_path / "copy.db") as copied:
            assert same_anywhere(copied.view()) == same_anywhere(source.view())
            copied.thinning().bare()
