"""The shipped example's record holds; a record that was tampered with is told and ends with 1."""

import shutil
import sqlite3
from pathlib import Path

from tests.cli.conftest import Called


def test_example_holds(example: Path, tmp_path: Path, called: Called) -> None:
    dossier = shutil.copytree(example, tmp_path / "example")

    verified = called("verify", "-d", dossier)

    assert verified.returncode == 0, verified.stdout
    assert "0 faults" in verified.stdout + verified.stderr


def test_tampered_words_are_told(example: Path, tmp_path: Path, called: Called) -> None:
    dossier = shutil.copytree(example, tmp_path / "example")
    with sqlite3.connect(dossier / "record.db") as connection:
        connection.execute(
            "UPDATE statements SET cue_text = upper(cue_text) WHERE id ="
            " (SELECT id FROM statements WHERE cue_text = 'said' LIMIT 1)"
        )
    connection.close()

    verified = called("verify", "-d", dossier)

    assert verified.returncode == 1
    assert "is not 'SAID'" in verified.stdout
