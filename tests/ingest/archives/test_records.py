import gzip
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from dragoman.ingest import ArchiveReading, Page, Passed, ingest
from dragoman.ingest.archives.records import read_records
from dragoman.ingest.archives.unpacking import Unpacked
from dragoman.record import Quarantine
from tests.ingest.crawls import THREE, Crawl, refused, taken, three, urls


def test_digest_that_differs_is_set_aside(tmp_path: Path) -> None:
    broken = three(gzip=False).data.replace(b"story b", b"story x")
    arrivals = taken(tmp_path, broken, name="a.warc")
    assert urls(arrivals) == THREE
    assert [row.name for row in refused(arrivals)] == [THREE[1]]
    assert "digest" in refused(arrivals)[0].reason


@pytest.mark.parametrize("form", ["plain", "members", "whole"])
def test_record_shorter_than_it_says_is_set_aside_and_the_next_is_found(
    tmp_path: Path, form: str
) -> None:
    crawl = three(gzip=False)
    crawl.records[1] = crawl.records[1][:-400]
    data = crawl.data
    if form == "members":
        data = b"".join(map(gzip.compress, crawl.records))
    elif form == "whole":
        data = crawl.in_one_member()
    arrivals = taken(tmp_path, data, name="a.warc" if form == "plain" else "a.warc.gz")
    assert urls(arrivals) == THREE
    (row,) = refused(arrivals)
    assert row.name == THREE[1]
    assert "truncated" in row.reason
    assert row.size is not None


@pytest.mark.parametrize("place", ["head", "middle", "checksum"])
def test_broken_member_is_set_aside_and_the_next_is_found(tmp_path: Path, place: str) -> None:
    crawl = three()
    data = bytearray(crawl.records[1])
    at = {"head": 12, "middle": len(data) // 2, "checksum": len(data) - 7}[place]
    data[at] ^= 0x55
    crawl.records[1] = bytes(data)
    arrivals = taken(tmp_path, crawl.data)
    assert len(refused(arrivals)) == 1
    assert [name for name in urls(arrivals) if name in THREE[::2]] == THREE[::2]
    if place == "checksum":
        assert urls(arrivals) == THREE


def test_member_that_is_cut_off_before_another_costs_one_record(tmp_path: Path) -> None:
    crawl = three()
    crawl.records[1] = crawl.records[1][:-100]
    arrivals = taken(tmp_path, crawl.data)
    assert urls(arrivals) == THREE
    assert [row.name for row in refused(arrivals)] == [THREE[1]]


@pytest.mark.parametrize("form", ["plain", "members", "whole"])
def test_archive_that_ends_too_early_gives_what_was_whole(tmp_path: Path, form: str) -> None:
    plain = three(gzip=False)
    data = {"plain": plain.data, "members": three().data, "whole": plain.in_one_member()}[form]
    name = "a.warc" if form == "plain" else "a.warc.gz"
    arrivals = taken(tmp_path, data[:-30], name=name)
    assert urls(arrivals)[:2] == THREE[:2]
    (row,) = refused(arrivals)
    assert "nothing readable follows" in row.reason


@pytest.mark.parametrize("length", ["x", "", "99999999999999999999", "-5", "1"])
def test_wrong_length_costs_one_record(tmp_path: Path, length: str) -> None:
    crawl = three(gzip=False)
    lines = crawl.records[1].split(b"\r\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(b"Content-Length"))
    lines[at] = f"Content-Length: {length}".encode()
    crawl.records[1] = b"\r\n".join(lines)
    arrivals = taken(tmp_path, crawl.data, name="a.warc")
    assert urls(arrivals) == THREE
    assert [row.name for row in refused(arrivals)] == [THREE[1]]


def test_record_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    crawl = Crawl().add(payload=b"x" * 400_000, http=[("Content-Type", "video/mp4")]).add(THREE[1])
    path = tmp_path / "a.warc.gz"
    path.write_bytes(crawl.data)
    reading = ArchiveReading()
    assert urls(list(ingest([path], max_bytes=100_000, archives=reading))) == [THREE[1]]
    assert reading.passed == {Passed.LARGE: 1}


def test_answer_shorter_than_its_header_says_is_flagged(tmp_path: Path) -> None:
    http = [("Content-Type", "text/html"), ("Content-Length", "99999")]
    crawl = Crawl().add(http=http).add(warc=[("WARC-Truncated", "length")]).add()
    flags = [a.document.flags for a in taken(tmp_path, crawl.data) if isinstance(a, Page)]
    assert flags == [("truncated",), ("truncated",), ()]


@pytest.mark.parametrize(
    "data", [b"", b"hello", gzip.compress(b"hello", mtime=0), b"\x1f\x8b\x08broken"]
)
def test_file_that_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    (row,) = taken(tmp_path, data)
    assert isinstance(row, Quarantine)
    assert row.name == "a.warc.gz"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_stops_reading_and_intact_records_before_it_are_read(data: st.DataObject) -> None:
    packed = data.draw(st.booleans())
    crawl = three(gzip=packed)
    whole = bytearray(crawl.data)
    cut = data.draw(st.integers(0, len(whole) - 1))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(cut, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = list(read_records(Unpacked(io.BytesIO(bytes(whole))), 10_000_000))
    begins = [0, len(crawl.records[0]), len(crawl.records[0]) + len(crawl.records[1]), len(whole)]
    intact = [url for url, end in zip(THREE, begins[1:], strict=True) if end <= cut]
    # A record is also judged by what follows it, so the one before the damage may be doubted.
    assert [record.url for record in found][: len(intact)] == intact
    assert all(record.damage is None for record in found[: max(0, len(intact) - 1)])


def test_records_are_those_that_another_reader_finds() -> None:
    crawl = three().add(kind="request", payload=b"GET / HTTP/1.1\r\n\r\n").add(kind="metadata")
    ours = [(r.kind, r.url, r.block) for r in read_records(Unpacked(io.BytesIO(crawl.data)), 10**7)]
    theirs = [
        (
            record.rec_type,
            record.rec_headers.get_header("WARC-Target-URI"),
            record.raw_stream.read(),
        )
        for record in ArchiveIterator(io.BytesIO(crawl.data), no_record_parse=True)
    ]
    assert ours == theirs


class Pipe(io.BytesIO):
    """Bytes that come once and cannot be gone back to."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise AssertionError("a pipe cannot go back")

    def tell(self) -> int:
        raise AssertionError("a pipe does not know where it is")


@pytest.mark.parametrize("packed", [True, False])
def test_archive_that_comes_through_a_pipe_is_read(*, packed: bool) -> None:
    unpacked = Unpacked(Pipe(three(gzip=packed).data))
    assert [record.url for record in read_records(unpacked, 10**7)] == THREE


def test_broken_member_in_a_pipe_costs_no_other_record() -> None:
    crawl = three()
    data = bytearray(crawl.records[1])
    data[len(data) // 2] ^= 0x55
    crawl.records[1] = bytes(data)
    found = list(read_records(Unpacked(Pipe(crawl.data)), 10**7))
    assert [record.url for record in found if not record.damage] == THREE[::2]
    assert len(found) == 3


def test_archive_as_a_pipe_is_added(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    os.mkfifo(path)
    data = three().data
    writer = threading.Thread(target=lambda: path.write_bytes(data))
    writer.start()
    assert urls(list(ingest([path]))) == THREE
    writer.join()
