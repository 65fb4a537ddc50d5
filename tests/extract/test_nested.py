"""Nested: the codes of a statement are of its own words, not of those whom it reports."""

import pytest

from dragoman.extract.nested import own_words
from dragoman.record import Attribution, Document, QuoteForm, Span
from tests import make


def said(
    document: Document,
    source: str,
    cue: str,
    content: str,
    quote: QuoteForm = QuoteForm.INDIRECT,
) -> Attribution:
    start = document.text.index(content)
    return Attribution(
        source=make.span(document, source),
        cue=make.span(document, cue),
        content=(Span.of(document.text, start, start + len(content)),),
        quote=quote,
    )


def own(text: str, outer: tuple[str, str, str], inner: tuple[str, str, str]) -> str | None:
    document = make.document(text, language="en")
    first, second = said(document, *outer), said(document, *inner)
    return own_words(first, (first, second))


def test_what_another_demands_is_left_out() -> None:
    text = "Rubio noted that the fronts barely moved and Moscow demanded four regions."
    left = own(
        text,
        ("Rubio", "noted", "the fronts barely moved and Moscow demanded four regions"),
        ("Moscow", "demanded", "four regions"),
    )
    assert left == "the fronts barely moved and"


def test_nothing_is_left_where_all_is_of_another() -> None:
    text = "Rubio noted that Moscow demanded four regions."
    outer = ("Rubio", "noted", "Moscow demanded four regions")
    assert own(text, outer, ("Moscow", "demanded", "four regions")) == ""


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        (
            "The minister hinted he hoped for a truce.",
            ("The minister", "hinted", "he hoped for a truce"),
            ("he", "hoped", "for a truce"),
        ),
        (
            "An adviser in Ukraine stated that the Ukrainian demands were guarantees.",
            ("An adviser in Ukraine", "stated", "the Ukrainian demands were guarantees"),
            ("the Ukrainian", "demands", "were guarantees"),
        ),
        (
            "Orlov stated there would be a truce if Kyiv promised to stay neutral.",
            ("Orlov", "stated", "there would be a truce if Kyiv promised to stay neutral"),
            ("Kyiv", "promised", "to stay neutral"),
        ),
        (
            "Orlov rejected that Kyiv demanded four regions.",
            ("Orlov", "rejected", "that Kyiv demanded four regions"),
            ("Kyiv", "demanded", "four regions"),
        ),
    ],
    ids=["same holder", "same side", "condition", "spoken against"],
)
def test_own_words_are_kept_whole(
    text: str, outer: tuple[str, str, str], inner: tuple[str, str, str]
) -> None:
    assert own(text, outer, inner) is None


def test_a_statement_without_another_in_it_is_its_own() -> None:
    document = make.document("Rubio said a truce was near.", language="en")
    alone = said(document, "Rubio", "said", "a truce was near")
    assert own_words(alone, (alone,)) is None
