"""Viewing: filters, orders, streams and instants."""

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event

from dragoman.record import Act, Code, Link, LinkKind, Stance, Statement
from dragoman.store import Counts, StatementFilter, Store
from dragoman.store.shapes import BATCH
from dragoman.store.view import DOCUMENT_BATCH
from tests import make
from tests.store.conftest import NewStore

A = make.document(name="a.txt", outlet="Here", published="2023-11-06", language="uk")
B = make.document(name="b.txt", outlet="There", published="2023-10")
C = make.document(name="c.txt", outlet="Here")
ZELENSKY = make.actor("Volodymyr Zelenský")
ENVOY = make.actor('an envoy; \0"50%_" ЇЖАК')
FIRST = make.statement(A, "The minister", speaker=ZELENSKY, party="Ukraine", act=Act.DENY)
SECOND = make.statement(
    A,
    "talks",
    speaker=ENVOY,
    said_on="2023-11-02T21:00:00+02:00",
    codes=[Code(concept="talks", stance=Stance.SUPPORT)],
)
THIRD = make.statement(B, "Monday", speaker=ZELENSKY, party="Russia")
FOURTH = make.statement(C, "Monday")


@pytest.fixture(scope="module")
def viewed(new_store: NewStore) -> Iterator[Store]:
    with new_store() as store:
        store.writer().add_run(make.RUN)
        for document, statements in ((C, [FOURTH]), (B, [THIRD]), (A, [SECOND, FIRST])):
            store.writer().add_document(document)
            store.writer().put_reading(document.id, make.RUN.id, statements, [ZELENSKY, ENVOY])
        yield store


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (StatementFilter(), [FIRST, SECOND, THIRD, FOURTH]),
        (StatementFilter(document=A.id), [FIRST, SECOND]),
        (StatementFilter(speaker="ZELENSKY"), [FIRST, THIRD]),
        (StatementFilter(speaker="zelenský"), [FIRST, THIRD]),
        (StatementFilter(speaker="їжак"), [SECOND]),
        (StatementFilter(speaker="\0"), [SECOND]),
        (StatementFilter(speaker="50%_"), [SECOND]),
        (StatementFilter(speaker="5_%"), []),
        (StatementFilter(speaker="x" * 100_000), []),
        (StatementFilter(speaker_is="Volodymyr Zelenský"), [FIRST, THIRD]),
        (StatementFilter(speaker_is=ENVOY.id), [SECOND]),
        (StatementFilter(speaker_is="Volodymyr"), []),
        (StatementFilter(party="Ukraine"), [FIRST]),
        (StatementFilter(act=Act.DENY), [FIRST]),
        (StatementFilter(concept="talks"), [SECOND]),
        (StatementFilter(outlet="Here"), [FIRST, SECOND, FOURTH]),
        (StatementFilter(outlet="Here", act=Act.ASSERT), [SECOND, FOURTH]),
        (StatementFilter(since="2023-11"), [FIRST, SECOND]),
        (StatementFilter(since="2023-11-03"), [FIRST]),
        (StatementFilter(since="2023-10-20"), [FIRST, SECOND, THIRD]),
        (StatementFilter(until="2023-11-05"), [SECOND, THIRD]),
        (StatementFilter(until="2023-10-01"), [THIRD]),
        (StatementFilter(until="2023-09-30"), []),
        (StatementFilter(since="2023-11-02", until="2023-11-02"), [SECOND]),
    ],
)
def test_statements_are_those_that_meet_every_condition(
    viewed: Store, wanted: StatementFilter, found: list[Statement]
) -> None:
    assert list(viewed.view().statements(wanted)) == found


def test_documents_are_filtered_and_ordered(viewed: Store) -> None:
    view = viewed.view()
    assert list(view.documents()) == [A, B, C]
    assert list(view.documents(by_date=True)) == [B, A, C]
    assert list(view.documents(outlet="Here")) == [A, C]
    assert list(view.documents(language="uk")) == [A]
    assert list(view.documents(since="2023-10-15")) == [A, B]
    assert list(view.documents(since="2023", until="2023-10-15")) == [B]


def test_absent_ids_give_nothing(viewed: Store) -> None:
    assert viewed.view().document("0" * 16) is None
    assert viewed.view().statement("no id at all") is None
    assert viewed.view().statements_of(["none", THIRD.id, FIRST.id]) == [THIRD, FIRST]
    assert viewed.view().statements_of([]) == []


