"""Reading of web archives beside the bare reader libraries, and its memory at two sizes.

    python -m benchmarks archives [--records N]

The archive is made here of the example's reports and of invented pages of other matters, one in
ten about the negotiation, each with its request, every fifth with a picture, in gzip members as
crawlers write them. warcio (and fastwarc where it is installed) only unpack and give the bytes of
every record. Ours is measured in three steps: the records, with the checks that those leave out;
the first pass over the pages by names and words; and the whole way to documents. Where every page
is wanted, the peer is trafilatura, which takes each page's article out of what warcio unpacks.

Every figure is of a process of its own. They take turns, and of three rounds the quickest counts:
machines are noisy, so read the ratios.
"""

import argparse
import base64
import functools
import gzip
import hashlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.keeping import ROOT, Row, number, peak_mb, write_rows

if TYPE_CHECKING:
    from dragoman.ingest import Interest

EXAMPLE = ROOT / "examples" / "ukraine-talks" / "articles" / "reports.jsonl"
ROUNDS = 3
WANTED_OF = 10
PICTURE_OF = 5
LARGER = 4
"""How many times as large the second archive is, on which memory is measured again."""

WORDS = """
    harvest orchard river museum concert painter kitchen garden bicycle library theatre football
    market weather holiday recipe novel station harbour mountain singer festival school teacher
    village bridge morning summer winter window street coffee bread sugar flour apple lemon
""".split()  # noqa: SIM905 - words to be read as words


def write_archive(path: Path, records: int, seed: int = 7) -> None:
    """Write an archive of so many pages."""
    draw = random.Random(seed)  # noqa: S311 - drawn anew each time alike
    reports = [json.loads(line)["text"] for line in EXAMPLE.read_text("utf-8").splitlines()]
    with path.open("wb") as archive:
        for number in range(records):
            url = f"https://news.example/{number}"
            wanted = number % WANTED_OF == 0
            text = reports[number % len(reports)] if wanted else _other(draw)
            page = _page(f"Story {number}", text, draw)
            archive.write(_record("request", url, b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"))
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            archive.write(_record("response", url, head + page))
            if number % PICTURE_OF == 0:
                picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
                archive.write(_record("response", url + ".png", picture + draw.randbytes(40_000)))


def _other(draw: random.Random) -> str:
    sentences = (" ".join(draw.choices(WORDS, k=18)).capitalize() + "." for _ in range(30))
    return "\n".join(sentences)


def _page(title: str, text: str, draw: random.Random) -> bytes:
    """Dress a text as news sites do: most of a page is not its article."""
    paragraphs = "".join(f'<p class="text">{line}</p>\n' for line in text.splitlines() if line)
    menu = "".join(f'<li><a href="/{w}">{w}</a></li>\n' for w in draw.sample(WORDS, 20))
    script = "".join(f"window.c{n}={{v:{draw.random()}}};\n" for n in range(600))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title><script>{script}</script>"
        f"</head><body><nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>"
        f"<footer><ul>{menu}</ul></footer></body></html>"
    ).encode()


def _record(kind: str, url: str, block: bytes) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block, usedforsecurity=False).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{kind}:{url}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2025-05-21T06:00:00Z\r\n"
        f"WARC-Block-Digest: sha1:{digest}\r\nContent-Type: application/http\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 6)


def _warcio(path: Path) -> Iterator[int]:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            yield len(record.raw_stream.read())


def _trafilatura(path: Path) -> Iterator[int]:
    import trafilatura
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            kind = record.http_headers and record.http_headers.get_header("Content-Type", "")
            if record.rec_type == "response" and kind and kind.startswith("text/html"):
                page = record.content_stream().read().decode()
                yield len(trafilatura.extract(page, include_comments=False) or "")


def _fastwarc(path: Path) -> Iterator[int]:
    from fastwarc.warc import ArchiveIterator

    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            yield len(record.reader.read())


def _records(path: Path) -> Iterator[int]:
    from dragoman.ingest.archives.records import read_records
    from dragoman.ingest.archives.unpacking import Unpacked

    with path.open("rb") as stream:
        for record in read_records(Unpacked(stream), 50_000_000):
            yield len(record.block or b"")


def _first_pass(path: Path) -> Iterator[int]:
    """Ask for what no page has, so that all of them are looked through and none is parsed."""
    yield from _ingested(path, nothing=True)


def _documents(path: Path) -> Iterator[int]:
    yield from _ingested(path, nothing=False)


