import re
from pathlib import Path

from dragoman import record

ROOT = Path(__file__).resolve().parents[2]


def test_vocabulary_has_a_heading_for_every_record_type_and_no_other() -> None:
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    types = sorted(name for name in record.__all__ if isinstance(getattr(record, name), type))
    assert headings == types


def test_vocabulary_links_lead_to_headings() -> None:
    text = (ROOT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    headings = {h.casefold() for h in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#(.+?)\)", text)) <= headings
