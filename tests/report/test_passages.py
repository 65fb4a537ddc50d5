"""Passages: spans of all shapes come out as nested runs that lose no character."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Span
from dragoman.report.articles import ArticleText
from dragoman.report.characters import shown
from dragoman.report.passages import Block, Mark, MarkKind, Step, lay_out
from tests import make

TEXT = "Aa bb\r\ncc\n\n dd\tee\rff 🙂 gg\u202e hh"


def runs(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Collect the text within each mark; fails if runs do not nest."""
    found: dict[str, str] = {}
    for block in blocks:
        for line in block.lines:
            stack: list[str] = []
            for token in line:
                if token.step is Step.OPEN:
                    stack.append(token.key)
                    found.setdefault(token.key, "")
                elif token.step is Step.CLOSE:
                    assert stack.pop() == token.key
                elif token.step is Step.TEXT:
                    for key in stack:
                        found[key] += token.text
            assert stack == []
    return found


def full_text(blocks: tuple[Block, ...]) -> str:
    return "".join(token.text for block in blocks for line in block.lines for token in line)


PLACES = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).filter(
    lambda place: place[0] < place[1]
)


@given(st.lists(PLACES, max_size=8), st.lists(st.integers(1, len(TEXT) - 1), max_size=3))
def test_marks_hold_exactly_their_spans(places: list[tuple[int, int]], cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), len(TEXT)]
    segments = [make.segment(a, b) for a, b in pairwise(edges)]
    document = make.document(TEXT, segments=segments)
    marks = [
        Mark(key=str(n), kind=MarkKind.STATEMENT, spans=(Span.of(TEXT, *place),))
        for n, place in enumerate(places)
    ]
    blocks = lay_out(ArticleText(document), marks)
    found = runs(blocks)
    assert full_text(blocks).replace("\n", "") == shown(TEXT).replace("\n", "")
    for n, (start, end) in enumerate(places):
        # A span may begin or end within a CRLF, where one line end is shown as one.
        assert found[str(n)].replace("\n", "") == shown(TEXT[start:end]).replace("\n", "")


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_each_mark_begins_once_and_ends_once(places: list[tuple[int, int]]) -> None:
    marks = [
        Mark(key=str(n), kind=MarkKind.STATEMENT, spans=(Span.of(TEXT, *place),))
        for n, place in enumerate(places)
    ]
    blocks = lay_out(ArticleText(make.document(TEXT)), marks)
    tokens = [token for block in blocks for line in block.lines for token in line]
    keys = sorted(mark.key for mark in marks)
    assert sorted(token.key for token in tokens if token.first) == keys
    assert sorted(token.key for token in tokens if token.step is Step.END) == keys


def test_nested_spans_stay_whole_and_crossing_spans_are_split_once() -> None:
    document = make.document("one two three four")
    outer, inner, crossing = (
        Mark(key=key, kind=MarkKind.STATEMENT, spans=(make.span(document, words),))
        for key, words in (("outer", "one two three"), ("inner", "two"), ("crossing", "three four"))
    )
    blocks = lay_out(ArticleText(document), [crossing, inner, outer])
    opened = [t.key for line in blocks[0].lines for t in line if t.step is Step.OPEN]
    assert opened == ["outer", "inner", "crossing", "crossing"]


@given(st.lists(PLACES, max_size=8))
def test_every_text_knows_where_it_begins(places: list[tuple[int, int]]) -> None:
    kinds = list(MarkKind)
    marks = [
        Mark(key=str(n), kind=kinds[n % len(kinds)], spans=(Span.of(TEXT, *place),))
        for n, place in enumerate(places)
    ]
    blocks = lay_out(ArticleText(make.document(TEXT)), marks)
    tokens = [token for block in blocks for line in block.lines for token in line]
    texts = [token for token in tokens if token.step is Step.TEXT]
    assert all(shown(TEXT[token.start :]).startswith(token.text) for token in texts)
    assert [token.start for token in texts] == sorted({token.start for token in texts})


def test_text_that_no_segment_holds_is_shown_in_plain_text() -> None:
    document = make.document(
        "In. Between. Out.", segments=[make.segment(0, 3), make.segment(13, 17)]
    )
    assert full_text(lay_out(ArticleText(document), [])) == "In. Between. Out."
