"""Plan pairs: two plans side by side; which terms are on one matter, and in what they differ."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dragoman.record import FigureBound, Plan, Stance, Term
from dragoman.resolve.claim_words import stem_of, weight_of, words_of
from dragoman.resolve.figures import SCALES, SMALL, numbers_of
from dragoman.resolve.plans.merging import same_term, stems_of_term

FIGURE = re.compile(
    rf"\b(?:(\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{'|'.join(sorted(SMALL))})[\s-]+"
    r"(hour|day|week|month|year|decade)s?\b|(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?))",
    re.IGNORECASE,
)
"""A span of time, or a number in digits."""

FEWEST_SHARED = 2
"""Content words besides names that two terms on one matter have in common."""

Figure = tuple[tuple[float, float], str]
"""The least and the greatest value that a figure allows, and what it counts; empty for nothing."""


class Aspect(StrEnum):
    """In what two terms differ."""

    STANCE = "stance"
    FIGURES = "figures"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one term has and the other has not, both in the words of the texts.

    Attributes:
        aspect: In what they differ.
        one: What the first has; empty for nothing of this kind. For a stance it is the concept
            with + or -, as in `dragoman plans`.
        other: What the second has.
    """

    aspect: Aspect
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPair:
    """Terms of two plans on one matter.

    Attributes:
        one: The term, from 1, of the first plan.
        other: That of the second.
        words: The stems that they share, by which they are on one matter; empty where only
            concepts say so.
        concepts: Ids of the concepts that both bear on.
        differences: In what they differ; empty for the same in the same words.
    """

    one: int
    other: int
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    differences: tuple[Difference, ...]

    @property
    def is_opposed(self) -> bool:
        """Whether one supports what the other opposes."""
        return any(difference.aspect is Aspect.STANCE for difference in self.differences)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPair:
    """Two plans side by side. How far apart they are is the counts of these, and no other number.

    Attributes:
        one: The first plan.
        other: The second.
        both: The terms on one matter, in the first plan's order.
        only_one: Numbers of the terms that only the first has.
        only_other: Numbers of those that only the second has.
    """

    one: Plan
    other: Plan
    both: tuple[TermPair, ...]
    only_one: tuple[int, ...]
    only_other: tuple[int, ...]

    @property
    def same(self) -> tuple[TermPair, ...]:
        """The pairs of terms that differ in nothing."""
        return tuple(pair for pair in self.both if not pair.differences)

    @property
    def opposed(self) -> tuple[TermPair, ...]:
        """The pairs of which one term supports what the other opposes."""
        return tuple(pair for pair in self.both if pair.is_opposed)


def pair_plans(one: Plan, other: Plan) -> PlanPair:
    """Put two plans side by side, term by term.

    Two terms are on one matter if half of the shorter's content words are in the longer, two at
    least that are no names (tellings of one plan are joined so), or if both bear on a concept.
    Each term is paired once, with the one that shares the rarest words with it. The cost grows
    with the product of the numbers of terms.

    Args:
        one: A plan.
        other: Another one, or another telling of the same.
    """
    both = sorted(
        (
            TermPair(
                one=n,
                other=m,
                words=tuple(sorted(words)),
                concepts=concepts,
                differences=tuple(_differences(one.terms[n - 1], other.terms[m - 1], concepts)),
            )
            for n, m, words, concepts in _matters(one.terms, other.terms)
        ),
        key=lambda pair: pair.one,
    )
    ours, theirs = {pair.one for pair in both}, {pair.other for pair in both}
    return PlanPair(
        one=one,
        other=other,
        both=tuple(both),
        only_one=tuple(n for n, _ in enumerate(one.terms, 1) if n not in ours),
        only_other=tuple(n for n, _ in enumerate(other.terms, 1) if n not in theirs),
    )


def same_matters(one: Plan, other: Plan) -> list[tuple[int, int]]:
    """Give the numbers, from 1, of terms of two plans that are on one matter, as pair_plans."""
    return [(n, m) for n, m, *_ in _matters(one.terms, other.terms)]


def distance_words(pair: PlanPair) -> str:
    """Tell how far apart two plans are, in numbers of terms."""
    differ = [both for both in pair.both if both.differences and not both.is_opposed]
    kinds = [f"{len(pair.same)} the same" if pair.same else ""]
    if differ:
        aspects = Counter(d.aspect for both in differ for d in both.differences)
        told = ", ".join(f"{number} in {aspect}" for aspect, number in sorted(aspects.items()))
        kinds.append(f"{len(differ)} {'differs' if len(differ) == 1 else 'differ'} ({told})")
    kinds.append(f"{len(pair.opposed)} opposed" if pair.opposed else "")
    both = f"{len(pair.both)} matter{'' if len(pair.both) == 1 else 's'} in common"
    found = ", ".join(filter(None, kinds))
    return (
        f"{both}{': ' if found else ''}{found}; only the first has {len(pair.only_one)} more, "
        f"only the second {len(pair.only_other)}"
    )


