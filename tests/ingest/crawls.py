"""Archives written for the tests; warcio, which is another hand, reads them too."""

import base64
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.ingest import ArchiveReading, Arrival, Page, ingest
from dragoman.record import Quarantine

MATTER = (
    "The two delegations met for three hours on Tuesday and agreed on nothing in writing, people "
    "of both sides said after the meeting in the old town hall at the lake.",
    "“We have moved a step,” the envoy of Northland said. The government of Southland insists that "
    "the bridge between the two towns be reopened before any prisoner is exchanged.",
    "A next round was not ruled out, the mediator told reporters, but no date has been set for it "
    "and neither capital has named the people that it would send.",
)
COOKING = (
    "Peel the apples and cut them into thin slices, then leave them for an hour with the sugar and "
    "the juice of one lemon, so that they give off some of their own.",
    "Meanwhile knead butter, flour and a pinch of salt into a dough that no longer sticks to the "
    "hands, and put it in a cold place until the oven is hot enough for baking.",
    "Bake the tart for forty minutes, and let it cool on a rack before you cut it; it tastes best "
    "on the second day, with a spoon of cream that has not been sweetened.",
)
DATE = "2025-05-21T06:00:00Z"


def digest_of(content: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()


def page(*paragraphs: str, title: str = "Envoys meet at the lake", head: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or MATTER)
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body><nav>Home</nav>"
        f"<article><h1>{title}</h1>{body}</article><footer>Terms of use</footer></body></html>"
    ).encode()


@dataclass
class Crawl:
    """Collects records and gives the archive's bytes."""

    gzip: bool = True
    records: list[bytes] = field(default_factory=list)

    def add(
        self,
        url: str = "https://example.org/a",
        payload: bytes | None = None,
        *,
        status: str = "200 OK",
        kind: str = "response",
        http: Sequence[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
        warc: Sequence[tuple[str, str]] = (),
        type_: str | None = None,
    ) -> "Crawl":
        content = page() if payload is None else payload
        block = content
        if kind in {"response", "revisit"}:
            lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in http)]
            block = "\r\n".join([*lines, "", ""]).encode() + content
        number = len(self.records)
        fields = {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<urn:example:{number}:{digest_of(block)[5:]}>",
            "WARC-Target-URI": url,
            "WARC-Date": DATE,
            "WARC-Payload-Digest": digest_of(content),
            "WARC-Block-Digest": digest_of(block),
            "Content-Type": type_ or "application/http; msgtype=response",
            "Content-Length": str(len(block)),
        } | dict(warc)
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        record = f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
        self.records.append(gzip.compress(record) if self.gzip else record)
        return self

    @property
    def data(self) -> bytes:
        return b"".join(self.records)

    def in_one_member(self) -> bytes:
        """Pack a plain archive as a whole, as people do."""
        return gzip.compress(self.data)


def taken(
    folder: Path, data: bytes, reading: ArchiveReading | None = None, name: str = "a.warc.gz"
) -> list[Arrival]:
    path = folder / name
    path.write_bytes(data)
    return list(ingest([path], archives=reading))


def urls(arrivals: Sequence[Arrival]) -> list[str]:
    return [a.document.name if isinstance(a, Page) else a.name for a in arrivals]


def refused(arrivals: Sequence[Arrival]) -> list[Quarantine]:
    return [arrival for arrival in arrivals if isinstance(arrival, Quarantine)]


def three(*, gzip: bool = True) -> Crawl:
    crawl = Crawl(gzip=gzip)
    for letter in "abc":
        crawl.add(f"https://example.org/{letter}", page(f"This is story {letter}.", *MATTER))
    return crawl


THREE = ["https://example.org/a", "https://example.org/b", "https://example.org/c"]
