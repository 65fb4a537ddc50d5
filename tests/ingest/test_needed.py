"""Expressions that are looked for only where a word stands that they need."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ingest.needed import AnyOf, alternatives, any_of, needed
from dragoman.ingest.phrases import load_phrases


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("all rights reserved", ("reserved",)),
        ("newsletters? for you", ("newsletter",)),
        ("(?:subscribe|log in) to", ("log", "subscribe")),
        ("(?:subscribe|x) here", ("here",)),
        ("(?:subscribe|sign up)? here", ("here",)),
        ("(?:sign up )+now", ("sign",)),
        ("(?:sign(?:ed|ing)|log.?) there", ("there",)),
        ("(?:edited|translated) by", ("edited", "translated")),
        ("colou*r", ("colo",)),
        ("colou{0,3}r", ("colo",)),
        ("colo{2}r scheme", ("scheme",)),
        ("colou{0}r", ("colo",)),
        (r"\bwinds? of", ("wind",)),
        ("[abc]lock this", ("lock",)),
        ("[|]bar", ("|bar",)),
        (r"\[\]\(", ("[](",)),
        ("(?:a|b)", ()),
        ("(?<=reader) x", ()),
        ("©", ()),
        ("Все права", ("права",)),
    ],
)
def test_needed_words_are_the_longest_that_nothing_makes_optional(
    expression: str, words: tuple[str, ...]
) -> None:
    assert needed(expression) == words


def test_expression_is_cut_at_bars_outside_of_groups_and_classes() -> None:
    assert list(alternatives(r"a(b|c)|[|]d|\|e")) == ["a(b|c)", "[|]d", r"\|e"]


def test_expression_without_its_word_is_passed_over() -> None:
    found = any_of([("sign up", re.compile("sign up")), ("log in", re.compile("log in"))])
    assert [words for words, _ in found.within("please sign up").expressions] == [("sign",)]
    assert found.is_in("please sign up")
    assert not found.is_in("please sign in")


@pytest.mark.parametrize("text", ["ALL RIGHTS RESERVED", "all rightſ reſerved", "ſubscribe now"])
def test_case_is_folded_as_the_expressions_fold_it(text: str) -> None:
    assert load_phrases().sentences.is_in(text)


@pytest.mark.parametrize("section", ["sentences", "spans", "endings"])
@given(st.data())
def test_texts_are_judged_as_by_all_expressions_at_once(section: str, data: st.DataObject) -> None:
    phrases: AnyOf = getattr(load_phrases(), section)
    pieces = st.sampled_from([word for words, _ in phrases.expressions for word in words])
    words = data.draw(st.lists(pieces | st.text(max_size=8), max_size=12))
    text = data.draw(st.sampled_from([" ", ", ", ". ", ""])).join(words)
    text = data.draw(st.sampled_from([text, text.upper(), text.title()]))
    assert phrases.is_in(text) == any(one.search(text) for _, one in phrases.expressions)
    every = re.compile(phrases.pattern, re.IGNORECASE)
    assert [one.span() for one in phrases.found(text)] == [m.span() for m in every.finditer(text)]
