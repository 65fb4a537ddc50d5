"""Records: invented dossiers of so many documents, made once and laid into a database."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.asking.multiplying import multiply
from benchmarks.asking.servers import server
from benchmarks.dossiers import make_dossier
from benchmarks.keeping import WORK
from dragoman.settings import DOSSIER_FILE, Dossier, open_dossier
from dragoman.settings.stores import address_of
from dragoman.store import Store

INVENTED = 10_000
"""How many documents are invented; larger records have all of them several times."""

BYTES_EACH = 75_000
"""What a document takes on disk with all that is found in it (measured November 2026)."""

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def dossier_of(documents: int) -> Dossier:
    """Give a dossier with so many documents, which is made if it is not there.

    Args:
        documents: How many. More than INVENTED are a multiple of it.

    Raises:
        OSError: There is no room for it, and for the copy that is measured.
    """
    times, folder = max(1, round(documents / INVENTED)), WORK / f"{documents}-documents"
    if not (folder / DOSSIER_FILE).exists():
        WORK.mkdir(parents=True, exist_ok=True)
        needed = 2 * documents * BYTES_EACH
        if shutil.disk_usage(WORK).free < needed:
            raise OSError(f"{documents:,} documents need {needed / 1e9:,.0f} GB of disk in {WORK}")
        # Under another name until it is whole: a measurement may be cut off.
        with tempfile.TemporaryDirectory(dir=WORK) as unfinished:
            made = Path(unfinished) / "dossier"
            if times == 1:
                seconds = make_dossier(made, documents).seconds
                sys.stderr.write(f"{documents:,} documents in {sum(seconds.values()):.0f} s\n")
            else:
                first = dossier_of(INVENTED)
                shutil.copytree(first.folder, made, ignore=shutil.ignore_patterns("record.db*"))
                multiply(first.record_path, made / first.record_path.name, times)
            made.rename(folder)
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
    WORK.mkdir(parents=True, exist_ok=True)
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