def test_counts_are_of_everything(viewed: Store) -> None:
    assert viewed.view().counts() == Counts(
        documents=3,
        quarantine=0,
        runs=1,
        statements=4,
        unresolved=1,
        actors=2,
        claims=0,
        meetings=0,
        plans=0,
        judgements=0,
    )


@contextmanager
def queries(engine: Engine) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(connection: object, cursor: object, sql: str, *rest: object) -> None:
        asked.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_queries_do_not_grow_with_records(new_store: NewStore) -> None:
    counted = []
    for size in (2, 19):
        with new_store() as store:
            fill(store, size)
            with queries(store._engine) as asked:
                assert len(list(store.view().statements())) == size
                assert len(list(store.view().documents())) == size
            counted.append(len(asked))
    assert counted[0] == counted[1] <= 11


def fill(store: Store, size: int, text: str = make.TEXT) -> None:
    store.writer().add_run(make.RUN)
    link, code = Link(name="A", kind=LinkKind.NAMED), Code(concept="c", stance=Stance.SUPPORT)
    for number in range(size):
        document = make.document(text, f"{number:04}.txt")
        statement = make.statement(document, text[:10], via=[link], codes=[code])
        store.writer().add_document(document)
        store.writer().put_reading(document.id, make.RUN.id, [statement], [])


def test_streams_of_several_batches_are_whole(new_store: NewStore) -> None:
    with new_store() as store:
        document = make.document(" ".join(f"word{number:04}" for number in range(BATCH + 7)))
        words = document.text.split()
        store.writer().add_run(make.RUN)
        store.writer().add_document(document)
        statements = [make.statement(document, word) for word in words]
        store.writer().put_reading(document.id, make.RUN.id, statements, [])
        assert list(store.view().statements()) == statements
        assert store.view().statements_of([s.id for s in statements]) == statements
        store.writer().put_claims([make.claim(*statements)])
        assert list(store.view().claims()) == [make.claim(*statements)]


def test_pending_streams_while_the_record_is_written(store: Store) -> None:
    size = DOCUMENT_BATCH * 2 + 3
    store.writer().add_run(make.RUN)
    for number in range(size):
        store.writer().add_document(make.document(name=f"{number:04}.txt"))
    seen = []
    for document in store.view().pending(make.RUN.id):
        seen.append(document.name)
        store.writer().put_reading(document.id, make.RUN.id, [], [])
    assert seen == [f"{number:04}.txt" for number in range(size)]
    assert list(store.view().pending(make.RUN.id)) == []


def test_streams_hold_few_documents_in_memory(store: Store) -> None:
    text, size = "x" * 200_000, 100
    for number in range(size):
        store.writer().add_document(make.document(text, f"{number:04}.txt", segments=[]))
    for stream in (store.view().pending(make.RUN.id), store.view().documents(by_date=True)):
        tracemalloc.start()
        assert sum(len(document.text) for document in stream) == size * len(text)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < size * len(text) / 2


def test_stream_sees_the_record_as_it_was_when_it_began(store: Store) -> None:
    fill(store, DOCUMENT_BATCH + 1)
    stream = store.view().documents()
    next(stream)
    store.writer().add_document(make.document(name="zzz.txt"))
    assert len(list(stream)) == DOCUMENT_BATCH
    assert store.view().counts().documents == DOCUMENT_BATCH + 2


def test_snapshot_sees_one_instant(store: Store) -> None:
    fill(store, 3)
    with store.snapshot() as frozen:
        store.writer().add_document(make.document(name="zzz.txt"))
        assert frozen.counts().documents == len(list(frozen.documents())) == 3
        assert len(list(frozen.pending("none"))) == 3
        assert store.view().counts().documents == 4
    with store.snapshot() as frozen:
        assert frozen.counts().documents == 4


def test_own_errors_within_a_snapshot_stay_what_they_are(store: Store) -> None:
    with pytest.raises(UnicodeEncodeError), store.snapshot():
        "é".encode("ascii")


def test_threads_read_and_write_one_store(store: Store) -> None:
    store.writer().add_run(make.RUN)

    def work(thread: int) -> int:
        for number in range(5):
            document = make.document(name=f"{thread}-{number}.txt")
            store.writer().add_document(document)
            store.writer().put_reading(document.id, make.RUN.id, [make.statement(document)], [])
        return sum(1 for statement in store.view().statements() if statement.party is None)

    with ThreadPoolExecutor(4) as threads:
        seen = list(threads.map(work, range(4)))
    assert min(seen) >= 5
    assert store.view().counts().statements == 20
