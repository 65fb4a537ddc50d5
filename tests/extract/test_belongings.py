"""Belongings: whose the words say that something is, one party's or another's."""

import pytest

from dragoman.extract.belongings import belongings_of, with_owners
from dragoman.record import Stance
from dragoman.settings.codebooks import shipped_codebook

FOUND = belongings_of(shipped_codebook("russia-ukraine"))


def test_concepts_that_something_is_a_partys_are_found() -> None:
    assert {one.concept for one in FOUND} == {"crimea-russia", "regions-russia"}
    assert belongings_of(shipped_codebook("generic")) == ()
    assert belongings_of(shipped_codebook("gaza")) == ()


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("Crimea is Ukrainian", Stance.OPPOSE),
        ("the peninsula was and remains Russian", Stance.SUPPORT),
        ("Kherson belongs to Ukraine", Stance.OPPOSE),
        ("these lands will never be part of Russia", Stance.OPPOSE),
        ("Crimea isn’t Ukraine any more", Stance.SUPPORT),
        ("Donetsk has always been Russian", Stance.SUPPORT),
    ],
)
def test_owner_decides_the_stance(content: str, stance: Stance) -> None:
    other = Stance.SUPPORT if stance is Stance.OPPOSE else Stance.OPPOSE
    for before in (stance, other):
        told = [(0.9, "crimea-russia", before), (0.8, "ceasefire", before)]
        assert with_owners(told, content, FOUND) == [
            (0.9, "crimea-russia", stance),
            (0.8, "ceasefire", before),
        ]


@pytest.mark.parametrize(
    "content",
    [
        "Kherson is Russian-occupied",
        "the airfield was under Russian control",
        "if Crimea is Russian, then what is Texas",
        "Crimea is Russian and Kherson is Ukrainian",
        "nobody says that Crimea is not Russian without a reason, and it is no secret",
    ],
)
def test_what_leaves_it_open_changes_nothing(content: str) -> None:
    for stance in Stance:
        told = [(0.9, "crimea-russia", stance)]
        assert with_owners(told, content, FOUND) == told
