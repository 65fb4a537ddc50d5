"""A dossier served to a real browser: the shipped example, read by the rules reader."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from dragoman.cli.demo import EXAMPLE
from dragoman.cli.documents import add_to, run_in
from dragoman.settings import DOSSIER_FILE, Dossier, init_dossier, open_dossier
from dragoman.store import Store
from dragoman.store.users import Role
from dragoman.web import create_app

ROOT = Path(__file__).resolve().parents[2]
CODER, PASSWORD = "ann", "correct horse battery"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"


def chromium() -> str | None:
    """Find a Chromium. None: none is installed."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def make_example(folder: Path) -> Dossier:
    """Make the example's dossier with its record, and an account that may write."""
    example = ROOT / "examples" / EXAMPLE
    init_dossier(folder, "russia-ukraine")
    (folder / DOSSIER_FILE).write_bytes((example / DOSSIER_FILE).read_bytes())
    dossier = open_dossier(folder)
    with Store.open(dossier.record_path) as store:
        add_to(store, [example / "articles"])
        run_in(dossier, store, None)
        store.accounts().add(CODER, PASSWORD, Role.CODER)
    return dossier


@contextmanager
def serving(dossier: Dossier) -> Iterator[str]:
    """Serve a dossier on a free port of loopback; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Store.open(dossier.record_path) as store:
        app = create_app(dossier, store)
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)
