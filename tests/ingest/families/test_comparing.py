"""Comparing: what a document left out, added and changed, with its place in both."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.families import compare
from dragoman.record import Comparison, DifferenceKind
from tests.ingest.families.reports import OTHER, REPORT, article, lines

DROPPED, ADDED, CHANGED = DifferenceKind.DROPPED, DifferenceKind.ADDED, DifferenceKind.CHANGED

Told = tuple[DifferenceKind, str | None, str | None]


def compared(before: Sequence[str], after: Sequence[str]) -> Comparison:
    one, other = article(after, "copy", "Echo"), article(before)
    return compare(one, other, lines)


def told(comparison: Comparison) -> list[Told]:
    return [
        (
            one.kind,
            one.was.span.text if one.was else None,
            one.now.span.text if one.now else None,
        )
        for one in comparison.differences
    ]


def test_same_text_has_no_differences() -> None:
    found = compared(REPORT, REPORT)
    assert (found.kept, found.differences) == (1.0, ())


def test_moved_paragraph_is_no_difference() -> None:
    assert told(compared(REPORT, [*REPORT[3:], *REPORT[:3]])) == []


def test_paragraph_left_out_is_one_passage_of_the_other_document() -> None:
    found = compared(REPORT, [*REPORT[:3], *REPORT[4:]])
    assert told(found) == [(DROPPED, REPORT[3], None)]
    assert 0.7 < found.kept < 0.9


def test_sentence_left_out_of_a_paragraph_is_told_alone() -> None:
    cut = REPORT[1].replace(" She gave no date.", "")
    assert told(compared(REPORT, [REPORT[0], cut, *REPORT[2:]])) == [
        (DROPPED, "She gave no date.", None)
    ]


def test_paragraphs_left_out_side_by_side_are_told_one_by_one() -> None:
    assert told(compared(REPORT, [*REPORT[:4], *REPORT[6:]])) == [
        (DROPPED, REPORT[4], None),
        (DROPPED, REPORT[5], None),
    ]


def test_added_paragraph_is_a_passage_of_the_document() -> None:
    assert told(compared(REPORT, [*REPORT[:2], OTHER[0], *REPORT[2:]])) == [(ADDED, None, OTHER[0])]


def test_sentence_in_other_words_has_both_places() -> None:
    other = REPORT[5].replace("A monitoring mission", "Observers of the union")
    found = compared(REPORT, [*REPORT[:5], other, *REPORT[6:]])
    assert told(found) == [(CHANGED, REPORT[5], other)]
    assert found.kept > 0.95


def test_sentence_cut_short_is_changed_and_not_dropped() -> None:
    short = REPORT[2].partition(" but asked")[0] + "."
    assert told(compared(REPORT, [*REPORT[:2], short, *REPORT[3:]])) == [
        (CHANGED, REPORT[2], short)
    ]


def test_other_sentences_with_a_turn_of_phrase_are_not_taken_for_each_other() -> None:
    one = "The minister said that the bridge is open to lorries again."
    other = "The minister said nothing new about the price of bread in the south."
    found = told(compared([*REPORT, one], [*REPORT, other]))
    assert [kind for kind, _, _ in found] == [DROPPED, ADDED]


def test_differences_stand_in_the_order_of_the_document() -> None:
    after = [OTHER[0], *REPORT[1:3], *REPORT[4:6], OTHER[1], REPORT[6]]
    assert told(compared(REPORT, after)) == [
        (DROPPED, REPORT[0], None),
        (ADDED, None, OTHER[0]),
        (DROPPED, REPORT[3], None),
        (ADDED, None, OTHER[1]),
    ]


def test_document_without_words_has_dropped_everything() -> None:
    found = compared(REPORT[:2], ["—"])
    assert found.kept == 0.0
    assert {one.kind for one in found.differences} == {DROPPED}


@given(
    st.lists(st.sampled_from((*REPORT, *OTHER)), max_size=9),
    st.lists(st.sampled_from((*REPORT, *OTHER)), max_size=9),
)
@pytest.mark.filterwarnings("ignore")
def test_every_sentence_is_kept_or_told_once_in_its_own_words(
    before: list[str], after: list[str]
) -> None:
    one, other = article(after, "copy", "Echo"), article(before)
    found = compare(one, other, lines)
    was = [d.was.span for d in found.differences if d.was]
    now = [d.now.span for d in found.differences if d.now]
    assert all(span.holds_in(other.text) for span in was)
    assert all(span.holds_in(one.text) for span in now)
    for spans in (was, now):
        ordered = sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(ordered))
    kept = sum(1 for _ in lines(other)) - sum(_sentences(span.text) for span in was)
    assert kept == sum(1 for _ in lines(one)) - sum(_sentences(span.text) for span in now)


def _sentences(text: str) -> int:
    return sum(1 for _ in lines(article([text])))
