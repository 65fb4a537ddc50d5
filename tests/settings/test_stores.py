"""The part [store] of dossier.toml."""

from pathlib import Path

import pytest

from dragoman.errors import DossierError
from dragoman.settings import DOSSIER_FILE, init_dossier, open_dossier
from dragoman.store.address import Address


def told(folder: Path, words: str) -> Path:
    init_dossier(folder, "generic")
    with (folder / DOSSIER_FILE).open("a", encoding="utf-8") as file:
        file.write(words)
    return folder


def test_record_is_a_file_of_the_dossier_unless_it_is_told(tmp_path: Path) -> None:
    dossier = init_dossier(tmp_path / "talks", "generic")
    assert dossier.record_place == dossier.record_path == tmp_path / "talks" / "record.db"


def test_record_is_where_the_dossier_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAGOMAN_STORE_PASSWORD", raising=False)
    url = "postgresql://ann@db.example.org:5432/talks?sslmode=verify-full"
    dossier = open_dossier(told(tmp_path / "talks", f'[store]\nurl = "{url}"\n'))
    assert dossier.record_place == Address(url=url)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ('store = "postgresql://host/talks"', "must be a part of its own"),
        ('[store]\nadress = "postgresql://host/talks"', "has no `adress`; it has url"),
        ("[store]\n", "needs a text `url`, such as url = "),
        ("[store]\nurl = 7", "needs a text `url`"),
    ],
)
def test_part_of_another_form_is_refused(tmp_path: Path, words: str, message: str) -> None:
    with pytest.raises(DossierError, match=message):
        open_dossier(told(tmp_path / "talks", words))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/talks", "none of PostgreSQL"),
        ("postgresql://ann:hush-hush@host/talks", "DRAGOMAN_STORE_PASSWORD instead"),
    ],
)
def test_address_that_cannot_be_used_is_refused(tmp_path: Path, url: str, message: str) -> None:
    dossier = open_dossier(told(tmp_path / "talks", f'[store]\nurl = "{url}"\n'))
    with pytest.raises(DossierError, match=message) as refused:
        _ = dossier.record_place
    assert "hush" not in str(refused.value)
