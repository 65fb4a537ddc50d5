import gzip
import hashlib
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from dragoman.ingest import Page, ingest
from dragoman.ingest.importers.pages import page_text
from dragoman.record import Quarantine
from tests.ingest.crawls import MATTER, THREE, Crawl, page, refused, taken, urls
from tests.ingest.samples import RUSSIAN


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = (body[i : i + size] for i in range(0, len(body), size))
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def quick_brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=2))


CODED = {
    "gzip": (gzip.compress(page()), [("Content-Encoding", "gzip")]),
    "br": (brotli.compress(page()), [("Content-Encoding", "br")]),
    "deflate": (zlib.compress(page()), [("Content-Encoding", "deflate")]),
    "bare deflate": (bare(page()), [("Content-Encoding", "deflate")]),
    "chunked": (chunked(page()), [("Transfer-Encoding", "chunked")]),
    "chunked gzip": (
        chunked(gzip.compress(page())),
        [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
    ),
    "taken off by the crawler": (
        page(),
        [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")],
    ),
}


@pytest.mark.parametrize("coding", CODED)
def test_codings_of_the_body_are_taken_off(tmp_path: Path, coding: str) -> None:
    payload, header = CODED[coding]
    crawl = Crawl().add(payload=payload, http=[("Content-Type", "text/html"), *header])
    (arrival,) = taken(tmp_path, crawl.data)
    assert isinstance(arrival, Page)
    assert arrival.markup == page()


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_bomb_is_refused_without_being_held(tmp_path: Path, coding: str) -> None:
    packers: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "br": quick_brotli,
        "deflate": zlib.compress,
    }
    header = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    data = Crawl().add(payload=packers[coding](b"<p>" + b" " * 80_000_000), http=header).add().data
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    tracemalloc.start()
    arrivals = list(ingest([path], max_bytes=2_000_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(arrivals) == 2
    assert "unpacks to more than 2 MB" in refused(arrivals)[0].reason
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("payload", "coding", "reason"),
    [
        (gzip.compress(page(), mtime=0)[:-200], "gzip", "cut off"),
        (brotli.compress(page())[:-200], "br", "cut off"),
        (b"\x1f\x8b\x08\0" + b"\xff" * 300, "gzip", "damaged"),
        (b"\xff" * 300, "br", "damaged"),
        (b"\x28\xb5\x2f\xfd" * 30, "zstd", "'zstd', which is not read"),
        (b"\x1f\x8b", "gzip, gzip, gzip, gzip", "packed 4 times over"),
    ],
)
def test_body_that_cannot_be_unpacked_is_set_aside(
    tmp_path: Path, payload: bytes, coding: str, reason: str
) -> None:
    header = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    arrivals = taken(tmp_path, Crawl().add(payload=payload, http=header).add(THREE[1]).data)
    assert reason in refused(arrivals)[0].reason
    assert urls(arrivals) == THREE[:2]


def test_encoding_that_only_the_header_names_is_kept_with_the_page(tmp_path: Path) -> None:
    text = page(*MATTER, RUSSIAN).decode()
    payload = text.encode("koi8_u", "xmlcharrefreplace")
    header = [("Content-Type", "text/html; charset=koi8-u")]
    (arrival,) = taken(tmp_path, Crawl().add(payload=payload, http=header).data)
    assert isinstance(arrival, Page)
    assert RUSSIAN.strip() in arrival.document.text
    assert page_text(arrival.markup) == arrival.document.text


def test_digest_may_be_of_the_body_before_or_after_it_is_unpacked(tmp_path: Path) -> None:
    payload, header = CODED["chunked gzip"]
    http = [("Content-Type", "text/html"), *header]
    digest = "sha256:" + hashlib.sha256(page()).hexdigest()
    crawl = Crawl().add(payload=payload, http=http, warc=[("WARC-Payload-Digest", digest)])
    crawl.add(payload=payload, http=http, warc=[("WARC-Payload-Digest", "sha1:" + "A" * 32)])
    crawl.add(payload=payload, http=http, warc=[("WARC-Payload-Digest", "blake9:odd")])
    arrivals = taken(tmp_path, crawl.data)
    assert [type(arrival) for arrival in arrivals] == [Page, Quarantine, Page]
