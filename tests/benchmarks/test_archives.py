from pathlib import Path

from benchmarks.archives import READERS, WANTED_OF, measure_alone, write_archive

PAGES = 2 * WANTED_OF
PICTURES = 4


def test_every_reader_meets_what_the_archive_holds(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    write_archive(path, PAGES)
    found = {name: measure_alone(name, path)["items"] for name in READERS if name != "fastwarc"}
    assert found == {
        "warcio": 2 * PAGES + PICTURES,
        "ours, records": 2 * PAGES + PICTURES,
        "ours, first pass": 0,
        "ours, documents": PAGES // WANTED_OF,
        "warcio and trafilatura": PAGES,
        "ours, every page": PAGES,
    }
