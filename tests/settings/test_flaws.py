from pathlib import Path

import pytest

from dragoman.errors import CodebookError, ConflictError, DossierError, DraftError
from dragoman.settings import init_dossier, open_dossier
from dragoman.settings.codebooks import read_codebook
from dragoman.settings.conflicts import read_conflict
from dragoman.settings.drafts import read_draft
from dragoman.settings.flaws import in_words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Input should be greater than or equal to 2", "must be greater than or equal to 2"),
        ("String should have at least 1 character", "must have at least 1 character"),
        (
            "Input should be a valid integer, unable to parse string as an integer",
            "must be a valid integer",
        ),
        ("Value error, 'x' is none", "'x' is none"),
        ("no party 'x'; there are: none", "no party 'x'; there are: none"),
    ],
)
def test_messages_of_pydantic_are_said_in_our_words(said: str, words: str) -> None:
    assert in_words(said) == words


def test_fields_that_there_are_not_and_wrong_values_are_told_with_their_place(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("removes: [1]\nremove: [one]\n", encoding="utf-8")
    with pytest.raises(DraftError) as told:
        read_draft(path)
    assert "removes: there is no such field" in str(told.value)
    assert "remove.0: must be a valid integer" in str(told.value)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ConflictError, match="options: this is needed"):
        read_conflict(path)


def test_a_file_that_is_not_in_utf_8_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes("base: Frieden für alle".encode("cp1252"))
    for read, error in (
        (read_draft, DraftError),
        (read_conflict, ConflictError),
        (read_codebook, CodebookError),
    ):
        with pytest.raises(error, match=r"plan.yaml: it is not in UTF-8; save it so$"):
            read(path)


def test_a_dossier_file_may_begin_with_a_mark_of_its_encoding(tmp_path: Path) -> None:
    path = init_dossier(tmp_path, "generic").folder / "dossier.toml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert open_dossier(tmp_path).title


def test_a_file_is_no_dossier(tmp_path: Path) -> None:
    path = init_dossier(tmp_path, "generic").folder / "dossier.toml"
    with pytest.raises(DossierError, match=r"no dossier in .*: go to one"):
        open_dossier(path)
