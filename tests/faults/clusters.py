"""Clusters: shards read by actors of Ray, of which one is killed, or the driver, or all at once."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from random import Random

from dragoman.pipeline.shards.clusters import read_on_ray
from dragoman.pipeline.shards.shards import shards_of
from tests.faults import work
from tests.faults.killing import Scenario
from tests.faults.scenarios import RESULTS, check_results, order, told_of_results

NAME = "read-shards on Ray"

HAS_RAY = find_spec("ray") is not None
"""Whether Ray is installed, as `make faults` does; asked without importing it, as what it starts
then would not live on in the processes that are forked here."""

ACTORS, FILES = 2, 24
STRUCK = ("driver", "actor", "actor", "all")
WORKS_S = 2.0
"""Seconds for which an actor loads what it reads with, and reads."""


@cache
def collection() -> list[Path]:
    """Give the files of a collection; to read them takes about as long as to start an actor."""
    folder = work.kept()
    paths = [folder / f"part-{number:02}.jsonl" for number in range(FILES)]
    for number, path in enumerate(paths):
        work.write_articles(path, first=number * work.ARTICLES)
    return paths


@cache
def sessions() -> Path:
    """Give a folder for what Ray keeps of its sessions; of its sockets the path must be short."""
    return work.kept()


def begin(_: Path) -> None:
    """Make what all rounds share before there are processes that would make their own."""
    collection()
    sessions()


def read_with_actors(folder: Path) -> None:
    os.environ["RAY_TMPDIR"] = str(sessions())
    (folder / RESULTS).mkdir(exist_ok=True)
    shards = shards_of(collection(), folder / RESULTS, order().equipment.unpack().run)
    list(read_on_ray(shards, order(), actors=ACTORS))


def strike(driver: int, dice: Random) -> bool:
    """Kill an actor while the driver lives on, or the driver while actors do, or all at once."""
    struck = dice.choice(STRUCK)
    if struck == "actor":
        return strike_actor(driver, dice)
    others = list(started_by(driver))
    end(driver)
    if struck == "driver":
        time.sleep(dice.uniform(0, WORKS_S))
    for process in others:
        end(process)
    return False


def strike_actor(driver: int, dice: Random) -> bool:
    """Wait for actors, and kill one that is there a while later; they may have ended by then."""
    while not any(actors_of(driver)):
        if os.waitid(os.P_PID, driver, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return False
        time.sleep(0.01)
    time.sleep(dice.uniform(0, WORKS_S))
    actors = sorted(actors_of(driver))
    return bool(actors) and end(dice.choice(actors))


def end(process: int) -> bool:
    """Kill a process; tell whether it was there."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
        return True
    return False


def actors_of(driver: int) -> Iterator[int]:
    """Give the processes that a driver's actors are, which Ray has named after what they do."""
    for process in started_by(driver):
        with suppress(OSError):
            if Path(f"/proc/{process}/cmdline").read_bytes().startswith(b"ray::MapWorker"):
                yield process


def started_by(process: int) -> Iterator[int]:
    """Give the processes that one has started, and those that these have; each has a group of its
    own in newer versions of Ray."""
    started: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = path.read_text(errors="replace").rpartition(")")[2].split()[1]
            started.setdefault(int(parent), []).append(int(path.parent.name))
    found = [process]
    for one in found:
        found += started.get(one, [])
    yield from found[1:]


def scenarios() -> Iterator[Scenario]:
    """Give reading with actors, where Ray is installed."""
    if HAS_RAY:
        yield Scenario(
            name=NAME,
            begin=begin,
            work=read_with_actors,
            check=check_results,
            told=told_of_results,
            by_steps=False,
            strike=strike,
        )
