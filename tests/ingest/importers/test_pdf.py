from pathlib import Path

import pytest

from dragoman.errors import DocumentError
from dragoman.ingest.importers import pdf as importer
from dragoman.ingest.layout import PrintedLine
from dragoman.record import SegmentKind
from tests.ingest.pdfs import Placed, column, pdf
from tests.ingest.samples import only, parts, refused

FIRST = [
    "The two delegations met for three hours in the lakeside town on Tuesday,",
    "and neither would say afterwards what had been agreed in writing by the",
    "envoys.",
]
SECOND = [
    "The southern government insists that the bridge between the two towns be",
    "reopened before any prisoner is exchanged, its spokesman said in a state-",
    "ment on the evening of the same day, and a long-standing demand of north-",
    "ern officials was not met.",
]
JOINED = [
    "The two delegations met for three hours in the lakeside town on Tuesday, and neither would "
    "say afterwards what had been agreed in writing by the envoys.",
    "The southern government insists that the bridge between the two towns be reopened before any "
    "prisoner is exchanged, its spokesman said in a statement on the evening of the same day, and "
    "a long-standing demand of northern officials was not met.",
]
HEADLINE: Placed = (70, 740, 18, "Envoys meet at the lake")


def save(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def page(*more: Placed) -> list[Placed]:
    return [HEADLINE, *column(FIRST, top=700), *column(SECOND, top=640), *more]


def test_lines_become_paragraphs_and_divided_words_are_joined(tmp_path: Path) -> None:
    document = only(save(tmp_path / "a.pdf", pdf(page())))
    assert document.text.split("\n\n") == ["Envoys meet at the lake", *JOINED]
    assert document.language == "en"
    assert parts(document, SegmentKind.HEADLINE) == ["Envoys meet at the lake"]


def test_text_goes_on_over_columns_and_pages(tmp_path: Path) -> None:
    first = [HEADLINE, *column(FIRST[:1], top=100, left=70), *column(FIRST[1:2], left=330)]
    document = only(save(tmp_path / "a.pdf", pdf(first, column([*FIRST[2:], *SECOND]))))
    assert document.text.split("\n\n") == ["Envoys meet at the lake", *JOINED]


def test_running_heads_stand_below_and_are_boilerplate(tmp_path: Path) -> None:
    pages = [
        [(70.0, 800.0, 9.0, "Lake Post, 20 May 2025"), *lines, (300.0, 30.0, 9.0, f"Page {number}")]
        for number, lines in enumerate((page()[:-2], column(SECOND[2:])), 1)
    ]
    document = only(save(tmp_path / "a.pdf", pdf(*pages)))
    assert parts(document, SegmentKind.BOILERPLATE) == ["Lake Post, 20 May 2025\n\nPage 2"]
    assert document.text.index("northern officials") < document.text.index("Lake Post")


def test_title_is_taken_where_the_text_has_it(tmp_path: Path) -> None:
    titled = pdf(page(), title="Envoys meet at the lake")
    assert only(save(tmp_path / "a.pdf", titled)).title == "Envoys meet at the lake"
    for title in ("Microsoft Word - envoys.doc", "Something else"):
        assert only(save(tmp_path / "b.pdf", pdf(page(), title=title))).title is None


def test_scan_is_told(tmp_path: Path) -> None:
    assert "OCR" in refused(save(tmp_path / "a.pdf", pdf([], [(70, 30, 9, "2")]))).reason


def test_letters_that_fonts_do_not_tell_are_told(tmp_path: Path) -> None:
    lines = [PrintedLine(page=0, text="\ue000" * 50, left=1, right=2, bottom=1, top=2, height=9)]
    with pytest.raises(DocumentError, match="fonts do not tell"):
        importer._refuse_unreadable(lines, 1)


def test_encrypted_file_is_told(tmp_path: Path) -> None:
    assert "encrypted" in refused(save(tmp_path / "a.pdf", pdf(page(), encrypted=True))).reason


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a PDF"),
        (b"<html>404</html>", "not a PDF"),
        (b"%PDF-1.4\nand no more", "damaged or cut"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    assert told in refused(save(tmp_path / "a.pdf", data)).reason


def test_pages_and_time_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "a.pdf", pdf(page(), page()))
    monkeypatch.setattr(importer, "MAX_SECONDS", 0.0)
    assert "takes more than 0 s" in refused(path).reason
    monkeypatch.setattr(importer, "MAX_PAGES", 1)
    assert "2 pages" in refused(path).reason


def test_same_file_gives_the_same_document(tmp_path: Path) -> None:
    path = save(tmp_path / "a.pdf", pdf(page(), page()))
    assert only(path) == only(path)
