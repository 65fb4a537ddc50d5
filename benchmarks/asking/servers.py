"""Servers: a PostgreSQL server for as long as a measurement lasts, durable as it comes."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from tests.postgresql import account, programs

from dragoman.store.address import Address

DATABASE = "dragoman_bench"
SETTINGS = ("shared_buffers=512MB", "synchronous_commit=off")
"""Beside what PostgreSQL comes with. Commits do not wait for the disk, as with SQLite's log in mode
NORMAL: a power cut may lose the last of them, never the database."""


@contextmanager
def server(folder: Path) -> Iterator[Address]:
    """Start a server with an empty database; it goes with its data when the block ends.

    Raises:
        FileNotFoundError: PostgreSQL's programs are not installed.
    """
    found = programs()
    if found is None:
        raise FileNotFoundError("PostgreSQL's programs are not installed")
    user = account()
    place = Path(tempfile.mkdtemp(prefix="bench-postgres-", dir=folder))
    if user is not None:
        shutil.chown(place, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(program: str, *arguments: str) -> None:
        command = [str(found / program), *arguments]
        done = subprocess.run(  # noqa: S603 - found above
            command, user=user, cwd=place, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    data, url = str(place / "data"), f"postgresql://dragoman@127.0.0.1:{port}"
    own = (f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={place}")
    options = " ".join(f"-c {setting}" for setting in (*own, *SETTINGS))
    try:
        call("initdb", "-D", data, "-U", "dragoman", "-A", "trust", "-E", "UTF8", "-N")
        call("pg_ctl", "start", "-D", data, "-w", "-l", str(place / "log"), "-o", options)
        try:
            with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
            yield Address(url=f"{url}/{DATABASE}")
        finally:
            call("pg_ctl", "stop", "-D", data, "-m", "immediate")
    finally:
        shutil.rmtree(place, ignore_errors=True)
