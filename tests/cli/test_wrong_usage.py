"""What a wrong use is told: the cause, and what to do."""

from pathlib import Path

import pytest

from tests.cli.conftest import Called, Dragoman


def test_an_input_of_no_name_is_refused_and_adds_nothing(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    dragoman("init", tmp_path)
    added = dragoman("add", "")
    assert added.returncode == 2
    assert "empty name" in added.stderr
    assert dragoman("quarantine", "--format", "jsonl").stdout == ""


def test_add_tells_where_the_reasons_are(dragoman: Dragoman, tmp_path: Path) -> None:
    dragoman("init", tmp_path)
    added = dragoman("add", tmp_path / "missing.txt")
    assert added.returncode == 3
    assert added.stderr.endswith("`dragoman quarantine` tells why\n")


def test_a_brief_of_files_tells_itself_why_one_is_set_aside(
    dragoman: Dragoman, tmp_path: Path
) -> None:
    written = dragoman("brief", tmp_path / "missing.txt", "-o", tmp_path / "x.md")
    assert written.returncode == 3
    assert "missing.txt: " in written.stderr
    assert "`dragoman quarantine`" not in written.stderr


def test_names_and_ids_of_nothing_are_told(dragoman: Dragoman, tmp_path: Path) -> None:
    dragoman("init", tmp_path, "--template", "russia-ukraine")
    assert "`dragoman statements -f json`" in dragoman("statements", "--explain", "zz").stderr
    empty = dragoman("actors", "show", "")
    assert empty.returncode == 2
    assert "empty name" in empty.stderr
    missing = dragoman("judgements", "apply", tmp_path / "missing.jsonl")
    assert missing.stderr.endswith("missing.jsonl: No such file or directory\n")
    assert "Errno" not in missing.stderr


def test_a_file_in_the_way_of_a_folder_is_named(dragoman: Dragoman, tmp_path: Path) -> None:
    dragoman("init", tmp_path)
    (tmp_path / "tables").write_text("in the way")
    told = dragoman("export", "tables", "-o", tmp_path / "tables")
    assert told.returncode == 1
    assert told.stderr == f"error: {tmp_path / 'tables'}: File exists\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("statements", "--party", "Ukrane"), "no party 'Ukrane'; did you mean Ukraine?"),
        (("statements", "--party", "Nowhere"), "no party 'Nowhere'; there are: "),
        (("statements", "--outlet", "zzz"), "no outlet 'zzz'; there are: "),
        (("families", "--outlet", "zzz"), "no outlet 'zzz'; there are: "),
        (("judgements", "list", "--statement", "nope"), "no statement 'nope'; "),
        (("judgements", "list", "--author", "nope"), "no author 'nope'; there are: none"),
        (("shifts", "--concept", "ceasefires"), "no concept 'ceasefires'; did you mean ceasefire"),
        (("network", "--since", "soon"), "type a weekday, today or yesterday"),
        (("network", "--backbone", "7"), "'--backbone': must be less than or equal to 1"),
        (("network", "--step", "0"), "'--step': must be greater than or equal to 1"),
        (("network", "--step", "x"), "'--step': must be a valid integer\n"),
        (("network", "--by", "us"), "'--by': 'us' is not one of 'party', 'speaker'"),
        (("codebook", "show", "ceasefires"), "no concept 'ceasefires'; did you mean ceasefire?"),
        (("plans", "compare", "zzz"), "the record has no plans"),
        (("what-if", "--draft", "zzz"), "the record has no plans"),
        (("coverage", "claim", "zzz"), "no claim has the id 'zzz'; `dragoman claims -f json`"),
        (("coverage", "outlet", "zzz"), "no outlet 'zzz'; there are: "),
        (("families", "show", "zzz"), "no family 'zzz'"),
        (("statements", "--explain", "zzz"), "0 statements begin with 'zzz'"),
        (("actors", "show", "Nobody At All"), "nobody called 'Nobody At All' is known"),
        (("judgements", "list", "--document", "zzz"), "no document is called 'zzz'"),
        (("add", "x.txt", "-l", "english"), "'english' is no code of a language"),
        (("add", "x.txt", "--date-order", "ymd"), "write dmy or mdy"),
        (("add", "x.txt", "--column", "nonsense"), "nonsense"),
        (("run", "--reader", "nope"), "no reader 'nope'; choose one of trained, rules"),
        (("init", ""), "write . for this one"),
    ],
)
def test_values_that_there_are_not_are_wrong_usage(
    called: Called, article_read: Path, arguments: tuple[str, ...], words: str
) -> None:
    told = called(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert words in told.stderr
    assert "codes are made by machine" not in told.stderr


def test_names_of_articles_reach_the_terminal_without_control_characters(
    called: Called, tmp_path: Path
) -> None:
    called("init", ".")
    (tmp_path / "feed.jsonl").write_text(
        '{"id": "a", "outlet": "Lake\\u001b[31m Post", "text": "The envoy left on Monday."}\n'
    )
    called("add", "feed.jsonl")
    told = called("statements", "--outlet", "zzz")
    assert (told.returncode, told.stdout) == (2, "")
    assert "Post" in told.stderr
    assert "\x1b" not in told.stderr


def test_what_is_known_but_has_no_rows_is_told(called: Called, article_read: Path) -> None:
    told = called("statements", "--party", "Ukraine")
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr == "no statement is so\n"
    assert called("statements", "--party", "ru").stderr == ""


def test_days_are_typed_alike_everywhere(called: Called, article_read: Path) -> None:
    for day in ("monday", "2025-06", "2025"):
        assert called("shifts", "--since", day).returncode == 0
        assert called("network", "--since", day, "--until", day).returncode == 0


def test_a_folder_is_no_file_to_write(called: Called, article_read: Path) -> None:
    told = called("export", "record", "-o", ".")
    assert told.returncode == 1
    assert told.stderr == "error: cannot write .: it is a folder; name a file in it\n"
