"""What opens the models reports nothing home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OPENS = """
from dragoman.extract.folder import open_session
from dragoman.extract.trained.reader import SHIPPED
open_session(sorted(SHIPPED.glob("*.onnx"))[0], threads=1)
"""


def opened_in(home: Path) -> list[Path]:
    """Open a model in another process; give the files that are then in its home."""
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home)}
    subprocess.run([sys.executable, "-c", OPENS], env=os.environ | own, check=True)
    return [path for path in home.rglob("*") if path.is_file()]


def test_opening_a_model_keeps_no_identifier_to_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where onnxruntime reports home, it keeps a number of the machine in its home, and events."""
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    assert opened_in(tmp_path) == []
