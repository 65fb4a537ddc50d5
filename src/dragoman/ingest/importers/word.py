"""Importer of Word documents (.docx): one line per paragraph, as the document reads when printed.

The rule, in full: the paragraphs of the main document in its order, tables cell by cell; tabs and
line breaks inside of a paragraph become a space; text that a change has deleted is left out, text
that one has inserted is there; so are text boxes, before the paragraph that they hang on.
Footnotes, comments, headers and footers are not read.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from dragoman.errors import DocumentError
from dragoman.ingest.arrivals import Arrival, Delivery
from dragoman.ingest.documents import make_document

MAX_UNPACKED = 50_000_000
"""Bytes of XML in one document. The markup of a text is some ten times as long as its letters."""

MAX_DIRECTORY = 2_000_000
"""Bytes of the list of files in the archive; a real one has some twenty files."""

DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError),
    *(ValueError, KeyError, IndexError, struct.error),  # what zipfile raises on false offsets
)
SPACES = re.compile(r"[ \t\r\n]+")
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
MAIN = "officeDocument"
BREAKS = frozenset({"tab", "br", "cr", "ptab"})
LEFT_OUT = frozenset({"Fallback", "del", "moveFrom", "delText", "instrText", "footnoteReference"})
TITLES = frozenset({"title", "heading1", "heading 1"})


def import_word(delivery: Delivery) -> Iterator[Arrival]:
    """Read a Word document.

    Raises:
        DocumentError: It is damaged, encrypted, an archive of another kind or larger than any
            article when unpacked.
    """
    data = delivery.read_whole()
    if data.startswith(OLD_OFFICE):
        raise DocumentError(
            "encrypted, or in the old form of Word (.doc); open it and save it as .docx "
            "without a password"
        )
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _main_part(archive)
            paragraphs = list(_paragraphs(_unpacked(archive, main)))
    except DAMAGED:
        raise DocumentError("damaged or cut: it cannot be unpacked; fetch it again") from None
    except RuntimeError:  # what zipfile raises where a password is needed
        raise DocumentError("encrypted; save it without a password") from None
    yield _document(delivery, paragraphs)


def _document(delivery: Delivery, paragraphs: list[tuple[str, str | None]]) -> Arrival:
    text = "\n".join(line for line, _ in paragraphs)
    titled = next((line for line, style in paragraphs[:5] if style in TITLES), None)
    return make_document(delivery.name, text, title=delivery.known.title or titled)


def _check_directory(data: bytes) -> None:
    """See that the archive's list of files is one, and short: it is read before anything else.

    Raises:
        DocumentError: It is not.
    """
    if not data.startswith(b"PK"):
        raise DocumentError("not a Word document: it is no archive; check how it was saved")
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or len(data) < at + 22:
        raise DocumentError("damaged or cut: its list of files is missing; fetch it again")
    files, size = struct.unpack_from("<HL", data, at + 10)
    if size > MAX_DIRECTORY or files == 0xFFFF:
        raise DocumentError("holds more files than a Word document does; it is not read")


def _main_part(archive: zipfile.ZipFile) -> str:
    """Find the name of the main document, which some programs call otherwise."""
    from lxml import etree  # type: ignore[import-untyped,unused-ignore]

    names = set(archive.namelist())
    if "_rels/.rels" in names:
        try:
            relations = etree.fromstring(_read(archive, "_rels/.rels", 1_000_000), _parser())
        except etree.XMLSyntaxError:
            relations = None
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith(f"/{MAIN}"):
                name = str(relation.get("Target", "")).lstrip("/")
                if name in names and name.startswith("word/"):
                    return name
    if "word/document.xml" in names:
        return "word/document.xml"
    raise DocumentError(
        "an archive or office document of another kind; save it as .docx, or unpack it and add "
        "what is in it"
    )


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    return _read(archive, name, MAX_UNPACKED)


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Unpack a file, and never more of it than the limit, whatever the archive says of its size."""
    with archive.open(name) as packed:
        data = packed.read(limit + 1)
    if len(data) > limit:
        raise DocumentError(
            f"more than {limit / 1e6:g} MB when unpacked: not an article; split it up"
        )
    return data


def _parser() -> Any:
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _paragraphs(data: bytes) -> Iterator[tuple[str, str | None]]:
    """Give the paragraphs that are not empty, each with its style.

    Raises:
        DocumentError: The XML is broken.
    """
    from lxml import etree

    events = etree.iterparse(
        io.BytesIO(data), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        for _, element in events:
            if _local(element) != "p":
                continue
            # White space of XML alone; no-break spaces stay.
            text = " ".join(SPACES.split("".join(_pieces(element)))).strip(" ")
            style = _style(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if text and not _is_left_out(element):
                yield text, style
    except etree.XMLSyntaxError as error:
        raise DocumentError(
            f"damaged: its text is broken XML ({error.msg}); save it again"
        ) from None


def _pieces(paragraph: Any) -> Iterator[str]:
    """Give the characters of a paragraph in their order, without what is deleted."""
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        name = _local(element)
        if name in LEFT_OUT:
            continue
        if name == "t":
            yield element.text or ""
        elif name in BREAKS:
            # Tab stops are declared with the same name inside of a paragraph's properties.
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
        waiting.extend(child for child in reversed(element) if _local(child) != "pPr")


def _style(paragraph: Any) -> str | None:
    for child in paragraph:
        if _local(child) == "pPr":
            for inner in child:
                if _local(inner) == "pStyle":
                    return next(
                        (str(v).casefold() for k, v in inner.attrib.items() if k.endswith("val")),
                        None,
                    )
    return None


def _is_left_out(paragraph: Any) -> bool:
    """Tell whether a paragraph stands in what is kept for older programs, or was deleted."""
    return any(_local(element) in LEFT_OUT for element in paragraph.iterancestors())


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
