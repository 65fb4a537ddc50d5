import json

import pytest

from dragoman.errors import DocumentError
from dragoman.ingest.feeds import FeedItem, read_feed

ITEM = """<item><title>Envoys &amp;amp; aides meet</title><link>/2025/05/20/envoys</link>
<guid isPermaLink="false">lake-1</guid><pubDate>Tue, 20 May 2025 07:30:00 +0300</pubDate>
<description>A teaser.</description>
<content:encoded><![CDATA[<p>The two <b>delegations</b> met.</p><script>x()</script>]]>
</content:encoded><source url="https://example.org">Lake Post</source></item>"""


def rss(*items: str, title: str = "Lake &amp; Shore") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{title}</title><link>https://example.org/</link><language>en-gb</language>"
        + "".join(items)
        + "</channel></rss>"
    ).encode()


def test_rss_item_is_read_with_all_that_it_tells() -> None:
    feed = read_feed(rss(ITEM), address="https://example.org/feed.xml")
    assert (feed.form, feed.title, feed.language, feed.damage) == (
        "RSS",
        "Lake & Shore",
        "en",
        None,
    )
    (item,) = feed.items
    assert item.id == "lake-1"
    assert item.address == "https://example.org/2025/05/20/envoys"
    assert (item.title, item.outlet, item.language) == ("Envoys & aides meet", "Lake Post", "en")
    assert item.published is not None
    assert item.published.value == "2025-05-20T07:30:00+03:00"
    assert item.is_markup
    assert item.plain() == "The two delegations met."


def test_address_in_part_is_left_out_where_the_feed_has_none_of_its_own() -> None:
    (item,) = read_feed(rss(ITEM)).items
    assert item.address is None
    assert item.id == "lake-1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.b/c", ""])
def test_only_web_addresses_are_taken(link: str) -> None:
    (item,) = read_feed(rss(f"<item><title>x</title><link>{link}</link></item>")).items
    assert item.address is None


def test_item_without_a_name_has_one_from_its_content() -> None:
    items = read_feed(rss("<item><title>a</title></item><item><title>b</title></item>")).items
    again = read_feed(rss("<item><title>b</title></item>")).items
    assert items[0].id != items[1].id == again[0].id


def test_atom_entry_is_read() -> None:
    data = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Lake Post</title>
<entry><id>tag:1</id><title type="html">A &amp;lt; B</title><updated>2025-05-21T08:00:00Z</updated>
<published>2025-05-20T07:30:00Z</published><link rel="alternate" href="https://example.org/1"/>
<author><name>Ada Moor</name></author><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content></entry></feed>"""
    feed = read_feed(data)
    (item,) = feed.items
    assert (feed.form, item.title, item.author) == ("Atom", "A < B", "Ada Moor")
    assert item.plain() == "First.\nSecond."
    assert item.published is not None
    assert item.updated is not None
    assert (item.published.value[:10], item.updated.value[:10]) == ("2025-05-20", "2025-05-21")
    assert item.outlet == "Lake Post"


def test_json_feed_item_is_read() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lake Post",
        "items": [
            {
                "id": 7,
                "url": "https://example.org/7",
                "content_text": "Text.",
                "date_published": "2025-05-20",
                "authors": [{"name": "Ada Moor"}, {"name": "Bo Lind"}],
            },
            "no item",
        ],
    }
    (item,) = read_feed(b"\xef\xbb\xbf" + json.dumps(data).encode()).items
    assert (item.id, item.content, item.is_markup) == ("7", "Text.", False)
    assert item.author == "Ada Moor, Bo Lind"


def test_date_that_is_none_is_told() -> None:
    (item,) = read_feed(rss("<item><title>x</title><pubDate>soon</pubDate></item>")).items
    assert item.published is None
    assert item.date_unread


def test_truncated_feed_gives_what_is_whole_and_says_so() -> None:
    data = rss(ITEM, ITEM.replace("lake-1", "lake-2"))
    cut = data[: data.rindex(b"delegations")]
    feed = read_feed(cut)
    assert feed.damage is not None
    assert "truncated" in feed.damage
    assert [item.id for item in feed.items] == ["lake-1", "lake-2"]
    assert feed.items[0].content is not None
    assert feed.items[1].content is None


def test_feed_with_a_slip_in_its_xml_is_read_all_the_same() -> None:
    feed = read_feed(rss("<item><title>A & B</title><guid>1</guid></item>", ITEM))
    assert feed.items[0].title == "A & B"
    assert feed.damage is not None
    assert "not well-formed" in feed.damage


def test_entities_are_neither_looked_up_nor_multiplied() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = (
        '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY l0 "ha">' + laughs
    ).encode() + b"]>"
    data = rss("<item><title>x &file; &l9; y</title></item>")
    feed = read_feed(data.replace(b"<rss", declared + b"<rss", 1))
    title = feed.items[0].title or ""
    assert len(title) < 1_000
    assert title.startswith("x")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"<html><body><p>Sign in</p></body></html>", "not a feed"),
        (b"just words", "not a feed"),
        (b'{"items": 1}', "not a JSON Feed; check the address, or write articles into a .jsonl"),
        (b'{"items": [{"id": "urn:x:1", "body": []}]}', "not a JSON Feed"),
        (b'[{"id": "a", "text": "The envoy left."}]', "not a feed, but a list in JSON; write"),
        (b'{"items": [', "not JSON"),
        (b"[" * 100_000, "not a feed"),
        (b" " * 10_000_001 + b"x", "MB"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        read_feed(data)


def test_feed_that_feedparser_stumbles_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise KeyError("links")

    monkeypatch.setattr("feedparser.parse", stumble)
    with pytest.raises(DocumentError, match="so damaged"):
        read_feed(rss(ITEM))


def test_name_of_a_file_is_not_opened() -> None:
    with pytest.raises(DocumentError, match="not a feed"):
        read_feed(__file__.encode())


ARTICLE = "<p>" + "The delegations met at the lake and spoke for hours. " * 30 + "</p>"


@pytest.mark.parametrize(
    ("content", "is_summary", "whole"),
    [
        (ARTICLE, False, True),
        (ARTICLE, True, True),
        ("<p>The delegations met.</p>", False, False),
        (ARTICLE[:700], True, False),
        (ARTICLE + "<p>Continue reading...</p>", False, False),
        (ARTICLE + "<p>[…]</p>", False, False),
        (ARTICLE + "<a href='/'>Read the full story on our site »</a>", False, False),
        (ARTICLE + "<p>The post Envoys meet appeared first on Lake Post.</p>", False, True),
        (
            ARTICLE + "<p>… [&#8230;]</p><p>The post Envoys meet appeared first on X.</p>",
            False,
            False,
        ),
        (ARTICLE + "<p>Читать далее</p>", False, False),
        (None, False, False),
    ],
)
def test_teaser_is_told_from_the_article(content: str, is_summary: bool, whole: bool) -> None:
    item = FeedItem(id="1", content=content, is_markup=True, is_summary=is_summary)
    assert item.is_whole() is whole
