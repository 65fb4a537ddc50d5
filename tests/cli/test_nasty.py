"""Nasty documents are read or set aside, within bounds, and steer nothing that shows them."""

import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dragoman.settings import open_dossier
from dragoman.store import Store
from dragoman.web import create_app
from tests.cli.conftest import Called
from tests.nasty import FORMULA, PROMPT, write_nasty

MEMORY = 3_000_000_000
"""Bytes of addresses that a process may have; Python with its libraries takes a third of it."""

PATIENCE_S = 600
"""Nobody waits so long: a hang ends here, whatever else the machine does."""


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Add and read all nasty documents, in processes with little memory."""
    folder = tmp_path_factory.mktemp("nasty")
    (folder / "articles").mkdir()
    write_nasty(folder / "articles")
    for command, codes in (
        (("init", "talks", "--template", "russia-ukraine"), (0,)),
        (("add", "articles", "-d", "talks"), (3,)),
        (("run", "--reader", "rules", "-d", "talks"), (0, 3)),
        (("verify", "-d", "talks"), (0,)),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "dragoman", *command],
            cwd=folder,
            capture_output=True,
            timeout=PATIENCE_S,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
            check=False,
        )
        told = done.stdout.decode() + done.stderr.decode()
        assert done.returncode in codes, (command, told)
        assert "Traceback" not in told
    return folder / "talks"


def test_nasty_documents_are_read_or_set_aside(nasty: Path) -> None:
    with Store.open(nasty / "record.db") as store:
        names = {document.name for document in store.view().documents()}
        aside = {q.name: q.reason for q in store.view().quarantine()}
    assert {"prompt.txt", "bidi.txt", "homoglyphs.txt", "one-paragraph.txt", "deep.html"} <= names
    assert any(name.startswith("bomb.docx") for name in aside)
    assert all(len(reason) > 10 for reason in aside.values())
    assert len(names) + len(aside) > 50


def test_orders_in_an_article_change_nothing(nasty: Path) -> None:
    """They are words: whoever is said to have said them, it is not because they say so."""
    with Store.open(nasty / "record.db") as store:
        documents = {document.id: document for document in store.view().documents()}
        said = list(store.view().statements())
    assert len(documents) > 30
    prompt = next(d for d in documents.values() if d.name == "prompt.txt")
    assert PROMPT in prompt.text, "kept as it was given"
    speakers = {s.speaker.name for s in said if s.document == prompt.id and s.speaker}
    assert "Vladimir Putin" not in speakers


def test_nothing_of_an_article_steers_the_terminal(called: Called, nasty: Path) -> None:
    for command in ("documents", "statements", "quarantine", "claims", "places"):
        for form in ("table", "json", "csv"):
            result = called(command, "-d", nasty, "--format", form)
            assert result.returncode == 0, (command, form, result.stderr)
            unsafe = {c for c in result.stdout if not c.isprintable()} - {"\n", "\u2028"}
            assert unsafe == set(), (command, form)


def test_no_cell_of_a_listing_is_a_formula(called: Called, nasty: Path) -> None:
    found = 0
    for command in ("documents", "statements", "quarantine"):
        rows = list(csv.reader(io.StringIO(called(command, "-d", nasty, "-f", "csv").stdout)))
        cells = [cell for row in rows for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
        found += sum(FORMULA in cell for cell in cells)
    assert found > 3, "there were some to make inert"


def test_every_page_of_a_nasty_document_is_served(nasty: Path) -> None:
    dossier = open_dossier(nasty)
    with Store.open(dossier.record_path) as store:
        client = TestClient(create_app(dossier, store))
        ids = [document.id for document in store.view().documents()]
        for path in ("/", "/documents", "/statements", "/quarantine", "/claims", "/actors"):
            assert client.get(path).status_code == 200, path
        for id_ in ids:
            answer = client.get(f"/documents/{id_}")
            assert answer.status_code == 200, id_
            for live in ("<script>alert", "<img src=x", 'href="javascript', "\x1b", "\u202e"):
                assert live not in answer.text, id_


def test_exports_of_nasty_documents_can_be_read(called: Called, nasty: Path) -> None:
    record = json.loads(called("export", "record", "-d", nasty).stdout)
    assert len(record["documents"]) > 30
    brief = called("brief", "-d", nasty, "--output", "brief.html")
    assert brief.returncode == 0, brief.stderr
