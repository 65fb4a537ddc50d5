from html import escape
from pathlib import Path

from dragoman.ingest import Page, ingest, render
from dragoman.record import Document, Quarantine
from tests.ingest.samples import ENGLISH, refused

PARAGRAPHS = "".join(f"<p>{part}</p>" for part in (ENGLISH * 3).split("\n\n"))


def feed(path: Path, *contents: str) -> Path:
    items = "".join(
        f"<item><title>Story {number}</title><link>https://example.org/{number}</link>"
        f"<pubDate>Tue, 20 May 2025 07:30:00 GMT</pubDate>"
        f"<content:encoded>{escape(content)}</content:encoded></item>"
        for number, content in enumerate(contents, 1)
    )
    path.write_text(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Lake Post</title>{items}</channel></rss>",
        encoding="utf-8",
    )
    return path


def test_item_with_its_article_becomes_a_document(tmp_path: Path) -> None:
    (page,) = ingest([feed(tmp_path / "lake.rss", PARAGRAPHS)])
    assert isinstance(page, Page)
    document = page.document
    assert (document.name, document.url) == ("https://example.org/1", "https://example.org/1")
    assert (document.title, document.outlet, document.language) == ("Story 1", "Lake Post", "en")
    assert document.published is not None
    assert document.published.value == "2025-05-20T07:30:00+00:00"
    assert document.text == render(page.markup.decode())
    assert document.readable()


def test_teaser_is_told_under_its_address(tmp_path: Path) -> None:
    first, second = ingest([feed(tmp_path / "lake.xml", "<p>Envoys met.</p>", PARAGRAPHS)])
    assert isinstance(first, Quarantine)
    assert first.name == "https://example.org/1"
    assert "only a teaser" in first.reason
    assert "dragoman add" in first.reason
    assert isinstance(second, Page)


def test_cut_feed_gives_its_whole_items_and_is_told(tmp_path: Path) -> None:
    path = feed(tmp_path / "lake.rss", PARAGRAPHS, PARAGRAPHS)
    path.write_bytes(path.read_bytes()[:-700])
    whole, cut, told = ingest([path])
    assert isinstance(whole, Page)
    assert isinstance(cut, Quarantine)
    assert isinstance(told, Quarantine)
    assert (told.name, "truncated" in told.reason) == ("lake.rss", True)


def test_text_of_a_json_feed_becomes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    text = (ENGLISH * 3).replace("\n", "\\n")
    path.write_text(
        '{"title": "Lake Post", "items": [{"id": "1", "content_text": "' + text + '"}]}'
    )
    (document,) = ingest([path])
    assert isinstance(document, Document)
    assert document.text == ENGLISH * 3


def test_sitemap_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "sitemap.xml"
    path.write_text("<urlset><url><loc>https://example.org/a</loc></url></urlset>")
    assert "such as https://example.org/a" in refused(path).reason


def test_other_xml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<book><p>Text</p></book>")
    assert "neither a feed" in refused(path).reason
