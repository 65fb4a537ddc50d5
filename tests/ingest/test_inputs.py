import io
import json
import os
import tracemalloc
from pathlib import Path
from random import Random

import pytest

from dragoman.ingest import Page, Stdin, ingest
from dragoman.record import DateBasis, Document, Quarantine, SegmentKind
from tests.ingest.samples import ENGLISH, PAGE, RUSSIAN, only, parts, refused, take

ODD = (
    "\U0001f1fa\U0001f1e6 Headline with e\u0301\r\n\r\nA\xa0paragraph of prose — с кириллицей — "
    "that says enough to be called a paragraph by the rules of this house.\r\n"
)


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def lines(*items: object) -> bytes:
    return b"".join(json.dumps(item, ensure_ascii=False).encode() + b"\n" for item in items)


def test_text_is_stored_to_the_character(tmp_path: Path) -> None:
    document = only(write(tmp_path / "odd.txt", ODD))
    assert document.text == ODD
    assert document.name == "odd.txt"
    assert parts(document, SegmentKind.HEADLINE) == ["\U0001f1fa\U0001f1e6 Headline with e\u0301"]


def test_byte_order_mark_moves_no_offset(tmp_path: Path) -> None:
    plain = only(write(tmp_path / "a.txt", ODD))
    marked = only(write(tmp_path / "b.txt", "\ufeff" + ODD))
    assert marked.text == plain.text
    assert marked.segments == plain.segments


def test_metadata_of_a_plain_text_is_not_guessed(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.md", ENGLISH + "It all began on 3 May 2021 at the lake.\n"))
    assert (document.url, document.outlet, document.title) == (None, None, None)
    assert document.published is None
    assert document.language == "en"


def test_language_of_a_few_words_is_not_guessed(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.txt", "Talks fail")).language is None


def test_date_is_read_from_a_dateline(tmp_path: Path) -> None:
    document = only(write(tmp_path / "a.txt", f"Envoys meet\nBy Ada Moor, 20 May 2025\n{ENGLISH}"))
    assert document.published is not None
    assert document.published.value == "2025-05-20"
    assert document.published.basis is DateBasis.TEXT


def test_json_lines_items_become_documents(tmp_path: Path) -> None:
    path = tmp_path / "items.jsonl"
    item = {"id": "lake-1", "url": "https://example.org/a", "outlet": "Lake Post", "lang": "en-GB"}
    path.write_bytes(
        lines(
            {**item, "published": "2025-05-20 07:30:00", "title": "Envoys meet", "text": ENGLISH},
            {"id": 7, "url": "https://example.org/2024/10/31/x", "text": RUSSIAN, "language": None},
            {"html": PAGE},
        )
    )
    first, second, third = take(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert (first.name, first.outlet, first.language) == ("lake-1", "Lake Post", "en")
    assert first.published is not None
    assert first.published.value == "2025-05-20T07:30:00"
    assert (second.name, second.language) == ("7", "ru")
    assert second.published is not None
    assert (second.published.value, second.published.basis) == ("2024-10-31", DateBasis.URL)
    assert (third.name, third.outlet) == ("items.jsonl:3", "Lake Post")


def test_bad_json_lines_are_quarantined_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "items.ndjson"
    good = lines({"id": "a", "text": ENGLISH})
    bad = [b'{"id": "b", "text": "cut o\n', b"[1]\n", b'{"id": "c"}\n', b'{"text": "\\ud800 x"}\n']
    bad += [b'{"text": "a\\u0000b"}\n', b"[" * 5000 + b"\n", b'{"text": "  "}\n', b"\xff\xfe\x81\n"]
    path.write_bytes(good + b"\n" + b"".join(bad) + lines({"id": "z", "text": RUSSIAN}))
    taken = take(path)
    assert [t.name for t in taken if isinstance(t, Document)] == ["a", "z"]
    rows = [t for t in taken if isinstance(t, Quarantine)]
    assert [row.name for row in rows] == [f"items.ndjson:{n}" for n in range(3, 11)]
    assert "truncated" in rows[0].reason


def test_page_in_an_item_with_broken_characters_is_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    html = PAGE.replace("Lake Post", "Lake \ud800 Post")
    path.write_bytes(json.dumps({"html": html}).encode())
    assert "lone surrogates" in refused(path).reason


NOT_UTF8 = os.fsdecode(b"caf\xe9")
"""A file name in Latin-1, as old archives bring it along."""


def test_file_name_that_is_not_utf8_is_escaped_and_stops_nothing(tmp_path: Path) -> None:
    try:
        (tmp_path / NOT_UTF8).mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    for name in (f"{NOT_UTF8}.txt", f"{NOT_UTF8}/b.md"):
        write(tmp_path / name, ENGLISH)
    (tmp_path / f"{NOT_UTF8}.jsonl").write_bytes(lines({"text": ENGLISH}) + b"[]\n")
    (tmp_path / f"{NOT_UTF8}.html").write_text(PAGE, "utf-8")
    write(tmp_path / f"{NOT_UTF8}.docx", "x")
    write(tmp_path / f"{NOT_UTF8} empty.txt", "")
    write(tmp_path / "z.txt", ENGLISH)
    (tmp_path / f"{NOT_UTF8} gone.txt").symlink_to(tmp_path / "nowhere")
    taken = take(tmp_path)
    escaped = "caf\\udce9"
    names = [item.name for item in taken if isinstance(item, Document)]
    assert names == [f"{escaped}.html", f"{escaped}.jsonl:1", f"{escaped}.txt", "z.txt", "b.md"]
    rows = {item.name: item.reason for item in taken if isinstance(item, Quarantine)}
    assert sorted(rows) == sorted(
        [f"{escaped} empty.txt", f"{escaped} gone.txt", f"{escaped}.docx", f"{escaped}.jsonl:2"]
    )
    assert all(item.name.encode() for item in taken)
    assert all(reason.encode() for reason in rows.values())


def test_path_or_stream_with_halves_of_characters_in_its_name_stops_nothing() -> None:
    assert refused(Path("absent \ud800.txt")).name == "absent \\ud800.txt"
    assert refused(Path(f"{NOT_UTF8}/absent.txt")).reason.encode()
    (document,) = ingest([Stdin(io.BytesIO(ENGLISH.encode()), name=NOT_UTF8)])
    assert isinstance(document, Document)
    assert document.name == "caf\\udce9"


def test_date_that_is_not_understood_is_flagged(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"text": ENGLISH, "published": "some day in spring"}))
    document = only(path)
    assert document.published is None
    assert "date not understood" in document.flags


def test_folder_is_read_in_sorted_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("c.txt", "a.txt", "sub/b.md"):
        write(tmp_path / name, ENGLISH + name)
    write(tmp_path / "d.docx", "x")
    write(tmp_path / ".hidden.txt", ENGLISH)
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    assert [item.name for item in take(tmp_path)] == ["a.txt", "c.txt", "d.docx", "b.md"]


def test_same_inputs_give_the_same_documents_in_any_order(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.txt", f"{ENGLISH}{n}") for n in range(6)]
    paths += [write(tmp_path / "empty.txt", ""), tmp_path / "missing.txt"]
    before = take(*paths)
    Random(1).shuffle(paths)
    assert sorted(take(*paths), key=lambda item: item.id) == sorted(before, key=lambda i: i.id)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\xc2\xa0\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.html", b"\n", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt", b"%PDF-1.4", "PDF"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.odt", b"PK", "not read"),
        ("noext", b"text", "without a suffix"),
        ("a.txt", b"403 Forbidden\n", "error page"),
        ("a.jsonl", "{}".encode("utf-16"), "UTF-16"),
    ],
)
def test_bad_file_is_quarantined_with_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason in refused(path).reason


