"""Bad input gets a clear error and a place in quarantine; nothing else stops."""

import json
from pathlib import Path

from tests.cli.conftest import Dragoman

GOOD = {"id": "good", "text": "The envoy said on Friday that the talks would go on for a week."}


def test_bad_inputs_are_set_aside_and_the_rest_goes_on(dragoman: Dragoman, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").touch()
    (bad / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (bad / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (bad / "error.html").write_text(
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    )
    lines = [json.dumps(GOOD), '{"id": "cut", "text": "The envoy sa']
    (bad / "items.jsonl").write_text("\n".join(lines))
    with (bad / "one-line.txt").open("w") as file:
        for _ in range(100):
            file.write("word " * 200_000)
    dragoman("init", tmp_path)
    added = dragoman("add", bad)
    assert added.returncode == 3, added.stderr
    assert "1 added" in added.stderr
    rows = json.loads(dragoman("quarantine", "--format", "json").stdout)
    names = {row["name"].split("/")[-1] for row in rows}
    assert names == {
        "empty.txt",
        "binary.txt",
        "picture.png",
        "error.html",
        "items.jsonl:2",
        "one-line.txt",
    }
    assert all(row["stage"] == "ingest" and len(row["reason"]) > 20 for row in rows)
    assert dragoman("run", "--reader", "rules").returncode == 0
    (document,) = json.loads(dragoman("documents", "--format", "json").stdout)
    assert document["name"] == "good"
    again = dragoman("add", bad)
    assert again.returncode == 3
    assert len(json.loads(dragoman("quarantine", "--format", "json").stdout)) == len(rows)