def _every_page(path: Path) -> Iterator[int]:
    yield from _ingested(path, nothing=None)


def _ingested(path: Path, *, nothing: bool | None) -> Iterator[int]:
    """Read documents: those of a negotiation, or of none; None: every page is wanted."""
    from dragoman.ingest import ArchiveReading, Page, ingest

    interest = None if nothing is None else _interest(nothing=nothing)
    reading = ArchiveReading(interest=lambda: interest)
    for arrival in ingest([path], archives=reading):
        yield len(arrival.markup) if isinstance(arrival, Page) else 0


@functools.cache
def _interest(*, nothing: bool) -> "Interest":
    from dragoman.ingest import Interest
    from dragoman.pipeline import interest_of
    from dragoman.resolve import load_knowledge
    from dragoman.settings.codebooks import shipped_codebook

    codebook = shipped_codebook("russia-ukraine")
    interest = interest_of(load_knowledge(), codebook.parties, codebook, ["en"])
    if nothing:
        sides = tuple(tuple(f"{name}ovo" for name in names) for names in interest.sides)
        return Interest(sides=sides, words=interest.words)
    return interest


READERS: dict[str, Callable[[Path], Iterator[int]]] = {
    "warcio": _warcio,
    "fastwarc": _fastwarc,
    "ours, records": _records,
    "ours, first pass": _first_pass,
    "ours, documents": _documents,
    "warcio and trafilatura": _trafilatura,
    "ours, every page": _every_page,
}


def measure_alone(reader: str, path: Path) -> dict[str, float]:
    """Read an archive in this process."""
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.warc.gz"
        write_archive(warm, WANTED_OF)
        list(READERS[reader](warm))  # libraries and knowledge are loaded before the clock runs
    began = time.perf_counter()
    items = sum(1 for _ in READERS[reader](path))
    return {"seconds": time.perf_counter() - began, "items": items, "peak": peak_mb()}


def _apart(reader: str, path: Path) -> dict[str, float] | None:
    """Read an archive in a process of its own. None: the library is not installed."""
    command = [sys.executable, "-m", "benchmarks.archives", reader, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        sys.stderr.write(f"{reader}: {done.stderr.splitlines()[-1]}\n")
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(path: Path, larger: Path) -> list[Row]:
    """Measure all readers in turns."""
    size = path.stat().st_size / 1e6
    rounds = [{reader: _apart(reader, path) for reader in READERS} for _ in range(ROUNDS)]
    memory = {reader: _apart(reader, larger) for reader in READERS}
    floor = min(bare["seconds"] for r in rounds if (bare := r["warcio"]))
    rows: list[Row] = []
    for reader in READERS:
        found = [one for r in rounds if (one := r[reader])]
        again = memory[reader]
        if found and again:
            best = min(found, key=lambda one: one["seconds"])
            rows.append(
                {
                    "what": reader,
                    "packed_mb": size,
                    **best,
                    "mb_s": size / best["seconds"],
                    "x_warcio": floor / best["seconds"],
                    "peak_larger": again["peak"],
                    "larger": LARGER,
                }
            )
    return rows


def table(rows: Sequence[Row]) -> str:
    """Set the figures as a table."""
    name = f"archive of {number(rows[0], 'packed_mb'):.1f} MB, packed"
    lines = [
        f"{name:34}{'items':>9}{'seconds':>9}{'MB/s':>8}"
        f"{'x warcio':>10}{'peak MB':>9}{f'at {LARGER}x':>8}"
    ]
    lines += [
        f"{row['what']:34}{number(row, 'items'):9.0f}{number(row, 'seconds'):9.2f}"
        f"{number(row, 'mb_s'):8.1f}{number(row, 'x_warcio'):10.2f}{number(row, 'peak'):9.0f}"
        f"{number(row, 'peak_larger'):8.0f}"
        for row in rows
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Make the archives, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks archives", description=__doc__)
    parser.add_argument("--records", type=int, default=1500, help="pages in the smaller archive")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(arguments)
    records = options.records
    with tempfile.TemporaryDirectory() as folder:
        path, larger = Path(folder) / "small.warc.gz", Path(folder) / "large.warc.gz"
        write_archive(path, records)
        write_archive(larger, records * LARGER)
        rows = measure(path, larger)
    sys.stdout.write(table(rows) + "\n")
    write_rows(options.json, rows)
    return 0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure_alone(sys.argv[1], Path(sys.argv[2]))))
