import difflib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_cli_reference_is_what_the_program_says(generate: ModuleType) -> None:
    written = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert generate.cli_reference() == written, "run `make docs`"


def test_api_reference_is_what_the_api_says(generate: ModuleType) -> None:
    written = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    assert generate.api_reference() == written, "run `make docs`"


def test_readme_shows_what_the_program_finds(generate: ModuleType) -> None:
    """Other processors round 8-bit weights differently, which may move a row or two."""
    written = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    made = generate.readme().splitlines()
    assert difflib.SequenceMatcher(None, written, made).ratio() > 0.97, "run `make docs`"


def test_page_on_reading_shows_what_was_measured(generate: ModuleType) -> None:
    written = generate.READING.read_text(encoding="utf-8")
    assert generate.reading_page() == written, "run `make docs`"
