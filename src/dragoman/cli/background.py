"""A server in the background: what the demonstration leaves behind, for as long as it is used."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DragomanError

ADDRESS_FILE = "served-at.txt"
"""Where the server writes its address. It stops when this file goes, or the folder with it."""

LOG_FILE = "served.log"
PATIENCE_S = 60.0
IDLE_MINUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server that runs.

    Attributes:
        address: Where it is.
        process: The number of its process.
    """

    address: str
    process: int


def serve_in_background(folder: Path) -> Served:
    """Serve a dossier by a process of its own, and wait until it answers.

    It has nothing of this process but its environment, so that a script that waits for us does
    not wait for it. It stops by itself after IDLE_MINUTES without a request, or when it is asked to
    again for the same folder.

    Raises:
        DragomanError: It did not start; the message says why.
    """
    address_file, log = folder / ADDRESS_FILE, folder / LOG_FILE
    _stop_the_one_before(address_file)
    command = [sys.executable, "-m", "dragoman", "serve", "-d", str(folder), "--no-open"]
    command += ["--stop-when-idle", str(IDLE_MINUTES), "--beside", str(address_file)]
    with address_file.open("wb") as told, log.open("wb") as logged:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=logged,
            start_new_session=True,
        )
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        address = address_file.read_text(encoding="utf-8").strip()
        if address and _answers(address):
            process.returncode = 0  # it stays when we go, and nobody waits for it
            return Served(address=address, process=process.pid)
        time.sleep(0.1)
    with suppress(OSError):
        address_file.unlink()
    said = log.read_text(encoding="utf-8", errors="replace").strip()
    raise DragomanError(f"the server did not start: {said[-2000:] or 'it said nothing'}")


def _stop_the_one_before(address_file: Path) -> None:
    """Stop the server that an earlier call left behind, so that it gives its port back."""
    try:
        address = address_file.read_text(encoding="utf-8").strip()
        address_file.unlink()
    except OSError:
        return
    until = time.monotonic() + 10
    while address and time.monotonic() < until and _answers(address):
        time.sleep(0.1)


def _answers(address: str) -> bool:
    # Without a proxy, whatever the environment says: it is this machine.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{address}login", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except (OSError, ValueError):
        return False
