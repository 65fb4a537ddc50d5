"""`dragoman watch`, `feeds`, and `add` with addresses, as a user runs them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Dragoman
from tests.ingest.fetching.server import page, serving

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The minister said on Monday that the talks in the old town would go on for a week."


@pytest.fixture
def dossier(dragoman: Dragoman, tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    dragoman("init", folder)
    return folder


def follow(dossier: Path, part: str) -> None:
    with (dossier / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[sources]\n{part}\n")


def put(dossier: Path, name: str, text: str = TEXT) -> None:
    (dossier / "inbox").mkdir(exist_ok=True)
    path = dossier / "inbox" / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - 60,) * 2)


def start(dossier: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", "watch", "-d", str(dossier), *arguments],
        stderr=subprocess.PIPE,
        text=True,
    )


def test_watch_of_nothing_says_what_to_write(dragoman: Dragoman, dossier: Path) -> None:
    ran = dragoman("watch", "--once", "-d", dossier)
    assert ran.returncode == 1
    assert "[sources]" in ran.stderr
    assert "feeds = [" in ran.stderr


def test_round_adds_and_reads_what_is_new_and_the_next_one_finds_nothing(
    dragoman: Dragoman, dossier: Path
) -> None:
    follow(dossier, 'contact = "desk@example.org"\nfolders = ["inbox"]')
    put(dossier, "a.txt")
    first = dragoman("watch", "--once", "--reader", "rules", "-d", dossier)
    assert first.returncode == 0, first.stderr
    assert "1 asked (0 unchanged, 0 failed); 1 new item; 1 added" in first.stderr
    assert "1 read" in first.stderr
    second = dragoman("watch", "--once", "--reader", "rules", "-d", dossier)
    assert "0 new items; 0 added" in second.stderr
    assert "read" not in second.stderr
    rows = json.loads(dragoman("feeds", "-d", dossier, "-f", "json").stdout)
    assert [(row["kind"], row["fetched"], row["waiting"]) for row in rows] == [("folder", 1, 0)]


def test_feed_that_cannot_be_had_is_told_and_stops_nothing(
    dragoman: Dragoman, dossier: Path
) -> None:
    follow(dossier, 'feeds = ["http://127.0.0.1:9/feed.xml"]\nfolders = ["inbox"]')
    put(dossier, "a.txt")
    ran = dragoman("watch", "--once", "--no-read", "-d", dossier)
    assert ran.returncode == 0
    assert "127.0.0.1" in ran.stderr
    assert "1 added" in ran.stderr
    assert 'contact = "' in ran.stderr
    assert "127.0.0.1" in dragoman("feeds", "-d", dossier).stdout


def test_watch_ends_cleanly_when_it_is_told_to(dragoman: Dragoman, dossier: Path) -> None:
    follow(dossier, 'contact = "desk@example.org"\nfolders = ["inbox"]')
    put(dossier, "a.txt")
    watching = start(dossier, "--no-read")
    assert watching.stderr is not None
    assert "1 added" in watching.stderr.readline()
    other = dragoman("watch", "--once", "--no-read", "-d", dossier)
    assert other.returncode == 0
    assert "another `dragoman watch`" in other.stderr
    began = time.monotonic()
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(20) == 0
    assert time.monotonic() - began < 10
    assert "goes on from here" in watching.stderr.read()
    watching.stderr.close()


def test_watch_that_was_killed_leaves_its_place_free(dragoman: Dragoman, dossier: Path) -> None:
    follow(dossier, 'contact = "desk@example.org"\nfolders = ["inbox"]')
    put(dossier, "a.txt")
    watching = start(dossier, "--no-read")
    assert watching.stderr is not None
    watching.stderr.readline()
    watching.kill()
    watching.wait()
    watching.stderr.close()
    assert "another" not in dragoman("watch", "--once", "--no-read", "-d", dossier).stderr


def test_addresses_are_told_from_paths_and_refused_with_reasons(
    dragoman: Dragoman, dossier: Path, tmp_path: Path
) -> None:
    (tmp_path / "article.txt").write_text(TEXT)
    ran = dragoman(
        "add", "file:///etc/passwd", "http://10.0.0.1/", tmp_path / "article.txt", "-d", dossier
    )
    assert ran.returncode == 3
    assert "1 added" in ran.stderr
    assert "2 in quarantine" in ran.stderr
    listed = dragoman("quarantine", "-d", dossier).stdout
    assert "not a public address" in listed
    assert "only addresses that begin with http" in listed


def test_no_setting_leads_to_a_server_on_this_machine(
    dragoman: Dragoman, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DRAGOMAN_ALLOW_LOOPBACK", "NO_PROXY", "DRAGOMAN_GATE"):
        monkeypatch.setenv(name, "1")
    with serving() as server:
        server.give("/a", page())
        for proxy in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(proxy, f"http://127.0.0.1:{server.port}")
        address = f"http://127.0.0.1:{server.port}/a"
        follow(dossier, f'feeds = ["{address}"]')
        dragoman("add", address, f"http://localhost:{server.port}/a", "-d", dossier)
        dragoman("watch", "--once", "--no-read", "-d", dossier)
        dragoman("add", "-", "-d", dossier, stdin=address)
        assert server.asked == []
    assert dragoman("documents", "-d", dossier, "-f", "jsonl").stdout == ""


def test_what_opens_the_way_to_this_machine_stands_in_one_place_of_the_program() -> None:
    found = {
        path.relative_to(ROOT / "src/dragoman").as_posix()
        for path in (ROOT / "src/dragoman").rglob("*.py")
        if "allow_loopback" in path.read_text(encoding="utf-8")
    }
    assert found == {"ingest/fetching/addresses.py"}
