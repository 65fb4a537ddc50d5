"""Counts: whether two accounts count the same things at one time and come to different numbers.

The same unit is not enough: the dead of one night are not those of the war, one side's drones not
the other's, soldiers not children. Two counts are held against each other only where their nouns,
the names beside them and their times may be the same.
"""

import re
from collections.abc import Iterator, Sequence

from dragoman.record import FigureBound
from dragoman.resolve.claim_words import named_stems, says_no, stem_of, weight_of, words_of
from dragoman.resolve.claims.accounts import Account
from dragoman.resolve.figures import FATES, PEOPLE, Number, differ, exclude, same_unit

ONE_EVENT = 3
"""How many times as many one source may count as another, if both count one event."""

SAME_WORDS = 0.5
"""Share of the lighter account's words that two must have in common to be held against each other
where one counts more than ONE_EVENT times as many."""

FEWEST = 10
"""Fewer dead than this are told of place by place, one sentence after the other."""

BEFORE, AFTER = 60, 110
"""Characters on either side of a number in which the names and times that it is of stand."""

NOUN_WORDS = 4

BESIDE = re.compile(r",|\b(?:including|with|among)\b")
SENTENCE = re.compile(r"[.;!?…]\s")
CLAUSE = re.compile(r"[.;!?…]\s|,\s(?:and|while|but)\s")


def disagree(one: Account, other: Account) -> bool:
    """Tell whether two accounts come to numbers of one thing that exclude each other."""
    mine, its = _counted(one, other), _counted(other, one)
    return differ(mine, its) and any(
        _of_one_thing(one, a, other, b) for a, b in _pairs(mine, its) if exclude(a, b)
    )


def units_in_common(one: Account, other: Account) -> set[str]:
    """Give the units in which both count."""
    pairs = _pairs(one.numbers, other.numbers)
    return {number.unit for pair in pairs for number in pair}


def _counted(account: Account, other: Account) -> Sequence[Number]:
    """Give the numbers of an account that can be held against another one's.

    "At least" so many is outrun by the next article's count.
    """
    if account.document == other.document:
        return account.numbers
    return [number for number in account.numbers if number.bound is not FigureBound.LEAST]


def _pairs(some: Sequence[Number], others: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    return ((a, b) for a in some for b in others if same_unit(a, b))


def _of_one_thing(one: Account, a: Number, other: Account, b: Number) -> bool:
    mine, its = _around(one, a), _around(other, b)
    if a.unit in FATES and min(a.low, b.low) < FEWEST:
        return False
    if _noun(mine) != _noun(its) or _apart(_named(one, a), _named(other, b)):
        return False
    if _adds_up(mine) != _adds_up(its) or _apart(_times(mine), _times(its)):
        return False
    if max(a.low, b.low) <= ONE_EVENT * min(a.low, b.low):
        return True
    less = min(one.weight, other.weight)
    return weight_of(one.stems & other.stems) >= SAME_WORDS * less


def _apart(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether both tell something and nothing of it is the same."""
    return bool(some) and bool(others) and not some & others


def _around(account: Account, number: Number) -> tuple[str, str]:
    """Give the words of a clause before and after a number in a content."""
    before, after = _beside(account, number)
    return CLAUSE.split(before[-BEFORE:])[-1], CLAUSE.split(after[:AFTER], maxsplit=1)[0]


def _beside(account: Account, number: Number) -> tuple[str, str]:
    """Give what a content has before and after a number."""
    parts = account.text.split(" … ")
    for (start, end), part in zip(account.spans, parts, strict=False):
        if start <= number.span.start < end:
            return part[: number.span.start - start], part[number.span.end - start :]
    return "", ""


def _noun(words: tuple[str, str]) -> frozenset[str]:
    """Give the nouns that are counted, if they tell more than "people"."""
    noun = BESIDE.split(words[1], maxsplit=1)[0]
    found = {word.casefold() for word in words_of(noun)[:NOUN_WORDS]}
    kinds = says_no("kinds").findall(" ".join(sorted(found - PEOPLE)))
    return frozenset(stem_of(kind) for kind in kinds)


def _named(account: Account, number: Number) -> frozenset[str]:
    """Give the names in the sentence of a number: those of whose soldiers it counts."""
    before, after = _beside(account, number)
    sentence = f"{SENTENCE.split(before)[-1]} of {SENTENCE.split(after, maxsplit=1)[0]}"
    return named_stems(f"so {sentence}")


def _adds_up(words: tuple[str, str]) -> bool:
    """Tell whether a number is a sum over a time or a whole war."""
    return bool(says_no("sum").search(" ".join(words)))


def _times(words: tuple[str, str]) -> frozenset[str]:
    return frozenset(time.casefold() for time in says_no("times").findall(" ".join(words)))
