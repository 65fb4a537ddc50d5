import gzip
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from dragoman.ingest import ArchiveReading, Interest, Page, Passed, ingest
from dragoman.record import Bookmark, Document
from tests.ingest.crawls import COOKING, DATE, MATTER, THREE, Crawl, page, taken, three, urls
from tests.ingest.samples import RUSSIAN

WANTED = Interest(sides=(("Northland",), ("Southland",)), words=("ceasefire",), languages=("en",))


def test_article_of_a_response_has_the_address_and_the_instant_of_fetching(tmp_path: Path) -> None:
    (arrival,) = taken(tmp_path, Crawl().add("https://example.org/a").data)
    assert isinstance(arrival, Page)
    assert arrival.document.url == arrival.document.name == "https://example.org/a"
    assert arrival.fetched_at == DATE
    assert arrival.document.published is None, "the day of a crawl is no day of publication"
    assert arrival.markup == page()


@pytest.mark.parametrize("form", ["plain", "members", "whole", "blocks"])
def test_every_packing_gives_the_same_articles(tmp_path: Path, form: str) -> None:
    plain = three(gzip=False)
    blocks = b"".join(
        gzip.compress(plain.data[i : i + 300]) for i in range(0, len(plain.data), 300)
    )
    data = {
        "plain": plain.data,
        "members": three().data,
        "whole": plain.in_one_member(),
        "blocks": blocks,
    }[form]
    name = "a.warc" if form == "plain" else "a.warc.gz"
    assert urls(taken(tmp_path, data, name=name)) == THREE


def test_text_of_a_wet_archive_becomes_a_document(tmp_path: Path) -> None:
    text = "Envoys meet at the lake\n" + "\n".join(MATTER)
    crawl = Crawl().add(payload=text.encode(), kind="conversion", type_="text/plain")
    (arrival,) = taken(tmp_path, crawl.data, name="a.warc.wet.gz")
    assert isinstance(arrival, Document)
    assert arrival.text == text
    assert arrival.url == "https://example.org/a"
    assert arrival.language == "en"


def test_what_is_no_page_of_an_article_is_passed_over_and_counted(tmp_path: Path) -> None:
    crawl = Crawl().add(status="404 Not Found").add(status="301 Moved", payload=b"")
    crawl.add(http=[("Content-Type", "image/png")], payload=b"\x89PNG")
    crawl.add(kind="request", payload=b"GET / HTTP/1.1\r\n\r\n").add(
        kind="metadata", payload=b"a: b"
    )
    crawl.add(kind="revisit", payload=b"").add("dns:example.org", b"1.2.3.4")
    crawl.add(payload=page("Watch the video.")).add(payload=b"")
    crawl.add(payload=page("Sorry, this one is gone.", title="404 Not Found"))
    reading = ArchiveReading()
    assert taken(tmp_path, crawl.data, reading) == []
    assert reading.passed == Counter(
        {
            Passed.STATUS: 2,
            Passed.NOT_PAGE: 1,
            Passed.OTHER: 3,
            Passed.REVISIT: 1,
            Passed.NO_ARTICLE: 3,
        }
    )


def test_only_articles_of_the_dossiers_matter_and_languages_are_taken(tmp_path: Path) -> None:
    crawl = Crawl().add("https://example.org/matter")
    crawl.add("https://example.org/cooking", page(*COOKING))
    menu = page(*COOKING).replace(b"<nav>Home", b"<nav>Northland<br>Southland")
    crawl.add("https://example.org/menu", menu)
    crawl.add("https://example.org/russian", page(RUSSIAN, "Northland, Southland"))
    reading = ArchiveReading(interest=lambda: WANTED)
    assert urls(taken(tmp_path, crawl.data, reading)) == ["https://example.org/matter"]
    assert reading.passed == {Passed.MATTER: 2, Passed.LANGUAGE: 1}


def test_wet_texts_are_chosen_likewise(tmp_path: Path) -> None:
    crawl = Crawl()
    for text in ("\n".join(MATTER), "\n".join(COOKING), RUSSIAN + "Northland Southland"):
        crawl.add(payload=text.encode(), kind="conversion", type_="text/plain")
    reading = ArchiveReading(interest=lambda: WANTED)
    assert len(taken(tmp_path, crawl.data, reading)) == 1
    assert reading.passed == {Passed.MATTER: 1, Passed.LANGUAGE: 1}


def bookmarks(kept: list[Bookmark]) -> ArchiveReading:
    return ArchiveReading(bookmark_of=lambda _: kept[-1] if kept else None, keep=kept.append)


@pytest.mark.parametrize("form", ["plain", "members", "whole"])
def test_reading_goes_on_behind_the_last_record_that_was_dealt_with(
    tmp_path: Path, form: str
) -> None:
    plain = three(gzip=False)
    data = {"plain": plain.data, "members": three().data, "whole": plain.in_one_member()}[form]
    path = tmp_path / ("a.warc" if form == "plain" else "a.warc.gz")
    path.write_bytes(data)
    kept: list[Bookmark] = []
    first = ingest([path], archives=bookmarks(kept))
    assert urls([next(first)]) == THREE[:1]
    assert kept == [], "an article that nobody has dealt with yet is not behind the bookmark"
    assert urls([next(first)]) == THREE[1:2]
    assert len(kept) == 1
    assert urls(list(ingest([path], archives=bookmarks(kept)))) == THREE[1:]
    assert list(ingest([path], archives=bookmarks(kept))) == []


def test_bookmark_of_another_file_of_the_name_is_not_followed(tmp_path: Path) -> None:
    kept: list[Bookmark] = []
    assert urls(taken(tmp_path, three().data, bookmarks(kept))) == THREE
    other = Crawl().add(THREE[0]).add(THREE[1]).add(THREE[2])
    assert urls(taken(tmp_path, other.data, bookmarks(kept))) == THREE
    assert urls(taken(tmp_path, Crawl().add().data, bookmarks(kept))) == THREE[:1]


def test_archive_is_read_anew_when_something_else_is_wanted(tmp_path: Path) -> None:
    kept: list[Bookmark] = []
    data = Crawl().add().data
    reading = bookmarks(kept)
    reading.interest = lambda: Interest(sides=(("Nowhere",),))
    assert taken(tmp_path, data, reading) == []
    assert len(kept) == 1
    assert urls(taken(tmp_path, data, bookmarks(kept))) == THREE[:1]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    peaks = []
    for copies in (40, 160):
        path = tmp_path / f"{copies}.warc.gz"
        path.write_bytes(Crawl().add(payload=page(*COOKING) + b" " * 20_000).data * copies)
        peaks.append(min(peak_of_reading(path, copies) for _ in range(3)))
    assert peaks[1] < 1.2 * peaks[0] + 200_000


def peak_of_reading(path: Path, copies: int) -> int:
    """Read an archive of pages that are not wanted; what else the process does adds to its peak."""
    reading = ArchiveReading(interest=lambda: WANTED)
    tracemalloc.start()
    assert list(ingest([path], archives=reading)) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reading.passed[Passed.MATTER] == copies
    return peak
