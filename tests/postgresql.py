"""A PostgreSQL server for tests: a cluster of its own, thrown away afterwards.

Where DRAGOMAN_TEST_POSTGRES has the address of a server, that one is used; its user must be allowed
to make databases. Where there is neither that nor PostgreSQL's programs, tests are skipped.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.store import Store, feeds, users  # noqa: F401 - their tables
from dragoman.store.address import Address
from dragoman.store.tables import metadata

SERVER = "DRAGOMAN_TEST_POSTGRES"
EMPTY = "dragoman_empty"

# What is written need not outlive the machine.
HURRIED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=256MB")


class Server:
    """A server that makes databases."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.made = 0

    def address(self, database: str) -> Address:
        return Address(url=f"{self.url}/{database}")

    def execute(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(f"{self.url}/{database}", autocommit=True) as connection:
            connection.execute(statement.encode())

    def make(self, template: str = "template0") -> Address:
        """Make a database, empty or as another one is."""
        self.made += 1
        name = f"dragoman_{os.getpid()}_{self.made}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def empty(self, address: Address) -> None:
        """Take everything out of a record, as no program could; faster than making another one."""
        tables = [table.name for table in metadata.sorted_tables]
        kept = {
            "written": "UPDATE written SET number = 0",
            "revision": "UPDATE revision SET number = 0",
        }
        statements = ["SET session_replication_role = replica"]  # without guards and references
        statements += [kept.get(name, f'DELETE FROM "{name}"') for name in tables]
        statements += [f"DELETE FROM {name}_search" for name in ("documents", "statements")]
        self.execute("; ".join(statements), address.url.rpartition("/")[2])

    def drop(self, address: Address) -> None:
        name = address.url.rpartition("/")[2]
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def programs() -> Path | None:
    """Find PostgreSQL's programs; Debian keeps those of a server off the PATH."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    places = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(places, key=lambda place: float(place.parts[-3]), default=None)
    return newest.parent if newest else None


def account() -> str | None:
    """Name whom a server may run as: never root. None: oneself."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, or use the one that the environment names."""
    pytest.importorskip("psycopg", reason="PostgreSQL's driver is not installed")
    if url := os.environ.get(SERVER):
        yield Server(url)
        return
    found = programs()
    if found is None:
        pytest.skip(f"no PostgreSQL here: neither its programs nor {SERVER}")
    user = account()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-postgres-"))
    if user is not None:
        shutil.chown(folder, user)
    try:
        yield from _running(found, folder, user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(found: Path, folder: Path, user: str | None) -> Iterator[Server]:
    def call(program: str, *arguments: str) -> None:
        called = [str(found / program), "-D", str(folder / "data"), *arguments]
        done = subprocess.run(
            called, user=user, cwd=folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    call("initdb", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}"]
    options = " ".join(f"-c {setting}" for setting in (*settings, *HURRIED))
    call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
    try:
        yield Server(f"postgresql://dragoman@127.0.0.1:{port}")
    finally:
        call("pg_ctl", "stop", "-m", "immediate")


@contextmanager
def templated(one: Server) -> Iterator[str]:
    """Make a database that the migrations have brought up to date, to copy others from."""
    address = one.make()
    Store.open(address).close()
    yield address.url.rpartition("/")[2]
    one.drop(address)
