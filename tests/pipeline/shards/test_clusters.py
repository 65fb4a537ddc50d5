"""Needs Ray, which `make distributed` installs in an environment of its own."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import ModelError
from dragoman.pipeline.shards.clusters import read_on_ray
from tests.faults.clusters import scenarios, strike_actor
from tests.faults.killing import killed
from tests.pipeline.shards.collection import (
    loaded,
    order,
    read_at_once,
    shards_in,
    write_collection,
)

ray = pytest.importorskip("ray", reason="Ray is not installed: make distributed")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.slow,
]

EARLY = 23
"""A seed whose first round kills early, while actors are sure to be there."""

DRIVER = """
import sys
from dataclasses import replace
from pathlib import Path
from dragoman.pipeline.shards.clusters import read_on_ray
from tests.pipeline.shards.collection import order, shards_in
folder = Path(sys.argv[1])
shards = shards_in(sorted((folder / "files").iterdir()), folder / "out")
for read in read_on_ray(shards, order(), actors=2):
    print("read", read.source.name, flush=True)
"""


def test_actors_give_the_record_of_one_process(tmp_path: Path) -> None:
    paths = write_collection(tmp_path / "files")
    shards = shards_in(paths, tmp_path / "out")

    read = list(read_on_ray(shards, order(), actors=2))

    assert sorted(one.source for one in read) == paths
    assert loaded(tmp_path / "out", tmp_path / "a.db") == read_at_once(paths, tmp_path / "b.db")
    ray.shutdown()


def test_a_driver_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    paths = write_collection(tmp_path / "files", files=6)
    driver = _drive(tmp_path)
    assert driver.stdout is not None
    driver.stdout.readline()
    os.killpg(driver.pid, signal.SIGKILL)
    driver.wait()

    again = _drive(tmp_path)
    out, _ = again.communicate(timeout=300)

    assert again.returncode == 0, out
    assert out.count("read ") < len(paths)
    assert loaded(tmp_path / "out", tmp_path / "a.db") == read_at_once(paths, tmp_path / "b.db")


def test_an_actor_that_is_killed_is_started_anew() -> None:
    (scenario,) = scenarios()
    figures = killed(replace(scenario, strike=strike_actor, again=False), EARLY, rounds=1)

    assert figures.faults == {}
    assert figures.kills == 1


def test_actors_that_ask_for_a_gpu_that_is_not_there_are_refused(tmp_path: Path) -> None:
    paths = write_collection(tmp_path / "files", files=2)
    shards = shards_in(paths, tmp_path / "out")

    with pytest.raises(ModelError, match="no GPU"):
        list(read_on_ray(shards, order(), actors=1, gpu_share=0.5))
    ray.shutdown()


def _drive(folder: Path) -> "subprocess.Popen[str]":
    """Start a driver of its own, with all that Ray starts in one process group."""
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
