"""What names and columns tell, said on the command line or in dossier.toml."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Called
from tests.ingest.samples import ENGLISH


@pytest.fixture
def articles(called: Called, tmp_path: Path) -> Path:
    assert called("init", ".", "--template", "generic").returncode == 0
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2025-05-20 Lake Post - Envoys meet.txt").write_text(ENGLISH, encoding="utf-8")
    text = ENGLISH.replace("\n", " ").replace('"', '""')
    table = f'Inhoud,Kop,Datum\n"{text}",Shore,03/04/2025\n'
    (folder / "table.csv").write_text(table, encoding="utf-8")
    return folder


def rows(called: Called) -> dict[str, dict[str, object]]:
    found = json.loads(called("documents", "--format", "json").stdout)
    return {str(row["title"]): row for row in found}


COLUMNS = ("--column", "text=Inhoud", "--column", "title=Kop", "--column", "date=Datum")


def test_names_and_columns_are_told_on_the_command_line(called: Called, articles: Path) -> None:
    pattern = "{date} {outlet} - {title}"
    added = called("add", articles, "--name-pattern", pattern, *COLUMNS, "--date-order", "dmy")
    assert (added.returncode, "2 added" in added.stderr) == (0, True), added.stderr
    assert "1 file names are not as the pattern, such as 'table.csv:2'" in added.stderr
    found = rows(called)
    assert (found["Envoys meet"]["outlet"], found["Envoys meet"]["published"]) == (
        "Lake Post",
        "2025-05-20",
    )
    assert found["Shore"]["published"] == "2025-04-03"
    assert found["Shore"]["flags"] == ["file name not as the pattern"]


def test_dossier_tells_them_for_every_add(called: Called, articles: Path, tmp_path: Path) -> None:
    with (tmp_path / "dossier.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[sources]\nname_pattern = "{date} {outlet} - {title}"\n'
            'columns = { text = "Inhoud", title = "Kop", date = "Datum" }\ndate_order = "mdy"\n'
        )
    assert called("add", articles).returncode == 0
    assert rows(called)["Shore"]["published"] == "2025-03-04"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--name-pattern", "{kop}"), "no field {kop}"),
        (("--column", "kop=Title"), "choose one of text"),
        (("--date-order", "ymd"), "write dmy or mdy"),
    ],
)
def test_malformed_ones_are_told_before_anything_is_added(
    called: Called, articles: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = called("add", articles, *arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert rows(called) == {}
