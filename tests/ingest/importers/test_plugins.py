import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.ingest import ingest
from dragoman.ingest.importers import broken_plugins, importer_of, known_suffixes, plugins
from dragoman.record import Document, Quarantine
from tests.ingest.samples import ENGLISH, only, refused

GOOD = """
from dragoman.errors import DocumentError
from dragoman.ingest import Importer, make_document

def read(delivery):
    text = delivery.read_whole().decode()
    if text == "break":
        raise ZeroDivisionError("slip")
    if text == "refuse":
        raise DocumentError("not of this form; make it anew")
    yield make_document(delivery.name, text) if text != "other" else text

minutes = Importer(name="minutes", suffixes=(".minutes",), read=read)
double = Importer(name="double", suffixes=(".minutes",), read=read)
own = Importer(name="text", suffixes=(".txt",), read=read)
loud = Importer(name="loud", suffixes=("XYZ",), read=read)
none = "no importer"
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that registers importers, most of them broken."""
    folder = tmp_path / "site"
    info = folder / "lakeplugin-1.2.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lakeplugin\nVersion: 1.2\n")
    points = {
        "a-gone": "lakemissing:x",
        "b-slip": "lakebroken:x",
        "c-good": "lakeplugin:minutes",
        "d-double": "lakeplugin:double",
        "e-own": "lakeplugin:own",
        "f-loud": "lakeplugin:loud",
        "g-none": "lakeplugin:none",
    }
    lines = "".join(f"{name} = {value}\n" for name, value in points.items())
    (info / "entry_points.txt").write_text(f"[dragoman.importers]\n{lines}")
    (folder / "lakeplugin.py").write_text(GOOD)
    (folder / "lakebroken.py").write_text("raise RuntimeError('a slip\\nin it')\n")
    monkeypatch.syspath_prepend(str(folder))
    plugins._found.cache_clear()
    yield
    plugins._found.cache_clear()
    sys.modules.pop("lakeplugin", None)


@pytest.mark.usefixtures("installed")
def test_importer_of_another_package_reads_its_files(tmp_path: Path) -> None:
    path = tmp_path / "a.minutes"
    path.write_text(ENGLISH, encoding="utf-8")
    assert only(path).text == ENGLISH
    assert ".minutes" in known_suffixes()


@pytest.mark.usefixtures("installed")
def test_broken_plugins_are_told_and_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    assert only(tmp_path / "a.txt").text == ENGLISH
    problems = broken_plugins()
    told = ["lakemissing", "RuntimeError: a slip in it", ".minutes", ".txt", "lower case", "a str"]
    assert len(problems) == len(told)
    for problem, words in zip(problems, told, strict=True):
        assert words in problem
        assert problem.startswith("the plug-in '")
        assert "of lakeplugin 1.2" in problem
    found = importer_of(".TXT")
    assert found is not None
    assert found.name == "text"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("break", "the plug-in 'c-good' of lakeplugin 1.2 failed on it: ZeroDivisionError: slip"),
        ("refuse", "not of this form; make it anew"),
        ("other", "gave a str instead of a document"),
    ],
)
def test_file_that_a_plugin_fails_on_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "a.minutes"
    path.write_text(text)
    (tmp_path / "b.txt").write_text(ENGLISH, encoding="utf-8")
    assert told in refused(path).reason
    first, second = ingest([tmp_path / "a.minutes", tmp_path / "b.txt"])
    assert isinstance(first, Quarantine)
    assert isinstance(second, Document)


def test_without_plugins_nothing_is_told() -> None:
    plugins._found.cache_clear()
    assert broken_plugins() == ()
    assert importer_of(".minutes") is None
