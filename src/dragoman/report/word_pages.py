"""Word pages: paragraphs, tables, pictures and real footnotes of a DOCX file."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import ExportError
from dragoman.report.characters import shown

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

WRITTEN = datetime(2000, 1, 1, tzinfo=UTC)
"""The time that every file claims to be of, so that the same brief gives the same bytes."""

PACKED = (1980, 1, 1, 0, 0, 0)
"""The same for the files within it: the earliest that ZIP knows."""

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

STYLES = {"text": "footnote text", "reference": "footnote reference"}
"""Names of the styles of footnotes: of their paragraphs, and of the characters that lead there."""

INSTALL = "pip install 'dragoman[brief]'"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of a paragraph.

    Attributes:
        text: Its characters.
        bold: Whether it is strong.
        soft: Whether it is grey.
        italic: Whether it is set apart.
    """

    text: str
    bold: bool = False
    soft: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """A footnote at this place of a paragraph: its sentences and, for some of them, addresses."""

    parts: tuple[tuple[str, str | None], ...]


Part = str | Words | Foot | None
"""What a paragraph is made of; None is nothing."""


class Pages:
    """A DOCX file that is being written."""

    def __init__(self, reference: Path | None = None) -> None:
        """Begin a file.

        Args:
            reference: A file whose styles, margins, headers and footers are taken. None: ours.

        Raises:
            ExportError: python-docx is not installed, or the reference is no DOCX file.
        """
        try:
            import docx
            from docx.opc.exceptions import PackageNotFoundError
        except ImportError as error:
            raise ExportError(f"a DOCX brief needs python-docx: {INSTALL}") from error
        try:
            self.document = docx.Document(str(reference) if reference else None)
        except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise ExportError(f"{reference}: no Word file (.docx) that can be read") from error
        self.feet: list[Foot] = []
        if reference:
            self._empty()
        else:
            self._plain_styles()
        self.styles = {key: self._style(key, name) for key, name in STYLES.items()}
        self.named = {style.name for style in self.document.styles}

    def heading(self, text: str, level: int) -> None:
        """Write a heading; level 0 is the title."""
        names = ("Title", "Heading 1", "Heading 2", "Heading 3")
        paragraph = self._paragraph(names[level])
        self._fill(paragraph, [text])

    def line(self, *parts: Part, style: str = "Normal") -> None:
        """Write a paragraph, which stays on one page."""
        paragraph = self._paragraph(style)
        paragraph.paragraph_format.keep_together = True
        self._fill(paragraph, parts)

    def table(
        self, head: Sequence[str], shares: Sequence[int], rows: Iterable[Sequence[Sequence[Part]]]
    ) -> None:
        """Write a table; its head is repeated on every page.

        Args:
            head: The names of its columns.
            shares: How wide each is, in parts of the page.
            rows: What is in each cell of each row.
        """
        from docx.oxml import OxmlElement
        from docx.shared import Mm, Pt

        table = self.document.add_table(rows=1, cols=len(head))
        if self._has("Table Grid"):
            table.style = self.document.styles["Table Grid"]
        filled = [[[Words(text, bold=True)] for text in head], *rows]
        for number, row in enumerate(filled):
            made = table.rows[0] if number == 0 else table.add_row()
            properties = made._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for cell, parts in zip(made.cells, row, strict=True):
                self._fill(cell.paragraphs[0], parts)
                cell.paragraphs[0].paragraph_format.space_after = Mm(0)
                for run in cell.paragraphs[0].runs:
                    run.font.size = Pt(9)
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            width = Mm(self._width() * share / sum(shares))
            column.width = width
            for cell in column.cells:
                cell.width = width

    def picture(self, png: bytes, alt: str) -> None:
        """Show a picture as wide as the text."""
        from docx.shared import Mm

        shape = self.document.add_picture(io.BytesIO(png), width=Mm(self._width()))
        shape._inline.docPr.set("descr", _clean(alt))
        self.document.paragraphs[-1].paragraph_format.space_before = Mm(4)

    def saved(self, title: str) -> bytes:
        """Give the file's bytes; nothing in them tells when or where it was written."""
        properties = self.document.core_properties
        properties.title, properties.author = _clean(title), "Dragoman"
        properties.last_modified_by, properties.comments = "Dragoman", ""
        properties.created = properties.modified = WRITTEN
        properties.language, properties.revision = "en", 1
        self._add_footnotes()
        held = io.BytesIO()
        self.document.save(held)
        return _repacked(held.getvalue())

    def _width(self) -> float:
        """Tell how wide the text is, in millimetres."""
        section = self.document.sections[-1]
        page: float = section.page_width.mm if section.page_width else 210.0
        margins = (section.left_margin, section.right_margin)
        return page - float(sum(margin.mm for margin in margins if margin))

    def _paragraph(self, style: str) -> "Paragraph":
        return self.document.add_paragraph(style=style if self._has(style) else None)

    def _fill(self, paragraph: "Paragraph", parts: Iterable[Part]) -> None:
        from docx.shared import RGBColor

        for part in parts:
            if part is None or part == "":
                continue
            if isinstance(part, Foot):
                self._refer(paragraph, part)
                continue
            words = Words(part) if isinstance(part, str) else part
            run = paragraph.add_run(_clean(words.text))
            run.bold, run.italic = words.bold or None, words.italic or None
            if words.soft:
                run.font.color.rgb = RGBColor(0x55, 0x55, 0x55)

    def _refer(self, paragraph: "Paragraph", foot: Foot) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        self.feet.append(foot)
        run = paragraph.add_run()
        run.style = self.styles["reference"]
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(len(self.feet)))
        run._r.append(mark)

    def _empty(self) -> None:
        """Leave of a reference its styles, margins, headers and footers alone."""
        body = self.document.element.body
        for element in list(body):
            if not element.tag.endswith("}sectPr"):
                body.remove(element)

    def _has(self, name: str) -> bool:
        return name in self.named

    def _style(self, key: str, name: str) -> Any:
        """Find a style by its name, or make it."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        styles = self.document.styles
        for style in styles:
            if (style.name or "").casefold() == name:
                return style
        if key == "reference":
            referring = styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
            referring.font.superscript = True
            return referring
        written = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        written.font.size, written.paragraph_format.space_after = Pt(8), Pt(0)
        return written

    def _plain_styles(self) -> None:
        """Set the look of a file that has no reference: black, close, A4."""
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        sizes = {"Normal": 10.5, "Title": 22, "Heading 1": 14, "Heading 2": 11.5}
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = "Cambria", Pt(size)
            style.font.color.rgb = RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for key in [key for key in fonts.attrib if key.endswith("Theme")]:
                del fonts.attrib[key]
            for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
                fonts.set(qn(script), "Cambria")
        for border in self.document.styles["Title"].element.findall(".//" + qn("w:pBdr")):
            border.getparent().remove(border)
        self.document.styles["Normal"].paragraph_format.space_after = Pt(5)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(23)
        section.top_margin = section.bottom_margin = Mm(22)
        self._number(section.footer.paragraphs[0])

    def _number(self, paragraph: "Paragraph") -> None:
        """Put the number of the page into a paragraph."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)

    def _add_footnotes(self) -> None:
        """Add the part that holds the footnotes, which python-docx does not know."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part as FilePart

        part = self.document.part
        for key, relation in list(part.rels.items()):
            if relation.reltype == FOOTNOTES:  # those of the reference's own text
                del part.rels[key]
        made = FilePart(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, b"", part.package)
        made._blob = self._footnotes(made)
        part.relate_to(made, FOOTNOTES)

    def _footnotes(self, part: Any) -> bytes:
        """Write the footnotes: two that draw the lines above them, then ours."""
        from lxml import etree  # type: ignore[import-untyped,unused-ignore]

        def tag(name: str) -> str:
            return f"{{{NAMESPACE}}}{name}"

        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        root = etree.Element(tag("footnotes"), nsmap={"w": NAMESPACE, "r": relations})
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
            note = etree.SubElement(root, tag("footnote"))
            note.set(tag("type"), kind)
            note.set(tag("id"), str(number))
            run = etree.SubElement(etree.SubElement(note, tag("p")), tag("r"))
            etree.SubElement(run, tag(kind))
        for number, foot in enumerate(self.feet, start=1):
            note = etree.SubElement(root, tag("footnote"))
            note.set(tag("id"), str(number))
            paragraph = etree.SubElement(note, tag("p"))
            properties = etree.SubElement(paragraph, tag("pPr"))
            etree.SubElement(properties, tag("pStyle")).set(
                tag("val"), self.styles["text"].style_id
            )
            mark = etree.SubElement(paragraph, tag("r"))
            look = etree.SubElement(mark, tag("rPr"))
            etree.SubElement(look, tag("rStyle")).set(tag("val"), self.styles["reference"].style_id)
            etree.SubElement(mark, tag("footnoteRef"))
            for text, url in ((" ", None), *foot.parts):
                holder = paragraph
                if url:
                    holder = etree.SubElement(paragraph, tag("hyperlink"))
                    reltype = f"{relations}/hyperlink"
                    key = part.relate_to(url, reltype, is_external=True)
                    holder.set(f"{{{relations}}}id", key)
                run = etree.SubElement(holder, tag("r"))
                written = etree.SubElement(run, tag("t"))
                written.text = _clean(text)
                written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made


def _clean(text: str) -> str:
    """Give characters as XML may have them; those that it may not are shown as a sign."""
    return shown(text)


def _repacked(file: bytes) -> bytes:
    """Pack a file anew with one time for all that is in it."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(file)) as given,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for found in given.infolist():
            entry = zipfile.ZipInfo(found.filename, PACKED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            made.writestr(entry, given.read(found))
    return held.getvalue()
