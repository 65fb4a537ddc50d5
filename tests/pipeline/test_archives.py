"""An archive that is being added is killed at a record, and goes on there."""

import multiprocessing
import os
import signal
from pathlib import Path

from dragoman import pipeline
from dragoman.ingest import ArchiveReading, ingest
from dragoman.store import Store
from tests.ingest.crawls import MATTER, Crawl, page

PROCESSES = multiprocessing.get_context("forkserver")
PAGES, KILLED_AFTER = 9, 4


def archive(folder: Path) -> Path:
    crawl = Crawl()
    for number in range(PAGES):
        story = f"The envoys spoke for {number} hours this time."
        crawl.add(f"https://example.org/{number}", page(story, *MATTER))
    crawl.records[6] = crawl.records[6][:-50]
    path = folder / "crawl.warc.gz"
    path.write_bytes(crawl.data)
    return path


def reading(store: Store) -> ArchiveReading:
    return pipeline.archive_reading(store, lambda: None)


def add_and_die(record: Path, path: Path) -> None:
    """Add an archive and end as a process does that is killed."""
    done: list[str] = []

    def progress(name: str) -> None:
        done.append(name)
        if len(done) == KILLED_AFTER:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store.open(record) as store:
        pipeline.add(ingest([path], archives=reading(store)), store, progress)


def names(store: Store) -> list[str]:
    return sorted(document.name for document in store.view().documents())


def test_killed_adding_goes_on_at_the_record_and_doubles_nothing(tmp_path: Path) -> None:
    path, record = archive(tmp_path), tmp_path / "record.db"
    process = PROCESSES.Process(target=add_and_die, args=(record, path))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with Store.open(record) as store:
        assert len(names(store)) == KILLED_AFTER
        rest = pipeline.add(ingest([path], archives=reading(store)), store, lambda _: None)
        # The one whose taking was not confirmed any more comes a second time and is known.
        assert (rest.added, rest.known, rest.quarantined) == (PAGES - KILLED_AFTER - 1, 1, 1)
        again = pipeline.add(ingest([path], archives=reading(store)), store, lambda _: None)
        assert again == pipeline.Added()
        found = names(store), [row.name for row in store.view().quarantine()]
    with Store.open(tmp_path / "undisturbed.db") as store:
        pipeline.add(ingest([path]), store, lambda _: None)
        assert (names(store), [row.name for row in store.view().quarantine()]) == found


def test_record_of_an_archive_remembers_when_its_page_was_fetched(tmp_path: Path) -> None:
    with Store.open(tmp_path / "record.db") as store:
        pipeline.add(ingest([archive(tmp_path)]), store, lambda _: None)
        document = next(store.view().documents())
        assert store.view().fetched_at(document.id) == "2025-05-21T06:00:00Z"
