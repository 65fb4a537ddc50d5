"""Codebooks: concepts that overlap, lack what a coder needs, or that no statement uses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dragoman.record import Codebook, Concept

FEWEST_SUPPORT = 3
FEWEST_OPPOSE = 2
FEWEST_NEAR = 2

TEXTS_OVERLAP = 0.6
"""Share of words (Dice) from which two propositions are told as overlapping. In the four shipped
codebooks (1,854 pairs of texts, November 2026) the most that two share is .55."""

EXAMPLES_OVERLAP = 0.75
"""The same for examples of two concepts; there the most is .67."""

FEWEST_WORDS = 3
"""Sentences of fewer words that count are compared only as a whole."""

COMMON = (
    "a an and any are as at be been but by can for from had has have he her his if in into is it "
    "its may must no nobody not nothing of on or our out shall she should so some than that the "
    "their them then there these they this those to was we were what when which who will with "
    "would you"
)
STOP = frozenset(COMMON.split(" "))
"""Words that two sentences may share without having anything in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a codebook's author should look at.

    Attributes:
        concepts: Ids of the concepts that it is about.
        text: What it is and what to do.
        problem: Whether it is to be mended; otherwise it is only worth knowing.
    """

    concepts: tuple[str, ...]
    text: str
    problem: bool = True


def check_codebook(codebook: Codebook) -> list[Finding]:
    """Find what a coder would stumble over; an empty list is clean.

    Concepts need a description and a few examples, as models and people code by them. Two concepts
    should not say the same: the words of their texts, and of any two of their examples, may not
    overlap too much.
    """
    findings = [finding for concept in codebook.concepts for finding in _lacks(concept)]
    for one, two in combinations(codebook.concepts, 2):
        findings += _overlaps(one, two)
    return findings


def check_use(codebook: Codebook, used: Set[str]) -> list[Finding]:
    """Tell which concepts no statement is coded with, and which codes the codebook lacks.

    Args:
        codebook: The codebook.
        used: Ids of the concepts that statements are coded with.
    """
    ids = [concept.id for concept in codebook.concepts]
    unused = [
        Finding(
            concepts=(id_,),
            text="no statement is coded with it; keep it only if one may come",
            problem=False,
        )
        for id_ in ids
        if id_ not in used
    ]
    lost = [
        Finding(
            concepts=(id_,),
            text="statements are coded with it, but the codebook lacks it; add it or run again",
            problem=False,
        )
        for id_ in sorted(used - set(ids))
    ]
    return unused + lost


def _lacks(concept: Concept) -> Iterator[Finding]:
    if concept.description is None:
        yield _finding("has no description; say what counts as support and what does not", concept)
    for name, examples, fewest in (
        ("support", concept.support, FEWEST_SUPPORT),
        ("oppose", concept.oppose, FEWEST_OPPOSE),
        ("near", concept.near, FEWEST_NEAR),
    ):
        if len(examples) < fewest:
            text = f"`{name}` has {len(examples)} examples; write at least {fewest}"
            yield _finding(text, concept)
    if twice := _repeated((*concept.support, *concept.oppose, *concept.near)):
        yield _finding(f"the example {twice[0]!r} is there twice; keep one", concept)


def _overlaps(one: Concept, two: Concept) -> Iterator[Finding]:
    """Compare two concepts: their texts, and then the two examples that are most alike."""
    share = _overlap(one.text, two.text)
    if share >= TEXTS_OVERLAP:
        text = f"texts share {share:.0%} of their words; merge them or say how they differ"
        yield _finding(text, one, two)
    alike = max(
        ((_overlap(left, right), left, right) for left in one.examples for right in two.examples),
        default=(0.0, "", ""),
    )
    share, left, right = alike
    if share >= EXAMPLES_OVERLAP:
        text = f"examples share {share:.0%} of their words: {left!r} and {right!r}; change one"
        yield _finding(text, one, two)


def _overlap(left: str, right: str) -> float:
    """Measure how much two sentences say in the same words (Dice), from 0 to 1."""
    one, two = _words(left), _words(right)
    if min(len(one), len(two)) < FEWEST_WORDS:
        return float(one == two)
    return 2 * len(one & two) / (len(one) + len(two))


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - STOP


def _repeated(texts: Iterable[str]) -> list[str]:
    times = Counter(text.casefold() for text in texts)
    return [text for text, seen in times.items() if seen > 1]


def _finding(text: str, *concepts: Concept) -> Finding:
    return Finding(concepts=tuple(concept.id for concept in concepts), text=text)
