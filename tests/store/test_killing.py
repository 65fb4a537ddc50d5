"""A process that is killed at any moment leaves a record that opens, and can be completed."""

import signal
import time
from pathlib import Path
from random import Random

from dragoman.store import Store
from tests.store.whole import whole_record
from tests.store.work import DOCUMENTS, PROCESSES, fill, touch

KILLS = 9


def killed_within(seconds: float, path: Path) -> bool:
    """Fill a record in another process; kill it after a time, and tell whether that was early."""
    process = PROCESSES.Process(target=fill, args=(path,))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def check_completed(path: Path, undisturbed: list[object]) -> None:
    fill(path)
    with Store.open(path) as store:
        assert whole_record(store.view()) == undisturbed
        assert store.check() == []


def test_record_survives_being_killed_and_is_completed_to_the_same(tmp_path: Path) -> None:
    assert not killed_within(60, tmp_path / "warm.db")
    touch(tmp_path / "warm.db")
    began = time.monotonic()
    fill(tmp_path / "undisturbed.db")
    duration = time.monotonic() - began
    with Store.open(tmp_path / "undisturbed.db") as store:
        undisturbed = whole_record(store.view())
        assert store.view().counts().documents == DOCUMENTS

    moments = Random(20231106)
    path = tmp_path / "killed.db"
    kills = 0
    while kills < KILLS:
        if killed_within(moments.uniform(0, duration), path):
            kills += 1
            with Store.open(path) as store:
                assert store.check() == []
        else:
            check_completed(path, undisturbed)
            path.unlink()
    check_completed(path, undisturbed)
