"""The brief as Markdown: the same content, and hostile text stays text."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from dragoman.report.markdown import escaped
from tests import make
from tests.report.shelf import Shelf, markdown_brief, small_record
from tests.report.test_html import EVIL, hostile_record

GOLDEN = Path(__file__).parent / "golden"
INJECTION = (
    "# Heading\n- item\n1. one\n> quote\n    code\n\n[x](javascript:alert(1)) ![i](http://e.example)\n"
    "| a | b |\n`code` *b* _i_ ~~s~~ <b>x</b> &lt; \\ https://e.example www.e.example a@e.example\n"
    "===\n---\n```\n$$x$$\n[ref]: http://e.example\n+ plus\n2) two"
)


def tokens(text: str) -> list[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    flat: list[Token] = []
    for token in parser.parse(text):
        flat += [token, *(token.children or [])]
    return flat


def test_brief_is_the_golden_one(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "brief.md", markdown_brief(small_record(), as_of="2024-05-06"))


def test_brief_does_not_depend_on_the_order_of_the_record() -> None:
    view = small_record()
    assert markdown_brief(view) == markdown_brief(view.reversed())


def test_every_statement_is_in_the_list_and_marked_in_the_text() -> None:
    view = small_record()
    text = markdown_brief(view)
    for statement in view.statements():
        assert text.count(f'<a id="s-{statement.id}"></a>') == 1
        assert text.count(f'<a id="q-{statement.id}"></a>') == 1
        assert f"](#s-{statement.id})" in text
        assert f"](#q-{statement.id})" in text


def test_every_link_within_the_brief_has_its_target() -> None:
    text = markdown_brief(small_record())
    anchors = re.findall(r'<a id="([^"]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - set(anchors) == set()


@pytest.mark.parametrize("words", [EVIL, INJECTION])
def test_hostile_words_make_no_markup(words: str) -> None:
    document = make.document(words, name="x.txt", title=words, outlet=words, url="javascript:x")
    speaker = make.actor(words)
    view = Shelf([document], [make.statement(document, words, speaker=speaker, party=words)])
    text = markdown_brief(view, title=words)
    found = tokens(text)
    inline = {t.content for t in found if t.type in {"html_inline", "html_block"}}
    assert {
        t for t in inline if not re.fullmatch(r'(</?mark>|<a id="[\w%-]+">|</a>)+\s*', t)
    } == set()
    links = [str(t.attrs["href"]) for t in found if t.type == "link_open"]
    assert [href for href in links if not href.startswith("#")] == []
    kinds = {t.type for t in found}
    assert (
        kinds & {"image", "code_block", "fence", "code_inline", "blockquote_open", "s_open"}
        == set()
    )
    assert kinds & {"em_open"} == set()


def test_hostile_record_has_the_headings_of_the_brief_alone() -> None:
    found = tokens(markdown_brief(hostile_record()))
    levels = [token.tag for token in found if token.type == "heading_open"]
    assert levels.count("h1") == 1


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).map(
    str.strip
)


@given(LINE.filter(bool))
def test_any_line_reads_as_it_was(line: str) -> None:
    found = tokens(escaped(line))
    assert [t.type for t in found if t.nesting == 1] == ["paragraph_open"]
    assert {t.type for t in found} <= {
        *("paragraph_open", "inline", "text", "text_special", "paragraph_close")
    }
    assert "".join(t.content for t in found if t.type in {"text", "text_special"}) == line


def test_white_space_at_the_start_of_a_line_is_kept_and_makes_no_code() -> None:
    document = make.document("    indented\n\ttabbed\n")
    text = markdown_brief(Shelf([document]))
    rendered = unescape(MarkdownIt("commonmark").render(text))
    assert "<p>    indented</p>" in rendered
    assert "<p>\ttabbed</p>" in rendered
    assert "<code>" not in rendered


def test_only_web_addresses_become_links() -> None:
    good = make.document(url="https://a.example/x?y=(1)<2>")
    text = markdown_brief(Shelf([good]))
    assert "[published page](<https://a.example/x?y=(1)%3C2%3E>)" in text
    assert "published page" not in markdown_brief(Shelf([make.document(url="javascript:x")]))
