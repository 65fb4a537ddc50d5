import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import SpanError
from dragoman.record import Span, covered


@given(st.text(min_size=1), st.data())
def test_span_counts_code_points(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.text == text[start:end]
    assert span.holds_in(text)


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 1), (-1, 2), (0, 9)])
def test_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span.of("word", start, end)


def test_span_with_other_characters_is_refused() -> None:
    with pytest.raises(SpanError, match="code points long"):
        Span(start=0, end=4, text="wor")


def test_spans_know_overlap_and_containment() -> None:
    text = "one two three"
    a, b, c = Span.of(text, 0, 7), Span.of(text, 4, 7), Span.of(text, 7, 13)
    assert a.contains(b)
    assert a.overlaps(b)
    assert not b.overlaps(c)
    assert covered([b, c]) == set(range(4, 13))
