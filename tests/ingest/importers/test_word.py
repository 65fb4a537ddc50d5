import zipfile
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from dragoman.ingest.importers import word as importer
from tests.ingest.samples import ENGLISH, only, refused

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="1" Target="word/{}" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument"/></Relationships>'
)
FIRST, SECOND = ENGLISH.strip().split("\n\n")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str | None = None) -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab/></w:tabs></w:pPr>'
    return f"<w:p>{properties if style else ''}{''.join(runs)}</w:p>"


def docx(path: Path, *body: str, name: str = "document.xml", declared: str = "") -> Path:
    markup = f"{declared}<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    return archive(path, {"_rels/.rels": RELATIONS.format(name), f"word/{name}": markup})


def archive(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def test_paragraphs_become_lines(tmp_path: Path) -> None:
    path = docx(
        tmp_path / "a.docx",
        paragraph(run("Envoys meet"), style="Title"),
        paragraph(run("The two delegations "), run(FIRST.removeprefix("The two delegations "))),
        paragraph(),
        paragraph(
            run("One"), "<w:r><w:tab/></w:r>", run("two"), "<w:r><w:br/></w:r>", run("three")
        ),
        paragraph(run(SECOND)),
    )
    document = only(path)
    assert document.text == f"Envoys meet\n{FIRST}\nOne two three\n{SECOND}"
    assert (document.name, document.title, document.language) == ("a.docx", "Envoys meet", "en")
    assert document.headline() == "Envoys meet"
    assert document.published is None


def test_changes_are_read_as_if_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>never </w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("soon ")}</w:ins>'
    moved = f'<w:moveFrom w:id="3">{run("gone ")}</w:moveFrom>'
    body = paragraph(run("Talks "), deleted, inserted, moved, run("begin."))
    assert only(docx(tmp_path / "a.docx", body)).text == "Talks soon begin."


def test_cells_and_boxes_are_read_once(tmp_path: Path) -> None:
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in ("Left", "Right"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    boxed = f"<w:txbxContent>{paragraph(run('Boxed'))}</w:txbxContent>"
    choice = f"<mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    document = only(docx(tmp_path / "a.docx", table, paragraph(box, run("Around"))))
    assert document.text == "Left\nRight\nBoxed\nAround"


def test_characters_stay_as_they_are(tmp_path: Path) -> None:
    text = "5\xa0km — «так» e\u0301 \U0001f1fa\U0001f1e6 & <b>"
    assert only(docx(tmp_path / "a.docx", paragraph(run(text)))).text == text


def test_main_document_may_have_another_name(tmp_path: Path) -> None:
    assert (
        only(docx(tmp_path / "a.docx", paragraph(run("Text")), name="document2.xml")).text == "Text"
    )


def test_entities_are_not_looked_up(tmp_path: Path) -> None:
    declared = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = "<w:p><w:r><w:t>A &x; B</w:t></w:r></w:p>"
    document = only(docx(tmp_path / "a.docx", body, paragraph(run("C")), declared=declared))
    assert Path("/etc/hostname").read_text().strip() not in document.text
    assert document.text.startswith("A")


def test_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "MAX_UNPACKED", 1_000_000)
    path = docx(tmp_path / "a.docx", paragraph(run("a" * 1_200_000)))
    assert path.stat().st_size < 10_000
    assert "more than 1 MB when unpacked" in refused(path).reason


def test_size_that_the_archive_gives_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "MAX_UNPACKED", 1_000_000)
    path = docx(tmp_path / "a.docx", paragraph(run("a" * 1_200_000)))
    with zipfile.ZipFile(path) as packed:
        size = packed.getinfo("word/document.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), b"\x10\0\0\0"))
    assert refused(path).reason


def test_list_of_files_is_bounded(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.docx", {f"{n:0100}": "" for n in range(15_000)})
    assert "more files" in refused(path).reason


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no archive"),
        (b"text", "no archive"),
        (b"PK\x03\x04 and no more", "damaged or cut"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
    ],
)
def test_what_is_no_word_document_is_refused(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert told in refused(path).reason


def test_other_archives_and_broken_ones_are_told(tmp_path: Path) -> None:
    other = archive(tmp_path / "a.docx", {"xl/workbook.xml": "<workbook/>"})
    assert "another kind" in refused(other).reason
    broken = archive(tmp_path / "b.docx", {"word/document.xml": "<w:document"})
    assert "broken XML" in refused(broken).reason
    whole = BytesIO(docx(tmp_path / "c.docx", paragraph(run(ENGLISH * 50))).read_bytes())
    data = bytearray(whole.getvalue())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "d.docx").write_bytes(data)
    assert refused(tmp_path / "d.docx").reason


def test_false_offsets_in_the_list_of_files_are_told(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph(run(ENGLISH)))
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 40).to_bytes(
        4, "little"
    )
    path.write_bytes(data)
    assert "damaged" in refused(path).reason
