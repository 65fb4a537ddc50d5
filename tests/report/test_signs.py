"""Signs: marks, hues, words, and colours that everyone can read."""

import re
from importlib.resources import files
from itertools import combinations

import pytest

from dragoman.record import Act, Code, DateBasis, Stance
from dragoman.report.parties import HUES, NO_HUE, sign_parties
from dragoman.report.rugs import WIDTH, rug
from dragoman.report.signs import (
    act_word,
    basis_words,
    count,
    day_words,
    language_name,
    ringed,
    stance_sign,
    whole,
)
from tests import make

CSS = files("dragoman.report").joinpath("templates", "brief.css").read_text(encoding="utf-8")
THEMES = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
    for block in re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)
]
TEXT_COLOURS = ["ink", "soft", "link", *(f"hue-{n}" for n in range(HUES))]


def channels(colour: str) -> list[float]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    return [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def luminance(rgb: list[float]) -> float:
    """Relative luminance, WCAG 2.2."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: list[float], b: list[float]) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def test_there_is_a_light_a_dark_and_a_print_theme() -> None:
    assert len(THEMES) == 3
    assert all(set(theme) == set(THEMES[0]) for theme in THEMES)


@pytest.mark.parametrize("theme", THEMES, ids=["light", "dark", "print"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_every_colour_of_text_can_be_read(theme: dict[str, str], ground: str) -> None:
    for name in TEXT_COLOURS:
        assert contrast(channels(theme[name]), channels(theme[ground])) >= 4.5, name


@pytest.mark.parametrize(("theme", "tint"), [(THEMES[0], 0.09), (THEMES[1], 0.15)])
def test_text_can_be_read_on_a_highlighted_target(theme: dict[str, str], tint: float) -> None:
    paper = channels(theme["paper"])
    for n in range(HUES):
        share = 1 - (1 - tint) * (1 - 2 * tint)  # the target within another statement
        hue = channels(theme[f"hue-{n}"])
        ground = [h * share + p * (1 - share) for h, p in zip(hue, paper, strict=True)]
        assert contrast(channels(theme["ink"]), ground) >= 4.5, n


DEFICIENCIES = {
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
}
"""Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB."""


def seen(colour: str, deficiency: str) -> list[float]:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return [
        sum(w * c for w, c in zip(row, linear, strict=True)) for row in DEFICIENCIES[deficiency]
    ]


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_the_four_fixed_hues_stay_apart_for_colour_blind_readers(deficiency: str) -> None:
    for theme in THEMES:
        for a, b in combinations(range(4), 2):
            one, two = seen(theme[f"hue-{a}"], deficiency), seen(theme[f"hue-{b}"], deficiency)
            distance = sum((x - y) ** 2 for x, y in zip(one, two, strict=True)) ** 0.5
            assert distance > 0.09, (a, b)


def test_parties_have_marks_of_their_own() -> None:
    names = ["Russia", "NATO", "International Atomic Energy Agency", "Islandia", "Isle", "Is", "Ис"]
    marks = [sign.mark for sign in sign_parties(names).values()]
    assert marks[:4] == ["RU", "NATO", "IAEA", "IS"]
    assert len(set(marks)) == len(names)


def test_states_keep_their_mark_against_a_newcomer_of_the_same_letters() -> None:
    signs = sign_parties(["Ukrainian Allies", "Ukraine"])
    assert [sign.mark for sign in signs.values()] == ["UK", "UA"]


def test_well_known_parties_keep_their_hue_and_spent_hues_give_none() -> None:
    signs = sign_parties([f"Party {n}" for n in range(HUES)] + ["Ukraine", "Russia"])
    assert (signs["Ukraine"].hue, signs["Russia"].hue) == ("0", "1")
    hues = [signs[f"Party {n}"].hue for n in range(HUES)]
    assert hues == ["2", "3", "4", "5", "6", "7", NO_HUE, NO_HUE]


@pytest.mark.parametrize("name", ["", "?", "…", "é", "the", "11", "中国"])
def test_any_name_gets_a_mark(name: str) -> None:
    signs = sign_parties([name, name + "x"])
    assert all(sign.mark for sign in signs.values())
    assert len({sign.mark for sign in signs.values()}) == 2


def test_every_act_has_a_verb() -> None:
    assert len({act_word(act) for act in Act}) == len(Act)
    assert act_word(None) == "act unknown"


def test_a_stance_with_a_condition_is_half_full() -> None:
    condition = make.span(make.document(), "Monday")
    assert stance_sign(Code(concept="x", stance=Stance.SUPPORT))[0] == "●"
    assert stance_sign(Code(concept="x", stance=Stance.OPPOSE))[0] == "⊘"
    assert stance_sign(Code(concept="x", stance=Stance.OPPOSE, condition=condition)) == (
        *("◐", "conditionally opposes"),
    )


def test_words_are_no_more_precise_than_the_value() -> None:
    assert [day_words(day) for day in ("2023", "2023-11", "2023-11-06", "2023-11-06T10:00Z")] == [
        *("2023", "November 2023", "6 November 2023", "6 November 2023")
    ]
    assert basis_words(DateBasis.TEXT) == "from the text"
    assert language_name("xx") == "xx"
    assert (ringed(1), ringed(10), ringed(11), ringed(0)) == ("①", "⑩", "(11)", "(0)")
    assert (count(1, "party", "parties"), count(1204, "document")) == ("1 party", "1,204 documents")


def test_rug_has_a_tick_a_day_and_a_line_for_a_month() -> None:
    path = rug(["2024-05-01", "2024-05-01", "2024-05-31", "2024-05"], "2024-05", "2024-05-31")
    assert path == f"M1.0 6H{WIDTH - 1}.0M1.0 1v10M{WIDTH - 1}.0 1v10"
    assert rug(["2024-05-01"], "2024-05-01", "2024-05-01") == ""
    assert rug([], "2024", "2024") == ""


def test_one_of_all_is_the_only_one() -> None:
    assert whole(1, "document") == "The only document"
    assert whole(1204, "document") == "All 1,204 documents"
