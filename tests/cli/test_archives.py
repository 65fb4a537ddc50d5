import json
from pathlib import Path

import pytest

from tests.cli.conftest import Dragoman
from tests.ingest.crawls import COOKING, Crawl, page
from tests.ingest.samples import RUSSIAN

STORY = (
    "Peskov told reporters that Moscow had received the draft and would answer it within a week, "
    "and that nothing stood in the way of another round of talks in Istanbul.",
    "Zelensky said in Kyiv that a truce had to come first, and that the exchange of prisoners "
    "which both sides agreed on last month would go on whatever else happened.",
)


@pytest.fixture
def crawl(tmp_path: Path, dragoman: Dragoman) -> Path:
    dragoman("init", tmp_path, "--template", "russia-ukraine")
    crawl = Crawl().add("https://example.org/talks", page(*STORY))
    crawl.add("https://example.org/tart", page(*COOKING))
    crawl.add("https://example.org/ru", page(RUSSIAN, "Peskov, Zelensky"))
    crawl.records.append(crawl.records[0][:-40])
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(crawl.data)
    return path


def names(dragoman: Dragoman) -> set[str]:
    rows = json.loads(dragoman("documents", "--format", "json").stdout)
    return {row["name"].removeprefix("https://example.org/") for row in rows}


def test_of_an_archive_what_concerns_the_dossier_is_taken_and_the_rest_is_told(
    dragoman: Dragoman, crawl: Path
) -> None:
    added = dragoman("add", crawl)
    assert added.returncode == 3, added.stderr
    assert "1 added, 0 known already, 1 in quarantine" in added.stderr
    assert "1 not about the matter of this dossier, 1 in other languages" in added.stderr
    assert names(dragoman) == {"talks"}
    (row,) = json.loads(dragoman("quarantine", "--format", "json").stdout)
    assert "cut" in row["reason"] or "truncated" in row["reason"] or "ends" in row["reason"]


def test_everything_and_other_languages_can_be_asked_for(dragoman: Dragoman, crawl: Path) -> None:
    dragoman("add", crawl, "--language", "ru")
    assert names(dragoman) == {"ru"}
    dragoman("add", crawl, "--everything")
    assert names(dragoman) == {"talks", "tart", "ru"}
