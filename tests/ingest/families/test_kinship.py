"""Kinship: which two documents carry one text, and how they are called alike."""

import pytest

from dragoman.ingest.families import could_be_kin, kinships_of
from dragoman.record import Document, Kinship, Likeness
from tests.ingest.families.reports import OTHER, REPORT, article


def kin(one: Document, other: Document) -> Kinship | None:
    return next(kinships_of(one, [other]), None)


def test_same_words_are_exact_whatever_the_typography() -> None:
    other = article([line.upper() + " !" for line in REPORT], "copy", "Echo")
    found = kin(article(REPORT), other)
    assert found is not None
    assert (found.likeness, found.jaccard, found.containment) == (Likeness.EXACT, 1.0, 1.0)


def test_short_texts_of_the_same_words_are_exact() -> None:
    found = kin(article(["Talks fail."], "one"), article(["TALKS FAIL"], "two"))
    assert found is not None
    assert found.likeness is Likeness.EXACT


def test_shortened_text_is_near() -> None:
    short, whole = article(REPORT[:5], "copy", "Echo"), article(REPORT)
    found = kin(whole, short)
    assert found is not None
    assert (found.likeness, found.shorter, found.longer) == (Likeness.NEAR, short.id, whole.id)
    assert found.containment == 1.0
    assert 0.6 < found.jaccard < 0.8


def test_text_within_one_twice_as_long_is_an_excerpt() -> None:
    found = kin(article(REPORT), article([*OTHER[:7], *REPORT, *OTHER[7:]], "long", "Echo"))
    assert found is not None
    assert found.likeness is Likeness.EXCERPT
    assert found.containment > 0.95


def test_kinship_is_the_same_from_both_sides() -> None:
    one, other = article(REPORT), article(REPORT[1:], "copy", "Echo")
    assert kin(one, other) == kin(other, one)


def test_other_texts_are_no_kin() -> None:
    assert kin(article(REPORT), article(OTHER, "other", "Echo")) is None


def test_quotation_in_common_makes_no_kin() -> None:
    quoted = article([*OTHER[:2], REPORT[1]], "other", "Echo")
    assert kin(article(REPORT), quoted) is None


BACKGROUND = REPORT[:4]


@pytest.mark.parametrize(
    ("outlet", "url", "are_kin"),
    [
        ("Echo", None, True),
        ("agency", None, False),
        ("The Agency", None, False),
        ("https://www.agency.co.uk", None, False),
        (None, None, False),
        (None, "https://echo.example/b", True),
        ("Agency", "https://agency.example/a?utm_source=x", True),
        ("Agency", "https://agency.example/b", False),
    ],
)
def test_more_has_to_be_the_same_within_an_outlet_unless_it_is_one_address(
    outlet: str | None, url: str | None, are_kin: bool
) -> None:
    one = article([*BACKGROUND, *REPORT[4:]], url="https://www.agency.example/a/")
    other = article([*BACKGROUND, *OTHER[:4]], "other", outlet, url=url)
    found = kin(one, other)
    assert (found is not None) is are_kin


def test_documents_without_words_have_no_kin() -> None:
    assert kin(article(["—"], "one"), article(["..."], "two")) is None


def test_documents_that_share_a_phrase_are_not_compared() -> None:
    assert not could_be_kin(1, 40, 40)
    assert not could_be_kin(3, 800, 800)
    assert could_be_kin(40, 800, 800)
