import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import pipeline
from dragoman.errors import KnowledgeError, ModelError
from dragoman.ingest import ingest
from dragoman.opening.opened import nothing
from dragoman.pipeline.crews import Crew
from dragoman.record import Document
from dragoman.store import Store
from tests.pipeline.shards.collection import (
    equipment,
    read_at_once,
    record_in,
    tools,
    write_collection,
)


def test_several_processes_give_the_record_of_one(tmp_path: Path) -> None:
    paths = write_collection(tmp_path / "files")
    at_hand = tools()

    with Store.open(tmp_path / "a.db") as store:
        pipeline.add(ingest(paths), store, nothing)
        with Crew(equipment(), processes=2) as crew:
            ran = pipeline.run(
                store, at_hand.reader, at_hand.knowledge, nothing, at_hand.coder, crew
            )
        record = record_in(store)

    assert ran.documents == 6
    assert record == read_at_once(paths, tmp_path / "b.db")


def test_a_process_that_is_killed_is_told_and_what_was_read_stays(tmp_path: Path) -> None:
    paths = write_collection(tmp_path / "files")
    at_hand = tools()

    with Store.open(tmp_path / "a.db") as store:
        pipeline.add(ingest(paths), store, nothing)
        documents = list(store.view().documents())
        with Crew(equipment(), processes=1) as crew:
            outcomes = crew.read(_then_kill(crew, documents))
            with pytest.raises(ModelError, match="was killed"):
                list(outcomes)
        pipeline.run(store, at_hand.reader, at_hand.knowledge, nothing, at_hand.coder)
        record = record_in(store)

    assert record == read_at_once(paths, tmp_path / "b.db")


def _then_kill(crew: Crew, documents: list[Document]) -> Iterator[Document]:
    """Give one document, kill the process, and give the others."""
    yield documents[0]
    for pid in list(crew._pool._processes):
        os.kill(pid, signal.SIGKILL)
    yield from documents[1:]


def test_equipment_that_is_broken_is_told_before_anything_is_read(tmp_path: Path) -> None:
    actors = tmp_path / "actors.yaml"
    actors.write_text("- kind: [", "utf-8")

    with pytest.raises(KnowledgeError, match=r"actors\.yaml"):
        pipeline.Equipment(reader="rules", actors=actors).unpack()
    with pytest.raises(ModelError, match="no reader 'oracle'"):
        pipeline.Equipment(reader="oracle").unpack()
