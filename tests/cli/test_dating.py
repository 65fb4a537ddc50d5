"""Undated documents: their range is shown where a date would be, and the dossier narrows it."""

import json
from pathlib import Path

from tests.cli.conftest import Dragoman

QUOTED = "No ferry crosses the western strait before every pilot returns home"
UNDATED = f"Kremlin spokesman Dmitry Peskov spoke of the talks. “{QUOTED},” Peskov said."
DATED = {
    "id": "wire",
    "published": "2024-05-10",
    "text": f"Kremlin spokesman Dmitry Peskov said on Friday: “{QUOTED}.”",
}


def rows(dragoman: Dragoman) -> dict[str, dict[str, object]]:
    listed = json.loads(dragoman("documents", "--format", "json").stdout)
    return {row["name"]: row for row in listed}


def test_undated_document_is_dated_by_the_text_and_then_by_the_dossier(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    dragoman("init", tmp_path)
    (tmp_path / "undated.txt").write_text(UNDATED, encoding="utf-8")
    dragoman("add", "undated.txt")
    assert dragoman("run", "--reader", "rules").returncode == 0
    row = rows(dragoman)["undated.txt"]
    assert row["published"] is None
    between = row["published_between"]
    assert isinstance(between, dict)
    assert between["basis"] == "text"
    (why,) = between["why"]
    assert UNDATED[why["start"] : why["end"]] == why["text"] == "spokesman Dmitry Peskov"
    assert f"{between['earliest']} or later (from the text)" in dragoman("documents").stdout

    dragoman("add", "-", stdin=json.dumps(DATED) + "\n")
    assert dragoman("run", "--reader", "rules").returncode == 0
    assert "2024-05-10 to 2024-05-24 (from the dossier)" in dragoman("documents").stdout
    assert rows(dragoman)["wire"]["published_between"] is None
    brief = dragoman("brief").stdout
    assert "2024-05, date from the dossier ([why](#r-" in brief
    assert "**2024-05-10 to 2024-05-24** from the dossier" in brief
    assert "wire, published 2024-05-10, quotes the same words" in brief

    before = dragoman("documents", "--format", "json").stdout
    assert "0 documents read" in dragoman("run", "--reader", "rules").stderr
    assert dragoman("documents", "--format", "json").stdout == before


def test_order_of_adding_does_not_show(dragoman: Dragoman, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text(UNDATED, encoding="utf-8")
    listed = []
    for name in ("one", "two"):
        folder = tmp_path / name
        dragoman("init", folder)
        steps: list[tuple[str, str]] = [("../undated.txt", ""), ("-", json.dumps(DATED) + "\n")]
        for path, stdin in steps if name == "one" else reversed(steps):
            dragoman("add", path, stdin=stdin, cwd=folder)
            dragoman("run", "--reader", "rules", cwd=folder)
        listed.append(dragoman("documents", "--format", "jsonl", cwd=folder).stdout)
    assert "2024-05-24" in listed[0]
    assert listed[0] == listed[1]


def test_places_are_listed_with_country_coordinates_and_first_spans(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    dragoman("init", tmp_path)
    texts = {
        "a.txt": "The envoys met in Geneva on Monday. Turkey said that the talks in Turkey failed.",
        "b.txt": "A second round in Geneva is near, the ministry said on Tuesday evening.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    dragoman("add", *texts)
    dragoman("run", "--reader", "rules")
    found = json.loads(dragoman("places", "--format", "json").stdout)
    assert [(row["name"], row["kind"], row["country"], row["documents"]) for row in found] == [
        ("Geneva", "city", "Switzerland", 2),
        ("Turkey", "country", "Turkey", 1),
    ]
    assert (found[0]["latitude"], found[0]["longitude"]) == (46.2, 6.14)
    (span,) = found[1]["spans"]
    assert texts["a.txt"][: span["start"]].endswith("the talks in ")
    assert "46.20, 6.14" in dragoman("places").stdout
