"""The brief as PDF: tagged, with the words of articles as words, in whatever characters."""

import io
import json

import pypdfium2
import pytest
from pypdfium2 import raw

from dragoman.record import ClaimStatus
from dragoman.report import BriefForm, build_brief, render_brief
from dragoman.report.pdf import printed_data
from tests import make
from tests.analysis.talks import BOOK, CAST
from tests.report.shelf import Shelf, html_brief, small_record
from tests.report.test_building import short
from tests.report.test_html import EVIL, hostile_record
from tests.report.test_positions import talks

TYPST = '#panic("x") *bold* _it_ @ref <label> $x$ `raw` #include "/etc/passwd" // \\u{41} [b] = H'


def text_of(file: bytes) -> str:
    pdf = pypdfium2.PdfDocument(io.BytesIO(file))
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return " ".join(" ".join(pages).split())


def test_a_pdf_is_tagged_and_claims_to_be_accessible() -> None:
    file = render_brief(short(talks().shelf()), BriefForm.PDF)
    assert file.startswith(b"%PDF-1.7")
    pdf = pypdfium2.PdfDocument(io.BytesIO(file))
    assert raw.FPDFCatalog_IsTagged(pdf.raw)
    assert pdf.get_metadata_value("Title") == "Island, Mainland, League: who said what"
    assert pdf.get_metadata_value("CreationDate") == ""
    pdf.close()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file


def test_a_pdf_has_the_sections_and_footnotes_of_the_brief() -> None:
    text = text_of(render_brief(short(small_record()), BriefForm.PDF))
    for heading in (
        "What changed",
        "Contested",
        "Meetings",
        "Plans",
        "Coverage",
        "Method and gaps",
    ):
        assert heading in text
    assert "Island Post, 3 May 2024 (from the text), “Harbour talks go on”, characters" in text
    positions = text_of(render_brief(short(talks().shelf()), BriefForm.PDF))
    assert "Shifts" in positions
    assert "The ports are opened" in positions


def hostile(words: str) -> Shelf:
    document = make.document(f"He said {words}", title=words, outlet=words, name=words)
    one = make.statement(document, words, source=words, speaker=make.actor(words), party=words)
    claim = make.claim(one, text=words, asserted_by=[words], status=ClaimStatus.DENIED)
    return Shelf([document], [one], [make.quarantine(words, words)], [claim])


@pytest.mark.parametrize("words", [TYPST, EVIL], ids=["typst", "html"])
def test_hostile_words_stay_words(words: str) -> None:
    line = " ".join(words.split())
    file = render_brief(build_brief(hostile(words), title=words, full=False), BriefForm.PDF)
    letters = "".join(text_of(file).split()).replace("\x02", "")
    assert letters.count("".join(line[:40].split())) >= 3
    assert b"/JavaScript" not in file
    assert b"/Launch" not in file


def test_hostile_records_are_set_in_every_form() -> None:
    brief = build_brief(hostile_record(), title=EVIL, codebook=BOOK, actors=CAST, full=False)
    for form in BriefForm:
        assert render_brief(brief, form)


def test_characters_that_no_font_has_become_a_sign() -> None:
    odd = "a\U0010fffdb \ud800 \x00 c"
    file = render_brief(build_brief(hostile(odd), title=odd, full=False), BriefForm.PDF)
    assert "a\ufffdb" in text_of(file)


def test_no_article_goes_into_a_printed_brief() -> None:
    brief = build_brief(small_record(), full=False)
    data = json.loads(printed_data(brief))
    assert "Subscribe to our newsletter" not in json.dumps(data)
    assert set(data["notes"]) == set(brief.notes)
    assert "Subscribe to our newsletter" in html_brief(small_record())
