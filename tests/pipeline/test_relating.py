"""Relating: what documents tell of meetings and plans is looked for once, until they change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.ingest import ingest
from dragoman.pipeline import reading, relating
from dragoman.record import Decision, Document
from dragoman.resolve import Discourse, Knowledge, load_knowledge
from dragoman.store import Store
from tests import make
from tests.pipeline.derived import derived, differing

ARTICLES = {
    "first.txt": "Norwegian Foreign Minister Espen Barth Eide met Sergei Lavrov in Geneva on 3 "
    "March 2025. Lavrov said the talks had been useful.",
    "second.txt": "Sergei Lavrov and Norway's Espen Barth Eide met in Geneva on 3 March 2025. The "
    "Kremlin said that no deal was near.",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def store(tmp_path: Path, knowledge: Knowledge) -> Iterator[Store]:
    with Store.open(tmp_path / "record.db") as store:
        add(store, tmp_path, *ARTICLES)
        run(store, knowledge)
        yield store


def add(store: Store, folder: Path, *names: str) -> None:
    paths = [folder / name for name in names]
    for path in paths:
        path.write_text(ARTICLES.get(path.name, "Espen Barth Eide said talks would go on."))
    pipeline.add(ingest(paths), store, lambda _: None)


def run(store: Store, knowledge: Knowledge) -> None:
    pipeline.run(store, pipeline.reader_named("rules"), knowledge, lambda _: None)


@pytest.fixture
def gone_through(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the names of the documents that are gone through."""
    names: list[str] = []

    class Noted(Discourse):
        pass

    def of(document: Document, knowledge: Knowledge) -> Discourse:
        names.append(document.name)
        return Discourse.of(document, knowledge)

    monkeypatch.setattr(Noted, "of", of)
    for module in (reading, relating):
        monkeypatch.setattr(module, "Discourse", Noted)
    return names


def test_only_new_documents_are_gone_through(
    store: Store, knowledge: Knowledge, tmp_path: Path, gone_through: list[str]
) -> None:
    before = derived(store)
    run(store, knowledge)
    assert (gone_through, differing(before, derived(store))) == ([], [])
    add(store, tmp_path, "third.txt")
    run(store, knowledge)
    assert gone_through == ["third.txt"]
    (meeting,) = store.view().meetings()
    assert len(meeting.evidence) == len(ARTICLES)


def test_judged_document_is_gone_through_by_the_next_run(
    store: Store, knowledge: Knowledge, gone_through: list[str]
) -> None:
    statement = next(store.view().statements())
    pipeline.judge(store, [make.judgement(statement, Decision.REJECT)], knowledge)
    gone_through.clear()
    document = store.view().document(statement.document)
    assert document is not None
    pipeline.relate(store, knowledge)
    assert gone_through == [document.name]


def test_other_knowledge_looks_into_all(
    store: Store, knowledge: Knowledge, gone_through: list[str]
) -> None:
    other = load_knowledge()
    object.__setattr__(other, "version", f"{knowledge.version} and more")
    pipeline.relate(store, other)
    assert sorted(gone_through) == sorted(ARTICLES)
    pipeline.relate(store, other)
    assert sorted(gone_through) == sorted(ARTICLES)


def test_what_failed_is_tried_again(
    store: Store, knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, tmp_path, "third.txt")
    with monkeypatch.context() as patched:
        patched.setattr(relating, "find_meetings", lambda *_: 1 / 0)
        run(store, knowledge)
    assert [row.name for row in store.view().quarantine()] == ["third.txt"]
    tried: list[str] = []

    def find(document: Document, *_: object) -> tuple[()]:
        tried.append(document.name)
        return ()

    monkeypatch.setattr(relating, "find_meetings", find)
    pipeline.relate(store, knowledge)
    assert tried == ["third.txt"]
