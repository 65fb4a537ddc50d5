"""What the dossier says of file names holds for the folders that are watched."""

from pathlib import Path

from dragoman.ingest.patterns import Patterns, name_pattern
from dragoman.pipeline.watching import Watch
from dragoman.store import Store
from tests.ingest.fetching.server import FakeClock, fetcher
from tests.ingest.samples import ENGLISH
from tests.pipeline.desk import follow


def test_names_of_files_in_a_watched_folder_tell_what_they_tell(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "2025-05-20 Lake Post.txt").write_text(ENGLISH, encoding="utf-8")
    clock = FakeClock()
    patterns = Patterns(name=name_pattern("{date} {outlet}"))
    with Store.open(tmp_path / "record.db") as store, fetcher(clock) as made:
        followed = follow(str(folder), kind="folder")
        watch = Watch(store=store, followed=followed, fetcher=made, clock=clock, patterns=patterns)
        for _ in range(3):  # a file is added when it has stopped growing
            watch.round()
            clock.sleep(7 * 3600)
        (document,) = store.view().documents()
    assert document.outlet == "Lake Post"
    assert document.published is not None
    assert document.published.value == "2025-05-20"
