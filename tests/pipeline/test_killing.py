"""A judging process that is killed at any moment loses no decision and makes none twice."""

import shutil
import signal
import time
from pathlib import Path
from random import Random

from dragoman.opening.opened import nothing
from dragoman.pipeline import relate
from dragoman.pipeline.verifying import Verified, verify
from dragoman.record import Act, Decision
from dragoman.store import Store
from tests.pipeline.derived import derived, differing
from tests.pipeline.killing import NOBODY, PROCESSES, decisions, judge_all, prepare

KILLS = 6


def killed_within(seconds: float, path: Path) -> bool:
    """Judge in another process; kill it after a time, and tell whether that was early."""
    process = PROCESSES.Process(target=judge_all, args=(path,))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def check_whole(store: Store) -> int:
    """See that each decision is there with what it says of its statement, or that neither is."""
    there = {judgement.id for judgement in store.view().judgements()}
    for judgement in decisions():
        statement = store.view().statement(judgement.target)
        if judgement.decision is Decision.REJECT:
            assert (statement is None) == (judgement.id in there)
        else:
            assert statement is not None
            assert (statement.act is Act.PROMISE) == (judgement.id in there)
    assert list(verify(store, Verified(), nothing)) == []
    return len(there)


def test_killed_judging_leaves_each_decision_whole_and_is_completed_to_the_same(
    tmp_path: Path,
) -> None:
    fresh = tmp_path / "fresh.db"
    prepare(fresh)
    path = Path(shutil.copy(fresh, tmp_path / "warm.db"))
    assert not killed_within(60, path)
    began = time.monotonic()
    undisturbed = Path(shutil.copy(fresh, tmp_path / "undisturbed.db"))
    judge_all(undisturbed)
    duration = time.monotonic() - began
    with Store.open(undisturbed) as store:
        wanted = derived(store)

    moments = Random(20261122)
    path, kills = Path(shutil.copy(fresh, tmp_path / "killed.db")), 0
    while kills < KILLS:
        if not killed_within(moments.uniform(0, duration), path):
            path = Path(shutil.copy(fresh, tmp_path / f"killed-{kills}.db"))
            continue
        kills += 1
        with Store.open(path) as store:
            check_whole(store)
    judge_all(path)
    with Store.open(path) as store:
        assert check_whole(store) == len(decisions())
        assert differing(wanted, derived(store)) == []
        relate(store, NOBODY)
        assert differing(wanted, derived(store)) == []
