"""The examples of the how-to pages, run on the shipped example."""

import doctest
import shutil
from pathlib import Path

import pytest

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"


def test_examples_of_use_from_python_work(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(example, tmp_path / "demo")
    monkeypatch.chdir(tmp_path)
    text = (HOW_TO / "use-from-python.md").read_text(encoding="utf-8").replace("```", "")
    parsed = doctest.DocTestParser().get_doctest(text, {}, "use-from-python.md", None, None)
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(parsed, out=told.append)
    assert runner.failures == 0, "".join(told)
    assert runner.tries > 30
