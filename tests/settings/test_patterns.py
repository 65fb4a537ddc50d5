from pathlib import Path

import pytest

from dragoman.errors import DossierError
from dragoman.ingest.patterns import DateOrder
from dragoman.settings import open_dossier

BEGIN = 'title = "Lake"\nnegotiation = "Lake"\nparties = []\n[sources]\n'


def dossier(folder: Path, part: str) -> Path:
    (folder / "dossier.toml").write_text(BEGIN + part, encoding="utf-8")
    return folder


def test_names_and_columns_are_read(tmp_path: Path) -> None:
    part = 'name_pattern = "{date} {outlet}"\ncolumns = { title = "Kop" }\ndate_order = "mdy"\n'
    patterns = open_dossier(dossier(tmp_path, part)).sources.patterns
    assert patterns is not None
    assert patterns.name is not None
    assert patterns.name.pattern == "{date} {outlet}"
    assert (dict(patterns.columns), patterns.date_order) == (
        {"title": "Kop"},
        DateOrder.MONTH_FIRST,
    )


def test_without_them_nothing_is_said(tmp_path: Path) -> None:
    assert open_dossier(dossier(tmp_path, "")).sources.patterns is None


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("name_pattern = 1", "`name_pattern` must be a text"),
        ('name_pattern = "{kop}"', "no field {kop}"),
        ('columns = "title"', "`columns` must be a table"),
        ("columns = { title = 1 }", "`columns` must be a table"),
        ('columns = { kop = "Title" }', "no 'kop'"),
        ('date_order = "ymd"', '"dmy" or "mdy"'),
        ("date_order = 1", '"dmy" or "mdy"'),
    ],
)
def test_malformed_ones_are_told(tmp_path: Path, part: str, told: str) -> None:
    with pytest.raises(DossierError) as error:
        open_dossier(dossier(tmp_path, part))
    assert told in str(error.value)
    assert "dossier.toml" in str(error.value)
