import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Dragoman = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def dragoman(tmp_path: Path) -> Dragoman:
    """Run the program as a user does, in a folder of the test's own."""

    def run(
        *arguments: object, stdin: str = "", cwd: Path = tmp_path
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dragoman", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env=os.environ | {"COLUMNS": "200", "PYTHONWARNINGS": "default"},
            check=False,
        )

    return run


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(
        "Envoy sees progress in talks\n\n"
        "The Kremlin spokesman Dmitri Peskov said on Monday that a truce was possible. "
        "“We are ready to talk,” he added.\n\n"
        "According to two US officials, the delegations met in Geneva.\n",
        encoding="utf-8",
    )
    return path
