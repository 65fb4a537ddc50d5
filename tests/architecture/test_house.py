"""What holds for the repository as a whole."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
LONGEST_MODULE = 400
RUN = 10
"""Words in a row that no text of ours shares with an article by chance."""


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.split("\n") if (path := ROOT / name).is_file()]


def test_modules_are_short_enough_to_read() -> None:
    lengths = {p: p.read_text("utf-8").count("\n") for p in tracked() if p.suffix == ".py"}
    assert lengths
    assert {str(p): n for p, n in lengths.items() if n > LONGEST_MODULE} == {}


def runs_of(text: str) -> Iterator[int]:
    words = re.findall(r"\w+", text.casefold())
    for n in range(len(words) - RUN + 1):
        yield hash(tuple(words[n : n + RUN]))


def articles() -> Iterator[str]:
    for path in (SHARED / "seeds").glob("*.txt"):
        yield path.read_text(encoding="utf-8")
    corpora = [*(SHARED / "corpora").glob("*.jsonl"), *(SHARED / "training").glob("*.jsonl")]
    for path in corpora:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def test_no_sentence_of_the_articles_is_in_the_repository() -> None:
    if not SHARED.is_dir():
        pytest.skip(f"the articles are not at hand: {SHARED}")
    texts = {}
    for path in tracked():
        try:
            texts[path] = set(runs_of(path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    ours = {run: path for path, runs in texts.items() for run in runs}
    foreign = {ours[run].name for text in articles() for run in runs_of(text) if run in ours}
    assert foreign == set()
