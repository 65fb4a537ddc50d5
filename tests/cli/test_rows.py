"""Tables: readable on a narrow terminal, and the same as ever where they are piped."""

import re
import sys

import pytest

from dragoman.cli.rows import Format, Row, show

COLUMNS = ["published", "speaker", "stance", "words", "via", "place"]
WORDS = "the harbour stays open to the boats of both shores as long as the ceasefire is kept by all"
ROW = {
    "published": "2025-05-19T14:30:00Z",
    "speaker": "Representative of the islanders",
    "stance": "conditionally",
    "words": WORDS,
    "via": ["Harbour Gazette", "Northern Lamp"],
    "place": None,
}


def printed(
    row: Row,
    columns: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    terminal: int | None,
) -> list[str]:
    """Print two rows to a terminal of some width, or a pipe; give the lines without styles."""
    monkeypatch.setenv("COLUMNS", str(terminal or 80))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal is not None)
    show([row, row], columns, Format.TABLE)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out)
    return [line.rstrip() for line in plain.splitlines()]


def test_rows_too_wide_for_a_terminal_are_blocks_of_fields(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(ROW, COLUMNS, capsys, monkeypatch, 60)
    block = [
        "published  2025-05-19 14:30",
        "speaker    Representative of the islanders",
        "stance     conditionally",
        "words      the harbour stays open to the boats of both",
        "           shores as long as the ceasefire is kept by all",
        "via        Harbour Gazette → Northern Lamp",
    ]
    assert lines == [*block, "", *block]


@pytest.mark.parametrize("terminal", [100, 120, 160])
def test_no_short_word_is_broken_and_no_line_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, terminal: int
) -> None:
    lines = printed(ROW, COLUMNS, capsys, monkeypatch, terminal)
    assert lines[0].split() == COLUMNS
    assert max(map(len, lines)) <= terminal
    told = set(" ".join(lines).split())
    assert {"conditionally", "Representative", "ceasefire", "Gazette"} <= told
    assert len(lines) <= 1 + 2 * 6


def test_a_pipe_has_a_table_as_wide_as_it_must_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(ROW, COLUMNS, capsys, monkeypatch, None)
    assert WORDS in lines[1]
    many = {f"party-number-{number}": "conditionally" for number in range(20)}
    lines = printed(many, list(many), capsys, monkeypatch, None)
    assert len(lines) == 3
    assert lines[0].split() == list(many)


def test_who_is_silent_is_left_out_of_a_block(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    row: dict[str, object] = {"concept": "lighthouse-shared", "Islanders": "●①", "Mainland": "·"}
    assert printed(row, list(row), capsys, monkeypatch, 30)[:3] == [
        "concept    lighthouse-shared",
        "Islanders  ●①",
        "",
    ]
