"""Store: the record at rest, in one database."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, Engine, event

from dragoman.errors import StoreError
from dragoman.store import dialects, migrations, sqlite
from dragoman.store.address import Address
from dragoman.store.following import Following
from dragoman.store.past import Thinning, copy_to, mark_copy
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

    def __init__(self, engine: Engine, place: Path | Address) -> None:
        """Take an engine whose database is up to date; open() is the way to a store."""
        self._place = place
        self._dialect = sqlite if isinstance(place, Path) else dialects.server()
        self._engine = engine
        self._readers = self._dialect.for_reading(engine)
        self._writers = self._dialect.for_writing(engine)

    @classmethod
    def open(
        cls, place: Path | Address, *, patience_s: float = PATIENCE_S, make: bool = True
    ) -> Self:
        """Open a record; make it if there is none, bring it up to date if it is old.

        Args:
            place: Its file, or its address on a server.
            patience_s: Seconds to wait for another process that is writing.
            make: Whether it is made where there is none, or refused.

        Raises:
            StoreError: The folder is missing or cannot be written, or the server cannot be reached
                or refuses the login; it is no database, one of another program or of a newer
                Dragoman, damaged, or locked for too long; or there is no record to be opened.
        """
        store = cls(_engine(place, patience_s), place)
        try:
            store._bring_up_to_date(make=make)
        except BaseException:
            store.close()
            raise
        return store

    def _bring_up_to_date(self, *, make: bool) -> None:
        with self._reading() as connection:
            revision = migrations.stored_revision(connection)
        if revision is None and not make:
            raise StoreError(f"there is no record in {self._place}; check its path or address")
        if revision != migrations.REVISION:
            with self._writing() as connection:
                migrations.upgrade(connection, self._place)
        with self._dialect.explained(self._place):
            self._dialect.keep_write_ahead_log(self._engine)

    def close(self) -> None:
        """Close the database; whatever is asked or written afterwards raises StoreError."""
        with self._dialect.explained(self._place):
            self._engine.dispose()
        # An engine would quietly connect again, also for views and writers that were given before.
        if not event.contains(self._engine, "do_connect", self._refuse):
            event.listen(self._engine, "do_connect", self._refuse)

    def _refuse(self, *_: object) -> None:
        raise StoreError(f"the record in {self._place} is closed; open it again to use it")

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

    def copy_to(self, path: Path) -> None:
        """Copy the record into a file that is not there yet, as it is at one instant."""
        if isinstance(self._place, Path):
            with sqlite.explained(path):
                copy_to(self._engine, path)
            return
        with Store.open(path) as copied:
            copied.fill_from(self, lambda _: None)
            with copied._writing() as connection:
                mark_copy(connection)

    def thinning(self) -> Thinning:
        """Give the hand that takes out of a copy what is not to be shown."""
        return Thinning(self._writing)

    def view(self) -> View:
        """Give a view of the record; each of its calls sees what has been written by then."""
        return View(self._reading)

    @contextmanager
    def snapshot(self) -> Iterator[View]:
        """Give a view all of whose calls see the record as it is now, for one thread."""
        with ExitStack() as stack:

            @contextmanager
            def connect() -> Iterator[Connection]:
                with self._dialect.explained(self._place):
                    yield connection

            with self._dialect.explained(self._place):
                connection = stack.enter_context(self._readers.connect())
                migrations.is_current(connection)  # the first read is what fixes the instant
            yield View(connect)

    @contextmanager
    def attempt(self, *, alone: bool = False) -> Iterator[tuple[View, Writer]]:
        """Give a view of one instant, and the hand to put what is derived from it.

        Others may write meanwhile, which the record's revision tells; then it is to be derived
        anew. Whoever has done so too often does it alone.

        Args:
            alone: Let nobody else write until the end of the block, which then is one transaction.
        """
        if not alone:
            with self.snapshot() as view:
                yield view, self.writer()
            return
        with self._writing() as connection:

            @contextmanager
            def same() -> Iterator[Connection]:
                yield connection

            yield View(same), Writer(same)

    def fill_from(self, other: "Store", progress: Callable[[str], None]) -> Mapping[str, int]:
        """Copy everything out of another store into this one, which must be empty.

        It is one transaction: all of it is there afterwards, or nothing.

        Args:
            other: The other store; it is read as it is at one instant.
            progress: Called with what is copied.

        Returns:
            How many rows each table has, as counted on both sides.

        Raises:
            StoreError: This store has a record already, or one of them cannot be used.
        """
        from dragoman.store import copying  # it needs every table, and only this needs it

        with other._reading() as source, self._writing() as target:
            return copying.copy(source, target, progress)

    def is_current(self) -> bool:
        """Tell whether the record is as this version of Dragoman writes it."""
        with self._reading() as connection:
            return migrations.is_current(connection)

    def check(self) -> list[str]:
        """Look through the whole database for damage; an empty list is a clean bill."""
        with self._writing() as connection:
            return list(self._dialect.problems(connection))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._dialect.explained(self._place), self._readers.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._dialect.explained(self._place), self._writers.begin() as connection:
            yield connection


def _engine(place: Path | Address, patience_s: float) -> Engine:
    if isinstance(place, Address):
        from dragoman.store import postgresql

        return postgresql.engine(place, patience_s)
    if not place.parent.is_dir():
        raise StoreError(f"{place.parent} is not a folder; make it first, or check the path")
    if place.is_dir():
        raise StoreError(f"{place} is a folder; give the path of the record's file")
    return sqlite.engine(place, patience_s)
