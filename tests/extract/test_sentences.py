import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Talks began. They went on.", 2),
        ("Mr. Doe met Gen. Roe at 5 p.m. on Monday.", 1),
        ("The U.S. Senate voted. It was close.", 2),
        ("J. Doe spoke for No. 10 on Jan. 5.", 1),
        ("“Stop!” he cried. “Go!” she said.", 2),
        ("Is it so? Yes. No!", 3),
        ("Переговоры начались. Они продолжаются.", 2),
    ],
)
def test_sentences_split_where_a_reader_would(text: str, count: int) -> None:
    assert len(split(text)) == count


@given(st.text(alphabet="aB .!?“”\"…'", max_size=60))
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
