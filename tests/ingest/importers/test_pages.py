import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ingest import Page, ingest, render
from dragoman.ingest.articles import _locate
from dragoman.ingest.importers.pages import _title
from dragoman.ingest.rendering import render_lines
from dragoman.record import DateBasis, SegmentKind
from tests.ingest.samples import PAGE, only, parts, refused


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def story(author: object) -> dict[str, object]:
    return {"@type": ["NewsArticle"], "author": author}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "envoys.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_page_text_is_rendered_and_its_markup_is_given_along(page: Path) -> None:
    (arrival,) = ingest([page])
    assert isinstance(arrival, Page)
    assert arrival.markup == PAGE.encode()
    assert arrival.document.text == render(PAGE)
    assert "never shown" not in arrival.document.text


def test_page_metadata_is_read(page: Path) -> None:
    document = only(page)
    assert document.url == "https://example.org/2025/05/20/envoys"
    assert document.outlet == "Lake Post"
    assert document.title == "Envoys meet | Lake Post"
    assert document.language == "en"
    assert document.published is not None
    assert document.published.value == "2025-05-20T07:30:00Z"
    assert document.published.basis is DateBasis.METADATA


def test_article_is_marked_in_the_page(page: Path) -> None:
    document = only(page)
    assert parts(document, SegmentKind.HEADLINE) == ["Envoys meet at the lake"]
    assert parts(document, SegmentKind.BYLINE) == ["By Ada Moor, 20 May 2025"]
    assert parts(document, SegmentKind.CAPTION)[0].startswith("The town hall at the lake")
    body = "\n".join(parts(document, SegmentKind.BODY))
    assert body.startswith("The two delegations met for three hours on Tuesday & agreed on nothing")
    assert body.endswith("that it would send.")
    assert "Home" in parts(document, SegmentKind.BOILERPLATE)[0]
    assert "rights reserved" in parts(document, SegmentKind.BOILERPLATE)[-1]


def test_rendering_collapses_markup_blanks_but_keeps_no_break_spaces() -> None:
    assert render("<p>a\n  b&nbsp;c<br>d &lt;e&gt; <b>f</b>g</p>\n<p> </p><p>\U0001f600") == (
        "a b\xa0c\nd <e> fg\n\U0001f600"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p title='a > b'>x</p>", "x"),
        ("<p title=it's>x</p>", "x"),
        ("<p>1 < 2 and 3 > 2</p>", "1 < 2 and 3 > 2"),
        ("<p>x<!-- y --></p><!-- never closed <p>z</p>", "x\nnever closed\nz"),
        ("<script>a<b</script><p>x</p><script>lost", "x\nlost"),
        ("<svg><path d='1'/><g><text>no</g></svg><p>x", "x"),
        ("<p class='x>y</p>", "y"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
    ],
)
def test_damaged_markup_does_not_swallow_the_text(source: str, text: str) -> None:
    assert render(source).replace("lost", "lost") == text or source.endswith("lost")


@settings(max_examples=100, deadline=None)
@given(st.text("<>/!-=\"'&; \nabpscript", max_size=300))
def test_rendered_lines_lie_where_they_say(source: str) -> None:
    text = render(source)
    for line in render_lines(source):
        assert text[line.start : line.end] == line.text
        assert "\n" not in line.text


@pytest.mark.parametrize("piece", ["<div>", "</p>", "<a href='", "<!--", "<p>x", "<meta ", "<"])
def test_rendering_takes_time_in_proportion(piece: str) -> None:
    began = time.perf_counter()
    render(piece * 30_000)
    assert time.perf_counter() - began < 3


def test_looking_for_the_title_takes_time_in_proportion() -> None:
    for piece in ("<title", "<title ", "<title>", "<title>a"):
        began = time.perf_counter()
        assert _title(piece * 30_000) is None
        assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Envoys &amp; towns</title>", "Envoys & towns"),
        ('<TITLE data-x="y">\n Envoys\n meet </TITLE>', "Envoys meet"),
        ("<title><title>Envoys</title>", "Envoys"),
        ("<title> </title>", None),
        ("<titles>Envoys</titles>", None),
    ],
)
def test_title_of_a_page_is_read(html: str, title: str | None) -> None:
    assert _title(html) == title


@pytest.mark.parametrize("label", ["unicode_escape", "undefined", "rot13", "idna"])
def test_page_that_names_no_encoding_of_texts_is_read_nevertheless(
    tmp_path: Path, label: str
) -> None:
    path = tmp_path / "odd.html"
    page = PAGE.replace("utf-8", label).replace("nothing", "“naïve” things")
    path.write_bytes(page.encode("cp1252"))
    assert "“naïve” things" in only(path).text


