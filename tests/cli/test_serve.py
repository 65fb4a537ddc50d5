"""Serving from the command line: ports, who may come in, stopping, and the demonstration."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dragoman.errors import DossierError, DragomanError
from dragoman.settings import init_dossier, read_settings
from dragoman.store import Store
from dragoman.web.serving import address_of, is_loopback, listen
from tests.cli.conftest import Called, Dragoman

Serve = Callable[..., tuple[subprocess.Popen[str], str]]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    folder = tmp_path / "talks"
    with Store.open(init_dossier(folder, "generic").record_path):
        pass
    return folder


@pytest.fixture
def serve(dossier: Path) -> Iterator[Serve]:
    """Start a server on a free port and wait for its address."""
    running: list[subprocess.Popen[str]] = []

    def started(*arguments: object, **environment: str) -> tuple[subprocess.Popen[str], str]:
        command = [sys.executable, "-m", "dragoman", "serve", "-d", dossier, *arguments]
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | environment,
        )
        running.append(process)
        assert process.stdout
        return process, process.stdout.readline().strip()

    yield started
    for process in running:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=20)


def status(address: str, path: str = "login") -> int:
    try:
        with urllib.request.urlopen(address + path, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def is_gone(address: str, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            status(address)
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_server_tells_its_address_and_stops_in_good_order(
    serve: Serve, dossier: Path, sign: signal.Signals
) -> None:
    process, address = serve("--port", 0)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    assert status(address) == 200
    process.send_signal(sign)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
    assert not list(dossier.glob("record.db-*")), "the record is closed"


def test_server_does_not_tell_what_is_asked(serve: Serve) -> None:
    process, address = serve("--port", 0)
    status(address, "nowhere?q=secret")
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert "secret" not in err


def test_server_stops_when_nobody_asks(serve: Serve) -> None:
    process, address = serve("--port", 0, "--stop-when-idle", "0.05")
    assert status(address) == 200
    assert process.wait(timeout=30) == 0


def test_next_port_is_taken_where_none_is_asked_for() -> None:
    with listen("127.0.0.1", None) as first, listen("127.0.0.1", None) as second:
        ports = [listener.getsockname()[1] for listener in (first, second)]
    assert ports[0] < ports[1] < ports[0] + 10


def test_port_that_is_asked_for_and_taken_is_an_error(called: Called, dossier: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = called("serve", "-d", dossier, "--port", port)
    assert done.returncode == 1
    assert done.stderr == f"error: port {port} is taken, or not for you; choose another, --port N\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("--host", "0.0.0.0"), "other machines reach 0.0.0.0. If everyone on the network may ask"),
        (("--host", "192.0.2.7", "--public"), "cannot listen at 192.0.2.7 ("),
        (("--base-path", "/a b"), "'/a b' is no base path; write /talks"),
    ],
)
def test_place_that_cannot_be_is_wrong_usage_where_it_is_typed(
    called: Called,
    dossier: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    words: str,
) -> None:
    done = called("serve", "-d", dossier, *typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    monkeypatch.setenv("DRAGOMAN_" + typed[0].strip("-").replace("-", "_").upper(), typed[1])
    done = called("serve", "-d", dossier, *typed[2:])
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {words}")


def test_public_server_asks_for_an_account_to_read(serve: Serve) -> None:
    process, address = serve("--port", 0, "--public")
    assert status(address, "api/statements") == 401
    process.terminate()
    _, err = process.communicate(timeout=20)
    assert "HTTPS" in err


def test_server_on_loopback_answers_to_no_other_name(serve: Serve) -> None:
    _, address = serve("--port", 0)
    request = urllib.request.Request(f"{address}login", headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError, match="400"):
        urllib.request.urlopen(request, timeout=20)


def cookie(address: str, **headers: str) -> str:
    """Ask for the login and give the cookie that comes with its form."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{address}login", headers=named)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return str(answer.headers["Set-Cookie"])


