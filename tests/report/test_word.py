"""The brief as DOCX: real footnotes, words as words, the same bytes, a reference file's look."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from dragoman.report import BriefForm, build_brief, render_brief
from dragoman.report.brief import Brief
from dragoman.report.word_pages import Pages
from tests.report.shelf import small_record
from tests.report.test_building import short
from tests.report.test_html import EVIL, hostile_record
from tests.report.test_pdf import hostile
from tests.report.test_positions import talks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(brief: Brief) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render_brief(brief, BriefForm.DOCX))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: file.read(name) for name in file.namelist()}


def test_each_reference_has_its_footnote_in_order() -> None:
    files = parts(short(talks().shelf()))
    body = etree.fromstring(files["word/document.xml"])
    notes = etree.fromstring(files["word/footnotes.xml"])
    referred = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    written = [note.get(f"{W}id") for note in notes if note.get(f"{W}type") is None]
    assert len(referred) > 10
    assert referred == written == [str(number) for number in range(1, len(referred) + 1)]
    types = files["[Content_Types].xml"].decode()
    assert "wordprocessingml.footnotes+xml" in types
    assert "relationships/footnotes" in files["word/_rels/document.xml.rels"].decode()
    known = set(re.findall(r'w:styleId="([^"]+)"', files["word/styles.xml"].decode()))
    used = {style.get(f"{W}val") for style in notes.iter(f"{W}pStyle", f"{W}rStyle")}
    assert used
    assert used <= known


def test_a_footnote_names_outlet_day_title_and_characters() -> None:
    notes = etree.fromstring(parts(short(small_record()))["word/footnotes.xml"])
    told = ["".join(note.itertext()).strip() for note in notes]
    assert (
        "Island Post, 3 May 2024 (from the text), “Harbour talks go on”, characters 68–101." in told
    )


def test_the_file_has_the_sections_tables_and_pictures_of_the_brief() -> None:
    file = render_brief(short(talks().shelf()), BriefForm.DOCX)
    made = docx.Document(io.BytesIO(file))
    headings = [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings == [
        *("What changed", "Positions", "Shifts", "What each side said", "Coverage"),
        "Method and gaps",
    ]
    assert made.paragraphs[0].text == "Island, Mainland, League: who said what"
    assert [len(table.columns) for table in made.tables] == [4, 5]
    assert [cell.text for cell in made.tables[0].rows[1].cells] == [
        "ships\nThe ports are opened",
        "◐⊘②",
        "◐①",
        "·",
    ]
    pictures = made.element.xpath("//wp:docPr/@descr")
    assert len(pictures) == 2
    assert all("2024" in told for told in pictures)


@pytest.mark.parametrize("words", ["a\x00b\x1b[2J\ud800\ufffe", EVIL, "]]> <w:p/> &amp;"])
def test_hostile_words_stay_words(words: str) -> None:
    files = parts(build_brief(hostile(words), title=words, full=False))
    body = etree.fromstring(files["word/document.xml"])
    assert "".join(body.itertext()).count(words[-3:].replace("\ufffe", "\ufffd")[-1]) >= 3
    for name, file in files.items():
        if name.endswith(".rels"):
            outside = re.findall(rb'Target="([^"]+)"[^>]*TargetMode="External"', file)
            assert all(target.startswith(b"http") for target in outside)
    assert (
        b"javascript:" not in parts(build_brief(hostile_record(), full=False))["word/footnotes.xml"]
    )


def test_nothing_tells_when_the_file_was_written() -> None:
    core = parts(short(small_record()))["docProps/core.xml"].decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}


def test_pages_without_a_footnote_are_a_file_too() -> None:
    pages = Pages()
    pages.line("plain")
    made = docx.Document(io.BytesIO(pages.saved("title")))
    assert [paragraph.text for paragraph in made.paragraphs] == ["plain"]
