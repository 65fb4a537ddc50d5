"""Killed at any moment, a dossier opens and the next run completes it to the same record."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.cli.conftest import Dragoman

ROUNDS = 15
ARTICLES = 60
SEED = 20251122


def write_articles(path: Path) -> None:
    speakers = ["Dmitry Peskov", "Sergey Lavrov", "Marco Rubio", "Ursula von der Leyen"]
    with path.open("w") as file:
        for n in range(ARTICLES):
            said = [
                f"{speakers[(n + k) % 4]} said on Monday that point {n}-{k} was open. "
                f"“We will see about {k},” he added, according to two officials."
                for k in range(8)
            ]
            item = {"id": f"a{n:03}", "published": "2025-05-19", "text": "\n\n".join(said)}
            file.write(json.dumps(item) + "\n")


def start(*arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_killed_dossier_opens_and_ends_as_an_undisturbed_one(
    process: Dragoman, tmp_path: Path
) -> None:
    articles = tmp_path / "articles.jsonl"
    write_articles(articles)
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    for folder in (calm, rough):
        process("init", folder)
    process("add", articles, "-d", calm)
    began = time.monotonic()
    process("run", "--reader", "rules", "-d", calm)
    whole = time.monotonic() - began

    dice = random.Random(SEED)
    killed = 0
    for n in range(ROUNDS):
        command = ("add", articles) if n % 5 == 0 else ("run", "--reader", "rules")
        running = start(*command, "-d", rough)
        time.sleep(dice.uniform(0.1, 0.8) * whole)
        if running.poll() is None:
            os.kill(running.pid, signal.SIGKILL)
            killed += 1
        running.wait()
    assert killed > ROUNDS // 4, "the kills came too late to test anything"

    assert process("add", articles, "-d", rough).returncode == 0
    assert process("run", "--reader", "rules", "-d", rough).returncode == 0
    expected = process("export", "record", "-d", calm).stdout
    assert json.loads(expected)["statements"]
    assert process("export", "record", "-d", rough).stdout == expected
    verified = process("verify", "-d", rough)
    assert verified.returncode == 0, verified.stdout