def test_paths_that_cannot_be_read_are_quarantined(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no such file" in refused(tmp_path / "missing.txt").reason
    assert "no documents" in refused(tmp_path / "empty").reason
    assert "device" in refused(_socket(tmp_path)).reason
    assert refused(tmp_path / ("x" * 300 + ".txt")).reason
    assert refused(Path("a\0b.txt")).reason


def _socket(folder: Path) -> Path:
    import socket

    path = folder / "socket.txt"
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    try:
        os.chdir(folder)  # The path of a socket may only be 100 characters long.
        server.bind(path.name)
    finally:
        os.chdir(here)
        server.close()
    return path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission_is_quarantined(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", ENGLISH)
    path.chmod(0)
    assert "permission" in refused(path).reason


def test_huge_line_is_never_held_in_memory(tmp_path: Path) -> None:
    for name in ("huge.txt", "huge.jsonl"):
        with (tmp_path / name).open("wb") as stream:
            for _ in range(100):
                stream.write(b"a" * 1_000_000)
        tracemalloc.start()
        row = refused(tmp_path / name, max_bytes=5_000_000)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert "MB" in row.reason
        assert peak < 30_000_000


def test_lines_after_a_huge_one_are_still_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "' + b"x" * 2_000_000 + b'"}\n' + lines({"id": "b", "text": ENGLISH})
    )
    row, document = take(path, max_bytes=100_000)
    assert isinstance(row, Quarantine)
    assert document.name == "b"


def test_documents_stream_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_bytes(lines(*({"id": str(n), "text": ENGLISH, "lang": "en"} for n in range(300))))
    arrivals = ingest([path])
    next(arrivals)
    tracemalloc.start()
    count = sum(1 for _ in arrivals)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 299
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (ENGLISH.encode(), ["stdin"]),
        (lines({"id": "a", "text": ENGLISH}, {"text": RUSSIAN}), ["a", "stdin:2"]),
        (lines({"id": "a", "text": ENGLISH}) + b'{"id"', ["a", "stdin:2"]),
        (b"{ not JSON, but a text of its own }\n" + ENGLISH.encode(), ["stdin"]),
        (PAGE.encode(), ["stdin"]),
        (b"", ["stdin"]),
    ],
)
def test_standard_input_is_text_or_json_lines(data: bytes, names: list[str]) -> None:
    arrivals = ingest([Stdin(io.BytesIO(data))])
    documents = [item.document if isinstance(item, Page) else item for item in arrivals]
    assert [item.name for item in documents] == names


def test_dash_stands_for_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(RUSSIAN.encode())))
    (document,) = ingest([Path("-")])
    assert isinstance(document, Document)
    assert document.text == RUSSIAN


@pytest.mark.parametrize("suffix", ["parquet", "warc.gz", "mbox", "qdpx", "txt.gz", "pdf", "csv"])
def test_size_of_what_is_refused_is_the_files_however_it_was_read(
    tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"broken.{suffix}"
    path.write_bytes(Random(5).randbytes(300) + b"\n\n" + Random(6).randbytes(475))
    (quarantine,) = ingest([path])
    assert isinstance(quarantine, Quarantine)
    assert quarantine.size == 777
