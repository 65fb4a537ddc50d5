from pathlib import Path

import pytest

from dragoman.errors import DossierError, StoreError
from dragoman.pipeline.shards.parcels import read_parcels
from dragoman.pipeline.shards.pools import read_in_pool
from dragoman.pipeline.shards.shards import ShardReader, shards_of
from tests.pipeline.shards.collection import (
    ARTICLES,
    loaded,
    order,
    read_at_once,
    shards_in,
    tools,
    write_collection,
)


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return write_collection(tmp_path / "files")


def test_shards_read_by_processes_and_loaded_give_the_record_of_one_process(
    paths: list[Path], tmp_path: Path
) -> None:
    shards = shards_in(paths, tmp_path / "out")

    read = list(read_in_pool(shards, order(), processes=2))

    assert sum(one.documents for one in read) == len(ARTICLES)
    assert sum(one.quarantined for one in read) == 1
    assert loaded(tmp_path / "out", tmp_path / "a.db") == read_at_once(paths, tmp_path / "b.db")


def test_loading_twice_changes_nothing(paths: list[Path], tmp_path: Path) -> None:
    reader = ShardReader(order())
    for shard in shards_in(paths, tmp_path / "out"):
        reader.read(shard)

    once = loaded(tmp_path / "out", tmp_path / "a.db")

    assert loaded(tmp_path / "out", tmp_path / "b.db", times=2) == once


def test_what_is_read_is_left_alone(paths: list[Path], tmp_path: Path) -> None:
    shards = shards_in(paths, tmp_path / "out")
    ShardReader(order()).read(shards[0])
    written = shards[0].target.stat().st_mtime_ns

    read = list(read_in_pool(shards, order(), processes=1))

    assert {one.source for one in read} == {shard.source for shard in shards[1:]}
    assert shards[0].target.stat().st_mtime_ns == written


def test_a_shard_that_grew_is_another_shard(paths: list[Path], tmp_path: Path) -> None:
    before = shards_in(paths, tmp_path / "out")[0]
    with paths[0].open("a", encoding="utf-8") as file:
        file.write('\n{"text": "The envoy said that a second round was near."}\n')

    assert shards_in(paths, tmp_path / "out")[0].target != before.target


def test_a_reading_that_is_cut_off_leaves_no_result(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = shards_in(paths, tmp_path / "out")[0]
    reader = ShardReader(order())

    def cut_off(self: ShardReader, arrival: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ShardReader, "_parcel", cut_off)
    with pytest.raises(KeyboardInterrupt):
        reader.read(shard)

    assert not shard.is_read
    assert list((tmp_path / "out").iterdir()) == []


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match=r"gone.jsonl: cannot be read \(No such file"):
        shards_of([tmp_path / "gone.jsonl"], tmp_path, tools().run)


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there are no results in it"):
        loaded(tmp_path / "nothing", tmp_path / "a.db")


def test_a_damaged_result_is_told(paths: list[Path], tmp_path: Path) -> None:
    shard = shards_in(paths, tmp_path / "out")[0]
    ShardReader(order()).read(shard)
    shard.target.write_bytes(shard.target.read_bytes()[:-40])

    with pytest.raises(StoreError, match="no Parquet file that can be read"):
        loaded(tmp_path / "out", tmp_path / "a.db")


def test_results_of_another_run_are_refused(paths: list[Path], tmp_path: Path) -> None:
    from dragoman.pipeline import Equipment
    from dragoman.pipeline.shards.shards import Order

    other = Equipment(reader="rules")
    (tmp_path / "out").mkdir()
    shard = shards_of(paths, tmp_path / "out", other.unpack().run)[0]
    ShardReader(Order(equipment=other)).read(shard)

    with pytest.raises(StoreError, match="other knowledge, codebook"):
        loaded(tmp_path / "out", tmp_path / "a.db")


def test_parcels_come_back_as_they_went(paths: list[Path], tmp_path: Path) -> None:
    shard = shards_in(paths, tmp_path / "out")[1]
    reader = ShardReader(order())
    reader.read(shard)

    parcels = list(read_parcels(shard.target))

    texts = [p.document.text for p in parcels if p.document]
    assert texts == ARTICLES[1::3]
    assert [p.quarantine.name for p in parcels if p.quarantine] == ["part-1.jsonl:3"]
    outcome = reader._tools.read(next(p.document for p in parcels if p.document))
    assert isinstance(outcome, tuple)
    assert (parcels[0].run, parcels[0].actors) == (outcome[0], outcome[1].actors)