@pytest.mark.parametrize(
    "body",
    [
        "<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL was not found.</p>",
        "<title>Just a moment...</title><p>Checking if the site connection is secure.</p>",
        "<title>Access Denied</title><h1>Access Denied</h1><p>You have no permission.</p>",
        "<title>403 Forbidden</title><center><h1>403 Forbidden</h1></center><hr>nginx",
    ],
)
def test_error_page_is_quarantined(tmp_path: Path, body: str) -> None:
    path = tmp_path / "saved.html"
    path.write_text(f"<html><head>{body}</html>", "utf-8")
    assert "error page" in refused(path).reason


def test_page_without_article_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "gallery.html"
    path.write_text("<html><body><nav>Home</nav><img src=a><p>Photo 1</p></body></html>", "utf-8")
    assert "no article text" in refused(path).reason


def test_page_in_its_declared_legacy_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    source = PAGE.replace("utf-8", "windows-1252").replace("nothing", "café “naïve”")
    path.write_bytes(source.encode("cp1252"))
    assert "café “naïve”" in only(path).text


def test_page_under_a_text_suffix_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(PAGE, "utf-8")
    assert only(path).outlet == "Lake Post"


SHARED = Path(__file__).resolve().parents[3] / "shared" / "pages"


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the pages are not at hand: {SHARED}")
def test_real_pages_give_an_article_or_a_reason(tmp_path: Path) -> None:
    known = json.loads((SHARED / "ground-truth.json").read_text("utf-8"))
    found = total = 0
    for source in sorted((SHARED / "html").iterdir())[:25]:
        path = tmp_path / source.name.removesuffix(".gz")
        path.write_bytes(gzip.decompress(source.read_bytes()))
        words = set(known[path.stem]["articleBody"].split())
        for arrival in ingest([path]):
            body = parts(arrival.document, SegmentKind.BODY) if isinstance(arrival, Page) else []
            found += len(words & set(" ".join(body).split()))
        total += len(words)
    assert found / total > 0.9


@pytest.mark.parametrize(
    ("head", "author"),
    [
        ('<meta name="author" content="By  Ada Moor ">', "Ada Moor"),
        ('<meta property="article:author" content="https://example.org/ada">', None),
        ('<meta name="author" content="">', None),
        ('<meta name="author" content="{{ author }}">', None),
        (f'<meta name="author" content="{"Ada " * 60}">', None),
        (linked(story({"name": "Ada Moor"})), "Ada Moor"),
        (linked(story(["Ada Moor", {"name": "J. Ek"}])), "Ada Moor, J. Ek"),
        (linked({"@graph": [{"@type": "WebPage"}, story("Von Ada Moor")]}), "Ada Moor"),
        (linked({"@type": "Organization", "author": "Nobody"}), None),
        (linked(story({"name": None})), None),
        (linked(story("Ada")) + '<meta name="author" content="J. Ek">', "Ada"),
        ('<script type="application/ld+json">{"@type": "Article", </script>', None),
        (f'<script type="application/ld+json">{"[" * 9000}</script>', None),
    ],
)
def test_author_is_read_from_linked_data_or_meta_elements(
    tmp_path: Path, head: str, author: str | None
) -> None:
    path = tmp_path / "envoys.html"
    path.write_text(PAGE.replace("</head>", f"{head}</head>"), "utf-8")
    assert only(path).author == author


def test_article_that_a_page_repeats_is_taken_once_and_from_its_paragraphs() -> None:
    story = [f"{part} {n} " * 12 for n, part in enumerate(("the envoys met", "the bridge opens"))]
    paragraphs = "".join(f"<p>{part}</p>" for part in story)
    lines = render_lines(f"<div>{' '.join(story)}</div>{paragraphs}<div>{story[0]}</div>")
    assert _locate(lines, story) == {1, 2}


def test_list_of_dates_in_an_article_is_the_articles(tmp_path: Path) -> None:
    rounds = "".join(f"<li>Round {n}: the old town hall, hall {n}, at noon</li>" for n in range(40))
    path = tmp_path / "envoys.html"
    path.write_text(PAGE.replace("</article>", f"<ul>{rounds}</ul></article>"), "utf-8")
    body = "\n".join(parts(only(path), SegmentKind.BODY))
    assert "Round 0:" in body
    assert "Round 39:" in body
