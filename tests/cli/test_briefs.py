"""`dragoman brief`: in four forms, about a part of the record, in the house's look."""

from pathlib import Path

import pytest

from tests.cli.conftest import Called


@pytest.mark.parametrize(
    ("name", "starts"),
    [("b.html", b"<!DOCTYPE html>"), ("b.md", b"# "), ("b.pdf", b"%PDF-1"), ("b.docx", b"PK\x03")],
)
def test_the_name_of_the_file_tells_the_form(
    called: Called, article_read: Path, name: str, starts: bytes
) -> None:
    done = called("brief", "-o", name)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"wrote {name}\n"
    assert (article_read / name).read_bytes().startswith(starts)


def test_the_form_may_be_named_whatever_the_file_is_called(
    called: Called, article_read: Path
) -> None:
    assert called("brief", "-f", "html").stdout.startswith("<!DOCTYPE html>")
    assert called("brief", "-f", "md", "-o", "notes.txt").returncode == 0
    assert (article_read / "notes.txt").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("asked", [("-o", "brief.doc"), ("-f", "odt")])
def test_a_form_that_there_is_not_is_told_with_those_there_are(
    called: Called, article_read: Path, asked: tuple[str, str]
) -> None:
    failed = called("brief", *asked)
    assert failed.returncode == 2
    assert ".html, .md, .pdf or .docx" in failed.stderr


def test_articles_do_not_follow_in_a_printed_brief(called: Called, article_read: Path) -> None:
    failed = called("brief", "-o", "b.pdf", "--articles")
    assert failed.returncode == 2
    assert "write .html or .md" in failed.stderr
    assert not (article_read / "b.pdf").exists()


def test_a_brief_about_a_time_names_it_and_has_no_articles(
    called: Called, article_read: Path
) -> None:
    text = called("brief", "--since", "monday", "--until", "2025-05-21").stdout
    assert "19 May 2025 to 21 May 2025" in text
    assert "## What changed" in text
    assert "## Articles" not in text
    kept = called("brief", "--since", "2025-05-19", "--articles").stdout
    assert "since 19 May 2025" in kept


def test_a_brief_about_a_party_takes_name_or_mark(called: Called, article_read: Path) -> None:
    text = called("brief", "--party", "ru").stdout
    assert "### RU Russia" in text
    assert "United States" not in text.split("## What each side said")[1].split("## Coverage")[0]
    failed = called("brief", "--party", "Atlantis")
    assert failed.returncode == 2
    assert "no party 'Atlantis'; there are: Russia" in failed.stderr


def test_a_brief_about_a_concept_has_positions_without_being_asked(
    called: Called, article_read: Path
) -> None:
    text = called("brief", "--concept", "ceasefire").stdout
    assert "Codes by machine" in text
    assert "no concept 'ceasefires'" in called("brief", "--concept", "ceasefires").stderr
    assert "has no plans" in called("brief", "--plan", "ten points").stderr


def test_the_templates_of_the_dossier_are_used_unless_others_are_named(
    called: Called, article_read: Path, tmp_path: Path
) -> None:
    for folder, words in (("brief", "House"), ("other", "Other")):
        (article_read / folder).mkdir()
        (article_read / folder / "brief.md.j2").write_text(words, encoding="utf-8")
    assert called("brief").stdout == "House"
    assert called("brief", "--template", "other").stdout == "Other"
    (article_read / "brief" / "brief.md.j2").write_text("\n{{ nothing }}", encoding="utf-8")
    failed = called("brief")
    assert failed.returncode == 1
    assert "brief.md.j2:2: 'nothing' is undefined" in failed.stderr
