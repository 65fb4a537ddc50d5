"""Denials: whether a content says no, and what its no is about."""

import pytest

from dragoman.resolve.claim_words import stems_of
from dragoman.resolve.claims.denials import Denial, denial_in


def denial(text: str) -> Denial:
    return denial_in(text, stems_of(text))


@pytest.mark.parametrize(
    ("text", "outright"),
    [
        ("the toll is unacceptable", True),
        ("they believe that the toll is unacceptable", True),
        ("We will not leave the strait", True),
        ("a treaty on amber that Norland cannot accept", False),
        ("the envoys wait, unless the toll is unacceptable", False),
        ("the harvest was good", False),
    ],
)
def test_a_no_is_outright_if_it_is_no_mere_aside(text: str, outright: bool) -> None:
    assert denial(text).outright is outright


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("no envoys met in Velm", True),
        ("the raid is not just a crime, it is folly", False),
        ("no more than nine boats came", False),
        ("towards the end of the tour the guards fired", False),
        ("the keepers, who had not slept, saw the boats", False),
        ("Norland must stop its raids", True),
        ("nobody denied that the boats came", False),
    ],
)
def test_negation_is_that_of_the_main_words(text: str, negated: bool) -> None:
    assert denial(text).negated is negated


def test_a_no_is_about_its_own_sentence() -> None:
    found = denial("The raid is unacceptable. Inspectors must visit the mills.")
    assert found.scope == stems_of("raid unacceptable")


def test_without_a_no_the_scope_is_everything() -> None:
    text = "Inspectors must visit the mills. The guild agrees."
    assert denial(text).scope == stems_of(text)


def test_heads_are_what_is_negated() -> None:
    assert denial("Lee did not pay the carters of the province").heads == stems_of("pay carters")