def test_proxy_is_believed_where_it_is_known(serve: Serve) -> None:
    behind = ("--port", 0, "--base-path", "/talks", "--proxy-headers")
    _, address = serve(*behind)
    by_https = cookie(address, X_Forwarded_Proto="https", X_Forwarded_For="192.0.2.7")
    assert "; Secure" in by_https
    assert "; Path=/talks;" in by_https
    assert "; Secure" not in cookie(address)
    _, stranger = serve(*behind, DRAGOMAN_PROXIES="192.0.2.1")
    assert "; Secure" not in cookie(stranger, X_Forwarded_Proto="https")


def test_settings_come_from_the_environment(serve: Serve) -> None:
    _, address = serve(DRAGOMAN_PORT="0", DRAGOMAN_BASE_PATH="/archive/talks/")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/archive/talks/", address)
    assert status(address) == 200


def test_settings_that_are_malformed_are_told() -> None:
    with pytest.raises(DossierError, match="DRAGOMAN_PORT is 'http'"):
        read_settings({"DRAGOMAN_PORT": "http"})
    assert read_settings({"DRAGOMAN_PROXIES": "10.0.0.1, 10.0.0.2"}).proxies == (
        "10.0.0.1",
        "10.0.0.2",
    )
    assert read_settings({}).port is None


@pytest.mark.parametrize("path", ["..", "/a b", "/a//b", "//elsewhere.example", "/ä", "/a?b"])
def test_base_path_that_is_none_is_refused(path: str) -> None:
    from dragoman.cli.serve import _base_path

    if path == "//elsewhere.example":
        assert _base_path(path) == "/elsewhere.example"
    else:
        with pytest.raises(DragomanError, match="no base path"):
            _base_path(path)


def test_loopback_is_known() -> None:
    hosts = ("127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "0.0.0.0", "::", "host.example")
    assert [is_loopback(host) for host in hosts] == [True] * 5 + [False] * 3


def test_address_of_all_interfaces_is_shown_as_this_machine() -> None:
    with listen("0.0.0.0", 0) as listener:
        port = listener.getsockname()[1]
        assert address_of(listener, "0.0.0.0", "") == f"http://127.0.0.1:{port}/"
        assert address_of(listener, "::1", "/talks") == f"http://[::1]:{port}/talks/"


# The demonstration. The rules reader is used, which is quick; what is read is tested elsewhere.


@pytest.fixture
def demo(process: Dragoman, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Run the demonstration and give what it prints; the servers it leaves behind are stopped."""

    def run(*arguments: str) -> str:
        done = process("demo", tmp_path / "demo", "--reader", "rules", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    yield run
    (tmp_path / "demo" / "served-at.txt").unlink(missing_ok=True)


def served_at(printed: str) -> str:
    found = re.search(r"^Served at (http://127\.0\.0\.1:\d+/)$", printed, re.MULTILINE)
    assert found, printed
    return found[1]


def test_demo_ends_and_leaves_the_dossier_served(demo: Callable[..., str], tmp_path: Path) -> None:
    """It ends although its output is a pipe that it shares with nobody afterwards."""
    printed = demo()
    assert f"Look at {(tmp_path / 'demo' / 'brief.html').as_uri()}" in printed
    first = served_at(printed)
    assert status(first) == 200
    again = served_at(demo())
    assert status(again) == 200, "a second run serves anew"
    assert again == first or is_gone(first), "in the place of the first"
    (tmp_path / "demo" / "served-at.txt").unlink()
    assert is_gone(again), "the server goes with its file"


def test_demo_serves_nothing_if_told_so(demo: Callable[..., str], tmp_path: Path) -> None:
    printed = demo("--no-serve")
    assert "Look at file://" in printed
    assert "Served" not in printed
    assert not (tmp_path / "demo" / "served-at.txt").exists()


def test_demo_in_a_terminal_ends_too(tmp_path: Path) -> None:
    import pty

    main, other = pty.openpty()
    command = [sys.executable, "-m", "dragoman", "demo", "demo", "--reader", "rules"]
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, cwd=tmp_path)
    os.close(other)
    shown = b""
    while True:
        try:
            piece = os.read(main, 10_000)
        except OSError:  # the terminal has no writer left: the server did not keep it
            break
        shown += piece
    os.close(main)
    assert process.wait(timeout=60) == 0
    address = served_at(shown.decode().replace("\r\n", "\n"))
    assert status(address) == 200
    (tmp_path / "demo" / "served-at.txt").unlink()
    assert is_gone(address)
