"""Expressions that are looked for only where a word stands that they need."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.needed import alternatives, any_of, needed
from dragoman.ingest.phrases import load_phrases


@pytest.mark.parametrize(
    ("expression", "word"),
    [
        ("all rights reserved", "reserved"),
        ("newsletters? for you", "newsletter"),
        ("(?:subscribe|sign up) here", "here"),
        ("colou*r", "colo"),
        ("colou{0,3}r", "colo"),
        ("colo{2}r scheme", "scheme"),
        ("colou{0}r", "colo"),
        (r"\bwinds? of", "wind"),
        ("[abc]lock this", "lock"),
        ("[|]bar", "bar"),
        ("(?:a|b)", ""),
        ("©", ""),
        ("все права", "права"),
    ],
)
def test_needed_word_is_the_longest_that_nothing_makes_optional(expression: str, word: str) -> None:
    assert needed(expression) == word


def test_expression_is_cut_at_bars_outside_of_groups_and_classes() -> None:
    assert list(alternatives(r"a(b|c)|[|]d|\|e")) == ["a(b|c)", "[|]d", r"\|e"]


def test_expression_without_its_word_is_passed_over() -> None:
    found = any_of([("sign up", re.compile("sign up")), ("log in", re.compile("log in"))])
    assert [word for word, _ in found.within("please sign up").expressions] == ["sign"]
    assert found.is_in("please sign up")
    assert not found.is_in("please sign in")


@pytest.mark.parametrize("text", ["ALL RIGHTS RESERVED", "all rightſ reſerved", "ſubscribe now"])
def test_case_is_folded_as_the_expressions_fold_it(text: str) -> None:
    assert load_phrases().sentences.is_in(text)


@given(st.data())
def test_texts_are_judged_as_by_all_expressions_at_once(data: st.DataObject) -> None:
    sentences = load_phrases().sentences
    pieces = st.sampled_from([word for word, _ in sentences.expressions if word])
    words = data.draw(st.lists(pieces | st.text(max_size=8), max_size=12))
    text = data.draw(st.sampled_from([" ", ", ", ". ", ""])).join(words)
    text = data.draw(st.sampled_from([text, text.upper(), text.title()]))
    assert sentences.is_in(text) == any(one.search(text) for _, one in sentences.expressions)
