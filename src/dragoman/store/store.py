"""Store: the record at rest, in one database."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine

from dragoman.errors import StoreError
from dragoman.store import migrations, sqlite
from dragoman.store.following import Following
from dragoman.store.view import View
from dragoman.store.writer import Writer

if TYPE_CHECKING:
    from dragoman.store.accounts import Accounts

# A transaction lasts milliseconds; only replacing all claims of a large record takes longer.
PATIENCE_S = 30.0


class Store:
    """The record at rest. Close it, or use it as a context manager.

    Any number of processes and threads may read while one writes; a second writer waits.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        """Take an engine whose database is up to date; open() is the way to a store."""
        self._engine = engine
        self._path = path

    @classmethod
    def open(cls, path: Path, *, patience_s: float = PATIENCE_S) -> Self:
        """Open the record in a file; make it if there is none, bring it up to date if it is old.

        Args:
            path: The file.
            patience_s: Seconds to wait for another process that is writing.

        Raises:
            StoreError: The folder is missing or cannot be written; the file is no database, one
                of another program or of a newer Dragoman, damaged, or locked for too long.
        """
        if not path.parent.is_dir():
            raise StoreError(f"{path.parent} is not a folder; make it first, or check the path")
        if path.is_dir():
            raise StoreError(f"{path} is a folder; give the path of the record's file")
        store = cls(sqlite.engine(path, patience_s), path)
        try:
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(self) -> None:
        with self._reading() as connection:
            current = migrations.is_current(connection)
        if not current:
            with self._writing() as connection:
                migrations.upgrade(connection, self._path)
        with sqlite.explained(self._path):
            sqlite.keep_write_ahead_log(self._engine)

    def close(self) -> None:
        """Close the database; the store cannot be used afterwards."""
        with sqlite.explained(self._path):
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def writer(self) -> Writer:
        """Give the hand that changes the record."""
        return Writer(self._writing)

    def accounts(self) -> "Accounts":
        """Give the accounts of those who may write here."""
        from dragoman.store.accounts import Accounts  # its passwords are hashed by argon2

        return Accounts(self._writing, self._reading)

    def following(self) -> Following:
        """Give what is known of the feeds that are followed, and the hand that changes it."""
        return Following(self._writing, self._reading)

    def view(self) -> View:
        """Give a view of the record; each of its calls sees what has been written by then."""
        return View(self._reading)

    @contextmanager
    def snapshot(self) -> Iterator[View]:
        """Give a view all of whose calls see the record as it is now, for one thread."""
        with ExitStack() as stack:

            @contextmanager
            def connect() -> Iterator[Connection]:
                with sqlite.explained(self._path):
                    yield connection

            with sqlite.explained(self._path):
                connection = stack.enter_context(self._engine.connect())
                migrations.is_current(connection)  # the first read is what fixes the instant
            yield View(connect)

    def check(self) -> list[str]:
        """Look through the whole database for damage; an empty list is a clean bill."""
        with self._writing() as connection:
            return list(sqlite.problems(connection))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with sqlite.explained(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with sqlite.explained(self._path), sqlite.for_writing(self._engine).begin() as connection:
            yield connection
