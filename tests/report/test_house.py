"""An organisation's own templates: used where they are, told by line where they are wrong."""

import io
import re
from pathlib import Path

import docx
import pytest

from dragoman.errors import ExportError
from dragoman.report import BriefForm, render_brief
from dragoman.report.house import House, house_at
from tests.report.shelf import small_record
from tests.report.test_building import short
from tests.report.test_html import parsed
from tests.report.test_pdf import text_of

ROOT = Path(__file__).resolve().parents[2]


def house(folder: Path, **files: str) -> House:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    found = house_at(folder)
    assert found is not None
    return found


def written(form: BriefForm, found: House) -> str:
    return render_brief(short(small_record()), form, found).decode()


def test_a_template_of_the_house_is_used_and_escapes_like_ours(tmp_path: Path) -> None:
    found = house(
        tmp_path,
        brief__md__j2="# Ministry\n{% for row in brief.disputed %}{{ row.text }}\n{% endfor %}",
        brief__html__j2="<p>{{ brief.title }}</p>{{ '<b>' }}",
    )
    assert written(BriefForm.MARKDOWN, found).startswith("# Ministry\nthe mainland would open")
    assert written(BriefForm.HTML, found) == "<p>Island, Mainland: who said what</p>&lt;b&gt;"


def test_a_house_may_extend_ours_and_replace_a_part_and_the_style(tmp_path: Path) -> None:
    found = house(
        tmp_path,
        brief__html__j2='{% extends "shipped/brief.html.j2" %}'
        "{% block masthead %}Ministry{% endblock %}",
        gaps__html__j2="<p>Our method.</p>",
        brief__css="p { color: black } </style>",
    )
    text = written(BriefForm.HTML, found)
    tree = parsed(text)
    assert tree.xpath('//div[@class="mast"]/span')[0].text == "Ministry"
    assert "Our method." in tree.text_content()
    assert len(tree.xpath("//style")) == 1
    assert "p { color: black }" in tree.xpath("//style/text()")[0]


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("one\n{% for x in %}", 2, "Expected an expression"),
        ("one\ntwo\n{{ brief.titel }}", 3, "titel"),
        ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
        ("\n{{ 1 / 0 }}", 2, "division"),
    ],
)
def test_what_is_wrong_in_a_template_is_told_by_file_and_line(
    tmp_path: Path, template: str, line: int, words: str
) -> None:
    found = house(tmp_path, brief__md__j2=template)
    with pytest.raises(ExportError, match=words) as caught:
        written(BriefForm.MARKDOWN, found)
    assert f"{tmp_path / 'brief.md.j2'}:{line}: " in str(caught.value)


def test_a_part_that_nobody_has_is_named(tmp_path: Path) -> None:
    found = house(tmp_path, brief__md__j2='{% include "logo.md.j2" %}')
    with pytest.raises(ExportError, match=r"'logo\.md\.j2'"):
        written(BriefForm.MARKDOWN, found)


def test_a_page_of_the_house_is_set_from_the_same_data(tmp_path: Path) -> None:
    page = (
        "#let brief = json(bytes(sys.inputs.brief))\n#set document(title: brief.title)\n"
        '#import "logo.typ": logo\n#logo #brief.title #brief.notes.len()'
    )
    found = house(tmp_path, brief__typ=page, logo__typ="#let logo = [Ministry]")
    file = render_brief(short(small_record()), BriefForm.PDF, found)
    assert text_of(file) == "Ministry Island, Mainland: who said what 10"


@pytest.mark.parametrize(
    ("page", "line", "words"),
    [
        ("= A\n#brief.title", 2, "unknown variable: brief"),
        ('\n\n#read("/etc/passwd")', 3, "file not found"),
        ('= A\n#import "@preview/cetz:0.2.0": *', 2, "fetches no packages"),
    ],
)
def test_what_is_wrong_in_a_page_is_told_by_file_and_line(
    tmp_path: Path, page: str, line: int, words: str
) -> None:
    found = house(tmp_path, brief__typ=page)
    with pytest.raises(ExportError, match=words) as caught:
        render_brief(short(small_record()), BriefForm.PDF, found)
    assert f"{tmp_path / 'brief.typ'}:{line}: " in str(caught.value)


def test_a_reference_file_gives_styles_and_headers_and_no_text(tmp_path: Path) -> None:
    reference = docx.Document()
    reference.add_paragraph("Lorem ipsum")
    reference.styles["Heading 1"].font.name = "Ministry Sans"
    reference.sections[0].header.paragraphs[0].text = "Ministry"
    reference.save(str(tmp_path / "reference.docx"))
    found = house_at(tmp_path)
    made = docx.Document(io.BytesIO(render_brief(short(small_record()), BriefForm.DOCX, found)))
    assert made.styles["Heading 1"].font.name == "Ministry Sans"
    assert made.sections[0].header.paragraphs[0].text == "Ministry"
    assert "Lorem" not in "".join(paragraph.text for paragraph in made.paragraphs)


def test_a_reference_that_is_no_word_file_is_named(tmp_path: Path) -> None:
    found = house(tmp_path, reference__docx="no zip")
    with pytest.raises(ExportError, match=r"reference\.docx: no Word file"):
        render_brief(short(small_record()), BriefForm.DOCX, found)


def test_a_folder_without_templates_is_an_error_only_if_it_is_named(tmp_path: Path) -> None:
    assert house_at(None, tmp_path) is None
    with pytest.raises(ExportError, match="no template"):
        house_at(tmp_path)
    with pytest.raises(ExportError, match="no such folder"):
        house_at(tmp_path / "none")
    (tmp_path / "brief").mkdir()
    assert house_at(None, tmp_path) == House(folder=tmp_path / "brief")


def test_the_templates_of_the_documentation_work(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "how-to" / "write-a-brief.md").read_text(encoding="utf-8")
    found = re.findall(r"```(?:jinja|typst)\n(.*?)```", text, re.DOTALL)
    page, notes, printed = found
    templates = house(tmp_path, brief__html__j2=page, brief__md__j2=notes, brief__typ=printed)
    html = written(BriefForm.HTML, templates)
    assert "<b>Ministry of Harbours</b> policy planning" in html
    assert "Not for distribution." in html
    assert (
        "- the mainland would open two of the five ports if the island frees the pilots: contested"
        "\n  - senior mainland official proposes (Island Post, 2024-05-03, characters 215–291)"
    ) in written(BriefForm.MARKDOWN, templates)
    pdf = text_of(render_brief(short(small_record()), BriefForm.PDF, templates))
    assert "Ministry of Harbours" in pdf
    assert "Island Post, 2024-05-03, characters 215–291" in pdf
