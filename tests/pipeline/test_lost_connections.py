"""A server that goes away in the middle of a run or of a review: told, and nothing is lost."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event

import dragoman
from dragoman import pipeline
from dragoman.errors import StoreError
from dragoman.ingest import ingest
from dragoman.opening.opened import nothing
from dragoman.pipeline.verifying import Verified, verify
from dragoman.resolve import Knowledge, load_knowledge
from dragoman.settings import DOSSIER_FILE, Dossier, open_dossier
from dragoman.store import Store
from dragoman.store.address import Address
from dragoman.web import create_app
from tests import postgresql
from tests.cli.conftest import write_article
from tests.pipeline.derived import derived, differing
from tests.postgresql import Server, templated
from tests.web.talks import make_dossier, write_talks

SEED = 20261122
CUTS = 5
"""How often each is cut; each time at another statement to the database."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def empty(postgres: Server) -> Iterator[str]:
    with templated(postgres) as made:
        yield made


@pytest.fixture
def database(postgres: Server, empty: str) -> Iterator[Callable[[], Address]]:
    made: list[Address] = []

    def new() -> Address:
        made.append(postgres.make(empty))
        return made[-1]

    yield new
    for address in made:
        postgres.drop(address)


@contextmanager
def counting(at: Callable[[int], None]) -> Iterator[list[int]]:
    """Call something before each statement to a database, with its number; give the last one."""
    numbers = [0]

    def step(*_: object) -> None:
        numbers[0] += 1
        at(numbers[0])

    event.listen(Engine, "before_cursor_execute", step)
    try:
        yield numbers
    finally:
        event.remove(Engine, "before_cursor_execute", step)


def cut_at(server: Server, address: Address, last: int) -> Callable[[int], None]:
    """Give what ends all connections to a database before a statement of this number."""
    name = address.url.rpartition("/")[2]

    def cut(number: int) -> None:
        if number == last:
            server.execute(
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            )

    return cut


def check(store: Store) -> None:
    assert list(verify(store, Verified(), nothing)) == []


def test_run_whose_server_goes_away_is_told_and_goes_on_where_it_was(
    postgres: Server, database: Callable[[], Address], knowledge: Knowledge, tmp_path: Path
) -> None:
    article, reader = write_article(tmp_path), pipeline.reader_named("rules")
    others = [tmp_path / f"{number}.txt" for number in range(3)]
    for number, path in enumerate(others):
        path.write_text(f"{article.read_text('utf-8')}\nThe envoy said that {number} men came.\n")

    def run(store: Store) -> None:
        pipeline.add(ingest([article, *others]), store, nothing)
        pipeline.run(store, reader, knowledge, nothing)

    with Store.open(database()) as calm, counting(lambda _: None) as numbers:
        run(calm)
        whole, wanted = numbers[0], derived(calm)
    dice = Random(SEED)
    for _ in range(CUTS):
        address, last = database(), dice.randrange(1, whole)
        with Store.open(address) as store:
            with (
                counting(cut_at(postgres, address, last)),
                pytest.raises(StoreError, match=r"nothing of this was written.*try again"),
            ):
                run(store)
            check(store)
            run(store)
            check(store)
            assert differing(wanted, derived(store)) == [], last


def dossier_on(address: Address, folder: Path) -> Dossier:
    folder.mkdir()
    made = make_dossier(folder).folder
    with (made / DOSSIER_FILE).open("a", encoding="utf-8") as file:
        file.write(f'\n[store]\nurl = "{address}"\n')
    with Store.open(address) as store:
        write_talks(store)
    return open_dossier(made)


def decide(dossier: Dossier, store: Store) -> None:
    """Decide about all statements, those that are not decided yet, as a person would go on."""
    with dragoman.open(dossier.folder) as opened:
        judged = {one.target for one in store.view().judgements()}
        for number, statement in enumerate(list(opened.statements())):
            if statement.id not in judged:
                value = ("assert", "deny", "demand")[number % 3]
                opened.judge(statement, "correct", author="ann", field="act", value=value)


def test_review_whose_server_goes_away_loses_no_decision_and_makes_none_twice(
    postgres: Server, database: Callable[[], Address], tmp_path: Path
) -> None:
    address = database()
    calm = dossier_on(address, tmp_path / "calm")
    with Store.open(address) as store, counting(lambda _: None) as numbers:
        decide(calm, store)
        whole, wanted, made = numbers[0], derived(store), store.view().counts().judgements
    dice = Random(SEED)
    for number in range(CUTS):
        address, last = database(), dice.randrange(2, whole)
        dossier = dossier_on(address, tmp_path / str(number))
        with Store.open(address) as store:
            with (
                counting(cut_at(postgres, address, last)),
                pytest.raises(StoreError, match=r"nothing of this was written.*try again"),
            ):
                decide(dossier, store)
            check(store)
            decide(dossier, store)
            check(store)
            assert store.view().counts().judgements == made, last
            assert differing(wanted, derived(store)) == [], last


def test_pages_and_the_api_tell_that_the_server_is_away_and_come_back_with_it(
    database: Callable[[], Address], tmp_path: Path
) -> None:
    with postgresql.server() as other:
        address = other.make()
        dossier = dossier_on(address, tmp_path / "talks")
        store = Store.open(address)
        client = TestClient(create_app(dossier, store), raise_server_exceptions=False)
        assert client.get("/statements").status_code == 200
    for path in ("/statements", "/api/v1/statements"):
        answer = client.get(path)
        assert answer.status_code == 500, path
        assert "cannot be reached" in answer.text
        assert "Traceback" not in answer.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    store.close()
