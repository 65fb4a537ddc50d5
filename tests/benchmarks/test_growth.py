"""Growth: every phase is measured, on documents that are read as they were made up."""

from pathlib import Path

from benchmarks.growth import FLOOR, add, read, write_bare
from benchmarks.keeping import number

from dragoman.store import Store

DOCUMENTS = 6


def test_all_phases_are_measured_and_the_record_is_whole(tmp_path: Path) -> None:
    rows = [row for phase in (write_bare, add, read) for row in phase(tmp_path, DOCUMENTS)]
    assert [row["phase"] for row in rows] == [FLOOR, "add", "read", "relate"]
    assert all(number(row, "seconds") > 0 and number(row, "peak") > 0 for row in rows)
    with Store.open(tmp_path / "record.db") as store:
        counts = store.view().counts()
    assert counts.documents == DOCUMENTS
    assert counts.statements == rows[-1]["statements"]
    assert counts.statements > 5 * DOCUMENTS
