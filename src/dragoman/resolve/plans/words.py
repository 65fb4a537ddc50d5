"""The words of plans: what names a set of terms, and what leads from the name to the terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

FILE = "plans.yaml"

FLAGS = re.VERBOSE | re.IGNORECASE

LISTS = frozenset({"heads", "about", "other", "stops", "signs"})
"""What in the file are lists of words; all else are patterns."""

POINTS = re.compile(
    r"\b(\d{1,3}|three|four|five|six|seven|eight|nine|ten|twelve|twenty)[\s-]+points?\b", re.I
)
NUMBERS = {
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """All words of plans of one language.

    Attributes:
        strong: Heads that name a set of terms wherever they stand: "proposal".
        weak: Heads that do so in company: "deal".
        halts: Stops to fighting, which are terms themselves.
        texts: Heads of what can say something.
        about: Words before a head that say that it is about a negotiation.
        other: Words before a head that say that it is about something else.
        stops: Words that no name of a plan has in it.
        signs: By a way to set terms without a name for them, what is in every sentence that does
            so: most have none of it, which is sooner told than by a pattern.
        patterns: What leads to terms, and where they end, by what it tells.
    """

    strong: frozenset[str]
    weak: frozenset[str]
    halts: frozenset[str]
    texts: frozenset[str]
    about: frozenset[str]
    other: frozenset[str]
    stops: frozenset[str]
    signs: Mapping[str, tuple[str, ...]]
    patterns: Mapping[str, re.Pattern[str]]

    @property
    def heads(self) -> frozenset[str]:
        """All words that may name a plan."""
        return self.strong | self.weak | self.halts


@cache
def plan_words() -> PlanWords:
    """Read the shipped words of plans."""
    text = (resources.files("dragoman.resolve") / "data" / FILE).read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    return PlanWords(
        strong=frozenset(raw["heads"]["strong"].split()),
        weak=frozenset(raw["heads"]["weak"].split()),
        halts=frozenset(raw["heads"]["halts"].split()),
        texts=frozenset(raw["heads"]["texts"].split()),
        about=frozenset(raw["about"].split()),
        other=frozenset(raw["other"].split()),
        stops=frozenset(raw["stops"].split()),
        signs={name: tuple(signs.split()) for name, signs in raw["signs"].items()},
        patterns={
            name: re.compile(pattern, FLAGS) for name, pattern in raw.items() if name not in LISTS
        },
    )


def points_in(words: str) -> int | None:
    """Give how many points words tell of a plan: "28-point". None: they do not tell."""
    told = POINTS.search(words)
    if told is None:
        return None
    number = told.group(1).lower()
    return NUMBERS[number] if number in NUMBERS else int(number)
