"""Coverage on the command line: who carried what, with the places of its words."""

import json
from pathlib import Path

import pytest

from dragoman.store import Store
from tests.cli.conftest import Called
from tests.web.disputes import write_disputes
from tests.web.talks import make_dossier, write_talks


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_dossier(tmp_path_factory.mktemp("covered"))
    with Store.open(made.record_path) as store:
        write_disputes(store, write_talks(store))
    return made.folder


@pytest.mark.parametrize("noun", ["claim", "meeting", "plan"])
def test_each_part_has_the_place_of_its_words(called: Called, folder: Path, noun: str) -> None:
    listed = json.loads(called(f"{noun}s", "-d", folder, "-f", "json").stdout)
    done = called("coverage", noun, listed[0]["id"][:12], "-d", folder, "-f", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert rows
    with Store.open(folder / "record.db") as store:
        texts = {document.id: document.text for document in store.view().documents()}
    places = [place for row in rows for place in row["evidence"]]
    assert places
    for place in places:
        assert texts[place["document"]][place["start"] : place["end"]] == place["text"]
    assert "read the text before you say so" in done.stderr


def test_what_is_not_there_is_told(called: Called, folder: Path) -> None:
    done = called("coverage", "meeting", "nothing", "-d", folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no meeting has the id 'nothing'; `dragoman meetings -f json` lists them" in done.stderr


def test_an_outlet_is_found_by_any_spelling(called: Called, folder: Path) -> None:
    known = called("coverage", "outlet", "the northern post", "-d", folder)
    assert known.returncode == 0
    assert "words of its own, in" in known.stderr
    unknown = called("coverage", "outlet", "Nobody", "-d", folder)
    assert unknown.returncode == 2
    assert "no outlet 'Nobody'; there are: " in unknown.stderr
