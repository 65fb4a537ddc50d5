"""Importer of PDF: the text that it holds, in the order in which it was set, as paragraphs.

PDFium reads it, which Chromium shows PDFs with: of three libraries tried it was ten times faster
than the next, and the only one to tell the hyphens at line ends (docs/decisions/0012).
What is a paragraph is told in layout.py. Pictures of text are not read.
"""

import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery
from dragoman.ingest.documents import check_text, make_document
from dragoman.ingest.layout import PrintedLine, paragraphs
from dragoman.ingest.segments import mark_segments
from dragoman.record import Segment, SegmentKind

MAX_PAGES = 300
"""Most pages of one article; reports of think tanks and of the United Nations stay below it."""

MAX_SECONDS = 60.0
"""Longest time that reading one file may take; 300 full pages took 6 s on one core (2026-11)."""

MAX_CHARACTERS = 5_000_000

FEW_LETTERS = 20
"""Letters per page below which it is a picture of text, with a stamp or a page number at most."""

DIVIDED = "\x02"
"""What PDFium gives for a hyphen that divides a word at the end of a line."""

UNREADABLE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
UNREADABLE_SHARE = 0.1
TITLE_OF_A_FILE = re.compile(
    r"(?i)microsoft word|untitled|\.(?:docx?|indd|qxd|rtf|odt|pdf|tex|p65)\b"
)

_ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be called by two threads at once."""


def import_pdf(delivery: Delivery) -> Iterator[Arrival]:
    """Read a PDF.

    Raises:
        DocumentError: It is damaged, encrypted, too large, or holds pictures of text alone.
    """
    data = delivery.read_whole()
    if not data.lstrip()[:1_024].startswith(b"%PDF-") and b"%PDF-" not in data[:1_024]:
        raise DocumentError("not a PDF: it does not begin like one; check how it was saved")
    with _ONE_AT_A_TIME:
        lines, pages, given = _read(data)
    _refuse_unreadable(lines, pages)
    body, furniture = paragraphs(lines)
    text = "\n\n".join(body)
    check_text(text)
    title = delivery.known.title or _title(given, text)
    segments = mark_segments(text, title)
    if furniture:
        start = len(text) + 2
        text = "\n\n".join([text, *furniture])
        own = Segment(start=start, end=len(text), kind=SegmentKind.BOILERPLATE)
        segments = (*segments, own)
    yield make_document(delivery.name, text, title=title, segments=segments)


def _read(data: bytes) -> tuple[list[PrintedLine], int, str]:
    """Give the lines of a PDF, how many pages it has, and what it calls itself."""
    # Only PDFs need it.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise DocumentError(
                "encrypted; open it with its password and print it to a new PDF"
            ) from None
        raise DocumentError("damaged or cut: it cannot be opened; fetch it again") from None
    try:
        pages = len(document)
        if pages > MAX_PAGES:
            raise DocumentError(
                f"{pages} pages, more than {MAX_PAGES}: not an article; split it up"
            )
        lines: list[PrintedLine] = []
        characters, until = 0, time.monotonic() + MAX_SECONDS
        for number in range(pages):
            found = _page_lines(document[number], number)
            characters += sum(len(line.text) for line in found)
            lines += found
            if time.monotonic() > until:
                raise DocumentError(f"takes more than {MAX_SECONDS:g} s to read; split it up")
            if characters > MAX_CHARACTERS:
                raise DocumentError("more text than an article has; split it up")
        return lines, pages, str(document.get_metadata_dict().get("Title") or "")
    except pypdfium2.PdfiumError:
        raise DocumentError("damaged: a page of it cannot be read; fetch it again") from None
    finally:
        document.close()


def _page_lines(page: Any, number: int) -> list[PrintedLine]:
    """Give the lines of a page, in the order in which they were set."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    height = float(page.get_height()) or 1.0
    lines: list[PrintedLine] = []
    characters: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []

    def end_line(*, is_divided: bool = False) -> None:
        text = " ".join("".join(characters).split())
        if text and boxes:
            lines.append(
                PrintedLine(
                    page=number,
                    text=text,
                    left=min(box[0] for box in boxes),
                    bottom=min(box[1] for box in boxes),
                    right=max(box[2] for box in boxes),
                    top=max(box[3] for box in boxes),
                    height=height,
                    is_divided=is_divided,
                )
            )
        characters.clear()
        boxes.clear()

    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        character = _character(raw.FPDFText_GetUnicode(textpage, index))
        if character in "\r\n":
            end_line()
        elif character == DIVIDED:
            end_line(is_divided=True)
        else:
            characters.append(character)
            if not raw.FPDFText_IsGenerated(textpage, index) and not character.isspace():
                boxes.append(textpage.get_charbox(index, loose=True))
    end_line()
    return lines


def _character(code: int) -> str:
    """Give the character of a code; halves of characters and what is none are unreadable."""
    if code == 0xFFFE or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code == 0:
        return "\ufffd"
    return chr(code)


def _refuse_unreadable(lines: list[PrintedLine], pages: int) -> None:
    letters = sum(character.isalpha() for line in lines for character in line.text)
    unreadable = sum(len(UNREADABLE.findall(line.text)) for line in lines)
    if unreadable > UNREADABLE_SHARE * (letters + unreadable):
        raise DocumentError(
            "its fonts do not tell their letters; run OCR over it (such as ocrmypdf --force-ocr) "
            "and add what comes out"
        )
    if letters < FEW_LETTERS * max(pages, 1):
        raise DocumentError(
            "no text in it: it is a scan, a picture of text; run OCR over it (such as ocrmypdf) "
            "and add what comes out"
        )


def _title(given: str, text: str) -> str | None:
    """Give what a PDF calls itself if that is a headline of its text. None: it is not."""
    title = " ".join(given.replace("\0", " ").split())
    if not title or TITLE_OF_A_FILE.search(title):
        return None
    return title if _words(title) in _words(text[:3_000]) else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
