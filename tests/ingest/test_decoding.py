import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import DocumentError
from dragoman.ingest.charsets import CODECS, codec_named
from dragoman.ingest.decoding import decode
from tests.ingest.samples import ENGLISH, FRENCH, GERMAN, RUSSIAN

PROSE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1
).filter(lambda text: not text.startswith("\ufeff"))


@given(PROSE)
def test_utf8_round_trip_gives_the_same_text(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text


@given(PROSE, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_byte_order_mark_is_not_part_of_the_text(text: str, encoding: str) -> None:
    assert decode(f"\ufeff{text}".encode(encoding)).text == text


@settings(max_examples=40, deadline=None)  # the first call loads a model
@given(st.integers(0, 300), st.integers(60, 200))
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (GERMAN, "iso8859-1"),
        (FRENCH, "cp1252"),
    ],
)
def test_legacy_encodings_round_trip(text: str, encoding: str, start: int, length: int) -> None:
    text = text.replace("—", "-").replace("«", '"').replace("»", '"') if "i" in encoding else text
    words = (text * 3)[start : start + length]
    assert decode(words.encode(encoding)).text == words


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN])
def test_wide_encodings_without_mark_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_line_ends_and_odd_characters_stay_as_they_are() -> None:
    text = "a\r\nb\rc\n\n\u2028d\xa0e \U0001f1fa\U0001f1e6 e\u0301 \ufeff z\u200b\r\n"
    assert decode(text.encode()).text == text


def test_mark_alone_gives_an_empty_text() -> None:
    assert decode(codecs.BOM_UTF8).text == ""


def test_a_few_foreign_bytes_in_utf8_are_flagged() -> None:
    decoded = decode("Délégués et députés: ".encode() + "l\x92\xe9".encode("latin-1") + b"!")
    assert decoded.damaged
    assert decoded.text == "Délégués et députés: l’é!"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"PK\x03\x04" + bytes(30), "ZIP"),
        (bytes(range(256)) * 4, "NUL"),
        (bytes(range(1, 32)) * 20, "control"),
        (codecs.BOM_UTF16_LE + b"a\0b", "truncated"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "damaged"),
        (bytes((i * 97 + 131) % 127 + 129 for i in range(2000)), "no encoding"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_that_can_be_stored_or_a_reason(data: bytes) -> None:
    text = ""
    with contextlib.suppress(DocumentError):
        text = decode(data).text
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("ISO-8859-1", "“Où?”"),
        ("us-ascii", "“Où?”"),
        ("Windows-1251", "Мост"),
        ("x-sjis", "橋は"),
        ("EUC-KR", "다리"),
        ("GB2312", "桥梁"),
        ("ks_c_5601-1987", "다리"),
        ("iso_8859-2", "most ľ"),
    ],
)
def test_encoding_that_a_page_names_is_that_of_the_web_standard(label: str, text: str) -> None:
    codec = codec_named(label)
    assert codec is not None
    assert decode(text.encode(codec), label).text == text


@pytest.mark.parametrize(
    "label",
    [
        "unicode_escape",
        "raw_unicode_escape",
        "undefined",
        "rot13",
        "idna",
        "punycode",
        "utf-7",
        "base64",
        "hex",
        "zlib",
        "mbcs",
        "charmap",
        "x-user-defined",
        "utf-16",
        "nonsense",
        ".",
        "-",
    ],
)
def test_name_of_no_encoding_is_ignored(label: str) -> None:
    data = f"{GERMAN} \\u0041".encode("cp1252")
    assert decode(data, label) == decode(data)


def test_every_encoding_of_the_web_standard_is_known_to_python() -> None:
    assert {codecs.lookup(codec).encode("a")[0] for codec in CODECS} == {b"a"}


def test_declared_encoding_that_the_bytes_are_not_in_is_ignored() -> None:
    data = RUSSIAN.encode("cp1251")
    for label in ("euc-jp", "big5", "shift_jis"):
        assert decode(data, label) == decode(data)
