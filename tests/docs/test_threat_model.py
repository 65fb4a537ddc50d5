"""The threat model names tests; they are there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")
PAGES = ("threat-model.md", "faults.md")


def test_every_test_that_a_page_on_security_names_is_there() -> None:
    named = {
        (match[1], match[2])
        for page in PAGES
        for match in NAMED.finditer((ROOT / "docs" / "security" / page).read_text("utf-8"))
    }
    assert len(named) > 40
    there = {
        (path, node.name)
        for path in {path for path, _ in named}
        if (ROOT / path).is_file()
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert named - there == set()


def test_every_threat_has_a_test() -> None:
    text = (ROOT / "docs" / "security" / "threat-model.md").read_text(encoding="utf-8")
    _, _, table = text.partition("## Threats")
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 15
    assert [row for row in rows if not NAMED.search(row)] == []
