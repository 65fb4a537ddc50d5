# ruff: noqa: E501 - samples have the lines that their formats have
"""Samples: one small input of each format, as parsers expect it."""

import json

from tests.ingest.samples import ENGLISH, GERMAN, PAGE, RUSSIAN

RSS = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/'
    '1.1/"><channel><title>Lake Post</title><link>https://example.org/</link><language>en</language>'
    "<item><title>Envoys meet</title><link>https://example.org/1</link><guid>1</guid><pubDate>Tue, 20 "
    "May 2025 07:30:00 GMT</pubDate><dc:creator>Ada Moor</dc:creator><description>&lt;p&gt;"
    f"{ENGLISH * 6}&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Post</title><entry><id>urn:1</id><title '
    'type="html">Envoys &lt;b&gt;meet</title><link href="/1"/><updated>2025-05-20T07:30:00Z</updated>'
    f'<content type="xhtml"><div>{ENGLISH * 6}</div></content></entry></feed>'
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lake Post",
        "items": [
            {"id": 1, "url": "https://example.org/1", "content_text": ENGLISH * 6, "title": "x"}
        ],
    }
)
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/'
    'schemas/sitemap-news/0.9"><url><loc>https://example.org/1</loc><lastmod>2025-05-20</lastmod>'
    "<news:news><news:title>Envoys meet</news:title><news:publication_date>2025-05-20T07:30:00+02:00"
    "</news:publication_date></news:news></url></urlset>"
)
MAIL = (
    "From: Lake Post <news@example.org>\r\nTo: desk@example.org\r\nSubject: =?utf-8?q?Envoys_meet?=\r\n"
    "Date: Tue, 20 May 2025 07:30:00 +0200\r\nList-Id: Lake <list.example.org>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8'
    f"\r\n\r\n{ENGLISH}\r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "PGh0bWw+PHA+V2UgbWV0PC9wPjwvaHRtbD4=\r\n--b\r\nContent-Disposition: attachment; filename=a.txt\r\n"
    f"\r\n{ENGLISH}\r\n--b--\r\n"
)
LINES = "\n".join(
    json.dumps(
        {"id": n, "title": "Envoys", "published": "2025-05-20", "text": text, "outlet": "Post"}
    )
    for n, text in enumerate((ENGLISH, RUSSIAN, GERMAN))
)
TABLE = f'date,outlet,title,text\n2025-05-20,Lake Post,Envoys,"{ENGLISH}"\n1.5.2025,Post,"a ""b""",c d e\n'
BODY = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE.encode())}\r\n\r\n{PAGE}"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: "
    "2025-05-20T07:30:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype="
    f"response\r\nContent-Length: {len(BODY.encode())}\r\n\r\n{BODY}\r\n\r\n"
)
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    '<w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Envoys meet</w:t></w:r></w:p><w:p><w:r><w:t '
    f'xml:space="preserve">{ENGLISH}</w:t><w:br/></w:r><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del>'
    "<w:r><w:delText>old</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument"/></Relationships>'
)
ADDRESSES = (
    b"https://example.org/2025/05/20/envoys?utm_source=x&id=1#top",
    b"http://user:pass@[2001:db8::1]:8080/a%20b/../c;d?e=f&g",
    "https://пример.example/новости?стр=1".encode(),
    b"//example.org/x",
    b"http://0x7f.1/",
    b"HTTP://EXAMPLE.ORG.:80",
)
SAID = (
    "“We are ready to talk,” the Kremlin spokesman Dmitry Peskov said on Monday, 19 May 2025. “We\n\n"
    "According to two US officials, Mr. Rubio told reporters that talks (in Geneva) would go on.\n"
    "Zelensky: 'No.' He added – citing the Post – that 10,000 men had died, 3 per cent more.\n"
)
