"""A record on a server: several processes write to it at once, and nothing of it is lost."""

from collections import Counter
from collections.abc import Iterator

import pytest

from dragoman.store import Store
from dragoman.store.address import Address
from dragoman.store.queries.statements import StatementCounts
from tests import make
from tests.postgresql import Server
from tests.store.conftest import NewStore
from tests.store.sharing import DOCUMENTS, STATEMENTS, add, decision, review, touch
from tests.store.work import PROCESSES


def at_once(*work: tuple[object, ...]) -> None:
    """Do work in processes of their own, all of them at once."""
    processes = [PROCESSES.Process(target=target, args=given) for target, *given in work]  # type: ignore[arg-type]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(processes)


@pytest.fixture
def shared(on_server: NewStore) -> Iterator[Store]:
    with on_server() as store:
        yield store


def place(store: Store) -> Address:
    assert isinstance(store._place, Address)
    return store._place


def test_no_judgement_of_several_reviewers_is_lost(shared: Store, in_files: NewStore) -> None:
    authors, decisions = ("ann", "bob", "cyd"), 10
    with in_files() as alone:
        for store in (shared, alone):
            store.writer().add_run(make.RUN)
            for document, statement in zip(DOCUMENTS, STATEMENTS, strict=True):
                store.writer().add_document(document)
                store.writer().put_reading(document.id, make.RUN.id, [statement], [])
        before = shared.view().revision()
        at_once(*((review, place(shared), author, decisions) for author in authors))
        for author in authors:
            review_alone(alone, author, decisions)
        assert shared.view().revision() == before + len(authors) * decisions
        assert Counter(j.author for j in shared.view().judgements()) == Counter(
            dict.fromkeys(authors, decisions)
        )
        assert list(shared.view().statements()) == list(alone.view().statements())
    assert shared.check() == []


def review_alone(store: Store, author: str, decisions: int) -> None:
    from tests.store.sharing import decide

    for number in range(decisions):
        document = STATEMENTS[number % len(STATEMENTS)].document
        store.writer().judge(document, [decision(author, number)], decide)


def test_writers_at_once_add_each_document_once(shared: Store) -> None:
    at_once(*((add, place(shared), first, 20) for first in (0, 10, 20)))
    assert shared.view().counts().documents == shared.view().counts().statements == 40
    assert shared.view().ask(StatementCounts()) == (("Island", 40),)
    assert len(shared.view().search_documents("monday", limit=50)) == 40
    assert shared.check() == []


def test_reader_sees_one_instant_while_others_write(shared: Store) -> None:
    add(place(shared), 0, 3)
    with shared.snapshot() as view:
        statements = view.statements()
        first = next(statements)
        add(place(shared), 3, 3)
        assert view.counts().documents == 3
        assert len([first, *statements]) == 3
    assert shared.view().counts().documents == 6


def test_processes_that_make_one_record_at_once_make_it_once(postgres: Server) -> None:
    address = postgres.make()
    try:
        at_once(*((touch, address) for _ in range(3)))
        with Store.open(address) as store:
            assert store.check() == []
    finally:
        postgres.drop(address)
