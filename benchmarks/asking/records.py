"""Records: invented dossiers of about so many statements, made once and laid into a database."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking.servers import server
from benchmarks.dossiers import make_dossier
from benchmarks.keeping import WORK
from dragoman.settings import DOSSIER_FILE, Dossier, open_dossier
from dragoman.settings.stores import address_of
from dragoman.store import Store

PER_DOCUMENT = 25
"""Statements that an invented document has on average (benchmarks/invented/press.py)."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def dossier_of(statements: int) -> Dossier:
    """Give a dossier with about so many statements, which is made if it is not there."""
    documents = max(1, statements // PER_DOCUMENT)
    folder = WORK / f"{documents}-documents"
    if not (folder / DOSSIER_FILE).exists():
        WORK.mkdir(parents=True, exist_ok=True)
        # Under another name until it is whole: a measurement may be cut off.
        with tempfile.TemporaryDirectory(dir=WORK) as unfinished:
            made = make_dossier(Path(unfinished) / "dossier", documents)
            sys.stderr.write(f"{documents:,} documents in {sum(made.seconds.values()):.0f} s\n")
            made.dossier.folder.rename(folder)
    return open_dossier(folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A record laid into a database, to be measured and thrown away.

    Attributes:
        store: The record.
        database: Which kind of database it is in.
        seconds: How long laying it there took. None: it was not laid by the store.
    """

    store: Store
    database: str
    seconds: float | None


@contextmanager
def laid(dossier: Dossier, database: str) -> Iterator[Laid]:
    """Lay a copy of a dossier's record into a database.

    Args:
        dossier: The dossier, which is left as it is.
        database: `sqlite`, `postgresql` (a server is started for it), or the address of an empty
            database on a server of PostgreSQL.
    """
    if database == SQLITE:
        with tempfile.TemporaryDirectory(dir=WORK) as folder:
            path = Path(shutil.copy(dossier.record_path, folder))
            with Store.open(path) as store:
                yield Laid(store=store, database=SQLITE, seconds=None)
    elif database == POSTGRESQL:
        with server(WORK) as address, Store.open(address) as store:
            yield _filled(store, dossier)
    else:
        with Store.open(address_of(database, os.environ)) as store:
            yield _filled(store, dossier)


def _filled(store: Store, dossier: Dossier) -> Laid:
    began = time.perf_counter()
    with Store.open(dossier.record_path) as source:
        store.fill_from(source, lambda _: None)
    return Laid(store=store, database=POSTGRESQL, seconds=time.perf_counter() - began)
