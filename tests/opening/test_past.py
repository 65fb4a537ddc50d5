"""A past day from Python: the record as it stood, in a copy that goes."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

import dragoman
from dragoman.errors import QueryError, RecordError, StoreError
from dragoman.opening import OpenDossier
from dragoman.store import Store, changes
from tests.web.talks import Talks, make_dossier, write_talks

READ_ON = "2025-06-01T12:00:00+00:00"


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that copies are made in."""
    folder = tmp_path / "copies"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talks").mkdir()
    return make_dossier(tmp_path / "talks").folder


@pytest.fixture
def talks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Talks:
    monkeypatch.setattr(changes, "now", lambda: READ_ON)
    with Store.open(folder / "record.db") as store:
        return write_talks(store)


@pytest.fixture
def opened(folder: Path, talks: Talks, copies: Path) -> Iterator[OpenDossier]:
    with dragoman.open(folder) as opened:
        yield opened


def test_only_what_was_published_by_a_day_counts(opened: OpenDossier, talks: Talks) -> None:
    with opened.as_of(published=date(2025, 5, 20)) as past:
        assert [document.id for document in past.documents()] == [talks.first.id]
        assert past.statement(talks.denial.id) is None
        assert {step.party for step in past.positions()} == {"Norland"}
        assert [document.id for document in past.search_documents("truce")] == [talks.first.id]
        assert (past.made_of.documents, past.made_of.of, past.made_of.undated) == (1, 3, 1)
    assert opened.counts().documents == 3


def test_only_what_was_said_by_a_day_counts(opened: OpenDossier, talks: Talks) -> None:
    with opened.as_of(said="2025-05-20") as past:
        assert past.counts().documents == 3
        there = {statement.id for statement in past.statements()}
        assert talks.ready.id in there
        assert not there & {talks.stays.id, talks.denial.id, talks.unresolved.id}
        assert past.made_of.unplaced == 1


def test_only_what_was_recorded_by_an_instant_counts(opened: OpenDossier) -> None:
    noon = datetime(2025, 6, 1, 12, tzinfo=UTC)
    for recorded, documents in (
        ("2025-05", 0),
        (date(2025, 6, 1), 3),
        (noon - timedelta(seconds=1), 0),
        (noon, 3),
        (noon.astimezone(timezone(timedelta(hours=-5))).isoformat(), 3),
    ):
        with opened.as_of(recorded=recorded) as past:
            assert past.counts().documents == documents, recorded


def test_clocks_are_asked_together(opened: OpenDossier) -> None:
    with opened.as_of(published="2025-05-20", recorded="2025-05-31") as past:
        assert list(past.documents()) == []
        assert repr(past) == (
            "<record of what was published by 2025-05-20, recorded by 2025-05-31>"
        )


def test_decision_of_later_does_not_count(opened: OpenDossier, talks: Talks) -> None:
    opened.judge(talks.denial, "correct", field="party", value="Westland", author="ann")
    with opened.as_of(recorded="2025-06-30") as past:
        assert past.statement(talks.denial.id) == talks.denial
        assert list(past.judgements()) == []
        assert past.made_of.undecided == 1


def test_copy_goes_when_it_is_closed(opened: OpenDossier, copies: Path) -> None:
    past = opened.as_of(published="2025-05-20")
    assert len(list(copies.iterdir())) == 1
    past.close()
    past.close()
    assert list(copies.iterdir()) == []
    assert not (opened.dossier.folder / "past").exists()
    with pytest.raises(StoreError):
        past.counts()


def test_copy_goes_when_making_it_fails(
    opened: OpenDossier, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_made(store: Store, path: Path, *_: object) -> None:
        store.copy_to(path)
        raise StoreError("the disk is full")

    monkeypatch.setattr("dragoman.pipeline.past.make_past", half_made)
    with pytest.raises(StoreError, match="full"):
        opened.as_of(published="2025-05-20")
    assert list(copies.iterdir()) == []


def test_past_stays_as_it_was_made(folder: Path, talks: Talks, copies: Path) -> None:
    with dragoman.open(folder) as opened:
        past = opened.as_of(published="2025-05-20")
        opened.judge(talks.ready, "correct", field="party", value="Westland", author="ann")
    with past:
        assert past.statement(talks.ready.id) == talks.ready


def test_day_that_is_none_is_an_error(opened: OpenDossier, copies: Path) -> None:
    with pytest.raises(QueryError, match="published="):
        opened.as_of()
    with pytest.raises(RecordError, match="ISO 8601"):
        opened.as_of(said="May")
    with pytest.raises(RecordError, match="give a day"):
        opened.as_of(published=datetime(2025, 5, 20, 12, tzinfo=UTC))
    assert list(copies.iterdir()) == []
