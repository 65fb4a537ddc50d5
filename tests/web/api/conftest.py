"""A served dossier whose record has something of every noun."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dragoman.pipeline import derive_positions
from dragoman.record import Code, MeetingStatus, Stance
from dragoman.settings import Dossier
from dragoman.store import Store
from dragoman.web import create_app
from tests import make
from tests.web.talks import Talks, make_dossier, write_talks


def write_all(store: Store) -> Talks:
    """Write the talks with a meeting, a plan, a quarantine and positions."""
    told = write_talks(store)
    writer = store.writer()
    writer.put_meetings(
        [
            make.meeting(
                make.evidence(told.second, "President Karl Holm rejected the offer"),
                participants=["Norland", "Sudland"],
                people=["Karl Holm"],
                place="River Island",
                date="2025-05",
                status=MeetingStatus.PLANNED,
                denied_by=["Sudland"],
            )
        ]
    )
    term = make.term(
        make.evidence(told.first, "Norland would stop firing"),
        Code(concept="truce", stance=Stance.SUPPORT),
    )
    writer.put_plans([make.plan(term, name="River plan", by="Norland", date="2025-05-19")])
    writer.add_quarantine(make.quarantine("broken <b>.txt"))
    derive_positions(store)
    return told


@pytest.fixture
def talks(store: Store) -> Talks:
    return write_all(store)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The same, made once for tests that only read."""
    dossier: Dossier = make_dossier(tmp_path_factory.mktemp("served"))
    with Store.open(dossier.record_path) as store:
        write_all(store)
        yield create_app(dossier, store)


@pytest.fixture(scope="module")
def reader(served: FastAPI) -> TestClient:
    return TestClient(served)


@pytest.fixture
def folder(dossier: Dossier) -> Path:
    return dossier.folder
