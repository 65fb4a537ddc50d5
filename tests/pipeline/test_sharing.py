"""Reviewers on a server at once: all that depends on their decisions is as if they took turns."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.pipeline.verifying import Verified, verify
from dragoman.settings import DOSSIER_FILE
from dragoman.store import Store
from dragoman.store.address import Address
from tests.postgresql import Server
from tests.web.talks import make_dossier, write_talks

PROCESSES = multiprocessing.get_context("forkserver")
AUTHORS = ("ann", "bob", "cyd")
CHANGES = 2
STATEMENTS = 3


@pytest.fixture
def database(postgres: Server) -> Iterator[Address]:
    address = postgres.make()
    yield address
    postgres.drop(address)


def decide(folder: Path, author: str) -> None:
    """Correct the codes of all statements over and over, each time to something else."""
    with dragoman.open(folder) as dossier:
        for number in range(CHANGES):
            stance = ("support", "oppose")[number % 2]
            for statement in list(dossier.statements())[:STATEMENTS]:
                dossier.judge(
                    statement,
                    "correct",
                    author=author,
                    field="codes",
                    value=[{"concept": "truce", "stance": stance}],
                )


def test_decisions_of_reviewers_at_once_are_all_there_and_followed(
    tmp_path: Path, database: Address
) -> None:
    folder = make_dossier(tmp_path).folder
    with (folder / DOSSIER_FILE).open("a", encoding="utf-8") as file:
        file.write(f'\n[store]\nurl = "{database}"\n')
    with Store.open(database) as store:
        write_talks(store)
    processes = [PROCESSES.Process(target=decide, args=(folder, author)) for author in AUTHORS]
    for process in processes:
        process.start()
    for process in processes:
        process.join(240)
        process.kill()
    assert [process.exitcode for process in processes] == [0] * len(AUTHORS)
    with Store.open(database) as store:
        assert store.view().counts().judgements == len(AUTHORS) * CHANGES * STATEMENTS
        newest = {
            judgement.target: judgement
            for judgement in sorted(store.view().judgements(), key=lambda one: one.order)
        }
        for statement in store.view().statements_of(list(newest)):
            (code,) = statement.codes
            assert f'"{code.stance}"' in (newest[statement.id].value or "")
        assert list(verify(store, Verified(), lambda _: None)) == []
