from pathlib import Path

import pytest

from dragoman.errors import PatternError
from dragoman.ingest import ingest
from dragoman.ingest.patterns import DateOrder, Patterns, column_of, name_pattern
from dragoman.record import DateBasis, Document
from tests.ingest.samples import ENGLISH


def read(path: Path, pattern: str, text: str = ENGLISH) -> Document:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    (document,) = ingest([path], patterns=Patterns(name=name_pattern(pattern)))
    assert isinstance(document, Document)
    return document


def test_name_fills_date_outlet_and_title(tmp_path: Path) -> None:
    document = read(
        tmp_path / "2025-05-20 Lake Post - Envoys meet - again.txt",
        "{date} {outlet} - {title}.txt",
    )
    assert (document.outlet, document.title) == ("Lake Post", "Envoys meet - again")
    assert document.published is not None
    assert (document.published.value, document.published.basis) == (
        "2025-05-20",
        DateBasis.METADATA,
    )
    assert document.name == "2025-05-20 Lake Post - Envoys meet - again.txt"


def test_name_may_be_given_without_its_ending(tmp_path: Path) -> None:
    assert read(tmp_path / "Lake Post, One.md", "{outlet}, {title}").title == "One"


def test_regular_expression_with_groups_is_a_pattern(tmp_path: Path) -> None:
    document = read(tmp_path / "20250520_lp_17.txt", r"(?P<date>\d{8})_(?P<outlet>[a-z]+)_\d+\.txt")
    assert document.outlet == "lp"
    assert document.published is not None
    assert document.published.value == "2025-05-20"


def test_folders_above_the_file_can_be_told_of(tmp_path: Path) -> None:
    document = read(tmp_path / "Lake Post" / "World" / "2025-05.txt", "{outlet}/{*}/{date}.txt")
    assert document.outlet == "Lake Post"
    assert document.published is not None
    assert document.published.value == "2025-05"


def test_name_that_does_not_fit_is_told_and_nothing_is_guessed(tmp_path: Path) -> None:
    document = read(tmp_path / "notes.txt", "{date} {outlet} - {title}.txt")
    assert "file name not as the pattern" in document.flags
    assert (document.outlet, document.title, document.published) == (None, None, None)


def test_what_the_file_says_itself_stays(tmp_path: Path) -> None:
    path = tmp_path / "Other - x.jsonl"
    path.write_text(
        '{"text": "' + ENGLISH.replace("\n", " ") + '", "outlet": "Lake Post"}\n', encoding="utf-8"
    )
    (document,) = ingest([path], patterns=Patterns(name=name_pattern("{outlet} - {title}")))
    assert isinstance(document, Document)
    assert (document.outlet, document.title) == ("Lake Post", "x")


def test_date_of_the_name_goes_before_one_found_in_the_text(tmp_path: Path) -> None:
    text = "Envoys meet\n21 May 2025\n" + ENGLISH
    assert read(tmp_path / "a.txt", "{title}", text).published is not None
    document = read(tmp_path / "2025-05-20.txt", "{date}", text)
    assert document.published is not None
    assert document.published.value == "2025-05-20"


def test_title_of_the_name_marks_the_headline(tmp_path: Path) -> None:
    document = read(tmp_path / "Envoys meet.txt", "{title}", "Envoys meet\n\n" + ENGLISH)
    assert document.headline() == "Envoys meet"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2025-05-20", "2025-05-20"),
        ("2025.5.7", "2025-05-07"),
        ("2025_05_20", "2025-05-20"),
        ("20250520", "2025-05-20"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("2025-05-20 07:30", "2025-05-20T07:30"),
        ("2025-05-20_0730", "2025-05-20T07:30"),
        ("20.05.2025", "2025-05-20"),
        ("3.4.2025", "2025-04-03"),
        ("20/05/2025", "2025-05-20"),
        ("05/20/2025", "2025-05-20"),
        ("20 May 2025", "2025-05-20"),
        ("May 20, 2025", "2025-05-20"),
        ("20-May-2025", "2025-05-20"),
        ("20 травня 2025", "2025-05-20"),
        ("Tue, 20 May 2025 07:30:00 +0300", "2025-05-20T07:30:00+03:00"),
        ("03/04/2025", None),
        ("31/31/2025", None),
        ("soon", None),
        ("", None),
    ],
)
def test_day_is_read_in_common_forms(written: str, value: str | None) -> None:
    found = Patterns().day(written)
    assert (found.value if found else None) == value


def test_order_of_day_and_month_can_be_told() -> None:
    orders = [DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST]
    found = [Patterns(date_order=order).day("03/04/2025") for order in orders]
    assert [one.value for one in found if one] == ["2025-04-03", "2025-03-04"]
    assert Patterns(date_order=DateOrder.MONTH_FIRST).day("20/05/2025") is None


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{dat} {title}", "no field {dat}"),
        ("{title} {title}", "twice"),
        ("all.txt", "names no field"),
        ("(?P<title>", "no regular expression"),
        ("(?P<kop>.*)", "no field {kop}"),
    ],
)
def test_malformed_pattern_is_told(pattern: str, told: str) -> None:
    with pytest.raises(PatternError, match=told.replace("{", r"\{")):
        name_pattern(pattern)


def test_column_names_its_field() -> None:
    assert column_of("title=Kop = 1") == ("title", "Kop = 1")
    with pytest.raises(PatternError, match="choose one of text"):
        column_of("kop=Title")
    with pytest.raises(PatternError, match="title=Headline"):
        column_of("title")
