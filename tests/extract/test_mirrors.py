"""Mirrors: of two concepts that differ by a party the one is told whose party acts."""

import pytest

from dragoman.extract.coding import Coder
from dragoman.extract.mirrors import mirrors_of, without_mirrored
from dragoman.record import Stance
from dragoman.settings.codebooks import shipped_codebook

BOOK = shipped_codebook("russia-ukraine")
MIRRORS = mirrors_of(BOOK)
RUSSIAN, UKRAINIAN = "russian-withdrawal", "ukrainian-withdrawal"


def test_withdrawals_of_either_army_are_mirrors() -> None:
    assert (RUSSIAN, UKRAINIAN) in [(mirror.first, mirror.second) for mirror in MIRRORS]
    assert mirrors_of(shipped_codebook("generic")) == ()


def test_releases_of_different_people_are_no_mirrors() -> None:
    assert mirrors_of(shipped_codebook("gaza")) == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Russia’s withdrawal from all Ukrainian territory", {RUSSIAN}),
        ("the withdrawal of Ukrainian troops from land that Russia claims", {UKRAINIAN}),
        ("Ukrainian forces must leave Donetsk", {UKRAINIAN}),
        ("Russian troops and Ukrainian troops withdraw by ten kilometres", {RUSSIAN, UKRAINIAN}),
        ("the armies fall back", {RUSSIAN}),
    ],
)
def test_the_one_whose_party_acts_is_told(words: str, told: set[str]) -> None:
    both = [(0.9, RUSSIAN, Stance.SUPPORT), (0.8, UKRAINIAN, Stance.SUPPORT)]
    assert {concept for _, concept, _ in without_mirrored(both, words, MIRRORS)} == told


def test_opposed_stances_are_both_told() -> None:
    both = [(0.9, RUSSIAN, Stance.SUPPORT), (0.8, UKRAINIAN, Stance.OPPOSE)]
    assert without_mirrored(both, "they go, we stay", MIRRORS) == both


def test_terms_of_plans_are_coded_with_one_of_them() -> None:
    codes = Coder(BOOK).code_term("Russia’s withdrawal from all Ukrainian territory")
    assert {code.concept for code in codes} & {RUSSIAN, UKRAINIAN} == {RUSSIAN}
