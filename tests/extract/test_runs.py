"""Runs: a quotation that is only begun far away belongs to somebody else."""

import pytest

from dragoman.extract.quotations import find_quotations
from dragoman.extract.trained.runs import APART, without_fragments

BETWEEN = "The ferries ran as usual on that day. " * (1 + APART // 38)


@pytest.mark.parametrize(
    ("between", "second", "kept"),
    [
        (BETWEEN, "The harbour", 1),
        (BETWEEN, "The harbour will be open from Monday on.", 2),
        ("", "The harbour", 2),
    ],
    ids=["begun far away", "whole far away", "begun beside it"],
)
def test_only_a_quotation_begun_far_away_is_left_out(between: str, second: str, kept: int) -> None:
    text = f"“We will wait,” she said. {between}“The harbour will be open from Monday on.”"
    first = (1, 13)
    start = text.rindex("“") + 1
    content = [first, (start, start + len(second))]
    cue = (text.index("said"), text.index("said") + 4)
    quotations = find_quotations(text, [(0, len(text))])
    assert without_fragments(text, content, cue, quotations) == content[:kept]


def test_first_run_stays_whatever_it_is() -> None:
    text = f"She said this. {BETWEEN}“The harbour will be open from Monday on.”"
    start = text.index("“") + 1
    quotations = find_quotations(text, [(0, len(text))])
    content = [(start, start + 3)]
    assert without_fragments(text, content, (4, 8), quotations) == content


def test_run_that_says_nothing_is_left_out_behind_others() -> None:
    text = "The harbour was closed, which they neither confirmed nor denied."
    first, nor = (0, 22), (text.index("nor"), text.index("nor") + 3)
    assert without_fragments(text, [first, nor], None, ()) == [first]
    assert without_fragments(text, [nor], None, ()) == [nor]
