"""Scenarios: everything that writes, and what it must come to though it is killed."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from dragoman.opening.opened import nothing
from dragoman.pipeline.shards.loading import load
from dragoman.pipeline.shards.pools import read_in_pool
from dragoman.pipeline.shards.shards import Order, shards_of
from dragoman.store import Store
from tests.faults import work
from tests.faults.killing import Scenario, Work, ended
from tests.pipeline.shards.collection import write_collection
from tests.store.whole import whole_record

RESULTS = "out"


def copied(template: Callable[[], Path]) -> Work:
    """Give what begins with a copy of a template."""

    def begin(folder: Path) -> None:
        shutil.copytree(template(), folder, dirs_exist_ok=True)

    return begin


@cache
def collection() -> list[Path]:
    """Give the files of a collection; results are named after where these lie."""
    return write_collection(work.kept() / "files", files=4)


def order() -> Order:
    return Order(equipment=work.equipment())


def begin_reading(_: Path) -> None:
    """Make the collection before there are processes that would each make one of its own, of which
    what was read is not what others look for."""
    collection()


def read_shards(folder: Path) -> None:
    (folder / RESULTS).mkdir(exist_ok=True)
    shards = shards_of(collection(), folder / RESULTS, order().equipment.unpack().run)
    list(read_in_pool(shards, order(), processes=2))


@cache
def results() -> Path:
    folder = work.kept()
    begin_reading(folder)
    assert ended(read_shards, folder) >= 0
    return folder


def check_results(folder: Path) -> None:
    """See that what has the name of a result is a whole one, and the only one of its file."""
    names = [path.name.rsplit(".", 2)[0] for path in (folder / RESULTS).glob("*.parquet")]
    assert len({*names}) == len(names), "a file was read again whose result was there"
    told_of_results(folder)


def told_of_results(folder: Path) -> object:
    """Tell what results load as."""
    if not any((folder / RESULTS).glob("*.parquet")):
        return None
    path = folder / "loaded.db"
    for left in folder.glob("loaded.db*"):
        left.unlink()
    with Store.open(path) as store:
        _load(folder, store)
        return whole_record(store.view())


def load_shards(folder: Path) -> None:
    (folder / "talks").mkdir(exist_ok=True)
    with Store.open(work.record_in(folder)) as store:
        _load(folder, store)


def _load(folder: Path, store: Store) -> None:
    tools = order().equipment.unpack()
    load(folder / RESULTS, store, tools.run, tools.knowledge, nothing, tools.coder)


def check_loaded(folder: Path) -> None:
    if work.record_in(folder).exists():
        work.check(folder)


def scenarios() -> Iterator[Scenario]:
    """Give everything that is killed by rounds; the watch has outlets of its own (watch.py)."""
    for name, template, command in (
        ("add", work.new, work.add),
        ("run", work.added, work.run),
        ("judgements apply", work.read, work.apply),
    ):
        yield Scenario(
            name=name, begin=copied(template), work=command, check=work.check, told=work.told
        )
    yield Scenario(
        name="review by the API",
        begin=copied(work.read),
        work=work.post,
        check=work.check,
        told=work.told_of_review,
    )
    for revision in ("0001", "0006", "0011"):
        yield Scenario(
            name=f"upgrade from {revision}",
            begin=copied(partial(work.older, revision)),
            work=work.upgrade,
            check=work.check_old,
            told=work.told_of_tables,
        )
    yield Scenario(
        name="backup",
        begin=copied(work.read),
        work=work.back_up,
        check=work.check_backup,
        told=work.told_of_backup,
    )
    yield Scenario(
        name="restore",
        begin=copied(work.saved),
        work=work.restore,
        check=work.check_restored,
        told=work.told,
    )
    yield Scenario(
        name="read-shards",
        begin=begin_reading,
        work=read_shards,
        check=check_results,
        told=told_of_results,
        by_steps=False,
    )
    yield Scenario(
        name="load",
        begin=copied(results),
        work=load_shards,
        check=check_loaded,
        told=work.told,
    )
