"""Connections to a server: what goes wrong with them is told, and nothing is half-written."""

import socket
from collections.abc import Iterator, Sequence

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from dragoman.errors import StoreError
from dragoman.record import Document, Judgement, Statement
from dragoman.store import Outcome, Store
from dragoman.store.address import Address, is_address
from dragoman.store.tables import metadata
from tests import make
from tests.postgresql import Server
from tests.store.conftest import NewStore
from tests.store.sharing import decide


@pytest.fixture
def shared(on_server: NewStore) -> Iterator[Store]:
    with on_server() as store:
        yield store


@pytest.fixture
def empty(postgres: Server) -> Iterator[Address]:
    address = postgres.make()
    yield address
    postgres.drop(address)


def cut(store: Store, server: Server) -> None:
    """End all connections to a store's database, as a server does that is shut down."""
    name = str(store._place).rpartition("/")[2]
    server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    )


def test_lost_connection_is_told_and_nothing_is_half_written(
    shared: Store, postgres: Server
) -> None:
    document = make.document()
    statement = make.statement(document, "talks would begin")
    writer = shared.writer()
    writer.add_run(make.RUN)
    writer.add_document(document)
    writer.put_reading(document.id, make.RUN.id, [statement], [])
    revision = shared.view().revision()

    def lose(
        document: Document, machine: Sequence[Statement], judgements: Sequence[Judgement]
    ) -> Outcome:
        cut(shared, postgres)
        return decide(document, machine, judgements)

    with pytest.raises(StoreError, match=r"nothing of this was written.*try again"):
        writer.judge(document.id, [make.judgement(statement)], lose)
    assert shared.view().revision() == revision, "the next question has a new connection"
    assert shared.view().counts().judgements == 0
    writer.judge(document.id, [make.judgement(statement)], decide)
    assert shared.view().counts().judgements == 1
    assert shared.check() == []


def test_connection_that_is_lost_while_reading_is_told(shared: Store, postgres: Server) -> None:
    for number in range(45):
        shared.writer().add_document(make.document(make.TEXT, f"{number:02}.txt"))
    documents = shared.view().documents()
    assert next(documents).name == "00.txt"
    cut(shared, postgres)
    with pytest.raises(StoreError, match="try again"):
        list(documents)
    assert shared.view().counts().documents == 45


def test_server_that_is_not_there_is_told() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    address = Address(url=f"postgresql://ann@127.0.0.1:{port}/talks", password="hush-hush")
    with pytest.raises(StoreError, match=r"cannot be reached.*look whether the server") as told:
        Store.open(address)
    assert "hush" not in f"{told.value}{address!r}{address}"


def test_database_that_is_not_there_is_told(postgres: Server) -> None:
    with pytest.raises(StoreError, match="is not there; make it: createdb"):
        Store.open(postgres.address("nowhere"))


def test_user_who_is_not_there_is_told(postgres: Server) -> None:
    unknown = postgres.url.partition("@")[2]
    with pytest.raises(StoreError, match=r"refuses the login.*DRAGOMAN_STORE_PASSWORD"):
        Store.open(Address(url=f"postgresql://nobody-of-this-name@{unknown}/postgres"))


def test_database_of_another_program_is_refused_and_left_alone(
    postgres: Server, empty: Address
) -> None:
    name = empty.url.rpartition("/")[2]
    postgres.execute("CREATE TABLE songs (title text)", name)
    with pytest.raises(StoreError, match="database of another program"):
        Store.open(empty)
    postgres.execute("DROP TABLE songs", name)
    Store.open(empty).close()


def test_database_for_some_languages_only_is_refused(postgres: Server) -> None:
    address = postgres.make("template0 ENCODING 'LATIN1' LOCALE 'C'")
    try:
        with pytest.raises(StoreError, match=r"keeps text as LATIN1.*--encoding UTF8"):
            Store.open(address)
    finally:
        postgres.drop(address)


def test_newer_revision_is_refused(postgres: Server, empty: Address) -> None:
    Store.open(empty).close()
    name = empty.url.rpartition("/")[2]
    postgres.execute("UPDATE alembic_version SET version_num = '9999'", name)
    with pytest.raises(StoreError, match="newer Dragoman"):
        Store.open(empty)


def test_writer_who_waits_too_long_is_told(shared: Store) -> None:
    place = shared._place
    assert isinstance(place, Address)
    with Store.open(place, patience_s=0.05) as other, shared._writing():
        assert other.view().counts().documents == 0, "readers do not wait"
        with pytest.raises(StoreError, match="is locked: another process is writing"):
            other.writer().add_document(make.document())


def test_migrations_make_the_tables_that_the_code_expects(shared: Store) -> None:
    with shared._reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        assert compare_metadata(context, metadata) == []
        asked = "SELECT count(*) FROM information_schema.columns WHERE collation_name IS NULL"
        ours = "AND table_schema = 'public' AND data_type = 'text'"
        # What search keeps is never compared.
        unordered = connection.scalar(text(f"{asked} {ours} AND table_name NOT LIKE '%_search'"))
    assert unordered == 0


def is_ours(name: str | None, kind: str, _: object) -> bool:
    return not (kind == "table" and name is not None and name.endswith("_search"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://ann@host/talks", "none of PostgreSQL"),
        ("postgresql://ann@host", "none of PostgreSQL"),
        ("postgresql://ann@host:port/talks", "none of PostgreSQL"),
        ("postgresql://ann:hush-hush@host/talks", "has a password in it"),
        ("postgresql://ann@host/talks?password=hush-hush", "has a password in it"),
    ],
)
def test_address_that_is_none_is_refused_without_telling_secrets(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as told:
        Address(url=url)
    assert "hush" not in str(told.value)


def test_addresses_are_told_from_paths() -> None:
    assert is_address("postgresql://host/talks")
    assert is_address("postgresql+psycopg://host/talks")
    assert not is_address("postgresql")
    assert is_address("mysql://host/talks"), "so that it is refused, and not taken for a path"
    assert not is_address("C://talks")
