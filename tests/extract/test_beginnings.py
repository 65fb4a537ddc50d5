"""Beginnings: expressions are found where trying each everywhere would find them."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.beginnings import Patterns, beginnings
from dragoman.extract.signals import signals

CASES = yaml.safe_load(Path(__file__).with_name("acts.yaml").read_text(encoding="utf-8"))
TEXTS = [" ".join(case[1:]).lower() for case in CASES]
GROUPS = ("cues", "decisive", "conditional", "completed", "kinds", "contents", "sources")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("ferr(y|ies)", {"ferr"}),
        ("(row|sail)(s|ed)?|oar", {"row", "rows", "rowe", "sail", "oar"}),
        ("a?shore", {"asho", "shor"}),
        ("(the )+quay", {"the "}),
        ("(to )*dock", {"to ", "dock"}),
        (r"at \w+", {"at "}),
        (r"\d+ boats", {""}),
        ("i[sn]", {"i"}),
        ("no", {"no"}),
    ],
)
def test_beginnings_are_told_as_far_as_they_are_known(expression: str, expected: set[str]) -> None:
    assert beginnings(expression) == expected


def plainly(patterns: Patterns, text: str) -> dict[str, int]:
    matches = {name: pattern.search(text) for name, pattern in patterns.items()}
    return {name: match.end() for name, match in matches.items() if match}


@pytest.mark.parametrize("group", GROUPS)
def test_signals_are_found_as_if_each_were_looked_for_everywhere(group: str) -> None:
    patterns = getattr(signals(), group)
    for text in TEXTS:
        assert list(patterns.ends(text).items()) == list(plainly(patterns, text).items())


@given(st.text("aboert sn'-.5é", max_size=60))
def test_any_text_gives_the_same_as_looking_everywhere(text: str) -> None:
    patterns = Patterns({"ship": r"boats?|(re)?board(s|ed)?|\d+ oars", "shore": "ab(ash|orne)|n?o"})
    assert patterns.ends(text) == plainly(patterns, text)
