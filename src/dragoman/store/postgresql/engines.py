"""Engines: connections to a PostgreSQL server, who may write when, and its errors in words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from dragoman.errors import StoreError
from dragoman.store.address import PASSWORD, Address

# A server lets 100 connections in by itself; each thread of a web server holds one at most.
KEPT, MOST = 5, 40

REACHED_WITHIN_S = 10

# One writer at a time, as on SQLite: transactions last milliseconds, and each sees all that was
# written before it. The turn is of the record's schema, and given back when the transaction ends.
TURN = (
    "SELECT set_config('lock_timeout', '{patience}', true), "
    "pg_advisory_xact_lock(hashtextextended('dragoman ' || current_schema(), 0))"
)


def engine(address: Address, patience_s: float) -> Engine:
    """Prepare to open a database on a server.

    Args:
        address: Where it is.
        patience_s: Seconds to wait for another process that is writing.

    Raises:
        StoreError: The driver is not installed, or the address is malformed.
    """
    try:
        made = create_engine(
            _url(address),
            connect_args={"application_name": "dragoman", "connect_timeout": REACHED_WITHIN_S},
            pool_size=KEPT,
            max_overflow=MOST - KEPT,
            pool_timeout=max(patience_s, 1.0),
            pool_pre_ping=True,  # a server that was started anew is not an error
            hide_parameters=True,
        )
    except (ImportError, NoSuchModuleError):
        raise StoreError(
            f"{address} needs PostgreSQL's driver; install it: pip install 'dragoman[postgres]'"
        ) from None
    turn = TURN.format(patience=max(1, round(patience_s * 1000)))

    def take_turn(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            connection.exec_driver_sql(turn)

    event.listen(made, "connect", _set_up)
    event.listen(made, "begin", take_turn)
    return made


def _set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # Questions are many and small: to compile one takes longer than to answer it.
    cursor = connection.cursor()
    cursor.execute("SET jit = off")
    cursor.close()
    connection.commit()


def _url(address: Address) -> URL:
    try:
        url = make_url(address.url).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise StoreError(f"{address} is no address of a PostgreSQL database") from None
    return url if address.password is None else url.set(password=address.password)


def for_reading(made: Engine) -> Engine:
    """Give the engine each of whose transactions sees the record as it was when it began."""
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_writing(made: Engine) -> Engine:
    """Give the engine whose transactions wait at once for their turn to write."""
    return made.execution_options(isolation_level="READ COMMITTED", writes=True)


def keep_write_ahead_log(made: Engine) -> None:
    """Let many read while one writes, which a server always does."""


REASONS = (
    ("28", f"refuses the login; check the user, and the password in {PASSWORD}"),
    ("3D000", "is not there; make it: createdb --encoding UTF8 DATABASE"),
    ("53300", "lets no more connections in; close other programs, or raise its max_connections"),
    ("53100", "cannot grow: the disk of the server is full; free some space and run again"),
    ("53", "has run out of memory or another resource"),
    ("55P03", "is locked: another process is writing to it; try again when it has finished"),
    ("40", "is locked: another process is writing to it; try again"),
    ("25006", "cannot be written: the server is read-only, a standby perhaps"),
    ("42501", "refuses this user; let it create and write tables in the database's schema"),
    ("P0001", "refuses this"),
    ("23502", "refuses this: a value is missing, or is not a number"),
    ("22", "refuses this: a value is not of its column's kind"),
    ("23", "refuses this: it names a record that is not there, or is there twice"),
    ("57P01", "was shut down meanwhile; nothing of this was written: try again"),
    ("57P", "is starting up or shutting down; try again"),
    ("57014", "took too long, or somebody cancelled this"),
    ("XX001", "is damaged; restore a copy, or make the record again from its documents"),
    ("58", "cannot be read or written: the disk of the server reports an error"),
    ("08", "was lost; nothing of this was written: look whether the server runs, and try again"),
)
# Of a connection that does not come about libpq tells words only.
SAID = (
    (re.compile(r"password|authentication|pg_hba|role .* does not exist"), "28"),
    (re.compile(r"database .* does not exist"), "3D000"),
    (re.compile("too many clients|connection slots are reserved|too many connections"), "53300"),
    (re.compile("starting up|shutting down"), "57P03"),
)
GONE = "cannot be reached; nothing of this was written: look whether the server runs, and try again"


@contextmanager
def explained(place: object) -> Iterator[None]:
    """Turn what the database reports into words.

    Raises:
        StoreError: The database reported an error within the block.
    """
    from psycopg import Error, InterfaceError, OperationalError

    try:
        yield
    except (DBAPIError, Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        said = " ".join(str(original).split())
        state = getattr(original, "sqlstate", None)
        if state is None and isinstance(original, OperationalError | InterfaceError):
            state = next((known for words, known in SAID if words.search(said)), None)
            reason = GONE if state is None else _reason(state)
        else:
            reason = _reason(state or "")
        raise StoreError(f"{place} {reason} ({said})") from error
    except NoConnectionError as error:
        raise StoreError(f"{place} is busy: no connection came free in time; try again") from error
    except UnicodeEncodeError as error:
        raise StoreError(f"{place} cannot hold half a code point ({error})") from error


def _reason(state: str) -> str:
    return next((words for start, words in REASONS if state.startswith(start)), "failed")


def check_encoding(connection: Connection) -> None:
    """See that the database can hold any text.

    Raises:
        StoreError: It was made for some languages only.
    """
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
    if encoding != "UTF8":
        raise StoreError(
            f"the database keeps text as {encoding}; make one that keeps all: "
            "createdb --encoding UTF8 --template template0 DATABASE"
        )
