import gzip

import pytest

from dragoman.errors import DocumentError
from dragoman.ingest.sitemaps import MAX_ADDRESSES, MAX_SITEMAP_BYTES, read_sitemap

NEWS = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2025-05-20T07:30:00+00:00</lastmod>
<news:news><news:publication><news:name>Lake Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2025-05-19</news:publication_date>
<news:title>Envoys meet</news:title></news:news>
<image:image><image:loc>https://example.org/a.jpg</image:loc></image:image></url>
<url><loc>https://example.org/b</loc></url><url><loc>ftp://example.org/c</loc></url></urlset>"""


def test_addresses_are_read_with_their_dates_and_news() -> None:
    sitemap = read_sitemap(NEWS)
    first, second = sitemap.entries
    assert not sitemap.is_index
    assert first.address == "https://example.org/a?x=1&y=2"
    assert first.changed is not None
    assert first.changed.value == "2025-05-20T07:30:00+00:00"
    assert (first.title, first.outlet, first.language) == ("Envoys meet", "Lake Post", "en")
    assert first.published is not None
    assert first.published.value == "2025-05-19"
    assert (second.address, second.changed) == ("https://example.org/b", None)


def test_index_is_told_from_a_sitemap() -> None:
    data = b"<sitemapindex><sitemap><loc>https://example.org/1.xml</loc></sitemap></sitemapindex>"
    sitemap = read_sitemap(gzip.compress(data))
    assert sitemap.is_index
    assert [entry.address for entry in sitemap.entries] == ["https://example.org/1.xml"]


def test_lines_of_addresses_are_a_sitemap() -> None:
    sitemap = read_sitemap(b"https://example.org/a\r\n\r\nhttps://example.org/b\r\n")
    assert [entry.address[-1] for entry in sitemap.entries] == ["a", "b"]


def test_truncated_sitemap_gives_what_is_whole_and_says_so() -> None:
    sitemap = read_sitemap(NEWS[: NEWS.index(b"ftp:")])
    assert len(sitemap.entries) == 2
    assert sitemap.damage is not None
    assert "truncated" in sitemap.damage


def test_addresses_beyond_the_protocol_are_left_out_and_told() -> None:
    url = b"<url><loc>https://example.org/a</loc></url>"
    sitemap = read_sitemap(b"<urlset>" + url * (MAX_ADDRESSES + 5) + b"</urlset>")
    assert len(sitemap.entries) == MAX_ADDRESSES
    assert sitemap.damage is not None


def test_entities_are_neither_looked_up_nor_multiplied() -> None:
    laughs = b'<!ENTITY l0 "ha">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
    )
    file = b'<!ENTITY file SYSTEM "file:///etc/hostname">'
    url = b"<url><loc>https://example.org/&file;</loc></url>"
    (entry,) = read_sitemap(b"<!DOCTYPE u [" + file + b"]><urlset>" + url + b"</urlset>").entries
    assert entry.address == "https://example.org/"
    bomb = b"<!DOCTYPE u [" + laughs + b"]><urlset><url><loc>&l9;</loc></url></urlset>"
    with pytest.raises(DocumentError, match="broken"):
        read_sitemap(bomb)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b" ", "empty"),
        (b"<rss></rss>", "begins with <rss>"),
        (b"<urlset", "broken"),
        (b"not an address", "neither XML"),
        (gzip.compress(NEWS, mtime=0)[:-20], "damaged or cut"),
        (gzip.compress(b" " * (MAX_SITEMAP_BYTES + 1), 1, mtime=0), "50 MiB"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        read_sitemap(data)
