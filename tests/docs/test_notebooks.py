"""The worked examples in docs/notebooks: each is run from its first cell to its last.

They are committed without outputs, and run here cell after cell in one namespace, as a kernel does;
a kernel would bring a dozen packages into the project for that.
"""

import io
import json
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


@pytest.fixture
def beside(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a checkout with the example and the dossier that `make demo` makes of it."""
    shutil.copytree(ROOT / "examples" / "ukraine-talks", tmp_path / "examples" / "ukraine-talks")
    shutil.copytree(example, tmp_path / "demo")
    folder = tmp_path / "docs" / "notebooks"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return folder


def run(name: str) -> str:
    """Run a notebook; give what it prints."""
    notebook = json.loads((ROOT / "docs" / "notebooks" / name).read_text(encoding="utf-8"))
    namespace: dict[str, Any] = {"__name__": "__main__"}
    printed = io.StringIO()
    with redirect_stdout(printed):
        for number, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), f"{name}, cell {number}", "exec"), namespace)
    return printed.getvalue()


def test_articles_become_a_matrix_with_words_behind_it(beside: Path) -> None:
    printed = run("positions.ipynb")
    assert "16 added, 0 in quarantine" in printed
    head, *rows = printed[printed.index(" " * 24 + "Russia") :].splitlines()
    assert head.split() == ["Russia", "Ukraine", "United", "States"]
    assert any(row.startswith("ceasefire ") for row in rows)
    assert ", characters " in printed
    assert "cells written" in printed


def test_hand_and_machine_are_compared(beside: Path) -> None:
    printed = run("hand-and-machine.ipynb")
    assert "16 documents, 160 codes by hand" in printed
    assert "Cohen's kappa 0." in printed
    missed = next(row for row in printed.splitlines() if row.startswith("talks-open"))
    by_hand, of_these_missed, _ = map(int, missed.split()[1:])
    assert by_hand == 30
    assert 0 < of_these_missed < by_hand


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_outputs(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


def test_every_notebook_is_run_here() -> None:
    assert [path.name for path in NOTEBOOKS] == ["hand-and-machine.ipynb", "positions.ipynb"]