def _matters(
    ours: Sequence[Term], theirs: Sequence[Term]
) -> Iterator[tuple[int, int, frozenset[str], tuple[str, ...]]]:
    """Pair terms, those first that share most; numbers decide between equals.

    Yields:
        The numbers of both, and the stems and concepts that they share.
    """
    candidates = []
    for n, one in enumerate(ours, 1):
        for m, other in enumerate(theirs, 1):
            words, concepts = _shared_words(one.text, other.text), _shared(one, other)
            if words or concepts or one.text == other.text:
                candidates.append((-weight_of(words), -len(concepts), n, m, words, concepts))
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    for _, _, n, m, words, concepts in sorted(candidates, key=lambda c: c[:4]):
        if n not in taken_ours and m not in taken_theirs:
            taken_ours.add(n)
            taken_theirs.add(m)
            yield n, m, words, concepts


def _shared_words(one: str, other: str) -> frozenset[str]:
    """Give the stems that two terms share; empty if they do not make them one.

    Names alone do not: that Russia withdraws from Ukraine and that Ukraine cedes land to Russia
    have both names in common.
    """
    ours, theirs = stems_of_term(one), stems_of_term(other)
    if not same_term(ours, theirs):
        return frozenset()
    names = {stem_of(word) for word in words_of(f"{one} {other}") if word[0].isupper()}
    telling = (ours & theirs) - names
    return ours & theirs if ours == theirs or len(telling) >= FEWEST_SHARED else frozenset()


def _shared(one: Term, other: Term) -> tuple[str, ...]:
    theirs = {code.concept for code in other.codes}
    return tuple(dict.fromkeys(c.concept for c in one.codes if c.concept in theirs))


def _differences(one: Term, other: Term, concepts: Sequence[str]) -> Iterator[Difference]:
    held, meant = _stances(one, concepts), _stances(other, concepts)
    apart = [concept for concept in held if held[concept] != meant[concept]]
    yield from _difference(
        Aspect.STANCE,
        [f"{concept}{SIGNS[held[concept]]}" for concept in apart],
        [f"{concept}{SIGNS[meant[concept]]}" for concept in apart],
    )
    ours, theirs = _figures(one.text), _figures(other.text)
    yield from _difference(
        Aspect.FIGURES,
        [words for key, words in ours.items() if key not in theirs],
        [words for key, words in theirs.items() if key not in ours],
    )
    yield from _difference(
        Aspect.WORDS, _own_words(one.text, other.text), _own_words(other.text, one.text)
    )


SIGNS = {Stance.SUPPORT: "+", Stance.OPPOSE: "-"}


def _stances(term: Term, concepts: Sequence[str]) -> dict[str, Stance]:
    return {code.concept: code.stance for code in term.codes if code.concept in concepts}


def _difference(aspect: Aspect, one: Sequence[str], other: Sequence[str]) -> Iterator[Difference]:
    if one or other:
        yield Difference(aspect=aspect, one=tuple(one), other=tuple(other))


def _figures(text: str) -> dict[Figure, str]:
    """Give the figures of a term in its words: what is counted, how long, and bare numbers.

    Claims compare counted things alone; in a term "15 years" and a bare "600,000" matter as much.
    """
    found: dict[Figure, str] = {}
    taken: list[tuple[int, int]] = []
    for number in numbers_of(text):
        bound = "" if number.bound is FigureBound.EXACT else f"{number.bound} "
        unit = number.unit if number.unit == "%" else f" {number.unit}"
        words = number.span.text if number.unit in number.span.text else number.span.text + unit
        found[(number.limits(), stem_of(number.unit) or number.unit)] = bound + words
        taken.append((number.span.start, number.span.end))
    for match in FIGURE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            value = _value(match[1] or match[3])
            unit = (match[2] or "").casefold()
            found[((value, value), unit)] = " ".join(match[0].split())
    return found


def _value(written: str) -> float:
    return SMALL.get(written.casefold()) or float(written.replace(",", ""))


def _own_words(text: str, other: str) -> list[str]:
    """Give the content words of a text that the other lacks, in order; numbers are figures."""
    known = stems_of_term(other)
    words = dict.fromkeys(w.casefold() for w in words_of(text) if _counts(w))
    return [word for word in words if stem_of(word) not in known]


def _counts(word: str) -> bool:
    return bool(stem_of(word)) and word.casefold() not in SMALL and word.casefold() not in SCALES
