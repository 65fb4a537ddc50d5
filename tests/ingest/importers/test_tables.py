import csv
import tracemalloc
from pathlib import Path

import pytest

from dragoman.ingest import Page, ingest
from dragoman.ingest.patterns import DateOrder, Patterns
from dragoman.record import Document, Quarantine
from tests.ingest.samples import ENGLISH, PAGE, RUSSIAN, refused, take

TEXT = ENGLISH.strip()
"""Three lines."""

HEAD = "id,headline,text,date,source,url,lang,by-line\n"


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def documents(*paths: Path, **columns: str) -> list[Document]:
    arrivals = list(ingest(paths, patterns=Patterns(columns=columns)))
    found = [item.document if isinstance(item, Page) else item for item in arrivals]
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def split(items: list[Document | Quarantine]) -> tuple[list[str], list[Quarantine]]:
    return (
        [item.name for item in items if isinstance(item, Document)],
        [item for item in items if isinstance(item, Quarantine)],
    )


def test_row_becomes_a_document_with_its_columns(tmp_path: Path) -> None:
    row = f"a-1,Envoys meet,{cell(ENGLISH)},20 May 2025,Lake Post,https://example.org/a,en-GB,"
    row += "Ada Moor\n"
    (document,) = documents(table(tmp_path / "a.csv", HEAD + row))
    assert (document.name, document.title, document.text) == ("a-1", "Envoys meet", ENGLISH)
    assert (document.outlet, document.url) == ("Lake Post", "https://example.org/a")
    assert (document.language, document.author) == ("en", "Ada Moor")
    assert document.published is not None
    assert document.published.value == "2025-05-20"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_told_from_the_first_row(tmp_path: Path, delimiter: str) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(["Title", "Full Text", "Day, month; year"])
        writer.writerow(["One; two, three", ENGLISH, "20 May 2025"])
    (document,) = documents(tmp_path / "a.csv")
    assert document.text == ENGLISH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_encoding_is_told_from_the_beginning(tmp_path: Path, encoding: str) -> None:
    text = "заголовок;text\n" + f"Встреча;{cell(RUSSIAN)}\n" * 3
    found = documents(table(tmp_path / "a.csv", text, encoding), title="Заголовок")
    assert [(one.title, one.text) for one in found] == [("Встреча", RUSSIAN)] * 3


def test_line_ends_inside_of_a_cell_stay(tmp_path: Path) -> None:
    text = ENGLISH.replace("\n\n", "\r\n\r\n")
    (document,) = documents(table(tmp_path / "a.csv", f"text,title\r\n{cell(text)},x\r\n"))
    assert document.text == text


def test_page_in_a_cell_is_read_as_a_page(tmp_path: Path) -> None:
    (arrival,) = ingest([table(tmp_path / "a.csv", f"html,url\n{cell(PAGE)},\n")])
    assert isinstance(arrival, Page)
    assert arrival.markup == PAGE.encode()
    assert arrival.document.outlet == "Lake Post"


def test_ragged_rows_are_set_aside_one_by_one(tmp_path: Path) -> None:
    good = f"{cell(TEXT)},x\n"
    path = table(tmp_path / "a.csv", f"text,title\n{good}one\n{good}a,b,c\ntwo\n{good}")
    names, wrong = split(take(path))
    assert names == ["a.csv:2", "a.csv:6", "a.csv:11"]
    assert [one.name for one in wrong] == ["a.csv:5", "a.csv:9", "a.csv:10"]
    assert "has 1 cell where the table has 2" in wrong[0].reason


def test_empty_cells_at_the_end_are_no_harm(tmp_path: Path) -> None:
    (document,) = documents(table(tmp_path / "a.csv", f"text,title\n{cell(ENGLISH)},x,,\n,,,\n"))
    assert document.title == "x"


def test_quotation_mark_that_is_not_closed_costs_its_own_row(tmp_path: Path) -> None:
    good = f"{cell(TEXT)},x\n"
    path = table(tmp_path / "a.csv", f'text,title\n{good}"never closed,y\n{good}{good}')
    names, wrong = split(take(path))
    assert names == ["a.csv:2", "a.csv:6", "a.csv:9"]
    (one,) = wrong
    assert one.name == "a.csv:5"
    assert "quotation mark" in one.reason


def test_rest_of_a_broken_row_is_told_with_it(tmp_path: Path) -> None:
    good = f"{cell(TEXT)},x\n"
    path = table(
        tmp_path / "a.csv", f'text,title\n{good}"He said "yes" to it\nand more\nand\n{good}'
    )
    names, wrong = split(take(path))
    assert names == ["a.csv:2", "a.csv:8"]
    (one,) = wrong
    assert one.name == "a.csv:5-7"
    assert 'write ""' in one.reason


def test_row_without_text_is_set_aside(tmp_path: Path) -> None:
    names, (wrong,) = split(take(table(tmp_path / "a.csv", f"text,title\n,x\n{cell(ENGLISH)},y\n")))
    assert names == ["a.csv:3"]
    assert (wrong.name, "no text in this row" in wrong.reason) == ("a.csv:2", True)


def test_column_is_found_by_the_name_that_is_given(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", f"Body,Text,Kop\n{cell(ENGLISH)},short,Titel\n")
    (document,) = documents(path, text="body", title="Kop")
    assert (document.text, document.title) == (ENGLISH, "Titel")


def test_missing_columns_are_told_with_those_that_are_there(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "Kop,Datum\nx,y\n")
    assert "--column text=NAME" in refused(path).reason
    assert "'Kop', 'Datum'" in refused(path).reason
    (told,) = ingest([path], patterns=Patterns(columns={"text": "Inhoud"}))
    assert isinstance(told, Quarantine)
    assert "no column 'Inhoud'" in told.reason


def test_day_that_may_be_two_days_is_not_guessed(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", f"text,date\n{cell(ENGLISH)},03/04/2025\n")
    (document,) = documents(path)
    assert document.published is None
    assert "date not understood" in document.flags
    (told,) = ingest([path], patterns=Patterns(date_order=DateOrder.MONTH_FIRST))
    assert isinstance(told, Document)
    assert told.published is not None
    assert told.published.value == "2025-03-04"


def test_line_in_another_encoding_is_flagged(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    first, last = f"{cell(RUSSIAN)},x\n".encode(), f"{cell(RUSSIAN)},y\n".encode("cp1251")
    path.write_bytes(b"text,title\n" + first * 800 + last)
    found = documents(path)
    assert len(found) == 801
    assert "mixed encodings" not in found[0].flags
    assert "mixed encodings" in found[-1].flags


@pytest.mark.parametrize("text", ["", "\n\n", "text,title\n"])
def test_table_without_rows_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(table(tmp_path / "a.csv", text)).reason


def test_field_larger_than_the_usual_limit_is_read(tmp_path: Path) -> None:
    text = ENGLISH * 1_500
    assert len(text) > 131_072 * 2
    (document,) = documents(table(tmp_path / "a.csv", f"text\n{cell(text)}\n"))
    assert document.text == text


def test_memory_does_not_grow_with_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        # Rows without a text are told and take no time to be cleaned.
        path = table(tmp_path / f"{rows}.csv", "text,x\n" + f",{cell(RUSSIAN)}\n" * rows)
        tracemalloc.start()
        count = sum(1 for _ in ingest([path]))
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == rows
        return highest

    few, many = peak(1_000), peak(5_000)
    assert many < few * 1.2
