"""Texts as large as an input may be: kept within bounds of time and memory, and set aside."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.ingest.arrivals import MAX_BYTES
from dragoman.pipeline.lengths import LONGEST
from dragoman.store import Store
from tests.nasty import SAID

MEMORY = 4_000_000_000
"""Bytes of addresses that a process may have."""

SECONDS = 600
"""Of processor time, of each command."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def dragoman(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *command],
        cwd=folder,
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    return done.returncode, done.stdout.decode() + done.stderr.decode()


@pytest.mark.parametrize(
    "words", [f"{SAID} ", "word", SAID.replace(" ", "")], ids=["paragraph", "word", "unspaced"]
)
def test_largest_text_is_kept_and_set_aside_beside_one_that_is_read(
    words: str, tmp_path: Path
) -> None:
    large = words.encode() * (MAX_BYTES // len(words.encode()))
    assert len(large) > MAX_BYTES * 0.99
    (tmp_path / "large.txt").write_bytes(large)
    (tmp_path / "small.txt").write_text(SAID * 20, encoding="utf-8")
    assert dragoman(tmp_path, "init", "talks")[0] == 0
    code, told = dragoman(tmp_path, "add", "large.txt", "small.txt", "-d", "talks")
    assert code == 0, told
    code, told = dragoman(tmp_path, "run", "--reader", "rules", "-d", "talks")
    assert code == 3, told
    assert "Traceback" not in told
    with Store.open(tmp_path / "talks" / "record.db") as store:
        (aside,) = store.view().quarantine()
        assert aside.name == "large.txt"
        assert f"more than {LONGEST:,}; its text is kept: divide it" in aside.reason
        assert {len(d.text.encode()) for d in store.view().documents()} >= {len(large)}
        names = {d.id: d.name for d in store.view().documents()}
        assert {names[s.document] for s in store.view().statements()} == {"small.txt"}
    assert dragoman(tmp_path, "verify", "-d", "talks")[0] == 0


def test_text_of_the_longest_length_is_read(tmp_path: Path) -> None:
    text = f"{SAID}\n\n" * 3
    (tmp_path / "long.txt").write_text(text + "word " * ((LONGEST - len(text)) // 5), "utf-8")
    assert dragoman(tmp_path, "init", "talks")[0] == 0
    assert dragoman(tmp_path, "add", "long.txt", "-d", "talks")[0] == 0
    code, told = dragoman(tmp_path, "run", "--reader", "rules", "-d", "talks")
    assert code == 0, told
    with Store.open(tmp_path / "talks" / "record.db") as store:
        assert store.view().counts().statements > 0
