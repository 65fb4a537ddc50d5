"""Targets: each parser, what it is fed with, and with which errors it may refuse."""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from dragoman.errors import BackupError, DocumentError, DragomanError, FetchError, StoreError
from dragoman.ingest import Page
from dragoman.ingest.arrivals import Delivery
from dragoman.ingest.feeds import read_feed
from dragoman.ingest.fetching.addresses import follow, read_address, same_address
from dragoman.ingest.importers import IMPORTERS
from dragoman.ingest.sitemaps import read_sitemap
from dragoman.record import Document, Quarantine
from dragoman.settings.backups import FORMAT, MANIFEST, read_backup
from tests import make
from tests.fuzz import decoders, requests
from tests.fuzz.mutating import mutated
from tests.fuzz.samples import (
    ADDRESSES,
    ATOM,
    JSON_FEED,
    LINES,
    MAIL,
    RELATIONS,
    RSS,
    SAID,
    SITEMAP,
    TABLE,
    WARC,
    WORD,
)
from tests.ingest.pdfs import column, pdf
from tests.ingest.samples import ENGLISH, GERMAN, PAGE, RUSSIAN

BY_NAME = {importer.name: importer for importer in IMPORTERS}
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A parser.

    Attributes:
        name: What it reads.
        samples: Inputs that it accepts, to begin with.
        feed: Gives it an input; tells whether it accepted it.
        make: Makes an input of the samples.
    """

    name: str
    samples: tuple[bytes, ...]
    feed: Callable[[bytes], bool]
    make: Callable[[tuple[bytes, ...], Random], bytes] = mutated


def by_importer(name: str) -> Callable[[bytes], bool]:
    """Give what feeds an importer as the door does, and looks at what comes out."""
    importer = BY_NAME[name]

    def feed(data: bytes) -> bool:
        delivery = Delivery(f"fuzzed{importer.suffixes[0]}", io.BytesIO(data), MOST_BYTES)
        try:
            return taken(importer.read(delivery))
        except DocumentError:
            return False

    return feed


def taken(arrivals: Iterable[object]) -> bool:
    """See that what comes out can be kept; tell whether there is a document."""
    documents = 0
    for arrival in arrivals:
        document = arrival.document if isinstance(arrival, Page) else arrival
        if isinstance(document, Document):
            documents += 1
            document.text.encode("utf-8")
            assert all(0 <= s.start < s.end <= len(document.text) for s in document.segments)
        else:
            assert isinstance(document, Quarantine)
            document.reason.encode("utf-8")
    return documents > 0


def refusing(read: Callable[[bytes], object], *errors: type[Exception]) -> Callable[[bytes], bool]:
    """Give what feeds a function that may refuse with these errors alone."""

    def feed(data: bytes) -> bool:
        try:
            read(data)
        except errors:
            return False
        return True

    return feed


def packed(samples: tuple[bytes, ...], dice: Random) -> bytes:
    """Make a Word document whose parts are damaged, or which is damaged itself."""
    body = mutated((WORD.encode(),), dice)
    rels = mutated((RELATIONS.encode(),), dice) if dice.random() < 0.2 else RELATIONS.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", rels)
        archive.writestr("word/document.xml", body)
    return mutated((out.getvalue(),), dice) if dice.random() < 0.3 else out.getvalue()


def compressed(samples: tuple[bytes, ...], dice: Random) -> bytes:
    """Make an archive whose members are damaged within, or as they are packed."""
    plain = mutated(samples, dice)
    if dice.random() < 0.5:
        return plain
    whole = gzip.compress(plain, 1, mtime=0) + gzip.compress(samples[0], 1, mtime=0)
    return mutated((whole,), dice) if dice.random() < 0.5 else whole


def _address(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    for read in (read_address, same_address, lambda told: follow("https://example.org/a", told)):
        try:
            read(text)
        except FetchError:
            continue


@cache
def _rules() -> Callable[[str], int]:
    from dragoman import pipeline
    from dragoman.resolve.dates import times_in

    reader = pipeline.reader_named("rules")

    def read(text: str) -> int:
        if not text.strip():
            return 0
        document = make.document(text, "fuzzed.txt", published="2025-05-20")
        found = len(reader.read(document).attributions)
        return found + sum(1 for _ in times_in(text, "2025-05-20"))

    return read


def _read(data: bytes) -> None:
    _rules()(data.decode("utf-8", "ignore").replace("\0", " "))


def _backup(data: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        read_backup(Path(file.name))


@cache
def _backups() -> tuple[bytes, ...]:
    words = b"words of a file"
    kept = {"name": "a.txt", "size": len(words), "sha256": hashlib.sha256(words).hexdigest()}
    told = {"format": FORMAT, "dragoman": "0", "revision": "0001", "made_at": "", "files": [kept]}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in (("dossier/a.txt", words), (MANIFEST, json.dumps(told).encode())):
            head = tarfile.TarInfo(name)
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))
    return (out.getvalue(),)


def _squeezed(samples: tuple[bytes, ...], dice: Random) -> bytes:
    plain = mutated((gzip.decompress(samples[0]),), dice)
    return gzip.compress(plain, 1) if dice.random() < 0.8 else mutated(samples, dice)


def targets() -> tuple[Target, ...]:
    """Give every parser that strangers' bytes come to."""
    page, text = (
        PAGE.encode(),
        (ENGLISH.encode(), RUSSIAN.encode("cp1251"), GERMAN.encode("utf-16")),
    )
    papers = (
        pdf(column(["The two delegations met for three hours", "in the town on Tuesday."] * 6)),
        pdf(*[column(["We have moved a step, the envoy said", "to those who waited."] * 6)] * 2),
    )
    mailbox = (
        f"From a@example.org Tue May 20 07:30:00 2025\n{MAIL}\nFrom b@x Tue May 20 2025\n{MAIL}"
    )
    feeds = (RSS.encode(), ATOM.encode(), JSON_FEED.encode())
    read_any = (read_feed, DocumentError), (read_sitemap, DocumentError)
    return (
        Target(name="text", samples=text, feed=by_importer("text")),
        Target(name="web page", samples=(page,), feed=by_importer("web page")),
        Target(name="JSON Lines", samples=(LINES.encode(),), feed=by_importer("JSON Lines")),
        Target(name="table", samples=(TABLE.encode(),), feed=by_importer("table")),
        Target(name="feed file", samples=feeds, feed=by_importer("feed")),
        Target(name="feed", samples=feeds, feed=refusing(*read_any[0])),
        Target(name="sitemap", samples=(SITEMAP.encode(),), feed=refusing(*read_any[1])),
        Target(name="PDF", samples=papers, feed=by_importer("PDF")),
        Target(
            name="Word document", samples=(b"",), feed=by_importer("Word document"), make=packed
        ),
        Target(name="e-mail", samples=(MAIL.encode(),), feed=by_importer("e-mail")),
        Target(name="mailbox", samples=(mailbox.encode(),), feed=by_importer("mailbox")),
        Target(
            name="web archive",
            samples=(WARC.encode(),),
            feed=by_importer("web archive"),
            make=compressed,
        ),
        Target(name="address", samples=ADDRESSES, feed=refusing(_address, FetchError)),
        Target(name="reading by rules", samples=(SAID.encode(),), feed=refusing(_read)),
        Target(
            name="backup",
            samples=_backups(),
            feed=refusing(_backup, BackupError, StoreError, DragomanError),
            make=_squeezed,
        ),
        *_decoders(),
        Target(
            name="pages and API",
            samples=(requests.SAMPLE,),
            feed=requests.answered,
            make=requests.request,
        ),
    )


def _decoders() -> tuple[Target, ...]:
    """Give what makes something of a model's numbers."""
    samples = (bytes(decoders.HEAD) + f"said\n{SAID}".encode(),)
    return tuple(
        Target(name=name, samples=samples, feed=feed, make=decoders.numbered)
        for name, feed in (
            ("decoder of the reader", decoders.read_with_any_numbers),
            ("decoder of roles", decoders.follow_any_scores),
            ("decoder of the coder", decoders.code_with_any_vectors),
            ("coder", decoders.code_any_words),
        )
    )
