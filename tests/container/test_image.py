"""The image is built and run as docs/how-to/operate.md tells: `make container`, with Podman."""

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "localhost/dragoman-tested"
CONFINED = (
    *("--read-only", "--read-only-tmpfs=false", "--cap-drop", "all"),
    *("--security-opt", "no-new-privileges", "--network", "none"),
)
READY_S = 120.0


def podman(*words: str, within_s: float = 300.0) -> "subprocess.CompletedProcess[str]":
    asked = ("podman", "--log-level", "fatal", *words)
    return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=within_s)


def done(*words: str, within_s: float = 300.0) -> str:
    """Give what a command of Podman says; fail with what it complains of."""
    answer = podman(*words, within_s=within_s)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return answer.stdout


@pytest.fixture(scope="module")
def volume() -> Iterator[str]:
    """Build the image, and give a volume with the example's dossier, made without a network."""
    if shutil.which("podman") is None:
        pytest.skip("there is no Podman on this machine")
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    base = text.partition("\nFROM ")[2].split()[0]
    if podman("image", "exists", base).returncode and podman("pull", "-q", base).returncode:
        pytest.skip(f"{base} cannot be had here")
    own = ("--pull=never", "--network", "host", "--layers=false")
    done("build", "--format", "docker", *own, "-t", IMAGE, str(ROOT), within_s=3600)
    name = done("volume", "create").strip()
    done(*running(name), IMAGE, "demo", "/dossier", "--no-serve")
    yield name
    podman("volume", "rm", "--force", name)
    podman("rmi", "--force", IMAGE)


def running(volume: str, *how: str) -> tuple[str, ...]:
    """Give the words that run the image where nothing but its dossier can be written."""
    return ("run", *(how or ("--rm",)), *CONFINED, "-v", f"{volume}:/dossier")


def test_example_is_read_by_an_account_without_rights_and_a_network(volume: str) -> None:
    listed = done(*running(volume), IMAGE, "statements", "--speaker", "Peskov", "--format", "json")
    assert json.loads(listed)
    account = done(*running(volume), "--entrypoint", "id", IMAGE)
    assert account.startswith("uid=10001(dragoman) gid=10001(dragoman)")
    assert podman(*running(volume), "--entrypoint", "touch", IMAGE, "/opt/x").returncode


def test_server_is_healthy_and_stops_in_good_order(volume: str) -> None:
    name = done(*running(volume, "--detach"), IMAGE).strip()
    try:
        until = time.monotonic() + READY_S
        while podman("healthcheck", "run", name).returncode:
            assert time.monotonic() < until, podman("logs", name).stderr[-2000:]
            time.sleep(1)
        done("stop", "--time", "60", name)
        assert done("inspect", name, "--format", "{{.State.ExitCode}}").strip() == "0"
    finally:
        podman("rm", "--force", name)
