"""A watch that is killed again and again, on outlets that fail, loses no item and doubles none.

DRAGOMAN_SOAK_KILLS says how often it is killed, for a soak of any length; two thousand seconds pass
in it in one of ours.
"""

import os
from pathlib import Path

from tests.pipeline.watched import check, soak

KILLS = int(os.environ.get("DRAGOMAN_SOAK_KILLS", "30"))


def test_killed_watch_loses_no_item_and_doubles_none(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    press = soak(path, kills=KILLS, stories=8 * KILLS)
    print(f"{KILLS} kills, {press.faults} faults, {press.told()}")
    assert press.faults > KILLS
    check(path, press)
